"""Samples to display pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.stretch import Stretch, default_stretch, to_display
from basewatch_gui.imagery.tile import Tile

KEY = TileKey(1, 0, 0, 0)
DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "int64", "float32", "float64")


def grey(low: float, high: float, gamma: float = 1.0) -> Stretch:
    return Stretch((0, 0, 0), ((low, high),) * 3, gamma)


@given(st.sampled_from(DTYPES), st.floats(-100, 50), st.floats(1, 77), st.sampled_from([0.5, 1.0, 2.2]))
def test_every_dtype_follows_the_same_curve(dtype: str, low: float, span: float, gamma: float) -> None:
    first = 0 if np.dtype(dtype).kind == "u" else -128
    samples = np.arange(first, 128).astype(dtype).reshape(1, 1, -1)
    display = to_display(Tile(KEY, samples, None), grey(low, low + span, gamma))
    share = np.clip((samples[0].astype(float) - low) / span, 0, 1)
    expected = np.rint(255 * share ** (1 / gamma))
    assert np.abs(display[..., 0].astype(float) - expected).max() <= 1
    assert (display[..., 3] == 255).all()


def test_bands_go_to_their_colours() -> None:
    samples = np.array([10, 20, 30], np.uint8).reshape(3, 1, 1)
    stretch = Stretch((2, 1, 0), ((0, 255), (0, 255), (0, 255)))
    assert to_display(Tile(KEY, samples, None), stretch)[0, 0].tolist() == [10, 20, 30, 255]


def test_one_band_with_three_limits_gives_three_colours() -> None:
    samples = np.full((1, 1, 1), 50, np.uint8)
    stretch = Stretch((0, 0, 0), ((0, 50), (0, 100), (0, 200)))
    assert to_display(Tile(KEY, samples, None), stretch)[0, 0].tolist() == [64, 128, 255, 255]


@pytest.mark.parametrize("bands", [(0, 0, 0), (0, 1, 2)])
def test_invalid_pixels_have_the_colour_of_the_ground(bands: tuple[int, int, int]) -> None:
    samples = np.full((3, 2, 2), 200, np.uint16)
    valid = np.array([[True, False], [True, True]])
    display = to_display(Tile(KEY, samples, valid), Stretch(bands, ((0, 200),) * 3), (10, 20, 30, 255))
    assert display[0, 1].tolist() == [10, 20, 30, 255]
    assert display[1, 1].tolist() == [255, 255, 255, 255]


def test_nan_is_drawn_as_the_lower_limit() -> None:
    samples = np.array([np.nan, 1.0, np.inf, -np.inf], np.float32).reshape(1, 1, 4)
    assert to_display(Tile(KEY, samples, None), grey(0, 1))[0, :, 0].tolist() == [0, 255, 255, 0]


def test_the_default_leaves_nodata_out() -> None:
    samples = np.concatenate([np.zeros(500), np.arange(1000, 2000)]).astype(np.uint16).reshape(1, 1, -1)
    stretch = default_stretch(samples, samples[0] > 0, (0, 0, 0))
    assert stretch.limits[0] == pytest.approx((1019.98, 1979.02))


def test_the_default_differs_by_band() -> None:
    samples = np.stack([np.linspace(0, 100, 1001), np.linspace(1000, 3000, 1001)]).reshape(2, 1, -1)
    stretch = default_stretch(samples, None, (1, 0, 0))
    assert stretch.limits[0] == pytest.approx((1040, 2960))
    assert stretch.limits[1] == stretch.limits[2] == pytest.approx((2, 98))


@pytest.mark.parametrize("value", [0, 7])
def test_a_flat_or_empty_frame_has_limits_too(value: int) -> None:
    samples = np.full((1, 4, 4), value, np.uint16)
    flat = default_stretch(samples, None, (0, 0, 0))
    assert flat.limits[0] == pytest.approx((value - 1, value + 1))
    assert default_stretch(samples, np.zeros((4, 4), bool), (0, 0, 0)).limits[0] == pytest.approx((0, 1))
