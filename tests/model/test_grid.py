from typing import Any

import numpy as np
import pytest
import shapely
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import (
    CellAt,
    Squares,
    check_size,
    common_ground,
    frame_squares,
    ground_squares,
)
from basewatch_gui.model.records import Grid

sizes = st.integers(1, 3000)
cells = st.floats(120, 900)
overlaps = st.floats(0, 0.5)
NORTH_UP = Affine(0.5, 0.0, 1000.0, 0.0, -0.5, 2000.0)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Grid, int, int]:
    cell = draw(cells)
    return Grid(1, 1, cell, cell * draw(overlaps)), draw(sizes), draw(sizes)


@st.composite
def areas(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    x, y = draw(st.integers(-200, 2000)), draw(st.integers(-200, 2000))
    wide, high, lean = draw(st.integers(5, 900)), draw(st.integers(5, 900)), draw(st.integers(-300, 300))
    return ((x, y), (x + wide, y), (x + wide + lean, y + high), (x + lean, y + high))


def boxes(squares: Squares) -> Any:
    return [shapely.Polygon(squares.corners((column, row))) for column, row in squares.order(snake=False).tolist()]


@given(grids())
def test_the_cells_of_a_frame_cover_it_and_none_lies_outside(given: tuple[Grid, int, int]) -> None:
    grid, width, height = given
    squares = frame_squares(grid, width, height)
    frame, all_cells = shapely.box(0, 0, width, height), boxes(squares)
    assert frame.difference(shapely.union_all(all_cells)).area < 1e-6 * frame.area
    assert all(cell.intersection(frame).area > 0 for cell in all_cells)


@given(grids())
def test_neighbours_share_the_overlap(given: tuple[Grid, int, int]) -> None:
    squares = frame_squares(*given)
    left, right = squares.corners((2, 3)), squares.corners((3, 3))
    assert left[1][0] - right[0][0] == pytest.approx(given[0].overlap, abs=1e-6)
    below = squares.corners((2, 4))
    assert left[2][1] - below[0][1] == pytest.approx(given[0].overlap, abs=1e-6)


@given(grids(), areas())
def test_a_restricted_grid_has_just_the_cells_that_touch_its_area(
    given: tuple[Grid, int, int], area: tuple[tuple[float, float], ...]
) -> None:
    grid, width, height = given
    whole = frame_squares(grid, width, height)
    kept = frame_squares(Grid(1, 1, grid.cell, grid.overlap, area), width, height)
    wanted = shapely.Polygon(area).intersection(shapely.box(0, 0, width, height))
    assert kept.mask.shape == whole.mask.shape
    assert wanted.difference(shapely.union_all(boxes(kept))).area <= 1e-6 * max(wanted.area, 1.0)
    for column, row in whole.order(snake=True).tolist():
        shared = shapely.Polygon(whole.corners((column, row))).intersection(wanted).area
        if shared > 1e-6:
            assert (column, row) in kept
        if (column, row) in kept:
            assert wanted.distance(shapely.Polygon(whole.corners((column, row)))) < 1e-9


@given(areas(), cells, overlaps)
def test_cells_over_the_common_ground_cover_it(area: tuple[tuple[float, float], ...], cell: float, part: float) -> None:
    ground = shapely.Polygon(area)
    squares = ground_squares(Grid(1, None, cell, cell * part), ground)
    assert ground.difference(shapely.union_all(boxes(squares))).area <= 1e-6 * max(ground.area, 1.0)
    assert all(each.distance(ground) < 1e-9 for each in boxes(squares))


def test_a_cell_that_only_touches_an_area_does_not_count() -> None:
    area = ((100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0))
    assert frame_squares(Grid(1, 1, 100.0, 0.0, area), 5000, 5000).order(snake=True).tolist() == [[1, 1]]
    assert ground_squares(Grid(1, None, 100.0), shapely.box(0, 0, 200, 200)).count == 4


@given(grids(), areas(), st.booleans())
def test_a_walk_visits_each_cell_once_and_a_snake_steps_to_neighbours(
    given: tuple[Grid, int, int], area: tuple[tuple[float, float], ...], snake: bool
) -> None:
    grid, width, height = given
    squares = frame_squares(Grid(1, 1, grid.cell, grid.overlap, area), width, height)
    visited = [tuple(cell) for cell in squares.order(snake=snake).tolist()]
    assert len(set(visited)) == len(visited) == squares.count
    assert all(cell in squares for cell in visited)
    whole = frame_squares(grid, width, height).order(snake=True)
    assert np.abs(np.diff(whole, axis=0)).sum(axis=1).tolist() == [1] * (len(whole) - 1)


@given(grids(), st.floats(0, 1), st.floats(0, 1))
def test_the_nearest_cell_holds_a_place_of_the_frame(given: tuple[Grid, int, int], across: float, down: float) -> None:
    grid, width, height = given
    squares = frame_squares(grid, width, height)
    place = (across * width, down * height)
    nearest = squares.nearest(place)
    assert nearest is not None
    assert nearest in squares
    step_off = np.abs(np.subtract(squares.centre(nearest), place))
    assert (step_off <= squares.side / 2 + 1e-6).all()
    off = min(np.hypot(*np.subtract(squares.centre(tuple(at)), place)) for at in squares.order(snake=False).tolist())
    assert np.hypot(*step_off) == pytest.approx(off, abs=1e-6)


def test_a_cell_holds_places_up_to_its_edge() -> None:
    squares = frame_squares(Grid(1, 1, 100.0, 20.0), 300, 300)
    places = np.array([(80.0, 0.0), (180.0, 100.0), (180.1, 50.0), (79.9, 50.0)])
    assert squares.holds(CellAt(1, 0), places).tolist() == [True, True, False, False]


def test_rows_on_the_plane_go_southwards() -> None:
    squares = ground_squares(Grid(1, None, 100.0), shapely.box(-50, 20, 130, 180))
    assert squares.first == CellAt(-1, -2)
    assert squares.mask.shape == (2, 3)
    assert squares.corners((-1, -2)) == ((-100, 200), (0, 200), (0, 100), (-100, 100))
    assert squares.nearest((-20.0, 150.0)) == (-1, -2)
    assert squares.holds((0, -1), np.array([(50.0, 50.0), (50.0, 150.0)])).tolist() == [True, False]


def test_common_ground_is_what_all_frames_show() -> None:
    first = GroundMap(None, None, NORTH_UP, Affine.identity())
    moved = GroundMap(None, None, NORTH_UP, Affine.translation(100.0, 0.0))
    far = GroundMap(None, None, NORTH_UP, Affine.translation(9000.0, 0.0))
    assert common_ground([(first, 1000, 800)]).bounds == (1000, 1600, 1500, 2000)
    assert common_ground([(first, 1000, 800), (moved, 1000, 800)]).bounds == (1100, 1600, 1500, 2000)
    assert common_ground([(first, 1000, 800), (far, 1000, 800)]).is_empty
    assert ground_squares(Grid(1, None, 100.0), common_ground([])).count == 0


@pytest.mark.parametrize(
    ("cell", "overlap", "said"),
    [(0.0, 0.0, "larger"), (100.0, 60.0, "0 to 50"), (100.0, -1.0, "overlap"), (2.0, 0.0, "25,000,000 cells")],
)
def test_sizes_that_can_not_be_are_refused(cell: float, overlap: float, said: str) -> None:
    with pytest.raises(BasewatchError, match=said):
        check_size(cell, overlap, 10_000, 10_000)


@given(grids(), st.lists(st.tuples(st.floats(-50, 3100), st.floats(-50, 3100)), max_size=4), st.booleans())
def test_the_cells_that_hold_places_are_those_that_hold_one_by_one(
    given: tuple[Grid, int, int], inside: list[tuple[float, float]], on_plane: bool
) -> None:
    made = frame_squares(*given)
    mask = made.mask.copy()
    mask[::3, 1:] = False
    squares = Squares(made.side, made.step, on_plane, CellAt(2, -1), mask)
    corners = [corner for cell in squares.order(snake=False)[:2].tolist() for corner in squares.corners(tuple(cell))]
    places = np.array([*inside, *corners], np.float64).reshape(-1, 2)
    found = set(map(tuple, squares.holding(places).tolist()))
    assert found == {tuple(at) for at in squares.order(snake=False).tolist() if squares.holds(tuple(at), places).any()}
