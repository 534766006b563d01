"""Keys that do something for as long as they are held."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from basewatch_gui.widgets.workbench.capability import HeldKey, Host

FIRST_REPEAT_S = 0.15
GRACE_MS = 30
"""X11 repeats a key by a release and a press, at the earliest so long after the first press, and under load Qt does not
always know them for repeats: a key held for longer has been let go once no press has followed for so long."""


class HeldKeys:
    """Carries out the records of held keys, until the key is let go or the window is left."""

    def __init__(self, host: Host, records: Sequence[HeldKey]) -> None:
        self._host = host
        self._records = {_key_code(record.key): record for record in records}
        self._held: dict[int, _Hold] = {}

    @property
    def everywhere(self) -> list[str]:
        """The keys that work wherever the focus is in the window."""
        return [record.key for record in self._records.values() if record.everywhere]

    def press(self, key: int) -> None:
        """Begin what the key does, if it is one of these and not held already."""
        workspace = self._host.workspace
        if key in self._held:
            self._held[key].ending.stop()
        elif key in self._records and workspace is not None:
            self._held[key] = _Hold(self._host.widget, partial(self._end, key))
            self._records[key].press(workspace)

    def press_text(self, key: str) -> None:
        """Begin what the key of this portable name does."""
        self.press(_key_code(key))

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
        workspace = self._host.workspace
        if workspace is not None:
            self._records[key].release(workspace)


class _Hold:
    """A key that is held: since when, and the timer that ends it a little after it seems to be let go."""

    def __init__(self, parent: QObject, end: Callable[[], None]) -> None:
        self._since_s = monotonic()
        self.ending = QTimer(parent, singleShot=True, interval=GRACE_MS)
        self.ending.timeout.connect(end)

    @property
    def may_repeat(self) -> bool:
        """True if the keyboard may be repeating the key by now."""
        return monotonic() - self._since_s >= FIRST_REPEAT_S


def _key_code(key: str) -> int:
    """Return Qt's code of a letter or digit."""
    return Qt.Key[f"Key_{key}"].value
