"""Frames in panes of a known size, as the window has them: opened, looked at, painted and closed."""

import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks import program
from tests.benchmarks.floors import Reader, Tiles
from tests.benchmarks.rounds import seconds_of_each

SIZES = {"one pane": (960, 1080), "two panes": (960, 1080), "four panes": (960, 540), "nine panes": (640, 360)}
"""Width and height of each pane of a layout, in screen pixels."""

PATIENCE_S = 120.0
LOOK_AGAIN_MS = 20

_LAYOUTS = {"one pane": "one_pane", "two panes": "two_panes", "four panes": "four_panes", "nine panes": "nine_panes"}


class Desk:
    """A project with these frames, and a grid of panes that can show them."""

    def __init__(self, folder: Path, paths: Sequence[Path], layout: str = "two panes") -> None:
        self.file = program.ProjectFile.create(folder / "bench.basewatch", program.shipped_categories())
        self.frames = [
            program.describe_frame(path, self.file.new_frame_id(), self.file.stored_path(path)) for path in paths
        ]
        self.frame = self.frames[0]
        self.file.do(program.added("add frames", self.frames))
        self.session = program.Session(self.file)
        self.grid = program.PaneGrid(self.session, program.ToolHost(self.session))
        shape, (width, height) = program.LAYOUTS[_LAYOUTS[layout]], SIZES[layout]
        self.grid.set_layout(shape)
        across, down = program.SPLITTER_HANDLE_SCR * (shape.columns - 1), program.SPLITTER_HANDLE_SCR * (shape.rows - 1)
        self.grid.resize(width * shape.columns + across, height * shape.rows + down)
        self.grid.show()
        QApplication.processEvents()

    @property
    def sizes_scr(self) -> list[tuple[int, int]]:
        """Width and height of every pane in screen pixels."""
        return [pane.size_scr for pane in self.grid.panes]

    @property
    def screen_to_frame(self) -> Affine:
        """The linear part of the way from the first pane's pixels to the frame's."""
        to_screen = self.grid.panes[0].frame_to_screen
        assert to_screen is not None
        return program.without_shift(~to_screen)

    @property
    def opened(self) -> program.OpenFrame:
        """The first frame as it is open."""
        opened = self.session.tiles.frame(self.frame.id)
        assert opened is not None
        return opened

    @property
    def pyramid(self) -> Path | None:
        """The folder of prepared levels that the first frame is shown from; None while there is none."""
        opened = self.session.tiles.frame(self.frame.id)
        return opened.source.pyramid if opened is not None else None

    def show_first(self) -> None:
        """Show the first frame in the first pane, until its picture is complete."""
        self.grid.show_frame(0, self.frame.id)
        QApplication.processEvents()
        self.complete()

    def fill(self) -> None:
        """Show the frames in the panes, one after the other and from the first again, until nothing is missing."""
        for pane in self.grid.panes:
            self.grid.show_frame(pane.index, self.frames[pane.index % len(self.frames)].id)
        self.complete()

    def paint(self) -> None:
        """Refresh the panes and paint them, as the window does once for a turn of its event loop."""
        self.grid.refresh_now()
        QApplication.processEvents()

    def complete(self) -> None:
        """Run the event loop until no tile is missing and the panes are painted."""
        tiles = self.session.tiles
        shown = [frame for frame in self.grid.shown if frame is not None]
        run_until(lambda: tiles.idle and all(tiles.frame(frame) for frame in shown))
        self.paint()

    def viewpoint(self, x_px: float, y_px: float, scale: float, rotation_deg: float = 0.0) -> program.Viewpoint:
        """Return the Viewpoint at a place of the first frame, with so many frame pixels a screen pixel."""
        ground = self.session.project.ground_map(self.frame.id)
        x, y = ground.to_plane(np.array([[x_px, y_px]]))[0]
        metres = ground.metres_per_px((self.frame.width / 2, self.frame.height / 2)) * scale
        return program.Viewpoint((float(x), float(y)), metres, rotation_deg)

    def middle(self, scale: float, rotation_deg: float = 0.0) -> program.Viewpoint:
        """Return the Viewpoint at the first frame's middle, with so many frame pixels a screen pixel."""
        return self.viewpoint(self.frame.width / 2, self.frame.height / 2, scale, rotation_deg)

    def look(self, viewpoint: program.Viewpoint) -> None:
        """Look from there."""
        self.session.view.look(0, viewpoint)

    def read_along(self, walk: Sequence[program.Viewpoint]) -> None:
        """Have all tiles along a walk read, and stand at its start."""
        for viewpoint in (*walk[::10], walk[-1], walk[0]):
            self.look(viewpoint)
            self.complete()

    def painted_along(self, walk: Sequence[program.Viewpoint]) -> list[float]:
        """Return the seconds of every paint along a walk."""

        def step(viewpoint: program.Viewpoint) -> None:
            self.look(viewpoint)
            self.paint()

        return seconds_of_each(step, walk)

    def tiles_from(self, viewpoint: program.Viewpoint) -> Tiles:
        """Return the level and the places of the tiles that the first pane shows from there."""
        keys = self._keys(viewpoint)
        return Tiles(keys[0].level, tuple((key.column, key.row) for key in keys))

    @property
    def tiles_shown(self) -> Tiles:
        """The level and the places of the tiles that the first pane shows now."""
        return self.tiles_from(self.grid.panes[0].viewpoint)

    def share_read(self) -> float:
        """Return the share of the first pane's tiles that have been read."""
        keys = self._keys(self.grid.panes[0].viewpoint)
        return sum(self.session.tiles.tile(key) is not None for key in keys) / len(keys)

    def tile_maker(self, path: Path) -> "TileMaker":
        """Return what reads tiles of the first frame's own level, and makes them ready for display."""
        return TileMaker(path, self.opened.stretch)

    def drawing_of(self, outline: program.OrientedBox) -> program.Edit:
        """Return the edit that draws a new label on the first frame."""
        return program.added("draw", [self.session.new_label(self.frame.id, outline)])

    def add_labels(self, labels: Sequence[program.Label]) -> None:
        """Add labels in one edit."""
        self.do(program.added("import", labels))

    def do(self, edit: program.Edit) -> None:
        """Carry out an edit."""
        self.session.do(edit)

    def set_labels_hidden(self, *, hidden: bool) -> None:
        """Hide or show the labels of all panes."""
        self.grid.hide_labels(hidden)

    def set_look(self, look: program.Look) -> None:
        """Show all frames, locked to each other, with this look."""
        self.session.looks.set_locked(True, self.frame.id)
        self.session.looks.set_look(self.frame.id, look)
        self.complete()

    def set_limits(self, low: float, high: float, bands: int) -> None:
        """Stretch so many bands of all frames between these samples."""
        self.session.looks.set_limits(self.frame.id, ((low, high),) * bands)

    def compare(self, mode: program.Mode | None) -> None:
        """Compare the second frame with the first one in the first pane in this way, or not at all."""
        if mode is None:
            self.session.comparing.stop()
        else:
            self.session.comparing.choose(self.frames[1].id)
            self.session.comparing.start(mode, 0)
            self.paint()
            run_until(lambda: self.session.tiles.frame(self.frames[1].id) is not None)
        self.complete()

    def close(self) -> None:
        """Take all away."""
        self.grid.hide()
        self.grid.deleteLater()
        self.session.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def _keys(self, viewpoint: program.Viewpoint) -> list[program.TileKey]:
        opened, size = self.opened, self.grid.panes[0].size_scr
        ground = self.session.project.ground_map(self.frame.id)
        to_screen = viewpoint.plane_to_screen(size) @ ground.linear_about(viewpoint.centre_m)
        return list(program.tiles_in_view(opened.frame, opened.pyramid, to_screen, size))


def run_until(condition: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds; raises TimeoutError when it does not for too long.

    It sleeps until there is news, as the program's own loop does. A reading thread may become idle just after its last
    news was heard: the timer looks again.
    """
    end = monotonic() + PATIENCE_S
    timer = QTimer(interval=LOOK_AGAIN_MS)
    timer.start()
    while not condition():
        if monotonic() > end:
            raise TimeoutError("The panes did not become complete.")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class TileMaker(Reader):
    """Reads tiles of a frame's own level by rasterio alone, and makes them ready for display as the program does."""

    def __init__(self, path: Path, stretch: program.Stretch) -> None:
        super().__init__(path, 0)
        self._stretch = stretch

    def read_place(self, place: tuple[int, int]) -> NDArray[Any]:
        """Read a tile in a thread of the pool, and return its display pixels."""
        tile = program.Tile(program.TileKey(1, 0, *place), super().read_place(place), None)
        return program.to_display_pixels(tile, self._stretch)


@contextmanager
def desk_of(*paths: Path, layout: str = "two panes") -> Iterator[Desk]:
    """Open a desk with these frames, its project in a folder of its own, and close it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), paths, layout)
        try:
            yield desk
        finally:
            desk.close()
