"""What guides through the window: keys, palette and help panel, made once and following the open project."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from basewatch_gui.widgets.guidance.entries import entries
from basewatch_gui.widgets.guidance.focus import go_to_part
from basewatch_gui.widgets.guidance.keys.in_force import Keys
from basewatch_gui.widgets.guidance.keys.window import KeysWindow
from basewatch_gui.widgets.guidance.keys_now import keys_now
from basewatch_gui.widgets.guidance.notices import notices
from basewatch_gui.widgets.guidance.pages import page
from basewatch_gui.widgets.guidance.palette import Palette
from basewatch_gui.widgets.guidance.said import Memory
from basewatch_gui.widgets.window.actions.table import rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

FOLLOW_MS = 100
"""The help panel follows at most so often: a pointer that moves changes the hint many times a second."""


class Guidance(QObject):
    """The keys in force, the command palette over `ground`, the messages said, and what the help panel says."""

    def __init__(self, window: "MainWindow", ground: "QWidget") -> None:
        super().__init__(window)
        self._window = window
        self.keys = Keys(window.settings, window.actions_by_name, self)
        self.palette = Palette(ground)
        self.memory = Memory()
        self._timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._timer.timeout.connect(self.refresh_now)
        self.palette.chosen.connect(window.settings.chose)
        self.keys.changed.connect(self._follow_keys)
        window.actions_by_name["hide_labels"].toggled.connect(self.refresh)
        window.docks.docks["help"].visibilityChanged.connect(lambda _seen: self._timer.start())

    def follow(self, workspace: "Workspace") -> None:
        """Have the help panel follow the project that was opened."""
        self._show_tips()
        session, grid, host = workspace.session, workspace.grid, workspace.host
        panel, docks = self._window.docks.help, self._window.docks
        assert panel is not None
        assert docks.labels is not None
        for signal in (
            panel.dressed,
            session.edited,
            session.selection_changed,
            session.view.changed,
            session.view.lock_changed,
            session.comparing.changed,
            session.looks.changed,
            session.pyramids.changed,
            session.reviewing.changed,
            session.suggestions.changed,
            session.covering.walk.changed,
            session.covering.walk.entered,
            host.preview_changed,
            host.tool_changed,
            grid.shown_changed,
            grid.active_changed,
            docks.labels.filter.textChanged,
        ):
            signal.connect(self.refresh)

    def _follow_keys(self) -> None:
        """Have hints, tips and the help panel name the keys as they are now."""
        if self._window.workspace is not None:
            self._window.workspace.follow_state()
            self._show_tips()
        self.refresh()

    def _show_tips(self) -> None:
        """Have the docks' buttons that stand for an action say its key."""
        docks, actions = self._window.docks, self._window.actions_by_name
        assert docks.frames is not None
        assert docks.image is not None
        buttons = {
            "open_frames": docks.frames.add_button,
            "invert": docks.image.invert,
            "lock_stretch": docks.image.lock,
        }
        for name, button in buttons.items():
            button.setToolTip(actions[name].toolTip())

    def hear(self, text: str, severity: str) -> None:
        """Remember what was said."""
        self.memory.hear(text, severity)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Have the help panel say what is so, soon; while it is out of sight, nothing is worked out."""
        if self._is_seen and not self._timer.isActive():
            self._timer.start()

    def refresh_now(self) -> None:
        """Have the help panel say what is so."""
        self._timer.stop()
        window, workspace = self._window, self._window.workspace
        panel = window.docks.help
        if panel is None or workspace is None:
            return
        name = workspace.host.name
        row = next(row for row in rows() if row.name == name)
        key = self.keys.text(name)
        title = f"{row.text} ({key})" if key else row.text
        panel.show_tool(title, window.status.hint, page(name, self.keys), keys_now(workspace, self.keys))
        panel.show_notices(notices(window, workspace))
        panel.show_said(self.memory.messages)

    @property
    def _is_seen(self) -> bool:
        """Whether the help panel is in front: one behind another tab is visible to Qt all the same."""
        panel = self._window.docks.help
        return panel is not None and not panel.visibleRegion().isEmpty()

    def open_palette(self) -> None:
        """Open the command palette; where it is open, put it away."""
        if self.palette.isVisible():
            self.palette.leave()
        else:
            self.palette.open(entries(self._window, self.keys), self._window.settings.recent_deeds)

    def show_keys(self) -> None:
        """Show the window of keys; where it is open, bring it to the front."""
        open_ones = [each for each in self._window.findChildren(KeysWindow) if each.isVisible()]
        shown = open_ones[0] if open_ones else KeysWindow(self.keys, self._window)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def show_help(self) -> None:
        """Bring the help panel to the front; where it is there already, bring the inspector back."""
        docks = self._window.docks
        shown = docks.docks["inspector" if self._is_seen else "help"]
        shown.show()
        shown.raise_()


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""
    return {
        "palette": lambda _: window.guidance.open_palette(),
        "shortcuts": lambda _: window.guidance.show_keys(),
        "help_panel": lambda _: window.guidance.show_help(),
        "next_part": lambda _: go_to_part(window, 1),
        "previous_part": lambda _: go_to_part(window, -1),
    }
