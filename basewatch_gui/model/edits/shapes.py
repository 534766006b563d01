"""Makers of edits that reshape labels: turned, scaled, aligned, merged, simplified; each is for all labels given."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from basewatch_gui.geometry.outline import OrientedBox, Outline, Polygon, area_px, centre_px
from basewatch_gui.geometry.polygons import merge_outlines, simplify_polygon, vertex_count
from basewatch_gui.geometry.reshape import flip_outline, scale_outline, turn_outline
from basewatch_gui.geometry.transform import full_circle
from basewatch_gui.model.edit import Action, Edit, removed, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label

RIGHT_ANGLE_DEG = 90.0

SIMPLIFY_TOLERANCES_PX = (0.5, 1.0, 2.0, 4.0, 8.0)
"""How far a simplified outline may come off the old one, in frame pixels: the least that takes a point away."""


@dataclass(frozen=True, slots=True)
class Simplified:
    """The edit that simplifies outlines, their points before and after, and how far an outline may move."""

    edit: Edit
    before: int
    after: int
    tolerance_px: float


def turn(labels: Iterable[Label], by_deg: float) -> Edit:
    """Return the edit that turns each label about its own centre, clockwise in the frame."""
    return _reshape("turn", labels, lambda outline: turn_outline(outline, by_deg, centre_px(outline)))


def flip(labels: Iterable[Label]) -> Edit:
    """Return the edit that swaps nose and tail of the oriented boxes."""
    return _reshape("turn", labels, flip_outline)


def scale(labels: Iterable[Label], factor: float) -> Edit:
    """Return the edit that scales each label about its own centre."""
    return _reshape("reshape", labels, lambda outline: scale_outline(outline, factor, centre_px(outline)))


def align(headings_px_deg: Iterable[tuple[Label, float]]) -> Edit:
    """Return the edit that gives each oriented box the heading beside it."""
    return _turn_to(headings_px_deg, lambda _own_deg, other_deg: other_deg)


def square(headings_px_deg: Iterable[tuple[Label, float]]) -> Edit:
    """Return the edit that turns each oriented box to the nearest right angle to the heading beside it."""
    return _turn_to(headings_px_deg, _nearest_right_angle)


def merge_labels(labels: Sequence[Label]) -> tuple[Edit, Label]:
    """Return the edit that makes labels of one frame one, with the attributes of the largest, and that label.

    Raises BasewatchError for fewer than two labels, locked ones, and outlines that don't touch.
    """
    if len(labels) < 2:
        raise BasewatchError("Select two or more labels that touch: they become one.")
    if any(label.locked for label in labels):
        raise BasewatchError("A locked label can't be merged: unlock it first.")
    outline = merge_outlines(label.outline for label in labels)
    if outline is None:
        raise BasewatchError("These labels don't touch: only outlines that overlap or share an edge become one.")
    largest = max(labels, key=lambda label: area_px(label.outline))
    others = removed("merge", [label for label in labels if label is not largest])
    grown = replaced("merge", [(largest, changed(largest, outline=outline))])
    return Edit("merge", (*others.changes, *grown.changes)), largest


def simplify(labels: Iterable[Label]) -> Simplified:
    """Return the edit that takes points from the polygons by the least tolerance that takes any.

    Raises BasewatchError where there is no unlocked polygon or no point can go.
    """
    polygons = [label for label in labels if isinstance(label.outline, Polygon) and not label.locked]
    if not polygons:
        raise BasewatchError("Select a polygon first: its points become fewer.")
    for tolerance_px in SIMPLIFY_TOLERANCES_PX:
        made = [_simplified(label, tolerance_px) for label in polygons]
        before, after = _count_points(polygons), _count_points(made)
        if after < before:
            edit = replaced("simplify", zip(polygons, made, strict=True))
            return Simplified(edit, before, after, tolerance_px)
    raise BasewatchError("This outline has no point to spare: it would move by more than {most:g} px.",
                         most=SIMPLIFY_TOLERANCES_PX[-1])  # fmt: skip


def _reshape(action: Action, labels: Iterable[Label], to: Callable[[Outline], Outline]) -> Edit:
    return replaced(action, [(label, changed(label, outline=to(label.outline))) for label in labels])


def _turn_to(headings_px_deg: Iterable[tuple[Label, float]], heading: Callable[[float, float], float]) -> Edit:
    pairs: list[tuple[Label, Label]] = []
    for label, other_deg in headings_px_deg:
        box = label.outline
        if isinstance(box, OrientedBox):
            made = replace(box, heading_px_deg=full_circle(heading(box.heading_px_deg, other_deg)))
            pairs.append((label, changed(label, outline=made)))
    return replaced("align", pairs)


def _nearest_right_angle(own_deg: float, other_deg: float) -> float:
    return other_deg + RIGHT_ANGLE_DEG * round((own_deg - other_deg) / RIGHT_ANGLE_DEG)


def _simplified(label: Label, tolerance_px: float) -> Label:
    assert isinstance(label.outline, Polygon)
    made = simplify_polygon(label.outline, tolerance_px)
    return changed(label, outline=made) if vertex_count(made) < vertex_count(label.outline) else label


def _count_points(labels: Iterable[Label]) -> int:
    return sum(vertex_count(label.outline) for label in labels if isinstance(label.outline, Polygon))
