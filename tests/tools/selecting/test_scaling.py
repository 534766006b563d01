"""Scaling by the corners of the frame about several labels, or about a polygon."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, bounds_px
from basewatch_gui.tools.selecting import scaling
from basewatch_gui.tools.selecting.grips import HANDLE_HINTS
from basewatch_gui.tools.selecting.scaling import FRAME_MARGIN, HINT_SCALING, box_around_labels

TOOL = "select"
RING = ((100.0, 100.0), (300.0, 100.0), (200.0, 300.0))
ROOM = 8.0 * FRAME_MARGIN
"""How far outside the labels the frame lies."""


@pytest.fixture
def polygon_hand(hand: Any) -> Any:
    hand.desk.selection = frozenset({hand.desk.put(Polygon((RING,))).id})
    return hand


def test_a_polygon_is_scaled_away_from_the_opposite_corner(polygon_hand: Any) -> None:
    hand = polygon_hand
    hand.move(300.0 + ROOM, 300.0 + ROOM)
    assert hand.tool.preview.lit_handle.kind == "frame"
    assert (hand.tool.hint, hand.tool.cursor) == (HANDLE_HINTS["frame"], "size")
    hand.press(300.0 + ROOM, 300.0 + ROOM)
    hand.move(400.0 + ROOM, 400.0 + ROOM)
    assert hand.tool.hint == HINT_SCALING
    assert bounds_px(hand.tool.preview.labels[0].outline) == pytest.approx((100.0, 100.0, 400.0, 400.0))
    hand.release(400.0 + ROOM, 400.0 + ROOM)
    assert hand.drawn[0].rings[0] == (
        pytest.approx((100.0, 100.0)), pytest.approx((400.0, 100.0)), pytest.approx((250.0, 400.0))
    )  # fmt: skip
    assert [edit.action for edit in hand.desk.edits] == ["reshape"]


def test_with_alt_it_is_scaled_from_its_centre(polygon_hand: Any) -> None:
    polygon_hand.drag((100.0 - ROOM, 100.0 - ROOM), (50.0 - ROOM, 50.0 - ROOM), "alt")
    assert bounds_px(polygon_hand.drawn[0]) == pytest.approx((50.0, 50.0, 350.0, 350.0))


@pytest.mark.parametrize("corner", range(4))
@given(dx=st.floats(-500, 500), dy=st.floats(-500, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_several_labels_keep_their_forms_and_the_opposite_corner(hand: Any, corner: int, dx: float, dy: float) -> None:
    plane = OrientedBox((500.0, 300.0), 80.0, 60.0, 30.0)
    for number, outline in enumerate((plane, Box(100.0, 100.0, 150.0, 180.0), Point((300.0, 400.0))), start=1):
        hand.desk.held[number] = replace(hand.desk.new_label(outline), id=number)
    hand.desk.selection = frozenset({1, 2, 3})
    before = box_around_labels(list(hand.desk.held.values()))
    assert before is not None
    x, y = before.corners_px[corner]
    x, y = x + (ROOM if corner in {1, 2} else -ROOM), y + (ROOM if corner in {2, 3} else -ROOM)
    hand.drag((x, y), (x + dx, y + dy))
    after = box_around_labels(list(hand.desk.held.values()))
    assert after is not None
    assert after.corners_px[(corner + 2) % 4] == pytest.approx(before.corners_px[(corner + 2) % 4], abs=1e-6)
    made = hand.desk.held[1].outline
    factor = made.length_px / plane.length_px
    assert factor >= scaling.LEAST_SCALE_FACTOR * (1 - 1e-9)
    assert made.width_px == pytest.approx(plane.width_px * factor)
    assert made.heading_px_deg == plane.heading_px_deg
    assert after.right_px - after.left_px == pytest.approx((before.right_px - before.left_px) * factor)


def test_locked_labels_stay_and_boxes_alone_have_no_frame(hand: Any) -> None:
    for left in (100.0, 200.0, 300.0):
        hand.desk.put(Box(left, 100.0, left + 50.0, 150.0))
    hand.desk.held[3] = replace(hand.desk.held[3], locked=True)
    hand.desk.selection = frozenset({1, 2, 3})
    hand.drag((250.0 + ROOM, 150.0 + ROOM), (400.0 + ROOM, 200.0 + ROOM))
    assert hand.drawn == [Box(100.0, 100.0, 200.0, 200.0), Box(300.0, 100.0, 400.0, 200.0),
                          Box(300.0, 100.0, 350.0, 150.0)]  # fmt: skip
    labels = list(hand.desk.held.values())
    assert box_around_labels(labels[:1]) is None
    assert box_around_labels(labels[2:]) is None
    assert box_around_labels([]) is None


def test_very_many_and_all_in_one_place_have_no_frame(hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = [hand.desk.put(Point((5.0, 5.0))) for _ in range(3)]
    assert box_around_labels(labels) is None
    labels.append(hand.desk.put(Point((90.0, 5.0))))
    assert box_around_labels(labels) == Box(5.0, 5.0, 90.0, 5.0)
    monkeypatch.setattr(scaling, "MOST_FRAMED_LABELS", 3)
    assert box_around_labels(labels) is None
