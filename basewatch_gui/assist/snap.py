"""Snapping: an oriented box drawn roughly is fitted to the object under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from basewatch_gui.assist.edges import Edges, Image, Places, Plane, find_edges, resize_image, sample_at
from basewatch_gui.assist.shape import BoxRows, Shape, box_row, rectangle_shape, scaled_boxes
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import full_circle

SEARCH_REACH = 0.16
"""How far an object is searched, as a share of the mean of the box's sides; beyond it neighbours are found."""

MAX_TURN_DEG = 12.0
"""Largest error of a hand-drawn heading that is searched."""

SNAP_SIDE_PX = 90.0
"""Mean side of a box while it is fitted: finer pixels find nothing more but take longer."""

MIN_EVIDENCE = 0.22
"""With less evidence there is no object."""

HAND_ERROR = np.array([0.08, 0.08, 0.12, 0.12, 8.0])
"""Standard deviations of hand-drawn boxes: of x and y as shares of the mean side, of length and width as shares, of the
heading in degrees."""

HAND_COST = 0.03
"""Cost of a departure of one standard deviation from the drawn box."""

SIZE_SPREAD, SIZE_COST = 0.05, 0.02
"""Standard deviation from the usual size, as a share, and its cost."""

SHADOW_COST = 0.2
"""Cost of lying wholly in shadow: a shadow has the shape of its object, and harder edges."""

CLIMB_STARTS = 8
"""Best boxes of the grid from which the search goes uphill."""


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    """What an object may look like: its shape, and its usual length and width in pixels where they are known."""

    shape: Shape
    size_px: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SnappedBox:
    """A fitted box and the evidence of the image for it, up to 1."""

    box: OrientedBox
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class _Search:
    """What a box is judged by: edges, darkness, what it may look like, and the drawn box as a row."""

    edges: Edges
    darkness: Plane
    pattern: Pattern
    drawn: BoxRows

    @property
    def mean(self) -> float:
        """Mean of the drawn box's sides."""
        return sqrt(self.drawn[2] * self.drawn[3])

    def evidence(self, boxes: BoxRows) -> Places:
        """Return how well the edges agree with each of the boxes (M, 5)."""
        found: Places = self.edges.agreement(*self.pattern.shape.contour_on(boxes)).mean(axis=1)
        return found

    def scores(self, boxes: BoxRows) -> Places:
        """Return the evidence for each box (M, 5) less the costs of what speaks against it."""
        away = boxes - self.drawn
        away[:, :2] /= self.mean
        away[:, 2:4] = np.log(boxes[:, 2:4] / self.drawn[2:4])
        cost = HAND_COST * ((away / HAND_ERROR) ** 2).sum(axis=1)
        if self.pattern.size_px is not None:
            cost += SIZE_COST * ((np.log(boxes[:, 2:4] / self.pattern.size_px) / SIZE_SPREAD) ** 2).sum(axis=1)
        cost += SHADOW_COST * sample_at(self.darkness, self.pattern.shape.places_within(boxes)).mean(axis=1)
        found: Places = self.evidence(boxes) - cost
        return found


def snap_box(image: Image, box: OrientedBox, patterns: Sequence[Pattern] = ()) -> SnappedBox | None:
    """Return the box of the object that lies roughly in this one, in the image's pixels; None where none is clear.

    Without `patterns` a plain rectangle is searched. The nose stays at its side.
    """
    shrink = min(1.0, SNAP_SIDE_PX / sqrt(box.length_px * box.width_px))
    small = resize_image(image, shrink)
    drawn = scaled_boxes(box_row(box), shrink)
    smooth_px = max(0.8, 0.02 * shrink * sqrt(box.length_px * box.width_px))
    coarse, fine = find_edges(small, 2.0 * smooth_px), find_edges(small, smooth_px)
    dark = shadow_darkness(small)
    best: tuple[float, float, Places] | None = None
    for pattern in patterns or (Pattern(rectangle_shape(box.length_px / box.width_px)),):
        search = _Search(fine, dark, _resized_pattern(pattern, shrink), drawn)
        found = _best_box(search, replace(search, edges=coarse))
        score, evidence = (float(judge(found[None])[0]) for judge in (search.scores, search.evidence))
        if best is None or score > best[0]:
            best = (score, evidence, found)
    if best is None or best[1] < MIN_EVIDENCE:
        return None
    x, y, length, width, heading = scaled_boxes(best[2], 1.0 / shrink).tolist()
    return SnappedBox(OrientedBox((x, y), length, width, full_circle(heading)), best[1])


