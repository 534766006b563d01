from dataclasses import replace

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.geometry.ground import GroundPlane
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.frame import IDENTITY, Frame, ground_map
from tests.cameras import camera_rpc

UTM = (0.5, 0.0, 768_000.0, 0.0, -0.5, 3_921_000.0)
GEOREFERENCED = Frame(1, "site/first.tif", "f1", 1000, 800, 1, "uint16", crs_wkt="EPSG:32636", transform=UTM)
SCREENSHOT = Frame(2, "news.png", "f2", 800, 600, 3, "uint8")
BASIC = Frame(3, "basic.ntf", "f3", 8000, 8000, 1, "uint16", rpc=camera_rpc())
ELSEWHERE = GroundPlane(35.9, 35.4)


@pytest.mark.parametrize("path", ["first.tif", "/data/first.tif", "site/a/first.tif", r"C:\site\first.tif"])
def test_the_name_is_the_last_part_of_the_path(path: str) -> None:
    assert replace(GEOREFERENCED, path=path).name == "first.tif"


def test_the_nudge_is_the_shift_of_the_registration() -> None:
    assert GEOREFERENCED.nudge_m == 0
    assert replace(GEOREFERENCED, registration=(1.0, 0.0, 3.0, 0.0, 1.0, -4.0)).nudge_m == 5


def test_the_plane_is_centred_on_the_frame() -> None:
    plane = GEOREFERENCED.plane
    assert plane is not None
    centre = ground_map(GEOREFERENCED, plane).to_plane(as_points((500.0, 400.0)))
    np.testing.assert_allclose(centre, [(0, 0)], atol=1e-6)


@pytest.mark.parametrize(
    "frame",
    [
        SCREENSHOT,
        replace(GEOREFERENCED, crs_wkt=None),
        replace(GEOREFERENCED, transform=None),
        replace(GEOREFERENCED, crs_wkt="no CRS"),
        replace(GEOREFERENCED, crs_wkt='LOCAL_CS["site",UNIT["metre",1]]'),
    ],
)
def test_without_a_place_on_the_earth_there_is_no_plane(frame: Frame) -> None:
    assert frame.plane is None
    assert not ground_map(frame, ELSEWHERE).is_georeferenced


def test_a_georeferenced_frame_lies_on_the_plane_of_the_project() -> None:
    ground = ground_map(GEOREFERENCED, ELSEWHERE)
    assert ground.is_georeferenced
    assert ground.plane == ELSEWHERE
    lonlat = ground.to_lonlat((0.0, 0.0))
    assert lonlat is not None
    np.testing.assert_allclose(
        ELSEWHERE.from_lonlat(as_points(lonlat)), ground.to_plane(as_points((0.0, 0.0))), atol=1e-5
    )


@pytest.mark.parametrize(("gsd", "size"), [(0.31, 0.31), (None, 1.0), (0.0, 1.0)])
@pytest.mark.parametrize("plane", [None, ELSEWHERE])
def test_a_frame_without_georeference_lies_about_the_origin_its_up_to_the_north(
    plane: GroundPlane | None, gsd: float | None, size: float
) -> None:
    ground = ground_map(replace(SCREENSHOT, gsd_m=gsd), plane)
    assert not ground.is_georeferenced
    corners = ground.to_plane(np.array([(400.0, 300.0), (0.0, 0.0), (800.0, 600.0)]))
    np.testing.assert_allclose(corners, [(0, 0), (-400 * size, 300 * size), (400 * size, -300 * size)], atol=1e-9)


@pytest.mark.parametrize("frame", [GEOREFERENCED, SCREENSHOT])
def test_the_registration_takes_part(frame: Frame) -> None:
    plane = GEOREFERENCED.plane
    nudged = replace(frame, registration=(1.0, 0.0, 4.0, 0.0, 1.0, -3.0))
    there = ground_map(nudged, plane).to_plane(as_points((10.0, 20.0)))
    plain = ground_map(frame, plane).to_plane(as_points((10.0, 20.0)))
    np.testing.assert_allclose(there - plain, [(4, -3)], atol=1e-9)
    assert Affine(*IDENTITY) == Affine.identity()


def test_an_rpc_places_a_frame_that_has_no_transform() -> None:
    assert BASIC.plane is not None
    assert (BASIC.plane.lon_deg, BASIC.plane.lat_deg) == pytest.approx((36.0, 35.4), abs=1e-6)
    ground = ground_map(BASIC, ELSEWHERE)
    assert ground.is_georeferenced
    assert ground.metres_per_px((4000.0, 4000.0)) == pytest.approx(0.5, rel=0.1)
    lonlat = ground.to_lonlat((100.0, 200.0))
    assert lonlat is not None
    np.testing.assert_allclose(
        ELSEWHERE.from_lonlat(as_points(lonlat)), ground.to_plane(as_points((100.0, 200.0))), atol=1e-5
    )


def test_a_transform_goes_before_an_rpc_but_only_with_its_crs() -> None:
    both = replace(BASIC, crs_wkt="EPSG:32636", transform=UTM)
    assert ground_map(both, ELSEWHERE).rpc is None
    assert both.plane == replace(both, rpc=None).plane
    world_file = replace(BASIC, transform=UTM)
    assert world_file.plane == BASIC.plane
    assert ground_map(world_file, ELSEWHERE).rpc == BASIC.rpc


def test_the_registration_moves_an_rpc_frame() -> None:
    nudged = replace(BASIC, registration=(1.0, 0.0, 4.0, 0.0, 1.0, -3.0))
    shift = ground_map(nudged, ELSEWHERE).to_plane(as_points((10.0, 20.0))) - ground_map(BASIC, ELSEWHERE).to_plane(
        as_points((10.0, 20.0))
    )
    np.testing.assert_allclose(shift, [(4, -3)], atol=1e-9)
