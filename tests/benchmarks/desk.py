"""A project with frames and panes of a known size, as the window has them."""

import gc
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.model.edit import added
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.pane.layout.stage import HANDLE_SCR, LAYOUTS
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.pane.tool_host import ToolHost

SIZES = {"two_panes": (960, 1080), "four_panes": (960, 540), "nine_panes": (640, 360)}


class Desk:
    """A project with these frames, and a grid of panes that can show them."""

    def __init__(self, folder: Path, paths: Sequence[Path], layout: str = "two_panes") -> None:
        self.file = ProjectFile.create(folder / "bench.basewatch", shipped_categories())
        self.frames = [describe_frame(path, self.file.new_frame_id(), self.file.stored_path(path)) for path in paths]
        self.frame = self.frames[0]
        self.file.do(added("add frames", self.frames))
        self.session = Session(self.file)
        self.grid = PaneGrid(self.session, ToolHost(self.session))
        self.grid.set_layout(LAYOUTS[layout])
        shape, (width, height) = LAYOUTS[layout], SIZES[layout]
        across, down = HANDLE_SCR * (shape.columns - 1), HANDLE_SCR * (shape.rows - 1)
        self.grid.resize(width * shape.columns + across, height * shape.rows + down)
        self.grid.show()
        QApplication.processEvents()

    def fill(self) -> None:
        """Show the frames in the panes, one after the other and from the first again, until nothing is missing."""
        for pane in self.grid.panes:
            self.grid.show_frame(pane.index, self.frames[pane.index % len(self.frames)].id)
        self.complete()

    def paint(self) -> None:
        """Make the panes ready and paint them, as the window does once for a turn of its event loop."""
        self.grid.refresh_now()
        QApplication.processEvents()

    def complete(self) -> None:
        """Let the event loop run until no tile is missing and the panes are painted."""
        tiles = self.session.tiles
        while not (tiles.idle and all(tiles.frame(key) for key in self.shown)):
            # As the program's own loop does: asleep until there is news.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.paint()

    @property
    def shown(self) -> list[int]:
        """The frames in the panes."""
        return [frame for frame in self.grid.shown if frame is not None]

    def viewpoint(self, x_px: float, y_px: float, scale: float, rotation_deg: float = 0.0) -> Viewpoint:
        """The Viewpoint at a place of the first frame with so many frame pixels a screen pixel."""
        ground = self.session.project.ground_map(self.frame.id)
        x, y = ground.to_plane(np.array([[x_px, y_px]]))[0]
        metres = ground.metres_per_px((self.frame.width / 2, self.frame.height / 2)) * scale
        return Viewpoint((float(x), float(y)), metres, rotation_deg)

    def look(self, viewpoint: Viewpoint) -> None:
        """Look from there."""
        self.session.view.look(0, viewpoint)

    def walked(self, walk: Sequence[Viewpoint]) -> list[float]:
        """Seconds of every paint on the way, once all tiles along it have been read."""
        for viewpoint in walk[::10]:
            self.look(viewpoint)
            self.complete()
        times: list[float] = []
        for viewpoint in walk:
            start = perf_counter()
            self.look(viewpoint)
            self.paint()
            times.append(perf_counter() - start)
        return times

    def close(self) -> None:
        """Take all away."""
        self.grid.hide()
        self.grid.deleteLater()
        self.session.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
