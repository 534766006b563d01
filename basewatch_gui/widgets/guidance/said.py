"""What the window said before."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QTime

KEPT = 12


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its text, severity, and the time of day in hours and minutes."""

    text: str
    severity: str
    at: str


class Memory:
    """The last messages, the newest last; one that is said twice in a row is kept once."""

    def __init__(self) -> None:
        self._said: deque[Said] = deque(maxlen=KEPT)

    def hear(self, text: str, severity: str) -> None:
        """Remember a message as said now."""
        if self._said and (self._said[-1].text, self._said[-1].severity) == (text, severity):
            self._said.pop()
        self._said.append(Said(text, severity, QTime.currentTime().toString("HH:mm")))

    @property
    def messages(self) -> list[Said]:
        """The messages that are remembered, the newest last."""
        return list(self._said)
