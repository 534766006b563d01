from dataclasses import replace
from math import cos, isnan, radians

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Proj, Transformer

from basewatch_gui.geometry.ground import GroundMap, GroundPlane, parse_crs, plane_of_frame, plane_of_rpc_frame
from basewatch_gui.geometry.rpc import LevelGround
from basewatch_gui.geometry.transform import apply, as_points
from tests.cameras import camera_rpc

HMEYMIM = (35.9485, 35.4008)
SIDE = 8000
GSD = 0.5
KINDS = ["EPSG:32636", "EPSG:3857", "EPSG:4326"]
PIXELS = np.random.default_rng(3).uniform(0, SIDE, (300, 2))


def frame_at(
    crs: str, lon_deg: float, lat_deg: float, gsd: float = GSD, registration: Affine | None = None
) -> GroundMap:
    """A frame of SIDE x SIDE px about a place, north up in its CRS, with pixels of about this ground size."""
    x, y = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon_deg, lat_deg)
    across = down = gsd
    if CRS(crs).is_geographic:
        across, down = gsd / (111_320 * cos(radians(lat_deg))), gsd / 110_574
        x += 360.0 * round((lon_deg - x) / 360.0)
    transform = Affine(across, 0, x - across * SIDE / 2, 0, -down, y + down * SIDE / 2)
    plane = plane_of_frame(crs, transform, SIDE, SIDE)
    return GroundMap(plane, parse_crs(crs), transform, registration or Affine.identity())


def rpc_frame(registration: Affine | None = None, off_nadir_deg: float = 3.0) -> GroundMap:
    """A frame of SIDE x SIDE px about HMEYMIM that only an RPC places."""
    rpc = camera_rpc(*HMEYMIM, gsd_m=GSD, side_px=SIDE, off_nadir_deg=off_nadir_deg, turn_deg=0.0)
    plane = plane_of_rpc_frame(rpc, SIDE, SIDE)
    return GroundMap(plane, parse_crs("EPSG:4326"), Affine.identity(), registration or Affine.identity(), rpc)


@pytest.fixture(params=[*KINDS, "RPC"])
def ground(request: pytest.FixtureRequest) -> GroundMap:
    return rpc_frame() if request.param == "RPC" else frame_at(request.param, *HMEYMIM)


def test_the_plane_is_centred_on_the_frame(ground: GroundMap) -> None:
    assert ground.is_georeferenced
    assert ground.plane is not None
    assert (ground.plane.lon_deg, ground.plane.lat_deg) == pytest.approx(HMEYMIM, abs=1e-7)
    centre = ground.to_plane(as_points((SIDE / 2, SIDE / 2)))
    np.testing.assert_allclose(centre, [(0, 0)], atol=1e-6)


@pytest.mark.parametrize("registration", [Affine.identity(), Affine.translation(4, -3) @ Affine.rotation(0.2)])
@pytest.mark.parametrize("crs", [*KINDS, "RPC"])
def test_pixels_come_back_through_the_plane(crs: str, registration: Affine) -> None:
    ground = rpc_frame(registration) if crs == "RPC" else frame_at(crs, *HMEYMIM, registration=registration)
    back = ground.to_pixels(ground.to_plane(PIXELS))
    assert np.abs(back - PIXELS).max() < 1e-6


def test_the_registration_acts_in_plane_metres(ground: GroundMap) -> None:
    nudged = replace(ground, registration=Affine.translation(4, -3))
    np.testing.assert_allclose(nudged.to_plane(PIXELS) - ground.to_plane(PIXELS), np.tile((4, -3), (300, 1)), atol=1e-9)
    assert nudged.to_lonlat((100, 100)) == ground.to_lonlat((100, 100))


@pytest.mark.parametrize("place", [(SIDE / 2, SIDE / 2), (0.0, 0.0), (30_000.0, -5_000.0)])
def test_the_linear_map_is_exact_at_its_centre(ground: GroundMap, place: tuple[float, float]) -> None:
    error = apply(ground.linear_at(place), place) - ground.to_plane(as_points(place))
    assert np.abs(error).max() < 1e-8


