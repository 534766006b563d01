"""Converts a category's attributes and look-alikes to rows of a table and back."""

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from basewatch_gui.model.attribute import Attribute, Kind, Value
from basewatch_gui.model.category import LookAlike
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.labelling.naming import fits
from basewatch_gui.widgets.categories.category_texts import kind_name
from basewatch_gui.widgets.categories.editor_lists import Cell, RowsTable
from basewatch_gui.widgets.fields.attribute_values import parse_number, parse_value, value_text

_tr = QCoreApplication.translate


def attributes_table(parent: QWidget) -> RowsTable:
    """Return an empty table of attributes."""
    titles = (
        _tr("Categories", "Name"),
        _tr("Categories", "Kind"),
        _tr("Categories", "Choices, by commas"),
        _tr("Categories", "At first"),
        _tr("Categories", "Stays"),
        _tr("Categories", "Required"),
    )
    table = RowsTable(_tr("Categories", "Attributes"), titles, ("", "text", "", "", False, False), parent)
    table.set_choices(1, {kind: kind_name(kind) for kind in get_args(Kind)})
    table.stretch_column(2)
    helps = (
        _tr("Categories", "The attribute's name, as the inspector and the export have it"),
        _tr("Categories", "What its values are"),
        _tr("Categories", "The values of a choice"),
        _tr("Categories", "What a new label has"),
        _tr("Categories", "A new label has the value given last"),
        _tr("Categories", "The checks ask for it"),
    )
    table.set_column_helps(helps)
    return table


def look_alikes_table(parent: QWidget) -> RowsTable:
    """Return an empty table of look-alikes."""
    titles = (
        _tr("Categories", "Type"),
        _tr("Categories", "What tells it apart"),
        _tr("Categories", "Length (m)"),
        _tr("Categories", "Span (m)"),
        _tr("Categories", "Known"),
    )
    table = RowsTable(_tr("Categories", "Look-alikes"), titles, ("", "", "", "", ""), parent)
    marks = {"": "–", "V": _tr("Categories", "public source"), "U": _tr("Categories", "unconfirmed")}
    table.set_choices(4, marks)
    table.stretch_column(1)
    return table


def attribute_rows(attributes: Sequence[Attribute]) -> list[list[Cell]]:
    """Return the attributes as rows of `attributes_table`."""
    return [
        [each.name, each.kind, ", ".join(each.choices), value_text(each.default), each.sticky, each.required]
        for each in attributes
    ]


def attributes_of(rows: Sequence[Sequence[Cell]]) -> tuple[Attribute, ...]:
    """Return the attributes that rows describe; rows without a name are skipped as incomplete.

    Raises BasewatchError for a repeated name, a choice without values, or an invalid default.
    """
    made: list[Attribute] = []
    for name, kind, choices, default, sticky, required in rows:
        if not name:
            continue
        if any(other.name == name for other in made):
            raise BasewatchError("There is an attribute {name} already. Write another name.", name=name)
        values = tuple(dict.fromkeys(text for part in str(choices).split(",") if (text := part.strip())))
        if kind == "choice" and not values:
            raise BasewatchError("Write the choices of {name}, with commas between them.", name=name)
        attribute = Attribute(str(name), _parse_kind(str(kind)), values if kind == "choice" else ())
        first = _parse_default(attribute, str(default))
        made.append(Attribute(attribute.name, attribute.kind, attribute.choices, first, bool(sticky), bool(required)))
    return tuple(made)


def look_alike_rows(look_alikes: Sequence[LookAlike]) -> list[list[Cell]]:
    """Return the look-alikes as rows of `look_alikes_table`."""
    return [
        [each.name, each.difference, _metres_text(each.length_m), _metres_text(each.span_m), each.mark]
        for each in look_alikes
    ]


def look_alikes_of(rows: Sequence[Sequence[Cell]]) -> tuple[LookAlike, ...]:
    """Return the look-alikes that rows describe; rows without a name are skipped as incomplete.

    Raises BasewatchError for a size that is not a positive number.
    """
    return tuple(
        LookAlike(
            str(name),
            str(difference),
            parse_size_m(str(length), str(name)),
            parse_size_m(str(span), str(name)),
            str(mark),
        )
        for name, difference, length, span, mark in rows
        if name
    )


def parse_size_m(text: str, name: str) -> float | None:
    """Return the size in metres that a text holds, None for ""; raises BasewatchError unless it is positive."""
    if not text:
        return None
    value = parse_number(text, name)
    if value <= 0:
        raise BasewatchError("{name} must be more than 0. Leave the field empty where it is unknown.", name=name)
    return value


def _parse_default(attribute: Attribute, text: str) -> Value | None:
    """Return the default value that a text holds; raises BasewatchError if it does not fit the attribute."""
    if attribute.kind == "yes_no" and text not in ("", "yes", "no"):
        raise BasewatchError("{name} is a yes or no: write yes or no at first, or nothing.", name=attribute.name)
    value = parse_value(attribute, text)
    if attribute.choices and not fits(attribute, value):
        raise BasewatchError("{text} is none of the choices of {name}.", text=text, name=attribute.name)
    return value


def _parse_kind(text: str) -> Kind:
    return next(kind for kind in get_args(Kind) if kind == text)


def _metres_text(size_m: float | None) -> str:
    return f"{size_m:g}" if size_m else ""
