"""What keys do to selected labels: one edit each, locked labels left alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, centre_px
from basewatch_gui.model.edit import Action, Edit, added, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.session.label_order import next_label, reading_order_key
from basewatch_gui.session.labelling import operations
from basewatch_gui.session.session import Session
from tests.session.conftest import draw, plane


def held(session: Session, number: int) -> OrientedBox:
    outline = session.project.labels(1)[number].outline
    assert isinstance(outline, OrientedBox)
    return outline


def test_labels_are_scaled_turned_and_flipped_about_their_own_centres(session: Session) -> None:
    one, other = draw(session, plane(200, 200, 10)), draw(session, plane(600, 300, 350))
    edits: list[Edit] = []
    session.edited.connect(edits.append)
    session.select(1, [one.id, other.id])
    operations.scale_selected(session, 2.0)
    operations.turn_selected(session, 20.0)
    operations.flip_selected(session)
    assert [edit.action for edit in edits] == ["reshape", "turn", "turn"]
    assert held(session, one.id) == OrientedBox((200, 200), 160, 120, 210)
    assert held(session, other.id) == OrientedBox((600, 300), 160, 120, 190)
    for _ in edits[:]:
        session.undo()
    assert [held(session, key) for key in (one.id, other.id)] == [one.outline, other.outline]


def test_headings_are_taken_from_the_nearest_that_is_not_selected(session: Session) -> None:
    near = draw(session, plane(300, 200, 95))
    far = draw(session, plane(900, 200, 45))
    first, second = draw(session, plane(200, 200, 3)), draw(session, plane(800, 210, 190))
    draw(session, Box(195, 195, 205, 205))
    session.select(1, [first.id, second.id])
    operations.align_selected(session)
    assert [held(session, key).heading_px_deg for key in (first.id, second.id)] == [95, 45]
    session.undo()
    operations.square_selected(session)
    assert [held(session, key).heading_px_deg for key in (first.id, second.id)] == [5, 225]
    session.select(1, [near.id, far.id, first.id, second.id])
    with pytest.raises(BasewatchError, match="no other oriented box"):
        operations.align_selected(session)
    session.select(None)
    with pytest.raises(BasewatchError, match="Select an oriented box"):
        operations.align_selected(session)


def test_merging_selects_what_is_left_and_undo_brings_the_others_back(session: Session) -> None:
    small, large = draw(session, Box(0, 0, 50, 50)), draw(session, OrientedBox((100, 50), 100, 100, 0))
    session.select(1, [small.id, large.id])
    operations.merge_selected(session)
    assert list(session.project.labels(1)) == [large.id]
    assert session.selection == {large.id}
    session.undo()
    assert session.project.labels(1) == {small.id: small, large.id: large}


def test_copies_are_selected_and_undone_in_one_edit(session: Session) -> None:
    label = draw(session, plane(200, 200))
    session.select(1, [label.id])
    pasted = operations.paste(session, operations.copied_text(session), 1, (300.0, 300.0), (12.0, 12.0))
    assert (pasted.count, pasted.outside) == (1, 0)
    (made,) = session.selected_labels
    assert (made.outline, made.author) == (plane(300, 300), "analyst")
    operations.duplicate_selected(session, (12.0, 12.0))
    assert [each.outline for each in session.selected_labels] == [plane(312, 312)]
    session.undo()
    session.undo()
    assert list(session.project.labels(1)) == [label.id]


def test_labels_are_selected_by_category_and_by_what_is_not_selected(session: Session) -> None:
    ids = [draw(session, plane(x, 200), category_id=category).id for x, category in ((100, 1), (300, 2), (500, 1))]
    operations.select_category(session, 1, {1})
    assert session.selection == {ids[0], ids[2]}
    operations.invert_selection(session, 1)
    assert session.selection == {ids[1]}
    operations.invert_selection(session, 2)
    assert session.selection == frozenset()


def test_locked_labels_stay_as_they_are_by_hand_and_are_counted(session: Session) -> None:
    locked, free = draw(session, plane(200, 200)), draw(session, plane(600, 200))
    left: list[int] = []
    session.locked_left_out.connect(left.append)
    session.select(1, [locked.id])
    assert operations.switch_locks(session)
    locked = session.project.labels(1)[locked.id]
    session.select(1, [locked.id, free.id])
    operations.turn_selected(session, 5)
    session.describe("retype", category_id=2)
    assert left == [1, 1]
    assert session.project.labels(1)[locked.id] == locked
    assert session.project.labels(1)[free.id].category_id == 2
    session.describe("describe", note="locks hold no words")
    session.delete_selected()
    assert list(session.project.labels(1)) == [locked.id]
    assert left == [1, 1, 1]
    locked = session.project.labels(1)[locked.id]
    with pytest.raises(BasewatchError, match="locked"):
        session.do(Edit("merge", removed("merge", [locked]).changes))
    session.do(replaced("move", [(locked, changed(locked, outline=plane(0, 0)))]))
    assert left == [1, 1, 1, 1]
    assert session.project.labels(1)[locked.id] == locked
    operations.switch_locks(session)
    session.delete_selected()
    assert not session.project.labels(1)
    session.undo()
    session.undo()
    assert session.project.labels(1)[locked.id].locked


@pytest.mark.parametrize("action", ["move", "reshape", "turn", "align", "retype", "simplify"])
def test_whatever_shapes_a_locked_label_leaves_it(session: Session, action: Action) -> None:
    locked = changed(draw(session, plane(200, 200)), locked=True)
    session.do(replaced("lock", [(session.project.labels(1)[locked.id], locked)]))
    session.do(replaced(action, [(locked, changed(locked, outline=plane(300, 200)))]))
    assert session.project.labels(1) == {locked.id: locked}


def test_labels_are_locked_until_all_are_then_unlocked(session: Session) -> None:
    for x in (200, 600):
        draw(session, plane(x, 200))
    session.select(1, session.project.labels(1))
    operations.switch_locks(session)
    session.select(1, list(session.project.labels(1))[:1])
    assert not operations.switch_locks(session)
    session.select(1, session.project.labels(1))
    assert operations.switch_locks(session)
    assert all(label.locked for label in session.project.labels(1).values())


def test_labels_are_walked_as_one_reads_round_and_round(session: Session) -> None:
    places = [(700.0, 120.0), (100.0, 90.0), (500.0, 600.0), (300.0, 580.0)]
    session.do(added("draw", [session.new_label(1, plane(x, y)) for x, y in places]))
    arrays, at = session.arrays(1), None
    walked = []
    for _ in range(5):
        label = next_label(arrays, at, (90.0, 100.0))
        assert label is not None
        at = label.id
        walked.append(centre_px(label.outline))
    assert walked == [places[1], places[0], places[3], places[2], places[1]]
    back = next_label(arrays, at, (0.0, 0.0), backwards=True)
    assert back is not None
    assert centre_px(back.outline) == places[2]
    assert next_label(session.arrays(2), None, (0.0, 0.0)) is None


def test_keypoints_go_with_what_is_scaled(session: Session) -> None:
    label = draw(session, plane(200, 200))
    marked = replace(label, keypoints_px=((200.0, 160.0), (170.0, 200.0), (200.0, 240.0), (230.0, 200.0)))
    session.do(replaced("reshape", [(label, marked)]))
    session.select(1, [label.id])
    operations.scale_selected(session, 2.0)
    assert session.project.labels(1)[label.id].keypoints_px[0] == pytest.approx((200.0, 120.0))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30), st.booleans())
def test_a_walk_comes_by_every_label_once_in_reading_order(places: list[tuple[int, int]], backwards: bool) -> None:
    made = [Label(n, f"u{n}", 1, 1, OrientedBox((x * 50.0, y * 100.0), 4, 4, 0)) for n, (x, y) in enumerate(places, 1)]
    arrays, at, walked = LabelArrays(made), 1, []
    for _ in made:
        label = next_label(arrays, at, (0.0, 0.0), backwards=backwards)
        assert label is not None
        at = label.id
        walked.append(at)
    expected = sorted(
        (label.id for label in made), key=lambda key: (*reading_order_key(centre_px(made[key - 1].outline)), key)
    )
    if backwards:
        expected.reverse()
    start = expected.index(1)
    assert walked == [*expected[start + 1 :], *expected[: start + 1]]
