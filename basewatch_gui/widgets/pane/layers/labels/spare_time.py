"""Work that can wait until the event loop has nothing else to do."""

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, QTimer

QUIET_MS = 3
"""So long nobody must have asked: while the view is moved as fast as it can be painted there is no time to spare."""

Task = Callable[[], bool]
"""A method that does a little; says whether there is nothing left to do."""


class SpareTime(QObject):
    """Lets those who ask do a little each when nothing else is to be done, one of them in a turn of the event loop.

    It keeps nobody alive: the task of an object that is gone is left out.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[WeakMethod[Task]] = []
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits."""
        return not self._waiting

    def ask(self, task: Task) -> None:
        """Call a task again and again until it is done; one that waits already is called no more often."""
        waiting = WeakMethod(task)
        if waiting not in self._waiting:
            self._waiting.append(waiting)
        self._timer.start(QUIET_MS)

    def _turn(self) -> None:
        waiting = self._waiting.pop(0)
        task = waiting()
        if task is not None and not task():
            self._waiting.append(waiting)
        if self._waiting:
            self._timer.start(0)
