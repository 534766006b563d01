"""Box, polygon and point."""

from dataclasses import replace
from math import cos, sin
from typing import Any

import pytest

from basewatch_gui.geometry.outline import Box, Point, Polygon, area_px
from basewatch_gui.tools.registry import TOOLS
from basewatch_gui.tools.shapes.box import HINT_OTHER_CORNER
from basewatch_gui.tools.shapes.polygon import HINT_NEXT_OR_CLOSE, HINT_NEXT_VERTEX, HINT_TRACING

TOOL = "box"
SQUARE = ((10.0, 10.0), (110.0, 10.0), (110.0, 110.0), (10.0, 110.0))


@pytest.fixture
def polygon_hand(hand: Any) -> Any:
    hand.tool = TOOLS["polygon"]()
    return hand


@pytest.fixture
def point_hand(hand: Any) -> Any:
    hand.tool = TOOLS["point"]()
    return hand


def test_a_box_takes_two_clicks_in_any_order(hand: Any) -> None:
    hand.click(80.0, 10.0)
    assert hand.tool.hint == HINT_OTHER_CORNER
    hand.click(20.0, 60.0)
    assert hand.drawn == [Box(20.0, 10.0, 80.0, 60.0)]
    assert hand.desk.selection == {1}


def test_a_box_takes_one_drag(hand: Any) -> None:
    hand.drag((80.0, 60.0), (20.0, 10.0))
    assert hand.drawn == [Box(20.0, 10.0, 80.0, 60.0)]
    assert not hand.tool.busy


def test_the_box_preview_measures_the_longer_side_as_length(hand: Any) -> None:
    hand.click(0.0, 0.0)
    hand.move(40.0, 100.0)
    assert hand.tool.preview.outline == Box(0.0, 0.0, 40.0, 100.0)
    measures = hand.tool.preview.measures
    assert (measures.length_m, measures.width_m, measures.heading_px_deg) == (50.0, 20.0, None)
    hand.desk.gsd_m = None
    hand.move(40.0, 90.0)
    assert hand.tool.preview.measures.length_m is None


def test_a_box_without_width_is_not_taken(hand: Any) -> None:
    hand.click(10.0, 10.0)
    hand.click(10.5, 80.0)
    assert not hand.desk.edits
    assert hand.tool.busy
    assert hand.tool.preview.outline is None
    hand.double_click(10.0, 10.0)
    assert not hand.desk.edits


def test_a_double_click_on_the_second_corner_draws_one_box(hand: Any) -> None:
    hand.click(10.0, 10.0)
    hand.double_click(60.0, 60.0)
    assert len(hand.drawn) == 1
    assert not hand.tool.busy


@pytest.mark.parametrize("how", ["first vertex", "enter", "double-click", "right-click"])
def test_a_polygon_closes_in_four_ways(polygon_hand: Any, how: str) -> None:
    hand = polygon_hand
    for point in SQUARE[:3]:
        hand.click(*point)
    if how == "double-click":
        hand.double_click(*SQUARE[3])
    else:
        hand.click(*SQUARE[3])
    if how == "first vertex":
        hand.click(14.0, 13.0)
    elif how == "enter":
        hand.key("enter")
    elif how == "right-click":
        hand.right_click(300.0, 300.0)
    assert hand.drawn == [Polygon((SQUARE,))]
    assert not hand.tool.busy


