"""The flood tool asks for a patch, and for more of it while it is dragged."""

from basewatch_gui.tools.shapes.flood import HINT_FLOOD_SEED, HINT_FLOOD_WIDTH, FloodRequest
from tests.tools.conftest import Desk, Hand

TOOL = "flood"


def test_a_click_floods_with_the_tolerance_used_last(hand: Hand, desk: Desk) -> None:
    assert hand.tool.hint is HINT_FLOOD_SEED
    hand.click(300.0, 200.0)
    assert desk.requests == [FloodRequest((300.0, 200.0), 18)]
    assert not hand.tool.busy


def test_dragged_to_the_right_the_patch_grows_and_to_the_left_it_shrinks(hand: Hand, desk: Desk) -> None:
    hand.press(300.0, 200.0)
    assert hand.tool.hint is HINT_FLOOD_WIDTH
    assert hand.tool.preview is not None
    for x in (320.0, 321.0, 340.0, 290.0, -500.0):
        hand.move(x, 230.0)
    assert desk.requests == [FloodRequest((300.0, 200.0), tolerance) for tolerance in (18, 22, 26, 16, 2)]
    hand.release(-500.0, 230.0)
    assert hand.tool.preview is None


def test_a_drag_counts_screen_pixels(hand: Hand, desk: Desk) -> None:
    hand.tolerance = 2.0
    hand.press(300.0, 200.0)
    hand.move(305.0, 200.0)
    assert desk.requests[-1] == FloodRequest((300.0, 200.0), 22)


def test_hovering_and_escape_ask_for_nothing(hand: Hand, desk: Desk) -> None:
    hand.move(10.0, 10.0)
    hand.press(10.0, 10.0)
    hand.key("escape")
    hand.move(90.0, 10.0)
    assert len(desk.requests) == 1
