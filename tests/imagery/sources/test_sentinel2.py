"""Sentinel-2 products, small but laid out as they are delivered."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.sentinel2 import (
    BAND_PIXEL_M,
    find_metadata_file,
    is_sentinel2_product,
    list_band_files,
)
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]

NAME = "S2A_MSIL1C_20241213T081331_N0511_R078_T37SBA_20241213T091500.SAFE"
TILE = "T37SBA_20241213T081331"
CRS = "EPSG:32637"


def write_band(path: Path, pixel_m: int, seed: int) -> NDArray[Any]:
    side = 1200 // pixel_m
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.random.default_rng(seed).integers(1, 4000, (1, side, side), dtype=np.uint16)
    place = Affine(pixel_m, 0, 200_000, 0, -pixel_m, 3_900_000)
    return write_raster(path, values, driver="JP2OpenJPEG", crs=CRS, transform=place, QUALITY=100, REVERSIBLE="YES")


def write_l1c(folder: Path) -> dict[str, NDArray[Any]]:
    home = folder / NAME
    images = home / "GRANULE" / "L1C_T37SBA_A049" / "IMG_DATA"
    made = {
        band: write_band(images / f"{TILE}_{band}.jp2", pixel_m, seed)
        for seed, (band, pixel_m) in enumerate(BAND_PIXEL_M.items())
    }
    write_band(images / f"{TILE}_TCI.jp2", 10, 99)
    write_band(home / "GRANULE" / "L1C_T37SBA_A049" / "QI_DATA" / f"{TILE}_B04.jp2", 10, 98)
    (home / "MTD_MSIL1C.xml").write_text("<Level-1C_User_Product/>")
    return made


def write_l2a(folder: Path) -> None:
    home = folder / NAME.replace("L1C", "L2A")
    images = home / "GRANULE" / "L2A_T37SBA_A049" / "IMG_DATA"
    for pixel_m, bands in (
        (10, ("B02", "B03", "B04", "B08")),
        (20, ("B01", "B02", "B04", "B8A")),
        (60, ("B01", "B09")),
    ):
        for seed, band in enumerate(bands):
            write_band(images / f"R{pixel_m}m" / f"{TILE}_{band}_{pixel_m}m.jp2", pixel_m, seed)
        write_band(images / f"R{pixel_m}m" / f"{TILE}_SCL_{pixel_m}m.jp2", pixel_m, 50)
    (home / "MTD_MSIL2A.xml").write_text("<Level-2A_User_Product/>")


def zipped(folder: Path, product: Path) -> Path:
    path = folder / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(product.rglob("*")):
            if file.is_file():
                archive.write(file, f"{product.name}/{file.relative_to(product).as_posix()}")
    return path


@pytest.fixture(scope="module")
def l1c(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, NDArray[Any]]]:
    folder = tmp_path_factory.mktemp("sentinel")
    made = write_l1c(folder)
    return folder / NAME, made


@pytest.mark.parametrize("form", ["metadata", "folder", "zip"])
def test_a_product_is_one_frame_in_natural_colour(
    l1c: tuple[Path, dict[str, NDArray[Any]]], tmp_path: Path, level_of: Levels, form: str
) -> None:
    product, pixels = l1c
    path = {"metadata": product / "MTD_MSIL1C.xml", "folder": product}.get(form) or zipped(tmp_path, product)
    assert is_sentinel2_product(path)
    with open_raster(path) as raster:
        assert raster.all_band_names == tuple(BAND_PIXEL_M)
        assert raster.band_names == ("B04", "B03", "B02")
        assert raster.display_bands == (0, 1, 2)
        assert raster.file_bands == 13
        assert (raster.pyramid.width, raster.pyramid.height) == (120, 120)
        assert raster.transform == Affine(10, 0, 200_000, 0, -10, 3_900_000)
        samples, valid = level_of(raster, 0)
        assert valid.all()
        assert np.array_equal(samples, np.concatenate([pixels["B04"], pixels["B03"], pixels["B02"]]))


def test_coarser_bands_can_be_chosen(l1c: tuple[Path, dict[str, NDArray[Any]]], level_of: Levels) -> None:
    product, pixels = l1c
    bands = (tuple(BAND_PIXEL_M).index("B11"), 0)
    with open_raster(RasterSource(product / "MTD_MSIL1C.xml", bands=bands)) as raster:
        assert raster.band_names == ("B11", "B04")
        samples, _ = level_of(raster, 0)
    coarse = pixels["B11"][0].astype(np.float64)
    between = (coarse[10, 10] * 9 + coarse[10, 11] * 3 + coarse[11, 10] * 3 + coarse[11, 11]) / 16
    assert abs(samples[0, 21, 21] - between) <= 0.51


def test_of_level_2_the_finest_of_each_band_is_taken(tmp_path: Path) -> None:
    write_l2a(tmp_path)
    [product] = tmp_path.iterdir()
    bands = list_band_files(product / "MTD_MSIL2A.xml")
    assert [file.path.name.removeprefix(f"{TILE}_") for file in bands] == [
        *("B04_10m.jp2", "B03_10m.jp2", "B02_10m.jp2", "B08_10m.jp2"),
        *("B8A_20m.jp2", "B01_20m.jp2", "B09_60m.jp2"),
    ]
    with open_raster(product) as raster:
        assert raster.band_names == ("B04", "B03", "B02", "B08", "B8A", "B01", "B09")
        assert raster.display_bands == (0, 1, 2)


def test_only_a_whole_product_is_one(tmp_path: Path) -> None:
    (tmp_path / "MTD_MSIL1C.xml").touch()
    assert find_metadata_file(tmp_path) is None
    assert not is_sentinel2_product(tmp_path)
    assert not is_sentinel2_product(tmp_path / "MTD_MSIL1C.xml")
    (tmp_path / "GRANULE").mkdir()
    assert find_metadata_file(tmp_path) == tmp_path / "MTD_MSIL1C.xml"
    with pytest.raises(BasewatchError, match="holds no bands of Sentinel-2"):
        open_raster(tmp_path / "MTD_MSIL1C.xml")


def test_several_granules_are_refused(tmp_path: Path) -> None:
    for granule in ("one", "two"):
        write_band(tmp_path / "GRANULE" / granule / "IMG_DATA" / f"{TILE}_B04.jp2", 10, 1)
    (tmp_path / "MTD_MSIL1C.xml").touch()
    with pytest.raises(BasewatchError, match="holds 2 granules"):
        open_raster(tmp_path / "MTD_MSIL1C.xml")


@pytest.mark.parametrize(
    "member",
    [
        f"../GRANULE/a/IMG_DATA/{TILE}_B04.jp2",
        f"/GRANULE/a/IMG_DATA/{TILE}_B04.jp2",
        f"x/../GRANULE/a/IMG_DATA/{TILE}_B04.jp2",
        f"GRANULE/a}}/IMG_DATA/{TILE}_B04.jp2",
        f"GRANULE/a/IMG_DATA/{TILE}_B04.vrt",
        "readme.txt",
    ],
)
def test_members_that_reach_out_of_a_zip_are_not_looked_at(tmp_path: Path, member: str) -> None:
    write_band(tmp_path / "a.jp2", 10, 1)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, (tmp_path / "a.jp2").read_bytes())
    with pytest.raises(BasewatchError, match=r"a\.zip holds no bands of Sentinel-2"):
        open_raster(tmp_path / "a.zip")


def test_a_member_that_is_no_jpeg_2000_is_refused(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"GRANULE/a/IMG_DATA/{TILE}_B04.jp2", (tmp_path / "a.tif").read_bytes())
    with pytest.raises(BasewatchError, match=r"B04\.jp2 is not an image"):
        open_raster(tmp_path / "a.zip")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"PK\x05\x06"])
def test_a_damaged_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(BasewatchError, match=r"a\.zip"):
        open_raster(tmp_path / "a.zip")