def _best_box(fine: _Search, coarse: _Search) -> Places:
    """Return the best box: the best few of a grid over smooth edges, moved uphill on fine ones."""
    # Smooth edges can be felt between two places of the grid; fine ones tell where exactly the object lies.
    boxes = _hill_climb(fine, _best_of_grid(coarse), 0.02)
    found: Places = boxes[fine.scores(boxes).argmax()]
    return found


def _best_of_grid(search: _Search) -> Places:
    """Return the best boxes of a grid about the drawn one."""
    shift = np.linspace(-SEARCH_REACH, SEARCH_REACH, 11) * search.mean
    turns, scales = np.linspace(-MAX_TURN_DEG, MAX_TURN_DEG, 9), np.array([0.85, 0.92, 1.0, 1.08, 1.17])
    grid = np.stack([axis.ravel() for axis in np.meshgrid(shift, shift, turns, scales, indexing="ij")], axis=1)
    boxes = np.repeat(search.drawn[None], len(grid), axis=0)
    boxes[:, :2] += grid[:, :2]
    boxes[:, 2:4] *= grid[:, 3:]
    boxes[:, 4] += grid[:, 2]
    thin = replace(search, pattern=replace(search.pattern, shape=search.pattern.shape.thinned(4)))
    return boxes[np.argsort(thin.scores(boxes))[-CLIMB_STARTS:]]


def _hill_climb(search: _Search, boxes: BoxRows, step: float, rounds: int = 20) -> Places:
    """Return the boxes moved, turned and resized uphill, in steps that are halved where nothing is better."""
    boxes, steps = boxes.copy(), np.full(len(boxes), step)
    scores = search.scores(boxes)
    rows = np.arange(len(boxes))
    for _ in range(rounds):
        tried = boxes[:, None] + steps[:, None, None] * _moves(boxes, search.mean)
        found = search.scores(tried.reshape(-1, 5)).reshape(len(boxes), -1)
        best = found.argmax(axis=1)
        gains = found[rows, best] > scores
        boxes[gains] = tried[gains, best[gains]]
        scores = np.maximum(scores, found.max(axis=1))
        steps[~gains] /= 2
    return boxes


_MOVES = np.array(
    [
        *((1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 1, 1, 0), (0, 0, 0, 0, 1)),
        # One side of the box moves, the other stays.
        *((0.5, 0, 1, 0, 0), (0.5, 0, -1, 0, 0), (0, 0.5, 0, 1, 0), (0, 0.5, 0, -1, 0)),
    ],
    np.float64,
)


def _moves(boxes: BoxRows, mean: float) -> Places:
    """Return moves ahead, to the right, of length, width and heading, and back, each of one mean side or radian.

    (M, K, 5).
    """
    turn = np.radians(boxes[:, 4])[:, None]
    ahead, right = _MOVES[:, 0], _MOVES[:, 1]
    x, y = ahead * np.sin(turn) + right * np.cos(turn), right * np.sin(turn) - ahead * np.cos(turn)
    rest = np.broadcast_to(_MOVES[:, 2:] * (mean, mean, 57.0), (len(boxes), len(_MOVES), 3))
    moves = np.concatenate((x[..., None] * mean, y[..., None] * mean, rest), axis=-1)
    return np.concatenate((moves, -moves), axis=1)


def shadow_darkness(image: Image) -> Plane:
    """Return how near to shadow each pixel is, 0 to 1: 1 at a fifth of what is usual in the image, or less."""
    grey = image.max(axis=2).astype(np.float32)
    usual = max(float(np.median(grey)), 1.0)
    return np.asarray(np.clip(2.0 - grey / (0.2 * usual), 0.0, 1.0), np.float32)


def _resized_pattern(pattern: Pattern, factor: float) -> Pattern:
    """Return the pattern with its usual size multiplied."""
    size = pattern.size_px
    return pattern if size is None else Pattern(pattern.shape, (size[0] * factor, size[1] * factor))
