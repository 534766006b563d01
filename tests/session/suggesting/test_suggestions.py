"""Suggestions are walked, accepted and answered, and come back when that is undone."""

import numpy as np
import pytest

from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_order import shown_rows
from basewatch_gui.session.session import Session
from basewatch_gui.session.suggesting.other_date import OtherDate, suggest_found
from tests.session.conftest import draw, plane


def ask(session: Session, source: int = 1, target: int = 2) -> tuple[Suggestion, ...]:
    """Suggest all labels of one frame on the other."""
    found = OtherDate(session, source, target, shown_rows(session.arrays(source)), all_new=True)()
    suggest_found(session.suggestions, target, found)
    return found.suggestions


def current(session: Session) -> Suggestion | None:
    return session.suggestions.current


def labels(session: Session, frame_id: int) -> list[Label]:
    return list(session.project.labels(frame_id).values())


def test_accepted_suggestions_are_one_track_and_come_back_when_undone(session: Session) -> None:
    first = draw(session, plane(500, 500, 40.0))
    session.select(1, [first.id])
    session.describe("describe", identification="probable", state="nose open", note="seen here")
    (made,) = ask(session)
    session.suggestions.accept()
    (copy,) = labels(session, 2)
    assert (copy.outline, copy.category_id, copy.identification) == (made.outline, 1, "probable")
    assert (copy.state, copy.note, copy.author) == ("unknown", "", "analyst")
    assert copy.track_id == session.project.labels(1)[first.id].track_id is not None
    assert session.suggestions.suggestions_on(2) == ()
    assert current(session) is None
    assert ask(session) == ()
    session.undo()
    assert labels(session, 2) == []
    assert session.project.labels(1)[first.id].track_id is None
    assert session.suggestions.suggestions_on(2) == (made,)
    assert current(session) == made
    session.redo()
    assert labels(session, 2) == [copy]
    assert session.suggestions.suggestions_on(2) == ()


def test_each_object_gets_a_track_of_its_own_that_no_other_has_had(session: Session) -> None:
    old = draw(session, plane(100, 700), category_id=2)
    session.do(replaced("describe", [(old, changed(old, track_id=7))]))
    for x in (300, 500):
        draw(session, plane(x, 500))
    session.suggestions.accept_all(ask(session))
    tracks = {label.track_id for label in labels(session, 1)}
    assert tracks == {7, 8, 9}
    assert {label.track_id for label in labels(session, 2)} == {8, 9}
    session.undo()
    assert len(session.suggestions.suggestions_on(2)) == 2


def test_an_object_that_has_a_track_keeps_it(session: Session) -> None:
    old = draw(session, plane(500, 500))
    session.do(replaced("describe", [(old, changed(old, track_id=7))]))
    ask(session)
    session.suggestions.accept()
    assert [label.track_id for label in (*labels(session, 1), *labels(session, 2))] == [7, 7]


def test_one_that_is_gone_has_departed_only_on_a_later_frame(session: Session) -> None:
    early, late = draw(session, plane(500, 500)), draw(session, plane(250, 300), frame_id=2, category_id=2)
    ask(session)
    session.suggestions.drop()
    (seen,) = session.project.observations.values()
    assert (seen.frame_id, seen.label_id, seen.verdict, seen.author) == (2, early.id, "departed", "analyst")
    assert ask(session) == ()
    session.undo()
    assert not session.project.observations
    assert len(session.suggestions.suggestions_on(2)) == 1
    (other,) = ask(session, 2, 1)
    assert other.label_id == late.id
    session.suggestions.drop()
    assert not session.project.observations
    assert session.suggestions.suggestions_on(1) == ()


def test_an_answer_is_taken_back_by_a_label(session: Session) -> None:
    label = draw(session, plane(500, 500))
    (made,) = ask(session)
    session.suggestions.not_observable()
    assert [each.verdict for each in session.project.observations.values()] == ["not observable"]
    session.suggestions.suggest([made])
    session.suggestions.drop()
    assert [each.verdict for each in session.project.observations.values()] == ["departed"]
    session.suggestions.suggest([made])
    session.suggestions.accept()
    assert not session.project.observations
    assert len(labels(session, 2)) == 1
    session.undo()
    assert [each.label_id for each in session.project.observations.values()] == [label.id]


