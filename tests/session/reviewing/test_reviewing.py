"""Decisions on labels, what is left to review, and hidden authors."""

from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.reviewing.reviewing import Open
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.session.reviewing.conftest import Draw


def now(session: Session, label: Label) -> Label:
    """The label as it stands."""
    return session.project.labels(label.frame_id)[label.id]


def test_a_label_goes_through_the_review_in_one_edit_a_step(session: Session, draw: Draw) -> None:
    one, other = draw(), draw()
    session.reviewing.submit([one, other])
    session.reviewing.reject([now(session, one)], "  wrong type ")
    assert (now(session, one).review, now(session, one).comment) == ("rejected", "wrong type")
    session.reviewing.submit([now(session, one)])
    assert (now(session, one).review, now(session, one).comment) == ("submitted", "wrong type")
    session.reviewing.approve([now(session, one), now(session, other)])
    assert [(each.review, each.comment) for each in (now(session, one), now(session, other))] == [("approved", "")] * 2
    assert now(session, one).modified == one.modified
    assert session.reviewing.counts(1) == {"draft": 0, "submitted": 0, "approved": 2, "rejected": 0}
    session.undo()
    assert session.reviewing.counts(1) == {"draft": 0, "submitted": 2, "approved": 0, "rejected": 0}


def test_a_rejection_without_a_reason_is_refused(session: Session, draw: Draw) -> None:
    label = draw()
    with pytest.raises(BasewatchError, match="what is wrong"):
        session.reviewing.reject([label], "  ")
    assert now(session, label).review == "draft"


@pytest.mark.parametrize("review", ["approved", "submitted", "rejected"])
@pytest.mark.parametrize("change", ["outline", "category", "note"])
def test_only_what_was_approved_takes_the_approval_away(session: Session, draw: Draw, review: str, change: str) -> None:
    label = draw(review=review)
    after = {
        "outline": changed(label, outline=OrientedBox((500.0, 500.0), 93.0, 101.0, 90.0)),
        "category": changed(label, category_id=1),
        "note": changed(label, note="seen twice"),
    }[change]
    session.do(replaced("move", [(label, after)]))
    expected = "draft" if review == "approved" and change != "note" else review
    assert now(session, label).review == expected
    session.undo()
    assert now(session, label) == label


def test_the_next_to_review_is_the_next_label_and_then_the_next_frame_that_is_not_reviewed(
    session: Session, draw: Draw
) -> None:
    a, b, c = draw(1), draw(1), draw(1, review="approved")
    reviewing = session.reviewing
    assert reviewing.next_open(1, None) == Open(1, a.id)
    assert reviewing.next_open(1, a.id) == Open(1, b.id)
    assert reviewing.next_open(1, b.id) == Open(1, a.id)
    assert reviewing.next_open(1, c.id) == Open(1, a.id)
    reviewing.approve([a, b])
    reviewing.set_reviewed(2, reviewed=True)
    assert reviewing.next_open(1, None) == Open(3, None)
    d = draw(3, review="submitted")
    assert reviewing.next_open(1, None) == Open(3, d.id)
    reviewing.approve([d])
    reviewing.set_reviewed(3, reviewed=True)
    assert reviewing.next_open(1, None) is None
    assert reviewing.next_open(3, None) == Open(1, None)


def test_hidden_authors_labels_are_not_hit_not_selected_and_passed_over(session: Session, draw: Draw) -> None:
    theirs, mine = draw(1, (300.0, 300.0)), draw(1, (600.0, 600.0), author="second")
    arrays = session.arrays(1)
    session.select(1, [theirs.id, mine.id])
    session.reviewing.hide_author("first", hidden=True)
    assert session.selection == {mine.id}
    assert session.arrays(1).near((300.0, 300.0), 1.0) == []
    assert session.reviewing.next_open(1, None) == Open(1, mine.id)
    assert session.reviewing.authors([1]) == {"first": 1, "second": 1}
    assert session.reviewing.labels_in_states(1, ["draft"]) == [mine]
    later = draw(2, (300.0, 300.0))
    assert session.arrays(2).near((300.0, 300.0), 1.0) == []
    session.reviewing.hide_author("first", hidden=False)
    assert session.arrays(1) is arrays
    assert arrays.near((300.0, 300.0), 1.0) == [theirs]
    assert session.arrays(2).near((300.0, 300.0), 1.0) == [later]


def test_hidden_authors_are_remembered_with_the_project(session: Session, path: Path) -> None:
    session.reviewing.hide_author("first", hidden=True)
    again = Session(ProjectFile.open(path))
    try:
        assert again.reviewing.hidden_authors == {"first"}
        assert again.reviewing.authors([]) == {"first": 0}
    finally:
        again.close()


def test_new_labels_carry_the_name_that_is_set(session: Session) -> None:
    session.reviewing.set_author("  Olena   K. ")
    assert session.new_label(1, OrientedBox((5.0, 5.0), 9.0, 9.0, 0.0)).author == "Olena K."
    assert session.file.author == "Olena K."
    with pytest.raises(BasewatchError, match="name"):
        session.reviewing.set_author("   ")
    assert session.author == "Olena K."
