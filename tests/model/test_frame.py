from dataclasses import replace

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.geometry.ground import GroundPlane
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.frame import IDENTITY, Frame, ground_map

UTM = (0.5, 0.0, 768_000.0, 0.0, -0.5, 3_921_000.0)
GEOREFERENCED = Frame(1, "site/first.tif", "f1", 1000, 800, 1, "uint16", crs_wkt="EPSG:32636", transform=UTM)
SCREENSHOT = Frame(2, "news.png", "f2", 800, 600, 3, "uint8")
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