@pytest.mark.parametrize("place", [(0.0, 0.0), (1700.0, -2400.0), (-9000.0, 4000.0)])
def test_the_linear_map_about_a_place_is_that_at_its_pixel(ground: GroundMap, place: tuple[float, float]) -> None:
    about = ground.linear_about(place)
    pixel = ground.to_pixels(as_points(place))[0]
    assert np.abs(apply(about, pixel) - place).max() < 1e-8
    corners = pixel + np.array([(-500.0, -500.0), (500.0, 500.0), (500.0, -500.0)])
    at_pixel = ground.linear_at((float(pixel[0]), float(pixel[1])))
    assert np.abs(apply(about, corners) - apply(at_pixel, corners)).max() < 1e-5


def test_single_places_are_those_of_arrays(ground: GroundMap) -> None:
    plane_m = ground.to_plane(PIXELS[:20])
    for pixel, place in zip(PIXELS[:20], plane_m, strict=True):
        assert ground.place_at((pixel[0], pixel[1])) == pytest.approx(tuple(place), abs=1e-6)
        assert ground.pixel_at((place[0], place[1])) == pytest.approx(tuple(pixel), abs=1e-6)


def test_an_rpc_frame_lies_where_its_model_says() -> None:
    ground = rpc_frame()
    assert ground.rpc is not None
    expected = LevelGround(ground.rpc).to_ground(PIXELS)
    for (x, y), lonlat in zip(PIXELS, expected, strict=True):
        assert ground.to_lonlat((x, y)) == pytest.approx(tuple(lonlat), abs=1e-12)


def test_an_rpc_s_linear_map_is_exact_to_a_fifth_of_a_pixel_in_a_pane_at_1_to_1() -> None:
    oblique = rpc_frame(off_nadir_deg=25.0)
    assert linear_error_m(oblique, half_width_m=960 * GSD / 2, half_height_m=1080 * GSD / 2) / GSD < 0.2


def test_an_rpc_frame_across_the_dateline_is_in_one_piece() -> None:
    rpc = camera_rpc(179.99, 71.0, gsd_m=GSD, side_px=SIDE)
    ground = GroundMap(
        plane_of_rpc_frame(rpc, SIDE, SIDE), parse_crs("EPSG:4326"), Affine.identity(), Affine.identity(), rpc
    )
    assert np.abs(ground.to_pixels(ground.to_plane(PIXELS)) - PIXELS).max() < 1e-3
    west, south, east, north = ground.bounds_m(SIDE, SIDE)
    assert max(east - west, north - south) < 1.5 * SIDE * GSD


def test_an_rpc_that_leads_nowhere_gives_no_plane() -> None:
    assert plane_of_rpc_frame(replace(camera_rpc(), sample_denominator=(0.0,) * 20), SIDE, SIDE) is None
    assert plane_of_rpc_frame(replace(camera_rpc(), lat_offset=120.0), SIDE, SIDE) is None


@pytest.mark.parametrize(("crs", "limit_px"), [("EPSG:32636", 0.05), ("EPSG:3857", 0.3), ("EPSG:4326", 0.3)])
def test_the_linear_map_serves_a_view_of_2_km(crs: str, limit_px: float) -> None:
    ground = frame_at(crs, *HMEYMIM)
    assert linear_error_m(ground, half_width_m=1000, half_height_m=1000) / GSD < limit_px


@pytest.mark.parametrize("crs", KINDS)
def test_the_linear_map_is_exact_to_a_twentieth_of_a_pixel_in_a_pane_at_1_to_1(crs: str) -> None:
    ground = frame_at(crs, *HMEYMIM)
    assert linear_error_m(ground, half_width_m=960 * GSD / 2, half_height_m=1080 * GSD / 2) / GSD < 0.05


def linear_error_m(ground: GroundMap, half_width_m: float, half_height_m: float) -> float:
    """Largest error in metres of the map linearised at the middle of a view."""
    centre = (SIDE / 2, SIDE / 2)
    xs = np.linspace(-half_width_m, half_width_m, 9)
    ys = np.linspace(-half_height_m, half_height_m, 9)
    view = np.column_stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
    pixels = ground.to_pixels(view)
    return float(np.hypot(*(apply(ground.linear_at(centre), pixels) - view).T).max())


