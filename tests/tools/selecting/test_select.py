from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, centre_px
from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.tools.selecting.drags import HINT_MOVING, HINT_RESHAPING, HINT_SUGGESTION_MOVING, SuggestionRequest
from basewatch_gui.tools.selecting.select import HINT_BAND

TOOL = "select"
BIG = Box(0.0, 0.0, 400.0, 400.0)
SMALL = Box(100.0, 100.0, 200.0, 180.0)
ASIDE = Box(500.0, 500.0, 600.0, 600.0)
PLANE = OrientedBox((300.0, 300.0), 100.0, 80.0, 0.0)
TRIANGLE = Polygon((((0.0, 0.0), (100.0, 0.0), (0.0, 100.0)),))


def outline(hand: Any, number: int = 1) -> Any:
    return hand.desk.held[number].outline


def test_a_click_selects_the_smallest_label_under_it(hand: Any) -> None:
    hand.desk.put(BIG)
    small = hand.desk.put(SMALL)
    hand.click(150.0, 150.0)
    assert hand.desk.selection == {small.id}
    assert not hand.desk.edits


def test_a_click_beside_everything_selects_nothing(hand: Any) -> None:
    hand.desk.selection = frozenset({hand.desk.put(SMALL).id})
    hand.click(300.0, 300.0)
    assert hand.desk.selection == frozenset()