def test_they_are_walked_as_one_reads_and_the_next_follows_one_that_is_settled(session: Session) -> None:
    places = [(600.0, 500.0), (300.0, 500.0), (300.0, 100.0)]
    made = [Suggestion(1, plane(x, y), 1, "alike", score=0.5) for x, y in places]
    session.suggestions.suggest(made)
    expected = [made[2], made[1], made[0]]
    assert list(session.suggestions.suggestions_on(1)) == expected
    assert current(session) == expected[0]
    session.suggestions.choose_next()
    assert current(session) == expected[1]
    session.suggestions.accept(plane(310, 505))
    assert current(session) == expected[2]
    assert labels(session, 1)[0].outline == plane(310, 505)
    session.suggestions.choose_next()
    assert current(session) == expected[0]
    session.suggestions.choose_next(-1)
    session.suggestions.drop()
    assert current(session) == expected[0]
    session.suggestions.suggest([Suggestion(1, plane(50, 50), 2, "alike")])
    assert len(session.suggestions.suggestions_on(1)) == 1


def test_what_is_selected_takes_the_keys_and_the_walk_goes_on_where_it_was(session: Session) -> None:
    label = draw(session, plane(100, 700))
    made = [Suggestion(1, plane(x, 100.0), 1, "alike") for x in (100.0, 300.0, 500.0)]
    session.suggestions.suggest(made)
    session.suggestions.choose_next()
    session.select(1, [label.id])
    assert current(session) is None
    session.suggestions.drop()
    assert len(session.suggestions.suggestions_on(1)) == 3
    session.suggestions.choose_next()
    assert current(session) == made[1]
    session.suggestions.clear(frame_id=2)
    session.suggestions.clear("snap")
    assert len(session.suggestions.suggestions_on(1)) == 3
    session.suggestions.clear()
    assert session.suggestions.suggestions_on(1) == ()
    assert current(session) is None


def test_one_that_snaps_a_label_reshapes_it_in_place_unless_it_is_locked(session: Session) -> None:
    label = draw(session, plane(500, 500))
    snapped = Suggestion(1, plane(503, 498, 4.0), 1, "snap", label.id)
    session.suggestions.suggest([snapped])
    session.suggestions.accept()
    assert [(each.id, each.outline) for each in labels(session, 1)] == [(label.id, snapped.outline)]
    session.select(1, [label.id])
    session.describe("lock", locked=True)
    session.suggestions.suggest([Suggestion(1, plane(0, 0), 1, "snap", label.id)])
    with pytest.raises(BasewatchError, match="locked"):
        session.suggestions.accept()
    assert labels(session, 1)[0].outline == snapped.outline


def test_they_go_with_the_label_frame_or_category_that_they_are_of(session: Session) -> None:
    label = draw(session, plane(500, 500))
    ask(session)
    session.do(removed("delete", labels(session, 1)))
    assert session.suggestions.suggestions_on(2) == ()
    session.suggestions.suggest(
        [Suggestion(2, plane(100, 100), 5, "alike"), Suggestion(2, plane(300, 100), 1, "alike")]
    )
    session.do(removed("edit categories", [session.project.categories[5]]))
    assert [each.category_id for each in session.suggestions.suggestions_on(2)] == [1]
    session.do(removed("remove frames", [session.project.frames[2]]))
    assert session.suggestions.suggestions_on(2) == ()
    assert label.id not in session.project.labels(1)


def test_what_the_other_date_has_already_or_does_not_show_is_not_suggested(session: Session) -> None:
    kept = draw(session, plane(500, 500))
    near = draw(session, plane(700, 500))
    draw(session, plane(10, 10))
    of_kept, of_near = sorted(ask(session), key=lambda each: each.label_id == near.id)
    assert isinstance(of_near.outline, OrientedBox)
    x, y = of_near.outline.centre_px
    draw(session, Box(x + 20, y - 5, x + 30, y + 5), frame_id=2)
    found = OtherDate(session, 1, 2, shown_rows(session.arrays(1)), all_new=True)()
    assert [each.label_id for each in found.suggestions] == [kept.id]
    assert (found.known, found.outside, found.left) == (1, 1, 0)
    chosen = session.arrays(1).rows_of([near.id])
    again = OtherDate(session, 1, 2, chosen, all_new=False)()
    assert [each.label_id for each in again.suggestions] == [near.id]
    assert session.suggestions.near(2, of_kept.outline.centre_px, 1.0) == of_kept  # type: ignore[union-attr]
    assert session.suggestions.near(2, (-500.0, 0.0), 8.0) is None


def test_of_very_many_the_first_ones_are_suggested(session: Session) -> None:
    places = [(x, y) for y in range(300, 700, 8) for x in range(400, 800, 8)]
    session.do(added("draw", [session.new_label(1, OrientedBox((x, y), 4, 4, 0)) for x, y in places]))
    found = OtherDate(session, 1, 2, shown_rows(session.arrays(1)), all_new=True)()
    assert len(found.suggestions) == 2000
    assert found.left + found.outside == len(places) - 2000
    assert np.isfinite([each.outline.centre_px for each in found.suggestions]).all()  # type: ignore[union-attr]
