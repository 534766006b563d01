import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Tile
from tests.rasters import random_pixels, write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]
Plain = Callable[..., NDArray[Any]]

DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "int64", "uint64", "float32", "float64")
RGBA = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)


def halved(pixels: NDArray[Any]) -> NDArray[np.float64]:
    """Means over 2 x 2 pixels."""
    bands, height, width = pixels.shape
    means: NDArray[np.float64] = pixels.astype(np.float64).reshape(bands, height // 2, 2, width // 2, 2).mean((2, 4))
    return means


@pytest.mark.parametrize("dtype", DTYPES)
def test_samples_keep_their_type_and_value(tmp_path: Path, level_of: Levels, dtype: str) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=530, height=40, bands=2, dtype=dtype)
    with open_raster(tmp_path / "a.tif") as raster:
        samples, valid = level_of(raster, 0)
        assert raster.dtype == samples.dtype == np.dtype(dtype)
    assert np.array_equal(samples, pixels)
    assert valid.all()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (513, 1), (1, 700), (512, 512), (1025, 511)])
@pytest.mark.parametrize("block", [None, 64])
def test_tiles_of_odd_sizes_are_exact(
    tmp_path: Path, level_of: Levels, width: int, height: int, block: int | None
) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=width, height=height, bands=3, dtype="uint16", block=block)
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.pyramid.width, raster.pyramid.height) == (width, height)
        assert np.array_equal(level_of(raster, 0)[0], pixels)
        for level, size in enumerate(raster.pyramid.sizes):
            samples, _ = level_of(raster, level)
            assert samples.shape == (3, size[1], size[0])
        assert max(raster.pyramid.sizes[-1]) <= TILE


@pytest.mark.parametrize("external", [False, True])
def test_levels_that_are_overviews_are_read_pixel_for_pixel(
    tmp_path: Path, level_of: Levels, plain: Plain, external: bool
) -> None:
    path = tmp_path / "a.tif"
    write_raster(path, width=1301, height=701, dtype="uint16", overviews=(2, 4, 8), external=external)
    with open_raster(path) as raster:
        assert raster.pyramid.sizes == ((1301, 701), (651, 351), (326, 176), (163, 88))
        assert raster.overview_sizes == raster.pyramid.sizes[1:]
        for level in (1, 2, 3):
            assert np.array_equal(level_of(raster, level)[0], plain(path, OVERVIEW_LEVEL=level - 1))


def test_a_level_that_is_no_overview_is_averaged_from_the_nearest_finer_one(
    tmp_path: Path, level_of: Levels, plain: Plain
) -> None:
    path = tmp_path / "a.tif"
    # The overview is sampled, not averaged, so that what is made from it differs from what is made from the frame.
    write_raster(path, width=2048, height=1024, dtype="float32", overviews=(2,), resampling=Resampling.nearest)
    with open_raster(path) as raster:
        assert raster.pyramid.sizes == ((2048, 1024), (1024, 512), (512, 256))
        expected = halved(plain(path, OVERVIEW_LEVEL=0))
        assert np.allclose(level_of(raster, 2)[0], expected, rtol=1e-5, atol=1e-2)


def test_without_overviews_levels_are_averaged_from_the_frame(tmp_path: Path, level_of: Levels) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=1200, height=1100, dtype="uint8", bands=3)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.pyramid.sizes == ((1200, 1100), (600, 550), (300, 275))
        assert np.abs(level_of(raster, 1)[0] - halved(pixels)).max() <= 0.5
        assert np.abs(level_of(raster, 2)[0] - halved(halved(pixels))).max() <= 0.5


def test_levels_far_below_the_stored_one_are_picked_samples(tmp_path: Path, level_of: Levels) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=20_000, height=3, dtype="uint16")
    with open_raster(tmp_path / "a.tif") as raster:
        samples, _ = level_of(raster, len(raster.pyramid.sizes) - 1)
        assert np.isin(samples, pixels).all()


def test_overviews_too_close_to_each_other_or_of_another_shape_are_no_levels(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=1200, height=1000)
    write_raster(tmp_path / "a.tif.ovr", width=600, height=500, overviews=(2,))
    write_raster(tmp_path / "close.tif", width=500, height=417)
    write_raster(tmp_path / "b.tif", width=1200, height=1000)
    write_raster(tmp_path / "b.tif.ovr", width=600, height=100)
    with (
        open_raster(RasterSource(tmp_path / "a.tif", pyramid=tmp_path / "close.tif")) as good,
        open_raster(tmp_path / "b.tif") as bad,
    ):
        assert good.overview_sizes == ((600, 500), (300, 250))
        assert bad.overview_sizes == ()


