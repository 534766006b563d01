from math import dist

import pytest

from basewatch_gui.geometry.measure import PathMeasures
from basewatch_gui.tools.context import NOTHING
from basewatch_gui.tools.measure import HINT_MEASURE_FIRST, HINT_MEASURE_NEXT
from basewatch_gui.tools.preview import Preview
from tests.tools.conftest import Desk, Hand

TOOL = "measure"
A, B, C = (100.0, 100.0), (400.0, 100.0), (400.0, 500.0)


def shown(hand: Hand) -> Preview:
    preview = hand.tool.preview
    assert preview is not None
    return preview


def hint(hand: Hand) -> str:
    return hand.tool.hint


def measured(hand: Hand) -> PathMeasures:
    path = shown(hand).measured
    assert isinstance(path, PathMeasures)
    return path


def test_the_length_follows_the_pointer(hand: Hand) -> None:
    assert hint(hand) == HINT_MEASURE_FIRST
    hand.click(*A)
    assert hint(hand) == HINT_MEASURE_NEXT
    hand.move(*B)
    assert measured(hand).length.value == pytest.approx(150)
    assert measured(hand).legs[-1].bearing_deg == pytest.approx(90)
    hand.click(*B)
    hand.move(*C)
    assert [leg.length.value for leg in measured(hand).legs] == pytest.approx([150, 200])
    assert shown(hand).path_px == (A, B, C)
    assert shown(hand).points_px == (A, B)


def test_it_is_no_label(hand: Hand, desk: Desk) -> None:
    hand.click(*A)
    hand.click(*B)
    hand.double_click(*C)
    assert desk.edits == []
    assert not hand.tool.record.draws


@pytest.mark.parametrize("end", ["right", "enter", "double"])
def test_what_ends_it_leaves_it_drawn(hand: Hand, end: str) -> None:
    hand.click(*A)
    if end == "double":
        hand.double_click(*B)
    else:
        hand.click(*B)
        hand.right_click(700, 700) if end == "right" else hand.key("enter")
    assert shown(hand).path_px == (A, B)
    hand.move(900, 900)
    assert shown(hand).path_px == (A, B)
    assert hint(hand) == HINT_MEASURE_FIRST
    hand.click(*C)
    hand.move(500, 500)
    assert shown(hand).path_px == (C, (500, 500))


def test_a_drag_measures_from_its_start_to_its_end(hand: Hand) -> None:
    hand.drag(A, C)
    hand.key("enter")
    assert measured(hand).length.value == pytest.approx(dist(A, C) * 0.5)


def test_a_click_on_the_first_point_gives_the_area(hand: Hand) -> None:
    for place in (A, B, C):
        hand.click(*place)
    hand.move(102, 101)
    assert measured(hand).area is not None
    hand.click(102, 101)
    path = measured(hand)
    assert path.is_closed
    assert path.area is not None
    assert path.area.value == pytest.approx(300 * 400 / 2 * 0.25)
    assert path.length.value == pytest.approx(600)
    assert shown(hand).path_px == (A, B, C, A)


def test_two_points_are_not_closed(hand: Hand) -> None:
    hand.click(*A)
    hand.click(*B)
    hand.click(102, 101)
    hand.key("enter")
    assert not measured(hand).is_closed
    assert len(measured(hand).legs) == 2


def test_backspace_takes_the_last_point_back_and_leaves_what_has_ended(hand: Hand) -> None:
    hand.click(*A)
    hand.click(*B)
    hand.click(*C)
    hand.key("backspace")
    assert shown(hand).path_px == (A, B)
    hand.key("enter")
    hand.key("backspace")
    assert shown(hand).path_px == (A, B)


def test_backspace_on_the_first_point_gives_up(hand: Hand) -> None:
    hand.click(*A)
    hand.key("backspace")
    assert hand.tool.preview is None
    assert not hand.tool.busy


def test_esc_takes_all_away(hand: Hand) -> None:
    hand.click(*A)
    hand.move(*B)
    hand.key("escape")
    assert hand.tool.preview is None
    hand.click(*A)
    hand.double_click(*B)
    hand.key("escape")
    assert hand.tool.preview is None


def test_a_single_point_is_no_measurement(hand: Hand) -> None:
    hand.click(*A)
    hand.key("enter")
    assert hint(hand) == HINT_MEASURE_NEXT
    hand.right_click(*B)
    assert hand.tool.preview is None
    assert hand.tool.enter(hand.ctx) is NOTHING


def test_shift_keeps_to_steps_of_15_degrees(hand: Hand) -> None:
    hand.click(*A)
    hand.move(400, 120, "shift")
    assert measured(hand).legs[0].bearing_deg == pytest.approx(90)
    hand.click(390, 250, "shift")
    hand.key("enter")
    assert measured(hand).legs[0].bearing_deg == pytest.approx(120)
    assert shown(hand).points_px[1] != (390, 250)


def test_shift_still_closes_on_the_first_point(hand: Hand) -> None:
    for place in (A, B, C):
        hand.click(*place)
    hand.click(103, 102, "shift")
    assert measured(hand).is_closed


def test_on_a_georeferenced_frame_bearings_are_true(hand: Hand, desk: Desk) -> None:
    desk.crs_wkt = "EPSG:32636"
    hand.click(*A)
    hand.move(100, 1100)
    path = measured(hand)
    assert path.is_true
    assert path.length.value == pytest.approx(500, rel=2e-3)
    assert path.legs[0].bearing_deg == pytest.approx(181.7, abs=0.1)


def test_without_a_scale_it_measures_pixels(hand: Hand, desk: Desk) -> None:
    desk.gsd_m = None
    hand.click(*A)
    hand.move(*C)
    assert not measured(hand).in_metres
    assert measured(hand).length.value == pytest.approx(500)


def test_the_pointer_over_another_frame_leaves_what_was_measured(hand: Hand) -> None:
    hand.click(*A)
    hand.double_click(*B)
    assert hand.tool.busy


def test_it_stays_on_one_frame(hand: Hand, desk: Desk) -> None:
    hand.click(*A)
    hand.click(*B)
    desk.frame_id = 2
    hand.click(*C)
    hand.move(500, 500)
    assert shown(hand).frame_id == 2
    assert shown(hand).path_px == (C, (500, 500))
