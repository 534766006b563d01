"""Pinning, moving and removing comments; the desk's frame is 1."""

from typing import Any

import pytest

from basewatch_gui.model.records import Comment
from basewatch_gui.tools.comment import HINT_PIN_MOVING, HINT_PIN_TAKE, MovePin, PlacePin, SelectPin

TOOL = "comment"
HERE = Comment(5, 1, (100.0, 100.0), "covered?")


def test_a_click_asks_for_a_comment_where_the_button_comes_up(hand: Any) -> None:
    hand.desk.selection = frozenset({7})
    hand.press(50.0, 60.0)
    assert hand.tool.busy
    hand.release(52.0, 61.0)
    assert hand.desk.requests == [SelectPin(None), PlacePin((52.0, 61.0))]
    assert hand.desk.selection == frozenset()
    assert not hand.tool.busy


def test_esc_before_the_button_comes_up_asks_for_nothing(hand: Any) -> None:
    hand.press(50.0, 60.0)
    hand.key("escape")
    hand.release(50.0, 60.0)
    assert hand.desk.requests == [SelectPin(None)]


def test_a_click_on_a_pin_selects_the_nearest_one_and_moves_nothing(hand: Any) -> None:
    hand.desk.comments = [HERE, Comment(6, 1, (108.0, 100.0), "second")]
    hand.move(106.0, 99.0)
    assert (hand.tool.hint, hand.tool.cursor) == (HINT_PIN_TAKE, "move")
    hand.click(106.0, 99.0)
    assert hand.desk.requests == [SelectPin(6)]


def test_a_pin_is_dragged_as_far_as_the_pointer_goes(hand: Any) -> None:
    hand.desk.comments = [HERE]
    hand.press(102.0, 99.0)
    hand.move(130.0, 99.0)
    assert hand.tool.hint == HINT_PIN_MOVING
    hand.release(132.0, 89.0)
    assert hand.desk.requests == [SelectPin(5), MovePin(5, (130.0, 90.0))]


@pytest.mark.parametrize("selected", [HERE, None])
def test_delete_removes_the_selected_comment_in_one_edit(hand: Any, selected: Comment | None) -> None:
    hand.desk.selected_comment = selected
    edit = hand.tool.delete(hand.ctx).edit
    assert (edit is None) == (selected is None)
    if edit is not None:
        assert (edit.action, [change.before for change in edit.changes]) == ("comment", [HERE])
