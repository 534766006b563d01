from dataclasses import replace
from math import cos, radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.rpc import LevelGround, Rpc
from tests.cameras import POWERS, camera_rpc

SIDE = 8000
PIXELS = np.random.default_rng(5).uniform(0, SIDE, (200, 2))

cameras = st.builds(
    camera_rpc,
    st.floats(-180, 180),
    st.floats(-80, 80),
    height_m=st.floats(-100, 4000),
    gsd_m=st.floats(0.3, 3.0),
    off_nadir_deg=st.floats(0, 45),
    azimuth_deg=st.floats(0, 360),
    turn_deg=st.floats(0, 360),
)


def by_hand(rpc: Rpc, lon: float, lat: float, height: float) -> tuple[float, float]:
    """Sample and line from pixel centres, term by term as the standard writes them."""
    x = (lon - rpc.lon_offset) / rpc.lon_scale
    y = (lat - rpc.lat_offset) / rpc.lat_scale
    z = (height - rpc.height_offset) / rpc.height_scale
    terms = [x**a * y**b * z**c for a, b, c in POWERS]

    def quotient(over: tuple[float, ...], under: tuple[float, ...]) -> float:
        return float(np.dot(over, terms) / np.dot(under, terms))

    return (
        rpc.sample_offset + rpc.sample_scale * quotient(rpc.sample_numerator, rpc.sample_denominator),
        rpc.line_offset + rpc.line_scale * quotient(rpc.line_numerator, rpc.line_denominator),
    )


@given(cameras, st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_place_is_where_the_twenty_terms_say_half_a_pixel_from_the_corner(
    rpc: Rpc, x: float, y: float, z: float
) -> None:
    lon, lat = rpc.lon_offset + x * rpc.lon_scale, rpc.lat_offset + y * rpc.lat_scale
    height = rpc.height_offset + z * rpc.height_scale
    sample, line = by_hand(rpc, lon, lat, height)
    at = LevelGround(rpc, height).to_image(np.array([(lon, lat)]))
    np.testing.assert_allclose(at, [(sample + 0.5, line + 0.5)], atol=1e-6)


@given(cameras)
def test_pixels_come_back_from_the_ground(rpc: Rpc) -> None:
    ground = LevelGround(rpc)
    back = ground.to_image(ground.to_ground(PIXELS))
    assert np.abs(back - PIXELS).max() < 0.001


@given(cameras, st.floats(-500, 500))
def test_pixels_come_back_from_ground_of_another_height(rpc: Rpc, above_m: float) -> None:
    ground = LevelGround(rpc, rpc.height_offset + above_m)
    back = ground.to_image(ground.to_ground(PIXELS))
    assert np.abs(back - PIXELS).max() < 0.001


def test_higher_ground_leans_away_from_the_camera() -> None:
    """100 m higher at 20 degrees off nadir moves by 100 m x tan 20 towards the camera's side of the pixel's place."""
    rpc = camera_rpc(off_nadir_deg=20.0, azimuth_deg=90.0, turn_deg=0.0)
    middle = np.array([(SIDE / 2, SIDE / 2)])
    low = LevelGround(rpc).to_ground(middle)[0]
    high = LevelGround(rpc, rpc.height_offset + 100.0).to_ground(middle)[0]
    east_m = (high[0] - low[0]) * 111_320 * cos(radians(35.4))
    assert east_m == pytest.approx(100 * np.tan(radians(20.0)), rel=0.01)


def test_far_from_the_frame_the_map_goes_on_and_comes_back() -> None:
    ground = LevelGround(camera_rpc())
    far = np.array([(-60_000.0, 30_000.0), (100_000.0, 90_000.0), (4000.0, -70_000.0)])
    places = ground.to_ground(far)
    assert np.isfinite(places).all()
    np.testing.assert_allclose(ground.to_image(places), far, atol=0.01)
    west, east = ground.to_ground(np.array([(-400_000.0, 4000.0), (400_000.0, 4000.0)]))
    assert west[0] < 36.0 < east[0]


def test_a_model_that_leads_nowhere_gives_nan_and_no_warning() -> None:
    nothing = (0.0,) * 20
    broken = replace(camera_rpc(), sample_numerator=nothing, sample_denominator=nothing)
    assert np.isnan(LevelGround(broken).to_ground(PIXELS)).all()
    assert np.isnan(LevelGround(broken).to_image(np.array([(36.0, 35.4)]))).all()
    flat = replace(camera_rpc(), line_numerator=camera_rpc().sample_numerator)
    assert np.isnan(LevelGround(flat).to_ground(np.array([(10.0, 4000.0)]))).all()


def test_a_place_that_is_nan_stays_alone() -> None:
    ground = LevelGround(camera_rpc())
    there = ground.to_ground(np.array([(np.nan, 1.0), (100.0, 200.0)]))
    assert np.isnan(there[0]).all()
    assert np.isfinite(there[1]).all()
