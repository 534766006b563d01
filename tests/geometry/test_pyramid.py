from itertools import pairwise
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.pyramid import MOST_MAGNIFICATION, TILE, Pyramid, TileKey, complete_level_sizes

SIDE = st.integers(1, 60_000)
SIZES = st.tuples(SIDE, SIDE)


def pyramid_of(width: int, height: int) -> Pyramid:
    return Pyramid(complete_level_sizes(((width, height),)))


@given(SIZES)
def test_levels_are_halved_until_one_tile(size: tuple[int, int]) -> None:
    sizes = pyramid_of(*size).sizes
    assert sizes[0] == size
    assert max(sizes[-1]) <= TILE
    assert all(max(level) > TILE for level in sizes[:-1])
    for (width, height), half in pairwise(sizes):
        assert half == (ceil(width / 2), ceil(height / 2))


def test_odd_sizes_lose_no_pixel() -> None:
    assert pyramid_of(1025, 3).sizes == ((1025, 3), (513, 2), (257, 1))
    assert pyramid_of(1, 1).sizes == ((1, 1),)
    assert pyramid_of(512, 512).sizes == ((512, 512),)


def test_overviews_that_are_there_are_kept_and_missing_ones_added() -> None:
    every_fourth = ((8000, 6000), (2000, 1500), (500, 375))
    assert complete_level_sizes(every_fourth) == (
        (8000, 6000),
        (4000, 3000),
        (2000, 1500),
        (1000, 750),
        (500, 375),
    )
    rounded_down = ((1001, 1001), (500, 500))
    assert complete_level_sizes(rounded_down) == rounded_down


@given(SIZES, st.lists(st.integers(2, 70), max_size=5))
def test_any_overviews_end_in_levels_that_shrink_step_by_step(size: tuple[int, int], factors: list[int]) -> None:
    given_sizes = (size, *((ceil(size[0] / f), ceil(size[1] / f)) for f in sorted(set(factors))))
    sizes = complete_level_sizes(given_sizes)
    assert sizes[0] == size
    assert max(sizes[-1]) <= TILE
    for above, below in pairwise(sizes):
        assert below[0] <= above[0]
        assert below[1] <= above[1]
        assert below[0] >= above[0] / 2 * 0.7
        assert below != above or above == (1, 1)


@given(SIZES, st.floats(0.01, 500))
def test_the_level_is_neither_shrunk_by_two_nor_magnified_much(size: tuple[int, int], frame_px_per_scr: float) -> None:
    pyramid = pyramid_of(*size)
    level = pyramid.level_for(frame_px_per_scr)
    if level > 0:
        assert max(pyramid.scale(level)) <= frame_px_per_scr * MOST_MAGNIFICATION * (1 + 1e-6)
    if level + 1 < len(pyramid.sizes):
        assert frame_px_per_scr * MOST_MAGNIFICATION < max(pyramid.scale(level + 1)) * (1 + 1e-6)
        assert frame_px_per_scr / max(pyramid.scale(level)) < 2


def test_the_level_at_plain_zooms() -> None:
    pyramid = pyramid_of(16384, 16384)
    levels = [pyramid.level_for(zoom) for zoom in (0.1, 1.0, 1.66, 1.67, 3.33, 3.34, 1000.0)]
    assert levels == [0, 0, 0, 1, 1, 2, 5]


@given(SIZES, st.data())
def test_the_tiles_of_a_level_cover_it_exactly(size: tuple[int, int], data: st.DataObject) -> None:
    pyramid = pyramid_of(*size)
    level = data.draw(st.integers(0, len(pyramid.sizes) - 1))
    columns, rows = pyramid.grid(level)
    widths = [pyramid.tile_size(TileKey(1, level, column, 0))[0] for column in range(columns)]
    heights = [pyramid.tile_size(TileKey(1, level, 0, row))[1] for row in range(rows)]
    assert (sum(widths), sum(heights)) == pyramid.sizes[level]
    assert min(widths + heights) > 0
    assert max(widths + heights) <= TILE


@given(SIZES, st.data())
def test_the_tiles_cover_the_corners(size: tuple[int, int], data: st.DataObject) -> None:
    pyramid = pyramid_of(*size)
    level = data.draw(st.integers(0, len(pyramid.sizes) - 1))
    across, down = pyramid.scale(level)
    corner = st.tuples(st.floats(0, size[0]), st.floats(0, size[1]))
    # At the finest level a corner patch of a few tiles is enough, and keeps the lists short.
    first = np.array(data.draw(corner))
    corners = np.clip(
        first + np.array([(0, 0), (900 * across, 0), (900 * across, 700 * down), (0, 700 * down)]), 0, size
    )
    tiles = set(pyramid.tiles(3, level, corners))
    columns, rows = pyramid.grid(level)
    for x, y in corners:
        column, row = min(int(x / across // TILE), columns - 1), min(int(y / down // TILE), rows - 1)
        assert TileKey(3, level, column, row) in tiles
    assert all(0 <= key.column < columns and 0 <= key.row < rows for key in tiles)
    assert len(tiles) <= 4 * 4


def test_no_tiles_beside_the_frame() -> None:
    pyramid = pyramid_of(1000, 1000)
    beside = np.array([(-900.0, -900.0), (-600.0, -600.0)])
    assert list(pyramid.tiles(1, 0, beside)) == []
    first_column, first_row, end_column, end_row = pyramid.span(0, beside)
    assert end_column <= first_column
    assert end_row <= first_row


@pytest.mark.parametrize(("right", "end"), [(510.9, 1), (511.1, 2)])
def test_the_span_has_a_margin_of_a_pixel(right: float, end: int) -> None:
    span = pyramid_of(2000, 2000).span(0, np.array([(100.0, 100.0), (right, 200.0)]))
    assert span == (0, 0, end, 1)


@given(st.floats(0, 360), st.floats(200, 4000), st.floats(200, 4000), st.floats(-500, 6000), st.floats(-500, 6000))
def test_a_turned_view_touches_the_tiles_that_its_points_are_on_and_few_others(
    turn_deg: float, width: float, height: float, x: float, y: float
) -> None:
    pyramid = pyramid_of(6000, 6000)
    half = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, height / 2)
    turn = np.radians(turn_deg)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    tiles = {(key.column, key.row) for key in pyramid.tiles(1, 0, half @ turned.T + (x, y))}
    across, down = np.meshgrid(np.linspace(-width / 2, width / 2, 41), np.linspace(-height / 2, height / 2, 41))
    seen = np.column_stack([across.ravel(), down.ravel()]) @ turned.T + (x, y)
    inside = seen[((seen > 0) & (seen < 6000)).all(axis=1)]
    assert {(int(column), int(row)) for column, row in inside // TILE} <= tiles
    nearest = np.abs(((np.array(sorted(tiles)).reshape(-1, 2) + 0.5) * TILE - (x, y)) @ turned)
    assert (nearest <= np.array([width, height]) / 2 + TILE * 0.75).all()
