"""The project file: the one door through which a project changes."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit, added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project, StaleEditError
from basewatch_gui.model.rules import Applied, apply_rules
from basewatch_gui.storage import history
from basewatch_gui.storage.backup import back_up, put_in_place, save_copy
from basewatch_gui.storage.bulk import without_gc
from basewatch_gui.storage.counters import Counters
from basewatch_gui.storage.database import (
    NOT_WRITABLE,
    Checkpoints,
    check_file,
    check_whole,
    connect_read_only,
    connect_writable,
    faults,
    make_durable,
    transaction,
)
from basewatch_gui.storage.display_state import DisplayState
from basewatch_gui.storage.lock import OPEN_ELSEWHERE, release_lock, take_lock
from basewatch_gui.storage.migrations import check_current, check_ours, migrate
from basewatch_gui.storage.tables import (
    count_labels,
    read_categories,
    read_frames,
    read_labels,
    read_records,
    write_changes,
)


class ProjectFile:
    """An open `.basewatch` file: an edit is on the disk before it is in memory. Used from one thread.

    `display` keeps how the project is looked at. `read_only_reason` is a sentence that says why the project can't be
    written, '' when it can.
    """

    def __init__(self, path: Path, author: str) -> None:
        self.path = path.resolve()
        self.author = author
        check_file(self.path)
        with faults(self.path), ExitStack() as resources:
            self._connection, self.read_only_reason = _connected(self.path, resources)
            self._counters = Counters(self._connection)
            self._recent = history.RecentEdits()
            self._run = history.Run()
            self._next = history.NextSteps(self._connection)
            frames, categories = read_frames(self._connection), read_categories(self._connection)
            records = read_records(self._connection)
            self._resources = resources.pop_all()
        self.read_only = bool(self.read_only_reason)
        self._checkpoints = Checkpoints(self.path)
        self.display = DisplayState(self._connection, self.path, read_only=self.read_only)
        self.project = Project(frames, categories, partial(_labels_of, self.path, self._connection), records)

    @classmethod
    def create(cls, path: Path, categories: Iterable[Category], author: str = "") -> Self:
        """Make a project with these categories and open it; raises BasewatchError where a file is or none can be."""
        path = path.resolve()
        lock, reason = take_lock(path)
        try:
            if path.exists():
                raise BasewatchError("{path} exists already. Open it or choose another name.", path=path)
            if reason:
                raise BasewatchError("The folder of {path} can't be written. Choose another folder.", path=path)
            with faults(path):
                _make_file(path, tuple(categories))
        finally:
            release_lock(lock)
        return cls(path, author)

    @classmethod
    def open(cls, path: Path, author: str = "") -> Self:
        """Open a project; read-only while another window has it, or where the file or its folder can't be written.

        Raises BasewatchError for what is missing, damaged, of a newer BaseWatch or no project.
        """
        opened = cls(path, author)
        if not opened.read_only:
            back_up(opened._connection, opened.path, datetime.now(UTC))
        return opened

    @without_gc()
    def do(self, edit: Edit, *, merge_with_previous: bool = False) -> Applied:
        """Apply the rules to an edit, write it with its history in one durable transaction, then change the memory.

        Returns the edit as it was carried out; one that the rules leave nothing of is not written. With
        `merge_with_previous`, as for a press of a key, it is one edit in the history with the press just before of the
        same things. Raises StaleEditError for an edit that does not fit the project, BasewatchError when a locked
        label forbids it, the project is read-only, the disk full or the file out of reach; the file and the memory are
        then as they were.
        """
        applied = apply_rules(self.project, edit)
        edit = applied.edit
        if not edit.changes:
            return applied
        grown = self._run.grown(self.author, edit) if merge_with_previous else None
        self._run.end()
        if grown is None:
            kept = edit
            number = self._carry_out(
                edit,
                lambda: history.add_edit(self._connection, self.author, edit, drops=self._next.redo is not None),
            )
            self._next.done(number, edit.action)
        else:
            number, kept = grown
            self._carry_out(edit, lambda: history.grow_edit(self._connection, number, kept))
        self._recent.keep(number, kept)
        if merge_with_previous:
            self._run.keep(number, self.author, kept)
        return applied

    @without_gc()
    def undo(self) -> Edit | None:
        """Take back the last edit: the edit that was applied, or None when there is nothing to undo; raises as `do`."""
        with faults(self.path):
            entry = self._next.undo
        if entry is None:
            return None
        number, _ = entry
        self._run.end()
        inverse = self._edit(number).inverse()
        self._carry_out(
            inverse, lambda: history.add_undo(self._connection, self.author, number, inverse), are_known=True
        )
        self._next.stepped()
        return inverse

    @without_gc()
    def redo(self) -> Edit | None:
        """Bring back what was undone last: the edit that was applied, or None when there is nothing; raises as `do`."""
        with faults(self.path):
            entry = self._next.redo
        if entry is None:
            return None
        number, _ = entry
        self._run.end()
        edit = self._edit(number)
        self._carry_out(edit, lambda: history.add_redo(self._connection, self.author, number, edit), are_known=True)
        self._next.stepped()
        return edit

    @property
    def undo_action(self) -> str | None:
        """The action that `undo` would take back."""
        with faults(self.path):
            return None if self.read_only or self._next.undo is None else self._next.undo[1]

    @property
    def redo_action(self) -> str | None:
        """The action that `redo` would bring back."""
        with faults(self.path):
            return None if self.read_only or self._next.redo is None else self._next.redo[1]

    def new_label_id(self) -> int:
        """An id that no label has had, from 1."""
        return self._counters.take("Label")

    def new_frame_id(self) -> int:
        """An id that no frame has had, from 1."""
        return self._counters.take("Frame")

    def new_category_id(self) -> int:
        """An id that no category has had, from `FIRST_USER_ID`."""
        return self._counters.take("Category")

    def new_record_id(self) -> int:
        """An id that no record has had, from 1."""
        return self._counters.take("Record")

    def new_track_id(self) -> int:
        """An id that no track has had, from 1."""
        return self._counters.take("Track")

    def history(self, limit: int = 200) -> list[history.HistoryEntry]:
        """The last edits, undos and redos, newest first."""
        with faults(self.path):
            return history.entries(self._connection, limit)

    def label_count(self, frame_id: int) -> int:
        """How many labels a frame has, without loading them."""
        with faults(self.path):
            return count_labels(self._connection, frame_id)

    def frame_path(self, frame: Frame) -> Path:
        """Where the frame's file is: an absolute path, a relative one counted from the project's folder."""
        return self.path.parent / frame.path

    def stored_path(self, path: Path) -> str:
        """The path as a frame keeps it: relative with forward slashes below the project's folder, else absolute.

        Raises BasewatchError for a name that is not text, which no project or export could hold.
        """
        named = Path(os.path.normpath(path.absolute()))
        below = next((at for at in (named, path.resolve()) if at.is_relative_to(self.path.parent)), None)
        stored = named.as_posix() if below is None else below.relative_to(self.path.parent).as_posix()
        try:
            stored.encode()
        except UnicodeEncodeError as fault:
            raise BasewatchError(
                "The name of {path} has characters that are not text. Rename the file.", path=ascii(stored)
            ) from fault
        return stored

    def save_copy(self, path: Path) -> None:
        """Write a copy of the project as it is now, in place of what is there; raises BasewatchError when it can't."""
        save_copy(self._connection, self.path, path.resolve())

    def close(self) -> None:
        """Fold the log into the file, so that one file remains, and free the lock."""
        self._checkpoints.close()
        if not self.read_only:
            # Where the disk has no room for that, the edits stay safe in the log and the next opening folds it in.
            with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _edit(self, number: int) -> Edit:
        with faults(self.path):
            return self._recent.get(number) or history.read_edit(self._connection, number)

    def _carry_out(self, edit: Edit, record: Callable[[], int], *, are_known: bool = False) -> int:
        """Check an edit, write it and apply it; the number of its entry in the history.

        What it changes things to `are_known` to have been in the file before.
        """
        if self.read_only:
            raise BasewatchError("The project {path} is open read-only, so nothing was changed.", path=self.path)
        self.project.check(edit)
        self._counters.cover(change.item for change in edit.changes)
        try:
            with faults(self.path), transaction(self._connection):
                write_changes(self._connection, edit.changes, are_known=are_known)
                self._counters.write(self._connection)
                number = record()
        except sqlite3.IntegrityError as fault:
            raise StaleEditError(f"{edit.action}: the project can't hold this ({fault})") from fault
        self._counters.written()
        self._checkpoints.edited(len(edit.changes))
        self.project.apply(edit)
        return number


def _connected(path: Path, resources: ExitStack) -> tuple[sqlite3.Connection, str]:
    """A connection to the current schema, and why it only reads; `resources` closes it and then frees the lock."""
    lock, reason = take_lock(path)
    resources.callback(release_lock, lock)
    connection = None if reason else connect_writable(path)
    if connection is None:
        resources.close()
        reason = reason or NOT_WRITABLE
        connection = connect_read_only(path, shared=reason == OPEN_ELSEWHERE)
    resources.callback(connection.close)
    check_ours(connection, path)
    check_whole(connection, path)
    if reason:
        check_current(connection, path)
    else:
        make_durable(connection)
        migrate(connection, path)
    return connection, reason


def _labels_of(path: Path, connection: sqlite3.Connection, frame_id: int) -> list[Label]:
    with faults(path):
        return read_labels(connection, frame_id)


def _make_file(path: Path, categories: tuple[Category, ...]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            migrate(connection, part)
            counters = Counters(connection)
            counters.cover(categories)
            with transaction(connection):
                write_changes(connection, added("edit categories", categories).changes)
                counters.write(connection)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
