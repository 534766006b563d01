"""The table of tie points: number, residuals, whether it counts."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from basewatch_gui.session.registration.registering import Registering

ROWS = 5
NUMBER, PX, METRES = range(3)


class PointsTable(QTableWidget):
    """One row a point; the largest residual is in bold. A ticked point is used, Delete removes it."""

    def __init__(self, registering: Registering, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._registering = registering
        self.setAccessibleName(self.tr("Tie points"))
        self.setHorizontalHeaderLabels([self.tr("Point"), self.tr("Residual px"), self.tr("m")])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + ROWS * self.verticalHeader().defaultSectionSize() + 2)
        self.itemSelectionChanged.connect(self._select)
        self.itemChanged.connect(self._tick)

    def refresh_points(self) -> None:
        """Show the points as they are."""
        points = self._registering.ties.points
        residuals = [self._registering.residual(number) for number in range(len(points))]
        worst = max((each.metres for each, point in zip(residuals, points, strict=True) if each and point.used),
                    default=0.0)  # fmt: skip
        with QSignalBlocker(self):
            self.setRowCount(len(points))
            for row, (point, residual) in enumerate(zip(points, residuals, strict=True)):
                is_whole = len(point.at_px) == 2
                number = self._cell(row, NUMBER, str(row + 1))
                number.setFlags(number.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                number.setCheckState(Qt.CheckState.Checked if point.used else Qt.CheckState.Unchecked)
                waits = "" if is_whole else self.tr("one frame only")
                texts = (f"{residual.px:.2f}", f"{residual.metres:.2f}") if residual is not None else (waits, "")
                is_worst = residual is not None and point.used and residual.metres == worst > 0 and len(points) > 2
                for column, text in zip((PX, METRES), texts, strict=True):
                    cell = self._cell(row, column, text)
                    font = self.font()
                    font.setBold(is_worst)
                    cell.setFont(font)
            selected = self._registering.ties.selected
            self.clearSelection()
            if selected is not None:
                self.selectRow(selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the selected point."""
        selected = self._registering.ties.selected
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and selected is not None:
            self._registering.ties.remove(selected)
            return
        super().keyPressEvent(event)

    def _cell(self, row: int, column: int, text: str) -> QTableWidgetItem:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            if column != NUMBER:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        item.setText(text)
        return item

    def _select(self) -> None:
        rows = {index.row() for index in self.selectedIndexes()}
        self._registering.ties.select(next(iter(rows), None))

    def _tick(self, item: QTableWidgetItem) -> None:
        if item.column() == NUMBER:
            self._registering.ties.set_used(item.row(), item.checkState() == Qt.CheckState.Checked)
