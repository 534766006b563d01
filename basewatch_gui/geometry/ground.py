"""Map the pixels of a frame to the ground plane of the project, and back."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import dist, isfinite, nan
from typing import NamedTuple

import numpy as np
from affine import Affine
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import ProjError

from basewatch_gui.geometry.rpc import LevelGround, Rpc
from basewatch_gui.geometry.transform import XY, Points, apply, apply_one, as_points, full_circle, mean_scale

WGS84 = Geod(ellps="WGS84")
LINEAR_STEP_M = 16.0
"""Step in the plane over which a map is linearised: far above rounding, far below what its curvature would show."""


@dataclass(frozen=True, slots=True)
class GroundPlane:
    """A local plane in metres: transverse Mercator on WGS 84, centred on this place."""

    lon_deg: float
    lat_deg: float

    @property
    def crs(self) -> CRS:
        """Return the plane as a CRS."""
        return _plane_crs(self.lon_deg, self.lat_deg)

    def to_lonlat(self, points_m: Points) -> Points:
        """Map plane metres to longitude and latitude in degrees (WGS 84); (N, 2) to (N, 2)."""
        return _transform(_transformer(self.crs, _WGS84_LONLAT), points_m)

    def from_lonlat(self, points_deg: Points) -> Points:
        """Map longitude and latitude in degrees (WGS 84) to plane metres; (N, 2) to (N, 2)."""
        return _transform(_transformer(_WGS84_LONLAT, self.crs), points_deg)


class _Transformers(NamedTuple):
    """The transformers between a frame's CRS, the plane and WGS 84.

    `turn` is an x coordinate of the frame and the length of x in one turn about the globe; None if x does not repeat.
    """

    to_plane: Transformer | None = None
    to_frame: Transformer | None = None
    to_wgs84: Transformer | None = None
    turn: tuple[float, float] | None = None


@dataclass(frozen=True)
class GroundMap:
    """Map frame pixels to the ground plane: by affine or RPC to the frame's CRS, to the plane, by its registration.

    With `rpc` the CRS is WGS 84 longitude and latitude, the ground is level at the model's height offset, and
    `transform` is not used. Without a CRS the affine leads straight to the plane, and there is no longitude and
    latitude.
    """

    plane: GroundPlane | None
    crs: CRS | None
    transform: Affine
    registration: Affine
    rpc: Rpc | None = None
    has_gsd: bool = False

    @property
    def is_georeferenced(self) -> bool:
        """True if pixels have a longitude and latitude."""
        return self.plane is not None and self.crs is not None

    @property
    def has_scale(self) -> bool:
        """True if lengths in metres are known: the frame has a georeference, or its GSD was given."""
        return self.is_georeferenced or self.has_gsd

    def to_plane(self, points_px: Points) -> Points:
        """Map frame pixels exactly to plane metres; (N, 2) to (N, 2), nan where there is no such place on the globe."""
        points = self._to_crs(points_px)
        if self._transformers.to_plane is not None:
            points = _transform(self._transformers.to_plane, points)
        return apply(self.registration, points)

    def to_pixels(self, points_m: Points) -> Points:
        """Map plane metres to frame pixels, exactly; (N, 2) to (N, 2), nan where the frame's CRS does not reach."""
        points = apply(self._registration_inverse, points_m)
        if self._transformers.to_frame is not None:
            points = _on_turn_of_frame(self._transformers.turn, _transform(self._transformers.to_frame, points))
        return (
            apply(self._transform_inverse, points)
            if self._level_ground is None
            else self._level_ground.to_image(points)
        )

    def place_at(self, point_px: XY) -> XY:
        """Map one pixel to plane metres, as `to_plane` does, but without an array (unless by RPC)."""
        if self._level_ground is not None:
            x, y = self.to_plane(as_points(point_px))[0]
            return (float(x), float(y))
        point = apply_one(self.transform, point_px)
        return apply_one(self.registration, _transform_one(self._transformers.to_plane, point))

    def pixel_at(self, place_m: XY) -> XY:
        """Map one place in plane metres to a pixel, as `to_pixels` does, but without an array (unless by RPC)."""
        if self._level_ground is not None:
            column, row = self.to_pixels(as_points(place_m))[0]
            return (float(column), float(row))
        x, y = _transform_one(self._transformers.to_frame, apply_one(self._registration_inverse, place_m))
        if self._transformers.turn is not None and isfinite(x):
            x_of_frame, turn = self._transformers.turn
            x += turn * round((x_of_frame - x) / turn)
        return apply_one(self._transform_inverse, (x, y))

    def to_lonlat(self, point_px: XY) -> XY | None:
        """Return longitude and latitude of a pixel in degrees (WGS 84), by georeference without registration.

        None if there is no georeference, or the pixel has no place on the globe.
        """
        if self._transformers.to_wgs84 is None:
            return None
        x, y = self._to_crs(as_points(point_px))[0]
        lon, lat = _transform_one(self._transformers.to_wgs84, (float(x), float(y)))
        return (_wrapped_lon(lon), lat) if isfinite(lon) and abs(lat) <= 90 else None

    def to_lonlats(self, points_px: Points) -> Points:
        """Map (N, 2) pixels of a georeferenced frame as `to_lonlat` does; nan where there is no such place."""
        assert self._transformers.to_wgs84 is not None
        return _transform(self._transformers.to_wgs84, self._to_crs(points_px))

    def linear_at(self, centre_px: XY, step_m: float = LINEAR_STEP_M) -> Affine:
        """Return the affine from frame pixels to plane metres, exact at this pixel and nearest within a step of it.

        All nan if the pixel has no place.
        """
        return self._linear(centre_px, self.place_at(centre_px), step_m)

    def linear_about(self, place_m: XY) -> Affine:
        """Return the affine from frame pixels to plane metres that is exact at this place and nearest about it.

        All nan where the frame does not reach. Faster than `linear_at` of the place's pixel.
        """
        return self._linear(self.pixel_at(place_m), place_m, LINEAR_STEP_M)

    def _linear(self, centre_px: XY, place_m: XY, step_m: float) -> Affine:
        """Return the affine whose slope is the inverse of that from plane to pixels, between steps to each side."""
        if self._transformers.to_frame is None:
            return self.registration @ self.transform
        x, y = place_m
        places = [(x + step_m, y), (x - step_m, y), (x, y + step_m), (x, y - step_m)]
        if self._level_ground is not None:
            east, west, north, south = self.to_pixels(as_points(places)).tolist()
        else:
            east, west, north, south = map(self.pixel_at, places)
        across, down = (east[0] - west[0], east[1] - west[1]), (north[0] - south[0], north[1] - south[1])
        determinant = (across[0] * down[1] - across[1] * down[0]) / (2 * step_m)
        if not isfinite(determinant) or determinant == 0:
            return Affine(nan, nan, nan, nan, nan, nan)
        a, b, d, e = (part / determinant for part in (down[1], -down[0], -across[1], across[0]))
        column, row = centre_px
        return Affine(a, b, x - a * column - b * row, d, e, y - d * column - e * row)

    def metres_per_px(self, at_px: XY) -> float:
        """Return the mean ground size of a pixel at this place, in metres."""
        return mean_scale(self.linear_at(at_px))

    def heading_true_deg(self, at_px: XY, heading_px_deg: float) -> float | None:
        """Return the bearing from true north, 0 <= bearing < 360, of a heading in the frame.

        None without a georeference.
        """
        angle = np.radians(heading_px_deg)
        step = (at_px[0] + 8 * np.sin(angle), at_px[1] - 8 * np.cos(angle))
        start, end = self.to_lonlat(at_px), self.to_lonlat(step)
        if start is None or end is None:
            return None
        return full_circle(float(WGS84.inv(*start, *end)[0]))

    def distance_m(self, start_px: XY, end_px: XY) -> float:
        """Return the ground distance of two places of the frame in metres.

        It is measured on the ellipsoid if the frame is georeferenced, else in the plane.
        """
        start, end = self.to_lonlat(start_px), self.to_lonlat(end_px)
        if start is not None and end is not None:
            return float(WGS84.inv(*start, *end)[2])
        return dist(self.place_at(start_px), self.place_at(end_px))

    def bounds_m(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Return west, south, east, north of a frame of this size, in plane metres."""
        xs, ys = np.linspace(0, width, 5), np.linspace(0, height, 5)
        grid = np.column_stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
        at = self.to_plane(grid)
        at = at[np.isfinite(at).all(axis=1)]
        west, south = at.min(axis=0)
        east, north = at.max(axis=0)
        return (float(west), float(south), float(east), float(north))

    # A CRS is hashed by its whole text: a lookup in the cache at every call would cost more than the transformation.
    @cached_property
    def _transformers(self) -> _Transformers:
        if self.plane is None or self.crs is None:
            return _Transformers()
        turn, x = _x_per_turn(self.crs), self.transform.c if self.rpc is None else self.rpc.lon_offset
        return _Transformers(
            _transformer(self.crs, self.plane.crs),
            _transformer(self.plane.crs, self.crs),
            _transformer(self.crs, _WGS84_LONLAT),
            (x, turn) if turn is not None else None,
        )

    @cached_property
    def _level_ground(self) -> LevelGround | None:
        return LevelGround(self.rpc) if self.rpc is not None else None

    def _to_crs(self, points_px: Points) -> Points:
        return (
            apply(self.transform, points_px) if self._level_ground is None else self._level_ground.to_ground(points_px)
        )

    @cached_property
    def _transform_inverse(self) -> Affine:
        inverse: Affine = ~self.transform
        return inverse

    @cached_property
    def _registration_inverse(self) -> Affine:
        inverse: Affine = ~self.registration
        return inverse


@lru_cache(maxsize=4096)
def plane_of_frame(crs_wkt: str, transform: Affine, width: int, height: int) -> GroundPlane | None:
    """Return the ground plane centred on a frame; None if its CRS is not known or has no place on the globe."""
    crs = parse_crs(crs_wkt)
    if crs is None:
        return None
    centre = apply_one(transform, (width / 2, height / 2))
    lon, lat = _transform_one(_transformer(crs, _WGS84_LONLAT), centre)
    if not (isfinite(lon) and abs(lat) <= 90):
        return None
    return GroundPlane(_wrapped_lon(lon), lat)


@lru_cache(maxsize=256)
def plane_of_rpc_frame(rpc: Rpc, width: int, height: int) -> GroundPlane | None:
    """Return the ground plane centred on a frame with an RPC; None if that leads nowhere on the globe."""
    lon, lat = LevelGround(rpc).to_ground(as_points((width / 2, height / 2)))[0].tolist()
    return GroundPlane(_wrapped_lon(lon), lat) if isfinite(lon) and abs(lat) <= 90 else None


@lru_cache(maxsize=256)
def parse_crs(crs_wkt: str) -> CRS | None:
    """Return the CRS that a text describes; None if it is none on the Earth (a local or engineering one)."""
    try:
        crs = CRS.from_user_input(crs_wkt)
        _transformer(crs, _WGS84_LONLAT)
    except (ProjError, ValueError):
        return None
    return crs if crs.geodetic_crs is not None else None


@lru_cache(maxsize=32)
def _plane_crs(lon_deg: float, lat_deg: float) -> CRS:
    return CRS.from_dict(
        {
            "proj": "tmerc",
            "lat_0": lat_deg,
            "lon_0": lon_deg,
            "k": 1,
            "x_0": 0,
            "y_0": 0,
            "datum": "WGS84",
            "units": "m",
        }
    )


@lru_cache(maxsize=256)
def _transformer(source: CRS, target: CRS) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _transform(transformer: Transformer, points: Points) -> Points:
    there = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    there[~np.isfinite(there)] = np.nan
    return there


def _transform_one(transformer: Transformer | None, point: XY) -> XY:
    if transformer is None:
        return point
    x, y = transformer.transform(*point)
    return (x, y) if isfinite(x) and isfinite(y) else (nan, nan)


def _wrapped_lon(lon_deg: float) -> float:
    return lon_deg if -180.0 <= lon_deg <= 180.0 else (lon_deg + 180.0) % 360.0 - 180.0


@lru_cache(maxsize=256)
def _x_per_turn(crs: CRS) -> float | None:
    """Return the length of x in one turn about the globe; None for a CRS whose x does not repeat past the dateline."""
    if crs.is_geographic:
        return 360.0
    operation = crs.coordinate_operation
    if operation is None or operation.method_name not in _PERIODIC_METHODS:
        return None
    # Of two steps of a degree at most one crosses the edge of the map, where x jumps.
    x, _ = _transformer(_WGS84_LONLAT, crs).transform(np.array([0.0, 1.0, 2.0]), np.zeros(3))
    return float(np.abs(np.diff(x)).min()) * 360.0


def _on_turn_of_frame(frame_turn: tuple[float, float] | None, points: Points) -> Points:
    """Shift x to the same turn about the globe as the frame, whose own x may run past the dateline."""
    if frame_turn is None:
        return points
    (x_of_frame, turn), x = frame_turn, points[:, 0]
    return np.column_stack((x + turn * np.round((x_of_frame - x) / turn), points[:, 1]))


_WGS84_LONLAT = CRS.from_epsg(4326)
_PERIODIC_METHODS = (
    "Popular Visualisation Pseudo Mercator",
    "Mercator (variant A)",
    "Mercator (variant B)",
    "Equidistant Cylindrical",
)
"""Projection methods, by their EPSG names, whose x is proportional to longitude."""
