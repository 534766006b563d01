"""How the panes of a project are filled, stored in it and restored."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import Frame
from basewatch_gui.storage.display_state import DisplayKey
from basewatch_gui.widgets.pane.layout.stage import LAYOUTS, TWO_PANES
from basewatch_gui.widgets.workbench.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PanesState:
    """What a project stores of its panes: the layout's name, each pane's frame, which is active, and the Viewpoint."""

    layout: str
    frames: list[int | None]
    active: int
    viewpoint: Viewpoint
    minimap: bool = True


class Arrangement(QObject):
    """Fills the panes with frames and stores in the project how they are."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session, self._grid = workspace.session, workspace.grid
        workspace.opened.connect(self.start)
        workspace.closing.connect(self.close)
        self._session.edited.connect(self._update_frames)
        self._grid.stage.changed.connect(workspace.refresh_actions)
        self._grid.menu_asked.connect(self._open_menu)

    def start(self) -> None:
        """Show the panes as the project was left; a new one gets its first frames."""
        state = self._session.file.display.get(DisplayKey.PANES, PanesState)
        if state is not None:
            self._restore(state)
        self.fill()

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

    def store(self) -> None:
        """Store in the project how the panes are."""
        grid = self._grid
        viewpoint = grid.active.viewpoint
        state = PanesState(grid.stage.pane_layout.name, grid.shown, grid.active.index, viewpoint, grid.minimap.wanted)
        self._workspace.shell.attempt(lambda: self._session.file.display.put(DisplayKey.PANES, state))

    def close(self) -> None:
        """Store how the panes are, and bring them back from their windows."""
        self.store()
        self._grid.stage.return_all()

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

    def _update_frames(self, edit: Edit) -> None:
        """Empty the panes whose frame is gone, open again those whose file changed, fill those that are free."""
        if Frame not in edit.kinds:
            return
        for pane in self._grid.panes:
            if pane.frame_id is not None and pane.frame_id not in self._session.project.frames:
                self._grid.show_frame(pane.index, None)
            elif pane.frame_id is not None:
                self._session.open_frame(pane.frame_id)
        self.fill()

    def _open_menu(self, index: int, at: QPoint) -> None:
        self._grid.activate(index)
        menu = QMenu(self._grid)
        for name in ("maximise_pane", "float_pane"):
            menu.addAction(self._workspace.shell.action(name))
        menu.addAction(self.tr("Show nothing"), lambda: self._grid.show_frame(index, None))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
