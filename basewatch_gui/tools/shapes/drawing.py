"""The base of tools that draw by points: click by click, or the first two with one drag."""

from abc import abstractmethod

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, is_within
from basewatch_gui.tools.tool import Tool

LEAST_SIDE_PX = 1.0
"""Least length and width of a drawn box, in frame pixels."""

SAME_POINT_PX = 0.5
"""A point nearer than this to the one before it, in frame pixels, is the same point."""


class DrawingTool(Tool):
    """Base of a tool that collects points on one frame and makes a label from them.

    The first press places the first point. If it is released further away than a click's slop, the release places the
    second; every later point lies where the button is released, so that it can be corrected while the button is down. A
    press on another frame starts again there.
    """

    def __init__(self) -> None:
        self._points: list[XY] = []
        self._frame_id: int | None = None
        self._pressed = False
        self._opening_px: XY | None = None
        self._pointer: Pointer | None = None
        self._preview: Preview | None = None

    @property
    def preview(self) -> Preview | None:
        """Return the drawing under way."""
        return self._preview

    @property
    def busy(self) -> bool:
        """True once a point has been placed."""
        return bool(self._points)

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Place the first point, or aim at the next one."""
        if ctx.frame_id != self._frame_id:
            self.cancel()
        self._frame_id = ctx.frame_id
        self._pointer = p
        self._pressed = True
        self._opening_px = None
        if not self._points:
            self._opening_px = p.at_px
            self._points.append(p.at_px)
        self._preview = self._preview_at(p, ctx)
        return NOTHING

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Preview the drawing with the next point here."""
        if self._points and ctx.frame_id == self._frame_id:
            self._pointer = p
            self._preview = self._preview_at(p, ctx)
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Place the next point here."""
        if not self._pressed or ctx.frame_id != self._frame_id:
            return NOTHING
        self._pressed = False
        self._pointer = p
        opening_px, self._opening_px = self._opening_px, None
        # Still at the first point: it was a click, and the second point comes with the next one.
        if opening_px is not None and is_within(p.slop_px, opening_px, p.at_px):
            return NOTHING
        result = self._add_point(p, ctx)
        if self._points:
            self._preview = self._preview_at(p, ctx)
        return result

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """Finish on the last point, as Enter does; away from that point, press.

        Without a drawing under way the click belongs to the one just finished, and does nothing.
        """
        if not self._points or ctx.frame_id != self._frame_id:
            return NOTHING
        return self.enter(ctx) if is_within(p.tolerance_px, self._points[-1], p.at_px) else self.press(p, ctx)

    def backspace(self, ctx: Context) -> Result:
        """Remove the last point."""
        self._pressed = False
        if self._points:
            self._points.pop()
        self._preview = Preview(ctx.frame_id, points_px=tuple(self._points)) if self._points else None
        return NOTHING

    def escape(self, ctx: Context) -> Result:
        """Give up the drawing; without one, deselect all."""
        is_idle = not self.busy
        self.cancel()
        return Result(select=frozenset()) if is_idle and ctx.selection else NOTHING

    def cancel(self) -> None:
        """Forget the drawing."""
        self._points.clear()
        self._pressed = False
        self._opening_px = None
        self._pointer = None
        self._preview = None

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        """Take a point after the first. A tool of one point is never asked to."""
        return NOTHING

    @abstractmethod
    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        """Return the preview with the pointer here."""

    def _refresh_preview(self, ctx: Context) -> None:
        """Compute the preview again where the pointer was last, after a key has changed the drawing."""
        if self._points and self._pointer is not None:
            self._preview = self._preview_at(self._pointer, ctx)

    def _finish_outline(self, outline: Outline, ctx: Context) -> Result:
        """Forget the drawing and return the edit that adds the outline as a label and selects that."""
        return self._finish_label(ctx.new_label(outline))

    def _finish_label(self, label: Label) -> Result:
        """Forget the drawing and return the edit that adds the label and selects it."""
        self.cancel()
        return Result(added("draw", [label]), frozenset({label.id}))
