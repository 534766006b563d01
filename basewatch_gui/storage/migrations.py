"""The project file's schema as numbered steps, each of which leads from one version to the next."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.backup import copy_database
from basewatch_gui.storage.database import transaction

APPLICATION_ID = int.from_bytes(b"BWat")

Step = tuple[str, ...]
"""SQL statements that lead from one version to the next; a step that has shipped never changes."""

STEPS: tuple[Step, ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE counters (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO counters VALUES ('Label', 1), ('Frame', 1), ('Category', 100)",
        "CREATE TABLE frames (id INTEGER PRIMARY KEY, frame TEXT NOT NULL)",
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, category TEXT NOT NULL)",
        """CREATE TABLE labels (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL,
            frame_id INTEGER NOT NULL REFERENCES frames (id) DEFERRABLE INITIALLY DEFERRED,
            category_id INTEGER NOT NULL REFERENCES categories (id) DEFERRABLE INITIALLY DEFERRED,
            outline TEXT NOT NULL,
            attributes TEXT NOT NULL,
            track_id INTEGER,
            author TEXT NOT NULL,
            created TEXT NOT NULL,
            modified TEXT NOT NULL
        )""",
        "CREATE INDEX labels_frame ON labels (frame_id)",
        """CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            author TEXT NOT NULL,
            action TEXT NOT NULL,
            changes INTEGER NOT NULL,
            undoes INTEGER REFERENCES history (id),
            state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'step')),
            edit BLOB
        )""",
        "CREATE INDEX history_state ON history (state)",
        "CREATE INDEX history_undoes ON history (undoes) WHERE undoes IS NOT NULL",
    ),
    ("CREATE TABLE display (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",),
    (
        "CREATE TABLE records (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL)",
        "INSERT INTO counters VALUES ('Record', 1)",
        "INSERT INTO counters SELECT 'Track', coalesce(max(track_id), 0) + 1 FROM labels",
    ),
)


def check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise BasewatchError unless the database is a BaseWatch project."""
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        raise BasewatchError("{path} is not a BaseWatch project.", path=path)


def check_current(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Raise BasewatchError unless the file has the current version: it can't be migrated where it can't be written."""
    if _version(connection, path, steps) < len(steps):
        raise BasewatchError(
            "The project {path} was made by an older BaseWatch and can't be written, so it can't be brought up to "
            "date. Copy it into a folder of your own and open the copy.",
            path=path,
        )


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Bring the database up to date, each step in its own transaction.

    Before the first step of an existing project its file is copied to `<name>.vN.bak` beside it. Raises BasewatchError
    for a project of a newer BaseWatch or when the copy can't be written. A step that fails leaves the version before.
    """
    version = _version(connection, path, steps)
    if 0 < version < len(steps):
        copy_database(connection, path.with_name(f"{path.name}.v{version}.bak"))
    for number, step in enumerate(steps[version:], start=version + 1):
        with transaction(connection):
            for statement in step:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise BasewatchError(
            "The project {path} was made by a newer BaseWatch. Update BaseWatch to open it.", path=path
        )
    return version
