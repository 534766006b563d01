"""Pyramids made of frames: right pixels, in one pass that can be stopped and gone on with."""

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.windows import Window

from basewatch_gui.imagery.environment import gdal_session
from basewatch_gui.imagery.pyramids.build import JOURNAL_NAME, build_pyramid, rows_done
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.imagery.pyramids.need import find_pyramid_need
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.stored_levels import DamagedPyramidError
from basewatch_gui.imagery.tile import Samples, Valid
from basewatch_gui.model.errors import BasewatchError
from tests.rasters import random_pixels, write_raster


def silent(_share: float) -> None:
    """Hear how far the work is."""


def prepared(path: Path, folder: Path) -> list[tuple[Samples, Valid]]:
    """Every level of the frame, read with the pyramid in the folder."""
    with open_raster(RasterSource(path, pyramid=folder)) as raster:
        assert raster.prepared is not None
        assert raster.overview_sizes == raster.pyramid.sizes[1:]
        return [raster.read_level(level) for level in range(len(raster.pyramid.sizes))]


def check_levels(levels: list[tuple[Samples, Valid]], pixels: Samples, valid: Valid, *, picked: bool = False) -> None:
    """Each level is half of the one before; the first is the frame itself."""
    want: tuple[Samples, Valid] = (pixels, valid)
    for samples, its_valid in levels:
        assert np.array_equal(samples, want[0], equal_nan=samples.dtype.kind == "f")
        full = np.ones(samples.shape[1:], np.bool_)
        assert np.array_equal(full if its_valid is None else its_valid, full if want[1] is None else want[1])
        want = halve(*want, picked=picked)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int64", "float32", "float64"])
@pytest.mark.parametrize(("width", "height", "bands"), [(2111, 1031, 1), (2049, 700, 2)])
def test_a_striped_frame_is_stored_anew_with_all_levels(
    tmp_path: Path, dtype: str, width: int, height: int, bands: int
) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=width, height=height, bands=bands, dtype=dtype, compress="deflate")
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    levels = prepared(tmp_path / "a.tif", tmp_path / "made")
    assert (tmp_path / "made" / "0.tif").exists()
    assert levels[-1][0].shape[1:] <= (512, 512)
    check_levels(levels, pixels, None)


def test_a_level_is_the_mean_of_the_block_of_pixels_it_covers(tmp_path: Path) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=2304, height=1024, dtype="uint16")
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    for level, (samples, _) in enumerate(prepared(tmp_path / "a.tif", tmp_path / "made")):
        side = 2**level
        blocks = pixels[0].reshape(1024 // side, side, 2304 // side, side).mean((1, 3), dtype=np.float64)
        assert np.abs(samples[0] - blocks).max() <= 0.5 * level


def test_a_tiled_frame_gets_only_what_it_lacks(tmp_path: Path) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=3000, height=1500, dtype="uint16", block=256)
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    assert not (tmp_path / "made" / "0.tif").exists()
    check_levels(prepared(tmp_path / "a.tif", tmp_path / "made"), pixels, None)


def test_invalid_pixels_stay_invalid_and_do_not_bleed(tmp_path: Path) -> None:
    pixels = np.maximum(random_pixels(2200, 1300, 2, "uint16", seed=4), 1)
    valid = np.ones((1300, 2200), np.bool_)
    valid[600:, :900] = False
    valid[np.random.default_rng(0).random(valid.shape) < 0.1] = False
    pixels[:, ~valid] = 0
    write_raster(tmp_path / "nodata.tif", pixels, nodata=0)
    write_raster(tmp_path / "mask.tif", pixels, mask=valid)
    colours = (ColorInterp.gray, ColorInterp.undefined, ColorInterp.alpha)
    alpha = np.concatenate([pixels, valid[np.newaxis] * np.uint16(65535)])
    write_raster(tmp_path / "alpha.tif", alpha, colours=colours, photometric="MINISBLACK")
    for name in ("nodata", "mask", "alpha"):
        build_pyramid(RasterSource(tmp_path / f"{name}.tif"), tmp_path / name, silent)
        check_levels(prepared(tmp_path / f"{name}.tif", tmp_path / name), pixels, valid)


def test_validity_that_begins_far_down_is_kept(tmp_path: Path) -> None:
    pixels = np.full((1, 2000, 2100), 9, np.uint8)
    pixels[:, 1700:, 40:60] = 0
    write_raster(tmp_path / "a.tif", pixels, nodata=0)
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    check_levels(prepared(tmp_path / "a.tif", tmp_path / "made"), pixels, pixels[0] != 0)


def test_colours_of_a_palette_are_picked(tmp_path: Path) -> None:
    indexes = random_pixels(2101, 600) % 4
    palette = {0: (1, 2, 3, 255), 1: (255, 0, 0, 255), 2: (0, 255, 0, 255), 3: (0, 0, 255, 255)}
    write_raster(tmp_path / "a.tif", indexes, palette=palette)
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    colours = np.array([palette[index][:3] for index in range(4)], np.uint8)[indexes[0]].transpose(2, 0, 1)
    check_levels(prepared(tmp_path / "a.tif", tmp_path / "made"), colours, None, picked=True)


