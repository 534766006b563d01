"""Comments pinned to places, through the doors that the tool and the dock use."""

import pytest

from basewatch_gui.model.edit import removed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.records import Comment
from basewatch_gui.session.session import Session
from basewatch_gui.tools.comment import MovePin, PlacePin, SelectPin


def write(session: Session, text: str, frame_id: int = 1, at: tuple[float, float] = (10.0, 20.0)) -> Comment:
    """Pin a comment as the tool and the field do."""
    session.commenting.carry_out(frame_id, PlacePin(at))
    session.commenting.write_comment(text)
    selected = session.commenting.selected
    assert selected is not None
    return selected


def test_a_comment_is_written_for_a_place_and_carries_its_author(session: Session) -> None:
    made = write(session, "  covered?  ")
    assert (made.frame_id, made.at_px, made.text, made.author) == (1, (10.0, 20.0), "covered?", "first")
    assert made.created
    assert session.commenting.place is None
    session.undo()
    assert (session.project.comments, session.commenting.selected) == ({}, None)


@pytest.mark.parametrize("text", ["", "   "])
def test_no_words_make_no_comment_and_no_edit(session: Session, text: str) -> None:
    before = session.file.undo_action
    session.commenting.carry_out(1, PlacePin((10.0, 20.0)))
    session.commenting.write_comment(text)
    assert (session.project.comments, session.file.undo_action) == ({}, before)
    assert session.commenting.place is None


def test_a_place_is_given_up_with_its_frame(session: Session) -> None:
    session.commenting.carry_out(3, PlacePin((10.0, 20.0)))
    session.do(removed("remove frames", [session.project.frames[3]]))
    assert session.commenting.place is None


def test_comments_keep_their_numbers_while_resolved_ones_are_put_away(session: Session) -> None:
    first, second = write(session, "one"), write(session, "two")
    write(session, "elsewhere", frame_id=2)
    commenting = session.commenting
    commenting.resolve(first, resolved=True)
    assert commenting.comments_on(1) == [(2, second)]
    commenting.show_resolved(True)
    resolved = session.project.comments[first.id]
    assert commenting.comments_on(1) == [(1, resolved), (2, second)]
    commenting.resolve(resolved, resolved=False)
    commenting.show_resolved(False)
    assert [number for number, _ in commenting.comments_on(1)] == [1, 2]


def test_a_comment_is_moved_rewritten_and_removed_each_in_one_edit(session: Session) -> None:
    made = write(session, "one")
    session.commenting.carry_out(1, MovePin(made.id, (30.0, 40.0)))
    session.commenting.rewrite(session.project.comments[made.id], "better ")
    held = session.project.comments[made.id]
    assert (held.at_px, held.text) == ((30.0, 40.0), "better")
    with pytest.raises(BasewatchError, match="needs words"):
        session.commenting.rewrite(held, " ")
    session.commenting.remove(held)
    assert session.commenting.selected is None
    for _ in range(3):
        session.undo()
    assert session.project.comments == {made.id: made}


def test_the_tool_selects_and_lets_go(session: Session) -> None:
    made = write(session, "one")
    session.commenting.carry_out(1, SelectPin(None))
    assert session.commenting.selected is None
    session.commenting.carry_out(1, SelectPin(made.id))
    assert session.commenting.selected == made
