"""The tool that stamps oriented boxes of the category's true size, set down by the centre and turned by the nose."""

from typing import ClassVar

from basewatch_gui.geometry.outline import OrientedBox, heading_of
from basewatch_gui.geometry.transform import XY, full_circle
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.measures import measure_sides_m
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, is_within, measured, size_advice_of
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import DrawingTool
from basewatch_gui.tools.shapes.oriented_box import snap_heading

HINT_STAMP_PLACE = translatable("Hints", "Press on the centre and drag to the nose; a click keeps the last heading")
HINT_STAMP_NOSE = translatable("Hints", "Release at the nose; Shift snaps to 15°, Ctrl keeps the last heading")
HINT_STAMP_NO_SIZE = translatable(
    "Hints", "No length and span: draw with {oriented_box}, or enter them with {edit_categories}"
)
HINT_STAMP_NO_SCALE = translatable(
    "Hints", "This frame has no scale: set its pixel size in Frames, or draw with {oriented_box}"
)

SCALE_STEP_PX = 16.0
"""The scale along a direction is measured between points this far to each side of the centre."""


class StampTool(DrawingTool):
    """Stamp an oriented box of true size: press on the centre, drag to the nose. A click keeps the last heading.

    Before the press the box floats with the pointer. Shift snaps the heading to multiples of 15 degrees from the
    frame's up, Ctrl keeps the last heading.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="stamp",
        text=translatable("Actions", "Stamp"),
        help=translatable(
            "Actions",
            "Set down the category at its true size: press on the centre, drag to the nose. "
            "Hold a category's key, 1 to 9, to do so for a moment.",
        ),
        icon="stamp",
        keys=("S",),
        tool_bar_rank=20,
        category_text=translatable("Card", "stamp"),
        draws=True,
        has_nose=True,
    )

    def __init__(self) -> None:
        super().__init__()
        self._lacks: str | None = None
        self._is_flipped = False

    @property
    def hint(self) -> str:
        """Return the hint for what a true size lacks, else for the centre, then the nose."""
        return self._lacks or (HINT_STAMP_NOSE if self._points else HINT_STAMP_PLACE)

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Set the centre; raises BasewatchError if the true size is not known."""
        self._lacks = missing_size_hint(ctx)
        if self._lacks is not None:
            raise _fault(self._lacks, ctx)
        return super().press(p, ctx)

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Turn the box towards the pointer; before the press, float it there."""
        if self._points:
            return super().move(p, ctx)
        self._lacks = missing_size_hint(ctx)
        try:
            self._preview = self._preview_at(p, ctx) if self._lacks is None else None
        except BasewatchError:  # A press there reports it; hovering must not.
            self._preview = None
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Finish with the box as it is previewed."""
        if not self._pressed or ctx.frame_id != self._frame_id:
            return NOTHING
        return self._finish_outline(self._box_at(p, ctx), ctx)

    def flip(self, ctx: Context) -> Result:
        """Turn the nose away from the pointer, or back."""
        self._is_flipped = not self._is_flipped and self.busy
        self._refresh_preview(ctx)
        return NOTHING

    def leave(self) -> None:
        """Remove the floating box."""
        if not self._points:
            self._preview = None

    def cancel(self) -> None:
        """Forget the box."""
        super().cancel()
        self._is_flipped = False

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        box = self._box_at(p, ctx)
        measures = measured(box, ctx)
        return Preview(
            ctx.frame_id,
            box,
            points_px=tuple(self._points),
            measures=measures,
            advice=size_advice_of(box, measures, ctx),
            silhouette=True,
            floats=not self._points,
        )

    def _box_at(self, p: Pointer, ctx: Context) -> OrientedBox:
        centre = self._points[0] if self._points else p.at_px
        heading = self._heading_at(centre, p, ctx.last_heading_deg or 0.0)
        return true_size_box(ctx, centre, full_circle(heading + 180.0) if self._is_flipped else heading)

    def _heading_at(self, centre: XY, p: Pointer, last_deg: float) -> float:
        if p.ctrl or is_within(p.slop_px, centre, p.at_px):
            return last_deg
        heading = heading_of(p.at_px[0] - centre[0], p.at_px[1] - centre[1])
        return snap_heading(heading) if p.shift else heading


def missing_size_hint(ctx: Context) -> str | None:
    """Return the hint for what a true size of the category lacks: its size or a scale; None if nothing."""
    if _size_m(ctx.category) is None:
        return HINT_STAMP_NO_SIZE
    return None if ctx.ground.has_scale else HINT_STAMP_NO_SCALE


def true_size_box(ctx: Context, centre_px: XY, heading_px_deg: float) -> OrientedBox:
    """Return the oriented box of the category's reference size at a place; pixels may be oblong or skewed.

    Raises BasewatchError where the frame has no ground at this place.
    """
    size_m = _size_m(ctx.category)
    assert size_m is not None
    probe = OrientedBox(centre_px, 2 * SCALE_STEP_PX, 2 * SCALE_STEP_PX, heading_px_deg)
    along, across = measure_sides_m(probe, ctx.ground) or (0.0, 0.0)
    if not along or not across:
        raise BasewatchError("{frame} has no ground at this place.", frame=ctx.frame.name)
    return OrientedBox(
        centre_px, size_m[0] / along * 2 * SCALE_STEP_PX, size_m[1] / across * 2 * SCALE_STEP_PX, heading_px_deg
    )  # fmt: skip


def _size_m(category: Category) -> XY | None:
    """Return length and span in metres; if only one is known it stands for both, if none is, None."""
    length, span = category.length_m or category.span_m, category.span_m or category.length_m
    return (length, span) if length and span else None


def _fault(missing: str, ctx: Context) -> BasewatchError:
    if missing is HINT_STAMP_NO_SIZE:
        return BasewatchError(
            "{category} has no length and span to stamp: draw an oriented box, or enter its size in Edit categories.",
            category=ctx.category.name,
        )
    return BasewatchError(
        "{frame} has no scale to stamp by: set its pixel size in the dock Frames, or draw an oriented box.",
        frame=ctx.frame.name,
    )