def test_a_frame_of_one_bit_and_one_with_many_bands(tmp_path: Path) -> None:
    bits = write_raster(tmp_path / "bits.tif", random_pixels(2500, 400) % 2, nbits=1)
    build_pyramid(RasterSource(tmp_path / "bits.tif"), tmp_path / "bits", silent)
    levels = prepared(tmp_path / "bits.tif", tmp_path / "bits")
    assert np.array_equal(levels[0][0] > 0, np.broadcast_to(bits > 0, levels[0][0].shape))
    check_levels(levels, levels[0][0], None, picked=len(levels[0][0]) == 3)
    many = write_raster(tmp_path / "many.tif", width=2100, height=300, bands=11)
    build_pyramid(RasterSource(tmp_path / "many.tif"), tmp_path / "many", silent)
    with open_raster(RasterSource(tmp_path / "many.tif", pyramid=tmp_path / "many", bands=(10, 3))) as raster:
        assert np.array_equal(raster.read_level(0)[0], many[[10, 3]])
        assert np.array_equal(raster.read_level(1)[0], halve(many[[10, 3]], None)[0])


def test_the_last_tiles_and_whole_compressed_images(tmp_path: Path) -> None:
    for driver, name in (("PNG", "a.png"), ("JPEG", "a.jpg")):
        write_raster(tmp_path / name, width=2301, height=1025, bands=3, driver=driver)
        with open_raster(tmp_path / name) as raster:
            pixels, _ = raster.read_rows(0, 1025)
        build_pyramid(RasterSource(tmp_path / name), tmp_path / driver, silent)
        check_levels(prepared(tmp_path / name, tmp_path / driver), pixels, None)


def test_progress_rises_to_one_and_may_stop_the_work(tmp_path: Path) -> None:
    pixels = write_raster(tmp_path / "a.tif", width=2100, height=9000)
    said: list[float] = []
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "whole", said.append)
    assert said == sorted(said)
    assert said[0] == 0.0
    assert said[-1] == 1.0

    class Stop(BaseException):
        pass

    def stop(share: float) -> None:
        if share > 0:
            raise Stop

    with pytest.raises(Stop):
        build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", stop, sync_every_s=0)
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)
    check_levels(prepared(tmp_path / "a.tif", tmp_path / "made"), pixels, None)


@pytest.mark.parametrize("block", [None, 256])
def test_a_killed_build_goes_on_without_reading_what_it_has(tmp_path: Path, block: int | None) -> None:
    path, folder = tmp_path / "a.tif", tmp_path / "made"
    pixels = np.maximum(random_pixels(2100, 9000, seed=7), 1)
    pixels[:, 500:3000, 30:200] = 0
    write_raster(path, pixels, nodata=0, block=block)
    child = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("killed_build.py"), path, folder], stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        child.send_signal(signal.SIGKILL)
    with open_raster(path) as raster:
        need = find_pyramid_need(raster)
    assert need is not None
    done = rows_done(folder, need.plan)
    assert done >= need.plan.step
    with gdal_session(), rasterio.open(path, "r+") as file:
        file.write(np.full((1, done, 2100), 77, np.uint8), window=Window(0, 0, 2100, done))
    said: list[float] = []
    build_pyramid(RasterSource(path), folder, said.append)
    assert said[0] == done / 9000
    assert not (folder / JOURNAL_NAME).exists()
    levels = prepared(path, folder)
    if block is None:
        check_levels(levels, pixels, pixels[0] != 0)
    else:
        check_levels(levels[1:], *halve(pixels, pixels[0] != 0))


def test_files_that_were_lost_meanwhile_are_made_from_the_beginning(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.tif", tmp_path / "made"
    pixels = write_raster(path, width=2100, height=9000)

    def stop(share: float) -> None:
        if share > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_pyramid(RasterSource(path), folder, stop, sync_every_s=0)
    (folder / "1.tif").write_bytes(b"nothing")
    build_pyramid(RasterSource(path), folder, silent)
    check_levels(prepared(path, folder), pixels, None)


def test_a_damaged_frame_is_told_in_one_sentence(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=2100, height=900, compress="deflate")
    content = bytearray((tmp_path / "a.tif").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = bytes(4000)
    (tmp_path / "a.tif").write_bytes(content)
    with pytest.raises(BasewatchError, match=r"a\.tif"):
        build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.pyramids.build import build_pyramid
from basewatch_gui.model.errors import BasewatchError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    build_pyramid(RasterSource(Path(sys.argv[1])), Path(sys.argv[2]), lambda share: None)
except BasewatchError as fault:
    print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's files")
@pytest.mark.parametrize("nbytes", [300_000, 1_900_000])
def test_a_disk_that_is_full_is_told_though_gdal_says_nothing(tmp_path: Path, nbytes: int) -> None:
    write_raster(tmp_path / "a.tif", width=2100, height=1000)
    arguments = [sys.executable, "-c", FULL_DISK, str(tmp_path / "a.tif"), str(tmp_path / "made"), str(nbytes)]
    said = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    assert said.startswith("a.tif can't be prepared for fast viewing")


def test_a_small_or_quick_frame_is_refused(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=300, height=200)
    with pytest.raises(BasewatchError, match="needs no preparation"):
        build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", silent)


def test_levels_of_another_frame_are_left_aside_and_damaged_ones_told(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.tif", tmp_path / "made"
    write_raster(path, width=2100, height=600)
    pixels = write_raster(tmp_path / "b.tif", width=2100, height=602)
    build_pyramid(RasterSource(path), folder, silent)
    with open_raster(RasterSource(tmp_path / "b.tif", pyramid=folder)) as raster:
        assert raster.prepared is None
        assert np.array_equal(raster.read_level(0)[0], pixels)
    content = bytearray((folder / "0.tif").read_bytes())
    content[len(content) // 4 : -len(content) // 4] = bytes(len(content[len(content) // 4 : -len(content) // 4]))
    (folder / "0.tif").write_bytes(content)
    with open_raster(RasterSource(path, pyramid=folder)) as raster, pytest.raises(DamagedPyramidError):
        raster.read_level(0)
