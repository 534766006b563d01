"""Where captions stand: each beside its own outline, clear of other outlines, other captions and what lies on the pane.

Pure geometry in screen pixels, without Qt.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import apply

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Bools = NDArray[np.bool_]
ScreenRect = tuple[float, float, float, float]
"""Left, top, right and bottom in screen pixels."""

CAPTION_GAP_SCR = 6.0
"""Between a caption and its outline: near enough to be read as one, far enough to leave the edge clear."""
CLEAR_SCR = 3.0
"""Between a caption and anything else."""
PANE_EDGE_SCR = 6.0
_POINTER_INSET_SCR, _POINTER_SHORT_SCR = 7.0, 1.5
"""How far a pointer begins from a caption's corner, and ends before the outline."""

ANCHORS = tuple((side, slot) for side in ("top", "bottom", "right", "left") for slot in (0.5, 0.0, 1.0))
"""Side of the outline and place along it (middle, start, end), in the order in which they are tried."""

_LEVEL = np.array([side in ("top", "bottom") for side, _ in ANCHORS])
_AFTER = np.array([side in ("bottom", "right") for side, _ in ANCHORS])
_SLOTS = np.array([slot for _, slot in ANCHORS])


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of objects on the screen, as edges (E, 2, 2) and the number of the object that each belongs to (E,).

    Several labels that share a caption are one object. Made by `of`, sorted by object.
    """

    edges: Floats
    owners: Rows
    starts: Rows
    bounds: Floats

    @staticmethod
    def of(edges: Floats, owners: Rows, count: int) -> "Outlines":
        """Return the outlines of `count` objects, each of which has an edge at least."""
        order = np.argsort(owners, kind="stable")
        edges, owners = edges[order], owners[order]
        starts = np.searchsorted(owners, np.arange(count))
        return Outlines(edges, owners, starts, _bounds_of(edges, starts))

    def moved(self, transform: Affine) -> "Outlines":
        """Return the outlines as they lie after a transform."""
        edges = apply(transform, self.edges.reshape(-1, 2)).reshape(-1, 2, 2)
        return Outlines(edges, self.owners, self.starts, _bounds_of(edges, self.starts))

    def only(self, number: int) -> "Outlines":
        """Return one object alone, as object 0."""
        edges, _ = self.edges_of(np.array([number]))
        return Outlines.of(edges, np.zeros(len(edges), np.intp), 1)

    def edges_of(self, which: Rows) -> tuple[Floats, Rows]:
        """Return the edges of the objects `which`, in their order, and where those of each begin."""
        ends = np.append(self.starts[1:], len(self.edges))
        counts = ends[which] - self.starts[which]
        starts = np.cumsum(counts) - counts
        at = np.arange(int(counts.sum())) + np.repeat(self.starts[which] - starts, counts)
        return self.edges[at], starts


def _bounds_of(edges: Floats, starts: Rows) -> Floats:
    """Return left, top, right and bottom of each object, whose edges begin at `starts`; (N, 4)."""
    if not len(starts):
        return np.empty((0, 4))
    least = np.minimum.reduceat(edges.min(axis=1), starts)
    return np.concatenate([least, np.maximum.reduceat(edges.max(axis=1), starts)], axis=1)


def anchor_rects(outlines: Outlines, which: Rows, widths: Floats, height: float, pane: ScreenRect) -> Floats:
    """Return where captions of these whole widths stand at each anchor of the objects `which`: (N, ANCHORS, 4).

    A caption is slid along its side into the pane, then pushed to CAPTION_GAP_SCR from the outline itself, not from its
    envelope. NaN where the outline has nothing beside the caption.
    """
    left, top, right, bottom = outlines.bounds[which].T[:, :, np.newaxis]
    wide = np.where(_LEVEL, widths[:, np.newaxis], height)
    first, last = np.where(_LEVEL, left, top), np.where(_LEVEL, right, bottom)
    room = last - first - wide
    start = first + np.where((room > 0) | (_SLOTS == 0.5), room * _SLOTS, np.where(_SLOTS == 0, 0.0, room))
    least = np.where(_LEVEL, pane[0], pane[1]) + PANE_EDGE_SCR
    most = np.where(_LEVEL, pane[2], pane[3]) - PANE_EDGE_SCR - wide
    start = np.maximum(np.minimum(start, most), least)
    beside = _profile(outlines, which, start - 1, start + wide + 1)
    thick = np.where(_LEVEL, height, widths[:, np.newaxis])
    # On whole pixels, on which captions are painted; towards the outline, so that they never stand further off.
    start = np.round(start)
    across = np.where(_AFTER, np.floor(beside + CAPTION_GAP_SCR), np.ceil(beside - CAPTION_GAP_SCR - thick))
    return np.stack(
        [
            np.where(_LEVEL, start, across),
            np.where(_LEVEL, across, start),
            np.where(_LEVEL, start + wide, across + thick),
            np.where(_LEVEL, across + thick, start + wide),
        ],
        axis=-1,
    )


def _profile(outlines: Outlines, which: Rows, low: Floats, high: Floats) -> Floats:
    """Return how far each outline reaches on each anchor's side between `low` and `high` along it; (N, ANCHORS)."""
    edges, starts = outlines.edges_of(which)
    of_edge = np.repeat(np.arange(len(which)), np.diff(np.append(starts, len(edges))))
    along = np.where(_LEVEL, edges[:, :, 0, np.newaxis], edges[:, :, 1, np.newaxis])
    across = np.where(_LEVEL, edges[:, :, 1, np.newaxis], edges[:, :, 0, np.newaxis])
    (a0, a1), (b0, b1) = np.moveaxis(along, 1, 0), np.moveaxis(across, 1, 0)
    span = np.where(a1 == a0, 1.0, a1 - a0)
    ends = []
    for bound in (low[of_edge], high[of_edge]):
        share = np.clip((bound - a0) / span, 0.0, 1.0)
        ends.append((a0 + share * (a1 - a0), b0 + share * (b1 - b0)))
    sign = np.where(_AFTER, 1.0, -1.0)
    meets = (np.minimum(a0, a1) <= high[of_edge]) & (np.maximum(a0, a1) >= low[of_edge])
    # An edge along the side itself has its two ends in any order: both count where they are within.
    reach = np.maximum(sign * ends[0][1], sign * ends[1][1])
    upright = a1 == a0
    reach = np.where(upright, np.maximum(sign * b0, sign * b1), reach)
    reach = np.where(meets, reach, -np.inf)
    found: Floats = np.maximum.reduceat(reach, starts, axis=0) if len(which) else np.empty((0, len(ANCHORS)))
    return np.where(np.isfinite(found), sign * found, np.nan)


