"""The table of labels as a Qt model: the labels of the shown frames, kept in step with edits.

Sorting and filtering live in the model because a proxy would ask Python for every comparison.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from basewatch_gui.model.edit import Change, Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session, changed
from basewatch_gui.widgets.docks.changes import retype
from basewatch_gui.widgets.docks.labels.words import Column, LabelWords

MANY = 64
"""Labels that come or go in one edit: above this the table is filled anew instead of row by row."""

EDITABLE = (Column.CATEGORY, Column.IDENTIFICATION, Column.STATE, Column.NOTE)
NO_SORT = -1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CAN_SELECT = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_CAN_EDIT = _CAN_SELECT | Qt.ItemFlag.ItemIsEditable


class LabelTable(QAbstractTableModel):
    """One row a label. A row keeps its place when its label changes: nothing jumps while it is edited."""

    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._frames: tuple[int, ...] = ()
        self._words = LabelWords(session.project)
        self._filter = ""
        self._column, self._descending = NO_SORT, False
        self._rows: list[Label] = []
        self._row_of: dict[int, int] | None = None
        session.edited.connect(self._follow)

    @property
    def total(self) -> int:
        """How many labels the shown frames have, whatever the filter."""
        return sum(len(self._session.project.labels(key)) for key in self._frames)

    def set_frames(self, frame_ids: Sequence[int]) -> None:
        """Show the labels of these frames."""
        self._frames = tuple(dict.fromkeys(frame_ids))
        self._words.name_frames(self._frames)
        self._fill()

    def set_filter(self, text: str) -> None:
        """Show only labels whose words hold this text."""
        self._filter = text.strip().casefold()
        self._fill()

    def label_at(self, row: int) -> Label:
        """The label in a row."""
        return self._rows[row]

    def row_of(self, label_id: int) -> int | None:
        """The row of a label, if it is shown."""
        if self._row_of is None:
            self._row_of = {label.id: row for row, label in enumerate(self._rows)}
        return self._row_of.get(label_id)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; labels without a value come last in both orders."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._rows[index.row()].id for index in before]
        self._order()
        self._row_of = None
        rows = [self.row_of(key) for key in kept]
        moved = [self.index(row, index.column()) for row, index in zip(rows, before, strict=True) if row is not None]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many labels are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.title(Column(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, or for EditRole the value of the model."""
        label, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words.text(label, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._words.help(label, column)
            case Qt.ItemDataRole.EditRole:
                return self._words.value(label, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.UserRole:
                return label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All rows can be selected; category, identification, state and a note of one line can be edited."""
        column = index.column()
        long_note = column == Column.NOTE and "\n" in self._rows[index.row()].note
        return _CAN_EDIT if column in EDITABLE and not long_note else _CAN_SELECT

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Change the label of a row in one edit; says `failed` where it can't be kept."""
        label, column = self._rows[index.row()], Column(index.column())
        if (
            role != Qt.ItemDataRole.EditRole
            or column not in EDITABLE
            or value in (None, self._words.value(label, column))
        ):
            return False
        if column == Column.CATEGORY:
            edit = retype([label], self._session.project.categories[value])
        else:
            edit = replaced("describe", [(label, changed(label, **{column.name.lower(): value}))])
        try:
            self._session.do(edit)
        except BasewatchError as fault:
            self.failed.emit(fault)
            return False
        return True

    def _fill(self) -> None:
        self.beginResetModel()
        labels = (label for key in self._frames for label in self._session.project.labels(key).values())
        self._rows = [label for label in labels if self._matches(label)]
        self._order()
        self._row_of = None
        self.endResetModel()

    def _order(self) -> None:
        if self._column in (Column.SIZE, Column.HEADING):
            self._words.measure_all(self._rows)
        self._rows.sort(key=self._key, reverse=self._descending)

    def _key(self, label: Label) -> tuple[Any, ...]:
        place = (self._frames.index(label.frame_id), label.id)
        if self._column == NO_SORT:
            return place
        rank = self._words.rank(label, Column(self._column))
        return ((rank is None) != self._descending, rank, *place)

    def _matches(self, label: Label) -> bool:
        return not self._filter or self._filter in self._words.all_words(label).casefold()

    def _follow(self, edit: Edit) -> None:
        changes = [change for change in edit.label_changes if _frame_of(change) in self._frames]
        if len(edit.label_changes) != len(edit.changes):
            self._words.renew()
            self.set_frames([key for key in self._frames if key in self._session.project.frames])
        elif sum(change.before is None or change.after is None for change in changes) > MANY:
            self._fill()
        else:
            for change in changes:
                self._follow_change(change)

    def _follow_change(self, change: Change) -> None:
        row, label = self.row_of(change.item.id), change.after
        if isinstance(label, Label):
            if row is not None:
                self._rows[row] = label
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            elif self._matches(label):
                self._insert(label)
        elif row is not None:
            self.beginRemoveRows(_ROOT, row, row)
            del self._rows[row]
            self._row_of = None
            self.endRemoveRows()

    def _insert(self, label: Label) -> None:
        key = self._key(label)
        if self._descending:
            row = len(self._rows) - bisect_left(self._rows[::-1], key, key=self._key)
        else:
            row = bisect_right(self._rows, key, key=self._key)
        self.beginInsertRows(_ROOT, row, row)
        self._rows.insert(row, label)
        self._row_of = None
        self.endInsertRows()


def _frame_of(change: Change) -> int:
    assert isinstance(change.item, Label)
    return change.item.frame_id


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (Column.SIZE, Column.HEADING) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
