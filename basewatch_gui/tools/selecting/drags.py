"""The drags of the select tool: from where it was pressed to labels as they would stand."""

from dataclasses import dataclass, replace
from typing import Protocol

from basewatch_gui.geometry import polygons
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px, box, geometry
from basewatch_gui.geometry.reshape import Handle, carried, dragged, moved, with_keypoint
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
"""Least area in px² that a reshaped outline keeps."""


class LabelDrag(Protocol):
    """A drag that changes labels."""

    @property
    def action(self) -> Action:
        """What its edit is called."""

    @property
    def cursor(self) -> Cursor:
        """The pointer's shape during the drag."""

    @property
    def hint(self) -> str:
        """What the drag is doing."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels as they stood at the press."""

    @property
    def start_px(self) -> XY:
        """Where it was pressed."""

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """The labels as they would stand with the pointer here."""


@dataclass(frozen=True, slots=True)
class MoveLabels:
    """Labels moved together."""

    labels: tuple[Label, ...]
    start_px: XY
    action: Action = "move"
    cursor: Cursor = "move"
    hint: str = HINT_MOVING

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Each label shifted as the pointer is."""
        dx, dy = p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1]
        return tuple(with_outline(label, moved(label.outline, dx, dy)) for label in self.labels)


@dataclass(frozen=True, slots=True)
class ReshapeLabel:
    """One label reshaped by a handle; `outline` is what the handle belongs to, `start_px` where it was taken."""

    label: Label
    outline: Outline
    handle: Handle
    start_px: XY

    @property
    def action(self) -> Action:
        """Turn by the nose, else reshape."""
        return "turn" if self.handle.kind == "nose" else "reshape"

    @property
    def cursor(self) -> Cursor:
        """By the handle's kind."""
        return "turn" if self.handle.kind == "nose" else "size"

    @property
    def hint(self) -> str:
        """By the handle's kind."""
        return HINT_TURNING if self.handle.kind == "nose" else HINT_RESHAPING

    @property
    def labels(self) -> tuple[Label, ...]:
        """The one label."""
        return (self.label,)

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """The label with its handle shifted as the pointer is; Shift snaps a turned nose, Alt leaves the centre.

        A label that would vanish stays as it was, but for the point that was added to it.
        """
        to_px = shift_with_pointer(self.handle.at_px, self.start_px, p)
        outline = dragged(self.outline, self.handle, to_px, from_centre=p.alt)
        if p.shift and self.handle.kind == "nose" and isinstance(outline, OrientedBox):
            outline = replace(outline, heading_px_deg=snap_heading(outline.heading_px_deg))
        return (with_outline(self.label, self.outline if is_too_small(outline) else outline),)


@dataclass(frozen=True, slots=True)
class MoveKeypoint:
    """One keypoint of a label moved; a box that is just the one about the keypoints stays so."""

    label: Label
    handle: Handle
    start_px: XY
    action: Action = "reshape"
    cursor: Cursor = "size"
    hint: str = HINT_KEYPOINT_MOVING

    @property
    def labels(self) -> tuple[Label, ...]:
        """The one label."""
        return (self.label,)

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """The label with the keypoint shifted as the pointer is, as it was where its box would vanish."""
        label, to_px = self.label, shift_with_pointer(self.handle.at_px, self.start_px, p)
        outline, keypoints = with_keypoint(label.outline, label.keypoints_px, self.handle.index, to_px)
        return (label if is_too_small(outline) else replace(label, outline=outline, keypoints_px=keypoints),)


@dataclass(frozen=True, slots=True)
class MoveSuggestion:
    """A suggestion that is accepted where it is put down."""

    suggestion: Suggestion
    start_px: XY
    cursor: Cursor = "move"
    hint: str = HINT_SUGGESTION_MOVING

    def outline(self, p: Pointer) -> Outline:
        """Its outline shifted as the pointer is."""
        return moved(self.suggestion.outline, p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1])


@dataclass(frozen=True, slots=True)
class SuggestionRequest:
    """Choose a suggestion; with an outline, accept it with that one in place of its own."""

    suggestion: Suggestion
    outline: Outline | None = None


@dataclass(frozen=True, slots=True)
class RubberBand:
    """A rubber band that selects what it touches."""

    start_px: XY

    def area(self, p: Pointer) -> Box:
        """The band with the pointer here."""
        return box(self.start_px, p.at_px)

    def touched_ids(self, p: Pointer, ctx: Context) -> frozenset[int]:
        """Ids of the labels inside the band or touching it."""
        band = self.area(p)
        width, height = band.right_px - band.left_px, band.bottom_px - band.top_px
        centre = (band.left_px + width / 2, band.top_px + height / 2)
        shape = geometry(band)
        near = ctx.labels_near(centre, (width + height) / 2)
        return frozenset(label.id for label in near if shape.intersects(geometry(label.outline)))


def shift_with_pointer(place_px: XY, start_px: XY, p: Pointer) -> XY:
    """A place shifted as the pointer is since the press."""
    return (place_px[0] + p.at_px[0] - start_px[0], place_px[1] + p.at_px[1] - start_px[1])


def is_too_small(outline: Outline) -> bool:
    """Whether an outline is too small to be kept; a point never is."""
    return not isinstance(outline, Point) and area_px(outline) < LEAST_RESHAPED_AREA_PX2


def with_outline(label: Label, outline: Outline) -> Label:
    """The label as it would be with another outline; its keypoints go with it."""
    return replace(label, outline=outline, keypoints_px=carried(label.keypoints_px, label.outline, outline))


def add_vertex(outline: Polygon, at_px: XY, tolerance_px: float) -> tuple[Polygon, Handle] | None:
    """The polygon with a vertex added to its nearest edge, and the vertex's handle; None where no edge is so near."""
    made = polygons.with_vertex(outline, at_px, tolerance_px)
    return None if made is None else (made[0], Handle("vertex", made[1], at_px))


def remove_vertex(label: Label, handle: Handle, ctx: Context) -> Result:
    """What takes a vertex from a polygon's label; raises BasewatchError where fewer than three would be left."""
    made = polygons.without_vertex(label.outline, handle.index) if isinstance(label.outline, Polygon) else None
    if made is None:
        raise BasewatchError("An outline keeps at least three points: delete the label instead.")
    return Result(replaced("reshape", [(label, ctx.modified(label, outline=made))]))
