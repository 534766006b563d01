"""Half as large: the mean of the valid pixels among 2 x 2."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.imagery.tile import Samples, Valid
from tests.rasters import random_pixels

DTYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"]


def slow_mean(samples: Samples, valid: Valid) -> tuple[Samples, Samples]:
    """The means, as doubles, and where there are any, pixel by pixel."""
    bands, height, width = samples.shape
    mean = np.full((bands, -(-height // 2), -(-width // 2)), np.nan)
    some = np.zeros(mean.shape[1:], np.bool_)
    for row, column in np.ndindex(mean.shape[1:]):
        at = np.s_[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        counted = np.ones(samples[0][at].shape, np.bool_) if valid is None else valid[at]
        some[row, column] = counted.any()
        for band in range(bands):
            values = samples[band][at][counted & np.isfinite(samples[band][at].astype(np.float64))]
            if values.size:
                mean[band, row, column] = values.astype(np.float64).mean()
    return mean, some


@given(
    st.sampled_from(DTYPES),
    st.integers(1, 3),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(0, 2**32),
    st.sampled_from([None, 0.5, 0.02]),
)
def test_a_pixel_is_the_mean_of_the_valid_ones_it_covers(
    dtype: str, bands: int, height: int, width: int, seed: int, share: float | None
) -> None:
    samples = random_pixels(width, height, bands, dtype, seed)
    valid = None if share is None else np.random.default_rng(seed).random((height, width)) > share
    half, half_valid = halve(samples, valid)
    mean, some = slow_mean(samples, valid)
    assert half.dtype == samples.dtype
    assert np.array_equal(np.ones_like(some) if half_valid is None else half_valid, some)
    size = np.abs(mean[:, some]).max(initial=1.0)
    rounding = 0.5 if samples.dtype.kind in "ui" else 0.0
    assert np.abs(half[:, some].astype(np.float64) - mean[:, some]).max(initial=0.0) <= rounding + 1e-6 * size


def test_invalid_pixels_do_not_bleed() -> None:
    samples = np.array([[[10, 65535, 0, 0], [30, 65535, 0, 0]]], np.uint16)
    half, valid = halve(samples, samples[0] != 65535)
    assert half.tolist() == [[[20, 0]]]
    assert valid is None
    half, valid = halve(samples, np.array([[1, 0, 0, 0], [0, 0, 0, 0]], bool))
    assert half[0, 0, 0] == 10
    assert valid is not None
    assert valid.tolist() == [[True, False]]


def test_what_is_no_number_adds_nothing_to_a_mean() -> None:
    samples = np.array([[[1.0, np.nan, np.nan, np.nan], [np.inf, 4.0, np.nan, np.nan]]], np.float32)
    half, _ = halve(samples, None)
    assert half[0, 0, 0] == 2.5
    assert np.isnan(half[0, 0, 1])


def test_the_greatest_integers_do_not_wrap_around() -> None:
    for dtype in ("uint64", "int64", "uint8", "int16"):
        for value in (np.iinfo(dtype).max, np.iinfo(dtype).min):
            half, _ = halve(np.full((1, 4, 4), value, dtype), None)
            assert (half == value).all()


@pytest.mark.parametrize("shape", [(4, 4), (5, 3)])
def test_colours_of_a_palette_are_picked(shape: tuple[int, int]) -> None:
    samples = random_pixels(*shape[::-1], bands=3, seed=3)
    half, valid = halve(samples, None, picked=True)
    assert np.array_equal(half, samples[:, ::2, ::2])
    assert valid is None
    mask = np.ones(shape, np.bool_)
    mask[0, 0] = False
    half, _ = halve(samples, mask, picked=True)
    assert np.array_equal(half[:, 0, 0], samples[:, 1, 0])
