"""Edits that the panels make of labels."""

from collections.abc import Iterable

from basewatch_gui.model.category import UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import changed


def retype(labels: Iterable[Label], category: Category) -> Edit:
    """The edit that gives the labels this category; a state that it does not have becomes unknown."""
    return replaced("retype", [(label, _retyped(label, category)) for label in labels])


def remove_frame(frame: Frame, labels: Iterable[Label]) -> Edit:
    """The edit that takes a frame out of the project: its labels first, then the frame."""
    return removed("remove frames", [*labels, frame])


def _retyped(label: Label, category: Category) -> Label:
    state = label.state if label.state in category.states else UNKNOWN_STATE
    return changed(label, category_id=category.id, state=state)
