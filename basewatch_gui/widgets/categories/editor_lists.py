"""Form controls for lists: texts with one per line, and a small table with editable rows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import ValueCombo

Cell = str | bool
Choices = Mapping[str, str]


class LinesField(QPlainTextEdit):
    """Edits texts, one per line; `written` gives them as a tuple when the field loses the focus."""

    written = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("One per line"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFixedHeight(4 * self.fontMetrics().lineSpacing() + 2 * style.RHYTHM)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these texts, unless the user is changing the field."""
        if self.hasFocus() and self.lines != self._shown:
            return
        self._shown = tuple(lines)
        if self.lines != self._shown:
            self.setPlainText("\n".join(lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the texts of the field, without empty lines and repetitions."""
        lines = (" ".join(text.split()) for text in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def commit(self) -> None:
        """Emit what was written, if it changed."""
        if self.lines != self._shown:
            self._shown = self.lines
            self.written.emit(self.lines)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the texts when the focus goes."""
        super().focusOutEvent(event)
        self.commit()


class RowsTable(QWidget):
    """Edits a small table of texts, ticks and choices; `edited` gives all rows after each change."""

    edited = Signal(object)

    def __init__(self, name: str, titles: Sequence[str], empty: Sequence[Cell], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = list(empty)
        self._titles = list(titles)
        self._choices: dict[int, Choices] = {}
        self.table = QTableWidget(0, len(titles), self)
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels(self._titles)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.add_button = QPushButton(self.tr("Add"), self)
        self.add_button.setAccessibleName(self.tr("{list}: add").format(list=name))
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.remove_button.setAccessibleName(self.tr("{list}: remove").format(list=name))
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.table)
        layout.addLayout(buttons)
        self.table.itemChanged.connect(self._emit_rows)
        self.table.itemSelectionChanged.connect(self._refresh_remove_button)
        self.add_button.clicked.connect(self._add_row)
        self.remove_button.clicked.connect(self._remove_row)
        self._fit_height()

    def set_choices(self, column: int, choices: Choices) -> None:
        """Make a column a choice of these values; `choices` maps a value to its name. Call before `show_rows`."""
        self._choices[column] = choices

    def set_column_helps(self, helps: Sequence[str]) -> None:
        """Set the tooltips of the headings, one per column."""
        for column, text in enumerate(helps):
            heading = self.table.horizontalHeaderItem(column)
            if heading is not None:
                heading.setToolTip(text)

    def stretch_column(self, column: int) -> None:
        """Give a column the width that the others leave."""
        self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Replace the rows of the table without emitting `edited`."""
        if [list(row) for row in rows] == self.rows:
            return
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self._show_cell(number, column, cell)
        self.table.blockSignals(False)
        self._fit_height()

    @property
    def rows(self) -> list[list[Cell]]:
        """Return all rows with their current input."""
        columns = range(self.table.columnCount())
        return [[self._cell_value(row, column) for column in columns] for row in range(self.table.rowCount())]

    def _show_cell(self, row: int, column: int, cell: Cell) -> None:
        item = QTableWidgetItem()
        if column in self._choices:
            combo = ValueCombo(self._titles[column], self.table)
            combo.offer(self._choices[column], lambda value: self._choices[column][value])
            combo.show_value(str(cell), "")
            combo.chosen.connect(self._emit_rows)
            self.table.setCellWidget(row, column, combo)
        elif isinstance(cell, bool):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if cell else Qt.CheckState.Unchecked)
        else:
            item.setText(cell)
            item.setToolTip(cell)
        self.table.setItem(row, column, item)

    def _cell_value(self, row: int, column: int) -> Cell:
        combo = self.table.cellWidget(row, column)
        if isinstance(combo, ValueCombo):
            return str(combo.currentData())
        item = self.table.item(row, column)
        assert item is not None
        if isinstance(self._empty[column], bool):
            return item.checkState() == Qt.CheckState.Checked
        return " ".join(item.text().split())

    def _add_row(self) -> None:
        self.show_rows([*self.rows, self._empty])
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        self.table.edit(self.table.model().index(row, 0))

    def _remove_row(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.show_rows([each for number, each in enumerate(self.rows) if number != row])
            self._emit_rows()

    def _emit_rows(self) -> None:
        self.edited.emit(self.rows)

    def _refresh_remove_button(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _fit_height(self) -> None:
        """Make the table as high as its rows, with at least one and at most five."""
        lines = min(max(self.table.rowCount(), 1), 5)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + lines * row + 6)
        self._refresh_remove_button()
