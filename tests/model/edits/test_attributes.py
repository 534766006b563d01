"""One edit says of several labels what they are; what does not change is left out."""

from dataclasses import replace

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.attributes import describe, retype, set_alternate, set_cue, set_value
from basewatch_gui.model.label import Label

FIRST = Label(1, "a", 1, 1, Point((1.0, 1.0)), state="parked", modified="2020-01-01T00:00:00Z")
SECOND = replace(FIRST, id=2, uid="b", category_id=2, cues=("T-tail",), alternates=(1, 3), values={"livery": "grey"})


def after(edit: Edit) -> dict[int, Label]:
    """The labels after the edit, by id."""
    return {change.item.id: change.after for change in edit.changes if isinstance(change.after, Label)}


def test_a_new_category_brings_its_states_and_attributes() -> None:
    attributes = (Attribute("livery", default="white"), Attribute("tail number"), Attribute("role", default="cargo"))
    category = Category(1, "Il-76", states=(UNKNOWN_STATE, "loading"), attributes=attributes)
    edit = retype([FIRST, SECOND], category)
    made = after(edit)
    assert list(made) == [2]
    assert (edit.action, made[2].category_id, made[2].state) == ("retype", 1, UNKNOWN_STATE)
    assert made[2].values == {"livery": "grey", "role": "cargo"}
    assert made[2].alternates == (3,)
    assert made[2].modified > SECOND.modified


def test_values_that_the_new_category_lacks_go_and_a_state_that_it_has_stays() -> None:
    made = after(retype([SECOND], Category(3, "An-32", states=(UNKNOWN_STATE, "parked"))))[2]
    assert (made.state, made.values, made.alternates) == ("parked", {}, (1,))


def test_labels_that_have_the_value_already_are_left_out() -> None:
    assert list(after(describe([FIRST, replace(SECOND, note="seen")], note="seen"))) == [1]
    assert list(after(set_cue([FIRST, SECOND], "T-tail", seen=True))) == [1]
    assert list(after(set_cue([FIRST, SECOND], "T-tail", seen=False))) == [2]
    assert list(after(set_value([FIRST, SECOND], "livery", None))) == [2]


def test_a_category_is_no_alternate_of_its_own_labels() -> None:
    assert after(set_alternate([FIRST, SECOND], 1, could_be=False))[2].alternates == (3,)
    assert after(set_alternate([FIRST], 1, could_be=True)) == {}
    assert after(set_alternate([FIRST], 2, could_be=True))[1].alternates == (2,)


def test_a_value_is_given_beside_the_others() -> None:
    made = after(set_value([SECOND], "role", "tanker"))[2]
    assert made.values == {"livery": "grey", "role": "tanker"}
    assert SECOND.values == {"livery": "grey"}
