"""Connections to the project's SQLite database, its transactions and checkpoints, and its errors as sentences."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from basewatch_gui.model.errors import BasewatchError

NOT_WRITABLE = "The project's file or folder can't be written; it is shown read-only."

_CANNOT_WRITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_JOURNAL_SIZE_LIMIT = 64 * 2**20
_AUTOCHECKPOINT_PAGES = 16_000
"""Pages of 4 KiB. An edit writes a log of this size into the file itself; `Checkpoints` normally does it before."""

CHECKPOINT_PAGES = 1_000
"""Estimated pages of the log after which it is written into the file; SQLite's own default."""

_PAGES_AN_EDIT = 4
"""An edit of one label changes the pages of the label, its index, the history and its index."""


def check_file(path: Path) -> None:
    """Raise BasewatchError unless there is a file with content at the path."""
    try:
        if path.is_dir():
            raise BasewatchError("{path} is a folder. Choose a .basewatch file.", path=path)
        if path.stat().st_size == 0:
            raise BasewatchError("The file {path} is empty; it is not a BaseWatch project.", path=path)
    except FileNotFoundError as fault:
        raise BasewatchError("There is no project {path}. It may have been moved or renamed.", path=path) from fault
    except OSError as fault:
        raise BasewatchError("{path} can't be read ({fault}).", path=path, fault=fault.strerror) from fault


def connect_writable(path: Path) -> sqlite3.Connection | None:
    """Return a connection that can write; None where the file or its folder can't be written."""
    if not os.access(path, os.W_OK):
        return None  # asked first: SQLite would leave a log beside a file that it can't write
    connection = _connect(path, "mode=rw")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as fault:
        connection.close()
        if _code(fault) not in _CANNOT_WRITE:
            raise
        return None
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Set up the connection: commits are on the disk at once, foreign keys are enforced, the log stays small."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {_JOURNAL_SIZE_LIMIT}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_AUTOCHECKPOINT_PAGES}")


def connect_read_only(path: Path, shared: bool) -> sqlite3.Connection:
    """Return a connection that only reads; `shared` where another window may be writing.

    SQLite makes files beside a WAL database to read it. Where it can't, or nobody writes, and there is no log, the file
    is complete and read as immutable.
    """
    log = path.with_name(path.name + "-wal")
    if not shared and not log.exists():
        return _connect(path, "immutable=1")
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("PRAGMA application_id")
    except sqlite3.OperationalError as fault:
        connection.close()
        if _code(fault) not in _CANNOT_WRITE or log.exists():
            raise
        return _connect(path, "immutable=1")
    return connection


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise BasewatchError for a file that ends within a page: SQLite reads what is missing as zeros.

    Nothing is raised while a log may complete the file; SQLite itself finds whole pages that are missing.
    """
    log = path.with_name(path.name + "-wal")
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size % page and not (log.exists() and log.stat().st_size):
        raise BasewatchError("The project {path} is cut off. Open one of its backups.", path=path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block in a transaction: commit it, or roll back what it did where it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into BasewatchError; those that only a bug can cause propagate."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as fault:
        raise BasewatchError(_sentence(fault), path=path, fault=fault) from fault


class Checkpoints:
    """Writes the log into the file on a worker thread: it waits for the disk far longer than an edit does.

    Edits are safe in the log meanwhile; where it can't be written, closing or opening the project does it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pages = 0
        self._thread = ThreadPoolExecutor(1, "checkpoint")
        self._running: Future[None] | None = None

    def count_changes(self, changes: int) -> None:
        """Count changes that were written to the log, and start a checkpoint where they are enough."""
        self._pages += _PAGES_AN_EDIT + changes
        if self._pages >= CHECKPOINT_PAGES and (self._running is None or self._running.done()):
            self._pages = 0
            self._running = self._thread.submit(_checkpoint, self._path)

    def close(self) -> None:
        """Wait for the checkpoint that is running."""
        self._thread.shutdown()


def _checkpoint(path: Path) -> None:
    # As at closing: the edits stay safe in the log.
    with suppress(sqlite3.DatabaseError), closing(_connect(path, "mode=rw")) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    posix = path.as_posix()
    root = "" if posix.startswith("/") else "/"
    uri = f"file://{root}{quote(os.fsencode(posix), safe='/:')}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _code(fault: sqlite3.DatabaseError) -> int:
    """Return SQLite's primary result code; -1 for an error that Python's module raised itself."""
    code: int = getattr(fault, "sqlite_errorcode", -1)
    return code if code < 0 else code & 0xFF


def _sentence(fault: sqlite3.DatabaseError) -> str:
    match _code(fault):
        case sqlite3.SQLITE_FULL:
            return "The disk that holds {path} is full, so nothing was changed. Free some space and try again."
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return "{path} can't be read or written ({fault}), so nothing was changed. Check its disk and try again."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "Another program is using {path}, so nothing was changed. Close it and try again."
        case sqlite3.SQLITE_TOOBIG:
            return "The change is too big for {path}, so nothing was changed. Do it in smaller parts."
        case sqlite3.SQLITE_NOTADB:
            return "{path} is not a BaseWatch project."
        case _:
            return "The project {path} is damaged ({fault}). Open one of its backups."
