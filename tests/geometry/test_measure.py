from math import cos, hypot, isnan, radians, sin, tan

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from basewatch_gui.geometry.ground import GroundMap, parse_crs, plane_of_frame, plane_of_rpc_frame
from basewatch_gui.geometry.measure import measure_path, measure_shadow, snap_to_bearing
from basewatch_gui.geometry.transform import XY
from tests.cameras import camera_rpc

SIDE = 8000
AT_HMEYMIM = Affine(0.5, 0, 768_000, 0, -0.5, 3_921_000)
GEOD = Geod(ellps="WGS84")
RPC = camera_rpc()
SCREENSHOT = GroundMap(None, None, Affine(0.3, 0, -100, 0, -0.3, 80), Affine.identity())


def referenced(crs: str = "EPSG:32636", transform: Affine = AT_HMEYMIM) -> GroundMap:
    return GroundMap(plane_of_frame(crs, transform, SIDE, SIDE), parse_crs(crs), transform, Affine.translation(5, -3))


GROUNDS = {
    "utm": referenced(),
    "mercator": referenced("EPSG:3857", Affine(0.6, 0, 4_000_000, 0, -0.6, 4_220_000)),
    "rpc": GroundMap(
        plane_of_rpc_frame(RPC, SIDE, SIDE), parse_crs("EPSG:4326"), Affine.identity(), Affine.identity(), RPC
    ),
}

places = st.tuples(st.floats(0, SIDE), st.floats(0, SIDE))


@pytest.mark.parametrize("name", GROUNDS)
@given(st.lists(places, min_size=2, max_size=5))
def test_legs_are_geodesics_of_the_ellipsoid(name: str, points: list[XY]) -> None:
    ground = GROUNDS[name]
    path = measure_path(ground, points)
    assert path.is_true
    assert path.in_metres
    assert path.length.value == pytest.approx(sum(leg.length.value for leg in path.legs))
    for leg, start, end in zip(path.legs, points[:-1], points[1:], strict=True):
        a, b = ground.to_lonlat(start), ground.to_lonlat(end)
        assert a is not None
        assert b is not None
        bearing, _, length = GEOD.inv(*a, *b)
        assert leg.length.value == pytest.approx(length, abs=1e-6)
        assert leg.length.value == pytest.approx(ground.distance_m(start, end), abs=1e-6)
        if length > 0.01:
            assert (leg.bearing_deg - bearing + 180) % 360 - 180 == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("name", GROUNDS)
def test_the_area_is_that_of_the_ellipsoid_whichever_way_round(name: str) -> None:
    ground = GROUNDS[name]
    ring = [(1000.0, 1000.0), (3000.0, 1200.0), (2800.0, 3000.0), (900.0, 2500.0)]
    lons, lats = zip(*(ground.to_lonlat(point) or (0, 0) for point in ring), strict=True)
    expected = abs(GEOD.polygon_area_perimeter(lons, lats)[0])
    for way in (ring, ring[::-1]):
        path = measure_path(ground, way, closed=True)
        assert path.area is not None
        assert path.area.value == pytest.approx(expected, rel=1e-9)
        assert len(path.legs) == 4
    assert measure_path(ground, ring).area is None


def test_a_ring_that_crosses_itself_has_no_area() -> None:
    bow = [(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)]
    path = measure_path(GROUNDS["utm"], bow, closed=True)
    assert path.is_closed
    assert path.area is None
    assert len(path.legs) == 4


def test_a_frame_with_a_gsd_only_is_measured_in_the_plane() -> None:
    path = measure_path(SCREENSHOT, [(0.0, 0.0), (30.0, 0.0), (30.0, 40.0)], closed=True)
    assert [leg.length.value for leg in path.legs] == pytest.approx([9, 12, 15])
    assert [leg.bearing_deg for leg in path.legs[:2]] == pytest.approx([90, 180])
    assert path.area is not None
    assert path.area.value == pytest.approx(54)
    assert path.in_metres
    assert not path.is_true


def test_a_frame_without_scale_is_measured_in_pixels() -> None:
    path = measure_path(SCREENSHOT, [(10.0, 10.0), (13.0, 6.0)], in_metres=False)
    assert not path.in_metres
    assert path.length.value == pytest.approx(5)
    assert path.length.error == pytest.approx(1)
    assert path.legs[0].bearing_deg == pytest.approx(np.degrees(np.arctan2(3, 4)))


def test_a_leg_without_length_has_no_bearing() -> None:
    path = measure_path(GROUNDS["utm"], [(5.0, 5.0), (5.0, 5.0)])
    assert path.length.value == 0
    assert isnan(path.legs[0].bearing_deg)


