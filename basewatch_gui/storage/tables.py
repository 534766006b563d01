"""The rows of frames, categories, labels and records: read, and changed as an edit says."""

import sqlite3
from collections.abc import Iterable
from typing import get_args

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Item
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Record
from basewatch_gui.storage.codec import (
    category_from_text,
    category_text,
    frame_from_text,
    frame_text,
    label_row,
    labels_from_rows,
    record_from_row,
    record_row,
)

_TABLES = {
    Frame: ("frames", ("id", "frame")),
    Category: ("categories", ("id", "category")),
    Label: (
        "labels",
        ("id", "uid", "frame_id", "category_id", "outline", "attributes", "track_id", "author", "created", "modified"),
    ),
    **dict.fromkeys(get_args(Record), ("records", ("id", "kind", "record"))),
}

_ROWS_AT_ONCE = 5_000
"""So many rows of text are in memory while labels are loaded; the labels themselves take less."""


def read_frames(connection: sqlite3.Connection) -> list[Frame]:
    """All frames, in the order of their ids."""
    return [frame_from_text(*row) for row in connection.execute("SELECT id, frame FROM frames ORDER BY id")]


def read_categories(connection: sqlite3.Connection) -> list[Category]:
    """All categories, in the order of their ids."""
    rows = connection.execute("SELECT id, category FROM categories ORDER BY id")
    return [category_from_text(*row) for row in rows]


def read_records(connection: sqlite3.Connection) -> list[Record]:
    """All records, in the order of their ids."""
    return [record_from_row(*row) for row in connection.execute("SELECT id, kind, record FROM records ORDER BY id")]


def read_labels(connection: sqlite3.Connection, frame_id: int) -> list[Label]:
    """The labels of a frame, in the order of their ids."""
    columns = ", ".join(_TABLES[Label][1])
    rows = connection.execute(f"SELECT {columns} FROM labels WHERE frame_id = ? ORDER BY id", (frame_id,))
    labels: list[Label] = []
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        labels += labels_from_rows(some)
    return labels


def count_labels(connection: sqlite3.Connection, frame_id: int) -> int:
    """How many labels a frame has."""
    (count,) = connection.execute("SELECT count(*) FROM labels WHERE frame_id = ?", (frame_id,)).fetchone()
    return int(count)


def write_changes(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Write what the changes amount to; raises sqlite3.IntegrityError where the tables can't hold that."""
    net: dict[tuple[type[Item], int], tuple[Item | None, Item | None]] = {}
    for change in changes:
        item = change.item
        key = (type(item), item.id)
        before = net[key][0] if key in net else change.before
        net[key] = (before, change.after)
    kinds = {kind for kind, _ in net}
    for kind in (kind for kind in _TABLES if kind in kinds):
        table, columns = _TABLES[kind]
        ours = [pair for (of_kind, _), pair in net.items() if of_kind is kind]
        places = ", ".join("?" for _ in columns)
        assignments = ", ".join(f"{column} = ?" for column in columns[1:])
        gone = ((before.id,) for before, after in ours if before is not None and after is None)
        changed = (_row(after) for before, after in ours if before is not None and after is not None)
        new = (_row(after) for before, after in ours if before is None and after is not None)
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", gone)
        connection.executemany(
            f"UPDATE {table} SET {assignments} WHERE id = ?", ((*row[1:], row[0]) for row in changed)
        )
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", new)


def _row(item: Item) -> tuple[object, ...]:
    match item:
        case Frame():
            return (item.id, frame_text(item))
        case Category():
            return (item.id, category_text(item))
        case Label():
            return label_row(item)
        case _:
            return record_row(item)
