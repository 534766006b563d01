"""The panel of labels: a table of what is on the shown frames, to find, select and change labels."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.docks.labels.delegate import LabelDelegate
from basewatch_gui.widgets.docks.labels.table import NO_SORT, LabelTable
from basewatch_gui.widgets.docks.labels.words import Column
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import labels_text

_WIDTHS = {
    Column.CATEGORY: 124,
    Column.FRAME: 78,
    Column.IDENTIFICATION: 98,
    Column.STATE: 110,
    Column.SIZE: 108,
    Column.HEADING: 64,
    Column.NOTE: 160,
}


class LabelsPanel(QWidget):
    """The labels of the shown frames; its selection is the session's."""

    go_to = Signal(int, int)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = False
        self.model = LabelTable(session)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Find labels"))
        self.filter.setAccessibleName(self.tr("Find labels"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.table = _Table(self.model, session, self)
        self.summary = style.quiet_label("", self)
        self._empty = style.empty_state("", self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM // 2)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.filter)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.summary)
        self._connect()
        self._update_summary()

    def set_frames(self, frame_ids: Sequence[int]) -> None:
        """Show the labels of these frames, those in the panes."""
        self.model.set_frames(frame_ids)

    @property
    def empty_text(self) -> str:
        """What stands in the place of the table while it shows nothing; '' while it does."""
        return "" if self._stack.currentIndex() == 0 else self._empty.text()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.model.set_filter)
        self.model.failed.connect(self.failed)
        self.table.go_to.connect(self._go_to)
        self.table.selectionModel().selectionChanged.connect(self._select_labels)
        self._session.selection_changed.connect(self._select_rows)
        self.model.modelReset.connect(self._select_rows)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._update_summary)
        self.model.rowsInserted.connect(self._select_rows)

    def _go_to(self, row: int) -> None:
        label = self.model.label_at(row)
        self.go_to.emit(label.frame_id, label.id)

    def _select_labels(self) -> None:
        """Select in the session what is selected here; labels of one frame only, the one clicked last."""
        if self._following:
            return
        rows = self.table.selected_rows()
        if not rows:
            self._session.select(None)
            return
        current = self.table.currentIndex().row()
        frame_id = self.model.label_at(current if current in rows else rows[0]).frame_id
        labels = (self.model.label_at(row) for row in rows)
        mine = [label.id for label in labels if label.frame_id == frame_id]
        self._session.select(frame_id, mine)
        if len(mine) < len(rows):
            self._select_rows()

    def _select_rows(self) -> None:
        """Select here what is selected in the session."""
        found = (self.model.row_of(key) for key in self._session.selection)
        rows = sorted(row for row in found if row is not None)
        selection = self.table.selectionModel()
        if rows != self.table.selected_rows():
            self._following = True
            selection.select(_rows_selected(self.model, rows), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._following = False
            if rows:
                selection.setCurrentIndex(self.model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
                self.table.scrollTo(self.model.index(rows[0], 0))
        self._update_summary()

    def _update_summary(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        parts = [labels_text(total)]
        if shown < total:
            parts = [self.tr("{shown} of {labels}").format(shown=shown, labels=labels_text(total))]
        if self._session.selection:
            parts.append(self.tr("{count} selected").format(count=len(self._session.selection)))
        self.summary.setText(", ".join(parts) if total else "")
        self._stack.setCurrentIndex(0 if shown else 1)
        self._empty.setText(self._empty_text(total))

    def _empty_text(self, total: int) -> str:
        if total:
            return self.tr("No label matches. Clear the filter to see all.")
        return self.tr("No labels yet. Choose a category and press O to draw an oriented box.")


class _Table(QTableView):
    go_to = Signal(int)

    def __init__(self, model: LabelTable, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LabelDelegate(session, self))
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
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsMovable(True)
        columns.setStretchLastSection(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(NO_SORT, Qt.SortOrder.AscendingOrder)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.go_to.emit(index.row()))

    def selected_rows(self) -> list[int]:
        """The selected rows, from their ranges: Qt's own list asks the model for every cell."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.count()))
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the label."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.go_to.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


def _rows_selected(model: LabelTable, rows: Sequence[int]) -> QItemSelection:
    """The selection of these rows, as few ranges as there are runs."""
    selection, last = QItemSelection(), model.columnCount() - 1
    start = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            selection.append(QItemSelectionRange(model.index(rows[start], 0), model.index(row, last)))
            start = at + 1
    return selection
