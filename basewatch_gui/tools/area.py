"""The tool that draws the area which a labelling grid is kept to."""

from dataclasses import dataclass, replace
from typing import ClassVar

from basewatch_gui.geometry.outline import Outline, Polygon, Ring
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.polygon import PolygonTool

HINT_AREA_FIRST = translatable(
    "Hints", "Click the first point of the area that the grid shall cover, or drag around it"
)


@dataclass(frozen=True, slots=True)
class AreaRequest:
    """Keep the labelling grid of the frame to a ring in its pixels."""

    area_px: Ring


class AreaTool(PolygonTool):
    """Draw an area as a polygon is drawn; it becomes no label but the limit of the frame's labelling grid."""

    record: ClassVar[ToolRecord] = ToolRecord(
        name="area",
        text=translatable("Actions", "Draw the grid's area"),
        help=translatable("Actions", "Draw what the grid shall cover; cells that touch it stay."),
        icon="area",
        keys=("Shift+V",),
        menu_group="grid",
        separator=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for the first point of the area, then those of the polygon tool."""
        return super().hint if self._points else HINT_AREA_FIRST

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        shown = super()._preview_at(p, ctx)
        if not isinstance(shown.outline, Polygon):
            return shown
        return replace(shown, outline=None, guides=(closed_line(shown.outline.rings[0]),))

    def _finish_outline(self, outline: Outline, ctx: Context, keypoints_px: Ring = ()) -> Result:
        self.cancel()
        return Result(request=AreaRequest(outline.rings[0])) if isinstance(outline, Polygon) else NOTHING

    def _finish_hole(self, ring: Ring, ctx: Context) -> Result | None:
        return None