def test_the_pixel_size_on_the_ground(ground: GroundMap) -> None:
    expected = GSD * cos(radians(HMEYMIM[1])) if ground.crs == CRS("EPSG:3857") else GSD
    assert ground.metres_per_px((SIDE / 2, SIDE / 2)) == pytest.approx(expected, rel=5e-3)


@pytest.mark.parametrize("place", [(SIDE / 2, SIDE / 2), (100.0, 7900.0)])
@pytest.mark.parametrize("heading", [0.0, 37.0, 90.0, 215.0, 359.9])
def test_the_true_heading_of_a_utm_frame_is_the_grid_heading_and_the_convergence(
    place: tuple[float, float], heading: float
) -> None:
    ground = frame_at("EPSG:32636", *HMEYMIM)
    lonlat = ground.to_lonlat(place)
    assert lonlat is not None
    convergence = Proj("EPSG:32636").get_factors(*lonlat).meridian_convergence
    assert convergence == pytest.approx(1.70, abs=0.1)
    true = ground.heading_true_deg(place, heading)
    assert true is not None
    assert 0 <= true < 360
    assert (true - heading - convergence + 180) % 360 - 180 == pytest.approx(0, abs=0.01)


def test_north_up_frames_head_true_north() -> None:
    for crs in ("EPSG:3857", "EPSG:4326"):
        heading = frame_at(crs, *HMEYMIM).heading_true_deg((100, 100), 0.0)
        assert heading is not None
        assert 0 <= heading < 360
        assert min(heading, 360 - heading) < 1e-6


def test_distances_are_those_of_the_ellipsoid(ground: GroundMap) -> None:
    geod = Geod(ellps="WGS84")
    for start, end in ((PIXELS[i], PIXELS[i + 1]) for i in range(0, 20, 2)):
        a, b = ground.to_lonlat(tuple(start)), ground.to_lonlat(tuple(end))
        assert a is not None
        assert b is not None
        distance = ground.distance_m(tuple(start), tuple(end))
        assert distance == pytest.approx(geod.inv(*a, *b)[2], abs=1e-9)
        (x1, y1), (x2, y2) = ground.to_plane(np.array([start, end]))
        assert distance == pytest.approx(np.hypot(x2 - x1, y2 - y1), rel=1e-5)


def test_the_bounds_hold_the_frame(ground: GroundMap) -> None:
    west, south, east, north = ground.bounds_m(SIDE, SIDE)
    at = ground.to_plane(np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (SIDE / 2, SIDE / 2)]))
    assert (at >= (west, south)).all()
    assert (at <= (east, north)).all()
    assert east - west < SIDE * GSD * 1.05


def test_the_plane_leads_to_lonlat_and_back(ground: GroundMap) -> None:
    assert ground.plane is not None
    lonlat = ground.plane.to_lonlat(ground.to_plane(PIXELS))
    for place, (x, y) in zip(lonlat, PIXELS, strict=True):
        assert tuple(place) == pytest.approx(ground.to_lonlat((x, y)), abs=1e-9)
    np.testing.assert_allclose(ground.plane.from_lonlat(lonlat), ground.to_plane(PIXELS), atol=1e-5)


@pytest.mark.parametrize("lon", [180.0, 179.999, -179.999])
@pytest.mark.parametrize("crs", ["EPSG:32660", "EPSG:32601", "EPSG:3857", "EPSG:4326"])
def test_a_frame_across_the_dateline_is_in_one_piece(crs: str, lon: float) -> None:
    ground = frame_at(crs, lon, 71.0)
    assert ground.plane is not None
    west, south, east, north = ground.bounds_m(SIDE, SIDE)
    assert max(east - west, north - south) < 1.1 * SIDE * GSD
    assert np.abs(ground.to_pixels(ground.to_plane(PIXELS)) - PIXELS).max() < 1e-6
    left, right = ground.to_lonlat((0, SIDE / 2)), ground.to_lonlat((SIDE, SIDE / 2))
    assert left is not None
    assert right is not None
    assert 179 < left[0] <= 180
    assert -180 <= right[0] < -179
    assert ground.distance_m((0, SIDE / 2), (SIDE, SIDE / 2)) < 1.1 * SIDE * GSD
    heading = ground.heading_true_deg((SIDE - 2, SIDE / 2), 90.0)
    assert heading == pytest.approx(90, abs=4)


