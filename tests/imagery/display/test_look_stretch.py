"""A look and samples make a stretch; frames matched to each other; histograms."""

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.histogram import histogram_of
from basewatch_gui.imagery.display.look_stretch import (
    DecimatedSamples,
    match_brightness,
    restrict_to_frame,
    stretch_for_look,
)
from basewatch_gui.imagery.display.pansharpen import Panchromatic
from basewatch_gui.imagery.display.stretch import Stretch, default_stretch, to_display_pixels
from basewatch_gui.imagery.tile import Samples, Tile
from basewatch_gui.model.look import Look

GENERATOR = np.random.default_rng(1)
FOUR = DecimatedSamples(GENERATOR.integers(100, 2000, (4, 90, 90)).astype(np.uint16), None)


def shown(samples: Samples, stretch: Stretch) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return to_display_pixels(Tile(TileKey(1, 0, 0, 0), samples, None), stretch)[..., :3]


def test_a_new_look_is_the_default_stretch() -> None:
    assert stretch_for_look(Look(), FOUR, (2, 1, 0)) == default_stretch(FOUR.samples, None, (2, 1, 0))


def test_one_band_stays_one() -> None:
    assert stretch_for_look(Look(), FOUR, (0, 0, 0)).bands == (0,)
    stretch = stretch_for_look(Look(bands=(3,), colour_map="turbo", invert=True, gamma=2.0), FOUR, (2, 1, 0))
    assert (stretch.bands, stretch.colour_map, stretch.invert, stretch.gamma) == ((3,), "turbo", True, 2.0)


def test_bands_that_are_not_there_give_way_to_those_of_the_file() -> None:
    assert stretch_for_look(Look(bands=(7, 1, 0)), FOUR, (2, 1, 0)).bands == (2, 1, 0)
    assert stretch_for_look(Look(bands=(0, 1)), FOUR, (2, 1, 0)).bands == (2, 1, 0)


def test_limits_that_a_look_keeps_are_taken() -> None:
    limits = ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))
    assert stretch_for_look(Look(mode="manual", limits=limits), FOUR, (2, 1, 0)).limits == limits
    upside_down = ((2.0, 1.0),) * 3
    assert stretch_for_look(Look(limits=upside_down), FOUR, (2, 1, 0)) == stretch_for_look(Look(), FOUR, (2, 1, 0))


def test_sharpening_finds_its_limits_in_the_sharpened_samples() -> None:
    bright = DecimatedSamples(np.concatenate([FOUR.samples[:3], 3 * FOUR.samples[3:]]), None)
    stretch = stretch_for_look(Look(sharpening="brovey", pan=3, mode="minmax"), bright, (0, 1, 2))
    assert stretch.pan == Panchromatic(3)
    assert max(high for _, high in stretch.limits) > 2500
    assert stretch_for_look(Look(sharpening="weighted", pan=3, weights=(1.0, 2.0, 1.0)), bright, (0, 1, 2)).pan == (
        Panchromatic(3, (1.0, 2.0, 1.0))
    )
    assert stretch_for_look(Look(sharpening="brovey", pan=9), bright, (0, 1, 2)).pan is None


@given(st.floats(0.3, 3.0), st.floats(-50, 500), st.integers(0, 99))
def test_a_matched_frame_is_as_bright_as_its_reference(scale: float, offset: float, seed: int) -> None:
    generator = np.random.default_rng(seed)
    reference = DecimatedSamples(generator.gamma(4.0, 200.0, (3, 120, 120)), None)
    samples = DecimatedSamples(generator.permuted(reference.samples, axis=2) * scale + offset, None)
    like = stretch_for_look(Look(), reference, (0, 1, 2))
    stretch = match_brightness(stretch_for_look(Look(), samples, (0, 1, 2)), samples, like, reference)
    ours, theirs = shown(samples.samples, stretch), shown(reference.samples, like)
    for channel in range(3):
        cumulative = [
            np.cumsum(np.bincount(each[..., channel].ravel(), minlength=256)) / 120**2 for each in (ours, theirs)
        ]
        assert np.abs(cumulative[0] - cumulative[1]).max() < 0.03


def test_matching_takes_over_gamma_and_invert_and_leaves_out_what_is_not_valid() -> None:
    reference = DecimatedSamples(GENERATOR.normal(500, 60, (1, 80, 80)), None)
    spoiled = reference.samples * 2
    spoiled[:, :20] = 1e6
    valid = np.ones((80, 80), bool)
    valid[:20] = False
    like = stretch_for_look(Look(gamma=1.7, invert=True), reference, (0, 0, 0))
    stretch = match_brightness(
        stretch_for_look(Look(), DecimatedSamples(spoiled, valid), (0, 0, 0)),
        DecimatedSamples(spoiled, valid),
        like,
        reference,
    )
    assert (stretch.gamma, stretch.invert) == (1.7, True)
    assert stretch.limits[0] == pytest.approx((2 * like.limits[0][0], 2 * like.limits[0][1]), rel=0.03)


def test_frames_that_cannot_be_matched_keep_their_stretch() -> None:
    flat = DecimatedSamples(np.full((1, 9, 9), 4.0), None)
    own = stretch_for_look(Look(), flat, (0, 0, 0))
    assert match_brightness(own, flat, stretch_for_look(Look(), FOUR, (0, 0, 0)), FOUR) == own
    assert match_brightness(own, flat, stretch_for_look(Look(), FOUR, (0, 1, 2)), FOUR) == own


def test_only_common_ground_counts() -> None:
    common = restrict_to_frame(FOUR, Affine.translation(-45, 0), (90, 90))
    assert common.valid is not None
    assert not common.valid[:, :45].any()
    assert common.valid[:, 45:].all()
    assert restrict_to_frame(FOUR, Affine.translation(-500, 0), (90, 90)) is FOUR


@given(st.sampled_from(["uint8", "uint16", "int16", "float32"]), st.integers(1, 3000))
def test_a_histogram_counts_every_valid_sample_once(dtype: str, span: int) -> None:
    samples = (np.random.default_rng(span).integers(0, min(span, 120), (20, 30))).astype(dtype)
    valid = samples > 1
    made = histogram_of(samples, valid)
    assert made.counts.sum() == valid.sum()
    assert len(made.edges) == len(made.counts) + 1
    assert (np.diff(made.edges) > 0).all()
    plain = histogram_of(np.arange(10).astype(dtype), None)
    assert plain.counts.sum() == 10
