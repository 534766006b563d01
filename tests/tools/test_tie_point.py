"""Picking, dragging and removing tie points; the desk's frame is 1."""

from typing import Any

import pytest

from basewatch_gui.tools.context import Pointer
from basewatch_gui.tools.tie_point import HINT_TIE_FIRST, HINT_TIE_MOVING, HINT_TIE_OTHER, HINT_TIE_SAME
from basewatch_gui.tools.ties import MoveTie, PlaceTie, RemoveTie, SelectTie, Ties

TOOL = "tie_point"
HERE = Ties(((0, (100.0, 100.0)), (1, (300.0, 200.0))), selected=1)


def test_a_click_places_a_point_and_takes_the_labels_selection_away(hand: Any) -> None:
    hand.desk.selection = frozenset({7})
    hand.click(50.0, 60.0)
    assert hand.desk.requests == [PlaceTie((50.0, 60.0))]
    assert hand.desk.selection == frozenset()
    assert not hand.tool.busy


@pytest.mark.parametrize(("waiting", "hint"), [(None, HINT_TIE_FIRST), (1, HINT_TIE_OTHER), (2, HINT_TIE_SAME)])
def test_the_hint_says_where_the_next_click_belongs(hand: Any, waiting: int | None, hint: str) -> None:
    hand.desk.ties = Ties(waiting=waiting)
    hand.move(10.0, 10.0)
    assert hand.tool.hint == hint


@pytest.mark.parametrize(("waiting", "hint"), [(None, HINT_TIE_OTHER), (1, HINT_TIE_OTHER), (2, HINT_TIE_FIRST)])
def test_after_a_click_the_hint_is_about_the_other_frame(hand: Any, waiting: int | None, hint: str) -> None:
    hand.desk.ties = Ties(waiting=waiting)
    hand.press(10.0, 10.0)
    assert hand.tool.hint == hint


def test_a_click_on_a_cross_takes_it_and_places_nothing(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.click(303.0, 204.0)
    assert hand.desk.requests == [SelectTie(1)]


def test_the_nearest_of_two_crosses_is_taken(hand: Any) -> None:
    hand.desk.ties = Ties(((0, (100.0, 100.0)), (1, (106.0, 100.0))))
    hand.press(104.0, 100.0)
    assert hand.desk.requests == [SelectTie(1)]


def test_a_cross_is_dragged_as_far_as_the_pointer_goes(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.press(102.0, 99.0)
    hand.move(112.0, 99.0)
    assert (hand.tool.hint, hand.tool.busy) == (HINT_TIE_MOVING, True)
    hand.release(122.0, 109.0)
    assert hand.desk.requests == [
        SelectTie(0),
        MoveTie(0, (110.0, 100.0), is_last=False),
        MoveTie(0, (120.0, 110.0), is_last=True),
    ]
    assert not hand.tool.busy


def test_esc_puts_a_dragged_cross_back_and_the_release_after_it_does_nothing(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.press(100.0, 100.0)
    hand.move(150.0, 100.0)
    hand.key("escape")
    hand.release(150.0, 100.0)
    assert hand.desk.requests[-1] == MoveTie(0, (100.0, 100.0), is_last=True)


def test_esc_gives_up_the_point_that_waits_and_nothing_else(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.key("escape")
    assert hand.desk.requests == []
    hand.desk.ties = Ties(((0, (10.0, 10.0)),), selected=0, waiting=1)
    hand.key("escape")
    assert hand.desk.requests == [RemoveTie(0)]


@pytest.mark.parametrize("key", ["delete", "backspace"])
def test_delete_removes_the_selected_point(hand: Any, key: str) -> None:
    hand.desk.ties = HERE
    hand.key(key)
    assert hand.desk.requests == [RemoveTie(1)]
    hand.desk.ties = Ties(HERE.crosses)
    hand.key(key)
    assert hand.desk.requests == [RemoveTie(1)]


def test_arrows_move_the_selected_cross_by_a_tenth_of_a_pixel(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.key("arrow", 1, 0)
    hand.key("arrow", 0, 10)
    one, ten = hand.desk.requests
    assert (one.number, one.at_px) == (1, pytest.approx((300.1, 200.0)))
    assert ten.at_px == pytest.approx((300.0, 201.0))
    hand.desk.ties = Ties(((0, (5.0, 5.0)),), selected=3)
    hand.key("arrow", 1, 0)
    assert len(hand.desk.requests) == 2


def test_the_cursor_says_that_a_cross_can_be_moved(hand: Any) -> None:
    hand.desk.ties = HERE
    hand.tool.move(Pointer((101.0, 101.0), 8.0), hand.desk)
    assert hand.tool.cursor == "move"
    hand.tool.move(Pointer((150.0, 150.0), 8.0), hand.desk)
    assert hand.tool.cursor == "cross"
