"""What new labels start with, and what of it survives a restart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.labelling.naming import fits
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile

ATTRIBUTES = (
    Attribute("livery", "choice", ("white", "grey"), default="grey"),
    Attribute("tail number", "text", sticky=True),
    Attribute("doors open", "yes_no"),
)


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "a.basewatch")
    yield made
    made.close()


def new_session(path: Path) -> Session:
    made = Session(ProjectFile.create(path, shipped_categories()), author="analyst")
    made.do(added("add frames", [Frame(1, "a.png", "1", 400, 400, 1, "uint8")]))
    category = made.project.categories[1]
    made.do(replaced("edit categories", [(category, replace(category, attributes=ATTRIBUTES))]))
    return made


def draw(session: Session) -> Label:
    label = session.new_label(1, Point((5.0, 5.0)))
    session.do(added("draw", [label]))
    session.select(1, [label.id])
    return label


def test_a_new_label_has_the_defaults(session: Session) -> None:
    label = draw(session)
    assert label.values == {"livery": "grey"}
    assert (label.state, label.identification) == ("unknown", "unassessed")


def test_a_sticky_attribute_stays_within_its_category(session: Session) -> None:
    draw(session)
    session.describe("describe", values={"livery": "white", "tail number": "RA-82035"})
    assert draw(session).values == {"livery": "grey", "tail number": "RA-82035"}
    session.choose_category(2)
    assert draw(session).values == {}


def test_a_pinned_attribute_stays_until_it_is_let_go(session: Session) -> None:
    draw(session)
    session.naming.pin(1, "state", "loading")
    assert draw(session).state == "loading"
    session.describe("describe", state="nose open", identification="confirmed")
    label = draw(session)
    assert (label.state, label.identification) == ("nose open", "unassessed")
    session.naming.pin(1, "state", None)
    assert draw(session).state == "unknown"


def test_an_undo_takes_back_what_was_learnt(session: Session) -> None:
    draw(session)
    session.naming.pin(1, "state", "loading")
    draw(session)
    session.describe("describe", state="nose open")
    session.undo()
    assert draw(session).state == "loading"


def test_a_state_that_is_no_longer_offered_does_not_stay(session: Session) -> None:
    session.naming.pin(1, "state", "loading")
    category = session.project.categories[1]
    session.do(replaced("edit categories", [(category, replace(category, states=("afloat", "unknown")))]))
    assert draw(session).state == "unknown"


def test_what_stays_survives_a_restart(qapp: object, tmp_path: Path) -> None:
    session = new_session(tmp_path / "a.basewatch")
    draw(session)
    session.describe("describe", values={"tail number": "RA-82035"})
    session.naming.pin(1, "state", "loading")
    session.choose_category(5)
    session.choose_category(2)
    session.close()
    again = Session(ProjectFile.open(tmp_path / "a.basewatch"), author="analyst")
    assert again.naming.recent_categories == (2, 5)
    assert again.naming.is_pinned(1, "state")
    label = again.new_label(1, Point((5.0, 5.0)))
    assert (label.state, label.values) == ("loading", {"livery": "grey", "tail number": "RA-82035"})
    again.close()


def test_another_category_is_chosen_where_the_chosen_one_goes(session: Session) -> None:
    session.choose_category(5)
    category = session.project.categories[5]
    session.do(replace(added("edit categories", [category]).inverse(), action="edit categories"))
    assert session.category is not None
    assert session.category.id == 1
    assert 5 not in session.naming.recent_categories


@pytest.mark.parametrize(
    ("value", "kind", "is_one"),
    [
        ("white", "choice", True),
        ("red", "choice", False),
        (True, "yes_no", True),
        (True, "number", False),
        (2, "number", True),
        ("2", "number", False),
        ("2", "text", True),
        (None, "choice", True),
    ],
)
def test_which_values_an_attribute_can_have(value: str | float | None, kind: str, is_one: bool) -> None:
    assert fits(Attribute("a", kind, ("white",) if kind == "choice" else ()), value) is is_one  # type: ignore[arg-type]
