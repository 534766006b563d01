"""A piece of concrete with aircraft and vehicles on it, and their shadows."""

from collections.abc import Sequence

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.assist.shape import Shape, shape_from_rings
from basewatch_gui.geometry.outline import OrientedBox, Outline, to_shapely

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]

WHITE: Colour = (232, 232, 228)
OLIVE: Colour = (60, 84, 70)
SHADOW: Colour = (24, 20, 18)
FINE = 8

AIRCRAFT = shape_from_rings(
    [
        np.array(ring, np.float64)
        for ring in (
            [(-2, -20), (2, -20), (2, 20), (-2, 20)],
            [(-20, 0), (-2, -8), (2, -8), (20, 0), (20, 3), (2, 2), (-2, 2), (-20, 3)],
            [(-8, 19), (-2, 14), (2, 14), (8, 19), (8, 20), (-8, 20)],
        )
    ],
    40.0,
    40.0,
)
"""Fuselage, swept wings and a tail, 40 x 40."""


def concrete(width: int, height: int, seed: int = 0) -> Image:
    """Grey ground with seams and noise."""
    rng = np.random.default_rng(seed)
    ground = 150.0 + 5 * rng.standard_normal((height, width))
    ground[::37] -= 14
    ground[:, ::41] -= 14
    return np.repeat(ground[..., None], 3, axis=2).clip(0, 255).astype(np.uint8)


def put(
    image: Image, box: OrientedBox, colour: Colour = WHITE, shape: Shape | None = AIRCRAFT, shadow: bool = True
) -> None:
    """Draw an object that fills the box, or the box itself where it has no shape, and its shadow to the upper left."""
    rings = (np.array(box.corners_px),) if shape is None else shape.rings_on(box)
    if shadow:
        away = 0.12 * min(box.length_px, box.width_px)
        _fill(image, [ring - away for ring in rings], SHADOW)
    _fill(image, rings, colour)


def iou(one: Outline, other: Outline) -> float:
    """Overlap over union."""
    first, second = to_shapely(one), to_shapely(other)
    return float(shapely.intersection(first, second).area / shapely.union(first, second).area)


def _fill(image: Image, rings: Sequence[NDArray[np.float64]], colour: Colour) -> None:
    height, width = image.shape[:2]
    mask = np.zeros((height * FINE, width * FINE), np.uint8)
    for ring in rings:
        cv2.fillPoly(mask, [np.rint(ring * FINE - 0.5).astype(np.int32)], 255)
    share = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)[..., None] / 255.0
    image[:] = np.rint(image * (1 - share) + np.array(colour) * share).astype(np.uint8)
