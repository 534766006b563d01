from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.registration.grid_rendering import (
    PlaneGrid,
    RasterOnPlane,
    equalise_contrast,
    gradient_directions,
    render_on_grid,
)
from tests.imagery.registration.ground import placed
from tests.rasters import random_pixels, write_raster

SIZE = (700, 600)
HERE = placed(0.5, SIZE)


def sight(path: Path, pixels: object = None, registration: Affine | None = None, **options: object) -> RasterOnPlane:
    write_raster(path, pixels, transform=HERE, **options)  # type: ignore[arg-type]
    return RasterOnPlane(open_raster(path), GroundMap(None, None, HERE, registration or Affine.identity()))


def test_a_grid_on_the_pixels_shows_the_samples_themselves(tmp_path: Path) -> None:
    pixels = random_pixels(*SIZE, bands=3, seed=3)
    shown = sight(tmp_path / "a.tif", pixels)
    grid = PlaneGrid(HERE.c + 50.0, HERE.f - 25.0, 0.5, 530, 520)
    picture = render_on_grid(shown, grid)
    assert np.abs(picture.grey - pixels[:, 50:570, 100:630].astype(float).mean(axis=0)).max() < 1e-3
    assert picture.valid.all()
    shown.raster.close()


def test_beyond_the_frame_and_where_it_has_no_data_nothing_is_valid(tmp_path: Path) -> None:
    mask = np.ones((SIZE[1], SIZE[0]), np.bool_)
    mask[100:200, 100:200] = False
    shown = sight(tmp_path / "a.tif", random_pixels(*SIZE), mask=mask)
    picture = render_on_grid(shown, PlaneGrid(HERE.c - 10.0, HERE.f + 10.0, 0.5, 400, 400))
    expected = np.zeros((400, 400), np.bool_)
    expected[20:, 20:] = mask[:380, :380]
    assert (picture.valid == expected).all()
    far = render_on_grid(shown, PlaneGrid(HERE.c + 5000.0, HERE.f, 0.5, 64, 64))
    assert not far.valid.any()
    assert not equalise_contrast(far).any()
    assert not gradient_directions(far).any()
    shown.raster.close()


def test_a_registration_moves_what_the_grid_shows(tmp_path: Path) -> None:
    pixels = random_pixels(*SIZE)
    shown = sight(tmp_path / "a.tif", pixels)
    grid = PlaneGrid(HERE.c + 50.0, HERE.f - 50.0, 0.5, 200, 200)
    moved = render_on_grid(shown.moved(Affine.translation(5.0, -2.0)), grid)
    assert np.abs(moved.grey - pixels[0, 96:296, 90:290]).max() < 1e-3
    shown.raster.close()


def test_coarse_grids_are_averaged_not_picked(tmp_path: Path) -> None:
    """Noise shrunk by 8 keeps an eighth of its deviation or a little more, not all of it."""
    pixels = random_pixels(1600, 1600)
    write_raster(tmp_path / "a.tif", pixels, transform=HERE)
    with open_raster(tmp_path / "a.tif") as raster:
        shown = RasterOnPlane(raster, GroundMap(None, None, HERE, Affine.identity()))
        picture = render_on_grid(shown, PlaneGrid(HERE.c, HERE.f, 4.0, 200, 200))
    assert picture.grey.std() < 0.3 * pixels.std()
    assert picture.grey.mean() == pytest.approx(pixels.mean(), rel=0.02)


def test_directions_are_the_same_in_a_negative_and_at_any_brightness(tmp_path: Path) -> None:
    pixels = random_pixels(200, 200, seed=5).astype(np.int16)
    looks = [pixels, 255 - pixels, pixels * 3 + 40]
    found = []
    for number, look in enumerate(looks):
        shown = sight(tmp_path / f"{number}.tif", look)
        found.append(gradient_directions(render_on_grid(shown, PlaneGrid(HERE.c, HERE.f, 0.5, 200, 200))))
        shown.raster.close()
    assert np.abs(found[0] - found[1]).max() < 1e-3
    assert np.abs(found[0] - found[2]).max() < 1e-3
    assert np.abs(found[0]).max() > 0.5
