"""RPC models of simulated satellite cameras, for tests."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from basewatch_gui.geometry.rpc import Rpc

ORBIT_M = 600_000.0
POWERS = (
    *((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (2, 0, 0), (0, 2, 0), (0, 0, 2)),
    *((1, 1, 1), (3, 0, 0), (1, 2, 0), (1, 0, 2), (2, 1, 0), (0, 3, 0), (0, 1, 2), (2, 0, 1), (0, 2, 1), (0, 0, 3)),
)
"""Powers of longitude, latitude and height in the terms of RPC00B."""

Array = NDArray[np.float64]


def camera_rpc(
    lon_deg: float = 36.0,
    lat_deg: float = 35.4,
    *,
    height_m: float = 50.0,
    gsd_m: float = 0.5,
    side_px: int = 8000,
    off_nadir_deg: float = 20.0,
    azimuth_deg: float = 70.0,
    turn_deg: float = 10.0,
) -> Rpc:
    """The model of a square frame taken by a perspective camera in orbit, its pixels about `gsd_m` on the ground.

    `azimuth_deg` is where the camera stands as seen from the ground, `turn_deg` how far its picture is turned.
    """
    half_m = gsd_m * side_px / 2
    lat_scale = half_m / 110_574 * 1.3
    scales = np.array((lat_scale / cos(radians(lat_deg)), lat_scale, 500.0))
    along = np.linspace(-1.0, 1.0, 9)
    cube = np.stack([axis.ravel() for axis in np.meshgrid(along, along, along)], axis=1)
    place = (lon_deg, lat_deg, height_m)
    seen = _seen(_to_tangent(cube * scales + place, place), off_nadir_deg, azimuth_deg, turn_deg) / gsd_m
    image = seen / (side_px / 2)
    sample, line = (_fitted(cube, values) for values in image.T)
    middle = side_px / 2 - 0.5
    return Rpc(
        line_offset=middle,
        line_scale=side_px / 2,
        sample_offset=middle,
        sample_scale=side_px / 2,
        lat_offset=lat_deg,
        lat_scale=float(scales[1]),
        lon_offset=lon_deg,
        lon_scale=float(scales[0]),
        height_offset=height_m,
        height_scale=500.0,
        line_numerator=line[0],
        line_denominator=line[1],
        sample_numerator=sample[0],
        sample_denominator=sample[1],
    )


def tags_of(rpc: Rpc) -> dict[str, str]:
    """The model as GDAL's RPC domain spells it."""
    single = {
        "LINE_OFF": rpc.line_offset,
        "LINE_SCALE": rpc.line_scale,
        "SAMP_OFF": rpc.sample_offset,
        "SAMP_SCALE": rpc.sample_scale,
        "LAT_OFF": rpc.lat_offset,
        "LAT_SCALE": rpc.lat_scale,
        "LONG_OFF": rpc.lon_offset,
        "LONG_SCALE": rpc.lon_scale,
        "HEIGHT_OFF": rpc.height_offset,
        "HEIGHT_SCALE": rpc.height_scale,
    }
    several = {
        "LINE_NUM_COEFF": rpc.line_numerator,
        "LINE_DEN_COEFF": rpc.line_denominator,
        "SAMP_NUM_COEFF": rpc.sample_numerator,
        "SAMP_DEN_COEFF": rpc.sample_denominator,
    }
    return {key: repr(value) for key, value in single.items()} | {
        key: " ".join(map(repr, values)) for key, values in several.items()
    }


def _to_tangent(places: Array, origin: tuple[float, float, float]) -> Array:
    """Longitude, latitude and height (N, 3) to metres east, north and up of the origin."""
    to_earth = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    at, home = (np.stack(to_earth.transform(*np.atleast_2d(place).T), axis=1) for place in (places, np.array(origin)))
    lon, lat = radians(origin[0]), radians(origin[1])
    axes = np.array(
        [
            (-sin(lon), cos(lon), 0.0),
            (-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat)),
            (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)),
        ]
    )
    return np.asarray((at - home) @ axes.T)


def _seen(tangent: Array, off_nadir_deg: float, azimuth_deg: float, turn_deg: float) -> Array:
    """Where a camera in orbit sees places: metres to the right and down in the plane through the origin, (N, 2)."""
    lean, azimuth, turn = radians(off_nadir_deg), radians(azimuth_deg), radians(turn_deg)
    back = np.array((sin(lean) * sin(azimuth), sin(lean) * cos(azimuth), cos(lean)))
    right = np.cross((0.0, 1.0, 0.0), back)
    right /= np.linalg.norm(right)
    down = np.cross(right, back)
    distance = ORBIT_M / cos(lean)
    scale = distance / (distance - tangent @ back)
    x, y = (tangent @ right) * scale, (tangent @ down) * scale
    return np.stack((cos(turn) * x - sin(turn) * y, sin(turn) * x + cos(turn) * y), axis=1)


def _fitted(cube: Array, values: Array) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Numerator and denominator whose quotient is the values, by least squares; held small, as vendors hold theirs."""
    terms = np.stack([np.prod(cube**powers, axis=1) for powers in POWERS], axis=1)
    system = np.hstack((terms, -values[:, np.newaxis] * terms[:, 1:]))
    held = 1e-6 * np.eye(system.shape[1])
    found, *_ = np.linalg.lstsq(np.vstack((system, held)), np.append(values, np.zeros(len(held))), rcond=None)
    return tuple(found[:20].tolist()), (1.0, *found[20:].tolist())