def test_two_frames_on_either_side_of_the_dateline_share_a_plane() -> None:
    west, east = frame_at("EPSG:4326", 179.99, 71.0), frame_at("EPSG:4326", -179.99, 71.0)
    beside = GroundMap(west.plane, east.crs, east.transform, Affine.identity())
    back = beside.to_pixels(beside.to_plane(PIXELS))
    assert np.abs(back - PIXELS).max() < 1e-6
    assert beside.to_plane(as_points((SIDE / 2, SIDE / 2)))[0, 0] == pytest.approx(727, abs=5)


def test_longitudes_from_0_to_360_are_understood() -> None:
    transform = Affine(5e-6, 0, 200.0, 0, -5e-6, 20.0)
    ground = GroundMap(
        plane_of_frame("EPSG:4326", transform, SIDE, SIDE), parse_crs("EPSG:4326"), transform, Affine.identity()
    )
    assert ground.plane is not None
    assert ground.plane.lon_deg == pytest.approx(-159.98)
    assert ground.to_lonlat((0, 0)) == pytest.approx((-160, 20))
    assert np.abs(ground.to_pixels(ground.to_plane(PIXELS)) - PIXELS).max() < 1e-6


def test_places_off_the_globe_are_nan_and_raise_no_warning() -> None:
    transform = Affine(0.1, 0, -180, 0, -0.1, 95)
    ground = GroundMap(
        plane_of_frame("EPSG:4326", transform, 3600, 1900), parse_crs("EPSG:4326"), transform, Affine.identity()
    )
    assert np.isnan(ground.to_plane(as_points((1800, 0)))).all()
    assert all(map(isnan, ground.place_at((1800, 0))))
    assert all(map(isnan, ground.linear_at((1800, 0))[:6]))
    assert ground.to_lonlat((1800, 0)) is None
    assert np.isfinite(ground.bounds_m(3600, 1900)).all()


@given(st.tuples(st.floats(0, 500), st.floats(0, 400)), st.floats(0.1, 10))
def test_a_frame_without_georeference_has_its_scale_only(place: tuple[float, float], gsd: float) -> None:
    ground = GroundMap(None, None, Affine(gsd, 0, -gsd * 250, 0, -gsd, gsd * 200), Affine.identity())
    assert not ground.is_georeferenced
    assert ground.to_lonlat(place) is None
    assert ground.heading_true_deg(place, 10.0) is None
    assert ground.metres_per_px(place) == pytest.approx(gsd)
    assert ground.distance_m(place, (place[0] + 3, place[1] + 4)) == pytest.approx(5 * gsd)
    np.testing.assert_allclose(ground.to_pixels(ground.to_plane(as_points(place))), [place], atol=1e-6)
    assert ground.bounds_m(500, 400) == pytest.approx((-250 * gsd, -200 * gsd, 250 * gsd, 200 * gsd))


@pytest.mark.parametrize("text", ["", "no CRS", 'LOCAL_CS["site",UNIT["metre",1]]'])
def test_a_text_that_names_no_crs_on_the_earth(text: str) -> None:
    assert parse_crs(text) is None
    assert plane_of_frame(text, Affine.identity(), 10, 10) is None


def test_a_frame_beyond_the_pole_has_no_plane() -> None:
    assert plane_of_frame("EPSG:4326", Affine(1, 0, 0, 0, -1, 200), 10, 10) is None


def test_the_plane_keeps_distances_near_its_centre() -> None:
    plane = GroundPlane(*HMEYMIM)
    lonlat = plane.to_lonlat(np.array([(0.0, 0.0), (3000.0, 4000.0)]))
    assert Geod(ellps="WGS84").inv(*lonlat[0], *lonlat[1])[2] == pytest.approx(5000, abs=0.01)


def test_many_longitudes_and_latitudes_are_those_of_each(ground: GroundMap) -> None:
    nudged = replace(ground, registration=Affine.translation(40, -30))
    for (x, y), place in zip(PIXELS[:20], nudged.to_lonlats(PIXELS[:20]), strict=True):
        assert ground.to_lonlat((x, y)) == pytest.approx(tuple(place), abs=1e-12)