def test_a_click_on_one_of_many_selects_it_alone_and_a_drag_keeps_them(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.put(ASIDE)
    hand.desk.selection = frozenset({1, 2})
    hand.drag((150.0, 140.0), (160.0, 140.0))
    assert hand.desk.selection == {1, 2}
    hand.click(160.0, 140.0)
    assert hand.desk.selection == {1}


def test_shift_click_adds_and_takes_away(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.put(ASIDE)
    hand.click(150.0, 140.0)
    hand.click(550.0, 550.0, "shift")
    assert hand.desk.selection == {1, 2}
    hand.click(150.0, 140.0, "shift")
    assert hand.desk.selection == {2}
    hand.click(300.0, 300.0, "shift")
    assert hand.desk.selection == {2}


def test_a_rubber_band_selects_what_is_inside_or_touches(hand: Any) -> None:
    for shape in (SMALL, ASIDE, Box(900.0, 900.0, 950.0, 950.0), Point((480.0, 90.0)), Point((480.0, 40.0))):
        hand.desk.put(shape)
    hand.drag((650.0, 520.0), (190.0, 50.0))
    assert hand.desk.selection == {1, 2, 4}
    assert not hand.desk.edits


def test_a_rubber_band_with_shift_adds_also_from_within_a_label(hand: Any) -> None:
    for shape in (BIG, SMALL, ASIDE):
        hand.desk.put(shape)
    hand.desk.selection = frozenset({3})
    hand.drag((50.0, 50.0), (120.0, 120.0), "shift")
    assert hand.desk.selection == {1, 2, 3}


def test_the_rubber_band_is_shown_and_escape_leaves_the_selection(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.selection = frozenset({1})
    hand.press(300.0, 300.0)
    hand.move(350.0, 320.0)
    assert hand.tool.hint == HINT_BAND
    assert hand.tool.preview.guides == (
        ((300.0, 300.0), (350.0, 300.0), (350.0, 320.0), (300.0, 320.0), (300.0, 300.0)),
    )
    hand.key("escape")
    hand.release(350.0, 320.0)
    assert hand.desk.selection == {1}


def test_dragging_a_body_moves_the_whole_selection_in_one_edit(hand: Any) -> None:
    for shape in (SMALL, ASIDE, BIG):
        hand.desk.put(shape)
    elsewhere = hand.desk.put(SMALL, frame_id=2)
    hand.desk.selection = frozenset({1, 2, elsewhere.id})
    hand.press(150.0, 140.0)
    hand.move(170.0, 150.0)
    assert not hand.desk.edits
    assert hand.tool.busy
    assert hand.tool.hint == HINT_MOVING
    assert {label.id: label.outline.left_px for label in hand.tool.preview.labels} == {1: 120.0, 2: 520.0}
    hand.move(180.0, 160.0)
    hand.release(180.0, 160.0)
    (edit,) = hand.desk.edits
    assert edit.action == "move"
    assert outline(hand, 1) == Box(130.0, 120.0, 230.0, 200.0)
    assert outline(hand, 2) == Box(530.0, 520.0, 630.0, 620.0)
    assert outline(hand, 3) == BIG
    assert hand.desk.held[elsewhere.id] == elsewhere
    assert hand.desk.held[1].modified
    assert hand.tool.preview is None


def test_dragging_an_unselected_body_selects_and_moves_it_alone(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.put(ASIDE)
    hand.desk.selection = frozenset({2})
    hand.drag((150.0, 140.0), (170.0, 140.0))
    assert hand.desk.selection == {1}
    assert outline(hand, 1).left_px == 120.0
    assert outline(hand, 2) == ASIDE


def test_a_slip_of_the_hand_moves_nothing(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.drag((150.0, 140.0), (153.0, 142.0))
    assert not hand.desk.edits
    assert hand.desk.selection == {1}


def test_a_drag_back_to_its_start_makes_no_edit(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.press(150.0, 140.0)
    hand.move(190.0, 140.0)
    hand.release(150.0, 140.0)
    assert not hand.desk.edits


def test_escape_during_a_drag_leaves_the_label(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.press(150.0, 140.0)
    hand.move(190.0, 140.0)
    hand.key("escape")
    assert hand.tool.preview is None
    hand.release(190.0, 140.0)
    assert not hand.desk.edits
    assert hand.desk.selection == {1}
    hand.key("escape")
    assert hand.desk.selection == frozenset()


def test_a_label_that_changed_meanwhile_is_left_alone(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.press(150.0, 140.0)
    hand.move(190.0, 140.0)
    hand.desk.held[1] = hand.desk.modified(hand.desk.held[1], note="seen")
    hand.release(190.0, 140.0)
    assert not hand.desk.edits


def test_hover_lights_a_handle_before_a_body(hand: Any) -> None:
    hand.desk.put(PLANE)
    hand.desk.put(SMALL)
    hand.desk.selection = frozenset({1})
    hand.move(300.0, 256.0)
    assert hand.tool.preview.lit_handle.kind == "nose"
    assert hand.tool.cursor == "turn"
    hand.move(300.0, 348.0)
    assert hand.tool.preview.lit_handle.kind == "edge"
    assert hand.tool.cursor == "size"
    hand.move(300.0, 300.0)
    assert (hand.tool.preview.lit_handle, hand.tool.preview.lit_label) == (None, 1)
    assert hand.tool.cursor == "move"
    hand.move(100.0, 100.0)
    assert (hand.tool.preview.lit_handle, hand.tool.preview.lit_label) == (None, 2)
    assert hand.tool.cursor == "arrow"
    hand.move(800.0, 800.0)
    assert hand.tool.preview is None


def test_the_body_of_a_label_as_small_as_its_handles_can_still_be_moved(hand: Any) -> None:
    hand.desk.put(OrientedBox((50.0, 50.0), 10.0, 10.0, 0.0))
    hand.desk.selection = frozenset({1})
    hand.drag((50.0, 50.0), (90.0, 50.0))
    assert outline(hand).centre_px == (90.0, 50.0)


def test_an_edge_handle_changes_one_side(hand: Any) -> None:
    hand.desk.put(PLANE)
    hand.desk.selection = frozenset({1})
    hand.press(301.0, 352.0)
    hand.move(301.0, 372.0)
    assert hand.tool.hint == HINT_RESHAPING
    assert hand.tool.preview.measures.length_m == pytest.approx(60.0)
    hand.release(301.0, 372.0)
    assert outline(hand).nose_px == pytest.approx(PLANE.nose_px)
    assert outline(hand).tail_px == pytest.approx((300.0, 370.0))
    assert outline(hand).width_px == 80.0
    assert hand.desk.edits[0].action == "reshape"


@given(heading=st.floats(0.0, 359.0))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_the_nose_handle_turns(hand: Any, heading: float) -> None:
    hand.desk.held.clear()
    hand.desk.edits.clear()
    hand.desk.put(OrientedBox((300.0, 300.0), 100.0, 80.0, (heading + 120.0) % 360.0))
    hand.desk.selection = frozenset({1})
    angle = radians(heading)
    hand.drag(outline(hand).nose_px, (300.0 + 200.0 * sin(angle), 300.0 - 200.0 * cos(angle)))
    turned = outline(hand)
    off = (turned.heading_px_deg - heading + 180.0) % 360.0 - 180.0
    assert off == pytest.approx(0.0, abs=1e-6)
    assert (turned.centre_px, turned.length_px, turned.width_px) == ((300.0, 300.0), 100.0, 80.0)
    assert hand.desk.edits[0].action == "turn"


def test_shift_snaps_a_turned_nose(hand: Any) -> None:
    hand.desk.put(PLANE)
    hand.desk.selection = frozenset({1})
    hand.drag(PLANE.nose_px, (400.0, 290.0), "shift")
    assert outline(hand).heading_px_deg == 90.0


def test_a_level_box_stays_level_and_keeps_its_opposite_corner(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.selection = frozenset({1})
    hand.drag((200.0, 180.0), (50.0, 20.0))
    assert outline(hand) == Box(50.0, 20.0, 100.0, 100.0)


def test_an_outline_is_never_dragged_to_nothing(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.selection = frozenset({1})
    hand.drag((200.0, 180.0), (100.0, 150.0))
    assert outline(hand) == SMALL
    assert not hand.desk.edits


def test_a_vertex_is_dragged_alone(hand: Any) -> None:
    hand.desk.put(TRIANGLE)
    hand.desk.selection = frozenset({1})
    hand.drag((100.0, 0.0), (150.0, 10.0))
    assert outline(hand) == Polygon((((0.0, 0.0), (150.0, 10.0), (0.0, 100.0)),))


@pytest.mark.parametrize("selected", [frozenset(), frozenset({1})])
def test_alt_click_on_an_edge_adds_a_vertex(hand: Any, selected: frozenset[int]) -> None:
    hand.desk.put(TRIANGLE)
    hand.desk.selection = selected
    hand.click(0.0, 40.0, "alt")
    assert outline(hand) == Polygon((((0.0, 0.0), (100.0, 0.0), (0.0, 100.0), (0.0, 40.0)),))
    assert [edit.action for edit in hand.desk.edits] == ["reshape"]
    assert hand.desk.selection == {1}


def test_alt_adds_a_vertex_to_a_hole_and_drags_it(hand: Any) -> None:
    hole = ((10.0, 10.0), (40.0, 10.0), (10.0, 40.0))
    hand.desk.put(Polygon((*TRIANGLE.rings, hole)))
    hand.drag((26.0, 10.0), (28.0, 2.0), "alt")
    assert outline(hand).rings == (*TRIANGLE.rings, (hole[0], (28.0, 2.0), *hole[1:]))


def test_alt_away_from_an_edge_is_a_press_like_any_other(hand: Any) -> None:
    hand.desk.put(TRIANGLE)
    hand.click(30.0, 30.0, "alt")
    assert outline(hand) == TRIANGLE
    assert hand.desk.selection == {1}


def test_arrows_move_the_selection_of_this_frame(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.put(SMALL, frame_id=2)
    hand.desk.selection = frozenset({1, 2})
    hand.key("arrow", 0.0, -10.0)
    assert outline(hand, 1).top_px == 90.0
    assert outline(hand, 2) == SMALL
    assert hand.desk.edits[0].action == "move"
    hand.desk.selection = frozenset()
    hand.key("arrow", 1.0, 0.0)
    assert len(hand.desk.edits) == 1


def test_a_double_click_opens_the_form_and_moves_nothing(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.double_click(150.0, 140.0)
    assert hand.desk.described == [1]
    assert hand.desk.selection == {1}
    assert not hand.desk.edits


def test_a_right_click_selects_unless_already_selected(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.desk.put(ASIDE)
    hand.desk.selection = frozenset({1, 2})
    hand.right_click(150.0, 140.0)
    assert hand.desk.selection == {1, 2}
    hand.desk.selection = frozenset({2})
    hand.right_click(150.0, 140.0)
    assert hand.desk.selection == {1}


def test_a_drag_that_ends_on_another_frame_changes_nothing(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.press(150.0, 140.0)
    hand.move(190.0, 140.0)
    hand.desk.frame_id = 2
    hand.move(250.0, 140.0)
    hand.release(250.0, 140.0)
    assert not hand.desk.edits
    assert not hand.tool.busy


def test_a_drag_that_went_far_may_end_near_its_start(hand: Any) -> None:
    hand.desk.put(SMALL)
    hand.press(150.0, 140.0)
    hand.move(190.0, 140.0)
    hand.move(152.0, 140.0)
    assert hand.tool.preview.labels[0].outline.left_px == 102.0
    hand.release(152.0, 140.0)
    assert outline(hand).left_px == 102.0


def test_locked_labels_are_selected_but_not_moved_or_reshaped(hand: Any) -> None:
    hand.desk.held[1] = replace(hand.desk.put(SMALL), locked=True)
    hand.desk.put(ASIDE)
    hand.drag((150.0, 140.0), (190.0, 140.0))
    assert hand.desk.selection == {1}
    assert not hand.desk.edits
    assert hand.desk.left_locked == 1
    hand.move(100.0, 100.0)
    assert hand.tool.preview is None or hand.tool.preview.lit_handle is None
    hand.desk.selection = frozenset({1, 2})
    x, y = centre_px(ASIDE)
    hand.drag((x, y), (x + 40.0, y))
    assert [change.item.id for change in hand.desk.edits[0].changes] == [2]
    assert hand.desk.left_locked == 2
    hand.click(150.0, 140.0)
    assert hand.desk.selection == {1}


def test_a_suggestion_is_chosen_by_a_click_and_accepted_by_a_drag(hand: Any) -> None:
    made = Suggestion(1, SMALL, 1, "other date", 7)
    hand.desk.suggestions.append(made)
    hand.click(150.0, 140.0)
    assert hand.desk.requests == [SuggestionRequest(made)]
    hand.press(150.0, 140.0)
    hand.move(190.0, 150.0)
    assert hand.tool.hint == HINT_SUGGESTION_MOVING
    assert hand.tool.preview.outline == move_outline(SMALL, 40.0, 10.0)
    hand.release(190.0, 150.0)
    assert hand.desk.requests[1] == SuggestionRequest(made, move_outline(SMALL, 40.0, 10.0))
    hand.press(150.0, 140.0)
    hand.move(190.0, 150.0)
    hand.key("escape")
    hand.release(190.0, 150.0)
    hand.desk.put(SMALL)
    hand.click(150.0, 140.0)
    assert len(hand.desk.requests) == 2
    assert hand.desk.selection == {1}
    assert not hand.desk.edits
