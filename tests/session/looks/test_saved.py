"""Looks by name."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from basewatch_gui.model.look import Look
from basewatch_gui.session.session import Session
from tests.session.looks.conftest import opened


def names(session: Session, frame: int) -> list[str]:
    return [look.name for look in session.saved_looks.offered(frame)]


def test_what_is_offered_depends_on_the_bands(session: Session) -> None:
    assert names(session, 1) == ["natural", "infrared", "grey", "colours"]
    assert names(session, 3) == ["grey", "colours"]
    session.saved_looks.save(1, "mine")
    assert names(session, 1)[-1] == "mine"
    assert "mine" not in names(session, 3)


def test_a_saved_look_can_be_chosen_again_also_in_a_later_session(project: Path, qtbot: QtBot) -> None:
    with opened(project, qtbot) as session:
        session.looks.set_look(1, Look(bands=(3, 2, 1), gamma=1.3, mode="sigma", sigmas=2.5))
        session.saved_looks.save(1, "plants")
        assert session.saved_looks.name_of(1) == "plants"
    with opened(project, qtbot) as session:
        (plants,) = [look for look in session.saved_looks.offered(2) if look.name == "plants"]
        session.saved_looks.choose(2, plants)
        assert session.looks.look(2) == Look(bands=(3, 2, 1), gamma=1.3, mode="sigma", sigmas=2.5, name="plants")
        session.saved_looks.forget("plants")
        assert session.saved_looks.names == ()


def test_limits_go_with_a_saved_look_only_when_given_by_hand(session: Session) -> None:
    session.looks.set_limits(1, ((1.0, 2.0),) * 3)
    session.saved_looks.save(1, "by hand")
    session.looks.match([2], 1)
    session.saved_looks.save(2, "matched")
    by_hand, matched = session.saved_looks.offered(1)[-2:]
    assert by_hand.limits == ((1.0, 2.0),) * 3
    assert (matched.mode, matched.limits, matched.reference) == ("percentile", (), None)


def test_a_shipped_look_leaves_how_limits_are_chosen(session: Session) -> None:
    session.looks.set_look(1, Look(mode="sigma", sigmas=3.0, invert=True))
    infrared = next(look for look in session.saved_looks.shipped(1) if look.name == "infrared")
    session.saved_looks.choose(1, infrared)
    assert session.looks.look(1) == replace(infrared, mode="sigma", sigmas=3.0)


def test_stepping_goes_through_all_looks_and_around(session: Session) -> None:
    assert session.saved_looks.name_of(1) == "natural"
    seen = [look.name for look in (session.saved_looks.choose_next(1) for _ in range(5)) if look is not None]
    assert seen == ["infrared", "grey", "colours", "natural", "infrared"]
    session.looks.set_look(1, Look(bands=(0, 0, 1)))
    assert session.saved_looks.name_of(1) == ""
