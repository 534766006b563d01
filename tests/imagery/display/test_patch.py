"""A part of a frame as a picture: the right pixels, stretched by what it holds."""

from pathlib import Path

import numpy as np
import pytest

from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.imagery.display.patch import read_patch
from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.imagery.raster import Raster, open_raster
from tests.rasters import write_raster

GREY = Stretch((0, 0, 0), ((0.0, 65535.0),) * 3)


@pytest.fixture
def raster(tmp_path: Path) -> Raster:
    """1100 x 700 px of 16 bits over two columns and rows of tiles: dark, with nine bright pixels about (520, 515)."""
    pixels = np.full((700, 1100), 400, np.uint16)
    pixels[::2] = 410
    pixels[514:517, 519:522] = 4000
    write_raster(tmp_path / "a.tif", pixels, overviews=[2])
    return open_raster(tmp_path / "a.tif")


def test_a_part_across_tiles_has_its_places_right(raster: Raster) -> None:
    part = read_patch(raster, (500.4, 500.0, 560.0, 540.0), 1.0, GREY)
    assert part is not None
    assert part.image.shape == (40, 60, 3)
    row, column = np.unravel_index(part.image[..., 0].argmax(), part.image.shape[:2])
    assert apply_one(~part.from_frame, (column + 0.5, row + 0.5)) == (519.5, 514.5)


def test_faint_differences_are_stretched_over_all_levels(raster: Raster) -> None:
    part = read_patch(raster, (0.0, 0.0, 100.0, 100.0), 1.0, GREY)
    assert part is not None
    assert (part.image.min(), part.image.max()) == (0, 255)


def test_a_part_like_another_is_as_bright(raster: Raster) -> None:
    first = read_patch(raster, (510.0, 510.0, 530.0, 520.0), 1.0, GREY)
    second = read_patch(raster, (0.0, 0.0, 20.0, 20.0), 1.0, GREY, first)
    assert first is not None
    assert second is not None
    assert second.stretch == first.stretch


def test_a_coarser_level_has_fewer_pixels_of_the_same_ground(raster: Raster) -> None:
    part = read_patch(raster, (0.0, 0.0, 1100.0, 700.0), 2.0, GREY)
    assert part is not None
    assert part.image.shape == (350, 550, 3)
    assert apply_one(part.from_frame, (1100.0, 700.0)) == (550.0, 350.0)


def test_a_window_is_cut_at_the_frame_s_edge_and_none_outside(raster: Raster) -> None:
    part = read_patch(raster, (-50.0, 690.0, 10.0, 900.0), 1.0, GREY)
    assert part is not None
    assert part.image.shape == (10, 10, 3)
    assert read_patch(raster, (2000.0, 0.0, 2100.0, 100.0), 1.0, GREY) is None
