"""The ground plane of a project, and the way from a frame's pixels to it."""

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
"""Steps in the plane between which a map is linearised: far above rounding, far below what a map's curvature shows."""


@dataclass(frozen=True, slots=True)
class GroundPlane:
    """A local plane in metres: transverse Mercator on WGS 84, centred on this place."""

    lon_deg: float
    lat_deg: float

    @property
    def crs(self) -> CRS:
        """The plane as a CRS."""
        return _plane_crs(self.lon_deg, self.lat_deg)

    def to_lonlat(self, points_m: Points) -> Points:
        """Plane metres to longitude and latitude in degrees (WGS 84); (N, 2) to (N, 2)."""
        return _transform(_transformer(self.crs, _WGS84_LONLAT), points_m)

    def from_lonlat(self, points_deg: Points) -> Points:
        """Longitude and latitude in degrees (WGS 84) to plane metres; (N, 2) to (N, 2)."""
        return _transform(_transformer(_WGS84_LONLAT, self.crs), points_deg)


class _Transformers(NamedTuple):
    """Transformers between a frame's CRS, the plane and WGS 84; an x of the frame and how far x goes in a turn."""

    to_plane: Transformer | None = None
    to_frame: Transformer | None = None
    to_wgs84: Transformer | None = None
    turn: tuple[float, float] | None = None


