"""View of the table of labels."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.column_texts import NO_SORT, Column
from basewatch_gui.widgets.labels.label_delegate import CategoryCellDelegate, LabelDelegate
from basewatch_gui.widgets.labels.label_table import LabelTable

_COLUMN_WIDTHS_SCR = {
    Column.CATEGORY: 124,
    Column.FRAME: 78,
    Column.IDENTIFICATION: 98,
    Column.STATE: 110,
    Column.SIZE: 108,
    Column.HEADING: 64,
    Column.NOTE: 160,
    Column.LENGTH: 64,
    Column.WIDTH: 64,
    Column.TRACK: 56,
    Column.ID: 56,
    Column.MODIFIED: 140,
}
DEFAULT_COLUMNS = tuple(Column)[: Column.NOTE + 1]


class LabelView(QTableView):
    """Shows labels in rows to select, edit, copy and go to; the header's menu chooses the columns.

    `go_to` gives a row.
    """

    go_to = Signal(int)
    copy_asked = Signal()
    columns_changed = Signal()

    def __init__(self, model: LabelTable, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows_moved = False
        self._only_below = False
        self.setModel(model)
        model.layoutChanged.connect(self._on_layout_changed)
        self.setItemDelegate(LabelDelegate(session, self))
        self.setItemDelegateForColumn(Column.CATEGORY, CategoryCellDelegate(session, self))
        self.setAccessibleName(self.tr("Labels"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 6)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        # Qt asks the model for every row whether a column is selected: the header has a selection of its own, none.
        columns.setSelectionModel(QItemSelectionModel(model, self))
        columns.setSectionsMovable(True)
        columns.setStretchLastSection(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(NO_SORT, Qt.SortOrder.AscendingOrder)
        columns.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        columns.customContextMenuRequested.connect(self._show_column_menu)
        for column, width in _COLUMN_WIDTHS_SCR.items():
            self.setColumnWidth(column, width)
        self.show_columns(DEFAULT_COLUMNS)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.go_to.emit(index.row()))

    @property
    def shown_columns(self) -> list[Column]:
        """Return the shown columns from left to right."""
        header = self.horizontalHeader()
        shown = [column for column in Column if not self.isColumnHidden(column)]
        return sorted(shown, key=header.visualIndex)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns and no others."""
        for column in Column:
            self.setColumnHidden(column, column not in columns)

    def fill_column_menu(self, menu: QMenu) -> None:
        """Add an action for each column to a menu, checked if the column is shown."""
        shown = self.shown_columns
        for column in Column:
            action = menu.addAction(str(self.model().headerData(column, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.setEnabled(column not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, column=column: self._show_column(column, on))

    def selected_rows(self) -> list[int]:
        """Return the selected rows, ascending, from their ranges: Qt's own list asks the model for every cell."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.count()))
        parts = [np.arange(part.top(), part.bottom() + 1) for part in ranges]
        return np.unique(np.concatenate(parts)).tolist() if parts else []

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a cell; horizontally only if no part of its column is in view."""
        bar = self.horizontalScrollBar()
        at, left = bar.value(), self.columnViewportPosition(index.column())
        super().scrollTo(index, hint)
        if -self.columnWidth(index.column()) < left < self.viewport().width():
            bar.setValue(at)

    def dataChanged(
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the visible part of changed rows alone; Qt would repaint the whole table after each edit."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().dataChanged(top_left, bottom_right, roles)
            return
        top = self.rowViewportPosition(top_left.row())
        bottom = self.rowViewportPosition(bottom_right.row()) + self.rowHeight(bottom_right.row())
        changed = self.viewport().rect().intersected(QRect(0, top, self.viewport().width(), bottom - top))
        if not changed.isEmpty():
            self.viewport().update(changed)

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Record whether visible rows move, before Qt inserts the rows."""
        self._note_rows_moved(start)
        super().rowsInserted(parent, start, end)

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Record whether visible rows will move, before Qt removes the rows."""
        self._note_rows_moved(start)
        super().rowsAboutToBeRemoved(parent, start, end)

    def doItemsLayout(self) -> None:
        """Lay out the rows; only update the scroll bar, which is far faster, if all changes are below visible rows."""
        only_below, self._only_below, self._rows_moved = self._only_below, False, False
        if only_below:
            self.updateGeometries()
        else:
            super().doItemsLayout()

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+C before the window's shortcut, to copy rows while the table has the focus."""
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride and _is_copy(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the label on Enter, copy on Ctrl+C; leave letters to the window's held keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.go_to.emit(self.currentIndex().row())
        elif _is_copy(event):
            self.copy_asked.emit()
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _note_rows_moved(self, start: int) -> None:
        """Record whether rows from `start` on are visible, so that the next layout must be a full one."""
        last_seen = self.rowAt(self.viewport().height() - 1)
        self._rows_moved = self._rows_moved or not 0 <= last_seen < start
        self._only_below = not self._rows_moved

    def _on_layout_changed(self) -> None:
        self._rows_moved, self._only_below = True, False

    def _show_column(self, column: Column, on: bool) -> None:
        self.setColumnHidden(column, not on)
        self.columns_changed.emit()

    def _show_column_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_column_menu(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(at))


def _is_copy(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)


def selection_of_rows(model: LabelTable, rows: Sequence[int]) -> QItemSelection:
    """Return the selection of rows, which are ascending, with one range per run of neighbours."""
    selection, last = QItemSelection(), model.columnCount() - 1
    breaks = (np.flatnonzero(np.diff(np.asarray(rows, np.int64)) != 1) + 1).tolist()
    for start, end in pairwise([0, *breaks, len(rows)] if rows else []):
        selection.append(QItemSelectionRange(model.index(rows[start], 0), model.index(rows[end - 1], last)))
    return selection
