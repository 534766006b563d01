"""Table of the label fields that the inspector shows, one record per row: choices and lines of text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.category import UNKNOWN_STATE, Category
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.widgets.texts import identification_name, occlusion_name, state_name

_tr = QCoreApplication.translate
_CHOICES = {each.name: each.choices for each in LABEL_FIELDS}

Labels = Sequence[Label]
Categories = Sequence[Category | None]


def _fixed_choices(row: "FieldRow", _labels: Labels, _categories: Categories) -> Iterable[str]:
    return _CHOICES[row.name]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row for a field of a label: a choice if `value_name` is given, which names its values, else a line of text.

    `offers` returns the values to choose from, or the texts to propose, for labels and their categories.
    """

    name: str
    title: str
    value_name: Callable[[str], str] | None = None
    offers: Callable[["FieldRow", Labels, Categories], Iterable[str]] = _fixed_choices


def field_rows() -> tuple[FieldRow, ...]:
    """Return the rows from top to bottom."""
    return (
        FieldRow("identification", _tr("Inspector", "Identification"), identification_name),
        FieldRow("state", _tr("Inspector", "State"), state_name, _states),
        FieldRow("occluded", _tr("Inspector", "Occluded"), occlusion_name),
        FieldRow("designation", _tr("Inspector", "Designation"), offers=_designations),
    )


def _states(_row: FieldRow, labels: Labels, categories: Categories) -> list[str]:
    """Return the states that all of the categories have, and any state that a label has already."""
    lists = [category.states if category is not None else (UNKNOWN_STATE,) for category in categories]
    shared = [state for state in lists[0] if all(state in states for states in lists)]
    return shared + sorted({label.state for label in labels} - set(shared))


def _designations(_row: FieldRow, _labels: Labels, categories: Categories) -> Iterable[str]:
    return dict.fromkeys(text for category in categories if category is not None for text in category.designations)
