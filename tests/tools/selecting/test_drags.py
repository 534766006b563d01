"""What the select tool does to the points of a polygon, and to keypoints."""

from dataclasses import replace
from typing import Any

import pytest

from basewatch_gui.geometry.outline import Box, OrientedBox, Polygon, box_of_keypoints
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.tools.selecting.drags import HINT_KEYPOINT_MOVING
from basewatch_gui.tools.selecting.grips import HANDLE_HINTS

TOOL = "select"
RING = ((100.0, 100.0), (300.0, 100.0), (300.0, 300.0), (100.0, 300.0))


@pytest.fixture
def polygon_hand(hand: Any) -> Any:
    hand.desk.selection = frozenset({hand.desk.put(Polygon((RING,))).id})
    return hand


@pytest.mark.parametrize("how", ["Alt+click", "Delete"])
def test_a_vertex_is_taken_away_by_alt_click_or_delete_while_lit(polygon_hand: Any, how: str) -> None:
    hand = polygon_hand
    if how == "Alt+click":
        hand.click(303.0, 98.0, "alt")
    else:
        hand.move(303.0, 98.0)
        hand.key("delete")
    assert hand.drawn == [Polygon(((RING[0], *RING[2:]),))]
    assert [edit.action for edit in hand.desk.edits] == ["reshape"]
    assert not hand.tool.busy


def test_delete_without_a_lit_vertex_is_left_to_others(polygon_hand: Any) -> None:
    polygon_hand.move(200.0, 200.0)
    polygon_hand.key("delete")
    polygon_hand.tool.cancel()
    polygon_hand.key("delete")
    assert not polygon_hand.desk.edits


