"""Files stored turned or mirrored are shown upright, as EXIF and TIFF number it."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from basewatch_gui.imagery.raster import Raster, open_raster
from tests.rasters import AT_HOME, UTM_37N, random_pixels, write_raster

Levels = Callable[[Raster, int], tuple[NDArray[Any], NDArray[np.bool_]]]

UPRIGHT: dict[int, Callable[[NDArray[Any]], NDArray[Any]]] = {
    1: lambda stored: stored,
    2: np.fliplr,
    3: lambda stored: np.rot90(stored, 2),
    4: np.flipud,
    5: np.transpose,
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: np.rot90(np.transpose(stored), 2),
    8: np.rot90,
}
"""How the stored pixels are turned to be looked at: row 0 and column 0 as the EXIF standard says of each value."""


def with_tag(path: Path, orientation: int) -> None:
    """Give a classic little-endian TIFF the orientation tag, in a directory of its own at the end."""
    content = bytearray(path.read_bytes())
    assert content[:4] == b"II*\0"
    (start,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, start)
    entries = [bytes(content[start + 2 + 12 * at : start + 14 + 12 * at]) for at in range(count)]
    tail = bytes(content[start + 2 + 12 * count : start + 6 + 12 * count])
    entries = [entry for entry in entries if struct.unpack_from("<H", entry)[0] != 274]
    entries.append(struct.pack("<HHIHH", 274, 3, 1, orientation, 0))
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry)[0])
    content += b"\0" * (len(content) % 2)
    struct.pack_into("<I", content, 4, len(content))
    path.write_bytes(bytes(content) + struct.pack("<H", len(entries)) + b"".join(entries) + tail)


def with_exif(path: Path, orientation: int) -> None:
    """Put EXIF data with nothing but the orientation into a JPEG."""
    exif = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 274, 3, 1, orientation, 0, 0)
    content = path.read_bytes()
    path.write_bytes(content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif + content[2:])


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_tiff_is_shown_upright_at_every_level(tmp_path: Path, level_of: Levels, orientation: int) -> None:
    path = tmp_path / "a.tif"
    pixels = write_raster(path, width=1100, height=620, overviews=(2,), nodata=7)
    overview = half_of(path)
    with_tag(path, orientation)
    with open_raster(path) as raster:
        turned = orientation >= 5
        assert raster.pyramid.sizes[:2] == (((620, 1100), (310, 550)) if turned else ((1100, 620), (550, 310)))
        samples, valid = level_of(raster, 0)
        assert np.array_equal(samples[0], UPRIGHT[orientation](pixels[0]))
        assert np.array_equal(valid, UPRIGHT[orientation](pixels[0]) != 7)
        assert np.array_equal(level_of(raster, 1)[0][0], UPRIGHT[orientation](overview))


def half_of(path: Path) -> NDArray[Any]:
    with open_raster(path) as raster:
        columns, _ = raster.pyramid.grid(1)
        assert columns == 2
        half: NDArray[Any] = raster.read_level(1)[0][0]
        return half


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_jpeg_is_shown_upright(tmp_path: Path, level_of: Levels, orientation: int) -> None:
    path = tmp_path / "a.jpg"
    smooth = np.add.outer(np.arange(40) * 3, np.arange(90)).astype(np.uint8)
    write_raster(path, smooth, driver="JPEG", QUALITY=100)
    with open_raster(path) as raster:
        stored = level_of(raster, 0)[0][0]
    with_exif(path, orientation)
    with open_raster(path) as raster:
        assert np.array_equal(level_of(raster, 0)[0][0], UPRIGHT[orientation](stored))


@pytest.mark.parametrize("value", [0, 9, 77])
def test_a_value_that_means_nothing_is_upright(tmp_path: Path, level_of: Levels, value: int) -> None:
    pixels = write_raster(tmp_path / "a.tif")
    with_tag(tmp_path / "a.tif", value)
    with open_raster(tmp_path / "a.tif") as raster:
        assert np.array_equal(level_of(raster, 0)[0], pixels)


def test_a_georeferenced_file_keeps_the_pixels_that_its_georeference_speaks_of(
    tmp_path: Path, level_of: Levels
) -> None:
    pixels = write_raster(tmp_path / "a.tif", crs=UTM_37N, transform=AT_HOME)
    with_tag(tmp_path / "a.tif", 6)
    with open_raster(tmp_path / "a.tif") as raster:
        assert raster.transform == AT_HOME
        assert np.array_equal(level_of(raster, 0)[0], pixels)


def test_a_world_file_without_crs_speaks_of_no_turned_file(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.jpg", driver="JPEG")
    (tmp_path / "a.jgw").write_text("2\n0\n0\n-2\n100\n200\n")
    with open_raster(tmp_path / "a.jpg") as raster:
        assert raster.transform is not None
    with_exif(tmp_path / "a.jpg", 3)
    with open_raster(tmp_path / "a.jpg") as raster:
        assert raster.transform is None


def test_colours_and_palettes_are_turned_too(tmp_path: Path, level_of: Levels) -> None:
    path = tmp_path / "a.tif"
    indexes = random_pixels(20, 10) % 4
    colours = {index: (index * 10, index * 20, index * 30, 255) for index in range(4)}
    write_raster(path, indexes, palette=colours)
    with_tag(path, 6)
    with open_raster(path) as raster:
        samples, _ = level_of(raster, 0)
        assert np.array_equal(samples[2], np.rot90(indexes[0] * 30, -1))