def test_the_thumbnail_of_a_camera_is_no_level(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    write_raster(path, width=1000, height=600, bands=3, driver="JPEG")
    write_raster(tmp_path / "small.jpg", width=100, height=60, bands=3, driver="JPEG")
    thumbnail = (tmp_path / "small.jpg").read_bytes()
    entries = struct.pack("<" + "HHII" * 3, 259, 3, 1, 6, 513, 4, 1, 56, 514, 4, 1, len(thumbnail))
    exif = struct.pack("<2sHIHIH", b"II", 42, 8, 0, 14, 3) + entries + bytes(4) + thumbnail
    content = path.read_bytes()
    path.write_bytes(content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif + content[2:])
    with open_raster(path) as raster:
        assert raster.overview_sizes == ((500, 300), (250, 150))


@pytest.mark.parametrize(("dtype", "nodata"), [("uint8", 0), ("int16", -9999), ("float32", -3.4e38), ("int64", -1)])
def test_nodata_is_invalid_where_all_bands_have_it(tmp_path: Path, level_of: Levels, dtype: str, nodata: float) -> None:
    pixels = random_pixels(60, 50, 2, dtype)
    pixels[:, :10] = nodata
    pixels[0, 20:30] = nodata
    pixels[1, 20:30] = 7
    write_raster(tmp_path / "a.tif", pixels, nodata=nodata)
    with open_raster(tmp_path / "a.tif") as raster:
        samples, valid = level_of(raster, 0)
    assert np.array_equal(samples, pixels)
    assert np.array_equal(valid, (pixels != np.dtype(dtype).type(nodata)).any(0))
    assert not valid[:10].any()
    assert valid[20:30].all()


def test_nan_and_infinity_are_invalid(tmp_path: Path, level_of: Levels) -> None:
    pixels = random_pixels(30, 20, 1, "float32")
    pixels[0, 3], pixels[0, 4], pixels[0, 5] = np.nan, np.inf, -1
    write_raster(tmp_path / "a.tif", pixels, nodata=-1)
    with open_raster(tmp_path / "a.tif") as raster:
        _, valid = level_of(raster, 0)
    assert np.array_equal(np.flatnonzero(~valid.all(axis=1)), [3, 4, 5])


@pytest.mark.parametrize(
    ("dtype", "nodata", "written"), [("uint8", 255, b"999"), ("uint8", 255, b"0.5"), ("float32", 123456, b"1.e300")]
)
def test_nodata_that_the_type_cannot_hold_makes_nothing_invalid(
    tmp_path: Path, dtype: str, nodata: float, written: bytes
) -> None:
    path = tmp_path / "a.tif"
    write_raster(path, width=600, height=4, dtype=dtype, nodata=nodata)
    path.write_bytes(path.read_bytes().replace(str(nodata).encode(), written))
    with open_raster(path) as raster:
        assert raster.read_tile(TileKey(1, 0, 0, 0)).valid is None


def test_an_alpha_band_is_the_mask_and_no_sample(tmp_path: Path, level_of: Levels) -> None:
    pixels = random_pixels(600, 90, 4)
    pixels[3] = 255
    pixels[3, :40] = 0
    pixels[3, 40:60] = 100
    write_raster(tmp_path / "a.tif", pixels, colours=RGBA)
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.bands, raster.file_bands, raster.display_bands) == (3, 4, (0, 1, 2))
        samples, valid = level_of(raster, 0)
        assert np.array_equal(samples, pixels[:3])
        assert np.array_equal(valid, pixels[3] > 0)


@pytest.mark.parametrize("external", [False, True])
def test_the_mask_of_a_file_holds_at_every_level(tmp_path: Path, level_of: Levels, external: bool) -> None:
    mask = np.ones((800, 1100), np.bool_)
    mask[:400] = False
    write_raster(tmp_path / "a.tif", width=1100, height=800, bands=3, mask=mask, overviews=(2,), external=external)
    with open_raster(tmp_path / "a.tif") as raster:
        for level in range(3):
            _, valid = level_of(raster, level)
            half = valid.shape[0] // 2
            assert not valid[: half - 1].any()
            assert valid[half + 1 :].all()


def test_overviews_without_the_mask_take_it_from_the_frame(tmp_path: Path, level_of: Levels) -> None:
    mask = np.ones((600, 1200), np.bool_)
    mask[:, :600] = False
    write_raster(tmp_path / "a.tif", width=1200, height=600, mask=mask)
    write_raster(tmp_path / "a.tif.ovr", width=600, height=300)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.overview_sizes == ((600, 300),)
        _, valid = level_of(raster, 1)
    assert not valid[:, :299].any()
    assert valid[:, 301:].all()


def test_a_palette_is_expanded_to_colours_at_every_level(tmp_path: Path, level_of: Levels) -> None:
    palette = {0: (9, 0, 0, 255), 1: (255, 250, 240, 255), 2: (130, 125, 120, 255)}
    pixels = np.random.default_rng(1).integers(0, 2, (1, 700, 900), dtype=np.uint8)
    write_raster(tmp_path / "a.tif", pixels, palette=palette)
    colours = np.array([palette[0][:3], palette[1][:3]], np.uint8)
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.bands, raster.file_bands, raster.dtype.name) == (3, 1, "uint8")
        assert (raster.display_bands, raster.band_names) == ((0, 1, 2), ("red", "green", "blue"))
        samples, valid = level_of(raster, 0)
        coarse, _ = level_of(raster, 1)
    assert np.array_equal(samples, colours[pixels[0]].transpose(2, 0, 1))
    assert np.unique(coarse.reshape(3, -1), axis=1).T.tolist() == [[9, 0, 0], [255, 250, 240]]
    assert valid.all()


