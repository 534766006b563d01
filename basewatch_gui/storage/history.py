"""The history table: every edit, undo and redo, appended and never changed but for its state.

The one exception are edits that are merged, such as presses of a key: the merged edit replaces the last row's.

An edit is `done` until it is undone, `undone` until it is redone, and `dropped` when another edit was done instead of
the redo. A `step` is an undo, whose `undoes` is the id of the edit, or a redo, whose `undoes` is the id of the undo.
"""

import sqlite3
from dataclasses import dataclass
from time import gmtime, monotonic, strftime

from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.storage.codec import edit_blob, edit_from_blob

_NEXT_UNDO = "SELECT id, action FROM history WHERE state = 'done' ORDER BY id DESC LIMIT 1"
_NEXT_REDO = "SELECT id, action FROM history WHERE state = 'undone' ORDER BY id LIMIT 1"

MERGE_WITHIN_S = 1.0
"""Edits at most this far apart are merged; the first repeat of a held key comes after 0.66 s at the latest with the
default settings of X11 and Windows."""

MAX_REMEMBERED_CHANGES = 50_000
"""Changes held in memory, some 1 KB each where nothing else holds their labels; other edits are read again."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit, undo or redo: when (UTC, ISO 8601), by whom, and how many things it changed."""

    id: int
    at: str
    author: str
    action: str
    undoes: int | None
    changes: int


class NextSteps:
    """The id and action of the entries that undo and redo would act on; read from the file again after each of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._undo: tuple[int, str] | None = None
        self._redo: tuple[int, str] | None = None
        self._is_loaded = False

    @property
    def undo(self) -> tuple[int, str] | None:
        """The last edit that is done; None where there is none."""
        self._load()
        return self._undo

    @property
    def redo(self) -> tuple[int, str] | None:
        """The edit that was undone last; None where there is none."""
        self._load()
        return self._redo

    def note_edit(self, number: int, action: str) -> None:
        """Note that an edit was appended: undo would take it back, and nothing can be redone."""
        self._undo, self._redo, self._is_loaded = (number, action), None, True

    def note_step(self) -> None:
        """Note that an edit was undone or redone."""
        self._is_loaded = False

    def _load(self) -> None:
        if not self._is_loaded:
            self._undo = self._connection.execute(_NEXT_UNDO).fetchone()
            self._redo = self._connection.execute(_NEXT_REDO).fetchone()
            self._is_loaded = True


def add_edit(connection: sqlite3.Connection, author: str, edit: Edit, *, drops: bool) -> int:
    """Append an edit and return its id; with `drops`, edits that are undone can't be redone any more."""
    if drops:
        connection.execute("UPDATE history SET state = 'dropped' WHERE state = 'undone'")
    return _append(connection, author, edit, undoes=None, state="done", blob=edit_blob(edit))


def replace_edit(connection: sqlite3.Connection, number: int, edit: Edit) -> int:
    """Replace the last entry's edit by one that it was merged into, and return its id."""
    connection.execute("UPDATE history SET at = ?, edit = ? WHERE id = ?", (_now(), edit_blob(edit), number))
    return number


def add_undo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the undo of an entry and return the id of the undo."""
    connection.execute("UPDATE history SET state = 'undone' WHERE id = ?", (number,))
    return _append(connection, author, edit, undoes=number, state="step", blob=None)


def add_redo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the redo of an entry and return the id of the redo."""
    connection.execute("UPDATE history SET state = 'done' WHERE id = ?", (number,))
    (undo,) = connection.execute("SELECT max(id) FROM history WHERE undoes = ?", (number,)).fetchone()
    return _append(connection, author, edit, undoes=undo, state="step", blob=None)


def read_edit(connection: sqlite3.Connection, number: int) -> Edit:
    """Return the edit of an entry; raises BasewatchError where it is damaged."""
    row = connection.execute("SELECT id, action, edit FROM history WHERE id = ?", (number,)).fetchone()
    return edit_from_blob(*row)


def entries(connection: sqlite3.Connection, limit: int) -> list[HistoryEntry]:
    """Return the last entries, newest first."""
    rows = connection.execute(
        "SELECT id, at, author, action, undoes, changes FROM history ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [HistoryEntry(*row) for row in rows]


def _append(
    connection: sqlite3.Connection, author: str, edit: Edit, *, undoes: int | None, state: str, blob: bytes | None
) -> int:
    cursor = connection.execute(
        "INSERT INTO history (at, author, action, changes, undoes, state, edit) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_now(), author, edit.action, len(edit.changes), undoes, state, blob),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _now() -> str:
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())


class RecentEdits:
    """Edits in memory by their id in the history; the oldest are dropped beyond MAX_REMEMBERED_CHANGES."""

    def __init__(self) -> None:
        self._edits: dict[int, Edit] = {}
        self._changes = 0

    def remember(self, number: int, edit: Edit) -> None:
        """Remember an edit in place of the one that had its id."""
        if number in self._edits:
            self._changes -= len(self._edits.pop(number).changes)
        self._edits[number] = edit
        self._changes += len(edit.changes)
        while self._changes > MAX_REMEMBERED_CHANGES:
            oldest = next(iter(self._edits))
            self._changes -= len(self._edits.pop(oldest).changes)

    def get(self, number: int) -> Edit | None:
        """Return the edit; None where it has been dropped."""
        return self._edits.get(number)


class MergeableEdit:
    """The last edit for as long as another one may be merged with it: presses of a key are one edit."""

    def __init__(self) -> None:
        self._last: tuple[int, str, Edit] | None = None
        self._until_s = 0.0

    def merged(self, author: str, edit: Edit) -> tuple[int, Edit] | None:
        """Return the last edit's id, and that edit merged with this one; None where they can't be merged."""
        if self._last is None or self._last[1] != author or monotonic() > self._until_s:
            return None
        number, _, last = self._last
        together = merge_edits(last, edit)
        return None if together is None else (number, together)

    def start(self, number: int, author: str, edit: Edit) -> None:
        """Begin merging: the next edits are merged with this one, the last, until the time is over."""
        self._last = (number, author, edit)
        self._until_s = monotonic() + MERGE_WITHIN_S

    def end(self) -> None:
        """End merging: the next edit is one of its own."""
        self._last = None


def merge_edits(first: Edit, second: Edit) -> Edit | None:
    """Return one edit for two that change the same things by the same action, the second after the first; else None."""
    if first.action != second.action or len(first.changes) != len(second.changes):
        return None
    if not all(map(_continues, first.changes, second.changes)):
        return None
    pairs = zip(first.changes, second.changes, strict=True)
    return Edit(first.action, tuple(Change(one.before, other.after) for one, other in pairs))


def _continues(one: Change, other: Change) -> bool:
    """Return True if the second change begins with what the first one made, and nothing is added or removed."""
    if one.before is None or one.after is None or other.after is None:
        return False
    return other.before is one.after or other.before == one.after
