"""Where frames and boxes lie on the ground and how large they are there, in one pass a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import WGS84, GroundMap
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import Points

HEADING_STEP_PX = 8.0
"""The step along a heading whose bearing is taken, as `GroundMap.heading_true_deg` takes it."""


@dataclass(frozen=True, slots=True)
class GroundBox:
    """An oriented box on the ground: bearing from true north, nose to tail and side to side; None where unknown."""

    heading_true_deg: float | None = None
    length_m: float | None = None
    width_m: float | None = None


def ground_boxes(ground: GroundMap, boxes: Sequence[OrientedBox], *, has_scale: bool) -> list[GroundBox]:
    """The boxes of one frame on the ground; `has_scale` says whether a frame without a georeference has a known GSD."""
    if not boxes or not (ground.is_georeferenced or has_scale):
        return [GroundBox() for _ in boxes]
    centre, nose, tail, left, right, step = _places(boxes)
    if not ground.is_georeferenced:
        lengths = _plane_distance(ground, nose, tail)
        widths = _plane_distance(ground, left, right)
        return [GroundBox(None, *pair) for pair in zip(_known(lengths), _known(widths), strict=True)]
    bearings = _geodesic(ground, centre, step)[0] % 360.0
    lengths = _geodesic(ground, nose, tail)[1]
    widths = _geodesic(ground, left, right)[1]
    return [GroundBox(*row) for row in zip(_known(bearings), _known(lengths), _known(widths), strict=True)]


def bounds_wgs84(ground: GroundMap, width: int, height: int) -> tuple[float, float, float, float] | None:
    """West, south, east, north of a frame in degrees as its own georeference says; west > east across the antimeridian.

    None without a georeference. 5 x 5 places are taken, so that a frame whose edges bend is covered well.
    """
    xs, ys = np.linspace(0, width, 5), np.linspace(0, height, 5)
    grid = np.column_stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
    if not ground.is_georeferenced:
        return None
    places = ground.to_lonlats(grid)
    places = places[np.isfinite(places).all(axis=1)]
    if not len(places):
        return None
    first = places[0, 0]
    across = first + _wrapped(places[:, 0] - first)
    west, east = _wrapped(np.array([across.min(), across.max()]))
    return (float(west), float(places[:, 1].min()), float(east), float(places[:, 1].max()))


def _places(boxes: Sequence[OrientedBox]) -> tuple[Points, Points, Points, Points, Points, Points]:
    centre = np.array([box.centre_px for box in boxes], dtype=np.float64)
    sizes = np.array([(box.length_px, box.width_px, box.heading_px_deg) for box in boxes], dtype=np.float64)
    angle = np.radians(sizes[:, 2])
    forward = np.column_stack((np.sin(angle), -np.cos(angle)))
    right = np.column_stack((np.cos(angle), np.sin(angle)))
    along, across = sizes[:, :1] / 2 * forward, sizes[:, 1:2] / 2 * right
    step = centre + HEADING_STEP_PX * forward
    return (centre, centre + along, centre - along, centre - across, centre + across, step)


def _plane_distance(ground: GroundMap, start_px: Points, end_px: Points) -> NDArray[np.float64]:
    difference = ground.to_plane(end_px) - ground.to_plane(start_px)
    return np.hypot(difference[:, 0], difference[:, 1])


def _geodesic(ground: GroundMap, start_px: Points, end_px: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bearing at the start and distance; NaN where a place is not on the globe."""
    ends = np.hstack((ground.to_lonlats(start_px), ground.to_lonlats(end_px)))
    known = np.isfinite(ends).all(axis=1)
    bearings, distances = np.full(len(ends), np.nan), np.full(len(ends), np.nan)
    bearings[known], _, distances[known] = WGS84.inv(*np.ascontiguousarray(ends[known].T))
    return bearings, distances


def _wrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return (degrees + 180.0) % 360.0 - 180.0


def _known(values: NDArray[np.float64]) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]
