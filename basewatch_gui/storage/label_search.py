"""Queries of the project file that do not load labels: the history of a label, the frames of a category.

Each opens a connection of its own, so that it can run on any thread.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from basewatch_gui.model.edit import Action, Change
from basewatch_gui.storage.codec import edit_from_blob
from basewatch_gui.storage.database import connect_read_only, faults

ZLIB_MARK = b"x"
"""The first byte of a compressed edit."""


@dataclass(frozen=True, slots=True)
class LabelStep:
    """One step in the history of a label: when (UTC, ISO 8601), by whom, and the change as it was first made.

    `step` says whether it was done, undone or redone.
    """

    at: str
    author: str
    action: Action
    step: Literal["done", "undone", "redone"]
    change: Change


def label_steps(path: Path, uid: str, limit: int = 200) -> list[LabelStep]:
    """Return the steps of the label with this uid, newest first, those of its last `limit` edits.

    Raises BasewatchError for a file that can't be read or is damaged.
    """
    found: list[tuple[int, LabelStep]] = []
    with faults(path), closing(connect_read_only(path, shared=True)) as connection:
        for number, at, author, action, change in _edits(connection, uid, limit):
            found.append((number, LabelStep(at, author, action, "done", change)))
            for undo, at_undo, by in _steps(connection, number):
                found.append((undo, LabelStep(at_undo, by, action, "undone", change)))
                for redo, at_redo, again in _steps(connection, undo):
                    found.append((redo, LabelStep(at_redo, again, action, "redone", change)))
    return [step for _, step in sorted(found, key=lambda pair: -pair[0])]


def frames_of_category(path: Path, category_id: int) -> dict[int, int]:
    """Return how many labels of a category each frame has, without frames that have none; raises as `label_steps`."""
    with faults(path), closing(connect_read_only(path, shared=True)) as connection:
        rows = connection.execute(
            "SELECT frame_id, count(*) FROM labels WHERE category_id = ? GROUP BY frame_id", (category_id,)
        )
        return dict(rows.fetchall())


def frames_with_alternates(path: Path) -> set[int]:
    """Return the frames with labels that have alternates; raises as `label_steps`."""
    with faults(path), closing(connect_read_only(path, shared=True)) as connection:
        rows = connection.execute("SELECT DISTINCT frame_id FROM labels WHERE instr(attributes, '\"alternates\":[')")
        return {frame_id for (frame_id,) in rows}


def _edits(connection: sqlite3.Connection, uid: str, limit: int) -> Iterator[tuple[int, str, str, Action, Change]]:
    """Yield id, time, author, action and change of the edits that changed the label, newest first.

    An edit of many things is decompressed, and only its lines that name the label are decoded.
    """
    sought = uid.encode()
    rows = connection.execute(
        "SELECT id, at, author, action, edit FROM history "
        "WHERE edit IS NOT NULL AND (instr(edit, ?) OR substr(edit, 1, 1) = ?) ORDER BY id DESC",
        (sought, ZLIB_MARK),
    )
    count = 0
    for number, at, author, action, blob in rows:
        text = zlib.decompress(blob) if blob[:1] == ZLIB_MARK else blob
        lines = b"\n".join(line for line in text.split(b"\n") if sought in line)
        if not lines:
            continue
        edit = edit_from_blob(number, action, lines)
        for change in edit.label_changes:
            if getattr(change.item, "uid", None) == uid:
                yield number, at, author, edit.action, change
                count += 1
        if count >= limit:
            return


def _steps(connection: sqlite3.Connection, number: int) -> list[tuple[int, str, str]]:
    """Return id, time and author of the undos of an edit, or of the redos of an undo."""
    return connection.execute("SELECT id, at, author FROM history WHERE undoes = ?", (number,)).fetchall()
