"""How the panes of a project are filled, kept in it and restored, and how the window's actions follow them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from basewatch_gui.geometry.coordinates import CoordinateError
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.pane.layout.stage import LAYOUTS, TWO_PANES
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.window.places.go_to_line import GoToLine, coordinate_sentence
from basewatch_gui.widgets.window.places.travel import go_to

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

PANES = "panes"


@dataclass(frozen=True, slots=True)
class PanesState:
    """What a project keeps of its panes: the layout's name, each pane's frame, which is active, and the Viewpoint."""

    layout: str
    frames: list[int | None]
    active: int
    viewpoint: Viewpoint
    minimap: bool = True


class Arrangement(QObject):
    """Fills the panes with frames and keeps in the project how they are; the go-to line lies over them."""

    def __init__(self, window: "MainWindow", session: Session, grid: PaneGrid) -> None:
        super().__init__(grid)
        self._window = window
        self._session = session
        self._grid = grid
        self.line = GoToLine(grid)
        self.line.asked.connect(self._go)
        self.line.left.connect(self._focus)
        grid.stage.changed.connect(self._follow)
        grid.active_changed.connect(self._follow)
        grid.menu_asked.connect(self._open_menu)

    def start(self) -> None:
        """Show the panes as the project was left; a new one gets its first frames."""
        state = self._session.file.display.get(PANES, PanesState)
        if state is not None:
            self._restore(state)
        self.fill()
        self._follow()

    def choose_layout(self, name: str) -> None:
        """Lay out the panes, the new ones with the next frames in time that are not shown."""
        self._grid.set_layout(LAYOUTS[name])
        self.fill()

    def fill(self) -> None:
        """Give panes that show nothing the frames that follow those shown, then the ones before."""
        grid, frames = self._grid, self._session.project.frames
        in_time = list(self._session.project.frames_in_time)
        places = [place for place, frame in enumerate(in_time) if frame.id in grid.shown]
        start = places[-1] + 1 if places else 0
        unseen = [frame.id for frame in in_time[start:] + in_time[:start] if frame.id not in grid.shown]
        free = [pane.index for pane in grid.panes if pane.frame_id not in frames]
        for index, frame_id in zip(free, unseen, strict=False):
            grid.show_frame(index, frame_id)
        if unseen and free and not places:
            QTimer.singleShot(0, grid, grid.fit)

    def keep(self) -> None:
        """Keep in the project how the panes are."""
        grid = self._grid
        viewpoint = grid.active.viewpoint
        state = PanesState(grid.stage.pane_layout.name, grid.shown, grid.active.index, viewpoint, grid.minimap.wanted)
        self._window.attempt(lambda: self._session.file.display.put(PANES, state))

    def close(self) -> None:
        """Keep how the panes are, and bring them back from their windows."""
        self.keep()
        self._grid.stage.land_all()

    def _restore(self, state: PanesState) -> None:
        grid = self._grid
        grid.minimap.wanted = state.minimap
        grid.set_layout(LAYOUTS.get(state.layout, TWO_PANES))
        for pane, frame_id in zip(grid.panes, state.frames, strict=False):
            if frame_id in self._session.project.frames:
                grid.show_frame(pane.index, frame_id)
        if any(frame is not None for frame in grid.shown):
            self._session.view.look(0, state.viewpoint)
        grid.activate(min(max(state.active, 0), len(grid.panes) - 1))

    def _go(self, text: str) -> None:
        try:
            go_to(text, self._session, self._grid)
        except CoordinateError as fault:
            self.line.complain(coordinate_sentence(fault))
        except BasewatchError as fault:
            self.line.complain(sentence(fault))
        else:
            self.line.leave()

    def _focus(self) -> None:
        self._grid.active.setFocus()

    def _follow(self) -> None:
        """Have the actions say how the panes are."""
        actions, stage = self._window.actions_by_name, self._grid.stage
        actions[stage.pane_layout.name].setChecked(True)
        actions["maximise_pane"].setChecked(stage.maximised is not None)
        actions["float_pane"].setChecked(self._grid.active.index in stage.windows)
        actions["minimap"].setChecked(self._grid.minimap.wanted)

    def _open_menu(self, index: int, at: QPoint) -> None:
        self._grid.activate(index)
        menu = QMenu(self._grid)
        for name in ("maximise_pane", "float_pane"):
            menu.addAction(self._window.actions_by_name[name])
        menu.addAction(self.tr("Show nothing"), lambda: self._grid.show_frame(index, None))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
