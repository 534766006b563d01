"""Cutting outlines by a line."""

from dataclasses import replace
from typing import Any

import pytest

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, area_px
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.tools.shapes.split import HINT_CUT_FROM, HINT_CUT_TO

TOOL = "split"
SQUARE = Polygon((((100.0, 100.0), (300.0, 100.0), (300.0, 300.0), (100.0, 300.0)),))
WEST, EAST = (50.0, 150.0), (350.0, 150.0)


def areas(hand: Any) -> list[float]:
    return sorted(area_px(outline) for outline in hand.drawn)


@pytest.mark.parametrize("how", ["clicks", "drag"])
def test_a_line_across_splits_what_it_crosses_into_two_labels(hand: Any, how: str) -> None:
    label = replace(hand.desk.put(SQUARE), state="wreck", track_id=7, keypoints_px=((1.0, 1.0),) * 4)
    hand.desk.held[label.id] = label
    assert hand.tool.hint == HINT_CUT_FROM
    if how == "drag":
        hand.drag(WEST, EAST)
    else:
        hand.click(*WEST)
        assert hand.tool.hint == HINT_CUT_TO
        hand.click(*EAST)
    larger, smaller = hand.desk.held.values()
    assert (area_px(larger.outline), area_px(smaller.outline)) == (30_000.0, 10_000.0)
    assert (larger.id, larger.uid, larger.track_id, larger.keypoints_px) == (label.id, label.uid, 7, ())
    assert smaller.uid != label.uid
    assert (smaller.state, smaller.track_id, smaller.keypoints_px) == ("wreck", None, ())
    assert hand.desk.selection == {larger.id, smaller.id}
    assert [edit.action for edit in hand.desk.edits] == ["split"]
    assert not hand.tool.busy


def test_boxes_of_both_kinds_are_cut_too(hand: Any) -> None:
    hand.desk.put(Box(100, 100, 200, 300))
    hand.desk.put(OrientedBox((250, 200), 200, 100, 0))
    hand.drag(WEST, EAST)
    assert areas(hand) == pytest.approx([5_000, 5_000, 15_000, 15_000])


def test_selected_outlines_alone_are_cut_while_some_are(hand: Any) -> None:
    one = hand.desk.put(Box(100, 100, 200, 300))
    hand.desk.put(Box(210, 100, 300, 300))
    hand.desk.selection = frozenset({one.id})
    hand.drag(WEST, EAST)
    assert areas(hand) == [5_000, 15_000, 18_000]


def test_a_line_may_bend_inside_and_ends_outside(hand: Any) -> None:
    hand.desk.put(SQUARE)
    hand.click(200.0, 50.0)
    hand.click(200.0, 200.0)
    assert not hand.desk.edits
    hand.click(350.0, 200.0)
    assert areas(hand) == [10_000, 30_000]


@pytest.mark.parametrize("by", ["enter", "right-click", "double-click"])
def test_a_line_that_cuts_nothing_says_so(hand: Any, by: str) -> None:
    hand.desk.put(SQUARE)
    hand.click(*WEST)
    hand.click(200.0, 150.0)
    with pytest.raises(BasewatchError, match="splits no outline"):
        {
            "enter": lambda: hand.key("enter"),
            "right-click": lambda: hand.right_click(0.0, 0.0),
            "double-click": lambda: hand.double_click(210.0, 150.0),
        }[by]()
    assert not hand.desk.edits


def test_locked_labels_and_points_stay_whole(hand: Any) -> None:
    locked = replace(hand.desk.put(SQUARE), locked=True)
    hand.desk.held[locked.id] = locked
    hand.desk.put(Point((200.0, 150.0)))
    hand.drag(WEST, EAST)
    assert not hand.desk.edits
    assert hand.tool.busy
