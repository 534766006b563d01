"""Reworking the selected outlines: merged into one, simplified."""

from dataclasses import dataclass

from basewatch_gui.geometry.outline import Polygon, area_px
from basewatch_gui.geometry.polygons import merged, simplified, vertex_count
from basewatch_gui.model.edit import Edit, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session

TOLERANCES_PX = (0.5, 1.0, 2.0, 4.0, 8.0)
"""How far a simplified outline may come off the old one, in frame pixels: the least that takes a point away."""


@dataclass(frozen=True, slots=True)
class Simplified:
    """What simplifying did: points before and after, and how far the outline may have moved."""

    before: int
    after: int
    tolerance_px: float


def merge_selected(session: Session) -> None:
    """Make the selected labels one, with the attributes of the largest; raises BasewatchError where that can't be."""
    labels = session.selected_labels
    if len(labels) < 2:
        raise BasewatchError("Select two or more labels that touch: they become one.")
    if any(label.locked for label in labels):
        raise BasewatchError("A locked label can't be merged: unlock it first.")
    outline = merged(label.outline for label in labels)
    if outline is None:
        raise BasewatchError("These labels don't touch: only outlines that overlap or share an edge become one.")
    largest = max(labels, key=lambda label: area_px(label.outline))
    others = [label for label in labels if label is not largest]
    kept = replaced("merge", [(largest, changed(largest, outline=outline))])
    session.do(Edit("merge", (*removed("merge", others).changes, *kept.changes)))
    session.select(largest.frame_id, [largest.id])


def simplify_selected(session: Session) -> Simplified:
    """Take points from the selected polygons by the least tolerance that takes any, so that each step does something.

    Raises BasewatchError where no unlocked polygon is selected or nothing can go.
    """
    labels = [label for label in session.selected_labels if isinstance(label.outline, Polygon) and not label.locked]
    if not labels:
        raise BasewatchError("Select a polygon first: its points become fewer.")
    for tolerance_px in TOLERANCES_PX:
        made = [_simplified(label, tolerance_px) for label in labels]
        before, after = _count(labels), _count(made)
        if after < before:
            session.do(replaced("simplify", zip(labels, made, strict=True)))
            return Simplified(before, after, tolerance_px)
    raise BasewatchError("This outline has no point to spare: it would move by more than {most:g} px.",
                         most=TOLERANCES_PX[-1])  # fmt: skip


def _simplified(label: Label, tolerance_px: float) -> Label:
    assert isinstance(label.outline, Polygon)
    made = simplified(label.outline, tolerance_px)
    return changed(label, outline=made) if vertex_count(made) < vertex_count(label.outline) else label


def _count(labels: list[Label]) -> int:
    return sum(vertex_count(label.outline) for label in labels if isinstance(label.outline, Polygon))
