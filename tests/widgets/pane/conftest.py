"""Two panes on two frames of the same ground, one in UTM, one in longitude and latitude."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.edit import added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.pane.tool_host import ToolHost
from tests.journeys.scene import write_pair, write_project


@dataclass
class Scene:
    """The panes, what stands behind them, and the faults that they told."""

    session: Session
    host: ToolHost
    grid: PaneGrid
    faults: list[BasewatchError] = field(default_factory=list)

    @property
    def panes(self) -> list[Pane]:
        """The panes, left to right."""
        return self.grid.panes

    def settle(self) -> None:
        """Let everything that was asked for be read and shown."""
        QApplication.processEvents()
        wait_until(lambda: self.session.tiles.idle)
        QApplication.processEvents()
        self.grid.refresh_now()

    def draw(self, outline: Outline, frame: int = 1, category: int = 1) -> Label:
        """Put a label on a frame."""
        self.session.choose_category(category)
        label = self.session.new_label(frame, outline)
        self.session.do(added("draw", [label]))
        self.grid.refresh_now()
        return label

    def labels(self, frame: int = 1) -> list[Label]:
        """The labels of a frame."""
        return list(self.session.project.labels(frame).values())


@contextmanager
def shown(project: Path, frames: tuple[int, ...]) -> Iterator[Scene]:
    """The project in panes of about 400 x 300 pixels; all is put away at the end."""
    session = Session(ProjectFile.open(project), author="analyst")
    host = ToolHost(session)
    scene = Scene(session, host, PaneGrid(session, host))
    scene.grid.failed.connect(scene.faults.append)
    host.failed.connect(scene.faults.append)
    scene.grid.resize(804, 300)
    scene.grid.show()
    scene.grid.activateWindow()
    QApplication.processEvents()
    try:
        for index, frame in enumerate(frames):
            scene.grid.show_frame(index, frame)
        wait_until(lambda: all(session.tiles.frame(frame) is not None for frame in frames))
        scene.grid.fit()
        scene.settle()
        yield scene
    finally:
        scene.grid.hide()
        scene.grid.deleteLater()
        session.close()


@pytest.fixture
def scene(qapp: object, tmp_path: Path) -> Iterator[Scene]:
    """Frame 1 (UTM) in the left pane, frame 2 (EPSG:4326) in the right one, both fitted; no labels."""
    with shown(write_project(tmp_path / "a.basewatch", write_pair(tmp_path)), (1, 2)) as made:
        yield made
