"""Work that waits until the event loop has nothing else to do."""

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, QTimer

QUIET_MS = 3
"""Tasks run once nothing has been asked for this long: while the view moves as fast as it can be painted, there is no
time to spare."""

Task = Callable[[], bool]
"""A bound method that does a little work, about a millisecond; it returns True once nothing is left to do."""


class SpareTime(QObject):
    """Runs waiting tasks by turns, one step in each turn of the event loop, so that input is never held up.

    Tasks are weakly referenced: that of an object that is gone is dropped.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[WeakMethod[Task]] = []
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._run_next)

    @property
    def is_idle(self) -> bool:
        """True if no task waits."""
        return not self._waiting

    def run_later(self, task: Task) -> None:
        """Call a task in spare time until it returns True; asking again while it waits changes nothing."""
        # Each request restarts the timer: a pan that asks at every frame keeps all tasks waiting.
        waiting = WeakMethod(task)
        if waiting not in self._waiting:
            self._waiting.append(waiting)
        self._timer.start(QUIET_MS)

    def _run_next(self) -> None:
        waiting = self._waiting.pop(0)
        task = waiting()
        if task is not None and not task():
            self._waiting.append(waiting)
        if self._waiting:
            self._timer.start(0)
