"""Polygons reworked: what is cut, joined or thinned keeps its area, its holes and its validity."""

from itertools import pairwise
from math import cos, dist, radians, sin

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, area_px, to_shapely
from basewatch_gui.geometry.polygons import (
    LEAST_PIECE_AREA_PX2,
    cut_hole,
    delete_vertex,
    insert_vertex,
    merge_outlines,
    simplify_line,
    simplify_polygon,
    split_outline,
    vertex_count,
)
from basewatch_gui.geometry.transform import XY
from tests.strategies import oriented_boxes, polygons

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
HOLE = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))
RING = Polygon((SQUARE, HOLE))
ACROSS = ((-10.0, 50.0), (110.0, 50.0))


def cut_through(outline: Polygon | OrientedBox, heading_deg: float, part: float) -> tuple[XY, XY]:
    """A straight line all the way through, off the middle of the envelope by a part of its size."""
    left, top, right, bottom = to_shapely(outline).bounds
    across, reach = (sin(radians(heading_deg)), cos(radians(heading_deg))), 2 * dist((left, top), (right, bottom)) + 1
    x = (left + right) / 2 + part * (right - left)
    y = (top + bottom) / 2 + part * (bottom - top)
    return ((x - reach * across[0], y - reach * across[1]), (x + reach * across[0], y + reach * across[1]))


@given(st.one_of(polygons(), oriented_boxes()), st.floats(0, 360), st.floats(-0.4, 0.4))
def test_the_pieces_of_a_split_have_the_area_of_the_whole_and_merge_into_it(
    outline: Polygon | OrientedBox, heading_deg: float, part: float
) -> None:
    shape = to_shapely(outline)
    pieces = split_outline(outline, cut_through(outline, heading_deg, part))
    shapes = [to_shapely(piece) for piece in pieces]
    assert all(shapely.Polygon(piece.rings[0], piece.rings[1:]).is_valid for piece in pieces)
    lost = LEAST_PIECE_AREA_PX2 * 8 + 1e-6 * shape.area
    assert sum(piece.area for piece in shapes) == pytest.approx(shape.area, abs=lost)
    assert [piece.area for piece in shapes] == sorted((piece.area for piece in shapes), reverse=True)
    assert all(one.intersection(other).area < 1e-3 for one, other in pairwise(shapes))
    assume(abs(sum(piece.area for piece in shapes) - shape.area) < 1e-6 * shape.area)
    whole = merge_outlines(pieces)
    assert whole is not None
    assert to_shapely(whole).symmetric_difference(shape).area < 1e-3 + 1e-6 * shape.area


def test_a_line_through_a_hole_opens_it() -> None:
    pieces = split_outline(RING, ACROSS)
    assert [len(piece.rings) for piece in pieces] == [1, 1]
    assert [area_px(piece) for piece in pieces] == [4800.0, 4800.0]


def test_a_line_beside_a_hole_leaves_it() -> None:
    larger, smaller = split_outline(RING, ((-10.0, 20.0), (110.0, 20.0)))
    assert (len(larger.rings), len(smaller.rings)) == (2, 1)
    assert area_px(larger) == 8000.0 - 400.0


def test_a_bent_line_cuts_along_its_bends() -> None:
    pieces = split_outline(Box(0, 0, 100, 100), ((50.0, -10.0), (50.0, 50.0), (110.0, 50.0)))
    assert [area_px(piece) for piece in pieces] == [7500.0, 2500.0]


@pytest.mark.parametrize("line", [((-10.0, 50.0), (50.0, 50.0)), ((-10.0, -10.0), (110.0, -10.0))])
def test_a_line_that_stops_inside_or_passes_by_splits_nothing(line: tuple[XY, XY]) -> None:
    assert len(split_outline(Box(0, 0, 100, 100), line)) == 1


def test_a_point_has_no_pieces() -> None:
    assert split_outline(Point((1.0, 1.0)), ACROSS) == ()


def test_outlines_that_overlap_become_one_with_their_common_area() -> None:
    made = merge_outlines([Box(0, 0, 60, 100), Box(40, 0, 100, 100), OrientedBox((50, 0), 20, 20, 0)])
    assert made is not None
    assert area_px(made) == pytest.approx(10_000 + 200)


@pytest.mark.parametrize("other", [Box(101, 0, 200, 100), Box(100, 100, 200, 200)])
def test_outlines_apart_or_touching_at_a_corner_are_not_merged(other: Box) -> None:
    assert merge_outlines([Box(0, 0, 100, 100), other]) is None


