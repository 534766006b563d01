"""Encodes frames, categories, labels and edits for the project file and decodes them, exact in every float.

A row of `labels` holds outline and attributes as JSON text; an edit holds a label as the same values in one JSON array.
"""

import zlib
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, get_args

import msgspec
from msgspec.structs import astuple

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Action, Change, Edit, Item
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.model.records import Record
from basewatch_gui.storage.bulk import fast_maker, without_gc
from basewatch_gui.storage.outlines import StoredOutline, check_outlines, outline_of, stored_outline

LabelRow = tuple[int, str, int, int, str, str, int | None, str, str, str]
"""A row of `labels`: see LABEL_COLUMNS."""

COMPRESS_FROM = 4096
"""Edits of fewer bytes are stored as plain JSON, readable in any SQLite tool."""

_FIRST = ("id", "uid", "frame_id", "category_id")
_REST = ("track_id", "author", "created", "modified")
LABEL_COLUMNS = (*_FIRST, "outline", "attributes", *_REST)
"""The columns of `labels`: the fields of a label that have none are together in `attributes`."""

_ATTRIBUTES = tuple(each for each in LABEL_FIELDS if each.name not in LABEL_COLUMNS)
_ATTRIBUTE_NAMES = tuple(each.name for each in _ATTRIBUTES)

_Attributes = msgspec.defstruct(
    "_Attributes", [(each.name, each.kind, each.default) for each in _ATTRIBUTES], frozen=True, omit_defaults=True
)

_StoredLabel = tuple[int, str, int, int, StoredOutline, _Attributes, int | None, str, str, str]  # type: ignore[valid-type]
_StoredChange = tuple[str, msgspec.Raw, msgspec.Raw]
_DAMAGE = (msgspec.MsgspecError, ValueError, zlib.error)
_NULL = b"null"
_ZLIB_MARK = b"x"

_encode = msgspec.json.Encoder().encode
_frames = msgspec.json.Decoder(Frame)
_categories = msgspec.json.Decoder(Category)
_records: dict[str, msgspec.json.Decoder[Any]] = {
    kind.__name__: msgspec.json.Decoder(kind) for kind in get_args(Record)
}
_all_attributes = msgspec.json.Decoder(list[_Attributes])  # type: ignore[valid-type]
_outlines = msgspec.json.Decoder(list[StoredOutline])
_stored_labels = msgspec.json.Decoder(_StoredLabel)
_stored_changes = msgspec.json.Decoder(_StoredChange)
_get_attributes = attrgetter(*_ATTRIBUTE_NAMES)
_new_label = fast_maker(Label, *_FIRST, "outline", *_REST, *_ATTRIBUTE_NAMES)


def frame_text(frame: Frame) -> str:
    """Encode a frame as JSON."""
    return _encode(frame).decode()


def frame_from_text(number: object, text: str) -> Frame:
    """Decode the frame of a row; raises BasewatchError naming the row when it is damaged."""
    try:
        return _frames.decode(text)
    except (*_DAMAGE, TypeError) as fault:
        raise _damaged("frames", number, fault) from fault


def category_text(category: Category) -> str:
    """Encode a category as JSON."""
    return _encode(category).decode()


def category_from_text(number: object, text: str) -> Category:
    """Decode the category of a row; raises BasewatchError naming the row when it is damaged."""
    try:
        return _categories.decode(text)
    except (*_DAMAGE, TypeError) as fault:
        raise _damaged("categories", number, fault) from fault


def record_row(record: Record) -> tuple[int, str, str]:
    """Encode a record as a row of `records`: id, kind, JSON."""
    return (record.id, type(record).__name__, _encode(record).decode())


def record_from_row(number: object, kind: str, text: str) -> Record:
    """Decode the record of a row; raises BasewatchError naming the row when it is damaged."""
    try:
        record: Record = _records[kind].decode(text)
    except (*_DAMAGE, KeyError, TypeError) as fault:
        raise _damaged("records", number, fault) from fault
    return record


