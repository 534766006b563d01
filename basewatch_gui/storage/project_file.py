"""The project file: every change of a project goes through `ProjectFile.do`, undo and redo."""

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

    `display` stores how the project is shown. `read_only_reason` is the sentence that says why the project can't be
    written, '' where it can.
    """

    def __init__(self, path: Path, author: str) -> None:
        self.path = path.resolve()
        self.author = author
        check_file(self.path)
        with faults(self.path), ExitStack() as resources:
            self._connection, self.read_only_reason = _connect(self.path, resources)
            self._counters = Counters(self._connection)
            self._recent = history.RecentEdits()
            self._mergeable = history.MergeableEdit()
            self._next = history.NextSteps(self._connection)
            frames, categories = read_frames(self._connection), read_categories(self._connection)
            records = read_records(self._connection)
            self._resources = resources.pop_all()
        self.read_only = bool(self.read_only_reason)
        self._checkpoints = Checkpoints(self.path)
        self.display = DisplayState(self._connection, self.path, read_only=self.read_only)
        self.project = Project(frames, categories, partial(_read_labels_of, self.path, self._connection), records)

    @classmethod
    def create(cls, path: Path, categories: Iterable[Category], author: str = "") -> Self:
        """Create a project with these categories and open it.

        Raises BasewatchError where there is a file already or none can be written.
        """
        path = path.resolve()
        lock, reason = take_lock(path)
        try:
            if path.exists():
                raise BasewatchError("{path} exists already. Open it or choose another name.", path=path)
            if reason:
                raise BasewatchError("The folder of {path} can't be written. Choose another folder.", path=path)
            with faults(path):
                _create_database(path, tuple(categories))
        finally:
            release_lock(lock)
        return cls(path, author)

    @classmethod
    def open(cls, path: Path, author: str = "") -> Self:
        """Open a project, backed up at most daily; read-only while another window has it or it can't be written.

        Raises BasewatchError for a file that is missing, damaged, of a newer BaseWatch or no project.
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
        merged = self._mergeable.merged(self.author, edit) if merge_with_previous else None
        self._mergeable.end()
        if merged is None:
            recorded = edit
            number = self._carry_out(
                edit,
                lambda: history.add_edit(self._connection, self.author, edit, drops=self._next.redo is not None),
            )
            self._next.note_edit(number, edit.action)
        else:
            number, recorded = merged
            self._carry_out(edit, lambda: history.replace_edit(self._connection, number, recorded))
        self._recent.remember(number, recorded)
        if merge_with_previous:
            self._mergeable.start(number, self.author, recorded)
        return applied

    @without_gc()
    def undo(self) -> Edit | None:
        """Take back the last edit, without the rules.

        Returns the edit that was applied, None where there is nothing to undo; raises as `do`.
        """
        with faults(self.path):
            entry = self._next.undo
        if entry is None:
            return None
        number, _ = entry
        self._mergeable.end()
        inverse = self._edit(number).inverse()
        self._carry_out(
            inverse, lambda: history.add_undo(self._connection, self.author, number, inverse), already_stored=True
        )
        self._next.note_step()
        return inverse

    @without_gc()
    def redo(self) -> Edit | None:
        """Do again the edit that was undone last, without the rules.

        Returns the edit that was applied, None where there is nothing to redo; raises as `do`.
        """
        with faults(self.path):
            entry = self._next.redo
        if entry is None:
            return None
        number, _ = entry
        self._mergeable.end()
        edit = self._edit(number)
        self._carry_out(
            edit, lambda: history.add_redo(self._connection, self.author, number, edit), already_stored=True
        )
        self._next.note_step()
        return edit

    @property
    def undo_action(self) -> str | None:
        """The action that `undo` would take back; None where there is nothing to undo."""
        with faults(self.path):
            return None if self.read_only or self._next.undo is None else self._next.undo[1]

    @property
    def redo_action(self) -> str | None:
        """The action that `redo` would do again; None where there is nothing to redo."""
        with faults(self.path):
            return None if self.read_only or self._next.redo is None else self._next.redo[1]

    def new_label_id(self) -> int:
        """Take the next id of a label: from 1, never used before."""
        return self._counters.take("Label")

    def new_frame_id(self) -> int:
        """Take the next id of a frame: from 1, never used before."""
        return self._counters.take("Frame")

    def new_category_id(self) -> int:
        """Take the next id of a category: from `FIRST_USER_ID`, never used before."""
        return self._counters.take("Category")

    def new_record_id(self) -> int:
        """Take the next id of a record: from 1, never used before."""
        return self._counters.take("Record")

    def new_track_id(self) -> int:
        """Take the next id of a track: from 1, never used before."""
        return self._counters.take("Track")

    def history(self, limit: int = 200) -> list[history.HistoryEntry]:
        """Return the last edits, undos and redos, newest first."""
        with faults(self.path):
            return history.entries(self._connection, limit)

    def label_count(self, frame_id: int) -> int:
        """Count the labels of a frame without loading them."""
        with faults(self.path):
            return count_labels(self._connection, frame_id)

    def frame_path(self, frame: Frame) -> Path:
        """Return the path of the frame's file; one that is stored relative is relative to the project's folder."""
        return self.path.parent / frame.path

    def stored_path(self, path: Path) -> str:
        """Return the path as stored in a frame: relative below the project's folder, else absolute; forward slashes.

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
        """Write a copy of the project as it is now over what is at the path; raises BasewatchError where it can't."""
        save_copy(self._connection, self.path, path.resolve())

    def close(self) -> None:
        """Write the log into the file, so that one file remains, and free the lock."""
        self._checkpoints.close()
        if not self.read_only:
            # Where the disk has no room for that, the edits stay safe in the log and the next opening writes it.
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

    def _carry_out(self, edit: Edit, record: Callable[[], int], *, already_stored: bool = False) -> int:
        """Check an edit, write it, then apply it to the memory; return the id of its entry in the history.

        `record` writes the entry, within the transaction, and returns its id. With `already_stored`, all that the edit
        brings has been in the file before and is not validated.
        """
        if self.read_only:
            raise BasewatchError("The project {path} is open read-only, so nothing was changed.", path=self.path)
        self.project.check(edit)
        self._counters.skip_ids_of(change.item for change in edit.changes)
        try:
            with faults(self.path), transaction(self._connection):
                write_changes(self._connection, edit.changes, already_stored=already_stored)
                self._counters.write(self._connection)
                number = record()
        except sqlite3.IntegrityError as fault:
            raise StaleEditError(f"{edit.action}: the project can't hold this ({fault})") from fault
        self._counters.note_commit()
        self._checkpoints.count_changes(len(edit.changes))
        self.project.apply(edit)
        return number


def _connect(path: Path, resources: ExitStack) -> tuple[sqlite3.Connection, str]:
    """Return a connection to the current schema, and why it only reads; `resources` closes it, then frees the lock."""
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


def _read_labels_of(path: Path, connection: sqlite3.Connection, frame_id: int) -> list[Label]:
    with faults(path):
        return read_labels(connection, frame_id)


def _create_database(path: Path, categories: tuple[Category, ...]) -> None:
    """Write a new database beside the path, then rename it, so that a file at the path is always whole."""
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            migrate(connection, part)
            counters = Counters(connection)
            counters.skip_ids_of(categories)
            with transaction(connection):
                write_changes(connection, added("edit categories", categories).changes)
                counters.write(connection)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
