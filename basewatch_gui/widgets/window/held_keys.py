"""Keys that do something for as long as they are held."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.tools.shapes.stamp import StampTool
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

FIRST_REPEAT_S = 0.15
GRACE_MS = 30
"""X11 repeats a key by a release and a press, at the earliest so long after the first press, and under load Qt does not
always know them for repeats: a key held for longer has been let go once no press has followed for so long."""


class HeldKeys:
    """T shows the bare picture, B the other frame, until they are let go or the window is left; 1 to 9 stamp."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._deeds: dict[int, Callable[[bool], None]] = {Qt.Key.Key_T: self._hide_labels, Qt.Key.Key_B: self._blink}
        for number in range(1, 10):
            self._deeds[Qt.Key.Key_0 + number] = partial(self._hold_category, str(number))
        self._held: dict[int, _Hold] = {}
        self._stamp: HeldStamp | None = None

    def press(self, key: int) -> None:
        """Begin what the key does, if it is one of these and not held already."""
        if key in self._held:
            self._held[key].ending.stop()
        elif key in self._deeds and self._window.workspace is not None:
            self._held[key] = _Hold(self._window, partial(self._end, key))
            self._deeds[key](True)

    def press_category(self, key: str) -> None:
        """Begin to draw the category that has this key: with the stamp while it is held, else with its own tool."""
        self.press(Qt.Key.Key_0 + int(key))

    def release(self, key: int) -> None:
        """End what the key does."""
        hold = self._held.get(key)
        if hold is not None and hold.may_repeat:
            hold.ending.start()
        elif hold is not None:
            self._end(key)

    def release_all(self) -> None:
        """End what all keys do that are held."""
        for key in list(self._held):
            self._end(key)

    def _end(self, key: int) -> None:
        self._held.pop(key).ending.deleteLater()
        if self._window.workspace is not None:
            self._deeds[key](False)

    def _hide_labels(self, held: bool) -> None:
        hidden = held or self._window.actions_by_name["hide_labels"].isChecked()
        grid_of(self._window).set_labels_hidden(hidden)

    def _blink(self, held: bool) -> None:
        workspace = workspace_of(self._window)
        workspace.session.comparing.hold(held, workspace.grid.active.index)

    def _hold_category(self, key: str, held: bool) -> None:
        workspace = workspace_of(self._window)
        stamp = self._stamp
        is_stamping = stamp is not None and stamp.is_on and stamp.workspace is workspace
        if held:
            before = stamp.tool_before if stamp is not None and is_stamping else workspace.host.name
            self._choose(workspace, key, before)
        elif stamp is not None and is_stamping and stamp.category.key == key:
            stamp.end()

    def _choose(self, workspace: "Workspace", key: str, tool_before: str) -> None:
        categories = workspace.session.project.categories_in_order
        category = next((each for each in categories if each.key == key), None)
        if category is None:
            return
        workspace.session.choose_category(category.id)
        if category.length_m or category.span_m:
            self._stamp = HeldStamp(workspace, category, tool_before)
        else:
            workspace.take_tool(category.tool)


class _Hold:
    """A key that is held: since when, and the timer that ends it a little after it seems to be let go."""

    def __init__(self, parent: QObject, end: Callable[[], None]) -> None:
        self._since_s = monotonic()
        self.ending = QTimer(parent, singleShot=True, interval=GRACE_MS)
        self.ending.timeout.connect(end)

    @property
    def may_repeat(self) -> bool:
        """Whether the keyboard may be repeating the key by now."""
        return monotonic() - self._since_s >= FIRST_REPEAT_S


class HeldStamp(QObject):
    """The stamp, in the hand from a category's key being pressed until it is let go.

    Where something was stamped, the tool that was in the hand before comes back; a tap takes the category's own. A drag
    under way is let finish.
    """

    def __init__(self, workspace: "Workspace", category: Category, tool_before: str) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        self.category = category
        self.tool_before = tool_before
        self.is_on = True
        self._has_stamped = False
        self._is_let_go = False
        workspace.take_tool(StampTool.record.name)
        workspace.session.edited.connect(self._follow_edit)
        workspace.host.tool_changed.connect(self.forget)
        workspace.host.preview_changed.connect(self._end_once_idle)

    def end(self) -> None:
        """The key was let go."""
        self._is_let_go = True
        self._end_once_idle()

    def forget(self) -> None:
        """Leave the tool in the hand as it is."""
        if self.is_on:
            self.is_on = False
            self.workspace.session.edited.disconnect(self._follow_edit)
            self.workspace.host.tool_changed.disconnect(self.forget)
            self.workspace.host.preview_changed.disconnect(self._end_once_idle)
            self.deleteLater()

    def _follow_edit(self, edit: Edit) -> None:
        self._has_stamped = self._has_stamped or edit.action == "draw"

    def _end_once_idle(self) -> None:
        if self.is_on and self._is_let_go and not self.workspace.host.busy:
            self.forget()
            self.workspace.take_tool(self.tool_before if self._has_stamped else self.category.tool)
