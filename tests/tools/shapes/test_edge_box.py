"""Edge, then width."""

from math import cos, dist, radians
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.tools.shapes.edge_box import HINT_EDGE_END, HINT_EDGE_START, HINT_EDGE_WIDTH

TOOL = "edge_box"
REAR, FRONT, SIDE = (100.0, 200.0), (100.0, 60.0), (150.0, 130.0)
PLACE = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


def box_of(hand: Any) -> OrientedBox:
    (outline,) = hand.drawn
    assert isinstance(outline, OrientedBox)
    return outline


def numbers(box: OrientedBox) -> tuple[float, ...]:
    return (*box.centre_px, box.length_px, box.width_px, box.heading_px_deg)


def test_three_clicks_draw_the_box_on_the_edge(hand: Any) -> None:
    hints = []
    for point in (REAR, FRONT, SIDE):
        hints.append(hand.tool.hint)
        hand.click(*point)
    assert hints == [HINT_EDGE_START, HINT_EDGE_END, HINT_EDGE_WIDTH]
    assert numbers(box_of(hand)) == pytest.approx((125, 130, 140, 50, 0))
    assert hand.desk.selection == {1}


@given(PLACE, PLACE, PLACE)
def test_the_edge_is_one_side_and_the_pointer_lies_on_the_other(
    hand: Any, rear: tuple[float, float], front: tuple[float, float], side: tuple[float, float]
) -> None:
    hand.desk.held.clear()
    hand.tool.cancel()
    assume(dist(rear, front) > 20 and dist(front, side) > 5)
    hand.click(*rear)
    hand.click(*front)
    hand.move(*side)
    across = abs(hand.tool.preview.outline.offsets(side)[1])
    assume(hand.tool.preview.outline.width_px > 10)
    hand.click(*side)
    box = box_of(hand)
    ends = [box.offsets(rear), box.offsets(front)]
    assert [along for along, _ in ends] == pytest.approx([-box.length_px / 2, box.length_px / 2], abs=1e-6)
    assert [abs(off) for _, off in ends] == pytest.approx([box.width_px / 2] * 2, abs=1e-6)
    assert across == pytest.approx(box.width_px / 2, abs=1e-6)


def test_a_drag_draws_the_edge_and_enter_takes_the_category_width_on_the_side_of_the_pointer(hand: Any) -> None:
    hand.drag(REAR, FRONT)
    hand.move(90.0, 100.0)
    hand.key("enter")
    width = 140 * 73.3 / 69.1
    assert numbers(box_of(hand)) == pytest.approx((100 - width / 2, 130, 140, width, 0))


def test_a_double_click_on_the_front_takes_the_category_width(hand: Any) -> None:
    hand.click(*REAR)
    hand.double_click(*FRONT)
    assert box_of(hand).width_px == pytest.approx(140 * 73.3 / 69.1)


def test_a_key_flips_the_heading_and_nothing_else(hand: Any) -> None:
    hand.key("flip")
    hand.drag(REAR, FRONT)
    hand.move(*SIDE)
    hand.key("flip")
    assert hand.tool.preview.outline.heading_px_deg == 180.0
    hand.click(*SIDE)
    assert numbers(box_of(hand)) == pytest.approx((125, 130, 140, 50, 180))


@pytest.mark.parametrize("end", [(180.0, 60.0), (20.0, 340.0)])
def test_ctrl_keeps_the_last_heading_whichever_way_the_edge_runs(hand: Any, end: tuple[float, float]) -> None:
    hand.desk.last_heading_deg = 0.0
    hand.click(*REAR)
    hand.click(*end, "ctrl")
    hand.click(*SIDE)
    box = box_of(hand)
    assert box.heading_px_deg == 0.0
    assert numbers(box)[:4] == pytest.approx((125, 130 if end[1] < 200 else 270, 140, 50))


def test_shift_snaps_the_edge_to_fifteen_degrees(hand: Any) -> None:
    hand.click(*REAR)
    hand.click(140.0, 60.0, "shift")
    hand.click(300.0, 130.0)
    assert cos(radians(box_of(hand).heading_px_deg - 15.0)) == pytest.approx(1.0)


def test_backspace_takes_the_end_of_the_edge_back(hand: Any) -> None:
    hand.click(*REAR)
    hand.click(400.0, 400.0)
    hand.key("backspace")
    assert hand.tool.hint == HINT_EDGE_END
    hand.click(*FRONT)
    hand.click(*SIDE)
    assert numbers(box_of(hand)) == pytest.approx((125, 130, 140, 50, 0))


def test_sizes_and_fit_are_shown_for_the_box_and_the_length_for_the_edge(hand: Any) -> None:
    hand.click(*REAR)
    hand.move(*REAR)
    assert hand.tool.preview.outline is None
    hand.move(*FRONT)
    assert hand.tool.preview.measures.length_m == pytest.approx(70.0)
    assert not hand.tool.preview.advice
    hand.click(*FRONT)
    hand.move(246.6, 100.0)
    assert hand.tool.preview.advice.verdict == "fits"
