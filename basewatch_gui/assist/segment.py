"""Segmenting: the outline of the object in a box by GrabCut, and of an even patch by flooding from a seed."""

from dataclasses import dataclass, replace
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.assist.edges import Image, Mask
from basewatch_gui.assist.mask_outlines import mask_polygon, oriented_box_around
from basewatch_gui.assist.shape import MIN_VEHICLE_PROPORTION, Shape
from basewatch_gui.assist.snap import shadow_darkness
from basewatch_gui.geometry.outline import Box, OrientedBox, Polygon, area_px
from basewatch_gui.geometry.transform import XY, Points, as_points

SEGMENT_SIDE_PX = 120.0
"""Mean side to which a box is enlarged or shrunk: small objects get edges finer than a pixel, large ones stay quick."""

MAX_ENLARGEMENT = 4.0

GROUND_MARGIN = 0.35
"""Ground that is looked at around the box, as a share of its mean side."""

SIMPLIFY_PX, SIMPLIFY_SHARE = 0.5, 0.005
"""How far a simplified outline may lie from the full one: so many pixels, or this share of the box if that is more."""

GRABCUT_ROUNDS = 4
"""Rounds of GrabCut; later ones change next to nothing."""

GROUND_SIGMAS = 3.0
"""Colours that are so many standard deviations from the ground's are none of the ground's."""

MIN_SHADOW_DARKNESS = 0.3
"""From this darkness on a pixel may be shadow."""

ENOUGH_WITHOUT_SHADOW = 0.8
"""What fills the box nearly as well, by this share, without what is dark is the object without its shadow."""

EDGE_SMOOTHING_PX = 5
"""Pixels, at the working size, over which an edge is smoothed: GrabCut leaves it ragged by one or two."""

MIN_BOX_SHARE = 0.04
"""Objects fill at least so much of their box."""


@dataclass(frozen=True, slots=True)
class SegmentedObject:
    """An object's outline, the oriented box that holds it, and how well it fills the box that was drawn, 0 to 1."""

    polygon: Polygon
    box: OrientedBox
    score: float


def segment_object(image: Image, box: Box | OrientedBox, shape: Shape | None = None) -> SegmentedObject | None:
    """Return the object in a box: its outline, oriented box and score, in image pixels; None where none stands out.

    `shape` is what it may look like. What is as dark as shadow is left out, unless too little of the box would be
    filled without it.
    """
    corners = as_points(box.corners_px)
    mean = sqrt(area_px(box))
    scale = min(SEGMENT_SIDE_PX / mean, MAX_ENLARGEMENT)
    low = np.maximum(np.floor(corners.min(axis=0) - GROUND_MARGIN * mean), 0).astype(int)
    high = np.minimum(np.ceil(corners.max(axis=0) + GROUND_MARGIN * mean), image.shape[1::-1]).astype(int)
    if (high - low < 2).any():
        return None
    part = np.ascontiguousarray(image[low[1] : high[1], low[0] : high[0]])
    size = tuple(int(side) for side in np.maximum(np.rint((high - low) * scale), 4))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    worked = np.asarray(cv2.resize(part, size, interpolation=way), np.uint8)
    marks = np.full(worked.shape[:2], cv2.GC_BGD, np.uint8)
    _mark(marks, (corners - low) * scale, cv2.GC_PR_FGD)
    if isinstance(box, OrientedBox):
        if shape is not None:
            marks = np.where(marks == cv2.GC_PR_FGD, np.uint8(cv2.GC_PR_BGD), marks)
            for ring in shape.rings_on(box):
                _mark(marks, (ring - low) * scale, cv2.GC_PR_FGD)
        _mark(marks, (as_points(_core(box).corners_px) - low) * scale, cv2.GC_FGD)
    else:
        # A level box around an object that lies aslant holds more ground than object.
        marks[_like_ground(worked, marks) & (marks == cv2.GC_PR_FGD)] = cv2.GC_PR_BGD
    lit = np.where(shadow_darkness(worked) > MIN_SHADOW_DARKNESS, np.uint8(cv2.GC_BGD), marks)
    whole, unshadowed = (_cut(worked, each, box, low, scale) for each in (marks, lit))
    if whole is None or unshadowed is None:
        return whole or unshadowed
    return unshadowed if _objectness(unshadowed, box) > _objectness(whole, box) * ENOUGH_WITHOUT_SHADOW else whole


