"""A stretch applied on the screen grid shows what composing stretched tiles does."""

from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey, complete_level_sizes
from basewatch_gui.imagery.display.compose import Composer
from basewatch_gui.imagery.display.pansharpen import Panchromatic
from basewatch_gui.imagery.display.stretch import Pixels, Stretch, to_display_pixels
from basewatch_gui.imagery.display.warped_samples import bands_used_by, stretch_on_bands, warp_samples
from basewatch_gui.imagery.tile import Tile

SIZE = (150, 110)
PYRAMID = Pyramid(complete_level_sizes(((1700, 1300),)))
GROUND = (40, 110, 180, 254)
WIDE = Stretch((3, 1, 0), ((0.0, 4000.0), (0.0, 4000.0), (500.0, 3900.0)), gamma=1.3)


def tile(key: TileKey, dtype: str = "uint16") -> Tile:
    """Smooth ground of four bands; a corner of the frame is no data."""
    width, height = PYRAMID.tile_size(key)
    across, down = PYRAMID.scale(key.level)
    x = (np.arange(width) + key.column * TILE + 0.5) * across
    y = ((np.arange(height) + key.row * TILE + 0.5) * down)[:, None]
    bands = [2000 + 1400 * np.sin((x + y * (1 + band)) / (150 + 40 * band)) for band in range(4)]
    valid = ~((x < 300) & (y < 200))
    return Tile(key, np.stack(bands).astype(dtype), None if valid.all() else valid)


def view(x: float, y: float, scale: float, turn_deg: float) -> Affine:
    middle = Affine.translation(SIZE[0] / 2, SIZE[1] / 2)
    return middle @ Affine.rotation(turn_deg) @ Affine.scale(scale) @ Affine.translation(-x, -y)


def composed(to_screen: Affine, stretch: Stretch, dtype: str) -> Pixels:
    composer = Composer()
    composer.ground = GROUND
    picture = composer.compose(
        1, PYRAMID, to_screen, SIZE, lambda key: to_display_pixels(tile(key, dtype), stretch, GROUND)
    )
    return picture.pixels


def on_screen(to_screen: Affine, stretch: Stretch, dtype: str) -> Pixels:
    bands = bands_used_by(stretch)
    warped = warp_samples(1, PYRAMID, to_screen, SIZE, bands, lambda key: tile(key, dtype))
    assert warped is not None
    return to_display_pixels(warped, stretch_on_bands(stretch, bands), GROUND)


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
@given(x=st.floats(0, 1700), y=st.floats(0, 1300), power=st.floats(-3, 3), turn_deg=st.floats(0, 360))
def test_it_shows_what_composing_would(dtype: str, x: float, y: float, power: float, turn_deg: float) -> None:
    to_screen = view(x, y, 2.0**power, turn_deg)
    apart = np.abs(on_screen(to_screen, WIDE, dtype).astype(int) - composed(to_screen, WIDE, dtype))
    # At the edges of the frame and of its data one blends samples with the ground, the other shows either.
    assert np.quantile(apart, 0.9) <= 2
    assert (apart > 3).any(axis=2).mean() < 0.12


def test_sharpening_and_one_band_find_their_bands_again() -> None:
    to_screen = view(900, 700, 1.0, 20.0)
    sharpened = replace(WIDE, pan=Panchromatic(2))
    assert bands_used_by(sharpened) == (0, 1, 2, 3)
    one = Stretch((2,), ((300.0, 3700.0),), colour_map="viridis")
    assert bands_used_by(one) == (2,)
    for stretch in (sharpened, one):
        apart = np.abs(on_screen(to_screen, stretch, "uint16").astype(int) - composed(to_screen, stretch, "uint16"))
        assert np.quantile(apart, 0.95) <= 3


def test_nothing_is_given_while_a_tile_is_missing_or_off_the_frame_or_of_wide_samples() -> None:
    to_screen, bands = view(512, 600, 1.0, 0.0), (0, 1, 2)
    missing = TileKey(1, 0, 0, 1)
    assert warp_samples(1, PYRAMID, to_screen, SIZE, bands, lambda key: None if key == missing else tile(key)) is None
    assert warp_samples(1, PYRAMID, view(9000, 600, 1.0, 0.0), SIZE, bands, tile) is None
    assert warp_samples(1, PYRAMID, to_screen, SIZE, bands, lambda key: tile(key, "float64")) is None