def test_the_last_three_vertices_stay(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.click(*RING[3], "alt")
    with pytest.raises(BasewatchError, match="at least three points"):
        hand.click(*RING[0], "alt")
    assert hand.drawn == [Polygon((RING[:3],))]


def test_keypoints_go_with_the_box_while_it_is_dragged(hand: Any) -> None:
    box = OrientedBox((300.0, 300.0), 200.0, 100.0, 0.0)
    label = replace(hand.desk.put(box), keypoints_px=(box.nose_px, box.at(0, -50), box.tail_px, box.at(0, 50)))
    hand.desk.held[label.id] = label
    hand.desk.selection = frozenset({label.id})
    hand.press(300.0, 330.0)
    hand.move(340.0, 330.0)
    (shown,) = hand.tool.preview.labels
    assert shown.keypoints_px[0] == pytest.approx((340.0, 200.0))
    hand.key("escape")
    hand.press(350.0, 300.0, "ctrl")
    hand.move(370.0, 300.0)
    (shown,) = hand.tool.preview.labels
    assert [x for x, _ in shown.keypoints_px] == pytest.approx([310.0, 250.0, 310.0, 370.0])


DIAMOND = ((300.0, 200.0), (240.0, 320.0), (300.0, 400.0), (360.0, 320.0))


@pytest.fixture
def diamond_hand(hand: Any) -> Any:
    """A hand over a selected label that was drawn by four keypoints."""
    label = replace(hand.desk.put(box_of_keypoints(*DIAMOND)), keypoints_px=DIAMOND)
    hand.desk.held[label.id] = label
    hand.desk.selection = frozenset({label.id})
    return hand


def only(hand: Any) -> Any:
    (label,) = hand.desk.held.values()
    return label


@pytest.mark.parametrize("index", range(4))
def test_a_keypoint_is_lit_and_dragged_alone_and_its_box_stays_about_them(diamond_hand: Any, index: int) -> None:
    hand, (x, y) = diamond_hand, DIAMOND[index]
    hand.move(x + 3.0, y - 2.0)
    assert (hand.tool.preview.lit_handle.kind, hand.tool.preview.lit_handle.index) == ("keypoint", index)
    assert hand.tool.hint == HANDLE_HINTS["keypoint"]
    hand.press(x + 3.0, y - 2.0)
    hand.move(x + 23.0, y + 8.0)
    assert hand.tool.hint == HINT_KEYPOINT_MOVING
    expected = (*DIAMOND[:index], (x + 20.0, y + 10.0), *DIAMOND[index + 1 :])
    assert hand.tool.preview.labels[0].keypoints_px == expected
    assert hand.tool.preview.measures.length_m is not None
    hand.release(x + 23.0, y + 8.0)
    assert only(hand).keypoints_px == expected
    assert only(hand).outline == box_of_keypoints(*expected)
    assert [edit.action for edit in hand.desk.edits] == ["reshape"]


def test_a_box_that_is_not_the_one_about_its_keypoints_stays(diamond_hand: Any) -> None:
    hand = diamond_hand
    wider = replace(only(hand).outline, width_px=300.0)
    hand.desk.held[1] = replace(only(hand), outline=wider)
    hand.drag(DIAMOND[1], (230.0, 330.0))
    assert only(hand).keypoints_px == (DIAMOND[0], (230.0, 330.0), *DIAMOND[2:])
    assert only(hand).outline == wider
    hand.drag((450.0, 300.0), (470.0, 300.0))
    assert only(hand).outline.width_px == pytest.approx(320.0)


def test_with_ctrl_the_nose_turns_box_and_keypoints(diamond_hand: Any) -> None:
    hand = diamond_hand
    hand.drag(DIAMOND[0], (500.0, 300.0), "ctrl")
    assert hand.desk.edits[0].action == "turn"
    assert only(hand).outline.heading_px_deg == pytest.approx(90.0)
    assert only(hand).keypoints_px[0] == pytest.approx((400.0, 300.0))


def test_a_keypoint_dragged_onto_its_opposite_changes_nothing(diamond_hand: Any) -> None:
    diamond_hand.drag(DIAMOND[0], DIAMOND[2])
    assert not diamond_hand.desk.edits


@pytest.mark.parametrize(("keys", "centre"), [("", (190.0, 315.0)), ("alt", (200.0, 300.0))])
def test_a_corner_of_an_oriented_box_resizes_it(hand: Any, keys: str, centre: tuple[float, float]) -> None:
    hand.desk.put(OrientedBox((200.0, 300.0), 100.0, 60.0, 0.0))
    hand.desk.selection = frozenset({1})
    hand.move(170.0, 350.0)
    assert hand.tool.hint == HANDLE_HINTS["corner"]
    hand.drag((170.0, 350.0), (150.0, 380.0), keys)
    grown = 1 if keys == "" else 2
    made = only(hand).outline
    assert (made.length_px, made.width_px) == pytest.approx((100.0 + 30.0 * grown, 60.0 + 20.0 * grown))
    assert made.centre_px == pytest.approx(centre)
    assert made.heading_px_deg == 0.0


def test_a_narrow_box_has_no_handles_at_its_corners(hand: Any) -> None:
    hand.desk.put(OrientedBox((200.0, 300.0), 100.0, 20.0, 0.0))
    hand.desk.selection = frozenset({1})
    hand.move(188.0, 350.0)
    assert hand.tool.preview is None or hand.tool.preview.lit_handle is None
    hand.tolerance = 4.0
    hand.move(188.0, 350.0)
    assert hand.tool.preview.lit_handle.kind == "corner"


def test_with_alt_the_centre_stays(hand: Any) -> None:
    hand.desk.put(Box(100.0, 100.0, 200.0, 180.0))
    hand.desk.selection = frozenset({1})
    hand.drag((200.0, 180.0), (210.0, 190.0), "alt")
    assert only(hand).outline == Box(90.0, 90.0, 210.0, 190.0)
    hand.desk.held[1] = replace(only(hand), outline=OrientedBox((300.0, 300.0), 100.0, 80.0, 0.0))
    hand.drag((300.0, 350.0), (300.0, 360.0), "alt")
    assert only(hand).outline == OrientedBox((300.0, 300.0), 120.0, 80.0, 0.0)
