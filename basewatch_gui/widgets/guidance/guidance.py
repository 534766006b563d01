"""What guides through the window: palette, window of keys and help panel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from basewatch_gui.tools.tool import Tool
from basewatch_gui.widgets.guidance.entries import palette_entries
from basewatch_gui.widgets.guidance.help_panel import HelpPanel, Line
from basewatch_gui.widgets.guidance.keys_window import KeysWindow
from basewatch_gui.widgets.guidance.message_log import MessageLog
from basewatch_gui.widgets.guidance.pages import page
from basewatch_gui.widgets.guidance.palette import Palette
from basewatch_gui.widgets.workbench.capability import Capability, Host, KeyLine, Notice, translate_key_line
from basewatch_gui.widgets.workbench.keys import Keys
from basewatch_gui.widgets.workbench.workspace import Workspace

REFRESH_MS = 100
"""The help panel is refreshed at most so often: a pointer that moves changes the hint many times a second."""

IDLE_ACTIONS = {
    "find_category": "Find a category",
    "palette": "Find anything to do",
    "next_frame": "Next frame",
    "undo": "Undo",
    "shortcuts": "All keys",
}
"""What the help panel lists while nothing is under way."""


class Guidance(QObject):
    """The command palette, the log of messages, and the windows that list keys; lives as long as the window."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.widget)
        self.host = host
        self.palette = Palette(host.middle)
        self.messages = MessageLog()
        self.palette.chosen.connect(host.settings.remember_command)
        host.message_shown.connect(self.messages.add)

    def toggle_palette(self) -> None:
        """Open the command palette, or put it away."""
        if self.palette.isVisible():
            self.palette.leave()
        else:
            self.palette.open(palette_entries(self.host), self.host.settings.recent_commands)

    def show_keys(self) -> None:
        """Show the window of keys; where it is open, bring it to the front."""
        open_ones = [each for each in self.host.widget.findChildren(KeysWindow) if each.isVisible()]
        window = open_ones[0] if open_ones else KeysWindow(self.host.keys, self.host.records, self.host.widget)
        window.show()
        window.raise_()
        window.activateWindow()


class HelpPanelUpdates(QObject):
    """Keeps the help panel of an open project up to date; while it is out of sight, nothing is worked out."""

    def __init__(self, workspace: Workspace, guidance: Guidance) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._shell = workspace.shell
        self._guidance = guidance
        self._panel = workspace.panel(HelpPanel)
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh_now)
        for signal in (
            self._panel.palette_changed,
            workspace.refreshed,
            workspace.session.edited,
            workspace.session.view.changed,
            workspace.host.preview_changed,
            self._shell.message_shown,
        ):
            signal.connect(self.refresh)
        self._panel.shown.connect(self._timer.start)

    def refresh(self, *_: object) -> None:
        """Refresh the panel soon, if it is in sight."""
        if not self._timer.isActive() and self._shell.is_dock_seen(self._panel):
            self._timer.start()

    def refresh_now(self) -> None:
        """Show the tool in the hand, the keys that work now, what may confuse, and the last messages."""
        self._timer.stop()
        shell, keys, tool = self._shell, self._shell.keys, self._workspace.host.name
        capabilities = self._guidance.host.capabilities
        key = keys.text(tool)
        title = f"{keys.title(tool)} ({key})" if key else keys.title(tool)
        self._panel.show_tool(title, shell.hint, page(tool, keys), key_lines(self._workspace, capabilities))
        self._panel.show_notices(notices_of(self._workspace, capabilities))
        self._panel.show_messages(self._guidance.messages.messages)


def notices_of(workspace: Workspace, capabilities: Sequence[Capability]) -> list[Notice]:
    """Return all that may confuse now."""
    return [notice for capability in capabilities for notice in capability.notices(workspace)]


def key_lines(workspace: Workspace, capabilities: Sequence[Capability]) -> list[Line]:
    """Return keys and what they do now: of a drawing under way, else those of the capabilities, else the usual ones."""
    host, keys = workspace.host, workspace.shell.keys
    if host.tool is not None and host.busy:
        return _drawing_lines(host.tool, keys)
    found = [each for capability in capabilities for each in capability.keys_now(workspace)]
    if not found:
        found = [KeyLine(translate_key_line(text), action=name) for name, text in IDLE_ACTIONS.items()]
    lines = [(_key(each, keys), each.text or keys.title(each.action)) for each in found]
    return [(key, text) for key, text in lines if key]


def _key(line: KeyLine, keys: Keys) -> str:
    return line.key or keys.text(line.action)


def _drawing_lines(tool: Tool, keys: Keys) -> list[Line]:
    """Return what the tool takes while it draws: only keys that it does something with."""
    kind, tr = type(tool), translate_key_line
    lines = [
        (tr("Enter"), tr("Finish with what is there"), kind.enter is not Tool.enter),
        (tr("Backspace"), tr("Take the last point back"), kind.backspace is not Tool.backspace),
        (keys.text("flip"), tr("Swap nose and tail"), kind.flip is not Tool.flip and bool(keys.text("flip"))),
        (tr("Space"), tr("Held: drag to pan"), True),
        (tr("Esc"), tr("Give it up"), True),
    ]
    return [(key, text) for key, text, holds in lines if holds]
