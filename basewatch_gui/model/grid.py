"""The squares of a labelling grid: where they lie, which of them count, and in what order they are walked.

A frame's own grid lies in its pixels. One over the common ground of all frames lies on the plane, in metres; there rows
go southwards, as they go down a frame.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Ring
from basewatch_gui.geometry.transform import XY, Points, as_points
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.records import CellState, Grid

STATES: Final[tuple[CellState, ...]] = ("to do", "in progress", "done", "empty", "not observable", "second look")
"""The states of a cell; arrays of states hold places in this row."""

FINISHED: Final[frozenset[CellState]] = frozenset({"done", "empty", "not observable"})
"""The states in which nothing is left to look at."""

MOST_CELLS: Final = 250_000
LEAST_SIDE: Final = 1.0
MOST_OVERLAP: Final = 0.5
"""Of the side: with more, a place would lie in more than four cells."""

_BLOCK: Final = 16
_EDGE_POINTS: Final = 8
"""Points along a frame's edge that its footprint on the plane is drawn through."""


class CellAt(NamedTuple):
    """A square by its place in the lattice."""

    column: int
    row: int


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """The squares of a grid: a lattice of which those in `mask`, (rows, columns), count.

    `side` and `step` are in the grid's units: pixels, or metres on the plane where `on_plane`. The lattice begins with
    this column and row; column 0 and row 0 begin at the units' origin.
    """

    side: float
    step: float
    on_plane: bool
    first: CellAt
    mask: NDArray[np.bool_]

    @property
    def overlap(self) -> float:
        """What neighbours share, in the grid's units."""
        return self.side - self.step

    @property
    def count(self) -> int:
        """The number of squares that count."""
        return int(np.count_nonzero(self.mask))

    def __contains__(self, cell: object) -> bool:
        """Return True if a square counts."""
        if not isinstance(cell, tuple):
            return False
        column, row = cell[0] - self.first.column, cell[1] - self.first.row
        rows, columns = self.mask.shape
        return bool(0 <= column < columns and 0 <= row < rows and self.mask[row, column])

    def corners(self, cell: tuple[int, int]) -> Ring:
        """Return top left, top right, bottom right and bottom left of a square, in the grid's units."""
        left, top = cell[0] * self.step, cell[1] * self.step
        right, bottom = left + self.side, top + self.side
        ring = ((left, top), (right, top), (right, bottom), (left, bottom))
        return tuple((x, -y) for x, y in ring) if self.on_plane else ring

    def centre(self, cell: tuple[int, int]) -> XY:
        """Return the middle of a square, in the grid's units."""
        x, y = cell[0] * self.step + self.side / 2, cell[1] * self.step + self.side / 2
        return (x, -y) if self.on_plane else (x, y)

    def holds(self, cell: tuple[int, int], places: Points) -> NDArray[np.bool_]:
        """Test (N, 2) places in the grid's units: True where one lies in a square, its edges included."""
        across, down = self._lattice(places)
        left, top = cell[0] * self.step, cell[1] * self.step
        inside: NDArray[np.bool_] = (
            (across >= left) & (across <= left + self.side) & (down >= top) & (down <= top + self.side)
        )
        return inside

    def holding(self, places: Points) -> NDArray[np.intp]:
        """Return the squares that count and hold any of (N, 2) places in the grid's units; (M, 2) columns and rows."""
        across, down = self._lattice(places[np.isfinite(places).all(axis=1)])
        found = np.zeros_like(self.mask)
        for columns, in_columns in self._spans(across, self.first.column, self.mask.shape[1]):
            for rows, in_rows in self._spans(down, self.first.row, self.mask.shape[0]):
                held = in_columns & in_rows
                found[rows[held], columns[held]] = True
        row, column = np.nonzero(found & self.mask)
        return np.column_stack((column + self.first.column, row + self.first.row))

    def _spans(
        self, along: NDArray[np.float64], first: int, count: int
    ) -> list[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
        """Return columns or rows, from 0, that may hold each place, and whether they do.

        With their edges up to three squares hold a place, for they overlap by half their side at most.
        """
        spans = []
        at = np.floor(along / self.step).astype(np.intp)
        for number in (at + 1, at, at - 1, at - 2, at - 3):
            begins, place = number * self.step, number - first
            holds = (along >= begins) & (along <= begins + self.side) & (place >= 0) & (place < count)
            if holds.any():
                spans.append((place, holds))
        return spans

    def nearest(self, place: XY) -> CellAt | None:
        """Return the square that counts whose middle is nearest to a place in the grid's units; None if none counts."""
        across, down = self._lattice(as_points(place))
        column = floor((float(across[0]) - self.overlap / 2) / self.step)
        row = floor((float(down[0]) - self.overlap / 2) / self.step)
        if (column, row) in self:
            return CellAt(column, row)
        rows, columns = np.nonzero(self.mask)
        if not len(rows):
            return None
        off = np.hypot(columns + self.first.column - column, rows + self.first.row - row)
        best = int(off.argmin())
        return CellAt(int(columns[best]) + self.first.column, int(rows[best]) + self.first.row)

    def order(self, *, snake: bool) -> NDArray[np.intp]:
        """Return the squares that count, (N, 2) columns and rows, row by row; in a snake every other row backwards."""
        rows, columns = np.nonzero(self.mask)
        if snake:
            backwards = rows % 2 == 1
            along = np.where(backwards, -columns, columns)
            by_walk = np.lexsort((along, rows))
            rows, columns = rows[by_walk], columns[by_walk]
        return np.column_stack((columns + self.first.column, rows + self.first.row))

    def _lattice(self, places: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how far places lie right of and below the grid's origin, in the grid's units."""
        return places[:, 0], -places[:, 1] if self.on_plane else places[:, 1]


def frame_squares(grid: Grid, width: int, height: int) -> Squares:
    """Return the squares of a frame's own grid: they cover all of it, or the part of its area that lies on it."""
    check_size(grid.cell, grid.overlap, width, height)
    step = grid.cell - grid.overlap
    columns, rows = (_steps(extent, grid.cell, step) for extent in (width, height))
    whole = Squares(grid.cell, step, False, CellAt(0, 0), np.ones((rows, columns), np.bool_))
    if not grid.area:
        return whole
    return _within(whole, _polygon(grid.area).intersection(shapely.box(0, 0, width, height)))


def ground_squares(grid: Grid, ground: BaseGeometry) -> Squares:
    """Return the squares of a grid on the plane that touch this ground, and the grid's area where it has one."""
    step = grid.cell - grid.overlap
    if grid.area:
        ground = ground.intersection(_polygon(grid.area))
    if ground.is_empty or ground.area == 0:
        return Squares(grid.cell, step, True, CellAt(0, 0), np.zeros((0, 0), np.bool_))
    west, south, east, north = ground.bounds
    check_size(grid.cell, grid.overlap, east - west, north - south)
    # A square holds what lies up to `cell` beyond its beginning, so the first one may begin before the ground does.
    left, top = (floor((at - grid.cell) / step) + 1 for at in (west, -north))
    right, bottom = (ceil(at / step) for at in (east, -south))
    lattice = np.ones((max(bottom - top, 1), max(right - left, 1)), np.bool_)
    return _within(Squares(grid.cell, step, True, CellAt(left, top), lattice), ground)


def units_of(squares: Squares, ground: GroundMap, at_px: XY) -> XY:
    """Convert a frame's pixel to the grid's units."""
    return ground.place_at(at_px) if squares.on_plane else at_px


def corners_px(squares: Squares, ground: GroundMap, at: CellAt) -> Points:
    """Return a square's corners in a frame's pixels, clockwise from its top left; (4, 2)."""
    corners = as_points(squares.corners(at))
    return ground.to_pixels(corners) if squares.on_plane else corners


def corners_m(squares: Squares, ground: GroundMap, at: CellAt) -> Points:
    """Return a square's corners in plane metres, clockwise from its top left; (4, 2)."""
    corners = as_points(squares.corners(at))
    return corners if squares.on_plane else ground.to_plane(corners)


def centre_m(squares: Squares, ground: GroundMap, at: CellAt) -> XY:
    """Return a square's middle in plane metres."""
    centre = squares.centre(at)
    return centre if squares.on_plane else ground.place_at(centre)


def cells_holding(squares: Squares, ground: GroundMap, places_px: Points) -> NDArray[np.intp]:
    """Return the squares that hold any of these pixels of a frame; (N, 2) columns and rows."""
    places = ground.to_plane(places_px) if squares.on_plane and len(places_px) else places_px
    return squares.holding(places)


def common_ground(frames: Iterable[tuple[GroundMap, int, int]]) -> BaseGeometry:
    """Return the part of the plane that all frames show, each given by its ground map, width and height."""
    common: BaseGeometry | None = None
    for ground, width, height in frames:
        footprint = _footprint(ground, width, height)
        common = footprint if common is None else common.intersection(footprint)
    return common if common is not None else shapely.Polygon()


def check_size(cell: float, overlap: float, wide: float, high: float) -> None:
    """Raise BasewatchError for a cell size that is not positive, too much overlap, or too many cells for the extent."""
    if not cell >= LEAST_SIDE:
        raise BasewatchError("A cell is at least 1 px or 1 m wide: write a larger size.")
    if not 0 <= overlap <= cell * MOST_OVERLAP:
        raise BasewatchError("Cells may overlap by half their size at most: write 0 to {most:g}.", most=cell / 2)
    step = cell - overlap
    count = _steps(wide, cell, step) * _steps(high, cell, step)
    if count > MOST_CELLS:
        raise BasewatchError(
            "That would be {count:,} cells: choose larger ones, so that there are {most:,} at most.",
            count=count, most=MOST_CELLS,
        )  # fmt: skip


def _steps(extent: float, side: float, step: float) -> int:
    """Count the squares that reach over an extent; rounding in the size makes no further one."""
    return max(ceil((extent - side) / step - 1e-9) + 1, 1)


def _within(squares: Squares, ground: BaseGeometry) -> Squares:
    """Return the squares that share more than an edge with this ground.

    Blocks of squares that lie in it or beside it are not looked at one by one: to make 100,000 boxes takes 0.2 s.
    """
    shapely.prepare(ground)
    rows, columns = squares.mask.shape
    corners = np.indices((ceil(rows / _BLOCK), ceil(columns / _BLOCK))) * _BLOCK
    blocks = _boxes(squares, corners[0], corners[1], _BLOCK)
    inside = shapely.contains_properly(ground, blocks)
    mask = _spread(inside)[:rows, :columns]
    row, column = np.nonzero(_spread(shapely.intersects(ground, blocks) & ~inside)[:rows, :columns])
    boxes = _boxes(squares, row, column, 1)
    touched = shapely.intersects(ground, boxes)
    on_edge = touched & ~shapely.contains_properly(ground, boxes)
    touched[on_edge] = ~shapely.touches(ground, boxes[on_edge])
    mask[row, column] = touched
    return Squares(squares.side, squares.step, squares.on_plane, squares.first, mask)


def _boxes(squares: Squares, rows: NDArray[np.intp], columns: NDArray[np.intp], span: int) -> NDArray[np.object_]:
    """Return the boxes of squares, or of blocks that span so many of them both ways."""
    left, top = (columns + squares.first.column) * squares.step, (rows + squares.first.row) * squares.step
    reach = (span - 1) * squares.step + squares.side
    right, bottom = left + reach, top + reach
    if squares.on_plane:
        top, bottom = -bottom, -top
    boxes: NDArray[np.object_] = shapely.box(left, top, right, bottom)
    return boxes


def _spread(blocks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Repeat each block's value for all of its squares."""
    return blocks.repeat(_BLOCK, axis=0).repeat(_BLOCK, axis=1)


def _polygon(ring: Ring) -> BaseGeometry:
    shape = shapely.Polygon(ring)
    return shape if shape.is_valid else shapely.make_valid(shape)


def _footprint(ground: GroundMap, width: int, height: int) -> BaseGeometry:
    part = np.arange(_EDGE_POINTS) / _EDGE_POINTS
    none, whole = np.zeros_like(part), np.ones_like(part)
    across = np.concatenate((part, whole, 1 - part, none)) * width
    down = np.concatenate((none, part, whole, 1 - part)) * height
    ring = ground.to_plane(np.column_stack((across, down)))
    ring = ring[np.isfinite(ring).all(axis=1)]
    return _polygon(tuple(map(tuple, ring.tolist()))) if len(ring) >= 3 else shapely.Polygon()
