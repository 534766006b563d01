"""The history: every edit and every step back or forth, appended and never changed but for its state.

An edit is `done` until it is undone, `undone` until it is redone, and `dropped` when another edit takes its place.
A `step` is an undo, whose `undoes` names the edit, or a redo, whose `undoes` names the undo.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from basewatch_gui.model.edit import Edit
from basewatch_gui.storage.codec import edit_blob, edit_from_blob

_NEXT_UNDO = "FROM history WHERE state = 'done' ORDER BY id DESC LIMIT 1"
_NEXT_REDO = "FROM history WHERE state = 'undone' ORDER BY id LIMIT 1"


MOST_CHANGES = 50_000
"""So many changes are kept, some 1 KB each where they are the last to hold a label; a bigger edit is read again."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit, undo or redo: when (UTC, ISO 8601), by whom, and how many things it changed."""

    id: int
    at: str
    author: str
    action: str
    undoes: int | None
    changes: int


def add_edit(connection: sqlite3.Connection, author: str, edit: Edit) -> int:
    """Append an edit and tell its number; what was undone before it can't be redone any more."""
    connection.execute("UPDATE history SET state = 'dropped' WHERE state = 'undone'")
    return _append(connection, author, edit, undoes=None, state="done", blob=edit_blob(edit))


def add_undo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the undo of an entry and tell its number."""
    connection.execute("UPDATE history SET state = 'undone' WHERE id = ?", (number,))
    return _append(connection, author, edit, undoes=number, state="step", blob=None)


def add_redo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the redo of an entry and tell its number."""
    connection.execute("UPDATE history SET state = 'done' WHERE id = ?", (number,))
    (undo,) = connection.execute("SELECT max(id) FROM history WHERE undoes = ?", (number,)).fetchone()
    return _append(connection, author, edit, undoes=undo, state="step", blob=None)


def next_undo(connection: sqlite3.Connection) -> int | None:
    """The number of the entry that an undo takes back."""
    return _number(connection, _NEXT_UNDO)


def next_redo(connection: sqlite3.Connection) -> int | None:
    """The number of the entry that a redo brings back: the one undone last."""
    return _number(connection, _NEXT_REDO)


def read_edit(connection: sqlite3.Connection, number: int) -> Edit:
    """The edit of an entry; raises BasewatchError when it is damaged."""
    row = connection.execute("SELECT id, action, edit FROM history WHERE id = ?", (number,)).fetchone()
    return edit_from_blob(*row)


def undo_action(connection: sqlite3.Connection) -> str | None:
    """The action that an undo takes back."""
    return _action(connection, _NEXT_UNDO)


def redo_action(connection: sqlite3.Connection) -> str | None:
    """The action that a redo brings back."""
    return _action(connection, _NEXT_REDO)


def entries(connection: sqlite3.Connection, limit: int) -> list[HistoryEntry]:
    """The last entries, newest first."""
    rows = connection.execute(
        "SELECT id, at, author, action, undoes, changes FROM history ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [HistoryEntry(*row) for row in rows]


def _append(
    connection: sqlite3.Connection, author: str, edit: Edit, *, undoes: int | None, state: str, blob: bytes | None
) -> int:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    cursor = connection.execute(
        "INSERT INTO history (at, author, action, changes, undoes, state, edit) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, author, edit.action, len(edit.changes), undoes, state, blob),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _number(connection: sqlite3.Connection, which: str) -> int | None:
    row = connection.execute(f"SELECT id {which}").fetchone()
    return None if row is None else row[0]


def _action(connection: sqlite3.Connection, which: str) -> str | None:
    row = connection.execute(f"SELECT action {which}").fetchone()
    return None if row is None else row[0]


class RecentEdits:
    """Edits by their number in the history; the oldest go where they are too many."""

    def __init__(self) -> None:
        self._edits: dict[int, Edit] = {}
        self._changes = 0

    def keep(self, number: int, edit: Edit) -> None:
        """Keep an edit."""
        self._edits[number] = edit
        self._changes += len(edit.changes)
        while self._changes > MOST_CHANGES:
            oldest = next(iter(self._edits))
            self._changes -= len(self._edits.pop(oldest).changes)

    def get(self, number: int) -> Edit | None:
        """The edit, if it is still there."""
        return self._edits.get(number)
