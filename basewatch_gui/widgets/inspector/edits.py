"""Edits that describe labels; each is one for all labels that it is given."""

from collections.abc import Iterable
from typing import TypeVar

from basewatch_gui.model.attribute import Value
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.label import Label

T = TypeVar("T")


def described(labels: Iterable[Label], **fields: object) -> Edit:
    """The edit that gives the labels these values of the attributes that all labels have."""
    return replaced("describe", [(label, changed(label, **fields)) for label in labels])


def with_cue(labels: Iterable[Label], cue: str, seen: bool) -> Edit:
    """The edit that says of the labels that a cue was seen, or was not."""
    return replaced("describe", [(label, changed(label, cues=_with(label.cues, cue, seen))) for label in labels])


def with_alternate(labels: Iterable[Label], category_id: int, could_be: bool) -> Edit:
    """The edit that says that the labels could be of a category too, or not; their own category is no alternate."""
    return replaced(
        "describe",
        [
            (label, changed(label, alternates=_with(label.alternates, category_id, could_be)))
            for label in labels
            if label.category_id != category_id
        ],
    )


def with_value(labels: Iterable[Label], name: str, value: Value | None) -> Edit:
    """The edit that gives the labels this value of an attribute of their category; None takes it away."""
    return replaced("describe", [(label, changed(label, values=_given(label, name, value))) for label in labels])


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
