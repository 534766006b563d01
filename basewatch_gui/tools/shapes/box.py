"""The tool that draws level boxes."""

from typing import ClassVar

from basewatch_gui.geometry.outline import Box, box_between
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, measured
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import LEAST_SIDE_PX, DrawingTool

HINT_FIRST_CORNER = translatable("Hints", "Click or drag from a corner")
HINT_OTHER_CORNER = translatable("Hints", "Click the opposite corner")


class BoxTool(DrawingTool):
    """Draw a level box by two opposite corners: two clicks or one drag. One thinner than a pixel is not taken."""

    record: ClassVar[ToolRecord] = ToolRecord(
        name="box",
        text=translatable("Actions", "Box"),
        help=translatable("Actions", "Draw a level box by two corners."),
        icon="box",
        keys=("R",),
        tool_bar_rank=50,
        category_text=translatable("Card", "box"),
        draws=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for one corner, then for the other."""
        return HINT_OTHER_CORNER if self._points else HINT_FIRST_CORNER

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        drawn = box_between(self._points[0], p.at_px)
        return self._finish_outline(drawn, ctx) if _is_wide_enough(drawn) else NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        drawn = box_between(self._points[0], p.at_px)
        if not _is_wide_enough(drawn):
            return Preview(ctx.frame_id, points_px=tuple(self._points))
        return Preview(ctx.frame_id, drawn, points_px=tuple(self._points), measures=measured(drawn, ctx))


def _is_wide_enough(drawn: Box) -> bool:
    return drawn.right_px - drawn.left_px >= LEAST_SIDE_PX and drawn.bottom_px - drawn.top_px >= LEAST_SIDE_PX
