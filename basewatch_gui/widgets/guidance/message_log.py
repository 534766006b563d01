"""The messages that the window showed before."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QTime

LOGGED_MESSAGES = 12


@dataclass(frozen=True, slots=True)
class LoggedMessage:
    """One message: its text, severity, and the time of day in hours and minutes."""

    text: str
    severity: str
    at: str


class MessageLog:
    """The last messages, the newest last; one that is shown twice in a row is logged once."""

    def __init__(self) -> None:
        self._logged: deque[LoggedMessage] = deque(maxlen=LOGGED_MESSAGES)

    def add(self, text: str, severity: str) -> None:
        """Log a message as shown now."""
        if self._logged and (self._logged[-1].text, self._logged[-1].severity) == (text, severity):
            self._logged.pop()
        self._logged.append(LoggedMessage(text, severity, QTime.currentTime().toString("HH:mm")))

    @property
    def messages(self) -> list[LoggedMessage]:
        """The logged messages, the newest last."""
        return list(self._logged)