@dataclass(frozen=True)
class GroundMap:
    """The way from a frame's pixels to the ground plane: to its CRS by affine or RPC, CRS to plane, its registration.

    With `rpc` the CRS is WGS 84 longitude and latitude, the ground is level at the model's height offset, and
    `transform` is not used. Without a CRS the affine leads to the plane itself, and there is no longitude and latitude.
    """

    plane: GroundPlane | None
    crs: CRS | None
    transform: Affine
    registration: Affine
    rpc: Rpc | None = None

    @property
    def is_georeferenced(self) -> bool:
        """Whether pixels have a longitude and latitude."""
        return self.plane is not None and self.crs is not None

    def to_plane(self, points_px: Points) -> Points:
        """Frame pixels to plane metres, exactly; (N, 2) to (N, 2), nan where there is no such place on the globe."""
        points = self._to_crs(points_px)
        if self._transformers.to_plane is not None:
            points = _transform(self._transformers.to_plane, points)
        return apply(self.registration, points)

    def to_pixels(self, points_m: Points) -> Points:
        """Plane metres to frame pixels, exactly; (N, 2) to (N, 2), nan where the frame's CRS does not reach."""
        points = apply(self._registration_inverse, points_m)
        if self._transformers.to_frame is not None:
            points = _on_turn_of_frame(self._transformers.turn, _transform(self._transformers.to_frame, points))
        return (
            apply(self._transform_inverse, points)
            if self._level_ground is None
            else self._level_ground.to_image(points)
        )

    def place_at(self, point_px: XY) -> XY:
        """The place of one pixel in plane metres, as `to_plane` gives it, without an array where that is possible."""
        if self._level_ground is not None:
            x, y = self.to_plane(as_points(point_px))[0]
            return (float(x), float(y))
        point = apply_one(self.transform, point_px)
        return apply_one(self.registration, _transform_one(self._transformers.to_plane, point))

    def pixel_at(self, place_m: XY) -> XY:
        """The pixel of one place of the plane, as `to_pixels` gives it, without an array where that is possible."""
        if self._level_ground is not None:
            column, row = self.to_pixels(as_points(place_m))[0]
            return (float(column), float(row))
        x, y = _transform_one(self._transformers.to_frame, apply_one(self._registration_inverse, place_m))
        if self._transformers.turn is not None and isfinite(x):
            x_of_frame, turn = self._transformers.turn
            x += turn * round((x_of_frame - x) / turn)
        return apply_one(self._transform_inverse, (x, y))

    def to_lonlat(self, point_px: XY) -> XY | None:
        """Longitude and latitude in degrees (WGS 84) as the frame itself says, without its registration.

        None without a georeference, or where the place has none.
        """
        if self._transformers.to_wgs84 is None:
            return None
        x, y = self._to_crs(as_points(point_px))[0]
        lon, lat = _transform_one(self._transformers.to_wgs84, (float(x), float(y)))
        return (_wrapped_lon(lon), lat) if isfinite(lon) and abs(lat) <= 90 else None

    def to_lonlats(self, points_px: Points) -> Points:
        """As `to_lonlat` does for (N, 2) pixels of a georeferenced frame; nan where there is no such place."""
        assert self._transformers.to_wgs84 is not None
        return _transform(self._transformers.to_wgs84, self._to_crs(points_px))

    def linear_at(self, centre_px: XY, step_m: float = LINEAR_STEP_M) -> Affine:
        """The affine from frame pixels to plane metres that is exact at this pixel and best within a step about it.

        All nan where the pixel has no place.
        """
        return self._linear(centre_px, self.place_at(centre_px), step_m)

    def linear_about(self, place_m: XY) -> Affine:
        """The affine from frame pixels to plane metres that is exact at this place of the plane and best near it.

        All nan where the frame does not reach. Cheaper than `linear_at` of the place's pixel.
        """
        return self._linear(self.pixel_at(place_m), place_m, LINEAR_STEP_M)

    def _linear(self, centre_px: XY, place_m: XY, step_m: float) -> Affine:
        """Its slope is that of the way back, between steps to each side."""
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
        """Mean ground size of a pixel at this place, in metres."""
        return mean_scale(self.linear_at(at_px))

    def heading_true_deg(self, at_px: XY, heading_px_deg: float) -> float | None:
        """Bearing from true north, 0 <= bearing < 360, of a heading in the frame; None without a georeference."""
        angle = np.radians(heading_px_deg)
        step = (at_px[0] + 8 * np.sin(angle), at_px[1] - 8 * np.cos(angle))
        start, end = self.to_lonlat(at_px), self.to_lonlat(step)
        if start is None or end is None:
            return None
        return full_circle(float(WGS84.inv(*start, *end)[0]))

    def distance_m(self, start_px: XY, end_px: XY) -> float:
        """Ground distance between two places of the frame in metres.

        On the ellipsoid where the frame is georeferenced, else in the plane.
        """
        start, end = self.to_lonlat(start_px), self.to_lonlat(end_px)
        if start is not None and end is not None:
            return float(WGS84.inv(*start, *end)[2])
        return dist(self.place_at(start_px), self.place_at(end_px))

    def bounds_m(self, width: int, height: int) -> tuple[float, float, float, float]:
        """West, south, east, north of a frame of this size in plane metres."""
        xs, ys = np.linspace(0, width, 5), np.linspace(0, height, 5)
        grid = np.column_stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
        at = self.to_plane(grid)
        at = at[np.isfinite(at).all(axis=1)]
        west, south = at.min(axis=0)
        east, north = at.max(axis=0)
        return (float(west), float(south), float(east), float(north))

    # A CRS is hashed by its whole text, so the transformers are looked up once for each map and not at every call.
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
    """The ground plane centred on a frame; None where its CRS cannot be understood or has no place on the globe."""
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
    """The ground plane centred on a frame that has an RPC; None where that leads nowhere on the globe."""
    lon, lat = LevelGround(rpc).to_ground(as_points((width / 2, height / 2)))[0].tolist()
    return GroundPlane(_wrapped_lon(lon), lat) if isfinite(lon) and abs(lat) <= 90 else None


@lru_cache(maxsize=256)
def parse_crs(crs_wkt: str) -> CRS | None:
    """The CRS that the text names, or None when it is no CRS on the Earth (a local or engineering one)."""
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
    """How far x goes in one turn about the globe; None for a CRS whose x does not run on past the dateline."""
    if crs.is_geographic:
        return 360.0
    operation = crs.coordinate_operation
    if operation is None or operation.method_name not in _PERIODIC_METHODS:
        return None
    # Of two steps of a degree at most one crosses the edge of the map, where x jumps.
    x, _ = _transformer(_WGS84_LONLAT, crs).transform(np.array([0.0, 1.0, 2.0]), np.zeros(3))
    return float(np.abs(np.diff(x)).min()) * 360.0


def _on_turn_of_frame(frame_turn: tuple[float, float] | None, points: Points) -> Points:
    """The points with x on the same turn about the globe as the frame, whose own x may run past the dateline."""
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
"""Projections, by EPSG's names of their methods, whose x is proportional to longitude."""
