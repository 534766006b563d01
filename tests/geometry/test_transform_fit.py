from math import cos, radians, sin

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.transform import Points, apply
from basewatch_gui.geometry.transform_fit import (
    FIT_MODELS,
    LEAST_PAIRS,
    FitError,
    FitModel,
    fit_transform,
    possible_models,
    why_not_fit,
)

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 80.0], [0.0, 80.0], [50.0, 30.0], [20.0, 60.0]])

shifts = st.tuples(st.floats(-5000, 5000), st.floats(-5000, 5000))
far = st.tuples(st.floats(-2e4, 2e4), st.floats(-2e4, 2e4))


@st.composite
def transforms(draw: st.DrawFn, model: FitModel) -> Affine:
    east, north = draw(shifts)
    if model == "shift":
        return Affine.translation(east, north)
    turn, scale = radians(draw(st.floats(-180, 180))), draw(st.floats(0.3, 3.0))
    a, b = scale * cos(turn), scale * sin(turn)
    turned = Affine(a, -b, east, b, a, north)
    if model == "similarity":
        return turned
    stretch, shear = draw(st.floats(0.5, 2.0)), draw(st.floats(-0.5, 0.5))
    return turned @ Affine(1.0, shear, 0.0, 0.0, stretch, 0.0)


def spread_points(draw: st.DrawFn, count: int) -> Points:
    seed = draw(st.integers(0, 2**31))
    jitter = np.random.default_rng(seed).uniform(-10, 10, (count, 2))
    points: Points = np.resize(SQUARE, (count, 2)) + jitter + np.array(draw(far))
    return points


def nearly(found: Affine, true: Affine, at: Points, within: float = 1e-6) -> bool:
    return bool(np.abs(apply(found, at) - apply(true, at)).max() < within)


@pytest.mark.parametrize("model", FIT_MODELS)
@given(data=st.data())
def test_a_transform_of_the_model_is_found_exactly_and_leaves_no_residuals(
    model: FitModel, data: st.DataObject
) -> None:
    starts = data.draw(st.composite(lambda draw: spread_points(draw, draw(st.integers(LEAST_PAIRS[model], 6))))())
    true = data.draw(transforms(model))
    found = fit_transform(model, starts, apply(true, starts))
    assert nearly(found.transform, true, starts)
    assert found.rms < 1e-6
    assert found.is_checked == (len(starts) > LEAST_PAIRS[model])


@pytest.mark.parametrize("model", FIT_MODELS)
@given(data=st.data())
def test_where_the_plane_begins_and_points_do_not_matter(model: FitModel, data: st.DataObject) -> None:
    starts = data.draw(st.composite(lambda draw: spread_points(draw, 6))())
    targets = apply(data.draw(transforms("affine")), starts) + np.random.default_rng(1).normal(0, 1, (6, 2))
    moved = data.draw(transforms("similarity" if model != "shift" else "shift"))
    order = np.array(data.draw(st.permutations(range(6))))
    plain = fit_transform(model, starts, targets)
    again = fit_transform(model, apply(moved, starts)[order], apply(moved, targets)[order])
    scale = abs(moved.determinant) ** 0.5
    assert np.allclose(again.distances, scale * plain.distances[order], atol=1e-5)
    assert again.rms == pytest.approx(scale * plain.rms, abs=1e-5)


@given(data=st.data())
def test_a_richer_model_never_fits_worse(data: st.DataObject) -> None:
    starts = data.draw(st.composite(lambda draw: spread_points(draw, 6))())
    targets = apply(data.draw(transforms("affine")), starts) + np.random.default_rng(2).normal(0, 3, (6, 2))
    shift, similarity, affine = (fit_transform(model, starts, targets).rms for model in FIT_MODELS)
    assert affine <= similarity + 1e-6
    assert similarity <= shift + 1e-6


@pytest.mark.parametrize("model", FIT_MODELS)
@given(data=st.data())
def test_the_one_wrong_pair_has_the_largest_residual(model: FitModel, data: st.DataObject) -> None:
    around = np.array([[cos(turn), sin(turn)] for turn in np.linspace(0, 2 * np.pi, 8, endpoint=False)]) * 300
    targets = apply(data.draw(transforms(model)), around) + np.random.default_rng(3).normal(0, 0.1, (8, 2))
    wrong = data.draw(st.integers(0, 7))
    turn = data.draw(st.floats(0, 6.28))
    targets[wrong] += (40 * cos(turn), 40 * sin(turn))
    assert int(np.argmax(fit_transform(model, around, targets).distances)) == wrong


def test_least_squares_means_the_mean_for_a_shift() -> None:
    found = fit_transform("shift", [[0, 0], [10, 0]], [[1, 0], [13, 4]])
    assert found.transform == Affine.translation(2.0, 2.0)
    assert found.residuals.tolist() == [[1.0, 2.0], [-1.0, -2.0]]
    assert found.rms == pytest.approx(5**0.5)
    assert found.spread == pytest.approx(5**0.5)


@pytest.mark.parametrize(
    ("model", "starts", "reason"),
    [
        ("shift", [], "too few"),
        ("similarity", [[1, 1]], "too few"),
        ("affine", [[0, 0], [10, 0]], "too few"),
        ("similarity", [[5, 5], [5, 5], [5, 5]], "one place"),
        ("affine", [[5, 5], [5, 5], [5, 5]], "one place"),
        ("affine", [[0, 0], [10, 10], [20, 20]], "one line"),
        ("affine", [[0, 0], [1000, 1], [2000, 0], [3000, 1]], "one line"),
    ],
)
def test_points_that_cannot_carry_a_model_are_refused(model: FitModel, starts: list[list[float]], reason: str) -> None:
    assert why_not_fit(model, starts, starts) == reason
    with pytest.raises(FitError) as fault:
        fit_transform(model, starts, starts)
    assert fault.value.reason == reason


def test_targets_that_would_squash_the_frame_are_refused() -> None:
    line = np.column_stack((SQUARE[:, 0], 2 * SQUARE[:, 0]))
    assert why_not_fit("affine", SQUARE, line) == "one line"
    assert why_not_fit("similarity", SQUARE, np.zeros_like(SQUARE)) == "one place"


def test_possible_models_grow_with_the_points() -> None:
    assert [possible_models(SQUARE[:count], SQUARE[:count]) for count in range(4)] == [
        (),
        ("shift",),
        ("shift", "similarity"),
        ("shift", "similarity", "affine"),
    ]
    line = [[0, 0], [10, 10], [20, 20]]
    assert possible_models(line, line) == ("shift", "similarity")
