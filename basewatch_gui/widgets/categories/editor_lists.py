"""Fields for lists: texts one a line, and rows of a small table."""

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
    """Texts, one a line; `written` gives them once the user goes elsewhere."""

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
        """Show these texts; what is being written stays."""
        if self.hasFocus() and self.lines != self._shown:
            return
        self._shown = tuple(lines)
        if self.lines != self._shown:
            self.setPlainText("\n".join(lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts as they are written: without empty ones, none twice."""
        lines = (" ".join(text.split()) for text in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def commit(self) -> None:
        """Emit what was written, if it changed."""
        if self.lines != self._shown:
            self._shown = self.lines
            self.written.emit(self.lines)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere keeps the texts."""
        super().focusOutEvent(event)
        self.commit()


class RowsTable(QWidget):
    """A small table to write in: texts, ticks and choices; `edited` gives all rows after each change."""

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
        self.table.itemChanged.connect(lambda _item: self._emit_names())
        self.table.itemSelectionChanged.connect(self._follow_choice)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self._fit()

    def set_choices(self, column: int, choices: Choices) -> None:
        """Have a column be a choice of these values under their names."""
        self._choices[column] = choices

    def say_helps(self, helps: Sequence[str]) -> None:
        """Show in the headings' tooltips what the columns mean."""
        for column, text in enumerate(helps):
            heading = self.table.horizontalHeaderItem(column)
            if heading is not None:
                heading.setToolTip(text)

    def stretch(self, column: int) -> None:
        """Give a column what room the others leave."""
        self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows."""
        if [list(row) for row in rows] == self.rows:
            return
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self._show_cell(number, column, cell)
        self.table.blockSignals(False)
        self._fit()

    @property
    def rows(self) -> list[list[Cell]]:
        """All rows as they are written."""
        columns = range(self.table.columnCount())
        return [[self._cell(row, column) for column in columns] for row in range(self.table.rowCount())]

    def _show_cell(self, row: int, column: int, cell: Cell) -> None:
        item = QTableWidgetItem()
        if column in self._choices:
            combo = ValueCombo(self._titles[column], self.table)
            combo.offer(self._choices[column], lambda value: self._choices[column][value])
            combo.show_value(str(cell), "")
            combo.chosen.connect(lambda _value: self._emit_names())
            self.table.setCellWidget(row, column, combo)
        elif isinstance(cell, bool):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if cell else Qt.CheckState.Unchecked)
        else:
            item.setText(cell)
            item.setToolTip(cell)
        self.table.setItem(row, column, item)

    def _cell(self, row: int, column: int) -> Cell:
        combo = self.table.cellWidget(row, column)
        if isinstance(combo, ValueCombo):
            return str(combo.currentData())
        item = self.table.item(row, column)
        assert item is not None
        if isinstance(self._empty[column], bool):
            return item.checkState() == Qt.CheckState.Checked
        return " ".join(item.text().split())

    def _add(self) -> None:
        self.show_rows([*self.rows, self._empty])
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        first = self.table.item(row, 0)
        assert first is not None
        self.table.editItem(first)

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.show_rows([each for number, each in enumerate(self.rows) if number != row])
            self._emit_names()

    def _emit_names(self) -> None:
        self.edited.emit(self.rows)

    def _follow_choice(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _fit(self) -> None:
        """As high as its rows, up to five; no room is lost where there is none."""
        lines = min(max(self.table.rowCount(), 1), 5)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + lines * row + 6)
        self._follow_choice()
