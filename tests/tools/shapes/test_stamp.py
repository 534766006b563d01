"""The stamp: true size anywhere, on any pixels."""

from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.tools.shapes.stamp import HINT_STAMP_NO_SCALE, HINT_STAMP_NO_SIZE, HINT_STAMP_NOSE

TOOL = "stamp"
CENTRE = (500.0, 400.0)
TURN = st.floats(0, 359.9)


WIDE_PIXELS = Affine(0.6, 0.05, 0.0, 0.0, 0.3, 0.0)
"""Pixels twice as wide as high, and askew to north."""
NOWHERE = Affine(*[float("nan")] * 6)


class OnGround:
    """The desk as a tool sees it on other ground."""

    def __init__(self, desk: Any, to_plane: Affine) -> None:
        self._desk = desk
        self.ground = GroundMap(None, None, to_plane, Affine.identity(), has_gsd=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)


def towards(heading_deg: float, far: float = 60.0) -> tuple[float, float]:
    angle = radians(heading_deg)
    return (CENTRE[0] + far * sin(angle), CENTRE[1] - far * cos(angle))


def box_of(hand: Any) -> OrientedBox:
    (outline,) = hand.drawn
    assert isinstance(outline, OrientedBox)
    return outline


@given(TURN, st.floats(10, 500))
def test_a_drag_stamps_the_true_size_with_the_nose_at_the_pointer(hand: Any, heading: float, far: float) -> None:
    hand.desk.held.clear()
    hand.drag(CENTRE, towards(heading, far))
    box = box_of(hand)
    assert (box.length_px, box.width_px) == pytest.approx((69.1 / 0.5, 73.3 / 0.5))
    assert box.centre_px == CENTRE
    assert cos(radians(box.heading_px_deg - heading)) == pytest.approx(1.0)
    assert hand.desk.edits[-1].action == "draw"
    assert not hand.tool.busy


@given(TURN)
def test_the_size_is_true_on_pixels_that_are_not_square(hand: Any, heading: float) -> None:
    hand.desk.held.clear()
    hand.ctx = OnGround(hand.desk, WIDE_PIXELS)
    hand.drag(CENTRE, towards(heading))
    box = box_of(hand)
    side = box.width_px / 2
    assert hand.ctx.ground.distance_m(box.tail_px, box.nose_px) == pytest.approx(69.1)
    assert hand.ctx.ground.distance_m(box.at(0.0, -side), box.at(0.0, side)) == pytest.approx(73.3)


def test_the_silhouette_floats_at_the_last_heading_and_a_click_stamps_it(hand: Any) -> None:
    hand.desk.last_heading_deg = 40.0
    hand.move(*CENTRE)
    floating = hand.tool.preview
    assert floating.silhouette
    assert floating.floats
    assert not hand.tool.busy
    hand.click(*CENTRE)
    assert box_of(hand) == floating.outline
    assert floating.outline.heading_px_deg == 40.0


def test_without_a_last_heading_a_click_stamps_upwards(hand: Any) -> None:
    hand.click(*CENTRE)
    assert box_of(hand).heading_px_deg == 0.0


@pytest.mark.parametrize(("keys", "heading"), [("", 37.0), ("shift", 30.0), ("ctrl", 200.0)])
def test_shift_snaps_and_ctrl_keeps_the_heading(hand: Any, keys: str, heading: float) -> None:
    hand.desk.last_heading_deg = 200.0
    hand.drag(CENTRE, towards(37.0), keys)
    assert box_of(hand).heading_px_deg == pytest.approx(heading)


def test_while_dragging_size_heading_and_fit_are_shown(hand: Any) -> None:
    hand.press(*CENTRE)
    assert hand.tool.hint == HINT_STAMP_NOSE
    hand.move(*towards(90.0))
    shown = hand.tool.preview
    assert not shown.floats
    assert (shown.measures.length_m, shown.measures.width_m) == pytest.approx((69.1, 73.3))
    assert shown.measures.heading_px_deg == pytest.approx(90.0)
    assert shown.advice.verdict == "fits"


def test_a_key_turns_the_nose_about_during_a_drag(hand: Any) -> None:
    hand.key("flip")
    hand.press(*CENTRE)
    hand.move(*towards(90.0))
    hand.key("flip")
    assert hand.tool.preview.outline.heading_px_deg == pytest.approx(270.0)
    hand.release(*towards(90.0))
    assert box_of(hand).heading_px_deg == pytest.approx(270.0)
    hand.desk.held.clear()
    hand.drag(CENTRE, towards(90.0))
    assert box_of(hand).heading_px_deg == pytest.approx(90.0)


def test_escape_gives_the_drag_up_and_leaving_takes_the_silhouette_away(hand: Any) -> None:
    hand.press(*CENTRE)
    hand.tool.leave()
    assert hand.tool.preview is not None
    hand.key("escape")
    hand.release(*towards(10.0))
    assert not hand.drawn
    hand.move(*CENTRE)
    assert hand.tool.preview is not None
    hand.tool.leave()
    assert hand.tool.preview is None


def test_a_second_click_on_the_same_place_stamps_no_second_one(hand: Any) -> None:
    hand.double_click(*CENTRE)
    assert len(hand.drawn) == 1


@pytest.mark.parametrize(
    ("lacking", "hint", "words"),
    [("size", HINT_STAMP_NO_SIZE, "S-400 acquisition radar"), ("scale", HINT_STAMP_NO_SCALE, "first.tif")],
)
def test_what_is_missing_is_said(hand: Any, lacking: str, hint: str, words: str) -> None:
    if lacking == "size":
        hand.desk.category = Category(22, "S-400 acquisition radar")
    else:
        hand.desk.gsd_m = None
    hand.move(*CENTRE)
    assert hand.tool.preview is None
    assert hand.tool.hint == hint
    with pytest.raises(BasewatchError, match=words):
        hand.press(*CENTRE)
    hand.tool.cancel()
    hand.desk.category, hand.desk.gsd_m = replace(hand.desk.category, length_m=14.0), 0.5
    hand.click(*CENTRE)
    assert box_of(hand).length_px == pytest.approx(28.0)


def test_a_place_without_ground_is_said_when_pressed_and_not_before(hand: Any) -> None:
    hand.ctx = OnGround(hand.desk, NOWHERE)
    hand.move(*CENTRE)
    assert hand.tool.preview is None
    with pytest.raises(BasewatchError, match="no ground"):
        hand.press(*CENTRE)
