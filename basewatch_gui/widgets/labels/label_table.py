"""The table of labels as a Qt model: labels of some frames, found by a query and kept in step with edits.

Finding and sorting live in the model because a proxy would ask Python for every comparison.
"""

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.edits.attributes import describe, retype
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.query.columns import Columns
from basewatch_gui.model.query.language import EVERYTHING, Query
from basewatch_gui.model.query.ordering import Order, precedence, sorted_slots
from basewatch_gui.model.query.search import fields_of, matches
from basewatch_gui.model.query.values import MEASURED, OneLabel, Values
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.column_texts import FIELDS, NO_SORT, NUMBERS, Column, LabelWords

MANY = 64
"""Labels that one edit changes: above this the table follows all at once instead of row by row."""
MEASURED_AT_ONCE = 3000
"""Measuring more labels is left to a job."""

EDITABLE = (Column.CATEGORY, Column.IDENTIFICATION, Column.STATE, Column.OCCLUDED, Column.DESIGNATION, Column.NOTE)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CAN_SELECT = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_CAN_EDIT = _CAN_SELECT | Qt.ItemFlag.ItemIsEditable


class LabelTable(QAbstractTableModel):
    """One row a label. A row keeps its place when its label changes: nothing jumps while it is edited.

    `columns` hold the labels of the frames with their values, whatever the query. `measuring_asked` comes when the
    order or the query needs the measures of many labels first; `fill` goes on after that.
    """

    failed = Signal(object)
    measuring_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._frames: tuple[int, ...] = ()
        self.words = LabelWords(session.project)
        self.values = Values(session.project, self.words, self.words.measures)
        self.query: Query = EVERYTHING
        self._column, self._descending = NO_SORT, False
        self.columns = Columns(self.values, ())
        self._slots: NDArray[np.int64] = np.empty(0, np.int64)
        self._row_of_slot: NDArray[np.int64] | None = None
        session.edited.connect(self._on_edited)

    @property
    def total(self) -> int:
        """How many labels the frames have, whatever the query."""
        return sum(len(self._session.project.labels(key)) for key in self._frames)

    def set_frames(self, frame_ids: Iterable[int]) -> None:
        """Show the labels of these frames."""
        self._frames = tuple(dict.fromkeys(frame_ids))
        self.words.name_frames(self._frames)
        labels = (label for key in self._frames for label in self._session.project.labels(key).values())
        self.columns = Columns(self.values, labels)
        self.fill()

    def set_query(self, query: Query) -> None:
        """Show only labels that the query finds."""
        if query != self.query:
            self.query = query
            self.fill()

    def label_at(self, row: int) -> Label:
        """The label in a row."""
        label = self.columns.labels[int(self._slots[row])]
        assert label is not None
        return label

    def labels(self) -> list[Label]:
        """The labels of all rows, in their order."""
        held = (self.columns.labels[slot] for slot in self._slots.tolist())
        return [label for label in held if label is not None]

    def row_of(self, label_id: int) -> int | None:
        """The row of a label, if it is shown."""
        rows = self.rows_of([label_id])
        return int(rows[0]) if len(rows) else None

    def rows_of(self, label_ids: Collection[int]) -> NDArray[np.int64]:
        """The rows of those of the labels that are shown, in rising order."""
        if self._row_of_slot is None:
            self._row_of_slot = np.full(self.columns.count, -1)
            self._row_of_slot[self._slots] = np.arange(len(self._slots))
        rows = self._row_of_slot[self.columns.slots(label_ids)]
        return np.sort(rows[rows >= 0])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; labels without a value come last in both orders."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.label_at(index.row()).id for index in before]
        self._order(self._slots)
        rows = [self.row_of(key) for key in kept]
        moved = [self.index(row, index.column()) for row, index in zip(rows, before, strict=True) if row is not None]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many labels are shown."""
        return 0 if parent.isValid() else len(self._slots)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.words.title(Column(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, or for EditRole the value of the model."""
        if role not in _ROLES:
            # Qt asks for seven roles of every cell that it paints.
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column]
        label = self.label_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words.text(label, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.words.help(label, column)
            case Qt.ItemDataRole.EditRole:
                return self.words.value(label, column)
            case Qt.ItemDataRole.UserRole:
                return label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All rows can be selected; names and texts of one line can be edited."""
        column = index.column()
        long_note = column == Column.NOTE and "\n" in self.label_at(index.row()).note
        return _CAN_EDIT if column in EDITABLE and not long_note else _CAN_SELECT

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Change the label of a row in one edit; says `failed` where it can't be kept."""
        label, column = self.label_at(index.row()), Column(index.column())
        if (
            role != Qt.ItemDataRole.EditRole
            or column not in EDITABLE
            or value in (None, self.words.value(label, column))
        ):
            return False
        if column == Column.CATEGORY:
            edit = retype([label], self._session.project.categories[value])
        else:
            edit = describe([label], **{column.name.lower(): value})
        try:
            self._session.do(edit)
        except BasewatchError as fault:
            self.failed.emit(fault)
            return False
        return True

    def fill(self) -> None:
        """Find and sort again."""
        self.beginResetModel()
        held = self.columns.held
        waits = self._waits(fields_of(self.query))
        self._order(np.flatnonzero(np.zeros_like(held) if waits else held & matches(self.query, self.columns)))
        self.endResetModel()

    def _order(self, slots: NDArray[np.int64]) -> None:
        order = self._row_order
        if order is not None and self._waits({order.field}):
            order = None
        self._slots = sorted_slots(slots, self.columns, self._frames, order)
        self._row_of_slot = None

    @property
    def _row_order(self) -> Order | None:
        """The order of the rows that the user chose, if any."""
        if self._column == NO_SORT:
            return None
        column = Column(self._column)
        return Order(FIELDS[column], lambda label: self.words.rank(label, column), self._descending)

    def _waits(self, fields: Iterable[str]) -> bool:
        """Whether fields must be measured first, and so many labels that a job has to do it."""
        if not any(field in MEASURED for field in fields):
            return False
        waits = sum(map(len, self.columns.unmeasured().values())) > MEASURED_AT_ONCE
        if waits:
            self.measuring_asked.emit()
        return waits

    def _on_edited(self, edit: Edit) -> None:
        changes = [change for change in edit.label_changes if _label(change).frame_id in self._frames]
        if Frame in edit.kinds:
            self.words.forget_frames()
            self.set_frames([key for key in self._frames if key in self._session.project.frames])
        elif edit.action == "edit categories" and len(edit.label_changes) != len(edit.changes):
            self.values = Values(self._session.project, self.words, self.words.measures)
            self.set_frames(self._frames)
        elif len(changes) > MANY and any(change.before is None or change.after is None for change in changes):
            self.set_frames(self._frames)
        elif len(changes) > MANY:
            for change in changes:
                self.columns.set_label(_label(change))
            if self.query != EVERYTHING:
                self.fill()
            else:
                # In one word to the view.
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._slots) - 1, len(Column) - 1))
        else:
            for change in changes:
                self._follow_change(change)

    def _follow_change(self, change: Change) -> None:
        row, label = self.row_of(change.item.id), change.after
        if isinstance(label, Label):
            is_new = self.columns.slot(label.id) is None
            slot = self.columns.set_label(label)
            if is_new:
                self._row_of_slot = None
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            elif matches(self.query, OneLabel(self.values, label))[0]:
                self._insert(slot)
            return
        if row is not None:
            self.beginRemoveRows(_ROOT, row, row)
            self._slots = np.delete(self._slots, row)
            self._row_of_slot = None
        self.columns.remove_label(change.item.id)
        if row is not None:
            self.endRemoveRows()

    def _insert(self, slot: int) -> None:
        before = precedence(self.columns, self._frames, self._row_order)
        low, high = 0, len(self._slots)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if before(slot, int(self._slots[middle])) else (middle + 1, high)
        self.beginInsertRows(_ROOT, low, low)
        self._slots = np.insert(self._slots, low, slot)
        self._row_of_slot = None
        self.endInsertRows()


def _label(change: Change) -> Label:
    assert isinstance(change.item, Label)
    return change.item


_ALIGNMENTS = {
    column: (Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft)
    | Qt.AlignmentFlag.AlignVCenter
    for column in Column
}
_ROLES = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.UserRole,
    )
)