def test_boxes_about_a_yard_keep_it_as_a_hole() -> None:
    walls = [Box(0, 0, 100, 10), Box(0, 90, 100, 100), Box(0, 0, 10, 100), Box(90, 0, 100, 100)]
    made = merge_outlines(walls)
    assert made is not None
    assert [len(ring) for ring in made.rings] == [4, 4]
    assert area_px(made) == 3600.0


@given(polygons(), st.floats(0.1, 40))
def test_simplifying_keeps_within_the_tolerance_valid_and_is_done_once(outline: Polygon, tolerance_px: float) -> None:
    made = simplify_polygon(outline, tolerance_px)
    assert vertex_count(made) <= vertex_count(outline)
    assert shapely.Polygon(made.rings[0], made.rings[1:]).is_valid
    exterior, before = shapely.LinearRing(made.rings[0]), to_shapely(Polygon(outline.rings[:1]))
    assert exterior.hausdorff_distance(before.exterior) <= tolerance_px * 1.01 + 1e-9
    assert vertex_count(simplify_polygon(made, tolerance_px)) <= vertex_count(made)


def test_simplifying_keeps_a_hole_and_drops_points_in_line() -> None:
    dense = tuple((float(x), 0.0) for x in range(0, 100, 10)) + SQUARE[1:]
    made = simplify_polygon(Polygon((dense, HOLE)), 0.5)
    assert [len(ring) for ring in made.rings] == [4, 4]
    assert area_px(made) == 9600.0


def test_a_traced_line_keeps_its_ends_and_bends() -> None:
    wobbly = [(float(x), 0.2 * (x % 2)) for x in range(51)] + [(50.0, float(y)) for y in range(1, 51)]
    assert simplify_line(wobbly, 1.0) == ((0.0, 0.0), (50.0, 0.0), (50.0, 50.0))
    assert simplify_line(wobbly[:2], 1.0) == tuple(wobbly[:2])


def test_a_ring_inside_becomes_a_hole_and_one_across_a_hole_makes_it_larger() -> None:
    made = cut_hole(Polygon((SQUARE,)), HOLE)
    assert made is not None
    assert area_px(made) == 9600.0
    larger = cut_hole(made, tuple((x + 10, y) for x, y in HOLE))
    assert larger is not None
    assert (len(larger.rings), area_px(larger)) == (2, 9400.0)


@pytest.mark.parametrize(
    "ring", [tuple((x + 50, y) for x, y in HOLE), tuple((x + 500, y) for x, y in HOLE), SQUARE], ids=str
)
def test_a_ring_that_leaves_the_polygon_is_no_hole(ring: tuple[XY, ...]) -> None:
    assert cut_hole(Polygon((SQUARE,)), ring) is None


def test_a_ring_that_would_cut_the_polygon_apart_is_no_hole() -> None:
    comb = Polygon((((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (55.0, 100.0), (50.0, 10.0), (45.0, 100.0), (0, 100)),))
    assert cut_hole(comb, ((45.0, 2.0), (55.0, 2.0), (55.0, 9.0), (45.0, 9.0))) is not None
    assert cut_hole(comb, ((10.0, 5.0), (90.0, 5.0), (90.0, 60.0), (10.0, 60.0))) is None


@given(polygons(), st.integers(0, 30), st.floats(0.1, 0.9))
def test_a_vertex_added_on_an_edge_keeps_the_area_and_taken_away_gives_the_polygon_back(
    outline: Polygon, number: int, part: float
) -> None:
    ring = outline.rings[-1]
    (x1, y1), (x2, y2) = ring[number % len(ring)], ring[(number + 1) % len(ring)]
    made = insert_vertex(outline, (x1 + part * (x2 - x1), y1 + part * (y2 - y1)), 1e-3)
    assert made is not None
    longer, index = made
    assert vertex_count(longer) == vertex_count(outline) + 1
    assert area_px(longer) == pytest.approx(area_px(outline), abs=0.01 + 1e-6 * area_px(outline))
    assert delete_vertex(longer, index) == outline


def test_a_vertex_is_added_only_near_an_edge() -> None:
    assert insert_vertex(RING, (50.0, 20.0), 5.0) is None
    assert insert_vertex(RING, (50.0, 3.0), 5.0) == (
        Polygon(((SQUARE[0], (50.0, 3.0), *SQUARE[1:]), HOLE)),
        1,
    )


def test_a_hole_of_three_goes_as_a_whole_and_the_exterior_stays() -> None:
    outline = Polygon((SQUARE[:3], HOLE[:3]))
    assert delete_vertex(outline, 4) == Polygon((SQUARE[:3],))
    assert delete_vertex(outline, 1) is None
    assert delete_vertex(outline, 99) is None
