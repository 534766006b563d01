"""Measure paths, areas, bearings and heights from shadows on a frame, each with its error.

A click is within CLICK_ERROR_PX of what it means, so that a distance between two clicks is good to one pixel. Errors
are propagated from that alone: those of the frame's georeference and of the terrain come on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, nan, radians, sqrt, tan

import numpy as np
import shapely

from basewatch_gui.geometry.ground import WGS84, GroundMap
from basewatch_gui.geometry.transform import XY, Points, apply, as_points

CLICK_ERROR_PX = sqrt(0.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and its error: in metres (or square metres), or in pixels on a frame without a scale."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One straight piece of a path: its length, and its bearing in degrees clockwise from north at its start.

    The bearing is from true north on a georeferenced frame, else from the frame's up; nan for a leg without length.
    """

    length: Figure
    bearing_deg: float


@dataclass(frozen=True, slots=True)
class PathMeasures:
    """The measures along points: the legs, their sum, and the area of a closed path.

    `area` is None for an open path and for one that crosses itself. `is_true` if measured on the ellipsoid.
    """

    legs: tuple[Leg, ...]
    length: Figure
    area: Figure | None
    is_closed: bool
    in_metres: bool
    is_true: bool


@dataclass(frozen=True, slots=True)
class ShadowMeasures:
    """The height above level ground of what throws a shadow.

    `off_sun_deg` is the angle, clockwise, from where the sun throws the shadow to where it was drawn; None if the sun's
    azimuth or the frame's north is not known.
    """

    height: Figure
    shadow: Leg
    sun_elevation_deg: float
    off_sun_deg: float | None
    off_nadir_deg: float | None
    in_metres: bool
    is_true: bool


def measure_path(
    ground: GroundMap, points_px: Sequence[XY], *, closed: bool = False, in_metres: bool = True
) -> PathMeasures:
    """Measure along two or more points in frame pixels, and back to the first if `closed`.

    It is done on the ellipsoid if the frame is georeferenced, else in the plane; in pixels unless `in_metres`.
    """
    ring = [*points_px, points_px[0]] if closed else list(points_px)
    places = _places(ground, ring, in_metres)
    is_true = in_metres and ground.is_georeferenced
    lengths, bearings = _ellipsoid_legs(places) if is_true else _plane_legs(places)
    flat, click = _plane_and_click_error(ground, ring, in_metres)
    legs = tuple(
        Leg(Figure(float(length), click * sqrt(2)), float(bearing) if length > 0 else nan)
        for length, bearing in zip(lengths, bearings, strict=True)
    )
    return PathMeasures(
        legs,
        Figure(float(lengths.sum()), click * _length_gain(flat, closed)),
        _area(places, flat, click, is_true) if closed and len(ring) > 3 else None,
        closed,
        in_metres,
        is_true,
    )


def measure_shadow(
    ground: GroundMap,
    foot_px: XY,
    tip_px: XY,
    sun: tuple[float, float | None],
    *,
    off_nadir_deg: float | None = None,
    in_metres: bool = True,
) -> ShadowMeasures:
    """Measure the height of what throws a shadow from foot to tip on level ground: length x tan(sun elevation).

    `sun` is elevation and azimuth in degrees; the elevation is above 0 and below 90.
    """
    elevation_deg, azimuth_deg = sun
    path = measure_path(ground, [foot_px, tip_px], in_metres=in_metres)
    (leg,) = path.legs
    slope = tan(radians(elevation_deg))
    off_deg = None
    if path.is_true and azimuth_deg is not None:
        off_deg = (leg.bearing_deg - azimuth_deg) % 360.0 - 180.0
    height = Figure(leg.length.value * slope, leg.length.error * slope)
    return ShadowMeasures(height, leg, elevation_deg, off_deg, off_nadir_deg, in_metres, path.is_true)


def snap_to_bearing(ground: GroundMap, from_px: XY, to_px: XY, step_deg: float = 15.0, *, in_metres: bool = True) -> XY:
    """Return the pixel nearest to `to_px` whose bearing from `from_px`, in the plane, is a multiple of `step_deg`."""
    linear = ground.linear_at(from_px)
    (x0, y0), (x1, y1) = _y_up([from_px, to_px]) if not in_metres else apply(linear, [from_px, to_px])
    east, north = x1 - x0, y1 - y0
    angle = radians(round(np.degrees(np.arctan2(east, north)) / step_deg) * step_deg)
    direction = (float(np.sin(angle)), cos(angle))
    along = east * direction[0] + north * direction[1]
    end = (x0 + along * direction[0], y0 + along * direction[1])
    if not in_metres:
        return (float(end[0]), float(-end[1]))
    column, row = apply(~linear, end)[0]
    return (float(column), float(row))


def _places(ground: GroundMap, points_px: Sequence[XY], in_metres: bool) -> Points:
    """Return the points as longitude and latitude or in plane metres; unless `in_metres`, in pixels with y upwards."""
    if not in_metres:
        return _y_up(points_px)
    if ground.is_georeferenced:
        return ground.to_lonlats(as_points(points_px))
    return as_points([ground.place_at(point) for point in points_px])


def _plane_and_click_error(ground: GroundMap, points_px: Sequence[XY], in_metres: bool) -> tuple[Points, float]:
    """Return the points on a plane, as error propagation needs them, and the error of a click there."""
    if not in_metres:
        return _y_up(points_px), CLICK_ERROR_PX
    linear = ground.linear_at(points_px[0])
    return apply(linear, points_px), CLICK_ERROR_PX * sqrt(abs(linear.determinant))


def _y_up(points_px: Sequence[XY]) -> Points:
    return as_points([(x, -y) for x, y in points_px])


def _ellipsoid_legs(lonlat: Points) -> tuple[Points, Points]:
    bearings, _, lengths = WGS84.inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])
    return np.asarray(lengths), np.asarray(bearings) % 360.0


def _plane_legs(places: Points) -> tuple[Points, Points]:
    east, north = np.diff(places, axis=0).T
    return np.hypot(east, north), np.degrees(np.arctan2(east, north)) % 360.0


def _length_gain(flat: Points, closed: bool) -> float:
    """Return the ratio of the error of a whole length to that of a click.

    A vertex counts by the difference of the directions before and after it: twice at a reversal, not at all on a
    straight line.
    """
    steps = np.diff(flat, axis=0)
    lengths = np.hypot(*steps.T)[:, np.newaxis]
    ways = np.divide(steps, lengths, out=np.zeros_like(steps), where=lengths > 0)
    turns = ways - np.roll(ways, 1, axis=0) if closed else np.diff(ways, axis=0, prepend=0.0, append=0.0)
    return float(np.sqrt((turns**2).sum()))


def _area(places: Points, flat: Points, click: float, is_true: bool) -> Figure | None:
    """Return the area within a closed ring, with the error by the shoelace formula, vertex by vertex."""
    if not np.isfinite(places).all() or not shapely.LinearRing(flat).is_simple:
        return None
    inside = shapely.Polygon(places)
    area = abs(WGS84.geometry_area_perimeter(inside)[0]) if is_true else inside.area
    corners = flat[:-1]
    chords = np.roll(corners, -1, axis=0) - np.roll(corners, 1, axis=0)
    return Figure(float(area), click * hypot(*chords.ravel().tolist()) / 2)
