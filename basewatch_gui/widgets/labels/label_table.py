"""Qt model of the table of labels: labels of some frames, filtered by a query and updated with edits.

Filtering and sorting are done here with NumPy: a proxy model would call Python for every comparison.
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
from basewatch_gui.widgets.labels.column_texts import NO_SORT, NUMERIC_COLUMNS, QUERY_FIELDS, Column, LabelTexts

MAX_ROW_UPDATES = 64
"""An edit of more labels updates the table as a whole instead of row by row."""
MAX_MEASURED_WITHOUT_JOB = 3000
"""More labels are measured on a worker thread."""

EDITABLE_COLUMNS = (
    Column.CATEGORY,
    Column.IDENTIFICATION,
    Column.STATE,
    Column.OCCLUDED,
    Column.DESIGNATION,
    Column.NOTE,
)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CAN_SELECT = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_CAN_EDIT = _CAN_SELECT | Qt.ItemFlag.ItemIsEditable


class LabelTable(QAbstractTableModel):
    """Table with one row per label. A row keeps its place when its label changes, so that nothing jumps during edits.

    `columns` holds all labels of the frames, each in a slot; `_slots` holds the slots of the rows, filtered and sorted.
    `measuring_asked` is emitted if order or query need measures of many labels first; call `fill` when they are there.
    """

    failed = Signal(object)
    measuring_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._frames: tuple[int, ...] = ()
        self.texts = LabelTexts(session.project)
        self.values = Values(session.project, self.texts, self.texts.measures)
        self.query: Query = EVERYTHING
        self._column, self._descending = NO_SORT, False
        self.columns = Columns(self.values, ())
        self._slots: NDArray[np.int64] = np.empty(0, np.int64)
        self._row_of_slot: NDArray[np.int64] | None = None
        session.edited.connect(self._on_edited)

    @property
    def total(self) -> int:
        """Return the number of labels of the frames, whatever the query."""
        return sum(len(self._session.project.labels(key)) for key in self._frames)

    def set_frames(self, frame_ids: Iterable[int]) -> None:
        """Set the frames whose labels are shown, and load these."""
        self._frames = tuple(dict.fromkeys(frame_ids))
        self.texts.name_frames(self._frames)
        labels = (label for key in self._frames for label in self._session.project.labels(key).values())
        self.columns = Columns(self.values, labels)
        self.fill()

    def set_query(self, query: Query) -> None:
        """Set the query that filters the rows."""
        if query != self.query:
            self.query = query
            self.fill()

    def label_at(self, row: int) -> Label:
        """Return the label in a row."""
        label = self.columns.labels[int(self._slots[row])]
        assert label is not None
        return label

    def labels(self) -> list[Label]:
        """Return the labels of all rows, in their order."""
        held = (self.columns.labels[slot] for slot in self._slots.tolist())
        return [label for label in held if label is not None]

    def row_of(self, label_id: int) -> int | None:
        """Return the row of a label, None if it is not shown."""
        rows = self.rows_of([label_id])
        return int(rows[0]) if len(rows) else None

    def rows_of(self, label_ids: Collection[int]) -> NDArray[np.int64]:
        """Return the rows, ascending, of those of the labels that are shown."""
        if self._row_of_slot is None:
            self._row_of_slot = np.full(self.columns.count, -1)
            self._row_of_slot[self._slots] = np.arange(len(self._slots))
        rows = self._row_of_slot[self.columns.slots(label_ids)]
        return np.sort(rows[rows >= 0])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column or NO_SORT; labels without a value come last in both orders."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.label_at(index.row()).id for index in before]
        self._set_ordered_slots(self._slots)
        rows = [self.row_of(key) for key in ids]
        moved = [self.index(row, index.column()) for row, index in zip(rows, before, strict=True) if row is not None]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of labels shown."""
        return 0 if parent.isValid() else len(self._slots)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title or alignment."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.texts.title(Column(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds for a role; for UserRole its Label."""
        if role not in _ROLES:
            # Qt asks for seven roles of every cell that it paints: leave early for those without an answer.
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column]
        label = self.label_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.texts.text(label, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.texts.help(label, column)
            case Qt.ItemDataRole.EditRole:
                return self.texts.value(label, column)
            case Qt.ItemDataRole.UserRole:
                return label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a cell: all can be selected, EDITABLE_COLUMNS edited unless a note has several lines."""
        column = index.column()
        long_note = column == Column.NOTE and "\n" in self.label_at(index.row()).note
        return _CAN_EDIT if column in EDITABLE_COLUMNS and not long_note else _CAN_SELECT

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Change the label of a row in one edit; return True if it was done, emit `failed` if it was refused."""
        label, column = self.label_at(index.row()), Column(index.column())
        if (
            role != Qt.ItemDataRole.EditRole
            or column not in EDITABLE_COLUMNS
            or value in (None, self.texts.value(label, column))
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
        """Filter and sort the rows again; without rows while measures for the query are missing."""
        self.beginResetModel()
        held = self.columns.held
        waits = self._needs_measuring(fields_of(self.query))
        self._set_ordered_slots(
            np.flatnonzero(np.zeros_like(held) if waits else held & matches(self.query, self.columns))
        )
        self.endResetModel()

    def _set_ordered_slots(self, slots: NDArray[np.int64]) -> None:
        order = self._row_order
        if order is not None and self._needs_measuring({order.field}):
            order = None
        self._slots = sorted_slots(slots, self.columns, self._frames, order)
        self._row_of_slot = None

    @property
    def _row_order(self) -> Order | None:
        """Return the order of the rows that the user chose, None for none."""
        if self._column == NO_SORT:
            return None
        column = Column(self._column)
        return Order(QUERY_FIELDS[column], lambda label: self.texts.rank(label, column), self._descending)

    def _needs_measuring(self, fields: Iterable[str]) -> bool:
        """Return True if fields need measures of too many labels to take here; then ask for a job."""
        if not any(field in MEASURED for field in fields):
            return False
        waits = sum(map(len, self.columns.unmeasured().values())) > MAX_MEASURED_WITHOUT_JOB
        if waits:
            self.measuring_asked.emit()
        return waits

    def _on_edited(self, edit: Edit) -> None:
        changes = [change for change in edit.label_changes if _label_of(change).frame_id in self._frames]
        if Frame in edit.kinds:
            self.texts.forget_frames()
            self.set_frames([key for key in self._frames if key in self._session.project.frames])
        elif edit.action == "edit categories" and len(edit.label_changes) != len(edit.changes):
            self.values = Values(self._session.project, self.texts, self.texts.measures)
            self.set_frames(self._frames)
        elif len(changes) > MAX_ROW_UPDATES and any(
            change.before is None or change.after is None for change in changes
        ):
            self.set_frames(self._frames)
        elif len(changes) > MAX_ROW_UPDATES:
            for change in changes:
                self.columns.set_label(_label_of(change))
            if self.query != EVERYTHING:
                self.fill()
            else:
                # One signal for all rows: the view repaints what it shows.
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._slots) - 1, len(Column) - 1))
        else:
            for change in changes:
                self._update_row(change)

    def _update_row(self, change: Change) -> None:
        """Update, insert or remove the row of a changed label."""
        row, label = self.row_of(change.item.id), change.after
        if isinstance(label, Label):
            is_new = self.columns.slot(label.id) is None
            slot = self.columns.set_label(label)
            if is_new:
                self._row_of_slot = None
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            elif matches(self.query, OneLabel(self.values, label))[0]:
                self._insert_row(slot)
            return
        if row is not None:
            self.beginRemoveRows(_ROOT, row, row)
            self._slots = np.delete(self._slots, row)
            self._row_of_slot = None
        self.columns.remove_label(change.item.id)
        if row is not None:
            self.endRemoveRows()

    def _insert_row(self, slot: int) -> None:
        """Insert a slot at its place in the order, found by bisection."""
        before = precedence(self.columns, self._frames, self._row_order)
        low, high = 0, len(self._slots)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if before(slot, int(self._slots[middle])) else (middle + 1, high)
        self.beginInsertRows(_ROOT, low, low)
        self._slots = np.insert(self._slots, low, slot)
        self._row_of_slot = None
        self.endInsertRows()


def _label_of(change: Change) -> Label:
    assert isinstance(change.item, Label)
    return change.item


_ALIGNMENTS = {
    column: (Qt.AlignmentFlag.AlignRight if column in NUMERIC_COLUMNS else Qt.AlignmentFlag.AlignLeft)
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
