"""One writer a project: a lock file beside it that the operating system frees when its process ends."""

from contextlib import suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from basewatch_gui.storage.database import NOT_WRITABLE

OPEN_ELSEWHERE = "The project is open in another window; it is shown read-only."


def take_lock(project: Path) -> tuple[BaseFileLock | None, str]:
    """Acquire the lock `<project>.lock`: return it and '', or None and the sentence that says why it can't be had."""
    if not project.parent.is_dir():
        return None, NOT_WRITABLE  # filelock would make the folder
    lock = FileLock(project.with_name(project.name + ".lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None, OPEN_ELSEWHERE
    except OSError:
        return None, NOT_WRITABLE
    return lock, ""


def release_lock(lock: BaseFileLock | None) -> None:
    """Free the lock and remove its file."""
    if lock is None:
        return
    # Removed while it is held: filelock refuses a lock on a file that has been unlinked, so nobody holds a stale one.
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
