"""Two pictures mixed into one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from basewatch_gui.imagery.display.mixer import MAX_CONTRAST_GAIN, Mixer, brightness_table
from basewatch_gui.imagery.display.stretch import Pixels

SHAPE = (30, 40)
GROUND = (30, 31, 32, 254)


def picture(seed: int, shape: tuple[int, int] = SHAPE) -> Pixels:
    made = np.random.default_rng(seed).integers(0, 256, (*shape, 4), dtype=np.uint8)
    made[..., 3] = 255
    return made


def grey(level: NDArray[np.generic] | int) -> Pixels:
    made = np.empty((*SHAPE, 4), np.uint8)
    made[..., :3] = np.broadcast_to(np.asarray(level, np.uint8), SHAPE)[..., np.newaxis]
    made[..., 3] = 255
    return made


def luminance(pixels: Pixels) -> NDArray[np.float64]:
    """ITU-R BT.601, as OpenCV has it."""
    return np.asarray(np.rint(pixels[..., 0] * 0.114 + pixels[..., 1] * 0.587 + pixels[..., 2] * 0.299))


@given(edge=st.integers(0, SHAPE[1]))
def test_a_swipe_shows_each_on_its_side_of_an_upright_edge(edge: int) -> None:
    one, other = picture(1), picture(2)
    mixed = Mixer().swipe(one, other, edge, upright=True)
    assert np.array_equal(mixed[:, :edge], one[:, :edge])
    assert np.array_equal(mixed[:, edge:], other[:, edge:])


@given(edge=st.integers(0, SHAPE[0]))
def test_a_swipe_shows_each_on_its_side_of_a_level_edge(edge: int) -> None:
    one, other = picture(1), picture(2)
    mixed = Mixer().swipe(one, other, edge, upright=False)
    assert np.array_equal(mixed[:edge], one[:edge])
    assert np.array_equal(mixed[edge:], other[edge:])


@given(share=st.floats(0, 1))
def test_a_fade_shows_so_much_of_the_other(share: float) -> None:
    one, other = picture(1), picture(2)
    expected = one.astype(float) * (1 - share) + other.astype(float) * share
    assert np.abs(Mixer().fade(one, other, share) - expected).max() <= 0.51


def test_the_difference_is_that_of_the_luminances() -> None:
    one, other = picture(1), picture(2)
    mixed = Mixer().difference(one, other, matched=False)
    expected = np.abs(luminance(one) - luminance(other))
    for channel in range(3):
        assert np.abs(mixed[..., channel] - expected).max() <= 2
    assert (mixed[..., 3] == 255).all()


def test_equal_pictures_have_no_difference_and_no_colour() -> None:
    one = picture(3)
    assert (Mixer().difference(one, one.copy(), matched=True)[..., :3] == 0).all()
    coloured = Mixer().red_cyan(one, one.copy(), matched=True)
    assert (coloured[..., 0] == coloured[..., 2]).all()
    assert (coloured[..., 0] == coloured[..., 1]).all()


def test_the_first_is_red_and_the_other_cyan() -> None:
    mixed = Mixer().red_cyan(grey(200), grey(50), matched=False)
    assert mixed[0, 0].tolist() == [50, 50, 200, 255]


def test_another_brightness_and_contrast_is_no_difference_once_matched() -> None:
    levels = np.random.default_rng(5).integers(60, 200, SHAPE)
    one, other = grey(levels), grey(np.rint(levels * 0.7 + 20))
    assert Mixer().difference(one, other, matched=False)[..., 0].mean() > 15
    assert Mixer().difference(one, other, matched=True)[..., 0].max() <= 6


def test_contrast_is_matched_within_limits() -> None:
    seen = np.zeros(SHAPE, np.uint8)
    flat = np.full(SHAPE, 100, np.uint8)
    table = brightness_table(np.random.default_rng(1).integers(0, 256, SHAPE, dtype=np.uint8), flat + (flat % 2), seen)
    assert 100 <= table[100] <= 155
    noise = np.random.default_rng(2).integers(100, 102, SHAPE, dtype=np.uint8)
    steep = brightness_table(np.random.default_rng(3).integers(0, 256, SHAPE, dtype=np.uint8), noise, seen)
    assert np.diff(steep.astype(int)).max() <= MAX_CONTRAST_GAIN + 1


@pytest.mark.parametrize("of", ["difference", "red_cyan"])
@pytest.mark.parametrize("matched", [False, True])
def test_where_either_shows_no_frame_the_ground_is_shown(of: str, matched: bool) -> None:
    one, other = picture(1), picture(2)
    one[:10], other[:, :7] = GROUND, GROUND
    mixer = Mixer()
    mixer.ground = GROUND
    mixed = getattr(mixer, of)(one, other, matched=matched)
    assert (mixed[:10] == GROUND).all()
    assert (mixed[:, :7] == GROUND).all()
    assert (mixed[10:, 7:, 3] == 255).all()


def test_two_pictures_that_share_no_ground_show_the_ground_alone() -> None:
    one, other = picture(1), picture(2)
    one[:15], other[15:] = GROUND, GROUND
    mixer = Mixer()
    mixer.ground = GROUND
    assert (mixer.difference(one, other, matched=True) == GROUND).all()


def test_all_is_mixed_into_one_buffer_until_the_size_changes() -> None:
    mixer = Mixer()
    first = mixer.fade(picture(1), picture(2), 0.5)
    assert mixer.difference(picture(1), picture(2), matched=True) is first
    assert mixer.swipe(picture(1), picture(2), 5, upright=True) is first
    larger = mixer.red_cyan(picture(1, (50, 60)), picture(2, (50, 60)), matched=True)
    assert larger.shape == (50, 60, 4)
