"""Edits that the panels make of labels."""

from collections.abc import Iterable

from basewatch_gui.model.category import UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label


def retype(labels: Iterable[Label], category: Category) -> Edit:
    """The edit that gives the labels this category.

    A state that it does not have becomes unknown; its own attributes start with their defaults where the label has no
    value of that name, and those that it does not have go.
    """
    return replaced("retype", [(label, _retyped(label, category)) for label in labels])


def remove_frame(frame: Frame, labels: Iterable[Label]) -> Edit:
    """The edit that takes a frame out of the project: its labels first, then the frame."""
    return removed("remove frames", [*labels, frame])


def _retyped(label: Label, category: Category) -> Label:
    state = label.state if label.state in category.states else UNKNOWN_STATE
    if label.category_id == category.id:
        return label
    defaults = {each.name: each.default for each in category.attributes if each.default is not None}
    kept = {each.name: label.values[each.name] for each in category.attributes if each.name in label.values}
    alternates = tuple(key for key in label.alternates if key != category.id)
    return changed(label, category_id=category.id, state=state, values=defaults | kept, alternates=alternates)