def flood_patch(image: Image, seed_px: XY, tolerance: int, most_px: int) -> Polygon | None:
    """Return the outline of the connected patch around a seed whose colours differ from it by up to `tolerance` of 255.

    In the image's pixels; None where the seed lies outside, or no patch of at least three pixels and at most `most_px`
    a side comes of it.
    """
    height, width = image.shape[:2]
    x, y = int(np.floor(seed_px[0])), int(np.floor(seed_px[1]))
    if not (0 <= x < width and 0 <= y < height):
        return None
    smooth = cv2.medianBlur(np.ascontiguousarray(image), 3)
    mask = np.zeros((height + 2, width + 2), np.uint8)
    same = (tolerance,) * 3
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (255 << 8)
    count, _, _, (_, _, across, down) = cv2.floodFill(smooth, mask, (x, y), 0, same, same, flags)
    if count < 3 or max(across, down) > most_px:
        return None
    closed = cv2.morphologyEx(mask[1:-1, 1:-1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return mask_polygon(np.asarray(closed, np.uint8), SIMPLIFY_PX)


def _objectness(found: SegmentedObject, box: Box | OrientedBox) -> float:
    """Return how like an object a segment is: it fills its box from side to side, a vehicle wholly."""
    is_vehicle = isinstance(box, OrientedBox) and _is_solid(box)
    return found.score * (area_px(found.polygon) / area_px(box) if is_vehicle else 1.0)


def _is_solid(box: OrientedBox) -> bool:
    """Return True if a box is so long that it holds a vehicle, which fills it."""
    return box.length_px > MIN_VEHICLE_PROPORTION * box.width_px


def _like_ground(image: Image, marks: Mask) -> NDArray[np.bool_]:
    """Return True where the image has the colours that are usual around the box."""
    colours = cv2.GaussianBlur(image, (0, 0), 2.0).astype(np.float32)
    around = colours[marks == cv2.GC_BGD]
    if not len(around):
        return np.zeros(marks.shape, np.bool_)
    usual = np.median(around, axis=0)
    # 1.5 median deviations are about one standard deviation, and don't grow with the odd bright object nearby.
    spread = 1.5 * np.median(np.abs(around - usual), axis=0) + 2.0
    return np.asarray((np.abs(colours - usual) < GROUND_SIGMAS * spread).all(axis=-1))


def _core(box: OrientedBox) -> OrientedBox:
    """Return the part of the box that surely is the object: the middle of a vehicle or of a fuselage."""
    return replace(box, length_px=box.length_px / 2, width_px=box.width_px * (0.5 if _is_solid(box) else 0.03))


def _cut(image: Image, marks: Mask, box: Box | OrientedBox, low: Points, scale: float) -> SegmentedObject | None:
    """Return what GrabCut takes for the object, its places in the whole image; None where that is too little."""
    marks = marks.copy()
    if not (marks == cv2.GC_PR_FGD).any() or not (marks == cv2.GC_BGD).any():
        return None
    # GrabCut seeds its colour clusters at random: the same box must give the same outline.
    cv2.setRNGSeed(0)
    cv2.grabCut(image, marks, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    mask = ((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD)).astype(np.uint8)
    mask = cv2.medianBlur(mask, EDGE_SMOOTHING_PX)
    polygon = mask_polygon(np.asarray(mask, np.uint8), max(SIMPLIFY_PX, SIMPLIFY_SHARE * sqrt(area_px(box))), scale)
    if polygon is None or area_px(polygon) < MIN_BOX_SHARE * area_px(box):
        return None
    moved = Polygon(tuple(tuple((x + float(low[0]), y + float(low[1])) for x, y in ring) for ring in polygon.rings))
    heading = box.heading_px_deg if isinstance(box, OrientedBox) else None
    return SegmentedObject(moved, oriented_box_around(moved, heading), _fill_score(moved, box))


def _fill_score(polygon: Polygon, box: Box | OrientedBox) -> float:
    """Return the overlap over union of the box with the one that the polygon fills along the same axes."""
    held = oriented_box_around(polygon, box.heading_px_deg if isinstance(box, OrientedBox) else 0.0)
    drawn = box if isinstance(box, OrientedBox) else oriented_box_around(Polygon((box.corners_px,)), 0.0)
    offset = np.subtract(held.centre_px, drawn.centre_px)
    shared = 1.0
    for way, one, other in (
        (drawn.forward, held.length_px, drawn.length_px),
        (drawn.right, held.width_px, drawn.width_px),
    ):
        away = abs(float(offset @ np.array(way)))
        shared *= max(0.0, min((one + other) / 2 - away, one, other))
    return shared / (area_px(held) + area_px(drawn) - shared)


def _mark(marks: Mask, corners: Points, value: int) -> None:
    """Set the marks within a polygon (N, 2) to a value."""
    cv2.fillPoly(marks, [np.rint((corners - 0.5) * 16).astype(np.int32)], value, cv2.LINE_8, 4)
