"""Files with several images: which there are, and that each opens as itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.images import list_images
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]


def write_pages(path: Path) -> list[NDArray[Any]]:
    return [
        write_raster(path, width=60, height=50, bands=3),
        write_raster(path, width=40, height=90, dtype="uint16", seed=1, APPEND_SUBDATASET="YES"),
        write_raster(path, width=16, height=16, seed=2, APPEND_SUBDATASET="YES"),
    ]


def write_segments(path: Path) -> list[NDArray[Any]]:
    return [
        write_raster(path, width=64, height=32, driver="NITF", NUMI="2", ICAT="MS"),
        write_raster(path, width=30, height=40, seed=5, driver="NITF", APPEND_SUBDATASET="YES", ICAT="VIS"),
    ]


def test_pages_of_a_tiff_are_images_of_their_own_size_and_type(tmp_path: Path, level_of: Levels) -> None:
    path = tmp_path / "a.tif"
    pages = write_pages(path)
    facts = list_images(path)
    assert [(each.number, each.width, each.height, each.bands, each.dtype) for each in facts] == [
        (1, 60, 50, 3, "uint8"),
        (2, 40, 90, 1, "uint16"),
        (3, 16, 16, 1, "uint8"),
    ]
    assert [each.kind for each in facts] == ["page 1", "page 2", "page 3"]
    for number, page in enumerate(pages, start=1):
        with open_raster(RasterSource(path, image=number)) as raster:
            assert np.array_equal(level_of(raster, 0)[0], page)
    with open_raster(path) as raster:
        assert np.array_equal(level_of(raster, 0)[0], pages[0])


def test_segments_of_a_nitf_are_images(tmp_path: Path, level_of: Levels) -> None:
    path = tmp_path / "a.ntf"
    segments = write_segments(path)
    assert [(each.number, each.kind) for each in list_images(path)] == [
        (1, "multispectral imagery"),
        (2, "visible imagery"),
    ]
    for number, pixels in enumerate(segments, start=1):
        with open_raster(RasterSource(path, image=number)) as raster:
            assert np.array_equal(level_of(raster, 0)[0], pixels)


def test_overviews_and_masks_are_no_images(tmp_path: Path) -> None:
    mask = np.ones((600, 700), np.bool_)
    mask[:100] = False
    write_raster(tmp_path / "a.tif", width=700, height=600, bands=3, mask=mask, overviews=(2, 4))
    write_raster(tmp_path / "b.png", driver="PNG")
    assert list_images(tmp_path / "a.tif") == list_images(tmp_path / "b.png") == ()


def test_an_image_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write_pages(tmp_path / "a.tif")
    write_raster(tmp_path / "one.tif")
    for path, number in ((tmp_path / "a.tif", 4), (tmp_path / "one.tif", 2)):
        with pytest.raises(BasewatchError, match=f"has no image number {number}"):
            open_raster(RasterSource(path, image=number))


def test_images_are_checked_as_files_are(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    write_raster(tmp_path / "a.tif", np.ones((1, 9, 9), np.complex64), APPEND_SUBDATASET="YES")
    write_raster(tmp_path / "a.tif", seed=4, APPEND_SUBDATASET="YES")
    assert [each.number for each in list_images(tmp_path / "a.tif")] == [1, 3]
    with pytest.raises(BasewatchError, match="complex"):
        open_raster(RasterSource(tmp_path / "a.tif", image=2))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BasewatchError, match="can't be found"):
        list_images(tmp_path / "none.tif")


def test_the_components_of_a_volume_are_images(shared: Path) -> None:
    path = shared / "rasters" / "gdal" / "gdrivers" / "data" / "dimap2" / "bundle" / "VOL_PHR.XML"
    assert [(each.number, each.bands, each.kind) for each in list_images(path)] == [
        (1, 4, "First component"),
        (2, 1, "Second component"),
    ]
    with open_raster(RasterSource(path, image=2)) as raster:
        assert raster.file_bands == 1
