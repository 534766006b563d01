"""Cells of the labelling grid that nobody has finished, or whose mark is false."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.grid import FINISHED, STATES, Squares
from basewatch_gui.model.records import Grid

_SECOND_LOOK = STATES.index("second look")
_FINISHED = [STATES.index(state) for state in FINISHED]


def find_unfinished_cells(
    context: FrameContext, grid: Grid, squares: Squares, states: NDArray[np.uint8]
) -> Iterator[Finding]:
    """Return one finding for all unfinished cells, at the first of them, and one for each that needs a second look.

    `states` are (rows, columns) of indexes into STATES, as the squares' mask is.
    """
    frame_id = context.frame.id
    again = squares.mask & (states == _SECOND_LOOK)
    left = squares.mask & ~again & ~np.isin(states, _FINISHED)
    if left.any():
        column, row = _cells(squares, left)[0]
        values = (int(np.count_nonzero(left)), squares.count)
        at_px = _middle(context, squares, (column, row))
        yield Finding(frame_id, "cells", (grid.id,), "warning", "left", at_px, values)
    for column, row in _cells(squares, again):
        at_px = _middle(context, squares, (column, row))
        yield Finding(frame_id, "cells", (grid.id, column, row), "warning", "second look", at_px)


def report_cells_not_empty(
    context: FrameContext, grid: Grid, squares: Squares, cells: NDArray[np.intp]
) -> Iterator[Finding]:
    """Return a finding for each of these cells, (N, 2) columns and rows: they are marked as empty and hold labels."""
    for column, row in cells.tolist():
        at_px = _middle(context, squares, (column, row))
        yield Finding(context.frame.id, "cells", (grid.id, column, row), "error", "not empty", at_px)


def _cells(squares: Squares, mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return columns and rows of the squares in a mask, row by row."""
    return [(column + squares.first.column, row + squares.first.row) for row, column in np.argwhere(mask).tolist()]


def _middle(context: FrameContext, squares: Squares, cell: tuple[int, int]) -> XY:
    """Return the middle of a square in the frame's pixels."""
    centre = squares.centre(cell)
    return context.ground.pixel_at(centre) if squares.on_plane else centre
