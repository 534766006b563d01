"""Attributes that are asked for and not given."""

from collections.abc import Iterator

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Scene


def attributes(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """Labels without a value of an attribute that their category requires."""
    required = {
        key: names
        for key, category in scene.categories.items()
        if (names := [each.name for each in category.attributes if each.required])
    }
    if not required:
        return
    for row, label in enumerate(sheet.labels):
        missing = [name for name in required.get(label.category_id, ()) if label.values.get(name, "") == ""]
        if missing:
            yield Finding(scene.frame.id, "attribute", (label.id,), "warning", "missing", _at(sheet, row),
                          (", ".join(missing),))  # fmt: skip


def identifications(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """Labels of which nobody has said how sure the category is."""
    for row, label in enumerate(sheet.labels):
        if label.identification == "unassessed":
            yield Finding(scene.frame.id, "identification", (label.id,), "hint", "unassessed", _at(sheet, row))


def _at(sheet: LabelSheet, row: int) -> tuple[float, float]:
    x, y = sheet.centres_px[row].tolist()
    return (x, y)
