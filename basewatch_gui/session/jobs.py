"""Slow work through one door: run a function beside the window, with progress and cancel."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from basewatch_gui.model.errors import BasewatchError

T = TypeVar("T")


class Cancelled(BaseException):
    """The user does not want the job's result any more."""


class Progress:
    """What a running function may say and must heed: how far it is, and whether to stop."""

    def __init__(self, say: Callable[[float], None]) -> None:
        self._say = say
        self._said = -1.0
        self._cancel = Event()

    def __call__(self, share: float) -> None:
        """Say how far the work is, from 0 to 1; raises Cancelled when it is not wanted any more.

        What differs by less than a tenth of a percent from what was said last is not said: each word costs the window
        a turn.
        """
        if self._cancel.is_set():
            raise Cancelled
        if abs(share - self._said) >= 0.001 or share >= 1.0:
            self._said = share
            self._say(share)

    def cancel(self) -> None:
        """Ask the function to stop at its next word."""
        self._cancel.set()


class Job(QObject, Generic[T]):
    """One piece of slow work: its title, its progress, and a way to cancel it."""

    progressed = Signal(float)
    ended = Signal()
    _done = Signal(object)
    _failed = Signal(object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.progress = Progress(self.progressed.emit)

    def cancel(self) -> None:
        """Ask the work to stop; neither of its answers will come."""
        self.progress.cancel()


class Jobs(QObject):
    """Runs functions that know no Qt in threads of their own and brings their answers to the GUI thread."""

    started = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._running: list[Job[object]] = []
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether any job has not ended."""
        return bool(self._running)

    def run(
        self,
        title: str,
        function: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[BasewatchError], None],
    ) -> Job[T]:
        """Run the function; `then` gets its result, `failed` the fault that it meant for the user."""
        job: Job[T] = Job(title, self)
        job._done.connect(then, Qt.ConnectionType.QueuedConnection)
        job._failed.connect(failed, Qt.ConnectionType.QueuedConnection)
        self._running.append(job)  # type: ignore[arg-type]
        self.started.emit(job)
        self._pool.submit(_carry_out, job, function, self._finished.emit)
        return job

    def close(self) -> None:
        """Cancel what runs and wait until the threads are gone."""
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _end(self, job: Job[T]) -> None:
        """In the GUI thread, once the thread has said its last word about the job: nothing is lost with it."""
        self._running = [other for other in self._running if other is not job]
        job.ended.emit()
        job.deleteLater()


def _carry_out(job: Job[T], function: Callable[[Progress], T], finished: Callable[[Job[T]], None]) -> None:
    try:
        result = function(job.progress)
    except Cancelled:
        pass
    except BasewatchError as fault:
        job._failed.emit(fault)
    except Exception:  # noqa: BLE001 - a thread has no caller: the crash handler must see it
        sys.excepthook(*sys.exc_info())
    else:
        job._done.emit(result)
    finally:
        finished(job)