class Obstacles:
    """What captions keep clear of: outlines of all objects, captions that have a place, and rectangles of the pane."""

    def __init__(self, outlines: Outlines, rects: Iterable[ScreenRect] = ()) -> None:
        self._outlines = outlines
        self._low, self._high = outlines.edges.min(axis=1), outlines.edges.max(axis=1)
        self._taken = np.array([*rects], np.float64).reshape(-1, 4)

    def take(self, rect: ScreenRect) -> None:
        """Add the rectangle of a caption."""
        self._taken = np.concatenate([self._taken, [rect]])

    def is_clear(self, rect: ScreenRect, own: int) -> bool:
        """Return True if a rectangle is CLEAR_SCR from everything but the outline of the object `own`."""
        left, top, right, bottom = (
            rect[0] - CLEAR_SCR, rect[1] - CLEAR_SCR, rect[2] + CLEAR_SCR, rect[3] + CLEAR_SCR,
        )  # fmt: skip
        taken = self._taken
        if ((taken[:, 0] < right) & (taken[:, 2] > left) & (taken[:, 1] < bottom) & (taken[:, 3] > top)).any():
            return False
        low, high = self._low, self._high
        near = np.flatnonzero(
            (low[:, 0] < right) & (high[:, 0] > left) & (low[:, 1] < bottom) & (high[:, 1] > top)
            & (self._outlines.owners != own)
        )  # fmt: skip
        if len(near) and _any_crosses(self._outlines.edges[near], (left, top, right, bottom)):
            return False
        return not self._is_covering((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2, own)

    def _is_covering(self, x: float, y: float, own: int) -> bool:
        """Return True if a place lies within another object that does not hold the object `own`, as an area does."""
        bounds = self._outlines.bounds
        holds = (bounds[:, 0] < x) & (bounds[:, 2] > x) & (bounds[:, 1] < y) & (bounds[:, 3] > y)
        holds[own] = False
        mine = bounds[own]
        for other in np.flatnonzero(holds).tolist():
            edges, _ = self._outlines.edges_of(np.array([other]))
            if _is_within(edges, x, y) and not _is_within(edges, (mine[0] + mine[2]) / 2, (mine[1] + mine[3]) / 2):
                return True
        return False


def _any_crosses(edges: Floats, rect: ScreenRect) -> bool:
    """Return True if any edge, (N, 2, 2), touches the inside of a rectangle (Liang-Barsky)."""
    start, step = edges[:, 0], edges[:, 1] - edges[:, 0]
    enter, leave = np.zeros(len(edges)), np.ones(len(edges))
    missed = np.zeros(len(edges), np.bool_)
    for axis in (0, 1):
        for sign, bound in ((-1.0, -rect[axis]), (1.0, rect[axis + 2])):
            towards, room = sign * step[:, axis], bound - sign * start[:, axis]
            missed |= (towards == 0) & (room <= 0)
            share = np.divide(room, towards, out=np.zeros(len(edges)), where=towards != 0)
            enter = np.where(towards < 0, np.maximum(enter, share), enter)
            leave = np.where(towards > 0, np.minimum(leave, share), leave)
    return bool((~missed & (enter < leave)).any())


def _is_within(edges: Floats, x: float, y: float) -> bool:
    """Return True if a place lies within an outline, by the number of edges that a ray to the right crosses."""
    (x0, y0), (x1, y1) = edges[:, 0].T, edges[:, 1].T
    crosses = (y0 > y) != (y1 > y)
    height = np.where(y1 == y0, 1.0, y1 - y0)
    return bool((crosses & (x < x0 + (y - y0) * (x1 - x0) / height)).sum() % 2)


@dataclass(frozen=True, slots=True)
class CaptionPlace:
    """A caption's anchor, which of its texts fits (0 the long, 1 the short one), and its rectangle."""

    anchor: int
    text: int
    rect: ScreenRect


def place_captions(
    outlines: Outlines,
    ranked: Rows,
    widths: Floats,
    height: float,
    pane: ScreenRect,
    furniture: Iterable[ScreenRect] = (),
    kept: dict[int, CaptionPlace] | None = None,
) -> dict[int, CaptionPlace]:
    """Give captions to objects, the first in `ranked` first; the others in `outlines` are only kept clear of.

    `widths` are those of the long and the short text of each ranked object, (N, 2); an anchor in `kept` stays while it
    is free. An object without a free anchor for either text has no place.
    """
    inner = (pane[0] + PANE_EDGE_SCR, pane[1] + PANE_EDGE_SCR, pane[2] - PANE_EDGE_SCR, pane[3] - PANE_EDGE_SCR)
    rects = np.stack([anchor_rects(outlines, ranked, widths[:, text], height, pane) for text in (0, 1)], axis=1)
    is_inside = np.concatenate([rects[..., :2] >= inner[:2], rects[..., 2:] <= inner[2:]], axis=-1)
    fits: Bools = np.logical_and.reduce(is_inside, axis=-1)
    obstacles, found = Obstacles(outlines, furniture), {}
    kept = kept or {}
    for at, number in enumerate(ranked.tolist()):
        texts, anchors = np.nonzero(fits[at])
        choices = list(zip(texts.tolist(), anchors.tolist(), strict=True))
        old = kept.get(number)
        if old is not None and (old.text, old.anchor) in choices:
            choices.insert(0, (old.text, old.anchor))
        for text, anchor in choices:
            left, top, right, bottom = rects[at, text, anchor].tolist()
            if obstacles.is_clear((left, top, right, bottom), number):
                found[number] = CaptionPlace(anchor, text, (left, top, right, bottom))
                obstacles.take((left, top, right, bottom))
                break
    return found


def pointer_of(outlines: Outlines, number: int, place: CaptionPlace) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the pointer of a caption begins on its edge, and where it ends just before its outline."""
    left, top, right, bottom = place.rect
    edges, _ = outlines.edges_of(np.array([number]))
    shares = np.linspace(0.0, 1.0, 33)[:, np.newaxis, np.newaxis]
    points = (edges[:, 0] + shares * (edges[:, 1] - edges[:, 0])).reshape(-1, 2)
    side = ANCHORS[place.anchor][0]
    inset = min(_POINTER_INSET_SCR, (right - left) / 2)
    near = np.column_stack(
        [
            np.clip(points[:, 0], left + inset, right - inset) if side in ("top", "bottom")
            else np.full(len(points), left if side == "right" else right),
            np.full(len(points), bottom if side == "top" else top) if side in ("top", "bottom")
            else np.clip(points[:, 1], top + inset, bottom - inset),
        ]
    )  # fmt: skip
    # A little towards the middle of the outline: of equally near places a corner would look like chance.
    middle = outlines.bounds[number].reshape(2, 2).mean(axis=0)
    off = np.hypot(*(points - near).T) + 0.08 * np.hypot(*(points - middle).T)
    best = int(np.argmin(off))
    start, end = near[best], points[best]
    length = float(np.hypot(*(end - start)))
    tip = end - (end - start) * (min(_POINTER_SHORT_SCR, length) / length) if length > 0 else end
    return (float(start[0]), float(start[1])), (float(tip[0]), float(tip[1]))
