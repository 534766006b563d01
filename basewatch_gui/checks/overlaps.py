"""Labels that lie on each other: drawn twice, or of different categories."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable, Rows

DUPLICATE_IOU = 0.7
"""From this overlap (intersection over union) on two labels of one category are the same object."""
SAME_CENTRE_PX = 3.0
"""Labels of one category whose middles are no further apart are the same object, whatever their sizes."""
OVERLAP_IOU = 0.3
"""From this overlap on two labels of different categories claim the same ground."""
INSIDE_SHARE = 0.95
"""From this share on a label lies inside the other one."""
MAX_PAIRS = 10_000
"""Most pairs that are listed: with more somebody has imported the same labels many times over."""

_LOOKUP_ROWS = 64
"""Rows looked up in the tree at once: between two look-ups the work can be stopped."""
_BATCH_PAIRS = 50_000
"""Pairs judged at once, which bounds the memory taken."""


def check_overlaps(
    context: FrameContext,
    table: LabelTable,
    first: int | None = None,
    report: Callable[[float], None] = lambda _: None,
) -> list[Finding]:
    """Find duplicates and overlaps among labels; with `first` only pairs with at least one of the first `first` labels.

    `report` gets the share that is done and may raise to stop. At most MAX_PAIRS are found.
    """
    found: list[Finding] = []
    crowds = np.array([label.is_crowd for label in table.labels], np.bool_)
    for one, other, share in _near_pairs(table, len(table) if first is None else first):
        report(share)
        likely = ~(crowds[one] | crowds[other]) & _may_overlap(table, one, other)
        found += _judge_pairs(context, table, one[likely], other[likely])
        if len(found) >= MAX_PAIRS:
            return found[:MAX_PAIRS]
    return found


def _near_pairs(table: LabelTable, first: int) -> Iterator[tuple[Rows, Rows, float]]:
    """Yield batches of pairs of rows whose envelopes come near each other, and the share done.

    The first row of a pair is one of the `first` rows.
    """
    grow = SAME_CENTRE_PX / 2
    boxes = shapely.box(*(table.bounds_px + np.array([-grow, -grow, grow, grow])).T)
    tree = shapely.STRtree(boxes)
    asked = np.arange(first)
    held: list[NDArray[np.intp]] = []
    waiting = 0
    for start in range(0, len(asked), _LOOKUP_ROWS):
        rows = asked[start : start + _LOOKUP_ROWS]
        at, other = tree.query(boxes[rows])
        one = rows[at]
        new = other > one
        held.append(np.stack((one[new], other[new])))
        waiting += held[-1].shape[1]
        if waiting >= _BATCH_PAIRS or start + _LOOKUP_ROWS >= len(asked):
            one, other = np.concatenate(held, axis=1)
            for at in range(0, waiting, _BATCH_PAIRS):
                part = slice(at, at + _BATCH_PAIRS)
                yield one[part], other[part], min(start + _LOOKUP_ROWS, len(asked)) / len(asked)
            held, waiting = [], 0


def _may_overlap(table: LabelTable, one: Rows, other: Rows) -> NDArray[np.bool_]:
    """Return True for pairs whose envelopes share enough for a finding: for most neighbours no outlines are cut."""
    a, b = table.bounds_px[one], table.bounds_px[other]
    wide = np.minimum(a[:, 2], b[:, 2]) - np.maximum(a[:, 0], b[:, 0])
    high = np.minimum(a[:, 3], b[:, 3]) - np.maximum(a[:, 1], b[:, 1])
    shared = np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    areas = np.sort(np.stack((table.areas_px[one], table.areas_px[other])), axis=0)
    alike = table.category_ids[one] == table.category_ids[other]
    needed = np.where(alike, DUPLICATE_IOU * areas[1], np.minimum(OVERLAP_IOU * areas[1], INSIDE_SHARE * areas[0]))
    likely: NDArray[np.bool_] = (shared >= needed) | (alike & (_distances_px(table, one, other) <= SAME_CENTRE_PX))
    return likely


def _judge_pairs(context: FrameContext, table: LabelTable, one: Rows, other: Rows) -> Iterator[Finding]:
    """Yield the findings among these pairs of rows."""
    if not len(one):
        return
    shared, small, union = _areas(table, one, other)
    iou = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    inside = np.divide(shared, small, out=np.zeros_like(shared), where=small > 0)
    apart = _distances_px(table, one, other)
    alike = table.category_ids[one] == table.category_ids[other]
    twice = alike & ((iou > DUPLICATE_IOU) | (apart <= SAME_CENTRE_PX))
    over = ~alike & ((iou > OVERLAP_IOU) | (inside >= INSIDE_SHARE))
    for at in np.flatnonzero(twice | over).tolist():
        rows = sorted((int(one[at]), int(other[at])), key=lambda row: int(table.ids[row]))
        ids = (int(table.ids[rows[0]]), int(table.ids[rows[1]]))
        x, y = (table.centres_px[rows[0]] + table.centres_px[rows[1]]) / 2
        where = (float(x), float(y))
        if twice[at]:
            yield Finding(context.frame.id, "duplicate", ids, "error", "twice", where)
        elif inside[at] >= INSIDE_SHARE:
            yield Finding(context.frame.id, "overlap", ids, "warning", "inside", where)
        else:
            yield Finding(context.frame.id, "overlap", ids, "warning", "overlap", where, (round(100 * iou[at]),))


def _areas(table: LabelTable, one: Rows, other: Rows) -> tuple[NDArray[np.float64], ...]:
    """Return shared area, the smaller one's area and the area of both together, in px²; points have none."""
    rows, back = np.unique(np.concatenate((one, other)), return_inverse=True)
    outlines = table.shapely_outlines(rows)
    areas = shapely.area(outlines)
    first, second = np.split(back, 2)
    shared = shapely.area(shapely.intersection(outlines[first], outlines[second]))
    return shared, np.minimum(areas[first], areas[second]), areas[first] + areas[second] - shared


def _distances_px(table: LabelTable, one: Rows, other: Rows) -> NDArray[np.float64]:
    """Return how far the middles of pairs are from each other."""
    apart: NDArray[np.float64] = np.hypot(*(table.centres_px[one] - table.centres_px[other]).T)
    return apart
