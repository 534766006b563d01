"""How many cells are in each state, with the colours of the map."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from basewatch_gui.model.grid import STATES
from basewatch_gui.session.grid.labelling_grid import Progress
from basewatch_gui.widgets import style
from basewatch_gui.widgets.cells.cell_texts import cell_state_name
from basewatch_gui.widgets.pane.layers.marks.cells_layer import state_colour

SWATCH = 10
COLUMNS = 2


class CellsLegend(QWidget):
    """A swatch, a count and a word for each state, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.RHYTHM)
        grid.setVerticalSpacing(style.RHYTHM // 4)
        self._swatches: list[QLabel] = []
        self._texts: list[QLabel] = []
        for number in range(len(STATES)):
            row, column = number // COLUMNS, 2 * (number % COLUMNS)
            swatch, text = QLabel(self), style.quiet_label("", self)
            text.setFont(style.small_font(self.font()))
            self._swatches.append(swatch)
            self._texts.append(text)
            grid.addWidget(swatch, row, column)
            grid.addWidget(text, row, column + 1)
            grid.setColumnStretch(column + 1, 1)

    def show_progress(self, progress: Progress) -> None:
        """Show these counts."""
        for state, swatch, text in zip(STATES, self._swatches, self._texts, strict=True):
            pixmap = QPixmap(SWATCH, SWATCH)
            pixmap.fill(state_colour(state))
            swatch.setPixmap(pixmap)
            text.setText(f"{progress.counts[state]:,} {cell_state_name(state)}")
