import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.geometry.viewpoint import COARSEST_M_PER_SCR, FINEST_M_PER_SCR, Viewpoint, fit_viewpoint

PLACE = st.floats(-20_000, 20_000)
PIXEL = st.floats(-3_000, 3_000)
SIZES = st.tuples(st.floats(1, 4_000), st.floats(1, 4_000))
VIEWPOINTS = st.builds(Viewpoint, st.tuples(PLACE, PLACE), st.floats(0.01, 100), st.floats(0, 359.99))


@given(VIEWPOINTS, SIZES, PIXEL, PIXEL)
def test_the_affine_and_at_are_inverse(view: Viewpoint, size: tuple[float, float], x: float, y: float) -> None:
    place = view.at((x, y), size)
    assert apply_one(view.plane_to_screen(size), place) == pytest.approx((x, y), abs=1e-4)


def test_the_bearing_is_at_the_top_of_the_screen() -> None:
    size = (800.0, 600.0)
    north_up = Viewpoint((1000.0, 2000.0), 2.0)
    assert north_up.at((400, 0), size) == pytest.approx((1000, 2600))
    assert north_up.at((800, 300), size) == pytest.approx((1800, 2000))
    east_up = Viewpoint((1000.0, 2000.0), 2.0, 90.0)
    assert east_up.at((400, 0), size) == pytest.approx((1600, 2000))
    assert east_up.at((800, 300), size) == pytest.approx((1000, 1200))


@given(VIEWPOINTS, SIZES, st.floats(0.1, 10), PIXEL, PIXEL)
def test_zooming_keeps_the_ground_under_the_cursor(
    view: Viewpoint, size: tuple[float, float], factor: float, x: float, y: float
) -> None:
    zoomed = view.zoomed(factor, (x, y), size)
    assert zoomed.at((x, y), size) == pytest.approx(view.at((x, y), size), abs=1e-4)
    assert zoomed.metres_per_scr == pytest.approx(view.metres_per_scr / factor)
    assert zoomed.rotation_deg == view.rotation_deg


@given(VIEWPOINTS, SIZES, PIXEL, PIXEL)
def test_zooming_stops_at_the_limits(view: Viewpoint, size: tuple[float, float], x: float, y: float) -> None:
    assert view.zoomed(1e12, (x, y), size).metres_per_scr == FINEST_M_PER_SCR
    out = view.zoomed(1e-12, (x, y), size)
    assert out.metres_per_scr == COARSEST_M_PER_SCR
    again = out.zoomed(0.5, (x, y), size)
    assert again.metres_per_scr == COARSEST_M_PER_SCR
    assert again.centre_m == pytest.approx(out.centre_m, abs=1e-4)


@given(VIEWPOINTS, SIZES, PIXEL, PIXEL, PIXEL, PIXEL)
def test_panning_takes_the_ground_along(
    view: Viewpoint, size: tuple[float, float], x: float, y: float, dx: float, dy: float
) -> None:
    panned = view.panned(dx, dy)
    assert panned.at((x + dx, y + dy), size) == pytest.approx(view.at((x, y), size), abs=1e-4)
    assert panned.panned(-dx, -dy).centre_m == pytest.approx(view.centre_m, abs=1e-6)


@given(VIEWPOINTS, st.floats(-1_000, 1_000))
def test_turning_keeps_centre_and_scale_and_one_circle(view: Viewpoint, by: float) -> None:
    turned = view.turned(by)
    assert (turned.centre_m, turned.metres_per_scr) == (view.centre_m, view.metres_per_scr)
    assert 0 <= turned.rotation_deg < 360
    off = (turned.rotation_deg - view.rotation_deg - by + 180) % 360 - 180
    assert off == pytest.approx(0, abs=1e-9)
    assert 0 <= Viewpoint().turned(-1e-20).rotation_deg < 360


def test_a_thousand_zooms_and_pans_do_not_drift() -> None:
    size = (960.0, 1080.0)
    start = Viewpoint((1234.5, -987.6), 0.31, 33.0)
    view = start
    rng = np.random.default_rng(7)
    steps = [(tuple(rng.uniform(0, 1000, 2)), rng.uniform(0.5, 2), rng.uniform(-300, 300, 2)) for _ in range(500)]
    for at, factor, (dx, dy) in steps:
        view = view.zoomed(factor, at, size).panned(dx, dy)
        view = view.panned(-dx, -dy).zoomed(1 / factor, at, size)
    assert view.centre_m == pytest.approx(start.centre_m, abs=1e-6)
    assert view.metres_per_scr == pytest.approx(start.metres_per_scr, rel=1e-10)


@given(PLACE, PLACE, st.floats(1, 10_000), st.floats(1, 10_000), SIZES)
def test_a_fitted_view_shows_all_of_the_bounds_and_little_more(
    west: float, south: float, wide: float, high: float, size: tuple[float, float]
) -> None:
    view = fit_viewpoint((west, south, west + wide, south + high), size)
    to_screen = view.plane_to_screen(size)
    left, bottom = apply_one(to_screen, (west, south))
    right, top = apply_one(to_screen, (west + wide, south + high))
    assert min(left, top) >= 0
    assert right <= size[0]
    assert bottom <= size[1]
    assert max((right - left) / size[0], (bottom - top) / size[1]) == pytest.approx(1 / 1.02, rel=1e-6)


def test_fitting_an_empty_place_is_no_fault() -> None:
    view = fit_viewpoint((5, 5, 5, 5), (0.0, 0.0))
    assert view.centre_m == pytest.approx((5, 5))
    assert FINEST_M_PER_SCR <= view.metres_per_scr <= COARSEST_M_PER_SCR
