"""What every tool is: pointer and key events in, a preview and results out."""

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import ClassVar, Literal

from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview

Cursor = Literal["arrow", "cross", "move", "size", "turn"]


class Hint(StrEnum):
    """What a tool wants next; the session has the words for it."""

    NOSE = "oriented_box.nose"
    TAIL = "oriented_box.tail"
    WING_TIP = "oriented_box.wing_tip"
    STAMP_PLACE = "stamp.place"
    STAMP_NOSE = "stamp.nose"
    STAMP_NO_SIZE = "stamp.no_size"
    STAMP_NO_SCALE = "stamp.no_scale"
    EDGE_START = "edge_box.start"
    EDGE_END = "edge_box.end"
    EDGE_WIDTH = "edge_box.width"
    DIAMOND_NOSE = "diamond.nose"
    DIAMOND_LEFT = "diamond.left"
    DIAMOND_TAIL = "diamond.tail"
    DIAMOND_RIGHT = "diamond.right"
    FIRST_CORNER = "box.first_corner"
    OTHER_CORNER = "box.other_corner"
    FIRST_VERTEX = "polygon.first_vertex"
    NEXT_VERTEX = "polygon.next_vertex"
    NEXT_OR_CLOSE = "polygon.next_or_close"
    TRACING = "polygon.tracing"
    CUT_FROM = "split.from"
    CUT_TO = "split.to"
    FLOOD_SEED = "flood.seed"
    FLOOD_WIDTH = "flood.width"
    PLACE = "point.place"
    SELECT = "select.select"
    BAND = "select.band"
    MOVING = "select.moving"
    RESHAPING = "select.reshaping"
    TURNING = "select.turning"
    KEYPOINT_MOVING = "select.keypoint"
    SCALING = "select.scaling"
    OVER_NOSE = "select.over_nose"
    OVER_EDGE = "select.over_edge"
    OVER_CORNER = "select.over_corner"
    OVER_VERTEX = "select.over_vertex"
    OVER_KEYPOINT = "select.over_keypoint"
    OVER_FRAME = "select.over_frame"
    SUGGESTION_MOVING = "select.suggestion"
    MEASURE_FIRST = "measure.first"
    MEASURE_NEXT = "measure.next"
    SHADOW_FOOT = "shadow_height.foot"
    SHADOW_TIP = "shadow_height.tip"
    PIN_PLACE = "comment.place"
    PIN_TAKE = "comment.take"
    PIN_MOVING = "comment.moving"
    TIE_FIRST = "tie_point.first"
    TIE_OTHER = "tie_point.other"
    TIE_SAME = "tie_point.same"
    TIE_MOVING = "tie_point.moving"
    AREA_FIRST = "area.first"


class Tool(ABC):
    """A tool that does nothing yet; each event answers what must be done now.

    A double-click comes in place of its second press; a release without a press before it is ignored.
    """

    name: ClassVar[str]
    draws: ClassVar[bool] = False
    """Whether it draws labels of the category that is chosen."""

    @property
    def cursor(self) -> Cursor:
        """The pointer's shape."""
        return "cross"

    @property
    @abstractmethod
    def hint(self) -> Hint:
        """What the tool wants next."""

    @property
    def preview(self) -> Preview | None:
        """What to paint after the last event."""
        return None

    @property
    def busy(self) -> bool:
        """Whether a drawing or a drag is under way."""
        return False

    def press(self, p: Pointer, ctx: Context) -> Result:
        """The left button goes down."""
        return NOTHING

    def move(self, p: Pointer, ctx: Context) -> Result:
        """The pointer moves, with the button up or down."""
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """The left button comes up."""
        return NOTHING

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """The left button goes down a second time at the same place."""
        return NOTHING

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """The right button is clicked."""
        return NOTHING

    def enter(self, ctx: Context) -> Result:
        """Finish with what is there."""
        return NOTHING

    def backspace(self, ctx: Context) -> Result:
        """Take the last point back."""
        return NOTHING

    def delete(self, ctx: Context) -> Result:
        """Remove what the tool has selected; labels are deleted elsewhere."""
        return NOTHING

    def flip(self, ctx: Context) -> Result:
        """Swap nose and tail of what is being drawn."""
        return NOTHING

    def leave(self) -> None:  # noqa: B027 - a tool that shows nothing ahead of a press has nothing to hide
        """The pointer has left the panes."""

    def escape(self, ctx: Context) -> Result:
        """Give up what is under way."""
        self.cancel()
        return NOTHING

    def arrow(self, dx_px: float, dy_px: float, ctx: Context) -> Result:
        """An arrow key asks for a step of so many frame pixels."""
        return NOTHING

    def cancel(self) -> None:  # noqa: B027 - a tool that keeps nothing has nothing to forget
        """Forget all state, as when another tool is taken."""
