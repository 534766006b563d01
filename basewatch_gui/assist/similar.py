"""Finding more like an object: its picture is looked for in all rotations."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, dist, hypot, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.assist.edges import Edges, Image, Places, Plane, edges_of, sampled
from basewatch_gui.assist.shape import SOLID, Shape, numbers
from basewatch_gui.geometry.outline import OrientedBox, to_shapely
from basewatch_gui.geometry.transform import full_circle

LEAST_SCORE, LEAST_VEHICLE_SCORE = 0.56, 0.65
"""What is less alike is something else; a vehicle of few pixels is like many things."""

LEAST_OF_BEST = 0.7
"""A vehicle that is less alike than this share of the best is left out too."""

MOST_FOUND = 24
"""No more are given than one looks through: the most alike."""

COARSE_PX = 17.0
"""Mean side of an object while the whole view is searched; smaller ones are searched as they are."""

FINE_PX = 48.0
"""Mean side at which what was found is looked at closely."""

TURNS = 24
"""Rotations in which the view is searched: between two of them an object still looks the same at COARSE_PX."""

COARSE_SCORE = 0.25
"""Places that reach this at first sight are looked at closely."""

MOST = 40
"""So many places are looked at closely at most."""

OVERLAP = 0.3
"""Of two that overlap by more than this share of their union the one that is less alike is dropped."""

GRID = 20
"""Places along each side of a box that are compared."""

RIM = 0.3
"""Ground is compared with a vehicle, as wide as this share of its width; others are told by what is within."""

COLOUR = 0.3
"""How much the likeness of the colours counts beside that of the edges."""

NEAR = 40.0
"""Levels of 255 by which the colours of vehicles may differ: in one frame, light and paint are the same."""

Say = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Alike:
    """An object that looks like the one asked for, and how much so, up to 1."""

    box: OrientedBox
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class _Look:
    """An image made smaller, its edges and smooth colours, and a box in it as numbers."""

    image: Image
    edges: Edges
    colours: tuple[Plane, ...]
    box: Places

    @classmethod
    def of(cls, image: Image, box: OrientedBox, factor: float) -> "_Look":
        """The image and the box so many times as large."""
        small = _resized(image, factor)
        smooth_px = max(0.8, 0.02 * factor * sqrt(box.length_px * box.width_px))
        colours = cv2.split(cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32))
        return cls(
            small,
            edges_of(small, smooth_px),
            tuple(np.asarray(plane, np.float32) for plane in colours),
            _scaled(numbers(box), factor),
        )

    def at(self, places: Places, boxes: Places) -> tuple[NDArray[np.complex128], Places]:
        """Edges relative to the heading (M, N) and colours (M, N, 3) at places (N, 2) in boxes (M, 5)."""
        turn = np.radians(boxes[:, 4])[:, None]
        across, down = places[:, 0] * boxes[:, 3, None], places[:, 1] * boxes[:, 2, None]
        x = boxes[:, 0, None] + across * np.cos(turn) - down * np.sin(turn)
        y = boxes[:, 1, None] + across * np.sin(turn) + down * np.cos(turn)
        at = np.stack((x, y), axis=-1)
        found = sampled(self.edges.cosine, at) + 1j * sampled(self.edges.sine, at)
        return found * np.exp(-2j * turn), np.stack([sampled(plane, at) for plane in self.colours], axis=-1)


@dataclass(frozen=True, eq=False, slots=True)
class _Template:
    """What an object looks like at a grid of places in its box: edges relative to its heading, and colours."""

    places: Places
    edges: NDArray[np.complex128]
    colours: Places
    is_vehicle: bool

    def scores(self, look: _Look, boxes: Places) -> Places:
        """How alike each of the boxes (M, 5) is."""
        here, colours = look.at(self.places, boxes)
        along = (here * self.edges.conj()).sum(axis=1).real
        norm = np.sqrt((np.abs(here) ** 2).sum(axis=1) * (np.abs(self.edges) ** 2).sum())
        ahead = colours - colours.mean(axis=(1, 2), keepdims=True)
        mine = self.colours - self.colours.mean()
        spread = np.sqrt((ahead**2).sum(axis=(1, 2)) * (mine**2).sum())
        same = (ahead * mine).sum(axis=(1, 2)) / np.maximum(spread, 1e-6)
        found: Places = (1 - COLOUR) * along / np.maximum(norm, 1e-6) + COLOUR * same
        if self.is_vehicle:
            off = ((colours - self.colours) ** 2).mean(axis=(1, 2)) / NEAR**2
            found = found * np.exp(-off)
        return found


def alike(
    sample: Image, box: OrientedBox, view: Image, own: OrientedBox, shape: Shape | None = None, say: Say = float
) -> list[Alike]:
    """The objects in the view that look like the one in the sample's box, best first, in the view's pixels.

    Both images have pixels of one size and brightness; `own` is where the object itself lies in the view, or beside it.
    With a `shape` only what lies within it is compared, without the object's shadow and ground. `say` hears how far the
    search is, from 0 to 1.
    """
    mean = sqrt(box.length_px * box.width_px)
    coarse, fine = min(1.0, COARSE_PX / mean), min(1.0, FINE_PX / mean)
    starts = _first_sight(_Look.of(sample, box, coarse), edges_of(_resized(view, coarse), 1.0), shape, say)
    if not len(starts):
        return []
    template = _template(_Look.of(sample, box, fine), shape)
    close = _Look.of(view, own, fine)
    boxes = _climbed(template, close, _scaled(starts, fine / coarse))
    say(0.95)
    found = [
        Alike(OrientedBox((x, y), length, width, full_circle(heading)), float(score))
        for score, (x, y, length, width, heading) in zip(
            template.scores(close, boxes), _scaled(boxes, 1 / fine).tolist(), strict=True
        )
    ]
    least = max(LEAST_VEHICLE_SCORE, LEAST_OF_BEST * _best(found, own)) if template.is_vehicle else LEAST_SCORE
    kept = sorted((each for each in found if each.score >= least), key=lambda each: -each.score)
    return _without_doubles(kept, own)[:MOST_FOUND]


def _first_sight(look: _Look, view: Edges, shape: Shape | None, say: Say) -> Places:
    """Where in the view something like the object may be, as boxes (M, 5), by its edges turned all round."""
    found: list[tuple[float, ...]] = []
    height, width = view.cosine.shape
    _, _, length, across, heading = look.box.tolist()
    fields = cv2.merge((view.cosine, view.sine))
    radius = max(1, round(0.25 * sqrt(length * across)))
    for turn in range(TURNS):
        say(0.9 * turn / TURNS)
        by_deg = 360.0 * turn / TURNS
        template = _turned_template(look, by_deg, shape)
        rim = template.shape[0] // 2
        padded = cv2.copyMakeBorder(fields, rim, rim, rim, rim, cv2.BORDER_CONSTANT)
        matched = np.asarray(cv2.matchTemplate(padded, template, cv2.TM_CCORR), np.float32)[:height, :width]
        matched /= max(float((template**2).sum()), 1e-6)
        for y, x in _peaks(matched, radius):
            found.append((float(matched[y, x]), x + 0.5, y + 0.5, length, across, heading + by_deg))
    found.sort(reverse=True)
    return np.array(found[: 4 * MOST], np.float64).reshape(-1, 6)[:, 1:]


def _turned_template(look: _Look, by_deg: float, shape: Shape | None) -> NDArray[np.float32]:
    """The object's edges, turned clockwise, about the middle of an odd square; nothing outside its box or shape."""
    x, y, length, width, heading = look.box.tolist()
    rim = _rim(look.box)
    side = 2 * ceil(hypot(length, width) / 2 + rim) + 5
    turn = cv2.getRotationMatrix2D((x - 0.5, y - 0.5), -by_deg, 1.0)
    turn[:, 2] += ((side - 1) / 2 - (x - 0.5), (side - 1) / 2 - (y - 0.5))
    turned = cv2.warpAffine(look.image, turn, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    edges = edges_of(np.asarray(turned, np.uint8), 1.0)
    middle = OrientedBox((side / 2, side / 2), length + 2 * rim, width + 2 * rim, full_circle(heading + by_deg))
    mask = np.zeros((side, side), np.uint8)
    for ring in [np.array(middle.corners_px)] if shape is None else shape.rings_on(middle):
        cv2.fillPoly(mask, [np.rint((ring - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    return np.stack((edges.cosine * mask, edges.sine * mask), axis=-1).astype(np.float32)


def _peaks(matched: Plane, radius: int) -> list[tuple[int, int]]:
    """Row and column of what is highest about itself, and high enough to be looked at."""
    highest = cv2.dilate(matched, np.ones((2 * radius + 1, 2 * radius + 1), np.uint8))
    rows, columns = np.nonzero((matched >= highest) & (matched > COARSE_SCORE))
    order = np.argsort(matched[rows, columns])[::-1][:MOST]
    return [(int(rows[at]), int(columns[at])) for at in order]


def _template(look: _Look, shape: Shape | None) -> _Template:
    steps = (np.arange(GRID) + 0.5) / GRID - 0.5
    rim = _rim(look.box)
    across, down = (steps * (1 + 2 * rim / look.box[side]) for side in (3, 2))
    places = np.column_stack([axis.ravel() for axis in np.meshgrid(across, down)])
    if shape is not None:
        places = places[_within(places, shape)]
    found, colours = look.at(places, look.box[None])
    return _Template(places, found[0], colours[0], rim > 0)


def _rim(mine: Places) -> float:
    """How much ground is compared with the object: a vehicle is told by its sides, others by what is within."""
    is_vehicle = mine[2] > SOLID * mine[3] or mine[3] > SOLID * mine[2]
    return RIM * float(min(mine[2], mine[3])) if is_vehicle else 0.0


def _within(places: Places, shape: Shape) -> NDArray[np.bool_]:
    """Which places lie in the shape, or so near to its contour that they see its edge."""
    mask = np.zeros((GRID, GRID), np.uint8)
    for ring in shape.rings:
        cv2.fillPoly(mask, [np.rint(((ring + 0.5) * GRID - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    column, row = ((places + 0.5) * GRID).astype(int).T
    return np.asarray(wide[row, column] > 0)


def _climbed(template: _Template, look: _Look, boxes: Places) -> Places:
    """The best of the boxes moved and turned to where they are most alike; their sizes stay."""
    scores = template.scores(look, boxes)
    kept = np.argsort(scores)[::-1][:MOST]
    boxes, scores = boxes[kept], scores[kept]
    mean = sqrt(boxes[0, 2] * boxes[0, 3])
    moves = np.zeros((6, 5))
    moves[:2, 0], moves[2:4, 1], moves[4:, 4] = (mean, -mean), (mean, -mean), (100.0, -100.0)
    steps, rows = np.full(len(boxes), 0.05), np.arange(len(boxes))
    for _ in range(10):
        tried = boxes[:, None] + steps[:, None, None] * moves
        found = template.scores(look, tried.reshape(-1, 5)).reshape(len(boxes), -1)
        best = found.argmax(axis=1)
        gains = found[rows, best] > scores
        boxes[gains] = tried[gains, best[gains]]
        scores = np.maximum(scores, found.max(axis=1))
        steps[~gains] /= 2
    return boxes


def _best(found: list[Alike], own: OrientedBox) -> float:
    """The best score of all but the object itself."""
    away = 0.25 * (own.length_px + own.width_px)
    return max((each.score for each in found if dist(each.box.centre_px, own.centre_px) > away), default=0.0)


def _without_doubles(found: list[Alike], own: OrientedBox) -> list[Alike]:
    """Those that overlap neither the object itself nor a better one."""
    taken, kept = [to_shapely(own)], []
    for each in found:
        shape = to_shapely(each.box)
        if all(shape.intersection(other).area <= OVERLAP * shape.union(other).area for other in taken):
            taken.append(shape)
            kept.append(each)
    return kept


def _scaled(boxes: Places, factor: float) -> Places:
    scaled: Places = boxes * np.array([factor, factor, factor, factor, 1.0])
    return scaled


def _resized(image: Image, factor: float) -> Image:
    if factor == 1.0:
        return np.ascontiguousarray(image)
    height, width = image.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
