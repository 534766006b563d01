"""The tool that draws oriented boxes by an edge and the width, for vehicles without a nose."""

from typing import ClassVar

from basewatch_gui.geometry.outline import OrientedBox, Ring, heading_of
from basewatch_gui.geometry.transform import XY, full_circle
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line, is_within, measured, size_advice_of
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import LEAST_SIDE_PX, DrawingTool
from basewatch_gui.tools.shapes.oriented_box import snap_heading, width_over_length

HINT_EDGE_START = translatable("Hints", "Click the rear end of a long edge")
HINT_EDGE_END = translatable("Hints", "Click the front end of the edge; Shift snaps to 15°")
HINT_EDGE_WIDTH = translatable("Hints", "Click the other side; Enter takes the usual width, {flip} turns the nose")


class EdgeBoxTool(DrawingTool):
    """Draw a long edge from rear to front, then the other side; Enter takes the width from the category.

    Shift snaps the heading to multiples of 15 degrees from the frame's up; Ctrl keeps the last heading, whichever way
    the edge is drawn.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="edge_box",
        text=translatable("Actions", "Edge and width"),
        help=translatable("Actions", "Draw an oriented box by a long edge and the other side, for vehicles."),
        icon="edge-box",
        keys=("E",),
        tool_bar_rank=40,
        category_text=translatable("Card", "edge, then width"),
        draws=True,
    )

    def __init__(self) -> None:
        super().__init__()
        self._heading_deg = 0.0

    @property
    def hint(self) -> str:
        """Return the hint for the rear end of the edge, the front end, then the width."""
        return (HINT_EDGE_START, HINT_EDGE_END, HINT_EDGE_WIDTH)[len(self._points)]

    def enter(self, ctx: Context) -> Result:
        """Finish with the category's proportions, on the pointer's side of the edge, once the edge is there."""
        if len(self._points) < 2 or self._pointer is None:
            return NOTHING
        return self._finish_outline(self._proportioned(self._pointer, ctx), ctx)

    def flip(self, ctx: Context) -> Result:
        """Turn the heading by 180 degrees, once the edge is there."""
        if len(self._points) == 2:
            self._heading_deg = full_circle(self._heading_deg + 180.0)
            self._refresh_preview(ctx)
        return NOTHING

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if len(self._points) == 2:
            return self._finish_outline(self._box_to_side(p, ctx), ctx)
        end, heading = self._edge_to(p, ctx)
        if not is_within(LEAST_SIDE_PX, self._points[0], end):
            self._points.append(end)
            self._heading_deg = heading
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        placed = tuple(self._points)
        guides: tuple[Ring, ...]
        if len(placed) == 2:
            outline = self._box_to_side(p, ctx)
            guides = (placed, closed_line(self._proportioned(p, ctx).corners_px))
        else:
            end, heading = self._edge_to(p, ctx)
            if is_within(LEAST_SIDE_PX, placed[0], end):
                return Preview(ctx.frame_id, points_px=placed)
            outline = _box_on_edge((placed[0], end), heading, LEAST_SIDE_PX)
            guides = ((placed[0], end),)
        measures = measured(outline, ctx)
        advice = size_advice_of(outline, measures, ctx) if len(placed) == 2 else None
        return Preview(ctx.frame_id, outline, guides, placed, measures=measures, advice=advice)

    def _edge_to(self, p: Pointer, ctx: Context) -> tuple[XY, float]:
        """Return where the edge ends with the pointer here, and its heading in degrees."""
        start = self._points[0]
        drawn = heading_of(p.at_px[0] - start[0], p.at_px[1] - start[1])
        if p.ctrl and ctx.last_heading_deg is not None:
            heading = ctx.last_heading_deg
        elif p.shift:
            heading = snap_heading(drawn)
        else:
            return p.at_px, drawn
        axis = OrientedBox(start, 1.0, 1.0, heading)
        return axis.at(axis.offsets(p.at_px)[0], 0.0), heading

    def _box_to_side(self, p: Pointer, ctx: Context) -> OrientedBox:
        """Return the box whose other side passes through the pointer.

        That is the category's width while the pointer is still at the end of the edge.
        """
        start, end = self._points
        if is_within(p.slop_px, end, p.at_px):
            return self._proportioned(p, ctx)
        return _box_on_edge((start, end), self._heading_deg, self._offset_right_px(p))

    def _proportioned(self, p: Pointer, ctx: Context) -> OrientedBox:
        start, end = self._points
        length = OrientedBox(start, 1.0, 1.0, self._heading_deg).offsets(end)[0]
        width = abs(length) * width_over_length(ctx.category)
        return _box_on_edge((start, end), self._heading_deg, width if self._offset_right_px(p) >= 0 else -width)

    def _offset_right_px(self, p: Pointer) -> float:
        """Return how far right of the edge the pointer is, in pixels; negative to the left."""
        return OrientedBox(self._points[0], 1.0, 1.0, self._heading_deg).offsets(p.at_px)[1]


def _box_on_edge(edge: tuple[XY, XY], heading_deg: float, across_px: float) -> OrientedBox:
    """Return the box with one side on the edge and the other `across_px` right of it, left if negative."""
    (x1, y1), (x2, y2) = edge
    middle = OrientedBox(((x1 + x2) / 2, (y1 + y2) / 2), 1.0, 1.0, heading_deg)
    length = 2 * abs(middle.offsets((x2, y2))[0])
    width = max(abs(across_px), LEAST_SIDE_PX)
    return OrientedBox(middle.at(0.0, width / 2 if across_px >= 0 else -width / 2), length, width, heading_deg)
