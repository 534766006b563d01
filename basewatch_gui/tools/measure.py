"""The tool that measures distances, areas and bearings; it draws no label."""

from dataclasses import replace
from typing import ClassVar

from basewatch_gui.geometry.measure import measure_path, snap_to_bearing
from basewatch_gui.geometry.polygons import LEAST_VERTICES
from basewatch_gui.geometry.transform import XY
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line, is_within
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import SAME_POINT_PX, DrawingTool

HINT_MEASURE_FIRST = translatable("Hints", "Click where to measure from")
HINT_MEASURE_NEXT = translatable("Hints", "Click the next point; right-click ends, the first point gives the area")


class MeasureTool(DrawingTool):
    """Measure along a path of clicks; closed on its first point it is a ring, which has an area.

    Enter, a double-click or the right button ends the path. Shift snaps each bearing to multiples of 15 degrees. The
    last measurement stays on screen until the next one begins or Esc is pressed.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="measure",
        text=translatable("Actions", "Measure"),
        help=translatable("Actions", "Measure distance, bearing, path and area; Shift keeps to 15°."),
        icon="measure",
        keys=("M",),
        menu_group="measure",
        separator=True,
        tool_bar_rank=90,
    )

    @property
    def hint(self) -> str:
        """Return the hint for the first point, then for the next."""
        return HINT_MEASURE_NEXT if self._points else HINT_MEASURE_FIRST

    @property
    def busy(self) -> bool:
        """True while anything is shown.

        That includes the last measurement: the pointer over another frame would clear the preview of an idle tool.
        """
        return self._preview is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Start a path, or aim at the next point."""
        return super().press(self._snap_pointer(p, ctx), ctx)

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Preview the measures with the next point here."""
        return super().move(self._snap_pointer(p, ctx), ctx)

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Place the next point here."""
        return super().release(self._snap_pointer(p, ctx), ctx)

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """End at the last point; a path of a single point is given up."""
        return self.enter(ctx) if len(self._points) > 1 else self.escape(ctx)

    def enter(self, ctx: Context) -> Result:
        """End at the last point, if there are two."""
        return self._finish_path(ctx, is_ring=False) if len(self._points) > 1 else NOTHING

    def backspace(self, ctx: Context) -> Result:
        """Remove the last point; an ended measurement stays."""
        if self._points:
            super().backspace(ctx)
            self._preview = _preview(ctx, self._points) if self._points else None
        return NOTHING

    def _snap_pointer(self, p: Pointer, ctx: Context) -> Pointer:
        """Return the pointer; with Shift, moved to the nearest multiple of 15 degrees about the last point."""
        if not p.shift or not self._points or ctx.frame_id != self._frame_id or self._closes(p):
            return p
        return replace(p, at_px=snap_to_bearing(ctx.ground, self._points[-1], p.at_px, in_metres=ctx.ground.has_scale))

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if self._closes(p):
            return self._finish_path(ctx, is_ring=True)
        if not is_within(SAME_POINT_PX, self._points[-1], p.at_px):
            self._points.append(p.at_px)
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        if self._closes(p):
            return _preview(ctx, self._points, is_ring=True)
        return _preview(ctx, self._points, ahead_px=p.at_px)

    def _closes(self, p: Pointer) -> bool:
        return len(self._points) >= LEAST_VERTICES and is_within(p.tolerance_px, self._points[0], p.at_px)

    def _finish_path(self, ctx: Context, *, is_ring: bool) -> Result:
        shown = _preview(ctx, self._points, is_ring=is_ring)
        self.cancel()
        self._preview = shown
        return NOTHING


def _preview(ctx: Context, points_px: list[XY], *, is_ring: bool = False, ahead_px: XY | None = None) -> Preview:
    """Return the preview of the placed points and the measures along them, up to `ahead_px` if given."""
    placed = tuple(points_px)
    along = placed if ahead_px is None or is_within(SAME_POINT_PX, placed[-1], ahead_px) else (*placed, ahead_px)
    if len(along) < 2:
        return Preview(ctx.frame_id, points_px=placed)
    measured = measure_path(ctx.ground, along, closed=is_ring, in_metres=ctx.ground.has_scale)
    return Preview(ctx.frame_id, points_px=placed, path_px=closed_line(along) if is_ring else along, measured=measured)
