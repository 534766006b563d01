"""Labels copied and pasted: as JSON text with the frame that they lie on, so that another project can take them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import msgspec

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox, Outline, Ring, bounds_px, centre_px
from basewatch_gui.geometry.outline_json import outline_from_values, outline_values
from basewatch_gui.geometry.reproject import reproject_outlines, reproject_points
from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit, added
from basewatch_gui.model.edits.labels import NewIds, new_uids, utc_now
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame, Source, ground_map
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.model.project import Project

MOST_LABELS = 10_000
"""As many labels can be copied at a time."""

MOST_CHARACTERS = 64 * 2**20
"""A longer text is not parsed: ten thousand labels take a tenth of this."""

FORMAT = "basewatch labels 1"


_COPIED = tuple(each for each in LABEL_FIELDS if each.copied)
_Attributes = msgspec.defstruct(
    "_Attributes", [(each.name, each.kind, each.default) for each in _COPIED], omit_defaults=True
)
"""What a copy takes over of a label beside category and outline."""


class _Copy(msgspec.Struct):
    category_id: int
    category: str
    outline: Any
    attributes: _Attributes  # type: ignore[valid-type]


class _Copies(msgspec.Struct):
    format: str
    frame: Frame
    labels: list[_Copy]


@dataclass(frozen=True, slots=True)
class Pasted:
    """The edit that adds the pasted labels, and how many of the copies lie outside the frame."""

    edit: Edit
    outside: int = 0

    @property
    def count(self) -> int:
        """How many labels it adds."""
        return len(self.edit.changes)


def copied_text(project: Project, labels: Sequence[Label]) -> str:
    """Return labels of one frame as text for the clipboard; raises BasewatchError for none or too many."""
    if not labels:
        raise BasewatchError("No label is selected: click one, or drag around several.")
    if len(labels) > MOST_LABELS:
        raise BasewatchError("At most {most} labels are copied at a time.", most=MOST_LABELS)
    frame = project.frames[labels[0].frame_id]
    copies = [
        _Copy(
            label.category_id,
            project.categories[label.category_id].name,
            outline_values(label.outline),
            _attributes_of(label),
        )
        for label in labels
    ]
    nameless = replace(frame, path="", parts=(), source=Source(), origins=())
    return msgspec.json.encode(_Copies(FORMAT, nameless, copies)).decode()


def paste(
    project: Project, ids: NewIds, author: str, text: str, frame_id: int, at_px: XY | None, step_px: XY
) -> Pasted:
    """Return the edit that pastes copied labels on a frame.

    On the frame that they come from they are put about a place, or a step away where there is none; on another one at
    the same place of the ground, or about the place where the ground of one is not known. Raises BasewatchError for a
    text that holds no labels, and where they all lie outside the frame.
    """
    copies = _parsed(text)
    frame = project.frames[frame_id]
    categories = [_category_of(copy, project.categories) for copy in copies.labels]
    outlines = [_outline(copy) for copy in copies.labels]
    rings: list[Ring] = [copy.attributes.keypoints_px for copy in copies.labels]  # type: ignore[attr-defined]
    source, target = _ground_of(project, copies.frame), project.ground_map(frame_id)
    placed: list[Outline | None]
    if _is_same(copies.frame, frame) or source is None or source.is_georeferenced != target.is_georeferenced:
        dx, dy = _shift(outlines, at_px, step_px)
        placed = [move_outline(outline, dx, dy) for outline in outlines]
        rings = [tuple((x + dx, y + dy) for x, y in ring) for ring in rings]
    else:
        placed = reproject_outlines(outlines, source, target)
        rings = [reproject_points(ring, source, target) for ring in rings]
    inside = [
        (outline, category, copy.attributes, ring)
        for copy, category, outline, ring in zip(copies.labels, categories, placed, rings, strict=True)
        if outline is not None and _is_inside(outline, frame)
    ]
    if not inside:
        raise BasewatchError("The copied labels lie outside {name}.", name=frame.name)
    made = _labels(project, ids, author, frame_id, inside)
    return Pasted(added("paste", made), len(outlines) - len(made))


def duplicate(project: Project, ids: NewIds, author: str, labels: Sequence[Label], step_px: XY) -> Edit:
    """Return the edit that puts a copy of each label of one frame a step away."""
    dx, dy = step_px
    copies = [
        (
            move_outline(label.outline, dx, dy),
            project.categories[label.category_id],
            _attributes_of(label),
            tuple((x + dx, y + dy) for x, y in label.keypoints_px),
        )
        for label in labels
    ]
    return added("duplicate", _labels(project, ids, author, labels[0].frame_id, copies) if labels else [])


def _parsed(text: str) -> _Copies:
    try:
        copies = msgspec.json.decode(text if len(text) <= MOST_CHARACTERS else "", type=_Copies)
    except (msgspec.MsgspecError, UnicodeEncodeError) as fault:
        raise _not_labels() from fault
    if copies.format != FORMAT or not 0 < len(copies.labels) <= MOST_LABELS:
        raise _not_labels()
    return copies


def _not_labels() -> BasewatchError:
    return BasewatchError("The clipboard holds no labels: select some and copy them first.")


def _outline(copy: _Copy) -> Outline:
    try:
        return outline_from_values(copy.outline)
    except ValueError as fault:
        raise BasewatchError("A copied label can't be read ({fault}): copy it again.", fault=fault) from fault


def _category_of(copy: _Copy, categories: dict[int, Category]) -> Category:
    """Return the category of the copy's name, looked for under its id first."""
    found = categories.get(copy.category_id)
    if found is None or found.name != copy.category:
        found = next((category for category in categories.values() if category.name == copy.category), None)
    if found is None:
        raise BasewatchError("This project has no category {name}: add it, then paste again.", name=copy.category)
    return found


