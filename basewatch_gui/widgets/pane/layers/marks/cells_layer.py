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

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import Points, apply, apply_one, as_points, chained, mean_scale
from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.model.records import CellState
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.pane.layers.layer import CASING, SELECTION_COLOUR, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame

LEAST_LINED_CELL_SCR: Final = 16.0
"""Cells smaller than this on the screen have no lines: these would hide the picture."""
LEAST_MARKED_CELL_SCR: Final = 40.0
"""Cells smaller than this have no mark of their state."""
STATE_MARK_SCR: Final = 10.0
OUTSIDE_SHADE: Final = QColor(0, 0, 0, 96)
GRID_LINE, GRID_LINE_SHADOW = QColor("#b0b0b0"), QColor("#303030")
BORDER_SHADOW: Final = QColor(0, 0, 0, 110)

_STATE_COLOURS: Final[dict[CellState, str]] = {
    "in progress": "#56b4e9",
    "done": "#009e73",
    "empty": "#9ccfb9",
    "not observable": "#cc79a7",
    "second look": "#e69f00",
}
"""Of Okabe and Ito's set, told apart by lightness too; an empty cell is a paler done one."""


def state_colour(state: CellState) -> QColor:
    """Return the colour of a cell's state, on maps and in the pane; a cell to do has that of hairlines."""
    return QColor(_STATE_COLOURS[state]) if state in _STATE_COLOURS else style.line_colour()


