"""The tool that picks tie points: the same place on two frames, one click each."""

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
"""Frame pixels by which an arrow key moves a cross; with Shift ten times as many."""


@dataclass(frozen=True, slots=True)
class _CrossDrag:
    number: int
    from_px: XY
    press_px: XY

    def cross_at(self, at_px: XY) -> XY:
        """Return the place of the cross with the pointer here."""
        return (self.from_px[0] + at_px[0] - self.press_px[0], self.from_px[1] + at_px[1] - self.press_px[1])


class TiePointTool(Tool):
    """Place tie points by a click on each frame; crosses can be dragged, moved by arrow keys and removed.

    A press deselects all labels, so that Delete means the tie point.
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
        self._drag: _CrossDrag | None = None
        self._under_way = False
        self._cursor: Cursor = "cross"
        self._hint = HINT_TIE_FIRST

    @property
    def cursor(self) -> Cursor:
        """Return the shape that shows whether a press would take a cross."""
        return self._cursor

    @property
    def hint(self) -> str:
        """Return the hint for the next step: click a place, click it on the other frame, or release a dragged cross."""
        return HINT_TIE_MOVING if self._under_way else self._hint

    @property
    def busy(self) -> bool:
        """True while a cross is held."""
        return self._drag is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Take the cross under the pointer, or request a point here."""
        taken = _cross_at(p, ctx)
        if taken is not None:
            self._drag = _CrossDrag(*taken, p.at_px)
            return Result(select=frozenset(), request=SelectTie(taken[0]))
        waits_here_too = ctx.ties.waiting in (None, ctx.frame_id)
        self._hint = HINT_TIE_OTHER if waits_here_too else HINT_TIE_FIRST
        return Result(select=frozenset(), request=PlaceTie(p.at_px))

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Drag the cross that was taken, or choose the hint for a press here."""
        if self._drag is None:
            self._hover(p, ctx)
            return NOTHING
        if not self._under_way and dist(self._drag.press_px, p.at_px) <= p.slop_px:
            return NOTHING
        self._under_way = True
        return Result(request=MoveTie(self._drag.number, self._drag.cross_at(p.at_px), is_last=False))

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Request that the cross is moved here for good."""
        drag, moved = self._drag, self._under_way
        self.cancel()
        if drag is None or not moved:
            return NOTHING
        return Result(request=MoveTie(drag.number, drag.cross_at(p.at_px), is_last=True))

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """Treat the second click as one more press, which takes the cross that the first one placed."""
        return self.press(p, ctx)

    def backspace(self, ctx: Context) -> Result:
        """Remove the point that waits for its place on the other frame, else the selected one."""
        return self.delete(ctx)

    def delete(self, ctx: Context) -> Result:
        """Remove the selected point."""
        selected = ctx.ties.selected
        self.cancel()
        self._hint = HINT_TIE_FIRST
        return NOTHING if selected is None else Result(request=RemoveTie(selected))

    def escape(self, ctx: Context) -> Result:
        """Put a dragged cross back; without one, remove the point that waits for its place on the other frame."""
        drag, moved = self._drag, self._under_way
        self.cancel()
        if drag is not None:
            return Result(request=MoveTie(drag.number, drag.from_px, is_last=True)) if moved else NOTHING
        ties = ctx.ties
        self._hint = HINT_TIE_FIRST
        return NOTHING if ties.waiting is None or ties.selected is None else Result(request=RemoveTie(ties.selected))

    def arrow(self, dx_px: float, dy_px: float, ctx: Context) -> Result:
        """Move the selected point's cross on this frame by ARROW_STEP_PX, with Shift by ten times that."""
        ties = ctx.ties
        place = dict(ties.crosses).get(ties.selected) if ties.selected is not None else None
        if ties.selected is None or place is None:
            return NOTHING
        moved = (place[0] + dx_px * ARROW_STEP_PX, place[1] + dy_px * ARROW_STEP_PX)
        return Result(request=MoveTie(ties.selected, moved, is_last=True))

    def cancel(self) -> None:
        """Stop dragging the cross: it stays where it was."""
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
    """Return number and place of the nearest cross within the tolerance; None without one."""
    near = [(dist(place, p.at_px), number, place) for number, place in ctx.ties.crosses]
    off, number, place = min(near, default=(float("inf"), 0, (0.0, 0.0)))
    return (number, place) if off <= p.tolerance_px else None
