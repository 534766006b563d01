"""Four keypoints, kept in the label."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.label import KEYPOINTS
from basewatch_gui.tools.shapes.diamond import (
    HINT_DIAMOND_LEFT,
    HINT_DIAMOND_NOSE,
    HINT_DIAMOND_RIGHT,
    HINT_DIAMOND_TAIL,
)

TOOL = "diamond"
NOSE, LEFT, TAIL, RIGHT = (100.0, 20.0), (30.0, 90.0), (100.0, 160.0), (176.0, 90.0)


def label_of(hand: Any) -> Any:
    (label,) = hand.desk.held.values()
    return label


def test_four_clicks_draw_the_box_and_keep_the_keypoints(hand: Any) -> None:
    hints = []
    for point in (NOSE, LEFT, TAIL, RIGHT):
        hints.append(hand.tool.hint)
        hand.click(*point)
    assert hints == [HINT_DIAMOND_NOSE, HINT_DIAMOND_LEFT, HINT_DIAMOND_TAIL, HINT_DIAMOND_RIGHT]
    label = label_of(hand)
    assert label.outline == OrientedBox((103.0, 90.0), 140.0, 146.0, 0.0)
    assert dict(zip(KEYPOINTS, label.keypoints_px, strict=True)) == {
        "nose": NOSE, "left tip": LEFT, "tail": TAIL, "right tip": RIGHT
    }  # fmt: skip


def test_tips_clicked_the_other_way_round_are_put_right(hand: Any) -> None:
    for point in (NOSE, RIGHT, TAIL, LEFT):
        hand.click(*point)
    assert label_of(hand).keypoints_px == (NOSE, LEFT, TAIL, RIGHT)


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=4, max_size=4))
def test_all_keypoints_lie_across_the_box(hand: Any, places: list[tuple[float, float]]) -> None:
    hand.desk.held.clear()
    hand.tool.cancel()
    for point in places:
        hand.click(*point)
    assume(not hand.tool.busy)
    label = label_of(hand)
    nose, left, tail, right = map(label.outline.offsets, label.keypoints_px)
    half, side = label.outline.length_px / 2, label.outline.width_px / 2
    assert (nose[0], tail[0]) == pytest.approx((half, -half), abs=1e-6)
    assert (left[1], right[1]) == pytest.approx((-side, side), abs=1e-6)
    assert nose[1] == pytest.approx(tail[1], abs=1e-6)


def test_the_preview_mirrors_the_left_tip_until_the_right_one_is_there(hand: Any) -> None:
    hand.click(*NOSE)
    hand.click(*LEFT)
    hand.move(*TAIL)
    assert hand.tool.preview.outline.width_px == pytest.approx(140.0)
    hand.click(*TAIL)
    hand.move(*RIGHT)
    assert hand.tool.preview.outline.width_px == pytest.approx(146.0)
    assert hand.tool.preview.advice.verdict == "fits"


def test_a_point_on_another_one_or_in_line_is_not_taken(hand: Any) -> None:
    hand.click(*NOSE)
    hand.double_click(*NOSE)
    assert hand.tool.hint == HINT_DIAMOND_LEFT
    hand.click(100.0, 50.0)
    hand.click(*TAIL)
    hand.click(100.0, 120.0)
    assert not hand.desk.edits
    assert hand.tool.hint == HINT_DIAMOND_RIGHT


def test_backspace_takes_a_keypoint_back(hand: Any) -> None:
    for point in (NOSE, LEFT, (500.0, 500.0)):
        hand.click(*point)
    hand.key("backspace")
    for point in (TAIL, RIGHT):
        hand.click(*point)
    assert label_of(hand).keypoints_px == (NOSE, LEFT, TAIL, RIGHT)
