"""Pan-sharpening."""

import numpy as np
import pytest

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.pansharpen import Panchromatic, pansharpen
from basewatch_gui.imagery.display.stretch import Stretch, to_display_pixels
from basewatch_gui.imagery.tile import Tile

GENERATOR = np.random.default_rng(3)
COLOURS = GENERATOR.integers(100, 900, (3, 70, 50))
PAN = GENERATOR.integers(100, 900, (70, 50))


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32", "float64"])
@pytest.mark.parametrize("weights", [(1.0, 1.0, 1.0), (0.2, 0.5, 0.3)])
def test_the_weighted_mean_of_the_colours_becomes_the_pan_band(dtype: str, weights: tuple[float, float, float]) -> None:
    made = np.array(pansharpen(list(COLOURS.astype(dtype)), PAN.astype(dtype), weights), np.float64)
    mean = np.average(made, axis=0, weights=weights)
    assert np.abs(mean - PAN).max() <= (1.0 if dtype.endswith("16") else 0.01)


def test_the_hue_stays() -> None:
    made = pansharpen(list(COLOURS.astype(np.float32)), PAN.astype(np.float32))
    assert np.allclose(made[0] / made[1], COLOURS[0] / COLOURS[1], rtol=1e-4)


def test_nothing_comes_of_no_light_and_too_much_is_kept_in_range() -> None:
    dark = np.zeros((1, 2), np.uint8)
    bright = np.array([[0, 255]], np.uint8)
    red, green, _ = pansharpen([bright, dark, dark], np.array([[200, 255]], np.uint8))
    assert red.tolist() == [[0, 255]]
    assert green.tolist() == [[0, 0]]


def test_a_tile_with_a_pan_band_is_shown_sharpened() -> None:
    samples = np.concatenate([COLOURS, PAN[None]]).astype(np.uint16)
    key = TileKey(1, 0, 0, 0)
    limits = ((0.0, 2000.0),) * 3
    sharp = to_display_pixels(Tile(key, samples, None), Stretch((0, 1, 2), limits, pan=Panchromatic(3)))
    colours = np.array(pansharpen(list(samples[:3]), samples[3]))
    assert (sharp == to_display_pixels(Tile(key, colours, None), Stretch((0, 1, 2), limits))).all()
