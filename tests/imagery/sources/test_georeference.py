from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from rasterio.control import GroundControlPoint

from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.raster import open_raster
from tests.cameras import camera_rpc
from tests.imagery.sources.test_rpc import vendor_rpc
from tests.rasters import AT_HOME, UTM_37N, write_raster

PLACES = [(0.0, 0.0), (100.0, 0.0), (0.0, 80.0), (100.0, 80.0), (50.0, 40.0), (20.0, 70.0)]


def points(transform: Affine, off_px: float) -> list[GroundControlPoint]:
    """Control points that the transform holds, each moved by so many pixels into another direction."""
    turns = np.linspace(0, 2 * np.pi, len(PLACES), endpoint=False)
    found = []
    for (column, row), turn in zip(PLACES, turns, strict=True):
        x, y = transform @ (column + off_px * np.cos(5 * turn), row + off_px * np.sin(5 * turn))
        found.append(GroundControlPoint(row=row, col=column, x=x, y=y))
    return found


@pytest.mark.parametrize("off_px", [0.0, 3.0])
def test_the_affine_s_residual_is_known(tmp_path: Path, off_px: float) -> None:
    path = tmp_path / "points.tif"
    write_raster(path, gcps=points(AT_HOME, off_px), crs=UTM_37N)
    with open_raster(path) as raster:
        found = raster.control_points
    assert found is not None
    assert found.count == 6
    assert found.residual_px <= off_px + 1e-6
    assert found.residual_px >= off_px / 3
    (words,) = [words for field, words in describe_frame(path, 1, "points.tif").origins if field == "transform"]
    assert words == f"affine through 6 ground control points, residual {found.residual_px:.1f} px"


def test_a_transform_of_its_own_has_no_residual(tmp_path: Path) -> None:
    write_raster(tmp_path / "plain.tif", crs=UTM_37N, transform=AT_HOME)
    with open_raster(tmp_path / "plain.tif") as raster:
        assert raster.control_points is None
        assert raster.rpc is None
    assert describe_frame(tmp_path / "plain.tif", 1, "plain.tif").origins == ()


def test_points_on_one_line_give_neither_transform_nor_residual(tmp_path: Path) -> None:
    line = [GroundControlPoint(row=at, col=at, x=500_000 + at, y=5_500_000 - at) for at in (0, 10, 20)]
    write_raster(tmp_path / "line.tif", gcps=line, crs=UTM_37N)
    with open_raster(tmp_path / "line.tif") as raster:
        assert raster.transform is None
        assert raster.control_points is None


def test_a_frame_with_an_rpc_lies_on_the_ground(tmp_path: Path) -> None:
    rpc = camera_rpc(side_px=400, gsd_m=0.5)
    write_raster(tmp_path / "basic.tif", width=400, height=400, rpcs=vendor_rpc(rpc))
    frame = describe_frame(tmp_path / "basic.tif", 1, "basic.tif")
    assert frame.crs_wkt is None
    assert frame.rpc is not None
    assert frame.plane is not None
    assert (frame.plane.lon_deg, frame.plane.lat_deg) == pytest.approx((36.0, 35.4), abs=1e-5)
    assert dict(frame.origins)["rpc"] == "rational polynomials (RPC), on ground 50 m above the ellipsoid"


def test_an_rpc_beside_a_transform_is_left_alone(tmp_path: Path) -> None:
    write_raster(tmp_path / "ortho.tif", crs=UTM_37N, transform=AT_HOME, rpcs=vendor_rpc(camera_rpc()))
    frame = describe_frame(tmp_path / "ortho.tif", 1, "ortho.tif")
    assert frame.transform is not None
    assert frame.rpc is None
