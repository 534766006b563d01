"""GeoTIFF and its kin in every common shape, against the pixels as rasterio reads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.enums import ColorInterp

from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from tests.rasters import AT_HOME, UTM_37N, Pixels, random_pixels, write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]
Plain = Callable[..., NDArray[Any]]

COMPRESSIONS = ("JPEG", "LZW", "DEFLATE", "ZSTD", "LERC", "LERC_ZSTD", "LERC_DEFLATE", "WEBP", "PACKBITS", "LZMA")
ESRI_UTM_37N = (
    'PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
    '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",39.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def smooth(width: int, height: int, bands: int = 3) -> Pixels:
    ramp = np.add.outer(np.arange(height), np.arange(width)) % 200
    return np.stack([(ramp + 10 * band).astype(np.uint8) for band in range(bands)])


@pytest.mark.parametrize("block", [None, 64])
@pytest.mark.parametrize("interleave", ["pixel", "band"])
@pytest.mark.parametrize("compress", COMPRESSIONS)
def test_every_compression_is_read(
    tmp_path: Path, level_of: Levels, plain: Plain, compress: str, interleave: str, block: int | None
) -> None:
    if compress == "WEBP" and interleave == "band":
        interleave = "pixel"
    path = tmp_path / "a.tif"
    write_raster(path, smooth(150, 90), compress=compress, interleave=interleave, block=block)
    with open_raster(path) as raster:
        samples, valid = level_of(raster, 0)
    assert valid.all()
    assert np.array_equal(samples, plain(path))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_bits_are_read_as_they_are(tmp_path: Path, level_of: Levels, bits: int) -> None:
    pixels = random_pixels(99, 61) % 2**bits
    write_raster(tmp_path / "a.tif", pixels, NBITS=bits)
    with open_raster(tmp_path / "a.tif") as raster:
        samples, _ = level_of(raster, 0)
    # GDAL gives one bit the palette of black and white.
    assert np.array_equal(samples, np.repeat(pixels * 255, 3, axis=0) if bits == 1 else pixels)


@pytest.mark.parametrize("overviews", [(), (2, 4)])
def test_a_bigtiff_is_read(tmp_path: Path, level_of: Levels, overviews: tuple[int, ...]) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=1100, height=300, overviews=overviews, BIGTIFF="YES")
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.overview_sizes == tuple((1100 // factor, 300 // factor) for factor in overviews)
        assert np.array_equal(level_of(raster, 0)[0], pixels)


@pytest.mark.parametrize("size", [(1001, 777), (1023, 515), (1030, 139), (2050, 1537)])
@pytest.mark.parametrize("driver", ["COG", "GTiff"])
@pytest.mark.parametrize("external", [False, True])
def test_overviews_of_odd_sizes_are_known_before_one_is_opened(
    tmp_path: Path, level_of: Levels, plain: Plain, size: tuple[int, int], driver: str, external: bool
) -> None:
    path = tmp_path / "a.tif"
    width, height = size
    if driver == "COG":
        write_raster(path, smooth(width, height, 1), driver="COG", BLOCKSIZE=128)
    else:
        write_raster(path, smooth(width, height, 1), overviews=(2, 4, 8), external=external)
    with open_raster(path) as raster:
        assert raster.overview_sizes
        for index, stored in enumerate(raster.overview_sizes):
            level = raster.pyramid.sizes.index(stored)
            truth = plain(path, OVERVIEW_LEVEL=index)
            assert stored == truth.shape[:0:-1]
            assert np.array_equal(level_of(raster, level)[0], truth)


def test_overviews_that_no_directory_tells_of_are_rounded_up(tmp_path: Path, level_of: Levels, plain: Plain) -> None:
    path = tmp_path / "a.jp2"
    write_raster(path, smooth(1601, 1203, 1), driver="JP2OpenJPEG", QUALITY=100, REVERSIBLE="YES")
    with open_raster(path) as raster:
        assert raster.overview_sizes[0] == (801, 602)
        assert np.array_equal(level_of(raster, 1)[0], plain(path, OVERVIEW_LEVEL=0))


@pytest.mark.parametrize(
    "transform",
    [Affine(0.4, 0.3, 5e5, 0.3, -0.4, 5.5e6), Affine(0.5, 0, 5e5, 0, 0.5, 5.5e6), Affine(-0.5, 0, 5e5, 0, -0.5, 5.5e6)],
)
def test_pixels_stay_where_they_are_stored_whatever_the_geotransform(
    tmp_path: Path, level_of: Levels, transform: Affine
) -> None:
    pixels = write_raster(tmp_path / "a.tif", crs=UTM_37N, transform=transform)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.transform == transform
        assert np.array_equal(level_of(raster, 0)[0], pixels)


@pytest.mark.parametrize(
    ("driver", "name", "world"),
    [("PNG", "a.png", "a.pgw"), ("JPEG", "a.jpg", "a.jgw"), ("GTiff", "a.tif", "a.tfw"), ("BMP", "a.bmp", "a.wld")]
    + [("WEBP", "a.webp", "a.wld"), ("WEBP", "a.webp", "a.wpw"), ("PNG", "a.png", "a.wld")],
)
@pytest.mark.parametrize("prj", ["esri", "ogc"])
def test_a_world_file_takes_its_crs_from_the_prj_beside_it(
    tmp_path: Path, driver: str, name: str, world: str, prj: str
) -> None:
    write_raster(tmp_path / name, smooth(50, 40), driver=driver)
    (tmp_path / world).write_text("0.5\n0.0\n0.0\n-0.5\n500000.25\n5499999.75\n")
    (tmp_path / "a.prj").write_text(ESRI_UTM_37N if prj == "esri" else CRS(UTM_37N).to_wkt("WKT1_GDAL"))
    with open_raster(tmp_path / name) as raster:
        assert raster.transform == AT_HOME
        assert raster.crs_wkt is not None
        assert CRS(raster.crs_wkt).to_epsg(min_confidence=60) == 32637


@pytest.mark.parametrize("text", ["Projection UTM\nZone 37", "PROJCS[", "", "https://example.org/crs"])
def test_a_prj_that_is_no_wkt_is_left_aside(tmp_path: Path, text: str) -> None:
    write_raster(tmp_path / "a.png", driver="PNG")
    (tmp_path / "a.pgw").write_text("0.5\n0.0\n0.0\n-0.5\n500000.25\n5499999.75\n")
    (tmp_path / "a.prj").write_text(text)
    with open_raster(tmp_path / "a.png") as raster:
        assert (raster.crs_wkt, raster.transform) == (None, AT_HOME)


def test_a_world_file_of_words_is_left_aside(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.webp", smooth(50, 40), driver="WEBP")
    (tmp_path / "a.wld").write_text("not six numbers")
    with open_raster(tmp_path / "a.webp") as raster:
        assert raster.transform is None


@pytest.mark.parametrize("block", [None, 64])
@pytest.mark.parametrize("overviews", [(), (2,)])
def test_a_fourth_band_that_is_only_marked_as_alpha_is_a_picture(
    tmp_path: Path, level_of: Levels, block: int | None, overviews: tuple[int, ...]
) -> None:
    pixels = smooth(300, 200, 4)
    write_raster(tmp_path / "a.tif", pixels, block=block, overviews=overviews, photometric="RGB", ALPHA="YES")
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.bands == 4
        assert raster.display_bands == (0, 1, 2)
        samples, valid = level_of(raster, 0)
        assert valid.all()
        assert np.array_equal(samples, pixels)


@pytest.mark.parametrize("alpha", [0, 255, "edge", "feathered"])
def test_a_fourth_band_of_opacity_is_the_mask(tmp_path: Path, level_of: Levels, alpha: int | str) -> None:
    pixels = smooth(300, 200, 4)
    pixels[3] = alpha if isinstance(alpha, int) else 255
    if alpha == "edge":
        pixels[3, :70] = 0
    if alpha == "feathered":
        pixels[3, :, :60] = np.arange(60)
    write_raster(tmp_path / "a.tif", pixels, photometric="RGB", ALPHA="YES")
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.bands == 3
        _, valid = level_of(raster, 0)
        assert np.array_equal(valid, pixels[3] > 0)


def test_bands_of_a_file_can_be_chosen(tmp_path: Path, level_of: Levels) -> None:
    names = [f"n{band}" for band in range(12)]
    pixels = write_raster(tmp_path / "a.tif", bands=12, names=names)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.all_band_names == tuple(names)
        assert raster.band_names == ("n0", "n1", "n2")
    with open_raster(RasterSource(tmp_path / "a.tif", bands=(11, 0, 5, 6))) as raster:
        assert raster.band_names == ("n11", "n0", "n5", "n6")
        assert raster.display_bands == (1, 0, 0)
        assert np.array_equal(level_of(raster, 0)[0], pixels[[11, 0, 5, 6]])


def test_nodata_of_each_band_is_its_own(tmp_path: Path, level_of: Levels) -> None:
    pixels = np.full((2, 10, 10), 5, np.uint8)
    pixels[:, :, :4] = 0
    pixels[1, 2] = 9
    write_raster(tmp_path / "a.tif", pixels, nodata=0, colours=[ColorInterp.gray, ColorInterp.undefined])
    with open_raster(tmp_path / "a.tif") as raster:
        assert np.array_equal(level_of(raster, 0)[1], (pixels != 0).any(axis=0))
