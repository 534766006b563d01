"""Samples to display pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.colour_maps import COLOUR_MAPS, colour_table
from basewatch_gui.imagery.display.stretch import Stretch, default_stretch, to_display_pixels
from basewatch_gui.imagery.tile import Tile

KEY = TileKey(1, 0, 0, 0)
DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "int64", "float32", "float64")


def grey(low: float, high: float, gamma: float = 1.0) -> Stretch:
    return Stretch((0, 0, 0), ((low, high),) * 3, gamma)


@given(st.sampled_from(DTYPES), st.floats(-100, 50), st.floats(1, 77), st.sampled_from([0.5, 1.0, 2.2]))
def test_every_dtype_follows_the_same_curve(dtype: str, low: float, span: float, gamma: float) -> None:
    first = 0 if np.dtype(dtype).kind == "u" else -128
    samples = np.arange(first, 128).astype(dtype).reshape(1, 1, -1)
    display = to_display_pixels(Tile(KEY, samples, None), grey(low, low + span, gamma))
    share = np.clip((samples[0].astype(float) - low) / span, 0, 1)
    expected = np.rint(255 * share ** (1 / gamma))
    assert np.abs(display[..., 0].astype(float) - expected).max() <= 1
    assert (display[..., 3] == 255).all()


def test_bands_go_to_their_colours() -> None:
    samples = np.array([10, 20, 30], np.uint8).reshape(3, 1, 1)
    stretch = Stretch((2, 1, 0), ((0, 255), (0, 255), (0, 255)))
    assert to_display_pixels(Tile(KEY, samples, None), stretch)[0, 0].tolist() == [10, 20, 30, 255]


def test_one_band_with_three_limits_gives_three_colours() -> None:
    samples = np.full((1, 1, 1), 50, np.uint8)
    stretch = Stretch((0, 0, 0), ((0, 50), (0, 100), (0, 200)))
    assert to_display_pixels(Tile(KEY, samples, None), stretch)[0, 0].tolist() == [64, 128, 255, 255]


@pytest.mark.parametrize("bands", [(0, 0, 0), (0, 1, 2)])
def test_invalid_pixels_have_the_colour_of_the_ground(bands: tuple[int, int, int]) -> None:
    samples = np.full((3, 2, 2), 200, np.uint16)
    valid = np.array([[True, False], [True, True]])
    display = to_display_pixels(Tile(KEY, samples, valid), Stretch(bands, ((0, 200),) * 3), (10, 20, 30, 255))
    assert display[0, 1].tolist() == [10, 20, 30, 255]
    assert display[1, 1].tolist() == [255, 255, 255, 255]


def test_nan_is_drawn_as_the_lower_limit() -> None:
    samples = np.array([np.nan, 1.0, np.inf, -np.inf], np.float32).reshape(1, 1, 4)
    assert to_display_pixels(Tile(KEY, samples, None), grey(0, 1))[0, :, 0].tolist() == [0, 255, 255, 0]


def test_the_default_leaves_nodata_out() -> None:
    samples = np.concatenate([np.zeros(500), np.arange(1000, 2000)]).astype(np.uint16).reshape(1, 1, -1)
    stretch = default_stretch(samples, samples[0] > 0, (0, 0, 0))
    assert stretch.limits[0] == pytest.approx((1009.99, 1994.005))


def test_the_default_differs_by_band() -> None:
    samples = np.stack([np.linspace(0, 100, 1001), np.linspace(1000, 3000, 1001)]).reshape(2, 1, -1)
    stretch = default_stretch(samples, None, (1, 0, 0))
    assert stretch.limits[0] == pytest.approx((1020, 2990))
    assert stretch.limits[1] == stretch.limits[2] == pytest.approx((1, 99.5))


@pytest.mark.parametrize("value", [0, 7])
def test_a_flat_or_empty_frame_has_limits_too(value: int) -> None:
    samples = np.full((1, 4, 4), value, np.uint16)
    flat = default_stretch(samples, None, (0, 0, 0))
    assert flat.limits[0] == pytest.approx((value - 1, value + 1))
    assert default_stretch(samples, np.zeros((4, 4), bool), (0, 0, 0)).limits[0] == pytest.approx((0, 1))


def random_tile(bands: int, dtype: str, seed: int = 0) -> Tile:
    generator = np.random.default_rng(seed)
    samples = (generator.integers(0, 250, (bands, 40, 56)) * (1 if dtype.endswith("8") else 7)).astype(dtype)
    return Tile(KEY, samples, None)


@given(st.sampled_from(DTYPES), st.floats(-100, 50), st.floats(1, 77), st.sampled_from([0.4, 1.0, 2.2]), st.booleans())
def test_brighter_samples_are_never_shown_darker(dtype: str, low: float, span: float, gamma: float, inv: bool) -> None:
    first = 0 if np.dtype(dtype).kind == "u" else -128
    samples = np.arange(first, 128).astype(dtype).reshape(1, 1, -1)
    stretch = Stretch((0,), ((low, low + span),), gamma, invert=inv)
    steps = np.diff(to_display_pixels(Tile(KEY, samples, None), stretch)[0, :, 1].astype(int))
    assert (steps <= 0).all() if inv else (steps >= 0).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_limits_become_the_ends_and_invert_is_the_mirror(dtype: str) -> None:
    samples = np.array([10, 20, 60, 100, 110]).astype(dtype).reshape(1, 1, -1)
    plain = to_display_pixels(Tile(KEY, samples, None), Stretch((0,), ((20.0, 100.0),)))[0, :, :3]
    assert plain[:, 0].tolist() == [0, 0, 128, 255, 255]
    mirrored = to_display_pixels(Tile(KEY, samples, None), Stretch((0,), ((20.0, 100.0),), invert=True))[0, :, :3]
    assert (mirrored == 255 - plain).all()


@pytest.mark.parametrize("dtype", ["float64", "int64"])
def test_large_samples_in_a_small_span_keep_their_shades(dtype: str) -> None:
    samples = (np.arange(0, 101) + 10**9).astype(dtype).reshape(1, 1, -1)
    shown = to_display_pixels(Tile(KEY, samples, None), Stretch((0,), ((1e9, 1e9 + 100),)))[0, :, 0]
    assert np.abs(shown - 2.55 * np.arange(101)).max() <= 1


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
def test_channels_have_limits_of_their_own(dtype: str) -> None:
    tile = random_tile(3, dtype)
    limits = ((0.0, 100.0), (20.0, 150.0), (50.0, 900.0))
    shown = to_display_pixels(tile, Stretch((2, 0, 1), limits))
    for channel, band, (low, high) in zip((2, 1, 0), (2, 0, 1), limits, strict=True):
        expected = np.rint(255 * np.clip((tile.samples[band].astype(float) - low) / (high - low), 0, 1))
        assert np.abs(shown[..., channel] - expected).max() <= 1


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_one_band_is_shown_in_the_colours_of_its_map(dtype: str, name: str) -> None:
    tile = random_tile(2, dtype)
    grey_levels = to_display_pixels(tile, Stretch((1,), ((10.0, 200.0),)))[..., 0]
    shown = to_display_pixels(tile, Stretch((1,), ((10.0, 200.0),), colour_map=name))
    assert (shown == colour_table(name)[grey_levels]).all()


def test_a_curve_through_knots_is_followed() -> None:
    knots = ((0.0, 0.0), (100.0, 0.8), (200.0, 1.0))
    samples = np.array([0, 50, 100, 150, 200, 255])
    for dtype in ("uint8", "uint16", "float32"):
        tile = Tile(KEY, samples.astype(dtype).reshape(1, 1, -1), None)
        shown = to_display_pixels(tile, Stretch((0,), ((0.0, 200.0),), knots=(knots,)))[0, :, 0]
        assert np.abs(shown - 255 * np.array([0, 0.4, 0.8, 0.9, 1, 1])).max() <= 1


@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_a_part_of_a_tile_written_in_place_equals_the_whole(dtype: str) -> None:
    whole_tile = random_tile(4, dtype)
    valid = whole_tile.samples[0] > 300
    for stretch in (Stretch((2, 1, 0), ((0.0, 900.0),) * 3), Stretch((3,), ((0.0, 900.0),), colour_map="turbo")):
        whole = to_display_pixels(Tile(KEY, whole_tile.samples, valid), stretch, (9, 8, 7, 255))
        buffer = np.zeros((64, 64, 4), np.uint8)
        part = Tile(KEY, whole_tile.samples[:, 5:30, 7:50], valid[5:30, 7:50])
        given = to_display_pixels(part, stretch, (9, 8, 7, 255), buffer[5:30, 7:50])
        assert np.shares_memory(given, buffer)
        assert (buffer[5:30, 7:50] == whole[5:30, 7:50]).all()
        assert not buffer[:5].any()
        assert not buffer[:, 50:].any()
