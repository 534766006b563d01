"""What the comment tool wants done with the comments pinned to a frame."""

from dataclasses import dataclass

from basewatch_gui.geometry.transform import XY


@dataclass(frozen=True, slots=True)
class Pin:
    """Write a comment at this place."""

    at_px: XY


@dataclass(frozen=True, slots=True)
class TakePin:
    """Select this comment; None lets go of the one that is selected."""

    comment_id: int | None


@dataclass(frozen=True, slots=True)
class MovePin:
    """Move this comment to another place."""

    comment_id: int
    at_px: XY


PinDeed = Pin | TakePin | MovePin
