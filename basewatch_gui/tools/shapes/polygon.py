"""The tool that draws polygons: a vertex a click, or an outline traced with the button held."""

from typing import ClassVar

from basewatch_gui.geometry.outline import Polygon, Ring, ring_area
from basewatch_gui.geometry.polygons import LEAST_VERTICES, cut_hole, distance_to_edge, simplify_line
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import replaced
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, is_within
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import SAME_POINT_PX, DrawingTool

HINT_FIRST_VERTEX = translatable("Hints", "Click the first point, or drag around; in the selected one it cuts a hole")
HINT_NEXT_VERTEX = translatable("Hints", "Click the next point; Backspace takes the last one back")
HINT_NEXT_OR_CLOSE = translatable("Hints", "Click the next point, or right-click to finish")
HINT_TRACING = translatable("Hints", "Trace the edge; back at the first point it closes")

LEAST_DRAWN_AREA_PX2 = 0.5
"""A ring with less area, in px², is a line and no polygon."""

TRACE_BEND = 2.0
"""A drag that bends away from the straight line by more than so many tolerances traces an outline."""

TRACE_DETAIL = 1 / 8
"""Fraction of the tolerance that a traced line may be simplified by: one screen pixel."""


class PolygonTool(DrawingTool):
    """Draw a vertex a click; a click on the first vertex, Enter, a double-click or the right button closes the ring.

    A drag that bends traces the outline, and closes it if it comes back to the first vertex. A ring inside the only
    selected polygon, if that is of the same category, becomes a hole in it.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="polygon",
        text=translatable("Actions", "Polygon"),
        help=translatable(
            "Actions", "Draw an outline point by point, or drag around it; inside the selected one it cuts a hole."
        ),
        icon="polygon",
        keys=("P",),
        tool_bar_rank=60,
        category_text=translatable("Card", "polygon"),
        draws=True,
    )

    def __init__(self) -> None:
        super().__init__()
        self._stroke: list[XY] = []
        self._traces = False

    @property
    def hint(self) -> str:
        """Return the hint for the next vertex; from the third on the ring can be closed."""
        if self._traces:
            return HINT_TRACING
        if not self._points:
            return HINT_FIRST_VERTEX
        return HINT_NEXT_OR_CLOSE if len(self._points) >= LEAST_VERTICES else HINT_NEXT_VERTEX

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Place the first vertex, or aim at the next one."""
        result = super().press(p, ctx)
        self._stroke, self._traces = [p.at_px], False
        return result

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Preview the outline with the next vertex here."""
        if self._pressed and ctx.frame_id == self._frame_id and self._stroke[-1] != p.at_px:
            self._stroke.append(p.at_px)
            self._traces = self._traces or _is_bent(self._stroke, TRACE_BEND * p.tolerance_px)
        return super().move(p, ctx)

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Place the next vertex here, or all vertices of a traced line."""
        if self._traces:
            self._opening_px = None
        result = super().release(p, ctx)
        self._traces = self._traces and self._pressed
        return result

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """Close the ring as Enter does."""
        return self.enter(ctx)

    def enter(self, ctx: Context) -> Result:
        """Close the ring; fewer than three vertices, or a line without area, stay open."""
        ring = tuple(self._points)
        if len(ring) < LEAST_VERTICES or ring_area(ring) < LEAST_DRAWN_AREA_PX2:
            return NOTHING
        return self._finish_hole(ring, ctx) or self._finish_outline(Polygon((ring,)), ctx)

    def cancel(self) -> None:
        """Forget the drawing."""
        super().cancel()
        self._stroke, self._traces = [], False

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if self._traces:
            self._add_vertices(simplify_line([*self._stroke, p.at_px], TRACE_DETAIL * p.tolerance_px))
            if not self._closes(p):
                return NOTHING
            self._points.pop()
            return self.enter(ctx)
        if self._closes(p):
            return self.enter(ctx)
        self._add_vertices((p.at_px,))
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        placed = tuple(self._points)
        ahead = tuple(self._stroke) if self._traces and self._pressed else ()
        ring = placed if self._closes(p) and not ahead else (*placed, *ahead, p.at_px)
        if len(ring) < LEAST_VERTICES:
            return Preview(ctx.frame_id, guides=(ring,), points_px=placed)
        return Preview(ctx.frame_id, Polygon((ring,)), points_px=placed)

    def _add_vertices(self, line: Ring) -> None:
        for point in line:
            if not is_within(SAME_POINT_PX, self._points[-1], point):
                self._points.append(point)

    def _closes(self, p: Pointer) -> bool:
        return len(self._points) >= LEAST_VERTICES and is_within(p.tolerance_px, self._points[0], p.at_px)

    def _finish_hole(self, ring: Ring, ctx: Context) -> Result | None:
        """Return the edit that makes the ring a hole in the selected polygon; None if it lies in no such one."""
        selected = ctx.labels(ctx.selection)
        if len(selected) != 1 or selected[0].locked or selected[0].category_id != ctx.category.id:
            return None
        label = selected[0]
        made = cut_hole(label.outline, ring) if isinstance(label.outline, Polygon) else None
        if made is None:
            return None
        self.cancel()
        return Result(replaced("reshape", [(label, ctx.modified(label, outline=made))]))


def _is_bent(stroke: list[XY], limit_px: float) -> bool:
    return any(distance_to_edge(point, stroke[0], stroke[-1]) > limit_px for point in stroke)