def test_a_distance_is_good_to_one_pixel() -> None:
    path = measure_path(GROUNDS["utm"], [(100.0, 100.0), (900.0, 300.0)])
    assert path.length.error == pytest.approx(0.5, rel=0.01)
    assert path.legs[0].length.error == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize("closed", [False, True])
def test_the_errors_are_those_of_hands_that_slip(closed: bool) -> None:
    """Each click slips by half a pixel squared along either axis: the figures scatter by their errors."""
    ring = [(100.0, 100.0), (400.0, 130.0), (420.0, 380.0), (60.0, 300.0)]
    said = measure_path(SCREENSHOT, ring, closed=closed)
    slips = np.random.default_rng(1).normal(0, np.sqrt(0.5), (1500, 4, 2))
    taken = [measure_path(SCREENSHOT, [tuple(p) for p in ring + slip], closed=closed) for slip in slips]
    assert said.length.error == pytest.approx(np.std([path.length.value for path in taken]), rel=0.1)
    if closed:
        areas = [path.area.value for path in taken if path.area is not None]
        assert said.area is not None
        assert said.area.error == pytest.approx(np.std(areas), rel=0.1)


@given(st.floats(5, 80), st.floats(0, 360, exclude_max=True), st.floats(2, 60))
def test_the_height_that_threw_a_shadow_comes_back(elevation: float, azimuth: float, height: float) -> None:
    ground = GROUNDS["mercator"]
    foot = (4000.0, 4000.0)
    start = ground.to_lonlat(foot)
    assert start is not None
    assert ground.plane is not None
    lon, lat, _ = GEOD.fwd(*start, azimuth + 180, height / tan(radians(elevation)))
    unmoved = GroundMap(ground.plane, ground.crs, ground.transform, Affine.identity())
    tip = unmoved.pixel_at(tuple(ground.plane.from_lonlat(np.array([(lon, lat)]))[0]))
    shadow = measure_shadow(ground, foot, tip, (elevation, azimuth), off_nadir_deg=12.0)
    assert shadow.height.value == pytest.approx(height, rel=1e-4)
    assert shadow.height.error == pytest.approx(shadow.shadow.length.error * tan(radians(elevation)))
    assert shadow.off_sun_deg == pytest.approx(0, abs=0.1)
    assert shadow.off_nadir_deg == 12.0


@pytest.mark.parametrize(("turn", "azimuth"), [(30.0, 10.0), (-170.0, 350.0), (12.0, 200.0)])
def test_a_shadow_that_does_not_run_from_the_sun_is_told(turn: float, azimuth: float) -> None:
    ground = GROUNDS["utm"]
    bearing = radians(azimuth + 180 + turn - 1.7)
    tip = (4000 + 100 * sin(bearing), 4000 - 100 * cos(bearing))
    shadow = measure_shadow(ground, (4000.0, 4000.0), tip, (45.0, azimuth))
    assert shadow.off_sun_deg == pytest.approx(turn, abs=0.3)


def test_without_the_sun_s_azimuth_or_north_no_direction_is_expected() -> None:
    both = ((0.0, 0.0), (30.0, 40.0))
    assert measure_shadow(GROUNDS["utm"], *both, (45.0, None)).off_sun_deg is None
    screenshot = measure_shadow(SCREENSHOT, *both, (45.0, 10.0))
    assert screenshot.off_sun_deg is None
    assert screenshot.height.value == pytest.approx(15)
    assert measure_shadow(SCREENSHOT, *both, (45.0, 10.0), in_metres=False).height.value == pytest.approx(50)


@pytest.mark.parametrize("name", GROUNDS)
@given(places, places)
def test_a_snapped_leg_runs_in_a_step_of_15_degrees_and_no_further(name: str, start: XY, end: XY) -> None:
    ground = GROUNDS[name]
    if hypot(end[0] - start[0], end[1] - start[1]) < 1:
        return
    held = snap_to_bearing(ground, start, end)
    linear = ground.linear_at(start)
    (ax, ay), (bx, by), (cx, cy) = (linear @ point for point in (start, held, end))
    angle = np.degrees(np.arctan2(bx - ax, by - ay))
    assert (angle + 7.5) % 15 - 7.5 == pytest.approx(0, abs=1e-3)
    off = np.degrees(np.arctan2(cx - ax, cy - ay)) - angle
    assert abs((off + 180) % 360 - 180) < 7.51


def test_without_a_scale_the_snap_is_in_the_frame() -> None:
    assert snap_to_bearing(SCREENSHOT, (10.0, 10.0), (110.0, 12.0), in_metres=False) == pytest.approx((110, 10))
