"""Work that can wait until the event loop has nothing else to do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

QUIET_MS = 3
"""So long nobody must have asked: while the view is moved as fast as it can be painted there is no time to spare."""

Task = Callable[[], bool]
"""Does a little; says whether there is nothing left to do."""


class SpareTime(QObject):
    """Lets those who ask do a little each when nothing else is to be done, one of them in a turn of the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Task] = []
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits."""
        return not self._waiting

    def ask(self, task: Task) -> None:
        """Call a task again and again until it is done; one that waits already is called no more often."""
        if task not in self._waiting:
            self._waiting.append(task)
        self._timer.start(QUIET_MS)

    def _turn(self) -> None:
        task = self._waiting.pop(0)
        if not task():
            self._waiting.append(task)
        if self._waiting:
            self._timer.start(0)
