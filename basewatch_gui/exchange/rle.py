"""COCO's run lengths: a mask as uncompressed counts, column by column, made from rings without a raster."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import Ring
from basewatch_gui.geometry.transform import XY


def encode(rings: Iterable[Ring], width: int, height: int) -> list[int]:
    """Encode the pixels of a frame whose centres lie within the rings (even-odd) as run lengths.

    Runs go down the columns from the left and alternate, the first one outside; memory grows with the rings,
    not with the frame.
    """
    found = [_switches(start, end, width, height) for ring in rings for start, end in pairwise((*ring, ring[0]))]
    places, times = np.unique(np.concatenate([np.empty(0, np.int64), *found]), return_counts=True)
    total = width * height
    switches = places[(times % 2 == 1) & (places < total)]
    return [int(run) for run in np.diff(switches, prepend=0, append=total)]


def decode(counts: Sequence[int], width: int, height: int) -> NDArray[np.bool_]:
    """Decode run lengths to a mask (height, width); raises ValueError where they do not fill the frame."""
    if sum(counts) != width * height:
        raise ValueError("the run lengths do not fill the frame")
    inside = np.arange(len(counts)) % 2 == 1
    return np.repeat(inside, counts).reshape(width, height).T


def mask_area(counts: Sequence[int]) -> int:
    """Count the pixels inside."""
    return sum(counts[1::2])


def _switches(start: XY, end: XY, width: int, height: int) -> NDArray[np.int64]:
    """Return where an edge switches outside and inside: the first pixel centre below it in each column that it crosses.

    Positions count pixels down the columns; the lower end of a column is the upper end of the next.
    """
    (left, left_y), (right, right_y) = sorted((start, end))
    first, last = max(0, ceil(left - 0.5)), min(width, ceil(right - 0.5))
    if first >= last:
        return np.empty(0, np.int64)
    columns = np.arange(first, last, dtype=np.int64)
    slope = (right_y - left_y) / (right - left)
    crossing = left_y + (columns + 0.5 - left) * slope
    rows: NDArray[np.int64] = np.clip(np.ceil(crossing - 0.5), 0, height).astype(np.int64)
    switches: NDArray[np.int64] = columns * height + rows
    return switches
