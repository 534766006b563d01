"""Reads the tables of frames, categories, labels and records, and writes the changes of an edit to them."""

import gc
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import get_args

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Item
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Record
from basewatch_gui.storage.bulk import without_gc
from basewatch_gui.storage.codec import (
    LABEL_COLUMNS,
    category_from_text,
    category_text,
    frame_from_text,
    frame_text,
    label_rows,
    labels_from_rows,
    record_from_row,
    record_row,
)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's columns, the first of them `id`, and the statements that change its rows.

    An update leaves out a label's frame, whose index entry SQLite would remove and insert again; `updated` picks the
    values of the update from a row.
    """

    columns: str
    delete: str
    insert: str
    update: str
    updated: Callable[[tuple[object, ...]], tuple[object, ...]]


def _table(name: str, *columns: str) -> _Table:
    of = [number for number, column in enumerate(columns) if column not in ("id", "frame_id")]
    return _Table(
        ", ".join(columns),
        f"DELETE FROM {name} WHERE id = ?",
        f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})",
        f"UPDATE {name} SET {', '.join(f'{columns[number]} = ?' for number in of)} WHERE id = ?",
        itemgetter(*of, 0),
    )


_LABELS = _table("labels", *LABEL_COLUMNS)
_TABLES = {
    Frame: _table("frames", "id", "frame"),
    Category: _table("categories", "id", "category"),
    Label: _LABELS,
    **dict.fromkeys(get_args(Record), _table("records", "id", "kind", "record")),
}

_Pair = tuple[Item | None, Item | None]

_ROWS_AT_ONCE = 5_000
"""Rows of text that are in memory at once while labels are loaded; the labels themselves take less."""

_FREEZE_FROM = 10_000
"""From so many labels of a frame on, they are hidden from the garbage collector: it takes 150 ms to scan 100,000."""


def read_frames(connection: sqlite3.Connection) -> list[Frame]:
    """Read all frames, in the order of their ids."""
    return [frame_from_text(*row) for row in connection.execute("SELECT id, frame FROM frames ORDER BY id")]


def read_categories(connection: sqlite3.Connection) -> list[Category]:
    """Read all categories, in the order of their ids."""
    rows = connection.execute("SELECT id, category FROM categories ORDER BY id")
    return [category_from_text(*row) for row in rows]


def read_records(connection: sqlite3.Connection) -> list[Record]:
    """Read all records, in the order of their ids."""
    return [record_from_row(*row) for row in connection.execute("SELECT id, kind, record FROM records ORDER BY id")]


@without_gc()
def read_labels(connection: sqlite3.Connection, frame_id: int) -> list[Label]:
    """Read the labels of a frame, in the order of their ids."""
    rows = connection.execute(f"SELECT {_LABELS.columns} FROM labels WHERE frame_id = ? ORDER BY id", (frame_id,))
    labels: list[Label] = []
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        labels += labels_from_rows(some)
    if len(labels) >= _FREEZE_FROM:
        gc.freeze()  # labels are in no cycles: they are freed when nothing refers to them
    return labels


def count_labels(connection: sqlite3.Connection, frame_id: int) -> int:
    """Count the labels of a frame."""
    (count,) = connection.execute("SELECT count(*) FROM labels WHERE frame_id = ?", (frame_id,)).fetchone()
    return int(count)


def write_changes(connection: sqlite3.Connection, changes: Sequence[Change], *, already_stored: bool = False) -> None:
    """Write the net result of changes; raises sqlite3.IntegrityError where the tables can't hold that.

    Raises ValueError for a label that could not be read again; not checked with `already_stored`, for what has been in
    the file before.
    """
    by_kind: dict[type[Item], list[_Pair]] = {}
    for before, after in _net_changes(changes):
        item = before if after is None else after
        if item is not None:
            by_kind.setdefault(type(item), []).append((before, after))
    for kind in (kind for kind in _TABLES if kind in by_kind):
        _write(connection, kind, by_kind[kind], already_stored)


def _net_changes(changes: Sequence[Change]) -> Iterable[_Pair]:
    """Return for each thing what it was before all changes and what it is after them."""
    if len(changes) == 1:
        return [(changes[0].before, changes[0].after)]
    net: dict[tuple[type[Item], int], _Pair] = {}
    for change in changes:
        item = change.item
        key = (type(item), item.id)
        net[key] = (net[key][0] if key in net else change.before, change.after)
    return net.values()


def _write(connection: sqlite3.Connection, kind: type[Item], pairs: Iterable[_Pair], already_stored: bool) -> None:
    table = _TABLES[kind]
    gone: list[tuple[int]] = []
    changed: list[Item] = []
    new: list[Item] = []
    for before, after in pairs:
        if before is not None and after is not None and _frame(before) == _frame(after):
            changed.append(after)
            continue
        if before is not None:
            gone.append((before.id,))
        if after is not None:
            new.append(after)
    if gone:
        connection.executemany(table.delete, gone)
    if changed:
        connection.executemany(table.update, map(table.updated, _rows(changed, already_stored)))
    if new:
        connection.executemany(table.insert, _rows(new, already_stored))


def _frame(item: Item) -> int | None:
    return item.frame_id if isinstance(item, Label) else None


def _rows(items: Sequence[Item], already_stored: bool) -> Sequence[tuple[object, ...]]:
    """Return the rows of things of one kind."""
    labels = [item for item in items if isinstance(item, Label)]
    if labels:
        return label_rows(labels, already_stored=already_stored)
    return [_row(item) for item in items if not isinstance(item, Label)]


def _row(item: Frame | Category | Record) -> tuple[object, ...]:
    match item:
        case Frame():
            return (item.id, frame_text(item))
        case Category():
            return (item.id, category_text(item))
        case _:
            return record_row(item)
