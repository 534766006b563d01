"""Writing a GeoTIFF: what comes back, and nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.imagery import environment

# isort: split
import rasterio
from rasterio.enums import ColorInterp

from basewatch_gui.imagery.geotiff import BLOCK_PX, GeotiffPlan, read_tiff_tags, write_geotiff
from basewatch_gui.model.errors import BasewatchError

PLACE = Affine(0.5, 0, 400_000, 0, -0.5, 3_900_000)


def plan(**changes: object) -> GeotiffPlan:
    values: dict[str, object] = {
        "width": 1300,
        "height": 1100,
        "dtype": "uint16",
        "bands": ("blue", "green", "red", "near infrared"),
        "crs": "EPSG:32636",
        "transform": PLACE,
        "nodata": 0,
        "tags": {"TIFFTAG_SOFTWARE": "test 1"},
    }
    return GeotiffPlan(**{**values, **changes})  # type: ignore[arg-type]


def picture(what: GeotiffPlan) -> NDArray[np.uint16]:
    rng = np.random.default_rng(5)
    return rng.integers(1, 2000, (len(what.bands), what.height, what.width)).astype(what.dtype)


def strips(samples: NDArray[np.uint16]) -> Iterator[NDArray[np.uint16]]:
    for top in range(0, samples.shape[1], BLOCK_PX):
        yield samples[:, top : top + BLOCK_PX]


def test_everything_comes_back(tmp_path: Path) -> None:
    path, what = tmp_path / "new" / "frame.tif", plan()
    samples = picture(what)
    samples[:, :600, :600] = 0
    write_geotiff(path, what, strips(samples))
    with environment.gdal_session(), rasterio.open(path) as raster:
        assert np.array_equal(raster.read(), samples)
        assert (raster.crs.to_epsg(), raster.transform, raster.nodata) == (32636, PLACE, 0)
        assert raster.descriptions == what.bands
        assert raster.colorinterp == (ColorInterp.blue, ColorInterp.green, ColorInterp.red, ColorInterp.nir)
        assert raster.block_shapes == [(BLOCK_PX, BLOCK_PX)] * 4
        assert raster.overviews(1) == [2, 4]
        shrunk = raster.read(1, out_shape=(550, 650))
    inside = samples[0, 700:702, 700:702].mean()
    assert shrunk[350, 350] == pytest.approx(inside, abs=1)
    assert not shrunk[:299, :299].any()
    assert shrunk[301:, 301:].all()
    assert read_tiff_tags(path)["TIFFTAG_SOFTWARE"] == "test 1"
    assert [entry.name for entry in path.parent.iterdir()] == ["frame.tif"]


def test_three_bands_are_colour(tmp_path: Path) -> None:
    what = plan(bands=("red", "green", "blue"), dtype="uint8", nodata=None, crs="EPSG:4326", height=40, width=30)
    write_geotiff(tmp_path / "rgb.tif", what, [np.full((3, 40, 30), 7, np.uint8)])
    with environment.gdal_session(), rasterio.open(tmp_path / "rgb.tif") as raster:
        assert raster.colorinterp == (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        assert raster.nodata is None


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[NDArray[np.uint16]]:
        yield picture(plan())[:, :BLOCK_PX]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_geotiff(tmp_path / "frame.tif", plan(), broken())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(BasewatchError, match="can't be written"):
        write_geotiff(tmp_path / "taken" / "frame.tif", plan(), [])


def test_no_tags_without_a_raster(tmp_path: Path) -> None:
    (tmp_path / "text.tif").write_text("no raster")
    assert read_tiff_tags(tmp_path / "text.tif") == {}
    assert read_tiff_tags(tmp_path / "absent.tif") == {}
