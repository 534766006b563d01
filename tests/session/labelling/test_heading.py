"""The heading drawn last means the same direction on the ground on every frame."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session
from basewatch_gui.session.tool_context import SessionContext
from tests.session.conftest import FIRST, SECOND, draw, plane


@pytest.mark.parametrize("frames", [(1, 2), (2, 1)])
@given(heading=st.floats(0, 359.9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_it_is_the_same_direction_on_the_ground(session: Session, frames: tuple[int, int], heading: float) -> None:
    here, there = frames
    session.last_heading.remember(session.new_label(here, plane(100, 100, heading)))
    assert SessionContext(session, here).last_heading_deg == heading
    found = SessionContext(session, there).last_heading_deg
    assert found is not None
    maps = session.project.ground_map
    middles = {frame.id: (frame.width / 2, frame.height / 2) for frame in (FIRST, SECOND)}
    one = maps(here).heading_true_deg(middles[here], heading)
    other = maps(there).heading_true_deg(middles[there], found)
    assert one is not None
    assert other is not None
    assert (one - other + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=0.02)


def test_it_follows_a_registration_and_is_not_taken_from_what_has_no_heading(session: Session) -> None:
    assert session.last_heading.heading_on(1) is None
    session.last_heading.remember(draw(session, plane(100, 100, 10.0)))
    before = session.last_heading.heading_on(2)
    assert before is not None
    session.do(replaced("register", [(SECOND, replace(SECOND, registration=(0.0, 1.0, 0.0, -1.0, 0.0, 0.0)))]))
    session.last_heading.remember(draw(session, Point((5.0, 5.0))))
    turned = session.last_heading.heading_on(2)
    assert turned is not None
    assert abs(turned - before) % 180.0 == pytest.approx(90.0)


def test_on_a_frame_without_georeference_up_is_north(session: Session) -> None:
    session.do(added("add frames", [Frame(3, "news.png", "cc", 640, 480, 3, "uint8")]))
    session.last_heading.remember(session.new_label(3, plane(100, 100, 75.0)))
    assert session.last_heading.heading_on(1) == pytest.approx(75.0, abs=0.1)
