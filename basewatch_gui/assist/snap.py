"""Snapping: an oriented box drawn roughly is fitted to the object under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import cv2
import numpy as np

from basewatch_gui.assist.edges import Edges, Image, Places, Plane, edges_of, sampled
from basewatch_gui.assist.shape import Shape, numbers, rectangle
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import full_circle

REACH = 0.16
"""How far an object is looked for, as a share of the mean of the box's sides; beyond it neighbours are found."""

TURN_DEG = 12.0
"""How far a hand is off in the heading at most."""

WORKING_PX = 90.0
"""Mean side of a box while it is looked for: finer pixels find nothing more but take longer."""

LEAST_EVIDENCE = 0.22
"""What is borne out less is no object."""

HAND = np.array([0.08, 0.08, 0.12, 0.12, 8.0])
"""How far hands are off, as standard deviations: in x and y as shares of the mean side, length, width, degrees."""

HAND_COST = 0.03
"""What a departure of one standard deviation from the drawn box costs."""

SIZE_SPREAD, SIZE_COST = 0.05, 0.02
"""The same for a departure from the usual size."""

SHADOW_COST = 0.2
"""What it costs to lie wholly in shadow: a shadow has the shape of its object, and harder edges."""

STARTS = 8


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    """What an object may look like: its shape, and its usual length and width in pixels where they are known."""

    shape: Shape
    size_px: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Snapped:
    """A fitted box and how well the image bears it out, up to 1."""

    box: OrientedBox
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class _Search:
    """What a box is judged by: edges, darkness, what it may look like, and the drawn box as numbers."""

    edges: Edges
    darkness: Plane
    pattern: Pattern
    drawn: Places

    @property
    def mean(self) -> float:
        """The mean of the drawn box's sides."""
        return sqrt(self.drawn[2] * self.drawn[3])

    def evidence(self, boxes: Places) -> Places:
        """How well the edges bear out each of the boxes (M, 5)."""
        found: Places = self.edges.along(*self.pattern.shape.on(boxes)).mean(axis=1)
        return found

    def scores(self, boxes: Places) -> Places:
        """The evidence less what speaks against each box."""
        away = boxes - self.drawn
        away[:, :2] /= self.mean
        away[:, 2:4] = np.log(boxes[:, 2:4] / self.drawn[2:4])
        cost = HAND_COST * ((away / HAND) ** 2).sum(axis=1)
        if self.pattern.size_px is not None:
            cost += SIZE_COST * ((np.log(boxes[:, 2:4] / self.pattern.size_px) / SIZE_SPREAD) ** 2).sum(axis=1)
        cost += SHADOW_COST * sampled(self.darkness, self.pattern.shape.within(boxes)).mean(axis=1)
        found: Places = self.evidence(boxes) - cost
        return found


def snap(image: Image, box: OrientedBox, patterns: Sequence[Pattern] = ()) -> Snapped | None:
    """The box of the object that lies roughly in this one, in the image's pixels; None where none is clear.

    Without `patterns` a plain rectangle is looked for. The nose stays at its side.
    """
    shrink = min(1.0, WORKING_PX / sqrt(box.length_px * box.width_px))
    small = image if shrink == 1.0 else _shrunk(image, shrink)
    drawn = _scaled(numbers(box), shrink)
    smooth_px = max(0.8, 0.02 * shrink * sqrt(box.length_px * box.width_px))
    coarse, fine = edges_of(small, 2.0 * smooth_px), edges_of(small, smooth_px)
    dark = darkness(small)
    best: tuple[float, float, Places] | None = None
    for pattern in patterns or (Pattern(rectangle(box.length_px / box.width_px)),):
        search = _Search(fine, dark, _resized(pattern, shrink), drawn)
        found = _best(search, replace(search, edges=coarse))
        score, evidence = (float(judge(found[None])[0]) for judge in (search.scores, search.evidence))
        if best is None or score > best[0]:
            best = (score, evidence, found)
    if best is None or best[1] < LEAST_EVIDENCE:
        return None
    x, y, length, width, heading = _scaled(best[2], 1.0 / shrink).tolist()
    return Snapped(OrientedBox((x, y), length, width, full_circle(heading)), best[1])


def _best(fine: _Search, coarse: _Search) -> Places:
    """The best box: the best few of a grid over smooth edges, moved uphill on fine ones."""
    boxes = _climbed(fine, _gridded(coarse), 0.02)
    found: Places = boxes[fine.scores(boxes).argmax()]
    return found


def _gridded(search: _Search) -> Places:
    """The best boxes of a grid about the drawn one."""
    shift = np.linspace(-REACH, REACH, 11) * search.mean
    turns, scales = np.linspace(-TURN_DEG, TURN_DEG, 9), np.array([0.85, 0.92, 1.0, 1.08, 1.17])
    grid = np.stack([axis.ravel() for axis in np.meshgrid(shift, shift, turns, scales, indexing="ij")], axis=1)
    boxes = np.repeat(search.drawn[None], len(grid), axis=0)
    boxes[:, :2] += grid[:, :2]
    boxes[:, 2:4] *= grid[:, 3:]
    boxes[:, 4] += grid[:, 2]
    thin = replace(search, pattern=replace(search.pattern, shape=search.pattern.shape.thinned(4)))
    return boxes[np.argsort(thin.scores(boxes))[-STARTS:]]


def _climbed(search: _Search, boxes: Places, step: float, rounds: int = 20) -> Places:
    """The boxes moved uphill, by shares of their sides that are halved at the top."""
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


def _moves(boxes: Places, mean: float) -> Places:
    """Moves ahead, to the right, of length, width and heading, and back, each of one mean side or radian; (M, K, 5)."""
    turn = np.radians(boxes[:, 4])[:, None]
    ahead, right = _MOVES[:, 0], _MOVES[:, 1]
    x, y = ahead * np.sin(turn) + right * np.cos(turn), right * np.sin(turn) - ahead * np.cos(turn)
    rest = np.broadcast_to(_MOVES[:, 2:] * (mean, mean, 57.0), (len(boxes), len(_MOVES), 3))
    moves = np.concatenate((x[..., None] * mean, y[..., None] * mean, rest), axis=-1)
    return np.concatenate((moves, -moves), axis=1)


def darkness(image: Image) -> Plane:
    """Where the image is as dark as shadow, 0 to 1: a fifth of what is usual in it, or less."""
    grey = image.max(axis=2).astype(np.float32)
    usual = max(float(np.median(grey)), 1.0)
    return np.asarray(np.clip(2.0 - grey / (0.2 * usual), 0.0, 1.0), np.float32)


def _resized(pattern: Pattern, factor: float) -> Pattern:
    size = pattern.size_px
    return pattern if size is None else Pattern(pattern.shape, (size[0] * factor, size[1] * factor))


def _scaled(box: Places, factor: float) -> Places:
    scaled: Places = box * np.array([factor, factor, factor, factor, 1.0])
    return scaled


def _shrunk(image: Image, factor: float) -> Image:
    height, width = image.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
