"""Bands of several files on the pixels of the finest, against a plain computation of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import AT_HOME, UTM_37N, random_pixels, write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]


def bilinear(band: NDArray[Any], x_px: float, y_px: float) -> float:
    """The value between pixel centres at a corner-origin place, edges repeated."""
    height, width = band.shape
    x, y = min(max(x_px - 0.5, 0), width - 1), min(max(y_px - 0.5, 0), height - 1)
    left, top = int(x), int(y)
    right, below = min(left + 1, width - 1), min(top + 1, height - 1)
    along, down = x - left, y - top
    upper = float(band[top, left]) * (1 - along) + float(band[top, right]) * along
    lower = float(band[below, left]) * (1 - along) + float(band[below, right]) * along
    return float(upper * (1 - down) + lower * down)


def expected(band: NDArray[Any], to_part: Affine, width: int, height: int) -> NDArray[np.float64]:
    return np.array(
        [[bilinear(band, *(to_part @ (column + 0.5, row + 0.5))) for column in range(width)] for row in range(height)]
    )


def pan_and_colours(folder: Path, coarse: Affine, bands: int = 4, **options: Any) -> tuple[RasterSource, Any, Any]:
    pan = write_raster(folder / "s_P1BS.tif", width=90, height=70, dtype="uint16", crs=UTM_37N, transform=AT_HOME)
    colours = write_raster(
        folder / "s_M1BS.tif",
        width=30,
        height=25,
        bands=bands,
        dtype="uint16",
        seed=1,
        crs=UTM_37N,
        transform=coarse,
        **options,
    )
    return RasterSource(folder / "s_P1BS.tif", parts=(folder / "s_M1BS.tif",)), pan, colours


@given(ratio=st.floats(1.0, 6.0), right=st.floats(-3.0, 3.0), below=st.floats(-3.0, 3.0))
def test_samples_of_a_coarser_part_are_bilinear_to_the_sub_pixel(
    tmp_path: Path, level_of: Levels, ratio: float, right: float, below: float
) -> None:
    coarse = AT_HOME @ Affine.translation(right, below) @ Affine.scale(ratio)
    source, pan, colours = pan_and_colours(tmp_path, coarse)
    with open_raster(source) as raster:
        samples, valid = level_of(raster, 0)
    to_part = ~coarse @ AT_HOME
    assert np.array_equal(samples[0], pan[0])
    for band in range(4):
        truth = expected(colours[band], to_part, 90, 70)
        assert np.abs(samples[1 + band] - truth)[valid].max(initial=0) <= 0.51
    places = np.array([[to_part @ (x + 0.5, y + 0.5) for x in range(90)] for y in range(70)])
    clear = np.abs(places[..., 0] + 1) > 1e-6
    inside = (places >= -1).all(axis=2) & (places[..., 0] <= 31) & (places[..., 1] <= 26)
    assert np.array_equal(valid[clear], inside[clear])


def test_tiles_of_a_joined_frame_have_no_seams(tmp_path: Path, level_of: Levels) -> None:
    write_raster(tmp_path / "pan.tif", width=1100, height=600, crs=UTM_37N, transform=AT_HOME)
    ramp = np.tile(np.linspace(0, 60_000, 275).astype(np.uint16), (3, 150, 1))
    write_raster(tmp_path / "ms.tif", ramp, crs=UTM_37N, transform=AT_HOME @ Affine.scale(4))
    with open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",))) as raster:
        samples, valid = level_of(raster, 0)
    steps = np.diff(samples[1, 300, 4:-4].astype(np.float64))
    assert valid.all()
    assert np.abs(steps - steps.mean()).max() <= 1.0


def test_a_joined_frame_shows_the_colours_and_names_its_bands(tmp_path: Path) -> None:
    source, *_ = pan_and_colours(tmp_path, AT_HOME @ Affine.scale(3))
    with open_raster(source) as raster:
        assert raster.all_band_names == raster.band_names == ("pan", "Band 1", "Band 2", "Band 3", "Band 4")
        assert raster.display_bands == (3, 2, 1)
        assert (raster.pyramid.width, raster.pyramid.height) == (90, 70)
        assert (raster.file_bands, raster.file_dtype, str(raster.dtype)) == (5, "uint16", "uint16")


def test_coarser_levels_are_read_from_the_part_s_own_overviews(tmp_path: Path, level_of: Levels) -> None:
    write_raster(tmp_path / "pan.tif", width=2048, height=1536, crs=UTM_37N, transform=AT_HOME, overviews=(2, 4))
    flat = np.full((3, 768, 1024), 10, np.uint8)
    write_raster(tmp_path / "ms.tif", flat, crs=UTM_37N, transform=AT_HOME @ Affine.scale(2))
    overview = np.full((3, 384, 512), 200, np.uint8)
    write_raster(tmp_path / "ms.tif.ovr", overview)
    with open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",))) as raster:
        assert (level_of(raster, 1)[0][1:] == 10).all()
        assert (level_of(raster, 2)[0][1:] == 200).all()


def test_a_part_that_is_much_finer_is_averaged(tmp_path: Path, level_of: Levels) -> None:
    write_raster(tmp_path / "a.tif", width=40, height=30, crs=UTM_37N, transform=AT_HOME)
    fine = random_pixels(160, 120, 1, seed=3)
    write_raster(tmp_path / "b.tif", fine, crs=UTM_37N, transform=AT_HOME @ Affine.scale(0.25))
    with open_raster(RasterSource(tmp_path / "a.tif", parts=(tmp_path / "b.tif",))) as raster:
        samples, _ = level_of(raster, 0)
    means = fine[0].reshape(30, 4, 40, 4).mean(axis=(1, 3))
    assert np.abs(samples[1] - means).max() <= 1.0


def test_invalid_pixels_count_for_nothing_and_the_shown_files_say_what_is_valid(
    tmp_path: Path, level_of: Levels
) -> None:
    pan = random_pixels(60, 40, dtype="uint16")
    pan[:, :, :9] = 0
    colours = np.full((3, 20, 30), 500, np.uint16)
    colours[:, :, 15:] = 0
    write_raster(tmp_path / "pan.tif", pan, nodata=0, crs=UTM_37N, transform=AT_HOME)
    write_raster(tmp_path / "ms.tif", colours, nodata=0, crs=UTM_37N, transform=AT_HOME @ Affine.scale(2))
    with open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",))) as raster:
        samples, valid = level_of(raster, 0)
    assert valid[:, :30].all()
    assert not valid[:, 31:].any()
    assert (samples[1:, :, :30] == 500).all()


def test_types_are_promoted_and_any_bands_can_be_chosen(tmp_path: Path, level_of: Levels) -> None:
    one = write_raster(tmp_path / "T_B04.tif", dtype="int16")
    two = write_raster(tmp_path / "T_B03.tif", dtype="uint16", seed=1)
    three = write_raster(tmp_path / "T_B02.tif", dtype="uint8", seed=2)
    source = RasterSource(tmp_path / "T_B04.tif", parts=(tmp_path / "T_B03.tif", tmp_path / "T_B02.tif"), bands=(2, 0))
    with open_raster(source) as raster:
        samples, _ = level_of(raster, 0)
        assert raster.all_band_names == ("B04", "B03", "B02")
        assert raster.band_names == ("B02", "B04")
        assert raster.dtype == np.int16
        assert np.array_equal(samples, np.concatenate([three.astype(np.int16), one]))
    with open_raster(RasterSource(source.path, parts=source.parts)) as raster:
        samples, _ = level_of(raster, 0)
        assert raster.display_bands == (0, 1, 2)
        assert raster.dtype == np.int32
        assert np.array_equal(samples, np.concatenate([one, two, three]).astype(np.int32))


def test_many_bands_of_files_are_only_those_displayed_unless_chosen(tmp_path: Path, level_of: Levels) -> None:
    pixels = {f"B{number:02d}": write_raster(tmp_path / f"T_B{number:02d}.tif", seed=number) for number in range(1, 11)}
    first, *others = (tmp_path / f"T_{name}.tif" for name in pixels)
    with open_raster(RasterSource(first, parts=tuple(others))) as raster:
        assert raster.band_names == ("B02", "B03", "B04")
        assert raster.display_bands == (2, 1, 0)
    with open_raster(RasterSource(first, parts=tuple(others), bands=(9, 0))) as raster:
        assert np.array_equal(level_of(raster, 0)[0], np.concatenate([pixels["B10"], pixels["B01"]]))


def test_landsat_is_shown_in_natural_colour(tmp_path: Path) -> None:
    paths = [tmp_path / f"LC08_L1TP_1_B{number}.tif" for number in (1, 2, 3, 4, 5)]
    for path in paths:
        write_raster(path)
    with open_raster(RasterSource(paths[0], parts=tuple(paths[1:]))) as raster:
        assert [raster.band_names[band] for band in raster.display_bands] == ["B4", "B3", "B2"]


@pytest.mark.parametrize(
    ("crs", "transform", "size", "words"),
    [
        ("EPSG:32636", AT_HOME, (50, 40), "coordinate systems differ"),
        (None, None, (50, 40), "only one of them says where it lies"),
        (UTM_37N, AT_HOME @ Affine.rotation(3), (50, 40), "turned against each other"),
        (UTM_37N, AT_HOME @ Affine.scale(1, -1), (50, 40), "turned against each other"),
    ],
)
def test_files_that_do_not_fit_are_refused(
    tmp_path: Path, crs: str | None, transform: Affine | None, size: tuple[int, int], words: str
) -> None:
    write_raster(tmp_path / "a.tif", crs=UTM_37N, transform=AT_HOME)
    write_raster(tmp_path / "b.tif", width=size[0], height=size[1], crs=crs, transform=transform)
    with pytest.raises(BasewatchError, match=words):
        open_raster(RasterSource(tmp_path / "a.tif", parts=(tmp_path / "b.tif",)))


def test_without_georeference_the_shapes_must_agree(tmp_path: Path, level_of: Levels) -> None:
    write_raster(tmp_path / "pan.tif", width=80, height=60)
    colours = write_raster(tmp_path / "ms.tif", width=20, height=15, bands=3)
    write_raster(tmp_path / "other.tif", width=20, height=20, bands=3)
    with open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",))) as raster:
        samples, _ = level_of(raster, 0)
    truth = expected(colours[0], Affine.scale(0.25), 80, 60)
    assert np.abs(samples[1] - truth).max() <= 0.51
    with pytest.raises(BasewatchError, match="differ in shape"):
        open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "other.tif",)))


def test_a_part_that_is_gone_is_named(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif")
    with pytest.raises(BasewatchError, match=r"b\.tif can't be found"):
        open_raster(RasterSource(tmp_path / "a.tif", parts=(tmp_path / "b.tif",)))


def test_a_band_that_is_not_there_can_not_be_chosen(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", bands=3)
    with pytest.raises(BasewatchError, match="lacks a band that was chosen"):
        open_raster(RasterSource(tmp_path / "a.tif", bands=(0, 3)))


def test_a_coarser_level_of_a_joined_frame_holds_all_bands(tmp_path: Path) -> None:
    write_raster(tmp_path / "pan.tif", width=900, height=600, crs=UTM_37N, transform=AT_HOME)
    write_raster(tmp_path / "ms.tif", width=225, height=150, bands=3, crs=UTM_37N, transform=AT_HOME @ Affine.scale(4))
    with open_raster(RasterSource(tmp_path / "pan.tif", parts=(tmp_path / "ms.tif",))) as raster:
        tile = raster.read_tile(TileKey(1, 1, 0, 0))
        assert (tile.samples.shape, tile.valid) == ((4, 300, 450), None)
