"""One open project in the window: its session, tool and panes, and what capabilities keep while it is open."""

from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.pane.into_view import centre_on_outline
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.workbench.parts import Parts
from basewatch_gui.widgets.workbench.shell import Shell

P = TypeVar("P", bound=QWidget)


class Workspace(QObject):
    """The open project as capabilities see it.

    `shell` is the window around it; `parts` holds the panels of all docks, and what capabilities add when the project
    is opened. `opened` is sent once all capabilities are connected, `closing` while everything is there; `refreshed`
    after the actions have been asked for their state. `frame_picked(frame_id)` is sent for a frame that is chosen in a
    list, `details_asked(frame_id)` where its details are wanted.
    """

    opened = Signal()
    closing = Signal()
    refreshed = Signal()
    frame_picked = Signal(int)
    details_asked = Signal(int)

    def __init__(self, shell: Shell, file: ProjectFile, parent: QObject) -> None:
        super().__init__(parent)
        self.shell = shell
        self.session = Session(file, self, shell.settings.author)
        self.host = ToolHost(self.session, self)
        self.grid = PaneGrid(self.session, self.host)
        self.parts = Parts()

    def panel(self, kind: type[P]) -> P:
        """Return the panel of this class, in whichever dock it is."""
        return self.parts.get(kind)

    def show_panel(self, kind: type[P]) -> P:
        """Bring the dock with the panel of this class to the front and return the panel."""
        panel = self.parts.get(kind)
        self.shell.show_dock(panel)
        return panel

    def take_tool(self, name: str) -> None:
        """Take a tool, ready for the pane that was used last."""
        self.host.take(name)
        self.focus_pane()

    def focus_pane(self) -> None:
        """Give the focus to the pane that was used last."""
        self.grid.active.setFocus()

    def show_frame(self, frame_id: int, index: int) -> None:
        """Show a frame in a pane."""
        self.grid.panes[index].notice = ""
        self.grid.show_frame(index, frame_id)

    def show_label(self, frame_id: int, label_id: int) -> None:
        """Bring a label to the middle of a pane and select it; where no pane shows its frame, the active one does."""
        project = self.session.project
        label = project.labels(frame_id).get(label_id) if frame_id in project.frames else None
        if label is None:
            return
        if frame_id not in self.grid.shown:
            self.show_frame(frame_id, self.grid.active.index)
        centre_on_outline(self.session, self.grid.panes[self.grid.shown.index(frame_id)], frame_id, label.outline)
        self.session.select(frame_id, [label.id])

    def refresh_actions(self, *_: object) -> None:
        """Ask every action whether it is enabled and checked now; connect what changes that to this."""
        self.shell.refresh_actions()
        self.refreshed.emit()

    def close(self) -> None:
        """Take the panes away and close the project."""
        self.grid.setParent(None)
        self.session.close()
        self.grid.deleteLater()
        self.deleteLater()