def _ground_of(project: Project, copied: Frame) -> GroundMap | None:
    """Return the ground of the frame that was copied from: as this project has it, else by its own georeference."""
    ours = next((frame.id for frame in project.frames.values() if _is_same(frame, copied)), None)
    if ours is not None:
        return project.ground_map(ours)
    made = ground_map(copied, project.plane)
    return made if made.is_georeferenced else None


def _is_same(frame: Frame, other: Frame) -> bool:
    return (frame.fingerprint, frame.image) == (other.fingerprint, other.image)


def _is_inside(outline: Outline, frame: Frame) -> bool:
    x, y = centre_px(outline)
    if not (0 <= x <= frame.width and 0 <= y <= frame.height):
        return False
    if isinstance(outline, OrientedBox):
        return isfinite(outline.length_px) and isfinite(outline.width_px) and isfinite(outline.heading_px_deg)
    return all(map(isfinite, bounds_px(outline)))


def _shift(outlines: Iterable[Outline], at_px: XY | None, step_px: XY) -> XY:
    """Return how far the labels go so that their middle comes to the place; the step where there is none."""
    if at_px is None:
        return step_px
    centres = [centre_px(outline) for outline in outlines]
    xs, ys = [x for x, _ in centres], [y for _, y in centres]
    return (at_px[0] - (min(xs) + max(xs)) / 2, at_px[1] - (min(ys) + max(ys)) / 2)


def _attributes_of(label: Label) -> Any:
    return _Attributes(*(getattr(label, each.name) for each in _COPIED))


def _labels(
    project: Project,
    ids: NewIds,
    author: str,
    frame_id: int,
    copies: Sequence[tuple[Outline, Category, Any, Ring]],
) -> list[Label]:
    """Return new labels of these outlines, categories, attributes and keypoints."""
    now, held = utc_now(), project.categories
    made = []
    for uid, (outline, category, attributes, ring) in zip(new_uids(len(copies)), copies, strict=True):
        given = msgspec.structs.asdict(attributes)
        given["alternates"] = tuple(key for key in attributes.alternates if key in held)
        given["keypoints_px"] = ring
        made.append(
            Label(
                id=ids.new_label_id(),
                uid=uid,
                frame_id=frame_id,
                category_id=category.id,
                outline=outline,
                author=author,
                created=now,
                modified=now,
                **given,
            )
        )
    return made
