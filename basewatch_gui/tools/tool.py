"""The base of all tools: pointer and key events in, a preview and results out."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview
from basewatch_gui.tools.record import ToolRecord

Cursor = Literal["arrow", "cross", "move", "size", "turn"]


class Tool(ABC):
    """Base of a tool: every event method returns what must be done now; by default nothing.

    A double-click comes in place of its second press; a release without a press before it must be ignored.
    """

    record: ClassVar[ToolRecord]

    @property
    def cursor(self) -> Cursor:
        """Return the shape of the pointer."""
        return "cross"

    @property
    @abstractmethod
    def hint(self) -> str:
        """Return the source text of what the tool wants next, marked by `translatable` in the context "Hints".

        Actions are named as `{action}` where the text shall show their keys.
        """

    @property
    def preview(self) -> Preview | None:
        """Return what to paint after the last event."""
        return None

    @property
    def busy(self) -> bool:
        """True while a drawing or drag is under way."""
        return False

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Handle the left button going down."""
        return NOTHING

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Handle a move of the pointer, whether the button is up or down."""
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Handle the left button coming up."""
        return NOTHING

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """Handle the left button going down a second time at the same place."""
        return NOTHING

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """Handle a click of the right button."""
        return NOTHING

    def enter(self, ctx: Context) -> Result:
        """Finish with what is there."""
        return NOTHING

    def backspace(self, ctx: Context) -> Result:
        """Remove the last point."""
        return NOTHING

    def delete(self, ctx: Context) -> Result:
        """Remove what the tool has selected; selected labels are deleted by their own action."""
        return NOTHING

    def flip(self, ctx: Context) -> Result:
        """Swap nose and tail of what is being drawn."""
        return NOTHING

    def leave(self) -> None:  # noqa: B027 - a tool that shows nothing ahead of a press has nothing to hide
        """Handle the pointer leaving the panes."""

    def escape(self, ctx: Context) -> Result:
        """Give up what is under way."""
        self.cancel()
        return NOTHING

    def arrow(self, dx_px: float, dy_px: float, ctx: Context) -> Result:
        """Handle an arrow key that asks for a step in frame pixels."""
        return NOTHING

    def cancel(self) -> None:  # noqa: B027 - a tool that keeps nothing has nothing to forget
        """Forget all state, as when another tool is taken."""
