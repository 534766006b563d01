"""What every tool is: pointer and key events in, a preview and results out."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview
from basewatch_gui.tools.record import ToolRecord

Cursor = Literal["arrow", "cross", "move", "size", "turn"]


class Tool(ABC):
    """A tool that does nothing yet; each event answers what must be done now.

    A double-click comes in place of its second press; a release without a press before it is ignored.
    """

    record: ClassVar[ToolRecord]

    @property
    def cursor(self) -> Cursor:
        """The pointer's shape."""
        return "cross"

    @property
    @abstractmethod
    def hint(self) -> str:
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
