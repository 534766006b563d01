from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, Item, added, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label

FRAME = Frame(1, "a.tif", "f1", 100, 100, 3, "uint8")
CATEGORY = Category(1, "An-124")
LABEL = Label(7, "uid-7", 1, 1, Point((5.0, 5.0)))

IDS = st.integers(1, 4)
ITEMS = st.one_of(
    st.builds(lambda key, reviewed: replace(FRAME, id=key, reviewed=reviewed), IDS, st.booleans()),
    st.builds(Category, IDS, st.sampled_from(["An-124", "Il-76"])),
    st.builds(lambda key, note: replace(LABEL, id=key, note=note), IDS, st.sampled_from(["", "seen"])),
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    item: Item = draw(ITEMS)
    match draw(st.sampled_from(["add", "remove", "same"])):
        case "add":
            return Change(None, item)
        case "remove":
            return Change(item, None)
        case _:
            return Change(item, item)


EDITS = st.builds(Edit, st.just("describe"), st.lists(changes(), max_size=5).map(tuple))


@given(EDITS)
def test_the_inverse_of_the_inverse_is_the_edit(edit: Edit) -> None:
    assert edit.inverse().inverse() == edit


@given(EDITS)
def test_the_inverse_swaps_before_and_after_in_reverse_order(edit: Edit) -> None:
    inverse = edit.inverse()
    assert inverse.action == edit.action
    assert [(change.after, change.before) for change in inverse.changes] == [
        (change.before, change.after) for change in reversed(edit.changes)
    ]
    assert inverse.frame_ids == edit.frame_ids


def test_a_change_needs_a_before_or_an_after() -> None:
    with pytest.raises(ValueError, match="before or an after"):
        Change(None, None)


@pytest.mark.parametrize("after", [replace(LABEL, id=8), replace(FRAME, id=7), Category(7, "An-124")])
def test_a_change_concerns_one_thing(after: Item) -> None:
    with pytest.raises(ValueError, match="one thing"):
        Change(LABEL, after)


def test_the_item_of_a_change_is_what_it_leads_to() -> None:
    later = replace(LABEL, note="seen")
    assert Change(LABEL, later).item is later
    assert Change(None, later).item is later
    assert Change(LABEL, None).item is LABEL


def test_an_edit_knows_its_labels_and_frames() -> None:
    other = replace(FRAME, id=2)
    edit = Edit("import", (Change(None, other), Change(None, CATEGORY), Change(None, LABEL)))
    assert edit.label_changes == (Change(None, LABEL),)
    assert edit.frame_ids == {1, 2}


def test_adding_and_removing_are_inverse() -> None:
    assert added("draw", [LABEL]).changes == (Change(None, LABEL),)
    assert added("draw", [LABEL]).inverse().changes == removed("draw", [LABEL]).changes


def test_replacing_leaves_out_what_stays_the_same() -> None:
    later = replace(LABEL, note="seen")
    edit = replaced("describe", [(LABEL, later), (FRAME, replace(FRAME))])
    assert edit.changes == (Change(LABEL, later),)
