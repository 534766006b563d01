"""The polygon: a vertex a click."""

from typing import ClassVar

from basewatch_gui.geometry.outline import Polygon, ring_area
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, nearer_than
from basewatch_gui.tools.shapes.drawing import DrawingTool
from basewatch_gui.tools.tool import Hint

LEAST_VERTICES = 3
LEAST_AREA_PX = 0.5
"""Least area of a drawn polygon in px²: a line is no polygon."""

SAME_PX = 0.5
"""Vertices in a row that are nearer than this, in frame pixels, are one."""


class PolygonTool(DrawingTool):
    """A vertex a click; a click on the first vertex, Enter, a double-click or the right button closes it."""

    name: ClassVar[str] = "polygon"

    @property
    def hint(self) -> Hint:
        """The next vertex; from the third on it can be closed."""
        if not self._points:
            return Hint.FIRST_VERTEX
        return Hint.NEXT_OR_CLOSE if len(self._points) >= LEAST_VERTICES else Hint.NEXT_VERTEX

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """Close with the vertices that are there."""
        return self.enter(ctx)

    def enter(self, ctx: Context) -> Result:
        """Close with the vertices that are there; fewer than three, or a line, stay open."""
        if len(self._points) < LEAST_VERTICES or ring_area(tuple(self._points)) < LEAST_AREA_PX:
            return NOTHING
        return self._drawn(Polygon((tuple(self._points),)), ctx)

    def _next(self, p: Pointer, ctx: Context) -> Result:
        if len(self._points) >= LEAST_VERTICES and nearer_than(p.tolerance_px, self._points[0], p.at_px):
            return self.enter(ctx)
        if not nearer_than(SAME_PX, self._points[-1], p.at_px):
            self._points.append(p.at_px)
        return NOTHING

    def _shown(self, p: Pointer, ctx: Context) -> Preview:
        placed = tuple(self._points)
        closes = len(placed) >= LEAST_VERTICES and nearer_than(p.tolerance_px, placed[0], p.at_px)
        ring = placed if closes else (*placed, p.at_px)
        if len(ring) < LEAST_VERTICES:
            return Preview(ctx.frame_id, guides=(ring,), points_px=placed)
        return Preview(ctx.frame_id, Polygon((ring,)), points_px=placed)
