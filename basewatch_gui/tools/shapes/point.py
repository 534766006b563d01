"""The tool that marks points."""

from typing import ClassVar

from basewatch_gui.geometry.outline import Point
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import DrawingTool

HINT_PLACE = translatable("Hints", "Click the place")


class PointTool(DrawingTool):
    """Mark a point by one click; it lies where the button is released."""

    record: ClassVar[ToolRecord] = ToolRecord(
        name="point",
        text=translatable("Actions", "Point"),
        help=translatable("Actions", "Mark a place."),
        icon="point",
        keys=(".",),
        tool_bar_rank=70,
        category_text=translatable("Card", "point"),
        draws=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for the place."""
        return HINT_PLACE

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Finish with a point here."""
        if not self._pressed or ctx.frame_id != self._frame_id:
            return NOTHING
        return self._finish_outline(Point(p.at_px), ctx)

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        return Preview(ctx.frame_id, Point(p.at_px))