def test_a_transparent_palette_entry_is_invalid(tmp_path: Path, level_of: Levels) -> None:
    pixels = np.random.default_rng(1).integers(0, 3, (1, 70, 90), dtype=np.uint8)
    palette = {0: (0, 0, 0, 0), 1: (255, 0, 0, 255), 2: (0, 255, 9, 255)}
    write_raster(tmp_path / "a.png", pixels, palette=palette, driver="PNG")
    with open_raster(tmp_path / "a.png") as raster:
        assert np.array_equal(level_of(raster, 0)[1], pixels[0] > 0)


def test_of_many_bands_tiles_keep_those_that_are_displayed(tmp_path: Path, level_of: Levels) -> None:
    names = ["coastal", "nir", "green", "x1", "x2", "x3", "red", "x4", "x5", "blue", "x6"]
    pixels = write_raster(tmp_path / "a.tif", width=40, height=30, bands=11, dtype="uint16", names=names)
    with open_raster(tmp_path / "a.tif") as raster:
        assert (raster.bands, raster.file_bands) == (3, 11)
        assert [raster.band_names[band] for band in raster.display_bands] == ["red", "green", "blue"]
        samples, _ = level_of(raster, 0)
        assert np.array_equal(samples[list(raster.display_bands)], pixels[[6, 2, 9]])


@pytest.mark.parametrize("bands", range(1, 10))
def test_any_number_of_bands_is_exact(tmp_path: Path, level_of: Levels, bands: int) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=520, height=9, bands=bands, photometric="MINISBLACK")
    with open_raster(tmp_path / "a.tif") as raster:
        assert np.array_equal(level_of(raster, 0)[0], pixels if bands <= 8 else pixels[:3])
        assert max(raster.display_bands) < raster.bands


def test_bytes_of_a_tile_are_those_of_its_samples_and_mask() -> None:
    key, samples = TileKey(1, 0, 0, 0), np.zeros((3, 10, 20), np.uint16)
    assert Tile(key, samples, None).nbytes == 1200
    assert Tile(key, samples, np.ones((10, 20), np.bool_)).nbytes == 1400


def test_a_blank_frame_opens_and_says_so(tmp_path: Path) -> None:
    write_raster(tmp_path / "blank.tif", np.zeros((1, 600, 700), np.uint8), nodata=0)
    write_raster(tmp_path / "full.tif", width=700, height=600, nodata=0)
    with open_raster(tmp_path / "blank.tif") as blank, open_raster(tmp_path / "full.tif") as full:
        tile = blank.read_tile(TileKey(1, 0, 0, 0))
        assert tile.valid is not None
        assert not tile.valid.any()
        for raster, is_blank in ((blank, True), (full, False)):
            _, valid = raster.read_level(0)
            assert valid is not None
            assert valid.any() != is_blank


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(data=st.data())
def test_any_raster_is_read_exactly_and_its_levels_fit(tmp_path: Path, level_of: Levels, data: st.DataObject) -> None:
    draw = data.draw
    width, height = draw(st.integers(1, 1100), "width"), draw(st.integers(1, 60), "height")
    if draw(st.booleans(), "upright"):
        width, height = height, width
    dtype, bands = draw(st.sampled_from(DTYPES), "dtype"), draw(st.integers(1, 5), "bands")
    nodata = draw(st.sampled_from([None, 0, 7]), "nodata")
    block = draw(st.sampled_from([None, 16, 256]), "block")
    compress = draw(st.sampled_from([None, "deflate", "lzw"]), "compress")
    overviews = draw(st.sampled_from([(), (2,), (2, 4), (3, 9)]), "overviews") if max(width, height) > 18 else ()
    pixels = random_pixels(width, height, bands, dtype)
    if nodata is not None:
        pixels[:, : height // 2, : width // 2] = nodata
    path = tmp_path / "a.tif"
    # All grey, or GDAL makes an alpha band of the fourth. Overviews of 64-bit integers stay outside, for GDAL 3.10
    # never returns from writing several into a file with nodata.
    write_raster(
        path,
        pixels,
        nodata=nodata,
        block=block,
        compress=compress,
        overviews=overviews,
        external=dtype in ("int64", "uint64"),
        photometric="MINISBLACK",
    )
    with open_raster(path) as raster:
        samples, valid = level_of(raster, 0)
        assert np.array_equal(samples, pixels)
        expected = np.ones((height, width), np.bool_) if nodata is None else (pixels != nodata).any(axis=0)
        assert np.array_equal(valid, expected)
        assert raster.pyramid.sizes[0] == (width, height)
        for level, size in enumerate(raster.pyramid.sizes):
            assert level_of(raster, level)[0].shape == (bands, size[1], size[0])
    for file in tmp_path.iterdir():
        file.unlink()
