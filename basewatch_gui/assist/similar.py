"""Finding more objects like one: its picture is searched in all rotations."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, dist, hypot, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.assist.edges import Edges, Image, Places, Plane, find_edges, resize_image, sample_at
from basewatch_gui.assist.shape import MIN_VEHICLE_PROPORTION, BoxRows, Shape, box_row, scaled_boxes
from basewatch_gui.geometry.outline import OrientedBox, to_shapely
from basewatch_gui.geometry.transform import full_circle

MIN_SCORE, MIN_VEHICLE_SCORE = 0.56, 0.65
"""What scores less is something else; a vehicle of few pixels is like many things."""

MIN_SHARE_OF_BEST = 0.7
"""A vehicle that scores less than this share of the best is left out too."""

MAX_FOUND = 24
"""Most objects that are returned, the most similar: no more than one looks through."""

COARSE_SIDE_PX = 17.0
"""Mean side of an object while the whole view is searched; smaller ones are searched as they are."""

FINE_SIDE_PX = 48.0
"""Mean side at which candidates are compared closely."""

ROTATIONS = 24
"""Rotations in which the view is searched: between two of them an object still looks the same at COARSE_SIDE_PX."""

MIN_COARSE_SCORE = 0.25
"""Places that reach this in the coarse search are compared closely."""

MAX_CANDIDATES = 40
"""Most places of a rotation, and of all in the end, that are compared closely."""

MAX_OVERLAP = 0.3
"""Of two that overlap by more than this share of their union the less similar one is dropped."""

PLACES_PER_SIDE = 20
"""Places along each side of a box that are compared."""

RIM_SHARE = 0.3
"""Ground is compared with a vehicle, as wide as this share of its width; others are recognised by what is within."""

COLOUR_WEIGHT = 0.3
"""Weight of the similarity of colours; the rest is that of edges."""

COLOUR_TOLERANCE = 40.0
"""Levels of 255 by which the colours of vehicles may differ: in one frame, light and paint are the same."""

Report = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class SimilarObject:
    """An object that looks like the one asked for, and its similarity, up to 1."""

    box: OrientedBox
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class _ScaledImage:
    """An image made smaller, its edges and smooth colours, and a box in it as a row."""

    image: Image
    edges: Edges
    colours: tuple[Plane, ...]
    box: BoxRows

    @classmethod
    def of(cls, image: Image, box: OrientedBox, factor: float) -> "_ScaledImage":
        """Return the image and box scaled by `factor` (at most 1), with edges and smoothed colours for comparing."""
        small = resize_image(image, factor)
        smooth_px = max(0.8, 0.02 * factor * sqrt(box.length_px * box.width_px))
        colours = cv2.split(cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32))
        return cls(
            small,
            find_edges(small, smooth_px),
            tuple(np.asarray(plane, np.float32) for plane in colours),
            scaled_boxes(box_row(box), factor),
        )

    def at(self, places: Places, boxes: BoxRows) -> tuple[NDArray[np.complex128], Places]:
        """Return edges relative to the heading (M, N) and colours (M, N, 3) at places (N, 2) in boxes (M, 5)."""
        turn = np.radians(boxes[:, 4])[:, None]
        across, down = places[:, 0] * boxes[:, 3, None], places[:, 1] * boxes[:, 2, None]
        x = boxes[:, 0, None] + across * np.cos(turn) - down * np.sin(turn)
        y = boxes[:, 1, None] + across * np.sin(turn) + down * np.cos(turn)
        at = np.stack((x, y), axis=-1)
        # Edges are doubled angles: turned back by twice the heading they are relative to the box's own axis.
        found = sample_at(self.edges.cosine, at) + 1j * sample_at(self.edges.sine, at)
        return found * np.exp(-2j * turn), np.stack([sample_at(plane, at) for plane in self.colours], axis=-1)


@dataclass(frozen=True, eq=False, slots=True)
class _Template:
    """What an object looks like at a grid of places in its box: edges relative to its heading, and colours."""

    places: Places
    edges: NDArray[np.complex128]
    colours: Places
    is_vehicle: bool

    def scores(self, scaled: _ScaledImage, boxes: BoxRows) -> Places:
        """Return how similar the image is in each of the boxes (M, 5)."""
        here, colours = scaled.at(self.places, boxes)
        along = (here * self.edges.conj()).sum(axis=1).real
        norm = np.sqrt((np.abs(here) ** 2).sum(axis=1) * (np.abs(self.edges) ** 2).sum())
        ahead = colours - colours.mean(axis=(1, 2), keepdims=True)
        mine = self.colours - self.colours.mean()
        spread = np.sqrt((ahead**2).sum(axis=(1, 2)) * (mine**2).sum())
        same = (ahead * mine).sum(axis=(1, 2)) / np.maximum(spread, 1e-6)
        found: Places = (1 - COLOUR_WEIGHT) * along / np.maximum(norm, 1e-6) + COLOUR_WEIGHT * same
        # A vehicle of few pixels has few edges of its own: its brightness must be near, too.
        if self.is_vehicle:
            off = ((colours - self.colours) ** 2).mean(axis=(1, 2)) / COLOUR_TOLERANCE**2
            found = found * np.exp(-off)
        return found


def find_similar(
    sample: Image, box: OrientedBox, view: Image, own: OrientedBox, shape: Shape | None = None, report: Report = float
) -> list[SimilarObject]:
    """Return the objects in the view that look like the one in the sample's box, best first, in the view's pixels.

    Both images have pixels of one size and brightness; `own` is where the object itself lies in the view, or beside it.
    With a `shape` only what lies within it is compared, without the object's shadow and ground. `report` gets how far
    the search is, from 0 to 1.
    """
    mean = sqrt(box.length_px * box.width_px)
    coarse, fine = min(1.0, COARSE_SIDE_PX / mean), min(1.0, FINE_SIDE_PX / mean)
    starts = _first_candidates(
        _ScaledImage.of(sample, box, coarse), find_edges(resize_image(view, coarse), 1.0), shape, report
    )
    if not len(starts):
        return []
    template = _template(_ScaledImage.of(sample, box, fine), shape)
    close = _ScaledImage.of(view, own, fine)
    boxes = _hill_climb(template, close, scaled_boxes(starts, fine / coarse))
    report(0.95)
    found = [
        SimilarObject(OrientedBox((x, y), length, width, full_circle(heading)), float(score))
        for score, (x, y, length, width, heading) in zip(
            template.scores(close, boxes), scaled_boxes(boxes, 1 / fine).tolist(), strict=True
        )
    ]
    least = (
        max(MIN_VEHICLE_SCORE, MIN_SHARE_OF_BEST * _best_other_score(found, own)) if template.is_vehicle else MIN_SCORE
    )
    kept = sorted((each for each in found if each.score >= least), key=lambda each: -each.score)
    return _without_overlaps(kept, own)[:MAX_FOUND]


def _first_candidates(scaled: _ScaledImage, view: Edges, shape: Shape | None, report: Report) -> Places:
    """Return where in the view something like the object may be, as boxes (M, 5), by its edges turned all round."""
    found: list[tuple[float, ...]] = []
    height, width = view.cosine.shape
    _, _, length, across, heading = scaled.box.tolist()
    fields = cv2.merge((view.cosine, view.sine))
    radius = max(1, round(0.25 * sqrt(length * across)))
    for turn in range(ROTATIONS):
        report(0.9 * turn / ROTATIONS)
        by_deg = 360.0 * turn / ROTATIONS
        template = _turned_template(scaled, by_deg, shape)
        rim = template.shape[0] // 2
        padded = cv2.copyMakeBorder(fields, rim, rim, rim, rim, cv2.BORDER_CONSTANT)
        matched = np.asarray(cv2.matchTemplate(padded, template, cv2.TM_CCORR), np.float32)[:height, :width]
        matched /= max(float((template**2).sum()), 1e-6)
        for y, x in _peaks(matched, radius):
            found.append((float(matched[y, x]), x + 0.5, y + 0.5, length, across, heading + by_deg))
    found.sort(reverse=True)
    return np.array(found[: 4 * MAX_CANDIDATES], np.float64).reshape(-1, 6)[:, 1:]


def _turned_template(scaled: _ScaledImage, by_deg: float, shape: Shape | None) -> NDArray[np.float32]:
    """Return the object's edges, turned clockwise, about the middle of an odd square; 0 outside its box or shape."""
    x, y, length, width, heading = scaled.box.tolist()
    rim = _rim(scaled.box)
    side = 2 * ceil(hypot(length, width) / 2 + rim) + 5
    # The image is turned, not the edges: turned edges would have to be turned in themselves, too.
    turn = cv2.getRotationMatrix2D((x - 0.5, y - 0.5), -by_deg, 1.0)
    turn[:, 2] += ((side - 1) / 2 - (x - 0.5), (side - 1) / 2 - (y - 0.5))
    turned = cv2.warpAffine(scaled.image, turn, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    edges = find_edges(np.asarray(turned, np.uint8), 1.0)
    middle = OrientedBox((side / 2, side / 2), length + 2 * rim, width + 2 * rim, full_circle(heading + by_deg))
    mask = np.zeros((side, side), np.uint8)
    for ring in [np.array(middle.corners_px)] if shape is None else shape.rings_on(middle):
        cv2.fillPoly(mask, [np.rint((ring - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    return np.stack((edges.cosine * mask, edges.sine * mask), axis=-1).astype(np.float32)


def _peaks(matched: Plane, radius: int) -> list[tuple[int, int]]:
    """Return row and column of the places that are highest about themselves, and high enough to be compared closely."""
    highest = cv2.dilate(matched, np.ones((2 * radius + 1, 2 * radius + 1), np.uint8))
    rows, columns = np.nonzero((matched >= highest) & (matched > MIN_COARSE_SCORE))
    order = np.argsort(matched[rows, columns])[::-1][:MAX_CANDIDATES]
    return [(int(rows[at]), int(columns[at])) for at in order]


def _template(scaled: _ScaledImage, shape: Shape | None) -> _Template:
    """Return what the object in the image's box looks like."""
    steps = (np.arange(PLACES_PER_SIDE) + 0.5) / PLACES_PER_SIDE - 0.5
    rim = _rim(scaled.box)
    across, down = (steps * (1 + 2 * rim / scaled.box[side]) for side in (3, 2))
    places = np.column_stack([axis.ravel() for axis in np.meshgrid(across, down)])
    if shape is not None:
        places = places[_near_shape(places, shape)]
    found, colours = scaled.at(places, scaled.box[None])
    return _Template(places, found[0], colours[0], rim > 0)


def _rim(box: BoxRows) -> float:
    """Return how much ground is compared with an object, in pixels.

    A vehicle is recognised by its sides, others by what is within.
    """
    is_vehicle = box[2] > MIN_VEHICLE_PROPORTION * box[3] or box[3] > MIN_VEHICLE_PROPORTION * box[2]
    return RIM_SHARE * float(min(box[2], box[3])) if is_vehicle else 0.0


def _near_shape(places: Places, shape: Shape) -> NDArray[np.bool_]:
    """Return True for places that lie in the shape, or so near to its contour that they see its edge."""
    mask = np.zeros((PLACES_PER_SIDE, PLACES_PER_SIDE), np.uint8)
    for ring in shape.rings:
        cv2.fillPoly(mask, [np.rint(((ring + 0.5) * PLACES_PER_SIDE - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    column, row = ((places + 0.5) * PLACES_PER_SIDE).astype(int).T
    return np.asarray(wide[row, column] > 0)


def _hill_climb(template: _Template, scaled: _ScaledImage, boxes: BoxRows) -> Places:
    """Return the best of the boxes moved and turned to where they are most similar; their sizes stay."""
    scores = template.scores(scaled, boxes)
    kept = np.argsort(scores)[::-1][:MAX_CANDIDATES]
    boxes, scores = boxes[kept], scores[kept]
    mean = sqrt(boxes[0, 2] * boxes[0, 3])
    moves = np.zeros((6, 5))
    moves[:2, 0], moves[2:4, 1], moves[4:, 4] = (mean, -mean), (mean, -mean), (100.0, -100.0)
    steps, rows = np.full(len(boxes), 0.05), np.arange(len(boxes))
    for _ in range(10):
        tried = boxes[:, None] + steps[:, None, None] * moves
        found = template.scores(scaled, tried.reshape(-1, 5)).reshape(len(boxes), -1)
        best = found.argmax(axis=1)
        gains = found[rows, best] > scores
        boxes[gains] = tried[gains, best[gains]]
        scores = np.maximum(scores, found.max(axis=1))
        steps[~gains] /= 2
    return boxes


def _best_other_score(found: list[SimilarObject], own: OrientedBox) -> float:
    """Return the best score of all but the object itself."""
    away = 0.25 * (own.length_px + own.width_px)
    return max((each.score for each in found if dist(each.box.centre_px, own.centre_px) > away), default=0.0)


def _without_overlaps(found: list[SimilarObject], own: OrientedBox) -> list[SimilarObject]:
    """Return those that overlap neither the object itself nor a better one."""
    taken, kept = [to_shapely(own)], []
    for each in found:
        shape = to_shapely(each.box)
        if all(shape.intersection(other).area <= MAX_OVERLAP * shape.union(other).area for other in taken):
            taken.append(shape)
            kept.append(each)
    return kept
