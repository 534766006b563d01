"""Labels that lie on each other: drawn twice, or of different categories."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Rows, Scene

DUPLICATE_IOU = 0.7
"""From this overlap (intersection over union) on two labels of one category are the same object."""
SAME_CENTRE_PX = 3.0
"""Labels of one category whose middles are no further apart are the same object, whatever their sizes."""
OVERLAP_IOU = 0.3
"""From this overlap on two labels of different categories claim the same ground."""
INSIDE = 0.95
"""From this share on a label lies inside the other one."""
MOST = 10_000
"""More pairs than this are not listed: somebody has imported the same labels many times over."""

_STEP = 64
_BATCH = 50_000


def pairs(
    scene: Scene,
    sheet: LabelSheet,
    first: int | None = None,
    heed: Callable[[float], None] = lambda _: None,
) -> list[Finding]:
    """Duplicates and overlaps among the labels; with `first` only those with one of so many first labels.

    `heed` is told the share that is done and may raise to stop. At most `MOST` are found.
    """
    found: list[Finding] = []
    crowds = np.array([label.is_crowd for label in sheet.labels], np.bool_)
    for one, other, share in _near(sheet, len(sheet) if first is None else first):
        heed(share)
        likely = ~(crowds[one] | crowds[other]) & _may_overlap(sheet, one, other)
        found += _judged(scene, sheet, one[likely], other[likely])
        if len(found) >= MOST:
            return found[:MOST]
    return found


def _near(sheet: LabelSheet, first: int) -> Iterator[tuple[Rows, Rows, float]]:
    """Batches of pairs of rows whose envelopes come near each other, one of them a first row, and the share done."""
    grow = SAME_CENTRE_PX / 2
    boxes = shapely.box(*(sheet.bounds_px + np.array([-grow, -grow, grow, grow])).T)
    tree = shapely.STRtree(boxes)
    asked = np.arange(first)
    held: list[NDArray[np.intp]] = []
    waiting = 0
    for start in range(0, len(asked), _STEP):
        rows = asked[start : start + _STEP]
        at, other = tree.query(boxes[rows])
        one = rows[at]
        new = other > one
        held.append(np.stack((one[new], other[new])))
        waiting += held[-1].shape[1]
        if waiting >= _BATCH or start + _STEP >= len(asked):
            one, other = np.concatenate(held, axis=1)
            for at in range(0, waiting, _BATCH):
                part = slice(at, at + _BATCH)
                yield one[part], other[part], min(start + _STEP, len(asked)) / len(asked)
            held, waiting = [], 0


def _may_overlap(sheet: LabelSheet, one: Rows, other: Rows) -> NDArray[np.bool_]:
    """Whether the envelopes share enough for a finding: most neighbours need no outline cut by another."""
    a, b = sheet.bounds_px[one], sheet.bounds_px[other]
    wide = np.minimum(a[:, 2], b[:, 2]) - np.maximum(a[:, 0], b[:, 0])
    high = np.minimum(a[:, 3], b[:, 3]) - np.maximum(a[:, 1], b[:, 1])
    shared = np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    areas = np.sort(np.stack((sheet.areas_px[one], sheet.areas_px[other])), axis=0)
    alike = sheet.category_ids[one] == sheet.category_ids[other]
    needed = np.where(alike, DUPLICATE_IOU * areas[1], np.minimum(OVERLAP_IOU * areas[1], INSIDE * areas[0]))
    likely: NDArray[np.bool_] = (shared >= needed) | (alike & (_apart_px(sheet, one, other) <= SAME_CENTRE_PX))
    return likely


def _judged(scene: Scene, sheet: LabelSheet, one: Rows, other: Rows) -> Iterator[Finding]:
    """The findings among these pairs of rows."""
    if not len(one):
        return
    shared, small, union = _areas(sheet, one, other)
    iou = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    inside = np.divide(shared, small, out=np.zeros_like(shared), where=small > 0)
    apart = _apart_px(sheet, one, other)
    alike = sheet.category_ids[one] == sheet.category_ids[other]
    twice = alike & ((iou > DUPLICATE_IOU) | (apart <= SAME_CENTRE_PX))
    over = ~alike & ((iou > OVERLAP_IOU) | (inside >= INSIDE))
    for at in np.flatnonzero(twice | over).tolist():
        rows = sorted((int(one[at]), int(other[at])), key=lambda row: int(sheet.ids[row]))
        ids = (int(sheet.ids[rows[0]]), int(sheet.ids[rows[1]]))
        x, y = (sheet.centres_px[rows[0]] + sheet.centres_px[rows[1]]) / 2
        where = (float(x), float(y))
        if twice[at]:
            yield Finding(scene.frame.id, "duplicate", ids, "error", "twice", where)
        elif inside[at] >= INSIDE:
            yield Finding(scene.frame.id, "overlap", ids, "warning", "inside", where)
        else:
            yield Finding(scene.frame.id, "overlap", ids, "warning", "overlap", where, (round(100 * iou[at]),))


def _areas(sheet: LabelSheet, one: Rows, other: Rows) -> tuple[NDArray[np.float64], ...]:
    """Shared area, the smaller one's area and the area of both together, in px²; points have none."""
    rows, back = np.unique(np.concatenate((one, other)), return_inverse=True)
    outlines = sheet.geometries(rows)
    areas = shapely.area(outlines)
    first, second = np.split(back, 2)
    shared = shapely.area(shapely.intersection(outlines[first], outlines[second]))
    return shared, np.minimum(areas[first], areas[second]), areas[first] + areas[second] - shared


def _apart_px(sheet: LabelSheet, one: Rows, other: Rows) -> NDArray[np.float64]:
    """How far the middles are from each other."""
    apart: NDArray[np.float64] = np.hypot(*(sheet.centres_px[one] - sheet.centres_px[other]).T)
    return apart
