import pytest

from basewatch_gui.geometry.measure import ShadowMeasures
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Source
from basewatch_gui.tools.shadow_height import HINT_SHADOW_FOOT, HINT_SHADOW_TIP
from tests.tools.conftest import Desk, Hand

TOOL = "shadow_height"
FOOT, TIP = (500.0, 500.0), (500.0, 460.0)


@pytest.fixture
def desk() -> Desk:
    return Desk(source=Source(sun_elevation_deg=45.0, sun_azimuth_deg=170.0, off_nadir_deg=22.0))


def hint(hand: Hand) -> str:
    return hand.tool.hint


def measured(hand: Hand) -> ShadowMeasures:
    assert hand.tool.preview is not None
    shadow = hand.tool.preview.measured
    assert isinstance(shadow, ShadowMeasures)
    return shadow


def test_the_foot_and_the_tip_give_the_height(hand: Hand, desk: Desk) -> None:
    assert hint(hand) == HINT_SHADOW_FOOT
    hand.click(*FOOT)
    assert hint(hand) == HINT_SHADOW_TIP
    hand.move(500, 480)
    assert measured(hand).height.value == pytest.approx(10)
    hand.click(*TIP)
    assert measured(hand).height.value == pytest.approx(20)
    assert measured(hand).off_nadir_deg == 22.0
    assert hint(hand) == HINT_SHADOW_FOOT
    assert desk.edits == []


def test_one_drag_does_too_and_stays_until_the_next_or_esc(hand: Hand) -> None:
    hand.drag(FOOT, TIP)
    hand.move(900, 900)
    assert measured(hand).height.value == pytest.approx(20)
    assert hand.tool.busy
    hand.drag(FOOT, (500.0, 480.0))
    assert measured(hand).height.value == pytest.approx(10)
    hand.key("escape")
    assert hand.tool.preview is None


def test_the_sun_s_direction_is_compared_on_a_frame_with_north(hand: Hand, desk: Desk) -> None:
    hand.drag(FOOT, TIP)
    assert measured(hand).off_sun_deg is None
    desk.crs_wkt = "EPSG:32636"
    hand.drag(FOOT, TIP)
    assert measured(hand).off_sun_deg == pytest.approx(360 + 1.7 - 350, abs=0.2)


@pytest.mark.parametrize("elevation", [None, 0.0, -5.0, 90.0])
def test_without_a_sun_above_the_ground_it_says_what_to_do(hand: Hand, desk: Desk, elevation: float | None) -> None:
    desk.source = Source(sun_elevation_deg=elevation)
    with pytest.raises(BasewatchError, match=r"first\.tif") as fault:
        hand.press(*FOOT)
    assert fault.value.values["name"] == "first.tif"
    assert "details" in fault.value.sentence
    assert hand.tool.preview is None


def test_two_clicks_at_one_place_are_no_shadow(hand: Hand) -> None:
    hand.click(*FOOT)
    hand.click(*FOOT)
    assert hint(hand) == HINT_SHADOW_TIP
