"""Picking tie points: the same place on two frames, one click each."""

from dataclasses import dataclass
from math import dist
from typing import ClassVar

from basewatch_gui.geometry.transform import XY
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.ties import MoveTie, PlaceTie, RemoveTie, SelectTie
from basewatch_gui.tools.tool import Cursor, Tool

HINT_TIE_FIRST = translatable("Hints", "Click a place that both frames show; drag a cross to correct it")
HINT_TIE_OTHER = translatable("Hints", "Now click the same place on the other frame; Esc gives it up")
HINT_TIE_SAME = translatable("Hints", "Click the same place here")
HINT_TIE_MOVING = translatable("Hints", "Release to leave the point here; Esc puts it back")

ARROW_STEP_PX = 0.1
"""How far an arrow key moves a cross; with Shift ten times as far."""


@dataclass(frozen=True, slots=True)
class _Drag:
    number: int
    from_px: XY
    press_px: XY

    def to(self, at_px: XY) -> XY:
        """Where the cross is with the pointer here."""
        return (self.from_px[0] + at_px[0] - self.press_px[0], self.from_px[1] + at_px[1] - self.press_px[1])


class TiePointTool(Tool):
    """A click places a point, first on one frame, then on the other; a cross can be dragged, moved by arrows, removed.

    Labels lose their selection, so that Delete means the point.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="tie_point",
        text=translatable("Actions", "Pick tie points"),
        help=translatable("Actions", "Click the same place on two frames; the points place one frame on the other."),
        icon="tie-point",
        keys=("K",),
        menu_group="registration",
    )

    def __init__(self) -> None:
        self._drag: _Drag | None = None
        self._under_way = False
        self._cursor: Cursor = "cross"
        self._hint = HINT_TIE_FIRST

    @property
    def cursor(self) -> Cursor:
        """A cross, or that a point can be moved."""
        return self._cursor

    @property
    def hint(self) -> str:
        """The place, then the same place on the other frame."""
        return HINT_TIE_MOVING if self._under_way else self._hint

    @property
    def busy(self) -> bool:
        """Whether a cross is being dragged."""
        return self._drag is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Take the cross that is here, or place a point."""
        taken = _cross_at(p, ctx)
        if taken is not None:
            self._drag = _Drag(*taken, p.at_px)
            return Result(select=frozenset(), request=SelectTie(taken[0]))
        waits_here_too = ctx.ties.waiting in (None, ctx.frame_id)
        self._hint = HINT_TIE_OTHER if waits_here_too else HINT_TIE_FIRST
        return Result(select=frozenset(), request=PlaceTie(p.at_px))

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Drag the cross, or say what a press would do."""
        if self._drag is None:
            self._hover(p, ctx)
            return NOTHING
        if not self._under_way and dist(self._drag.press_px, p.at_px) <= p.slop_px:
            return NOTHING
        self._under_way = True
        return Result(request=MoveTie(self._drag.number, self._drag.to(p.at_px), is_last=False))

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Leave the cross here."""
        drag, moved = self._drag, self._under_way
        self.cancel()
        if drag is None or not moved:
            return NOTHING
        return Result(request=MoveTie(drag.number, drag.to(p.at_px), is_last=True))

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """A second press: it finds the cross that the first one placed."""
        return self.press(p, ctx)

    def backspace(self, ctx: Context) -> Result:
        """Remove the point that waits for its other place, else the selected one."""
        return self.delete(ctx)

    def delete(self, ctx: Context) -> Result:
        """Remove the selected point."""
        selected = ctx.ties.selected
        self.cancel()
        self._hint = HINT_TIE_FIRST
        return NOTHING if selected is None else Result(request=RemoveTie(selected))

    def escape(self, ctx: Context) -> Result:
        """Put a dragged cross back, or give up the point that waits for its other place."""
        drag, moved = self._drag, self._under_way
        self.cancel()
        if drag is not None:
            return Result(request=MoveTie(drag.number, drag.from_px, is_last=True)) if moved else NOTHING
        ties = ctx.ties
        self._hint = HINT_TIE_FIRST
        return NOTHING if ties.waiting is None or ties.selected is None else Result(request=RemoveTie(ties.selected))

    def arrow(self, dx_px: float, dy_px: float, ctx: Context) -> Result:
        """Move the selected point's cross on this frame by a tenth of a pixel, with Shift by one."""
        ties = ctx.ties
        place = dict(ties.crosses).get(ties.selected) if ties.selected is not None else None
        if ties.selected is None or place is None:
            return NOTHING
        moved = (place[0] + dx_px * ARROW_STEP_PX, place[1] + dy_px * ARROW_STEP_PX)
        return Result(request=MoveTie(ties.selected, moved, is_last=True))

    def cancel(self) -> None:
        """Let go of a cross that is dragged."""
        self._drag = None
        self._under_way = False
        self._cursor = "cross"

    def _hover(self, p: Pointer, ctx: Context) -> None:
        waiting = ctx.ties.waiting
        self._cursor = "cross" if _cross_at(p, ctx) is None else "move"
        if waiting is None:
            self._hint = HINT_TIE_FIRST
        else:
            self._hint = HINT_TIE_OTHER if waiting == ctx.frame_id else HINT_TIE_SAME


def _cross_at(p: Pointer, ctx: Context) -> tuple[int, XY] | None:
    """The nearest cross within the tolerance."""
    near = [(dist(place, p.at_px), number, place) for number, place in ctx.ties.crosses]
    off, number, place = min(near, default=(float("inf"), 0, (0.0, 0.0)))
    return (number, place) if off <= p.tolerance_px else None
