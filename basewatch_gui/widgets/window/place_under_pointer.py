"""The status bar shows the place under the pointer, on the frame of the pane that it is over."""

from PySide6.QtCore import QObject

from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.status_bar import StatusBar
from basewatch_gui.widgets.workbench.workspace import Workspace


class PlaceUnderPointer(QObject):
    """Keeps the status bar in step with the pointer and the zoom while a project is open."""

    def __init__(self, workspace: Workspace, status: StatusBar) -> None:
        super().__init__(workspace)
        self._session, self._grid, self._status = workspace.session, workspace.grid, status
        session, grid = workspace.session, workspace.grid
        for signal in (session.view.cursor_moved, session.view.changed, session.tiles.arrived, grid.active_changed):
            signal.connect(self._show_place)
        grid.refreshed.connect(self._show_zoom)

    @property
    def _pane(self) -> Pane:
        """The pane that the pointer is over, else the active one."""
        over = self._session.view.cursor_pane
        return self._grid.panes[over] if over is not None else self._grid.active

    def _show_place(self) -> None:
        self._status.show_place(self._pane.pointed.frame_id, self._session.view.cursor_m)
        self._show_zoom()

    def _show_zoom(self) -> None:
        self._status.show_zoom(self._pane.frame_px_per_scr)
