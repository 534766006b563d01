from dataclasses import replace
from math import hypot
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.category import Category
from basewatch_gui.tools.context import Pointer
from basewatch_gui.tools.shapes.oriented_box import HINT_NOSE, HINT_TAIL, HINT_WING_TIP, OrientedBoxTool

TOOL = "oriented_box"
NOSE, TAIL, TIP = (100.0, 50.0), (100.0, 190.0), (170.0, 130.0)
COORDINATE = st.floats(-1e4, 1e4)


def box_of(hand: Any) -> OrientedBox:
    (outline,) = hand.drawn
    assert isinstance(outline, OrientedBox)
    return outline


def numbers(box: OrientedBox) -> tuple[float, ...]:
    return (*box.centre_px, box.length_px, box.width_px, box.heading_px_deg)


def test_three_clicks_set_nose_tail_and_wing_tip(hand: Any) -> None:
    for point in (NOSE, TAIL, TIP):
        hand.click(*point)
    assert numbers(box_of(hand)) == pytest.approx((100, 120, 140, 140, 0))
    assert hand.desk.edits[0].action == "draw"
    assert hand.desk.selection == {1}
    assert not hand.tool.busy
    assert hand.tool.preview is None


@given(nose=st.tuples(COORDINATE, COORDINATE), tail=st.tuples(COORDINATE, COORDINATE), across=st.floats(20, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_nose_and_tail_lie_where_they_were_clicked_and_the_wing_tip_on_the_side(
    hand: Any, nose: tuple[float, float], tail: tuple[float, float], across: float
) -> None:
    length = hypot(nose[0] - tail[0], nose[1] - tail[1])
    assume(length > 20)
    hand.desk.held.clear()
    tip = (
        (nose[0] + tail[0]) / 2 + across * (nose[1] - tail[1]) / length,
        (nose[1] + tail[1]) / 2 - across * (nose[0] - tail[0]) / length,
    )
    for point in (nose, tail, tip):
        hand.click(*point)
    box = box_of(hand)
    assert box.nose_px == pytest.approx(nose, abs=1e-6)
    assert box.tail_px == pytest.approx(tail, abs=1e-6)
    assert box.width_px == pytest.approx(2 * across, rel=1e-6)


def test_a_drag_from_nose_to_tail_and_a_click_draw_the_same(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    assert hand.tool.hint == HINT_WING_TIP
    hand.click(*TIP)
    assert numbers(box_of(hand)) == pytest.approx((100, 120, 140, 140, 0))


def test_a_slip_of_the_hand_within_a_click_is_no_drag(hand: Any) -> None:
    hand.press(*NOSE)
    hand.release(NOSE[0] + 3, NOSE[1])
    assert hand.tool.hint == HINT_TAIL
    assert hand.tool.preview.points_px == (NOSE,)


def test_the_tail_can_be_put_right_until_the_button_comes_up(hand: Any) -> None:
    hand.click(*NOSE)
    hand.drag((140.0, 190.0), TAIL)
    assert hand.tool.hint == HINT_WING_TIP
    hand.key("enter")
    assert box_of(hand).tail_px == pytest.approx(TAIL)


@pytest.mark.parametrize("how", ["enter", "double-click", "click on the tail again"])
def test_the_width_follows_the_category_when_two_points_are_enough(hand: Any, how: str) -> None:
    hand.click(*NOSE)
    if how == "double-click":
        hand.double_click(*TAIL)
    else:
        hand.click(*TAIL)
        hand.key("enter") if how == "enter" else hand.click(TAIL[0] + 1, TAIL[1])
    assert box_of(hand).width_px == pytest.approx(140 * 73.3 / 69.1)
    assert not hand.tool.busy


def test_enter_keeps_the_category_width_wherever_the_pointer_is(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    hand.move(*TIP)
    hand.key("enter")
    assert box_of(hand).width_px == pytest.approx(140 * 73.3 / 69.1)


def test_a_category_without_sizes_is_as_wide_as_long(hand: Any) -> None:
    hand.desk.category = Category(6, "other transport aircraft", length_m=30.0)
    hand.drag(NOSE, TAIL)
    hand.key("enter")
    assert box_of(hand).width_px == pytest.approx(140)


def test_enter_waits_for_the_tail(hand: Any) -> None:
    hand.key("enter")
    hand.click(*NOSE)
    hand.key("enter")
    assert not hand.desk.edits
    assert hand.tool.hint == HINT_TAIL


def test_the_width_is_never_below_a_pixel(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    hand.click(100.0, 120.0)
    assert box_of(hand).width_px == 1.0


@pytest.mark.parametrize("by", [0.0, 0.9])
def test_a_tail_on_the_nose_is_not_taken(hand: Any, by: float) -> None:
    hand.click(*NOSE)
    hand.click(NOSE[0] + by, NOSE[1])
    assert hand.tool.hint == HINT_TAIL
    assert hand.tool.preview.outline is None
    hand.click(*TAIL)
    assert hand.tool.hint == HINT_WING_TIP


@given(x=st.floats(-500, 500), y=st.floats(-500, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_shift_snaps_the_heading_to_15_degrees(hand: Any, x: float, y: float) -> None:
    assume(hypot(x, y) > 20)
    hand.desk.held.clear()
    hand.click(0.0, 0.0)
    hand.click(x, y, "shift")
    hand.key("enter")
    box = box_of(hand)
    off = box.heading_px_deg % 15.0
    assert min(off, 15.0 - off) < 1e-6
    assert box.nose_px == pytest.approx((0, 0), abs=1e-6)
    assert hypot(box.tail_px[0] - x, box.tail_px[1] - y) <= hypot(x, y) * 0.1306


def test_ctrl_keeps_the_last_heading(hand: Any) -> None:
    hand.desk.last_heading_deg = 90.0
    hand.click(100.0, 100.0)
    hand.click(40.0, 130.0, "ctrl")
    hand.key("enter")
    assert box_of(hand).heading_px_deg == pytest.approx(90)
    assert box_of(hand).tail_px == pytest.approx((40, 100))


def test_ctrl_never_turns_the_kept_heading_about(hand: Any) -> None:
    hand.desk.last_heading_deg = 90.0
    hand.click(100.0, 100.0)
    hand.click(160.0, 100.0, "ctrl")
    assert hand.tool.hint == HINT_TAIL


def test_ctrl_without_a_last_heading_is_free(hand: Any) -> None:
    hand.click(100.0, 100.0)
    hand.click(40.0, 130.0, "ctrl")
    hand.key("enter")
    assert box_of(hand).tail_px == pytest.approx((40, 130))


def test_escape_gives_the_drawing_up(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    hand.press(*TIP)
    hand.key("escape")
    hand.release(*TIP)
    assert not hand.desk.edits
    assert not hand.tool.busy
    assert hand.tool.preview is None
    assert hand.tool.hint == HINT_NOSE


def test_backspace_takes_one_point_at_a_time(hand: Any) -> None:
    hand.drag(NOSE, (0.0, 0.0))
    hand.key("backspace")
    assert hand.tool.hint == HINT_TAIL
    hand.click(*TAIL)
    hand.key("enter")
    assert box_of(hand).tail_px == pytest.approx(TAIL)
    hand.click(*NOSE)
    hand.key("backspace")
    hand.key("backspace")
    assert not hand.tool.busy
    assert hand.tool.preview is None


def test_a_press_on_another_frame_starts_anew_there(hand: Any) -> None:
    hand.click(*NOSE)
    before = hand.tool.preview
    hand.desk.frame_id = 2
    hand.move(*TAIL)
    assert hand.tool.preview == before
    hand.click(300.0, 300.0)
    assert hand.tool.hint == HINT_TAIL
    assert hand.tool.preview.frame_id == 2
    assert hand.tool.preview.points_px == ((300.0, 300.0),)


def test_the_preview_measures_and_advises(hand: Any) -> None:
    hand.click(*NOSE)
    hand.move(100.0, 50.0 + 2 * 69.1)
    preview = hand.tool.preview
    assert preview.measures.length_m == pytest.approx(69.1)
    assert preview.measures.width_m == pytest.approx(73.3)
    assert preview.measures.heading_px_deg == pytest.approx(0)
    assert preview.advice == ("fits", "An-124", 0, ())
    hand.move(100.0, 50.0 + 2 * 69.1 * 1.25)
    assert hand.tool.preview.advice[:3] == ("too long", "An-124", 25)


def test_the_preview_without_a_scale_keeps_the_heading_only(hand: Any) -> None:
    hand.desk.gsd_m = None
    hand.click(*NOSE)
    hand.move(30.0, 50.0)
    measures = hand.tool.preview.measures
    assert (measures.length_m, measures.width_m) == (None, None)
    assert measures.heading_px_deg == pytest.approx(90)
    assert hand.tool.preview.advice is None


def test_the_preview_shows_what_a_click_and_what_enter_would_draw(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    hand.move(*TIP)
    shown = hand.tool.preview
    hand.click(*TIP)
    assert shown.outline == box_of(hand)
    axis, enter_box = shown.guides
    assert axis == (NOSE, TAIL)
    xs = [x for x, _ in enter_box]
    assert max(xs) - min(xs) == pytest.approx(140 * 73.3 / 69.1)


def test_a_double_click_right_after_the_wing_tip_starts_nothing(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    hand.double_click(*TIP)
    assert len(hand.desk.edits) == 1
    assert not hand.tool.busy


def test_a_fast_click_far_from_the_tail_is_the_wing_tip(hand: Any) -> None:
    hand.drag(NOSE, TAIL)
    far = Pointer(TIP, hand.tolerance)
    hand.desk.do(hand.tool.double_click(far, hand.ctx))
    hand.desk.do(hand.tool.release(far, hand.ctx))
    assert box_of(hand).width_px == pytest.approx(140)


def test_a_release_that_was_never_pressed_is_ignored(hand: Any) -> None:
    tool = OrientedBoxTool()
    pointer = Pointer(NOSE, 8.0)
    tool.release(pointer, hand.ctx)
    assert not tool.busy
    tool.press(pointer, hand.ctx)
    tool.release(replace(pointer, at_px=TAIL), hand.ctx)
    tool.release(replace(pointer, at_px=TIP), hand.ctx)
    assert tool.hint == HINT_WING_TIP


def test_a_key_swaps_nose_and_tail_once_both_are_there(hand: Any) -> None:
    hand.click(*NOSE)
    hand.key("flip")
    hand.click(*TAIL)
    hand.move(*TIP)
    hand.key("flip")
    assert hand.tool.preview.outline.heading_px_deg == pytest.approx(180.0)
    hand.click(*TIP)
    assert numbers(box_of(hand)) == pytest.approx((100, 120, 140, 140, 180))