def label_rows(labels: Sequence[Label], *, already_stored: bool = False) -> list[LabelRow]:
    """Encode labels as rows; raises ValueError for an outline or a number that could not be read again.

    Not checked with `already_stored`, for labels that have been in the file before.
    """
    texts = [
        (_encode(stored_outline(label.outline)).decode(), _encode(_Attributes(*_get_attributes(label))).decode())
        for label in labels
    ]
    if not already_stored:
        _check_readable(labels, texts)
    return [
        (label.id, label.uid, label.frame_id, label.category_id, outline, attributes,
         label.track_id, label.author, label.created, label.modified)
        for label, (outline, attributes) in zip(labels, texts, strict=True)
    ]  # fmt: skip


def labels_from_rows(rows: Sequence[tuple[object, ...]]) -> list[Label]:
    """Decode the labels of rows; raises BasewatchError naming the first damaged one."""
    try:
        return _decode_labels(rows)
    except _DAMAGE:
        for row in rows:
            try:
                _decode_labels([row])
            except _DAMAGE as fault:
                raise _damaged("labels", row[0], fault) from fault
        raise


def edit_blob(edit: Edit) -> bytes:
    """Encode an edit's changes as lines of JSON, `[kind, before, after]`; compressed by zlib where they are many."""
    text = b"\n".join(
        _encode((type(change.item).__name__, _stored(change.before), _stored(change.after))) for change in edit.changes
    )
    return text if len(text) < COMPRESS_FROM else zlib.compress(text, level=1)


def edit_from_blob(number: object, action: str, blob: bytes) -> Edit:
    """Decode the edit of a history row; raises BasewatchError naming the row when it is damaged."""
    try:
        text = zlib.decompress(blob) if blob[:1] == _ZLIB_MARK else blob
        with without_gc():
            changes = tuple(
                Change(_item(kind, before), _item(kind, after))
                for kind, before, after in _stored_changes.decode_lines(text)
            )
        return Edit(msgspec.convert(action, Action), changes)
    except (*_DAMAGE, TypeError) as fault:
        raise _damaged("history", number, fault) from fault


def _decode_labels(rows: Sequence[tuple[object, ...]]) -> list[Label]:
    """Decode all rows in three calls of msgspec: a call for each row would take most of the time."""
    typed = msgspec.convert(rows, list[LabelRow])
    outlines = _outlines.decode(f"[{','.join([row[4] for row in typed])}]")
    attributes = _all_attributes.decode(f"[{','.join([row[5] for row in typed])}]")
    return [
        _new_label(*row[:4], outline_of(outline), *row[6:], *astuple(each))
        for row, outline, each in zip(typed, outlines, attributes, strict=True)
    ]


def _check_readable(labels: Sequence[Label], texts: Sequence[tuple[str, str]]) -> None:
    """Raise ValueError, naming the label, for an outline or attributes that could not be read again.

    All are decoded at once; only where that fails, one by one.
    """
    try:
        check_outlines(_outlines.decode(f"[{','.join([outline for outline, _ in texts])}]"))
        _all_attributes.decode(f"[{','.join([attributes for _, attributes in texts])}]")
    except ValueError as fault:
        for label, text in zip(labels, texts, strict=True) if len(labels) > 1 else ():
            _check_readable([label], [text])
        raise ValueError(f"label {labels[0].id} could not be read again: {fault}") from fault


def _stored_label(label: Label) -> _StoredLabel:
    attributes = _Attributes(*_get_attributes(label))
    return (label.id, label.uid, label.frame_id, label.category_id, stored_outline(label.outline), attributes,
            label.track_id, label.author, label.created, label.modified)  # fmt: skip


def _label(stored: _StoredLabel) -> Label:
    return _new_label(*stored[:4], outline_of(stored[4]), *stored[6:], *astuple(stored[5]))


def _stored(item: Item | None) -> object:
    return _stored_label(item) if isinstance(item, Label) else item


def _item(kind: str, stored: msgspec.Raw) -> Item | None:
    if bytes(stored) == _NULL:
        return None
    match kind:
        case "Frame":
            return _frames.decode(stored)
        case "Category":
            return _categories.decode(stored)
        case "Label":
            return _label(_stored_labels.decode(stored))
        case _ if kind in _records:
            record: Record = _records[kind].decode(stored)
            return record
        case _:
            raise ValueError(f"{kind} is not known")


def _damaged(table: str, number: object, fault: Exception) -> BasewatchError:
    return BasewatchError(
        "Row {number} of the project's {table} is damaged ({fault}). Open one of the project's backups.",
        number=number,
        table=table,
        fault=fault,
    )
