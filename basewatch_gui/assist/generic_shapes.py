"""Shapes of aircraft whose type has no silhouette: about right for many, exact for none."""

from functools import cache

import numpy as np

from basewatch_gui.assist.edges import Places
from basewatch_gui.assist.shape import Shape, shape_from_rings

_AIRLINER = (
    ((0, -20), (1.2, -18.5), (1.8, -16), (1.8, 13), (0.6, 20)),
    ((0, -6), (1.8, -5), (18, 6), (18, 7.2), (6.5, 2.2), (0, 1.6)),
    ((0, 13.5), (6, 18.5), (6, 19.8), (0, 18)),
    ((4.8, -7.2), (7, -7.2), (7, -2), (4.8, -2)),
)
"""Right halves of the parts of an airliner with low swept wings, 40 x 36 m, y to the rear."""

_COMBAT = (
    ((0, -11), (0.8, -8), (1.4, -4), (2.6, 0), (2.6, 9), (0, 9)),
    ((0, -5), (1.5, -4.5), (2.4, -1.5), (7.35, 3.2), (7.35, 4.6), (2.4, 5), (0, 5)),
    ((0, 5.5), (2.4, 5.5), (5, 9), (5, 10.9), (2.4, 10), (0, 10)),
)
"""The same of a twin-engined combat aircraft with swept wings, 21.9 x 14.7."""

_DELTA = (
    ((0, -8), (0.7, -5.5), (1, -2), (1, 8), (0, 8)),
    ((0, -3), (1, -2.5), (4.6, 6), (4.6, 6.8), (0, 6.8)),
)
"""The same of a combat aircraft with a delta wing, 16 x 9.2."""


@cache
def airliner_shape() -> Shape:
    """Return the shape of an airliner with low swept wings and two engines."""
    return _mirrored(_AIRLINER)


@cache
def combat_aircraft_shapes() -> tuple[Shape, Shape]:
    """Return the shapes of combat aircraft with swept wings and a tailplane, and with a delta wing."""
    return _mirrored(_COMBAT), _mirrored(_DELTA)


def _mirrored(halves: tuple[tuple[tuple[float, float], ...], ...]) -> Shape:
    """Return the shape of parts whose right halves are given."""
    rings = []
    for half in halves:
        right = np.array(half, np.float64)
        rings += [_closed(right), _closed(right) * (-1, 1)]
    whole = np.concatenate(rings)
    middle = (whole.min(axis=0) + whole.max(axis=0)) / 2
    width, length = np.ptp(whole, axis=0).tolist()
    return shape_from_rings([ring - middle for ring in rings], length, width)


def _closed(half: Places) -> Places:
    """Return a half with its ends joined to the axis by added points; one that lies apart from it stays as it is."""
    if half[0, 0] > 3:
        return half
    first, last = half[0] * (0, 1), half[-1] * (0, 1)
    return np.vstack((first, half, last))
