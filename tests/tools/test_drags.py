"""What the select tool does to the points of a polygon, and to keypoints."""

from dataclasses import replace
from typing import Any

import pytest

from basewatch_gui.geometry.outline import OrientedBox, Polygon
from basewatch_gui.model.errors import BasewatchError

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
    hand.press(350.0, 300.0)
    hand.move(370.0, 300.0)
    (shown,) = hand.tool.preview.labels
    assert [x for x, _ in shown.keypoints_px] == pytest.approx([310.0, 250.0, 310.0, 370.0])
