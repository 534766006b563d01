"""Shapes of objects seen from above, in the square of their box: what snapping and searching compare with."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from basewatch_gui.assist.edges import Places
from basewatch_gui.geometry.outline import OrientedBox

BoxRows = NDArray[np.float64]
"""Oriented boxes as rows (M, 5): x, y, length and width in pixels, heading in degrees."""

MIN_VEHICLE_PROPORTION = 2.2
"""A box so many times longer than wide holds a vehicle that fills it; others have wings or rotors."""

CONTOUR_PLACES = 160
"""Places along a contour and within it: more find nothing better."""
INSIDE_PLACES = 80
"""Places along a contour and within it: more find nothing better."""


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A contour: places and directions on it, (N, 2) each, places within it and its rings, in shares of its box.

    x runs from -0.5 at the left to 0.5 at the right, y from -0.5 at the nose to 0.5 at the tail. The places lie evenly
    on a box of the proportion that the shape was made for.
    """

    places: Places
    directions: Places
    inside: Places
    rings: tuple[Places, ...] = ()

    def contour_on(self, boxes: BoxRows) -> tuple[Places, Places]:
        """Return places and normals of the contour on boxes (M, 5), (M, N, 2) each, in the boxes' pixels."""
        tangents = _turned(self.directions, boxes)
        normals = np.stack((-tangents[..., 1], tangents[..., 0]), axis=-1)
        lengths = np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
        return _turned(self.places, boxes) + boxes[:, None, :2], normals / lengths

    def places_within(self, boxes: BoxRows) -> Places:
        """Return the places within the contour on boxes (M, 5); (M, K, 2)."""
        return _turned(self.inside, boxes) + boxes[:, None, :2]

    def rings_on(self, box: OrientedBox) -> tuple[Places, ...]:
        """Return the contour's rings on a box, (N, 2) each."""
        row = box_row(box)[None]
        return tuple(_turned(ring, row)[0] + row[0, :2] for ring in self.rings)

    def thinned(self, step: int) -> "Shape":
        """Return the same contour by every `step`-th of its places, without rings."""
        return Shape(self.places[::step], self.directions[::step], self.inside[::step])


def shape_from_rings(rings: Iterable[NDArray[np.float64]], length: float, width: float) -> Shape:
    """Return the shape of the contour of all rings together, given about the middle of their box, y to the rear.

    The rings are (N, 2) in the unit of `length` and `width`, which are the box's.
    """
    whole = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 2])
    parts = [part.exterior for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon)]
    longest = sum(part.length for part in parts)
    places, directions = [], []
    for part in parts:
        count = max(round(CONTOUR_PLACES * part.length / longest), 4)
        at = (np.arange(count) + 0.5) * (part.length / count)
        step = 0.02 * max(length, width)
        here, before, after = (shapely.get_coordinates(part.interpolate(way)) for way in _around(at, step, part.length))
        places.append(here)
        directions.append(after - before)
    scale = np.array([1.0 / width, 1.0 / length])
    rings_within = tuple(shapely.get_coordinates(part)[:-1] * scale for part in parts)
    return Shape(
        np.concatenate(places) * scale, np.concatenate(directions) * scale, _inside(whole) * scale, rings_within
    )


@cache
def rectangle_shape(proportion: float) -> Shape:
    """Return the shape of a vehicle: the box itself, so many times longer than wide."""
    half, side = proportion / 2, 0.5
    ring = np.array([(-side, -half), (side, -half), (side, half), (-side, half)])
    return shape_from_rings([ring], proportion, 1.0)


def box_row(box: OrientedBox) -> BoxRows:
    """Return the box as a row of x, y, length, width, heading."""
    return np.array([*box.centre_px, box.length_px, box.width_px, box.heading_px_deg])


def scaled_boxes(boxes: BoxRows, factor: float) -> BoxRows:
    """Return boxes, one or many rows, in pixels of another size; headings stay."""
    scaled: BoxRows = boxes * np.array([factor, factor, factor, factor, 1.0])
    return scaled


def _turned(places: Places, boxes: BoxRows) -> Places:
    """Return places or directions in shares of the box as they lie on boxes (M, 5) about their centres, (M, N, 2)."""
    length, width, heading = (boxes[:, column, None] for column in (2, 3, 4))
    turn = np.radians(heading)
    cosine, sine = np.cos(turn), np.sin(turn)
    across, down = places[:, 0] * width, places[:, 1] * length
    return np.stack((across * cosine - down * sine, across * sine + down * cosine), axis=-1)


def _inside(whole: BaseGeometry) -> Places:
    """Return some places within a geometry, on a grid."""
    left, top, right, bottom = whole.bounds
    steps = (np.arange(40) + 0.5) / 40
    x, y = (axis.ravel() for axis in np.meshgrid(left + steps * (right - left), top + steps * (bottom - top)))
    held = np.flatnonzero(shapely.contains_xy(whole, x, y))
    return np.column_stack((x, y))[held[:: max(len(held) // INSIDE_PLACES, 1)]]


def _around(at: Places, step: float, length: float) -> tuple[Places, Places, Places]:
    """Return distances along a ring of this length, and those a little before and after them."""
    return at, (at - step / 4) % length, (at + step / 4) % length
