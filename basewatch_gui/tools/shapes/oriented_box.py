"""The tool that draws oriented boxes by nose, tail and wing tip."""

from dataclasses import replace
from typing import ClassVar

from basewatch_gui.geometry.outline import OrientedBox, heading_of, oriented_box_from_axis
from basewatch_gui.geometry.transform import XY, full_circle
from basewatch_gui.model.category import Category
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line, is_within, measured, size_advice_of
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import LEAST_SIDE_PX, DrawingTool

HINT_NOSE = translatable("Hints", "Click the nose")
HINT_TAIL = translatable("Hints", "Click the tail")
HINT_WING_TIP = translatable("Hints", "Click a wing tip; Enter takes the usual width, {flip} swaps nose and tail")

SNAP_DEG = 15.0
"""Shift snaps headings to multiples of this."""


class OrientedBoxTool(DrawingTool):
    """Draw by nose, tail and wing tip; Enter or a second click on the tail takes the width from the category.

    Shift snaps the heading to multiples of 15 degrees from the frame's up, Ctrl keeps the last heading.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="oriented_box",
        text=translatable("Actions", "Oriented box"),
        help=translatable("Actions", "Draw by nose, tail and wing tip."),
        icon="oriented-box",
        keys=("O",),
        tool_bar_rank=30,
        category_text=translatable("Card", "oriented box"),
        draws=True,
        has_nose=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for nose, tail, then wing tip."""
        return (HINT_NOSE, HINT_TAIL, HINT_WING_TIP)[len(self._points)]

    def enter(self, ctx: Context) -> Result:
        """Finish with the category's proportions, once nose and tail are there."""
        if len(self._points) < 2:
            return NOTHING
        return self._finish_outline(self._proportioned(self._points[1], ctx), ctx)

    def flip(self, ctx: Context) -> Result:
        """Swap nose and tail, once both are there."""
        if len(self._points) == 2:
            self._points.reverse()
            self._refresh_preview(ctx)
        return NOTHING

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if len(self._points) == 2:
            return self._finish_outline(self._with_wing_tip(p, ctx), ctx)
        tail = aimed_tail_px(self._points[0], p, ctx.last_heading_deg)
        if not is_within(LEAST_SIDE_PX, self._points[0], tail):
            self._points.append(tail)
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        nose = self._points[0]
        tail = self._points[1] if len(self._points) == 2 else aimed_tail_px(nose, p, ctx.last_heading_deg)
        if is_within(LEAST_SIDE_PX, nose, tail):
            return Preview(ctx.frame_id, points_px=tuple(self._points))
        proportioned = self._proportioned(tail, ctx)
        guides: tuple[tuple[XY, ...], ...] = ((nose, tail),)
        outline = proportioned
        if len(self._points) == 2:
            outline = self._with_wing_tip(p, ctx)
            guides = (*guides, closed_line(proportioned.corners_px))
        measures = measured(outline, ctx)
        return Preview(
            ctx.frame_id,
            outline,
            guides,
            tuple(self._points),
            measures=measures,
            advice=size_advice_of(outline, measures, ctx),
        )

    def _proportioned(self, tail: XY, ctx: Context) -> OrientedBox:
        box = oriented_box_from_axis(self._points[0], tail, 1.0)
        return replace(box, width_px=max(box.length_px * width_over_length(ctx.category), LEAST_SIDE_PX))

    def _with_wing_tip(self, p: Pointer, ctx: Context) -> OrientedBox:
        nose, tail = self._points
        if is_within(p.slop_px, tail, p.at_px):
            return self._proportioned(tail, ctx)
        return oriented_box_from_axis(nose, tail, max(2 * distance_to_axis_px(nose, tail, p.at_px), LEAST_SIDE_PX))


def width_over_length(category: Category) -> float:
    """Return the ratio of a category's reference span to its length; 1 if either is unknown."""
    if not category.length_m or not category.span_m:
        return 1.0
    return category.span_m / category.length_m


def distance_to_axis_px(nose_px: XY, tail_px: XY, at_px: XY) -> float:
    """Return the distance of a place from the axis through nose and tail, in pixels."""
    return abs(oriented_box_from_axis(nose_px, tail_px, 1.0).offsets(at_px)[1])


def aimed_tail_px(nose_px: XY, p: Pointer, last_heading_deg: float | None) -> XY:
    """Return the tail that the pointer aims at: its place, or its foot on the last (Ctrl) or snapped (Shift) axis.

    A foot ahead of the nose is moved to the nose, since the heading would be reversed.
    """
    dx, dy = nose_px[0] - p.at_px[0], nose_px[1] - p.at_px[1]
    if p.ctrl and last_heading_deg is not None:
        heading = last_heading_deg
    elif p.shift:
        heading = snap_heading(heading_of(dx, dy))
    else:
        return p.at_px
    forward = OrientedBox(nose_px, 1.0, 1.0, heading).forward
    length = max(dx * forward[0] + dy * forward[1], 0.0)
    return (nose_px[0] - length * forward[0], nose_px[1] - length * forward[1])


def snap_heading(heading_deg: float) -> float:
    """Return the nearest multiple of 15 degrees, 0 <= heading < 360."""
    return full_circle(round(heading_deg / SNAP_DEG) * SNAP_DEG)
