"""User texts of categories: names of fields and values, sizes, and what a frame's resolution shows."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.category import Category, Dash, LookAlike
from basewatch_gui.model.edits.categories import CategoryMerge
from basewatch_gui.tools.registry import tool_records

_tr = QCoreApplication.translate

GSD_LIMITS_M = (0.35, 0.6, 1.0, 3.0, 10.0)
"""Collected GSDs up to which a frame shows the details of `_carried` (the domain's "What a frame can carry")."""


def carries_text(gsd_m: float | None) -> str:
    """Return which details a frame of this collected GSD shows; advice, never enforced."""
    if gsd_m is None:
        return _tr("Card", "The GSD is unknown: what the frame can carry can't be said.")
    for limit_m in GSD_LIMITS_M:
        if gsd_m <= limit_m:
            return _tr("Card", "At {gsd:g} m it can carry: {what}.").format(gsd=gsd_m, what=_carried(limit_m))
    return _tr("Card", "At {gsd:g} m single objects can't be told.").format(gsd=gsd_m)


def _carried(limit_m: float) -> str:
    return {
        0.35: _tr("Card", "type and state of all"),
        0.6: _tr("Card", "type of large and medium aircraft, family of helicopters, role of vehicles"),
        1.0: _tr("Card", "class only"),
        3.0: _tr("Card", "presence and size class"),
        10.0: _tr("Card", "activity"),
    }[limit_m]


def size_text(length_m: float | None, span_m: float | None) -> str:
    """Return the text of a reference size, of its known parts only; "" if none is known."""
    if length_m and span_m:
        return _tr("Card", "{length:g} × {span:g} m").format(length=length_m, span=span_m)
    if length_m:
        return _tr("Card", "length {length:g} m").format(length=length_m)
    return _tr("Card", "span {span:g} m").format(span=span_m) if span_m else ""


def difference_text(category: Category, other: LookAlike) -> str:
    """Return what tells a look-alike from a category: its stored text, else the differences of size from 5 cm."""
    if other.difference:
        return other.difference
    parts = []
    for ours, theirs, more, less in (
        (category.length_m, other.length_m, _tr("Card", "{by:.1f} m longer"), _tr("Card", "{by:.1f} m shorter")),
        (category.span_m, other.span_m, _tr("Card", "span {by:.1f} m more"), _tr("Card", "span {by:.1f} m less")),
    ):
        if ours and theirs and abs(theirs - ours) >= 0.05:
            parts.append((more if theirs > ours else less).format(by=abs(theirs - ours)))
    return ", ".join(parts)


def mark_text(mark: str) -> str:
    """Return the text of a confidence mark: V (seen in a public source), U (unconfirmed) or ""."""
    return {"V": _tr("Card", "seen in a public source"), "U": _tr("Card", "unconfirmed"), "": "–"}.get(mark, mark)


def dash_name(dash: Dash) -> str:
    """Return the name of a dash."""
    return {
        "solid": _tr("Card", "solid"),
        "dash": _tr("Card", "dashed"),
        "dot": _tr("Card", "dotted"),
        "dash-dot": _tr("Card", "dash and dot"),
    }[dash]


def tool_name(tool: str) -> str:
    """Return the name of a tool that a category can have as its own."""
    texts = {record.name: record.category_text for record in tool_records()}
    return _tr("Card", texts[tool]) if texts.get(tool) else tool


def kind_name(kind: str) -> str:
    """Return the name of a kind of attribute."""
    return {
        "choice": _tr("Card", "choice"),
        "text": _tr("Card", "text"),
        "number": _tr("Card", "number"),
        "yes_no": _tr("Card", "yes or no"),
    }[kind]


def field_name(field: str) -> str:
    """Return the name of a category field, as used in differences between two lists."""
    names = {
        "supercategory": _tr("Card", "group"),
        "length_m": _tr("Card", "length"),
        "span_m": _tr("Card", "span"),
        "mark": _tr("Card", "how well known"),
        "source": _tr("Card", "source"),
        "name": _tr("Card", "name"),
        "colour": _tr("Card", "colour"),
        "dash": _tr("Card", "dash"),
        "key": _tr("Card", "key"),
        "tool": _tr("Card", "tool"),
        "silhouette": _tr("Card", "silhouette"),
        "cues": _tr("Card", "cues"),
        "states": _tr("Card", "states"),
        "designations": _tr("Card", "designations"),
        "attributes": _tr("Card", "attributes"),
        "look_alikes": _tr("Card", "look-alikes"),
        "rank": _tr("Card", "place in the list"),
    }
    return names.get(field, field)


def merge_text(found: CategoryMerge) -> str:
    """Return a summary of what merging a list of categories would change."""
    parts = []
    if found.new:
        parts.append(_tr("Card", "{count} new: {names}.").format(count=len(found.new), names=", ".join(found.new)))
    if found.changed:
        each = [f"{name} ({', '.join(map(field_name, names))})" for name, names in found.changed.items()]
        parts.append(_tr("Card", "{count} change: {names}.").format(count=len(each), names=", ".join(each)))
    parts.append(_tr("Card", "{count} stay as they are.").format(count=found.same))
    if found.keys_lost:
        parts.append(
            _tr("Card", "Without their keys, which are in use: {names}.").format(names=", ".join(found.keys_lost))
        )
    return " ".join(parts)
