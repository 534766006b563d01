from math import cos, radians, sin

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.geometry.transform import Points, apply
from basewatch_gui.imagery.registration.consensus import covered_share, find_agreeing_pairs, fit_simplest_model
from basewatch_gui.imagery.registration.proposal import judge_evidence

TURNED = Affine(1.02 * cos(radians(8)), -1.02 * sin(radians(8)), 30.0, 1.02 * sin(radians(8)),
                1.02 * cos(radians(8)), -12.0)  # fmt: skip
SHEARED = Affine(1.0, 0.08, 5.0, 0.0, 0.9, 1.0)


def mixed(true: Affine, right: int, wrong: int, noise_m: float = 0.2) -> tuple[Points, Points]:
    """So many pairs that follow the transform, then so many that follow nothing."""
    generator = np.random.default_rng(7)
    starts = generator.uniform(-500, 500, (right + wrong, 2))
    targets = apply(true, starts) + generator.normal(0, noise_m, starts.shape)
    targets[right:] = generator.uniform(-500, 500, (wrong, 2))
    return starts, targets


@pytest.mark.parametrize("true", [Affine.translation(40.0, -3.0), TURNED, SHEARED])
def test_those_that_agree_are_found_among_many_more_that_do_not(true: Affine) -> None:
    starts, targets = mixed(true, right=40, wrong=120)
    agree = find_agreeing_pairs(starts, targets, 1.5)
    assert agree[:40].mean() > 0.9
    assert agree[40:].sum() <= 2


@pytest.mark.parametrize(
    ("true", "model"), [(Affine.translation(40.0, -3.0), "shift"), (TURNED, "similarity"), (SHEARED, "affine")]
)
def test_the_simplest_model_that_explains_the_pairs_is_taken(true: Affine, model: str) -> None:
    found = fit_simplest_model(*mixed(true, right=25, wrong=0), px_m=0.5)
    assert found is not None
    assert found.model == model
    assert found.rms == pytest.approx(0.2 * 2**0.5, rel=0.35)


def test_few_pairs_are_not_explained_by_more_than_a_shift() -> None:
    starts, targets = mixed(TURNED, right=3, wrong=0)
    found = fit_simplest_model(starts, targets, px_m=0.5)
    assert found is not None
    assert found.model == "shift"
    assert fit_simplest_model(starts[:0], targets[:0], px_m=0.5) is None


def test_coverage_is_the_hull_s_share() -> None:
    square = np.array([[0.0, 0.0], [50.0, 0.0], [50.0, 50.0], [0.0, 50.0], [25.0, 25.0]])
    assert covered_share(square, (0.0, 0.0, 100.0, 100.0)) == pytest.approx(0.25)
    assert covered_share(square[:2], (0.0, 0.0, 100.0, 100.0)) == 0.0
    assert covered_share(square * 9, (0.0, 0.0, 100.0, 100.0)) == 1.0


@pytest.mark.parametrize(
    ("agree", "windows", "rms_px", "covered", "moved", "verdict", "why"),
    [
        (24, 25, 0.2, 0.9, 0.05, "good", "agrees"),
        (4, 4, 0.2, 0.9, 0.05, "doubtful", "few windows"),
        (8, 25, 0.2, 0.9, 0.05, "doubtful", "windows disagree"),
        (12, 25, 0.2, 0.1, 0.05, "doubtful", "one corner"),
        (24, 25, 1.4, 0.9, 0.05, "doubtful", "rough"),
        (24, 25, 0.2, 0.9, 0.4, "doubtful", "far"),
    ],
)
def test_the_verdict_follows_the_evidence(
    agree: int, windows: int, rms_px: float, covered: float, moved: float, verdict: str, why: str
) -> None:
    assert judge_evidence(agree, windows, rms_px, covered, moved) == (verdict, why)