def test_the_first_edge_of_a_polygon_may_be_dragged(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.drag(SQUARE[0], SQUARE[1])
    hand.click(*SQUARE[2])
    hand.key("enter")
    assert hand.drawn == [Polygon((SQUARE[:3],))]


def test_a_polygon_with_fewer_than_three_vertices_stays_open(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.click(*SQUARE[0])
    hand.click(*SQUARE[1])
    hand.key("enter")
    hand.right_click(0.0, 0.0)
    assert not hand.desk.edits
    assert hand.tool.hint == HINT_NEXT_VERTEX
    hand.click(*SQUARE[2])
    assert hand.tool.hint == HINT_NEXT_OR_CLOSE


def test_a_line_is_no_polygon(polygon_hand: Any) -> None:
    hand = polygon_hand
    for x in (0.0, 50.0, 100.0):
        hand.click(x, 20.0)
    hand.key("enter")
    assert not hand.desk.edits
    assert hand.tool.busy


def test_a_vertex_on_the_one_before_is_dropped(polygon_hand: Any) -> None:
    hand = polygon_hand
    for point in (SQUARE[0], SQUARE[1], SQUARE[1], SQUARE[2], SQUARE[2]):
        hand.click(*point)
    hand.key("enter")
    assert hand.drawn == [Polygon((SQUARE[:3],))]


def test_backspace_takes_a_vertex_back(polygon_hand: Any) -> None:
    hand = polygon_hand
    for point in (*SQUARE[:2], (500.0, 500.0)):
        hand.click(*point)
    hand.key("backspace")
    for point in SQUARE[2:]:
        hand.click(*point)
    hand.key("enter")
    assert hand.drawn == [Polygon((SQUARE,))]


def test_escape_gives_a_polygon_up(polygon_hand: Any) -> None:
    hand = polygon_hand
    for point in SQUARE:
        hand.click(*point)
    hand.key("escape")
    hand.key("enter")
    assert not hand.desk.edits


def test_the_polygon_preview_follows_the_pointer_and_shows_that_it_closes(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.click(*SQUARE[0])
    hand.move(*SQUARE[1])
    assert hand.tool.preview.guides == (SQUARE[:2],)
    for point in SQUARE[1:3]:
        hand.click(*point)
    hand.move(*SQUARE[3])
    assert hand.tool.preview.outline == Polygon((SQUARE,))
    hand.move(12.0, 12.0)
    assert hand.tool.preview.outline == Polygon((SQUARE[:3],))


CIRCLE = [(200.0 + 80 * sin(step / 10), 200.0 - 80 * cos(step / 10)) for step in range(61)]


def trace(hand: Any, stroke: list[tuple[float, float]]) -> None:
    hand.press(*stroke[0])
    for point in stroke[1:]:
        hand.move(*point)
    hand.release(*stroke[-1])


def test_a_drag_around_traces_the_outline_with_few_points(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.press(*CIRCLE[0])
    for point in CIRCLE[1:31]:
        hand.move(*point)
    assert hand.tool.hint == HINT_TRACING
    assert len(hand.tool.preview.outline.rings[0]) > 25
    for point in (*CIRCLE[31:], CIRCLE[0]):
        hand.move(*point)
    hand.release(*CIRCLE[0])
    (outline,) = hand.drawn
    assert 12 < len(outline.rings[0]) < 40
    assert area_px(outline) == pytest.approx(3.14159 * 80**2, rel=0.03)
    assert not hand.tool.busy


def test_a_traced_piece_is_followed_by_clicks_and_taken_back_point_by_point(polygon_hand: Any) -> None:
    hand = polygon_hand
    trace(hand, CIRCLE[:31])
    assert hand.tool.hint == HINT_NEXT_OR_CLOSE
    points = hand.tool.preview.points_px
    assert points[0] == CIRCLE[0]
    assert points[-1] == CIRCLE[30]
    hand.click(100.0, 200.0)
    hand.key("backspace")
    hand.key("enter")
    (outline,) = hand.drawn
    assert outline.rings[0] == points


def test_a_drag_that_is_nearly_straight_places_one_point(polygon_hand: Any) -> None:
    hand = polygon_hand
    trace(hand, [(10.0, 10.0), (40.0, 14.0), (70.0, 7.0), (110.0, 10.0)])
    assert hand.tool.preview.points_px == SQUARE[:2]
    trace(hand, [(90.0, 90.0), (100.0, 97.0), (110.0, 110.0)])
    assert hand.tool.preview.points_px == SQUARE[:3]


INNER = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))


def draw(hand: Any, ring: tuple[tuple[float, float], ...]) -> None:
    for point in ring:
        hand.click(*point)
    hand.key("enter")


def test_a_ring_inside_the_selected_polygon_is_a_hole(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.tolerance = 2.0
    draw(hand, SQUARE)
    draw(hand, INNER)
    (outline,) = hand.drawn
    assert area_px(outline) == 9_600
    assert len(outline.rings) == 2
    assert [edit.action for edit in hand.desk.edits] == ["draw", "reshape"]
    assert hand.desk.selection == {1}
    assert not hand.tool.busy


@pytest.mark.parametrize("why", ["nothing selected", "locked", "another category", "across the edge", "a box"])
def test_a_ring_is_an_outline_of_its_own_where_no_selected_polygon_is_about_it(polygon_hand: Any, why: str) -> None:
    hand, desk = polygon_hand, polygon_hand.desk
    hand.tolerance = 2.0
    label = desk.put(Box(10, 10, 110, 110) if why == "a box" else Polygon((SQUARE,)))
    desk.held[label.id] = replace(label, locked=why == "locked")
    desk.selection = frozenset() if why == "nothing selected" else frozenset({label.id})
    if why == "another category":
        desk.category = desk.categories[1]
    draw(hand, tuple((x + 50, y) for x, y in INNER) if why == "across the edge" else INNER)
    assert len(hand.drawn) == 2
    assert hand.drawn[0] == label.outline


def test_a_point_takes_one_click(point_hand: Any) -> None:
    hand = point_hand
    hand.press(10.0, 10.0)
    assert hand.tool.preview.outline == Point((10.0, 10.0))
    hand.release(12.5, 11.0)
    assert hand.drawn == [Point((12.5, 11.0))]
    hand.double_click(50.0, 50.0)
    assert len(hand.drawn) == 2


def test_escape_with_the_button_down_places_no_point(point_hand: Any) -> None:
    hand = point_hand
    hand.press(10.0, 10.0)
    hand.key("escape")
    hand.release(10.0, 10.0)
    assert not hand.drawn
