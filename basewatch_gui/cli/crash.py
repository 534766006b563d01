"""The crash handler: reports of exceptions that nothing caught."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from basewatch_gui import __version__


def report_crashes(on_report: Callable[[Path], None] | None = None) -> None:
    """Write every uncaught exception, of any thread, to stderr and to a report file; the program goes on.

    `on_report` gets the file's path; it is called on the main thread only, since it may show it in the window.
    """

    def handle(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(text)
        report = _write_report(text)
        if on_report is not None and threading.current_thread() is threading.main_thread():
            on_report(report)

    sys.excepthook = handle
    threading.excepthook = lambda thread: handle(
        thread.exc_type, thread.exc_value or thread.exc_type(), thread.exc_traceback
    )


def _write_report(text: str) -> Path:
    from platformdirs import user_log_path

    now = datetime.now(UTC)
    report = user_log_path("BaseWatch", appauthor=False) / f"crash-{now:%Y%m%d-%H%M%S}.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(f"BaseWatch {__version__}, {now:%Y-%m-%dT%H:%M:%SZ}\n\n{text}", encoding="utf-8")
    return report
