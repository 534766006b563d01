import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st

from basewatch_gui.imagery.registration.grid_rendering import GridPicture, PlaneGrid
from basewatch_gui.imagery.registration.windows import WINDOW_SIDE_PX, common_bounds, shift_between, window_grids
from tests.imagery.registration.ground import GroundPicture, seen, textured

GROUND = textured(4)
GSD_M, SIDE = 0.5, 200


def picture(ground: GroundPicture, at: Affine) -> GridPicture:
    grey = seen(ground, at, (SIDE, SIDE))
    return GridPicture(PlaneGrid(0.0, 0.0, GSD_M, SIDE, SIDE), grey, np.ones(grey.shape, np.bool_))


AT = Affine(GSD_M, 0, -50.0, 0, -GSD_M, 50.0)


@settings(max_examples=25)
@given(x=st.floats(-12, 12), y=st.floats(-12, 12), gain=st.sampled_from([1.0, 0.2, -1.0, 5.0]))
def test_a_shift_is_measured_to_a_twentieth_of_a_pixel_whatever_the_contrast(x: float, y: float, gain: float) -> None:
    here, there = picture(GROUND, AT), picture(GROUND, AT @ Affine.translation(-x, -y))
    lit = GridPicture(there.grid, there.grey * np.float32(gain) + np.float32(3.0), there.valid)
    found = shift_between(here, lit)
    assert found == pytest.approx((x, y), abs=0.05 + 0.01 * max(abs(x), abs(y)))


def test_unlike_and_blank_windows_have_no_shift() -> None:
    here = picture(GROUND, AT)
    noise = np.random.default_rng(1).standard_normal(here.grey.shape).astype(np.float32)
    for grey in (np.flipud(here.grey) * 0.0 + noise.cumsum(axis=0), np.zeros_like(noise)):
        assert shift_between(here, GridPicture(here.grid, grey, here.valid)) is None


def test_windows_cover_the_overlap_from_edge_to_edge() -> None:
    grids = window_grids((0.0, -100.0, 1000.0, 400.0), 0.5)
    assert len(grids) == 25
    assert {(grid.width, grid.height) for grid in grids} == {(WINDOW_SIDE_PX, WINDOW_SIDE_PX)}
    assert min(grid.west_m for grid in grids) == 0.0
    assert max(grid.west_m + grid.width * 0.5 for grid in grids) == pytest.approx(1000.0)
    assert max(grid.north_m for grid in grids) == 400.0
    assert min(grid.north_m - grid.height * 0.5 for grid in grids) == pytest.approx(-100.0)
    assert window_grids((0.0, 0.0, 1000.0, 20.0), 0.5) == []


def test_what_rectangles_have_in_common() -> None:
    assert common_bounds((0, 0, 10, 10), (5, -5, 20, 8)) == (5, 0, 10, 8)
    assert common_bounds((0, 0, 10, 10), (10, 0, 20, 10)) is None
