"""The layer with the labelling grid, and with the cell that is being walked."""

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import Points, apply, as_points, chained, mean_scale
from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.model.records import CellState
from basewatch_gui.widgets import style
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer

LEAST_LINES_SCR: Final = 16.0
"""Cells that are smaller on the screen are not drawn: their lines would hide the picture."""
LEAST_MARKS_SCR: Final = 40.0
MARK_SCR: Final = 7.0
SHADE: Final = QColor(0, 0, 0, 96)
LINE, LINE_SHADOW = QColor("#b0b0b0"), QColor("#303030")
SHADOW: Final = QColor(0, 0, 0, 110)
BORDER: Final = QColor("#6cc4e4")

_COLOURS: Final[dict[CellState, str]] = {
    "in progress": "#56b4e9",
    "done": "#009e73",
    "empty": "#9ccfb9",
    "not observable": "#cc79a7",
    "second look": "#e69f00",
}
"""Of Okabe and Ito's set, told apart by lightness too; an empty cell is a paler done one."""


def state_colour(state: CellState) -> QColor:
    """The colour of a cell's state, on maps and in the pane; a cell to do has that of hairlines."""
    return QColor(_COLOURS[state]) if state in _COLOURS else style.line()


class CellsLayer(Layer):
    """Draws thin lines between the cells and a small mark in those that are begun; while walking one cell's border.

    What lies outside that cell is a little darker, and a dotted line shows what its neighbours share with it.
    """

    def __init__(self) -> None:
        super().__init__(0.5)
        self._lines: list[QLineF] = []
        self._shadows: list[QLineF] = []
        self._marks: list[tuple[QColor, list[QRectF]]] = []
        self._border = QPolygonF()
        self._shared: list[QLineF] = []
        self._outside = QPainterPath()
        self._edges: tuple[object, Points] = (None, np.empty((0, 2)))

    def prepare(
        self,
        squares: Squares,
        states: NDArray[np.uint8],
        to_screen: Affine,
        part: QRectF,
        cell: CellAt | None,
    ) -> None:
        """Make ready what this part of the pane shows; `to_screen` leads from the grid's units, `cell` is walked."""
        lattice = chained(to_screen, Affine.scale(squares.step, -squares.step if squares.on_plane else squares.step))
        size = mean_scale(lattice)
        seen = _seen(squares, lattice, part) if size >= LEAST_LINES_SCR and cell is None else None
        self._lines = self._lines_in(squares, lattice, seen) if seen is not None else []
        self._shadows = [line.translated(1.0, 1.0) for line in self._lines]
        large = seen is not None and size >= LEAST_MARKS_SCR
        self._marks = _marks(squares, states, lattice, seen, size) if large and seen is not None else []
        self._prepare_cell(squares, to_screen, part, cell)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        # Opaque lines of a pixel take Qt half a millisecond, translucent or wider ones many: a shadow is their casing.
        for colour, lines in ((LINE_SHADOW, self._shadows), (LINE, self._lines)):
            painter.setPen(QPen(colour, 0))
            painter.drawLines(lines)
        painter.setPen(QPen(CASING, 1))
        for colour, marks in self._marks:
            painter.setBrush(colour)
            painter.drawRects(marks)
        if self._border.isEmpty():
            return
        painter.fillPath(self._outside, SHADE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(CASING, 4.5), QPen(BORDER, 2)):
            painter.setPen(pen)
            painter.drawPolygon(self._border)
        for pen in (QPen(SHADOW, 2), QPen(BORDER, 1, Qt.PenStyle.DotLine)):
            painter.setPen(pen)
            painter.drawLines(self._shared)

    def _lines_in(self, squares: Squares, lattice: Affine, seen: tuple[int, int, int, int]) -> list[QLineF]:
        key = (squares, seen)
        if self._edges[0] != key:
            self._edges = (key, _edges(squares, seen))
        shift = squares.overlap / squares.step / 2
        ends = apply(lattice, self._edges[1] + shift).tolist()
        return [QLineF(*start, *end) for start, end in zip(ends[::2], ends[1::2], strict=True)]

    def _prepare_cell(self, squares: Squares, to_screen: Affine, part: QRectF, cell: CellAt | None) -> None:
        self._border, self._shared, self._outside = QPolygonF(), [], QPainterPath()
        if cell is None:
            return
        corners = as_points(squares.corners(cell))
        self._border = _polygon(apply(to_screen, corners))
        self._outside.addRect(part)
        self._outside.addPolygon(self._border)
        self._outside.closeSubpath()
        share = squares.overlap / squares.side
        if share * mean_scale(to_screen) * squares.side >= MARK_SCR:
            for side in range(4):
                one, two, three, four = (corners[(side + turn) % 4] for turn in range(4))
                line = apply(to_screen, [one + share * (four - one), two + share * (three - two)]).tolist()
                self._shared.append(QLineF(*line[0], *line[1]))


def _seen(squares: Squares, lattice: Affine, part: QRectF) -> tuple[int, int, int, int] | None:
    """The columns and rows of the lattice's array that this part of the pane shows: from, to, from, to."""
    corners = [(part.left(), part.top()), (part.right(), part.top()), (part.right(), part.bottom()),
               (part.left(), part.bottom())]  # fmt: skip
    places = apply(~lattice, corners) - squares.first
    if not np.isfinite(places).all():
        return None
    rows, columns = squares.mask.shape
    (left, top), (right, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    seen = (max(floor(left) - 1, 0), min(ceil(right) + 1, columns), max(floor(top) - 1, 0), min(ceil(bottom) + 1, rows))
    return seen if seen[0] < seen[1] and seen[2] < seen[3] else None


def _edges(squares: Squares, seen: tuple[int, int, int, int]) -> Points:
    """Both ends, one after the other, of the lines about the squares that count; in columns and rows."""
    left, right, top, bottom = seen
    mask = np.pad(squares.mask[top:bottom, left:right], 1)
    level = (mask[:-1] | mask[1:])[:, 1:-1]
    upright = (mask[:, :-1] | mask[:, 1:])[1:-1].T
    along = [((start, row), (end, row)) for row, start, end in _runs(level)]
    down = [((column, start), (column, end)) for column, start, end in _runs(upright)]
    ends = as_points([point for line in (*along, *down) for point in line])
    return ends + as_points((squares.first.column + left, squares.first.row + top))


def _runs(lines: NDArray[np.bool_]) -> Sequence[tuple[int, int, int]]:
    """Where each row holds True without a break: the row, from, to."""
    steps = np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))


def _marks(
    squares: Squares, states: NDArray[np.uint8], lattice: Affine, seen: tuple[int, int, int, int], size_scr: float
) -> list[tuple[QColor, list[QRectF]]]:
    """The marks of cells that are begun, in their upper left corners, by colour."""
    left, right, top, bottom = seen
    here = np.where(squares.mask, states, 0)[top:bottom, left:right]
    inset = squares.overlap / squares.step / 2 + MARK_SCR / size_scr
    marks = []
    for code in np.unique(here[here > 0]).tolist():
        rows, columns = np.nonzero(here == code)
        places = np.column_stack((columns + squares.first.column + left, rows + squares.first.row + top)) + inset
        rects = [QRectF(x - MARK_SCR / 2, y - MARK_SCR / 2, MARK_SCR, MARK_SCR) for x, y in apply(lattice, places)]
        marks.append((state_colour(STATES[code]), rects))
    return marks


def _polygon(points: Points) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])
