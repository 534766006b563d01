import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.transform import apply, apply_one, as_points, full_circle, mean_scale, without_shift

NUMBER = st.floats(-1e4, 1e4)
TRANSFORMS = st.builds(Affine, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER)


@given(TRANSFORMS, st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=5))
def test_arrays_and_single_points_go_the_same_way(transform: Affine, points: list[tuple[float, float]]) -> None:
    np.testing.assert_allclose(apply(transform, points), [apply_one(transform, point) for point in points])
    np.testing.assert_allclose(apply(transform, points), [transform @ point for point in points], rtol=1e-9, atol=1e-6)


@given(TRANSFORMS, st.tuples(NUMBER, NUMBER))
def test_the_linear_part_has_no_shift(transform: Affine, point: tuple[float, float]) -> None:
    assert apply_one(without_shift(transform), (0.0, 0.0)) == (0.0, 0.0)
    x, y = apply_one(without_shift(transform), point)
    assert apply_one(transform, point) == pytest.approx((x + transform.c, y + transform.f))


def test_the_scale_is_the_side_of_a_square_of_the_same_area() -> None:
    assert mean_scale(Affine.scale(4, -9)) == pytest.approx(6)
    assert mean_scale(Affine.rotation(30) @ Affine.scale(0.5)) == pytest.approx(0.5)


def test_a_single_pair_is_one_point() -> None:
    assert as_points((1, 2)).shape == (1, 2)
    assert as_points([]).shape == (0, 2)


@given(st.floats(-1e6, 1e6))
def test_a_full_circle_is_from_0_to_below_360(angle: float) -> None:
    wrapped = full_circle(angle)
    assert 0 <= wrapped < 360
    assert (wrapped - angle) % 360 == pytest.approx(0, abs=1e-6) or (wrapped - angle) % 360 == pytest.approx(360)
    assert full_circle(-1e-20) == 0
