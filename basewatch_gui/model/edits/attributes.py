"""Makers of edits that say what labels are: category, attributes, cues, alternates; each is for all labels given."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from basewatch_gui.model.attribute import Value
from basewatch_gui.model.category import OCCLUSIONS, UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.label import Label

T = TypeVar("T")


def retype(labels: Iterable[Label], category: Category) -> Edit:
    """Return the edit that gives the labels this category.

    A state that it does not have becomes unknown; its own attributes start with their defaults where the label has no
    value of that name, and those that it does not have go.
    """
    return replaced("retype", [(label, _retyped(label, category)) for label in labels])


def describe(labels: Iterable[Label], **fields: object) -> Edit:
    """Return the edit that gives the labels these values of the attributes that all labels have."""
    return replaced("describe", [(label, changed(label, **fields)) for label in labels])


def step_occluded(labels: Sequence[Label]) -> Edit:
    """Return the edit that gives the labels the value of `occluded` that follows the first one's."""
    held = labels[0].occluded if labels else ""
    at = OCCLUSIONS.index(held) if held in OCCLUSIONS else -1
    return describe(labels, occluded=OCCLUSIONS[(at + 1) % len(OCCLUSIONS)])


def switch_locks(labels: Sequence[Label]) -> tuple[Edit, bool]:
    """Return the edit that locks the labels, or unlocks them where all are locked, and whether it locks them."""
    locked = not all(label.locked for label in labels)
    return replaced("lock", [(label, changed(label, locked=locked)) for label in labels]), locked


def set_cue(labels: Iterable[Label], cue: str, seen: bool) -> Edit:
    """Return the edit that adds a cue to the labels, or removes it."""
    return replaced("describe", [(label, changed(label, cues=_with(label.cues, cue, seen))) for label in labels])


def set_alternate(labels: Iterable[Label], category_id: int, could_be: bool) -> Edit:
    """Return the edit that adds a category to what the labels could be, or removes it.

    Labels of that category are left out: their own category is no alternate.
    """
    return replaced(
        "describe",
        [
            (label, changed(label, alternates=_with(label.alternates, category_id, could_be)))
            for label in labels
            if label.category_id != category_id
        ],
    )


def set_value(labels: Iterable[Label], name: str, value: Value | None) -> Edit:
    """Return the edit that gives the labels this value of an attribute of their category; None removes it."""
    return replaced("describe", [(label, changed(label, values=_given(label, name, value))) for label in labels])


def _retyped(label: Label, category: Category) -> Label:
    if label.category_id == category.id:
        return label
    state = label.state if label.state in category.states else UNKNOWN_STATE
    defaults = {each.name: each.default for each in category.attributes if each.default is not None}
    stored = {each.name: label.values[each.name] for each in category.attributes if each.name in label.values}
    alternates = tuple(key for key in label.alternates if key != category.id)
    return changed(label, category_id=category.id, state=state, values=defaults | stored, alternates=alternates)


def _with(held: tuple[T, ...], one: T, wanted: bool) -> tuple[T, ...]:
    if wanted:
        return held if one in held else (*held, one)
    return tuple(other for other in held if other != one)


def _given(label: Label, name: str, value: Value | None) -> dict[str, Value]:
    values = dict(label.values)
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
    return values
