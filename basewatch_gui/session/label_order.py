"""Walking from one label of a frame to the next, as one reads: left to right, then top to bottom."""

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import XY, Points
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays

LINE_PX = 256.0
"""Height of a line of reading in frame pixels: a large aircraft and its neighbours at 0.3 m stand on one."""


def reading_order_key(at_px: XY) -> tuple[float, float]:
    """Return what places of a frame are sorted by as one reads."""
    return (at_px[1] // LINE_PX, at_px[0])


def sort_in_reading_order(places_px: Points) -> NDArray[np.intp]:
    """Return the rows of (N, 2) places, sorted as one reads."""
    return np.lexsort((places_px[:, 0], places_px[:, 1] // LINE_PX))


def shown_rows(arrays: LabelArrays) -> NDArray[np.intp]:
    """Return the rows of all labels of a frame that are shown."""
    return arrays.within(-np.inf, -np.inf, np.inf, np.inf)


def next_label(arrays: LabelArrays, from_id: int | None, from_px: XY, *, backwards: bool = False) -> Label | None:
    """Return the label that comes after one, or before it; the nearest to a place where there is none.

    After the last one comes the first; None on an empty frame.
    """
    rows = shown_rows(arrays)
    if not len(rows):
        return None
    centres = arrays.centres_px(rows)
    here = np.flatnonzero(rows == (arrays.row(from_id) if from_id is not None else None))
    if not len(here):
        return arrays.labels[int(rows[np.argmin(np.hypot(*(centres - from_px).T))])]
    sign = -1 if backwards else 1
    found = _row_after(sign * (centres[:, 1] // LINE_PX), sign * centres[:, 0], int(here[0]), sign)
    return arrays.labels[int(rows[found])]


def _row_after(lines: NDArray[np.float64], xs: NDArray[np.float64], at: int, sign: int) -> int:
    """Return the row of the place that follows one, without sorting; of equal places the nearest in their order."""
    turns = sign * np.arange(len(lines))
    on_line = lines == lines[at]
    later = (lines > lines[at]) | (on_line & ((xs > xs[at]) | ((xs == xs[at]) & (turns > turns[at]))))
    left = np.flatnonzero(later) if later.any() else np.arange(len(lines))
    for by in (lines, xs, turns):
        left = left[by[left] == by[left].min()]
    return int(left[0])
