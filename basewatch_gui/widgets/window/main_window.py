"""The main window: it composes, and carries out actions by name."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolBar

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.session import Session
from basewatch_gui.session.settings import Settings
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.guidance.focus import reachable
from basewatch_gui.widgets.guidance.guidance import Guidance
from basewatch_gui.widgets.message_bar import MessageBar
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.projects.welcome import Welcome
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.window.actions.table import TOOLBAR, category_keys, make_actions, rows
from basewatch_gui.widgets.window.commands.project import ProjectCommands
from basewatch_gui.widgets.window.commands.table import commands
from basewatch_gui.widgets.window.docks import Docks
from basewatch_gui.widgets.window.field_undo import FieldUndo
from basewatch_gui.widgets.window.held_keys import HeldKeys
from basewatch_gui.widgets.window.overlay import Overlay
from basewatch_gui.widgets.window.places.buttons import pane_buttons
from basewatch_gui.widgets.window.status_bar import StatusBar
from basewatch_gui.widgets.window.workspace import Workspace

Buttons = Sequence[tuple[str, Callable[[], object]]]


class MainWindow(QMainWindow):
    """The window with panes in the middle, tools at the left, docks at the right and the status below."""

    workspace: Workspace | None = None

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = Jobs(self)
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self.project_commands = ProjectCommands(self)
        self.welcome = Welcome(settings.recent, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.messages = MessageBar(self._stack)
        Overlay(self.messages, self._stack)
        self.status = StatusBar(self)
        self.status.progress.watch(self.jobs)
        self.setStatusBar(self.status)
        self.docks = Docks(self)
        self.actions_by_name = make_actions(self, self.run)
        self._commands = commands(self)
        self.guidance = Guidance(self, self._stack)
        self._held_keys = HeldKeys(self)
        FieldUndo(self)
        self._make_menus()
        category_keys(self, self._held_keys.press_category)
        self._connect_welcome()
        self._restore()
        self._show_welcome()
        if self.guidance.keys.fault is not None:
            self.complain(self.guidance.keys.fault, severity="warning")

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
        workspace = self.workspace = Workspace(self, file)
        self._stack.addWidget(workspace.grid)
        self._stack.setCurrentWidget(workspace.grid)
        self.docks.set_away(False)
        self.settings.opened(file.path)
        held = self.tr("{name} (read-only)") if file.read_only else "{name}"
        self.setWindowTitle(f"{held.format(name=file.path.stem)} – BaseWatch")
        if file.read_only:
            self.say(file.read_only_reason, severity="warning")
        workspace.start()

    def close_project(self) -> None:
        """Close the open project, if there is one."""
        if self.workspace is not None:
            workspace, self.workspace = self.workspace, None
            self._stack.removeWidget(workspace.grid)
            workspace.close()

    def run(self, name: str, checked: bool = False) -> None:
        """Carry out an action."""
        self.attempt(lambda: self._commands[name](checked))

    def attempt(self, deed: Callable[[], object]) -> None:
        """Do something whose fault, if it is the user's, is said in the message bar."""
        try:
            deed()
        except BasewatchError as fault:
            self.complain(fault)

    def say(self, text: str, actions: Buttons = (), severity: str = "info") -> None:
        """Say one sentence in the message bar."""
        self.messages.say(text, severity, actions)
        self.guidance.hear(text, severity)

    def complain(self, fault: BasewatchError, actions: Buttons = (), severity: str = "error") -> None:
        """Say a fault in the message bar."""
        self.say(sentence(fault), actions, severity)

    def _make_menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for row in rows():
            if row.menu not in menus:
                menus[row.menu] = self.menuBar().addMenu(row.menu)
                menus[row.menu].aboutToShow.connect(self._name_steps)
            if row.separator:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(self.actions_by_name[row.name])
        self.menuBar().setCornerWidget(reachable(pane_buttons(self.actions_by_name, self)))
        tools = QToolBar(self.tr("Tools"), self)
        tools.setObjectName("tools")
        for name in TOOLBAR:
            if name:
                tools.addAction(self.actions_by_name[name])
            else:
                tools.addSeparator()
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, reachable(tools))

    def _name_steps(self) -> None:
        if self.workspace is not None:
            self.workspace.name_steps()

    def _connect_welcome(self) -> None:
        welcome, project = self.welcome, self.project_commands
        welcome.demo.connect(lambda: self.run("open_demo"))
        welcome.frames.connect(lambda: self.run("open_frames"))
        welcome.project.connect(lambda: self.run("open_project"))
        welcome.recent.connect(lambda path: self.attempt(lambda: project.open(path)))
        welcome.dropped.connect(lambda paths: self.attempt(lambda: project.open_paths(paths)))

    def _show_welcome(self) -> None:
        self._stack.setCurrentWidget(self.welcome)
        self.setWindowTitle("BaseWatch")
        self.docks.set_away(True)
        for row in rows():
            self.actions_by_name[row.name].setEnabled(not row.needs_project)

    def _restore(self) -> None:
        self.actions_by_name["high_contrast"].setChecked(self.settings.high_contrast)
        self.actions_by_name["wheel_scrolls"].setChecked(self.settings.wheel_scrolls)
        geometry, state = self.settings.window("geometry"), self.settings.window("state")
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
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.attempt(lambda: self.project_commands.open_paths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; nothing is ever unsaved."""
        self.settings.keep_window("geometry", self.saveGeometry())
        self.settings.keep_window("state", self.docks.state())
        self.close_project()
        self.jobs.close()
        super().closeEvent(event)
