"""Keys that do something for as long as they are held."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow


class HeldKeys:
    """T shows the bare picture, B the other frame, until they are let go or the window is left."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._deeds: dict[int, Callable[[bool], None]] = {Qt.Key.Key_T: self._hide_labels, Qt.Key.Key_B: self._blink}
        self._held: set[int] = set()

    def press(self, key: int) -> None:
        """Begin what the key does, if it is one of these."""
        if key in self._deeds and key not in self._held and self._window.workspace is not None:
            self._held.add(key)
            self._deeds[key](True)

    def release(self, key: int) -> None:
        """End what the key does."""
        if key in self._held:
            self._held.discard(key)
            if self._window.workspace is not None:
                self._deeds[key](False)

    def release_all(self) -> None:
        """End what all keys do that are held."""
        for key in list(self._held):
            self.release(key)

    def _hide_labels(self, held: bool) -> None:
        hidden = held or self._window.actions_by_name["hide_labels"].isChecked()
        grid_of(self._window).set_labels_hidden(hidden)

    def _blink(self, held: bool) -> None:
        workspace = workspace_of(self._window)
        workspace.session.comparing.hold(held, workspace.grid.active.index)
