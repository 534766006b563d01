"""Limits found in samples."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.display.limits import find_channel_limits
from basewatch_gui.model.look import Look

GENERATOR = np.random.default_rng(5)
ONE, TWO = GENERATOR.normal(500, 50, (64, 64)), GENERATOR.normal(900, 20, (64, 64))


def test_each_mode_finds_its_limits() -> None:
    assert find_channel_limits([ONE], None, Look(mode="percentile", percents=(5.0, 90.0)))[0] == pytest.approx(
        tuple(np.percentile(ONE, (5, 90)))
    )
    spread = 1.5 * ONE.std()
    sigma = find_channel_limits([ONE], None, Look(mode="sigma", sigmas=1.5))[0]
    assert sigma == pytest.approx((ONE.mean() - spread, ONE.mean() + spread))
    assert find_channel_limits([ONE], None, Look(mode="minmax"))[0] == (ONE.min(), ONE.max())


def test_channels_have_their_own_limits_or_one_pair_together() -> None:
    own = find_channel_limits([ONE, TWO], None, Look(mode="minmax"))
    assert own == ((ONE.min(), ONE.max()), (TWO.min(), TWO.max()))
    both = find_channel_limits([ONE, TWO], None, Look(mode="minmax", together=True))
    assert both == ((ONE.min(), TWO.max()),) * 2


@pytest.mark.parametrize("mode", ["percentile", "sigma", "minmax"])
def test_what_is_not_valid_or_not_finite_does_not_count(mode: str) -> None:
    look = replace(Look(), mode=mode)  # type: ignore[arg-type]
    spoiled, valid = ONE.copy(), np.ones(ONE.shape, bool)
    spoiled[0], valid[0] = 1e9, False
    assert find_channel_limits([spoiled], valid, look) == find_channel_limits([ONE[1:]], None, look)
    spoiled[0] = np.nan
    assert find_channel_limits([spoiled], None, look) == find_channel_limits([ONE[1:]], None, look)


@pytest.mark.parametrize("mode", ["percentile", "sigma", "minmax"])
def test_a_flat_band_has_limits_around_it_and_nothing_has_0_and_1(mode: str) -> None:
    look = replace(Look(), mode=mode)  # type: ignore[arg-type]
    low, high = find_channel_limits([np.full((4, 4), 7, np.uint16)], None, look)[0]
    assert low < 7 < high
    assert find_channel_limits([ONE], np.zeros(ONE.shape, bool), look) == ((0.0, 1.0),)


@given(
    st.sampled_from(["uint8", "int8", "uint16", "int16"]),
    st.lists(st.integers(-100, 100), min_size=1, max_size=40),
    st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted),
)
def test_counted_percentiles_are_numpy_s(dtype: str, values: list[int], percents: list[float]) -> None:
    samples = np.array(values).astype(dtype)
    low, high = find_channel_limits([samples], None, Look(percents=(percents[0], percents[1])))[0]
    # In int8 numpy interpolates past what that can hold.
    expected = np.percentile(samples.astype(np.float64), percents)
    if expected[1] > expected[0]:
        assert (low, high) == pytest.approx(tuple(expected), abs=1e-9)
