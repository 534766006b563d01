"""The map of cells: their states, and a click goes there."""

from math import floor
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from basewatch_gui.model.grid import CellAt, Squares
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.widgets import style
from basewatch_gui.widgets.cells.cell_texts import cell_text
from basewatch_gui.widgets.pane.layers.marks.cells_layer import walked_on
from basewatch_gui.widgets.pane.layers.marks.cells_picture import cells_picture

LEAST_GAPS_SCR: Final = 5.0
"""Cells that are smaller on the map have no lines between them."""
LEAST_HERE_SCR: Final = 6.0
MOST_CELL_SCR: Final = 32.0
_CASING: Final = QColor(0, 0, 0, 200)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CellsMap(QWidget):
    """All cells of the frame's grid, one coloured square each; `asked` gives the cell that was clicked.

    With the focus here the arrow keys go from cell to cell, and Esc leaves the walk.
    """

    asked = Signal(CellAt)

    def __init__(self, labelling_grid: LabellingGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labelling_grid = labelling_grid
        self._frame_id: int | None = None
        self._picture = QImage()
        self.setAccessibleName(self.tr("Map of cells"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        """Return a size as wide as a dock and half as high."""
        return QSize(240, 140)

    def show_frame(self, frame_id: int | None) -> None:
        """Show the grid over a frame as it stands."""
        self._frame_id = frame_id
        squares = self._squares()
        if squares is not None and frame_id is not None:
            self._picture = cells_picture(squares, self._labelling_grid.states(frame_id))
        self.update()

    def place_of(self, cell: CellAt) -> QPointF:
        """Return where the middle of a cell is on the map."""
        squares = self._squares()
        assert squares is not None
        room, size = self._room(squares)
        column, row = cell.column - squares.first.column, cell.row - squares.first.row
        return QPointF(room.left() + (column + 0.5) * size, room.top() + (row + 0.5) * size)

    def cell_at(self, at: QPointF) -> CellAt | None:
        """Return the cell under a place of the map; None where there is none to look at."""
        squares = self._squares()
        if squares is None or not squares.mask.size:
            return None
        room, size = self._room(squares)
        column, row = floor((at.x() - room.left()) / size), floor((at.y() - room.top()) / size)
        cell = CellAt(column + squares.first.column, row + squares.first.row)
        return cell if cell in squares else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells and where the walk is."""
        squares = self._squares()
        if squares is None or self._frame_id is None or not squares.mask.size:
            return
        painter = QPainter(self)
        room, size = self._room(squares)
        painter.drawImage(room, self._picture)
        if size >= LEAST_GAPS_SCR:
            painter.setPen(self.palette().window().color())
            for column in range(squares.mask.shape[1] + 1):
                x = room.left() + column * size
                painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            for row in range(squares.mask.shape[0] + 1):
                y = room.top() + row * size
                painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        here = walked_on(self._labelling_grid, self._frame_id)
        if here is not None:
            side = max(size, LEAST_HERE_SCR)
            mark = QRectF(0, 0, side, side)
            mark.moveCenter(self.place_of(here))
            for colour, width in ((_CASING, 4.0), (QColor("white"), 2.0)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(mark)
        if self.hasFocus():
            painter.setPen(QPen(style.accent_colour(), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell."""
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the cell beside, or leave the walk."""
        if event.key() == Qt.Key.Key_Escape and self._labelling_grid.walk.leave():
            return
        step = _STEPS.get(Qt.Key(event.key()))
        here = walked_on(self._labelling_grid, self._frame_id) if self._frame_id is not None else None
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self.asked.emit(CellAt(here.column + step[0], here.row + step[1]))

    def event(self, event: QEvent) -> bool:
        """Show state and place of the cell under the pointer as tooltip."""
        if isinstance(event, QHelpEvent):
            cell, squares = self.cell_at(QPointF(event.pos())), self._squares()
            if cell is not None and squares is not None and self._frame_id is not None:
                first, state = squares.first, self._labelling_grid.state(self._frame_id, cell)
                text = cell_text(cell.column - first.column, cell.row - first.row, state)
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.PaletteChange and self._frame_id is not None:
            self.show_frame(self._frame_id)
        return super().event(event)

    def _squares(self) -> Squares | None:
        return self._labelling_grid.squares(self._frame_id) if self._frame_id is not None else None

    def _room(self, squares: Squares) -> tuple[QRectF, float]:
        """Return where the cells are drawn, and how large each is."""
        rows, columns = squares.mask.shape
        size = min((self.width() - 4) / columns, (self.height() - 4) / rows, MOST_CELL_SCR)
        size = float(floor(size)) if size >= LEAST_GAPS_SCR else size
        room = QRectF(0, 0, columns * size, rows * size)
        room.moveCenter(QRectF(self.rect()).center())
        room.moveTopLeft(QPointF(room.topLeft().toPoint()))
        return room, size
