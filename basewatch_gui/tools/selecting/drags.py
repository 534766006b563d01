"""The drags of the select tool: each computes labels as they would be with the pointer at a place."""

from dataclasses import dataclass, replace
from typing import Protocol

from basewatch_gui.geometry import polygons
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px, box_between, to_shapely
from basewatch_gui.geometry.reshape import Handle, carry_points, drag_handle, move_keypoint, move_outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import Action, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.tools.context import Context, Pointer, Result
from basewatch_gui.tools.record import translatable
from basewatch_gui.tools.shapes.oriented_box import snap_heading
from basewatch_gui.tools.tool import Cursor

HINT_MOVING = translatable("Hints", "Release to set the label down; Esc puts it back")
HINT_RESHAPING = translatable("Hints", "Release to keep the new shape; Esc puts it back")
HINT_TURNING = translatable("Hints", "Release to keep the new heading; Shift snaps to 15°")
HINT_KEYPOINT_MOVING = translatable("Hints", "Release to leave the keypoint here; Esc puts it back")
HINT_SUGGESTION_MOVING = translatable("Hints", "Release to accept it here, as the same object; Esc puts it back")

LEAST_RESHAPED_AREA_PX2 = 0.25
"""A drag leaves no outline with a smaller area, in px²: a label without area could not be taken again."""


class LabelDrag(Protocol):
    """A drag that changes labels."""

    @property
    def action(self) -> Action:
        """Return the action that its edit is named by."""

    @property
    def cursor(self) -> Cursor:
        """Return the shape of the pointer during the drag."""

    @property
    def hint(self) -> str:
        """Return the source text of what a release would do."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the labels as they were at the press."""

    @property
    def start_px(self) -> XY:
        """Return the place of the press."""

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Return the labels as they would be with the pointer here."""


@dataclass(frozen=True, slots=True)
class MoveLabels:
    """Move labels together."""

    labels: tuple[Label, ...]
    start_px: XY
    action: Action = "move"
    cursor: Cursor = "move"
    hint: str = HINT_MOVING

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Return each label shifted by the pointer's way since the press."""
        dx, dy = p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1]
        return tuple(with_outline(label, move_outline(label.outline, dx, dy)) for label in self.labels)


@dataclass(frozen=True, slots=True)
class ReshapeLabel:
    """Reshape one label by a handle of `outline`; `start_px` is the place of the press."""

    label: Label
    outline: Outline
    handle: Handle
    start_px: XY

    @property
    def action(self) -> Action:
        """Return "turn" for the nose handle, else "reshape"."""
        return "turn" if self.handle.kind == "nose" else "reshape"

    @property
    def cursor(self) -> Cursor:
        """Return the shape of the pointer for the handle's kind."""
        return "turn" if self.handle.kind == "nose" else "size"

    @property
    def hint(self) -> str:
        """Return the hint for the handle's kind."""
        return HINT_TURNING if self.handle.kind == "nose" else HINT_RESHAPING

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the one label."""
        return (self.label,)

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Return the label with its handle shifted with the pointer; Shift snaps a heading, Alt keeps the centre.

        A label that would get too small keeps its outline, a vertex added at the press included.
        """
        to_px = shift_with_pointer(self.handle.at_px, self.start_px, p)
        outline = drag_handle(self.outline, self.handle, to_px, from_centre=p.alt)
        if p.shift and self.handle.kind == "nose" and isinstance(outline, OrientedBox):
            outline = replace(outline, heading_px_deg=snap_heading(outline.heading_px_deg))
        return (with_outline(self.label, self.outline if is_too_small(outline) else outline),)


@dataclass(frozen=True, slots=True)
class MoveKeypoint:
    """Move one keypoint of a label; a box that just encloses the keypoints stays the box around them."""

    label: Label
    handle: Handle
    start_px: XY
    action: Action = "reshape"
    cursor: Cursor = "size"
    hint: str = HINT_KEYPOINT_MOVING

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the one label."""
        return (self.label,)

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Return the label with the keypoint shifted with the pointer; unchanged if its box would get too small."""
        label, to_px = self.label, shift_with_pointer(self.handle.at_px, self.start_px, p)
        outline, keypoints = move_keypoint(label.outline, label.keypoints_px, self.handle.index, to_px)
        return (label if is_too_small(outline) else replace(label, outline=outline, keypoints_px=keypoints),)


@dataclass(frozen=True, slots=True)
class MoveSuggestion:
    """Move a suggestion, which is accepted where it is released."""

    suggestion: Suggestion
    start_px: XY
    cursor: Cursor = "move"
    hint: str = HINT_SUGGESTION_MOVING

    def outline_at(self, p: Pointer) -> Outline:
        """Return the suggestion's outline shifted by the pointer's way since the press."""
        return move_outline(self.suggestion.outline, p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1])


@dataclass(frozen=True, slots=True)
class SuggestionRequest:
    """Choose a suggestion; with an outline, accept it with that one in place of its own."""

    suggestion: Suggestion
    outline: Outline | None = None


@dataclass(frozen=True, slots=True)
class RubberBand:
    """Select all labels that a level box touches."""

    start_px: XY

    def box_to(self, p: Pointer) -> Box:
        """Return the box from the press to the pointer."""
        return box_between(self.start_px, p.at_px)

    def touched_ids(self, p: Pointer, ctx: Context) -> frozenset[int]:
        """Return the ids of the labels inside the box or touching it."""
        band = self.box_to(p)
        width, height = band.right_px - band.left_px, band.bottom_px - band.top_px
        centre = (band.left_px + width / 2, band.top_px + height / 2)
        shape = to_shapely(band)
        near = ctx.labels_near(centre, (width + height) / 2)
        return frozenset(label.id for label in near if shape.intersects(to_shapely(label.outline)))


def shift_with_pointer(place_px: XY, start_px: XY, p: Pointer) -> XY:
    """Return a place shifted by the pointer's way since the press."""
    return (place_px[0] + p.at_px[0] - start_px[0], place_px[1] + p.at_px[1] - start_px[1])


def is_too_small(outline: Outline) -> bool:
    """Return True if an outline has less than the least area of a reshaped one; never for a point."""
    return not isinstance(outline, Point) and area_px(outline) < LEAST_RESHAPED_AREA_PX2


def with_outline(label: Label, outline: Outline) -> Label:
    """Return the label with another outline; its keypoints move along with that."""
    return replace(label, outline=outline, keypoints_px=carry_points(label.keypoints_px, label.outline, outline))


def add_vertex(outline: Polygon, at_px: XY, tolerance_px: float) -> tuple[Polygon, Handle] | None:
    """Add a vertex to the nearest edge of a polygon, and return its handle too; None without an edge that near."""
    made = polygons.insert_vertex(outline, at_px, tolerance_px)
    return None if made is None else (made[0], Handle("vertex", made[1], at_px))


def remove_vertex(label: Label, handle: Handle, ctx: Context) -> Result:
    """Return the edit that removes a vertex of a polygon; raises BasewatchError if fewer than three would be left."""
    made = polygons.delete_vertex(label.outline, handle.index) if isinstance(label.outline, Polygon) else None
    if made is None:
        raise BasewatchError("An outline keeps at least three points: delete the label instead.")
    return Result(replaced("reshape", [(label, ctx.modified(label, outline=made))]))
