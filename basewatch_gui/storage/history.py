"""The history: every edit and every step back or forth, appended and never changed but for its state.

Only a run of key presses grows: with each press, what the run comes to takes the place of what it was before.

An edit is `done` until it is undone, `undone` until it is redone, and `dropped` when another edit takes its place.
A `step` is an undo, whose `undoes` names the edit, or a redo, whose `undoes` names the undo.
"""

import sqlite3
from dataclasses import dataclass
from time import gmtime, monotonic, strftime

from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.storage.codec import edit_blob, edit_from_blob

_NEXT_UNDO = "SELECT id, action FROM history WHERE state = 'done' ORDER BY id DESC LIMIT 1"
_NEXT_REDO = "SELECT id, action FROM history WHERE state = 'undone' ORDER BY id LIMIT 1"

RUN_S = 1.0
"""A key that is pressed again within so many seconds goes on with its run; the first repeat of a held key comes after
0.66 s at the latest, as X11 and Windows are set up."""

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


class NextSteps:
    """The entries that an undo takes back and a redo brings back, number and action; the file is asked after a step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._undo: tuple[int, str] | None = None
        self._redo: tuple[int, str] | None = None
        self._is_known = False

    @property
    def undo(self) -> tuple[int, str] | None:
        """The last entry that is done."""
        self._ask()
        return self._undo

    @property
    def redo(self) -> tuple[int, str] | None:
        """The entry that was undone last."""
        self._ask()
        return self._redo

    def done(self, number: int, action: str) -> None:
        """An edit is the last entry now, and nothing can be redone."""
        self._undo, self._redo, self._is_known = (number, action), None, True

    def stepped(self) -> None:
        """An edit was undone or redone."""
        self._is_known = False

    def _ask(self) -> None:
        if not self._is_known:
            self._undo = self._connection.execute(_NEXT_UNDO).fetchone()
            self._redo = self._connection.execute(_NEXT_REDO).fetchone()
            self._is_known = True


def add_edit(connection: sqlite3.Connection, author: str, edit: Edit, *, drops: bool) -> int:
    """Append an edit and tell its number; where it `drops` what was undone before it, that can't be redone any more."""
    if drops:
        connection.execute("UPDATE history SET state = 'dropped' WHERE state = 'undone'")
    return _append(connection, author, edit, undoes=None, state="done", blob=edit_blob(edit))


def grow_edit(connection: sqlite3.Connection, number: int, edit: Edit) -> int:
    """Put what a run of edits comes to in the place of the last entry, which it is; returns its number."""
    connection.execute("UPDATE history SET at = ?, edit = ? WHERE id = ?", (_now(), edit_blob(edit), number))
    return number


def add_undo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the undo of an entry and tell its number."""
    connection.execute("UPDATE history SET state = 'undone' WHERE id = ?", (number,))
    return _append(connection, author, edit, undoes=number, state="step", blob=None)


def add_redo(connection: sqlite3.Connection, author: str, number: int, edit: Edit) -> int:
    """Append the redo of an entry and tell its number."""
    connection.execute("UPDATE history SET state = 'done' WHERE id = ?", (number,))
    (undo,) = connection.execute("SELECT max(id) FROM history WHERE undoes = ?", (number,)).fetchone()
    return _append(connection, author, edit, undoes=undo, state="step", blob=None)


def read_edit(connection: sqlite3.Connection, number: int) -> Edit:
    """The edit of an entry; raises BasewatchError when it is damaged."""
    row = connection.execute("SELECT id, action, edit FROM history WHERE id = ?", (number,)).fetchone()
    return edit_from_blob(*row)


def entries(connection: sqlite3.Connection, limit: int) -> list[HistoryEntry]:
    """The last entries, newest first."""
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
    """Edits by their number in the history; the oldest go where they are too many."""

    def __init__(self) -> None:
        self._edits: dict[int, Edit] = {}
        self._changes = 0

    def keep(self, number: int, edit: Edit) -> None:
        """Keep an edit, in the place of what had its number."""
        if number in self._edits:
            self._changes -= len(self._edits.pop(number).changes)
        self._edits[number] = edit
        self._changes += len(edit.changes)
        while self._changes > MOST_CHANGES:
            oldest = next(iter(self._edits))
            self._changes -= len(self._edits.pop(oldest).changes)

    def get(self, number: int) -> Edit | None:
        """The edit, if it is still there."""
        return self._edits.get(number)


class Run:
    """The last edit, for as long as it may grow: key presses that follow each other closely are one edit."""

    def __init__(self) -> None:
        self._last: tuple[int, str, Edit] | None = None
        self._until_s = 0.0

    def grown(self, author: str, edit: Edit) -> tuple[int, Edit] | None:
        """The number of the last edit, and what it comes to together with this one; None where they are apart."""
        if self._last is None or self._last[1] != author or monotonic() > self._until_s:
            return None
        number, _, last = self._last
        together = joined(last, edit)
        return None if together is None else (number, together)

    def keep(self, number: int, author: str, edit: Edit) -> None:
        """Let this edit, the last one now, grow for a while."""
        self._last = (number, author, edit)
        self._until_s = monotonic() + RUN_S

    def end(self) -> None:
        """Let nothing grow."""
        self._last = None


def joined(first: Edit, second: Edit) -> Edit | None:
    """What two edits come to that change the same things in the same way, one after the other; None for others."""
    if first.action != second.action or len(first.changes) != len(second.changes):
        return None
    if not all(map(_follows, first.changes, second.changes)):
        return None
    pairs = zip(first.changes, second.changes, strict=True)
    return Edit(first.action, tuple(Change(one.before, other.after) for one, other in pairs))


def _follows(one: Change, other: Change) -> bool:
    """Whether one thing stays and is changed once more."""
    if one.before is None or one.after is None or other.after is None:
        return False
    return other.before is one.after or other.before == one.after
