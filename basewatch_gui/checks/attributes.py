"""Attributes and identifications that are required and missing."""

from collections.abc import Iterator

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable


def check_required_attributes(context: FrameContext, table: LabelTable) -> Iterator[Finding]:
    """Find labels without a value of an attribute that their category requires."""
    required = {
        key: names
        for key, category in context.categories.items()
        if (names := [each.name for each in category.attributes if each.required])
    }
    if not required:
        return
    for row, label in enumerate(table.labels):
        missing = [name for name in required.get(label.category_id, ()) if label.values.get(name, "") == ""]
        if missing:
            yield Finding(context.frame.id, "attribute", (label.id,), "warning", "missing", _at(table, row),
                          (", ".join(missing),))  # fmt: skip


def check_identifications(context: FrameContext, table: LabelTable) -> Iterator[Finding]:
    """Find labels for which nobody has stated how sure the category is."""
    for row, label in enumerate(table.labels):
        if label.identification == "unassessed":
            yield Finding(context.frame.id, "identification", (label.id,), "hint", "unassessed", _at(table, row))


def _at(table: LabelTable, row: int) -> tuple[float, float]:
    x, y = table.centres_px[row].tolist()
    return (x, y)
