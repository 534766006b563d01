"""The tool that pins comments to places of a frame, and moves them."""

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
    """Base of what the tool asks to be done with the comments pinned to the frame under the pointer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PlacePin(PinRequest):
    """Ask the user for the text of a comment at this place."""

    at_px: XY


@dataclass(frozen=True, slots=True)
class SelectPin(PinRequest):
    """Select this comment; None deselects."""

    comment_id: int | None


@dataclass(frozen=True, slots=True)
class MovePin(PinRequest):
    """Move this comment to another place of its frame."""

    comment_id: int
    at_px: XY


class CommentTool(Tool):
    """Place, select and drag the pins of comments: open ground places one, Delete removes the selected one.

    A press deselects all labels, so that Delete means the comment.
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
        """Return the shape that shows whether a press would take a pin."""
        return "move" if self._over or self._moving else "cross"

    @property
    def hint(self) -> str:
        """Return the hint for placing, taking or dragging a pin."""
        return HINT_PIN_MOVING if self._moving else HINT_PIN_TAKE if self._over else HINT_PIN_PLACE

    @property
    def busy(self) -> bool:
        """True while the button is down."""
        return self._held is not None or self._place is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Take the pin under the pointer, or aim at a new place."""
        self.cancel()
        pin = _pin_at(p, ctx)
        if pin is None:
            self._place = p.at_px
            return Result(select=frozenset(), request=SelectPin(None))
        self._held = (pin, p.at_px)
        return Result(select=frozenset(), request=SelectPin(pin.id))

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Note that the taken pin is being dragged, or whether a press here would take one."""
        if self._held is None:
            self._over = self._place is None and _pin_at(p, ctx) is not None
        elif dist(self._held[1], p.at_px) > p.slop_px:
            self._moving = True
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Request that the pin is moved here, or that a comment is written here."""
        held, moved, place = self._held, self._moving, self._place
        self.cancel()
        if held is not None and moved:
            comment, from_px = held
            at_px = (comment.at_px[0] + p.at_px[0] - from_px[0], comment.at_px[1] + p.at_px[1] - from_px[1])
            return Result(request=MovePin(comment.id, at_px))
        return Result(request=PlacePin(p.at_px)) if place is not None else NOTHING

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """Handle the second click as one more press."""
        return self.press(p, ctx)

    def delete(self, ctx: Context) -> Result:
        """Remove the selected comment."""
        self.cancel()
        selected = ctx.selected_comment
        return NOTHING if selected is None else Result(edit=removed("comment", [selected]))

    def cancel(self) -> None:
        """Forget the pin or place that was pressed."""
        self._held = self._place = None
        self._moving = False


def _pin_at(p: Pointer, ctx: Context) -> Comment | None:
    """Return the nearest comment within twice the tolerance, since a pin is larger than a handle; None without one."""
    near = [(dist(comment.at_px, p.at_px), comment.id, comment) for comment in ctx.comments]
    off, _, comment = min(near, default=(float("inf"), 0, None))
    return comment if off <= 2 * p.tolerance_px else None
