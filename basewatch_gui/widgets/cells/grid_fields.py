"""The fields that lay a grid and set how it is walked."""

from typing import Final, get_args

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from basewatch_gui.model.records import Grid
from basewatch_gui.session.grid.grid_walk import GridWalk, Zoom
from basewatch_gui.session.grid.labelling_grid import USUAL_CELL_PX, USUAL_OVERLAP_PX
from basewatch_gui.widgets import style
from basewatch_gui.widgets.cells.cell_texts import order_name, scope_name, zoom_name
from basewatch_gui.widgets.fields.combos import QuietNumber, ValueCombo

FRAME, COMMON = "frame", "common"
PIXELS, METRES = "px", "m"
USUAL_M: Final = (250.0, 20.0)
"""Size and overlap offered for a grid over the common ground: a view at 1:1 of a frame of 0.3 m a pixel."""
_MOST = 1e6


class Size(QuietNumber):
    """A length, written without the zeros at its end."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setRange(0.0, _MOST)
        self.setDecimals(2)
        self.setMinimumWidth(48)

    def textFromValue(self, value: float) -> str:
        """Return the value as it is read."""
        return self.locale().toString(value, "g", 7)


class GridFields(QWidget):
    """What the grid lies over, its cells' size and overlap in pixels or metres, and its area.

    `laid` gives whether it is over the common ground, then size and overlap in the grid's own units.
    """

    laid = Signal(bool, float, float)
    draw_area = Signal()
    whole = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = ValueCombo(self.tr("Grid over"), self)
        self.scope.offer((FRAME, COMMON), scope_name)
        self.cell = Size(self.tr("Size of a cell"), self)
        self.overlap = Size(self.tr("Overlap of neighbours"), self)
        self.unit = ValueCombo(self.tr("Unit"), self)
        self.unit.offer((PIXELS, METRES), lambda unit: unit)
        self.unit.setMinimumContentsLength(2)
        self.lay_button = QPushButton(self)
        self.area_button = QPushButton(self.tr("Draw area"), self)
        self.area_button.setToolTip(self.tr("Draw what the grid shall cover; cells that touch it stay."))
        self.whole_button = QPushButton(self.tr("All of it"), self)
        self.whole_button.setToolTip(self.tr("Have the grid cover everything again."))
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.remove_button.setToolTip(self.tr("Take the grid and its marks away; Undo brings them back."))
        self._px_m: float | None = None
        self._shown: Grid | None = None
        self._unit = PIXELS
        self._lay_out()
        self.scope.chosen.connect(self._offer_usual)
        self.unit.chosen.connect(self._convert)
        self.lay_button.clicked.connect(self._lay)
        for field in (self.cell, self.overlap):
            field.lineEdit().returnPressed.connect(self._lay)
        self.area_button.clicked.connect(self.draw_area)
        self.whole_button.clicked.connect(self.whole)
        self.remove_button.clicked.connect(self.removed)

    def show_grid(self, grid: Grid | None, px_m: float | None) -> None:
        """Show the grid over a frame whose pixels are so large; None without a scale. What is being typed stays."""
        known, self._px_m = self._shown, px_m
        self._shown = grid
        self.unit.setEnabled(px_m is not None)
        self.lay_button.setText(self.tr("Change grid") if grid is not None else self.tr("Make grid"))
        self.lay_button.setToolTip(
            self.tr("Another size begins anew: all marks go; Undo brings them back.") if grid is not None else ""
        )
        self.area_button.setVisible(grid is not None)
        self.whole_button.setVisible(grid is not None and bool(grid.area))
        self.remove_button.setVisible(grid is not None)
        if grid is None and known is None and self.cell.value():
            return
        if grid is not None:
            self._show_sizes(COMMON if grid.frame_id is None else FRAME, grid.cell, grid.overlap)
        else:
            self._show_sizes(FRAME, USUAL_CELL_PX, USUAL_OVERLAP_PX)

    def _show_sizes(self, scope: str, cell: float, overlap: float) -> None:
        self.scope.show_value(scope, "")
        self._unit = METRES if scope == COMMON else PIXELS
        self.unit.show_value(self._unit, "")
        for field, value in ((self.cell, cell), (self.overlap, overlap)):
            if not (field.hasFocus() and field.lineEdit().isModified()):
                with QSignalBlocker(field):
                    field.setValue(value)

    def _offer_usual(self, scope: str) -> None:
        if scope == COMMON:
            self._show_sizes(scope, *USUAL_M)
        else:
            self._show_sizes(scope, USUAL_CELL_PX, USUAL_OVERLAP_PX)

    def _convert(self, unit: str) -> None:
        if unit != self._unit and self._px_m:
            factor = self._px_m if unit == METRES else 1 / self._px_m
            for field in (self.cell, self.overlap):
                field.setValue(field.value() * factor)
        self._unit = unit

    def _lay(self) -> None:
        common = self.scope.currentData() == COMMON
        factor = 1.0
        if self._px_m and common != (self._unit == METRES):
            factor = self._px_m if common else 1 / self._px_m
        self.laid.emit(common, self.cell.value() * factor, self.overlap.value() * factor)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.RHYTHM // 2)
        for row, text in enumerate((self.tr("Over"), self.tr("Cell"), self.tr("Overlap"))):
            grid.addWidget(style.quiet_label(text, self), row, 0)
        grid.addWidget(self.scope, 0, 1, 1, 2)
        grid.addWidget(self.cell, 1, 1)
        grid.addWidget(self.unit, 1, 2)
        grid.addWidget(self.overlap, 2, 1)
        grid.addWidget(self.lay_button, 2, 2)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.RHYTHM // 2)
        for button in (self.area_button, self.whole_button, self.remove_button):
            buttons.addWidget(button, 1)
        grid.addLayout(buttons, 3, 0, 1, 3)


class WalkFields(QWidget):
    """How large cells are shown, in what order, and on which frames a cell is marked."""

    def __init__(self, walk: GridWalk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walk = walk
        self.zoom = ValueCombo(self.tr("Zoom while walking"), self)
        self.zoom.offer(get_args(Zoom), zoom_name)
        self.order = ValueCombo(self.tr("Order of cells"), self)
        self.order.offer(("snake", "rows"), order_name)
        self.together = QCheckBox(self.tr("Mark on all frames shown"), self)
        self.together.setToolTip(self.tr("A cell of the common ground is marked on each frame that the panes show."))
        self.shown = QCheckBox(self.tr("Show the grid in the panes"), self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.RHYTHM // 2)
        grid.addWidget(style.quiet_label(self.tr("Walk"), self), 0, 0)
        grid.addWidget(self.order, 0, 1)
        grid.addWidget(self.zoom, 0, 2)
        grid.addWidget(self.together, 1, 0, 1, 3)
        grid.addWidget(self.shown, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.zoom.chosen.connect(lambda zoom: walk.set_way(zoom=zoom))
        self.order.chosen.connect(lambda order: walk.set_way(snake=order == "snake"))
        self.together.toggled.connect(lambda on: walk.set_way(together=on))
        self.shown.toggled.connect(lambda on: walk.set_way(shown=on))

    def show_walk(self, grid: Grid) -> None:
        """Show how this grid is walked."""
        way = self._walk.way
        self.zoom.show_value(way.zoom, "")
        self.order.show_value("snake" if way.snake else "rows", "")
        self.together.setVisible(grid.frame_id is None)
        for box, on in ((self.together, way.together), (self.shown, way.shown)):
            with QSignalBlocker(box):
                box.setChecked(on)
