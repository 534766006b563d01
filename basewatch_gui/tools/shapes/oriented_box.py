"""The oriented box: nose, tail, wing tip."""

from typing import ClassVar

from basewatch_gui.geometry.outline import OrientedBox, heading_of, oriented_box
from basewatch_gui.geometry.transform import XY, full_circle
from basewatch_gui.model.category import Category
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed, fit_of, measured, nearer_than
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import DrawingTool

HINT_NOSE = translatable("Hints", "Click the nose")
HINT_TAIL = translatable("Hints", "Click the tail")
HINT_WING_TIP = translatable("Hints", "Click a wing tip; Enter takes the usual width, {flip} swaps nose and tail")

LEAST_PX = 1.0
"""Least length and width of a drawn box in frame pixels."""

SNAP_DEG = 15.0
"""Headings that Shift snaps to are multiples of this."""


class OrientedBoxTool(DrawingTool):
    """Nose, tail, wing tip; after the tail, Enter or a second click on it takes the width from the category.

    Shift snaps the heading to 15 degrees of the frame, Ctrl keeps the last heading.
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
        """Nose, then tail, then wing tip."""
        return (HINT_NOSE, HINT_TAIL, HINT_WING_TIP)[len(self._points)]

    def enter(self, ctx: Context) -> Result:
        """Finish with the category's proportions once nose and tail are there."""
        if len(self._points) < 2:
            return NOTHING
        return self._drawn(self._proportioned(self._points[1], ctx), ctx)

    def flip(self, ctx: Context) -> Result:
        """Swap nose and tail once both are there."""
        if len(self._points) == 2:
            self._points.reverse()
            self._show_again(ctx)
        return NOTHING

    def _next(self, p: Pointer, ctx: Context) -> Result:
        if len(self._points) == 2:
            return self._drawn(self._with_wing_tip(p, ctx), ctx)
        tail = tail_px(self._points[0], p, ctx.last_heading_deg)
        if not nearer_than(LEAST_PX, self._points[0], tail):
            self._points.append(tail)
        return NOTHING

    def _shown(self, p: Pointer, ctx: Context) -> Preview:
        nose = self._points[0]
        tail = self._points[1] if len(self._points) == 2 else tail_px(nose, p, ctx.last_heading_deg)
        if nearer_than(LEAST_PX, nose, tail):
            return Preview(ctx.frame_id, points_px=tuple(self._points))
        proportioned = self._proportioned(tail, ctx)
        guides: tuple[tuple[XY, ...], ...] = ((nose, tail),)
        outline = proportioned
        if len(self._points) == 2:
            outline = self._with_wing_tip(p, ctx)
            guides = (*guides, closed(proportioned.corners_px))
        measures = measured(outline, ctx)
        return Preview(
            ctx.frame_id,
            outline,
            guides,
            tuple(self._points),
            measures=measures,
            advice=fit_of(outline, measures, ctx),
        )

    def _proportioned(self, tail: XY, ctx: Context) -> OrientedBox:
        box = oriented_box(self._points[0], tail, 1.0)
        return OrientedBox(
            box.centre_px, box.length_px, max(box.length_px * proportion(ctx.category), LEAST_PX), box.heading_px_deg
        )

    def _with_wing_tip(self, p: Pointer, ctx: Context) -> OrientedBox:
        nose, tail = self._points
        if nearer_than(p.slop_px, tail, p.at_px):
            return self._proportioned(tail, ctx)
        return oriented_box(nose, tail, max(2 * across_px(nose, tail, p.at_px), LEAST_PX))


def proportion(category: Category) -> float:
    """Width over length of a category, from its reference sizes; 1 where they are not known."""
    if not category.length_m or not category.span_m:
        return 1.0
    return category.span_m / category.length_m


def across_px(nose_px: XY, tail_px: XY, at_px: XY) -> float:
    """How far a place lies from the axis through nose and tail, in pixels."""
    return abs(oriented_box(nose_px, tail_px, 1.0).offsets(at_px)[1])


def tail_px(nose_px: XY, p: Pointer, last_heading_deg: float | None) -> XY:
    """The tail that the pointer asks for: its place, or its foot on the kept (Ctrl) or snapped (Shift) axis.

    A foot ahead of the nose is the nose itself, since the kept heading would be reversed.
    """
    dx, dy = nose_px[0] - p.at_px[0], nose_px[1] - p.at_px[1]
    if p.ctrl and last_heading_deg is not None:
        heading = last_heading_deg
    elif p.shift:
        heading = snapped(heading_of(dx, dy))
    else:
        return p.at_px
    forward = OrientedBox(nose_px, 1.0, 1.0, heading).forward
    length = max(dx * forward[0] + dy * forward[1], 0.0)
    return (nose_px[0] - length * forward[0], nose_px[1] - length * forward[1])


def snapped(heading_deg: float) -> float:
    """The heading that Shift asks for: the nearest multiple of 15 degrees, 0 <= heading < 360."""
    return full_circle(round(heading_deg / SNAP_DEG) * SNAP_DEG)
