"""Comments: a click pins one to a place, a drag moves it."""

from dataclasses import dataclass
from math import dist
from typing import ClassVar

from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import removed
from basewatch_gui.model.records import Comment
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.tool import Cursor, Tool

HINT_PIN_PLACE = translatable("Hints", "Click where the comment belongs; click a pin to select it")
HINT_PIN_TAKE = translatable("Hints", "Click to select the comment, drag to move it")
HINT_PIN_MOVING = translatable("Hints", "Release to leave the comment here; Esc puts it back")


class PinRequest:
    """What the tool wants done with the comments pinned to the frame under the pointer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PlacePin(PinRequest):
    """Write a comment at this place."""

    at_px: XY


@dataclass(frozen=True, slots=True)
class SelectPin(PinRequest):
    """Select this comment; None lets go of the one that is selected."""

    comment_id: int | None


@dataclass(frozen=True, slots=True)
class MovePin(PinRequest):
    """Move this comment to another place."""

    comment_id: int
    at_px: XY


class CommentTool(Tool):
    """A click on open ground asks for the words of a comment, one on a pin selects it; Delete removes that.

    Labels lose their selection, so that Delete means the comment.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="comment",
        text=translatable("Actions", "Comment"),
        help=translatable("Actions", "Pin a comment to a place."),
        icon="comment",
        keys=("I",),
        menu_group="comment",
        separator=True,
    )

    def __init__(self) -> None:
        self._held: tuple[Comment, XY] | None = None
        self._place: XY | None = None
        self._moving = False
        self._over = False

    @property
    def cursor(self) -> Cursor:
        """A cross, or that a pin can be moved."""
        return "move" if self._over or self._moving else "cross"

    @property
    def hint(self) -> str:
        """The place, or that the pin is let go of here."""
        return HINT_PIN_MOVING if self._moving else HINT_PIN_TAKE if self._over else HINT_PIN_PLACE

    @property
    def busy(self) -> bool:
        """Whether a pin is held."""
        return self._held is not None or self._place is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Take the pin that is here, or aim at a place."""
        self.cancel()
        pin = _pin_at(p, ctx)
        if pin is None:
            self._place = p.at_px
            return Result(select=frozenset(), request=SelectPin(None))
        self._held = (pin, p.at_px)
        return Result(select=frozenset(), request=SelectPin(pin.id))

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Drag the pin, or say what a press would do."""
        if self._held is None:
            self._over = self._place is None and _pin_at(p, ctx) is not None
        elif dist(self._held[1], p.at_px) > p.slop_px:
            self._moving = True
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Leave the pin here, or ask for the words of a comment."""
        held, moved, place = self._held, self._moving, self._place
        self.cancel()
        if held is not None and moved:
            comment, from_px = held
            at_px = (comment.at_px[0] + p.at_px[0] - from_px[0], comment.at_px[1] + p.at_px[1] - from_px[1])
            return Result(request=MovePin(comment.id, at_px))
        return Result(request=PlacePin(p.at_px)) if place is not None else NOTHING

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """A second press."""
        return self.press(p, ctx)

    def delete(self, ctx: Context) -> Result:
        """Remove the selected comment."""
        self.cancel()
        selected = ctx.selected_comment
        return NOTHING if selected is None else Result(edit=removed("comment", [selected]))

    def cancel(self) -> None:
        """Let go of the pin, or of the place."""
        self._held = self._place = None
        self._moving = False


def _pin_at(p: Pointer, ctx: Context) -> Comment | None:
    """The nearest comment within the tolerance."""
    near = [(dist(comment.at_px, p.at_px), comment.id, comment) for comment in ctx.comments]
    off, _, comment = min(near, default=(float("inf"), 0, None))
    return comment if off <= 2 * p.tolerance_px else None
