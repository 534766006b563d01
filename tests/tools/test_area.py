from basewatch_gui.tools.area import HINT_AREA_FIRST, AreaRequest
from basewatch_gui.tools.shapes.polygon import HINT_NEXT_OR_CLOSE
from tests.tools.conftest import Hand

TOOL = "area"


def hint(hand: Hand) -> str:
    return hand.tool.hint


def test_an_area_is_drawn_as_a_polygon_and_becomes_no_label(hand: Hand) -> None:
    assert hint(hand) == HINT_AREA_FIRST
    for place in ((100, 100), (400, 100), (400, 300)):
        hand.click(*place)
    assert hint(hand) == HINT_NEXT_OR_CLOSE
    preview = hand.tool.preview
    assert preview is not None
    assert (preview.outline, preview.guides[0][0]) == (None, preview.guides[0][-1])
    result = hand.tool.enter(hand.ctx)
    assert result.request == AreaRequest(((100, 100), (400, 100), (400, 300)))
    assert (result.edit, hand.drawn, hand.tool.busy) == (None, [], False)


def test_a_line_is_no_area(hand: Hand) -> None:
    for place in ((100, 100), (400, 100)):
        hand.click(*place)
    assert hand.tool.enter(hand.ctx).request is None
    hand.key("escape")
    assert not hand.tool.busy