class CellsLayer(Layer):
    """Draws the lines between cells and a mark in those that are begun, or only the cell that is being walked.

    What lies outside the walked cell is darkened, and a dotted line shows what its neighbours share with it.
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
        """Compute the drawing of a grid in this part of the pane.

        `states` holds a code of STATES a cell, as `squares.mask`; `to_screen` leads from the grid's units to screen
        pixels; `cell` is the cell being walked.
        """
        lattice = chained(to_screen, Affine.scale(squares.step, -squares.step if squares.on_plane else squares.step))
        size = mean_scale(lattice)
        seen = _cells_in_view(squares, lattice, part) if size >= LEAST_LINED_CELL_SCR and cell is None else None
        self._lines = self._grid_lines(squares, lattice, seen) if seen is not None else []
        self._shadows = [line.translated(1.0, 1.0) for line in self._lines]
        large = seen is not None and size >= LEAST_MARKED_CELL_SCR
        self._marks = _state_marks(squares, states, lattice, seen, size) if large and seen is not None else []
        self._prepare_walked_cell(squares, to_screen, part, cell)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        # Opaque lines of one pixel take Qt half a millisecond, translucent or wider ones many (measured). So a second
        # set of such lines, one pixel off, stands for the casing.
        for colour, lines in ((GRID_LINE_SHADOW, self._shadows), (GRID_LINE, self._lines)):
            painter.setPen(QPen(colour, 0))
            painter.drawLines(lines)
        painter.setPen(QPen(CASING, 1))
        for colour, marks in self._marks:
            painter.setBrush(colour)
            painter.drawRects(marks)
        if self._border.isEmpty():
            return
        painter.fillPath(self._outside, OUTSIDE_SHADE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(CASING, 4.5), QPen(SELECTION_COLOUR, 2)):
            painter.setPen(pen)
            painter.drawPolygon(self._border)
        for pen in (QPen(BORDER_SHADOW, 2), QPen(SELECTION_COLOUR, 1, Qt.PenStyle.DotLine)):
            painter.setPen(pen)
            painter.drawLines(self._shared)

    def _grid_lines(self, squares: Squares, lattice: Affine, seen: tuple[int, int, int, int]) -> list[QLineF]:
        """Return the lines between the cells in view; their ends in cells are found again only when others are seen."""
        key = (squares, seen)
        if self._edges[0] != key:
            self._edges = (key, _cell_edges(squares, seen))
        shift = squares.overlap / squares.step / 2
        ends = apply(lattice, self._edges[1] + shift).tolist()
        return [QLineF(*start, *end) for start, end in zip(ends[::2], ends[1::2], strict=True)]

    def _prepare_walked_cell(self, squares: Squares, to_screen: Affine, part: QRectF, cell: CellAt | None) -> None:
        """Compute border, shared edges and surround of the walked cell; of nothing where none is walked."""
        self._border, self._shared, self._outside = QPolygonF(), [], QPainterPath()
        if cell is None:
            return
        corners = as_points(squares.corners(cell))
        self._border = _polygon(apply(to_screen, corners))
        self._outside.addRect(part)
        self._outside.addPolygon(self._border)
        self._outside.closeSubpath()
        share = squares.overlap / squares.side
        if share * mean_scale(to_screen) * squares.side >= STATE_MARK_SCR:
            for side in range(4):
                one, two, three, four = (corners[(side + turn) % 4] for turn in range(4))
                line = apply(to_screen, [one + share * (four - one), two + share * (three - two)]).tolist()
                self._shared.append(QLineF(*line[0], *line[1]))


def _cells_in_view(squares: Squares, lattice: Affine, part: QRectF) -> tuple[int, int, int, int] | None:
    """Return first column, column after the last, first row, row after the last in view; None if no cell is."""
    corners = [(part.left(), part.top()), (part.right(), part.top()), (part.right(), part.bottom()),
               (part.left(), part.bottom())]  # fmt: skip
    places = apply(~lattice, corners) - squares.first
    if not np.isfinite(places).all():
        return None
    rows, columns = squares.mask.shape
    (left, top), (right, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    seen = (max(floor(left) - 1, 0), min(ceil(right) + 1, columns), max(floor(top) - 1, 0), min(ceil(bottom) + 1, rows))
    return seen if seen[0] < seen[1] and seen[2] < seen[3] else None


def _cell_edges(squares: Squares, seen: tuple[int, int, int, int]) -> Points:
    """Return the ends of the lines around the cells of the mask, (2 N, 2) in columns and rows, two to a line."""
    left, right, top, bottom = seen
    mask = np.pad(squares.mask[top:bottom, left:right], 1)
    level = (mask[:-1] | mask[1:])[:, 1:-1]
    upright = (mask[:, :-1] | mask[:, 1:])[1:-1].T
    along = [((start, row), (end, row)) for row, start, end in _runs_of_true(level)]
    down = [((column, start), (column, end)) for column, start, end in _runs_of_true(upright)]
    ends = as_points([point for line in (*along, *down) for point in line])
    return ends + as_points((squares.first.column + left, squares.first.row + top))


def _runs_of_true(lines: NDArray[np.bool_]) -> Sequence[tuple[int, int, int]]:
    """Return each unbroken run of True in the rows of an array as row, start and end."""
    steps = np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))


def _state_marks(
    squares: Squares, states: NDArray[np.uint8], lattice: Affine, seen: tuple[int, int, int, int], size_scr: float
) -> list[tuple[QColor, list[QRectF]]]:
    """Return the marks of cells that are begun, in their upper left corners, for each colour."""
    left, right, top, bottom = seen
    here = np.where(squares.mask, states, 0)[top:bottom, left:right]
    inset = squares.overlap / squares.step / 2 + STATE_MARK_SCR / size_scr
    marks = []
    for code in np.unique(here[here > 0]).tolist():
        rows, columns = np.nonzero(here == code)
        places = np.column_stack((columns + squares.first.column + left, rows + squares.first.row + top)) + inset
        rects = [
            QRectF(x - STATE_MARK_SCR / 2, y - STATE_MARK_SCR / 2, STATE_MARK_SCR, STATE_MARK_SCR)
            for x, y in apply(lattice, places)
        ]
        marks.append((state_colour(STATES[code]), rects))
    return marks


def _polygon(points: Points) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def refresh_cells(
    layer: CellsLayer, side: tuple[ShownFrame, QRectF] | None, session: Session, *, alone: bool, hidden: bool
) -> None:
    """Refresh the grid over the frame in one part of a pane, or in the whole pane where it is `alone`."""
    labelling_grid = session.labelling_grid
    frame_id = side[0].frame_id if side is not None and not hidden and labelling_grid.walk.way.shown else None
    squares = labelling_grid.squares(frame_id) if frame_id is not None else None
    layer.setVisible(squares is not None and side is not None and side[0].to_screen is not None)
    if side is None or frame_id is None or squares is None or side[0].to_screen is None:
        return
    showing, part = side
    layer.clip_to(None if alone else part)
    ground = showing.ground
    assert ground is not None
    to_screen = _units_to_screen(squares, ground, side[0].to_screen, part)
    layer.prepare(squares, labelling_grid.states(frame_id), to_screen, part, walked_on(labelling_grid, frame_id))


def walked_on(labelling_grid: LabellingGrid, frame_id: int) -> CellAt | None:
    """Return the cell being walked if this frame shares the walked grid, else None."""
    walk = labelling_grid.walk
    if walk.frame_id is None or labelling_grid.grid(walk.frame_id) != labelling_grid.grid(frame_id):
        return None
    return walk.cell


def _units_to_screen(squares: Squares, ground: GroundMap, to_screen: Affine, part: QRectF) -> Affine:
    """Return the transform from the grid's units to the screen.

    A grid in metres goes through the frame's ground map, linearised in the middle of the part.
    """
    if not squares.on_plane:
        return to_screen
    centre = part.center()
    return chained(to_screen, ~ground.linear_at(apply_one(~to_screen, (centre.x(), centre.y()))))
