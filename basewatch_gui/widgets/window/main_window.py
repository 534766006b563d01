"""The main window: it composes what the capabilities bring, and shows one open project."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolBar, QWidget

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.session import Session
from basewatch_gui.session.settings import Settings
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.window.actions import Actions, add_shortcut, pane_bar, records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES
from basewatch_gui.widgets.window.docks import Docks
from basewatch_gui.widgets.window.field_undo import FieldUndo
from basewatch_gui.widgets.window.focus import focus_part
from basewatch_gui.widgets.window.held_keys import HeldKeys
from basewatch_gui.widgets.window.hint import hint_of
from basewatch_gui.widgets.window.message_bar import MessageBar
from basewatch_gui.widgets.window.overlay import Overlay
from basewatch_gui.widgets.window.place_under_pointer import PlaceUnderPointer
from basewatch_gui.widgets.window.status_bar import StatusBar
from basewatch_gui.widgets.workbench.action import Bar
from basewatch_gui.widgets.workbench.keys import Keys
from basewatch_gui.widgets.workbench.parts import Parts
from basewatch_gui.widgets.workbench.shell import Buttons
from basewatch_gui.widgets.workbench.workspace import Workspace


class MainWindow(QMainWindow):
    """The window with panes in the middle, tools at the left, docks at the right and the status below.

    It is the shell that capabilities see (`workbench.shell`); it knows their list and none of them.
    """

    paths_dropped = Signal(list)
    message_shown = Signal(str, str)
    settings_changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.capabilities = CAPABILITIES
        self.jobs = Jobs(self)
        self.parts = Parts()
        self.workspace: Workspace | None = None
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self.middle = QStackedWidget(self)
        self.start_page = QWidget(self)
        self.middle.addWidget(self.start_page)
        self.setCentralWidget(self.middle)
        self.messages = MessageBar(self.middle)
        Overlay(self.messages, self.middle)
        self.status = StatusBar(self)
        self.status.progress.watch(self.jobs)
        self.setStatusBar(self.status)
        self.docks = Docks(self, [dock for each in CAPABILITIES for dock in each.docks()])
        self.records = records_of(CAPABILITIES)
        self.actions_by_record = Actions(self, self.records, self)
        self.keys = Keys(settings, self.records, self.actions_by_record.by_name, self)
        self.keys.changed.connect(self._refresh_workspace)
        self._held_keys = HeldKeys(self, [key for each in CAPABILITIES for key in each.held_keys()])
        FieldUndo(self)
        self._make_bars()
        for capability in CAPABILITIES:
            if capability.start is not None:
                capability.start(self)
        self._restore_geometry()
        self._show_start_page()
        if self.keys.fault is not None:
            self.show_error(self.keys.fault, severity="warning")

    @property
    def widget(self) -> QWidget:
        """The window itself, as the parent of dialogs."""
        return self

    @property
    def session(self) -> Session | None:
        """The open project's session."""
        return self.workspace.session if self.workspace is not None else None

    @property
    def grid(self) -> PaneGrid | None:
        """The open project's panes."""
        return self.workspace.grid if self.workspace is not None else None

    def open_file(self, file: ProjectFile) -> None:
        """Show an open project file in the place of the one that is open now."""
        self.close_project()
        self.messages.clear()
        workspace = self.workspace = Workspace(self, file, self)
        self.docks.fill(workspace)
        self.status.set_session(workspace.session)
        self.status.progress.watch(workspace.session.jobs)
        PlaceUnderPointer(workspace, self.status)
        for capability in self.capabilities:
            if capability.open is not None:
                capability.open(workspace)
        self._connect_workspace(workspace)
        self.middle.addWidget(workspace.grid)
        self.middle.setCurrentWidget(workspace.grid)
        self.docks.restore()
        self.settings.remember_project(file.path)
        held = self.tr("{name} (read-only)") if file.read_only else "{name}"
        self.setWindowTitle(f"{held.format(name=file.path.stem)} – BaseWatch")
        if file.read_only:
            self.show_message(file.read_only_reason, severity="warning")
        workspace.opened.emit()
        workspace.take_tool("select")
        self.refresh_actions()

    def close_project(self) -> None:
        """Close the open project, if there is one."""
        if self.workspace is not None:
            workspace = self.workspace
            workspace.closing.emit()
            self.workspace = None
            self.middle.removeWidget(workspace.grid)
            self.docks.clear()
            self.status.set_session(None)
            workspace.close()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open what was named or dropped: a project, or frames."""
        self.paths_dropped.emit(list(paths))

    def run(self, name: str) -> None:
        """Carry out an action."""
        self.attempt(lambda: self.actions_by_record.run(name))

    def attempt(self, function: Callable[[], object]) -> None:
        """Call a function whose fault, if it is the user's, is shown in the message bar."""
        try:
            function()
        except BasewatchError as fault:
            self.show_error(fault)

    def action(self, name: str) -> QAction:
        """Return the Qt action of a record."""
        return self.actions_by_record.by_name[name]

    def show_message(self, text: str, buttons: Buttons = (), severity: str = "info") -> None:
        """Show one sentence in the message bar."""
        self.messages.show_message(text, severity, buttons)
        self.message_shown.emit(text, severity)

    def show_error(self, fault: BasewatchError, buttons: Buttons = (), severity: str = "error") -> None:
        """Show a fault in the message bar."""
        self.show_message(sentence(fault), buttons, severity)

    def show_status(self, text: str, milliseconds: int) -> None:
        """Show a short text in the status bar for a while."""
        self.status.showMessage(text, milliseconds)

    @property
    def hint(self) -> str:
        """The sentence in the status bar on what the tool wants next."""
        return self.status.hint

    def show_hint(self) -> None:
        """Refresh the sentence in the status bar on what the tool wants next."""
        if self.workspace is not None:
            self.status.set_hint(hint_of(self.workspace, self.capabilities, self.keys))

    def add_status_widget(self, widget: QWidget) -> None:
        """Put a widget into the status bar, left of the place under the pointer."""
        self.status.insertPermanentWidget(1, widget)

    def set_start_page(self, page: QWidget) -> None:
        """Show this page while no project is open."""
        self.middle.removeWidget(self.start_page)
        self.start_page.deleteLater()
        self.start_page = page
        self.middle.addWidget(page)

    def show_dock(self, panel: QWidget) -> None:
        """Bring the dock of a panel to the front."""
        self.docks.bring_to_front(panel)

    def show_first_dock(self, panel: QWidget) -> None:
        """Bring the dock to the front that lies at first in front of a panel's."""
        self.docks.bring_first_to_front(panel)

    def is_dock_seen(self, panel: QWidget) -> bool:
        """Return True if the dock of a panel is in front: one behind another tab is visible to Qt all the same."""
        return not panel.visibleRegion().isEmpty()

    def set_dock_title(self, panel: QWidget, title: str) -> None:
        """Give the dock of a panel another title."""
        self.docks.set_title(panel, title)

    def reset_layout(self) -> None:
        """Bring all docks back to their first places."""
        self.docks.arrange()

    def focus_part(self, step: int) -> None:
        """Give the focus to the next part of the window, or with -1 to the one before."""
        first = self.workspace.grid.active if self.workspace is not None else self.start_page
        docks = [dock for dock in self.docks.docks.values() if not dock.visibleRegion().isEmpty()]
        docks.sort(key=lambda dock: (dock.y(), dock.x()))
        bars = [bar for bar in self.findChildren(QToolBar) if bar.isVisible()]
        focus_part([first, *docks, *bars], step)

    def refresh_actions(self) -> None:
        """Ask every action whether it is enabled and checked now."""
        self.actions_by_record.refresh()
        self.show_hint()

    def _refresh_workspace(self) -> None:
        if self.workspace is not None:
            self.workspace.refresh_actions()

    def _connect_workspace(self, workspace: Workspace) -> None:
        session, grid, host = workspace.session, workspace.grid, workspace.host
        for signal in (
            session.edited,
            session.selection_changed,
            session.view.lock_changed,
            host.tool_changed,
            grid.active_changed,
            grid.shown_changed,
        ):
            signal.connect(workspace.refresh_actions)
        for signal in (host.preview_changed, session.category_changed):
            signal.connect(self.show_hint)
        for signal in (host.failed, session.pyramids.failed, grid.failed):
            signal.connect(self.show_error)
        grid.action_asked.connect(self.run)

    def _make_bars(self) -> None:
        self.actions_by_record.fill_menu_bar(self.menuBar())
        self.menuBar().setCornerWidget(pane_bar(self.actions_by_record, self))
        tools = QToolBar(self.tr("Tools"), self)
        tools.setObjectName("tools")
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.actions_by_record.fill_tool_bar(tools, Bar.TOOLS))
        for key in self._held_keys.everywhere:
            add_shortcut(self, key, partial(self._held_keys.press_text, key))

    def _show_start_page(self) -> None:
        self.middle.setCurrentWidget(self.start_page)
        self.setWindowTitle("BaseWatch")
        self.docks.hide_all()
        self.refresh_actions()

    def _restore_geometry(self) -> None:
        geometry, state = self.settings.stored_window("geometry"), self.settings.stored_window("state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if state is not None:
            self.restoreState(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin what a key does while it is held."""
        if not event.isAutoRepeat() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._held_keys.press(event.key())
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End what the key has done."""
        if not event.isAutoRepeat():
            self._held_keys.release(event.key())
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """End what held keys do when the window is left."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.workspace is not None and not self.isActiveWindow():
            self._held_keys.release_all()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; nothing is ever unsaved."""
        self.settings.store_window("geometry", self.saveGeometry())
        self.settings.store_window("state", self.docks.state())
        self.close_project()
        self.jobs.close()
        super().closeEvent(event)
