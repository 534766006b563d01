"""Slow work: run a function on a worker thread, with progress and cancel."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from basewatch_gui.model.errors import BasewatchError

T = TypeVar("T")


class Cancelled(BaseException):
    """Raised within a job that the user has cancelled."""


class Progress:
    """Progress callback and cancel token of a running function."""

    def __init__(self, report: Callable[[float], None]) -> None:
        self._report = report
        self._reported = -1.0
        self._cancel = Event()

    def __call__(self, share: float) -> None:
        """Report the share of the work that is done, 0 to 1; raises Cancelled once the job is cancelled.

        Less than a tenth of a percent more than the last report is dropped: each report costs the GUI thread a turn of
        its event loop.
        """
        if self._cancel.is_set():
            raise Cancelled
        if abs(share - self._reported) >= 0.001 or share >= 1.0:
            self._reported = share
            self._report(share)

    def cancel(self) -> None:
        """Make the function stop at its next report."""
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
        """Cancel the job: neither `then` nor `failed` will be called."""
        self.progress.cancel()


class Jobs(QObject):
    """Runs functions that know no Qt on two worker threads and brings their results to the GUI thread."""

    started = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._running: list[Job[object]] = []
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """True if any job has not ended."""
        return bool(self._running)

    def run(
        self,
        title: str,
        function: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[BasewatchError], None],
    ) -> Job[T]:
        """Run the function on a worker thread; `then(result)` or `failed(fault)` is called in the GUI thread."""
        job: Job[T] = Job(title, self)
        job._done.connect(then, Qt.ConnectionType.QueuedConnection)
        job._failed.connect(failed, Qt.ConnectionType.QueuedConnection)
        self._running.append(job)  # type: ignore[arg-type]
        self.started.emit(job)
        self._pool.submit(_carry_out, job, function, self._finished.emit)
        return job

    def close(self) -> None:
        """Cancel running jobs and wait until the threads have ended."""
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _end(self, job: Job[T]) -> None:
        """Remove an ended job, in the GUI thread: after its last queued signal, so that none is lost."""
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
