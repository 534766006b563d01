"""A kept linearisation is never seen to differ from the one that is exact at the view's centre."""

from math import hypot

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from basewatch_gui.geometry.ground import GroundMap, GroundPlane
from basewatch_gui.geometry.near_linear import NearLinear
from basewatch_gui.geometry.transform import XY, Points, apply, as_points

PLANE = GroundPlane(39.05, 49.62)
OFF_SCR = 0.01
PANE_SCR = (960, 1080)


def ground_map(crs: str, transform: Affine) -> GroundMap:
    return GroundMap(PLANE, CRS.from_user_input(crs), transform, Affine.translation(3, -2) @ Affine.rotation(0.2))


MAPS = {
    "utm": ground_map("EPSG:32637", Affine(0.5, 0, 500_000, 0, -0.5, 5_500_000)),
    "far utm": ground_map("EPSG:32636", Affine(0.31, 0.02, 933_000, 0.02, -0.31, 5_515_000)),
    "mercator": ground_map("EPSG:3857", Affine(0.7, 0, 4_342_000, 0, -0.7, 6_381_000)),
    "lonlat": ground_map("EPSG:4326", Affine(7e-6, 0, 39.0, 0, -6e-6, 49.65)),
    "plane": GroundMap(PLANE, None, Affine(0.5, 0.1, -900, 0.1, -0.5, 800), Affine.identity()),
}

steps = st.lists(st.tuples(st.floats(-600, 600), st.floats(-600, 600)), min_size=1, max_size=12)


def off_scr(ground: GroundMap, linear: Affine, centre_m: XY, at_m: list[XY], scale: float) -> Points:
    """How far places of the plane are off, in screen pixels, from where the exact linearisation draws them."""
    (centre,) = ground.to_pixels(as_points(centre_m))
    exact = ground.linear_at((float(centre[0]), float(centre[1])))
    shifts = apply(linear @ ~exact, at_m) - as_points(at_m)
    return np.asarray(np.hypot(*shifts.T) / scale)


@pytest.mark.parametrize("name", MAPS)
@given(walk=steps, scale=st.sampled_from([0.05, 0.31, 0.6, 2.0, 10.0]))
def test_after_any_walk_nothing_is_seen_to_differ(name: str, walk: list[XY], scale: float) -> None:
    ground, near = MAPS[name], NearLinear(MAPS[name])
    radius = hypot(*PANE_SCR) / 2 * scale
    x, y = 300.0, -200.0
    for dx, dy in walk:
        x, y = x + dx * scale, y + dy * scale
        linear = near.at((x, y), radius, OFF_SCR * scale)
        assert linear is not None
        corners = [(x + a * radius, y + b * radius) for a, b in ((0.6, 0.8), (-0.6, 0.8), (0.8, -0.6), (-1, 0))]
        assert off_scr(ground, linear, (x, y), [(x, y)], scale).max() <= OFF_SCR
        exact_off = curve_off_scr(ground, (x, y), corners, scale)
        assert (off_scr(ground, linear, (x, y), corners, scale) <= np.maximum(OFF_SCR, 0.12 * exact_off.max())).all()


def curve_off_scr(ground: GroundMap, centre_m: XY, at_m: list[XY], scale: float) -> Points:
    """How far the linearisation that is exact at the centre is itself off, in screen pixels."""
    (centre,) = ground.to_pixels(as_points(centre_m))
    exact = ground.linear_at((float(centre[0]), float(centre[1])))
    shifts = apply(exact, ground.to_pixels(as_points(at_m))) - as_points(at_m)
    return np.asarray(np.hypot(*shifts.T) / scale)


def test_a_short_pan_takes_none_anew_and_a_long_one_does() -> None:
    near = NearLinear(MAPS["utm"])
    radius, off = hypot(*PANE_SCR) / 2 * 0.5, OFF_SCR * 0.5
    first = near.at((0.0, 0.0), radius, off)
    assert near.at((20.0, 10.0), radius, off) is first
    assert near.at((90_000.0, 0.0), radius, off) is not first


def test_a_place_that_the_crs_does_not_reach_has_none_until_the_view_is_back() -> None:
    half_a_globe = ground_map("+proj=ortho +lat_0=49 +lon_0=39 +datum=WGS84", Affine(10, 0, 0, 0, -10, 0))
    near = NearLinear(half_a_globe)
    assert near.at((0.0, 1.5e7), 500.0, 0.01) is None
    assert near.at((0.0, 0.0), 500.0, 0.01) is not None
