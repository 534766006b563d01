"""Tie points as the tool sees them on one frame, and its requests about them."""

from dataclasses import dataclass

from basewatch_gui.geometry.transform import XY


@dataclass(frozen=True, slots=True)
class Ties:
    """The tie points on one frame: number (from 0) and place in frame pixels of each, and the number that is selected.

    `waiting` is the frame of a point that has no place on the other frame yet.
    """

    crosses: tuple[tuple[int, XY], ...] = ()
    selected: int | None = None
    waiting: int | None = None


class TieRequest:
    """Base of what the tool asks to be done with tie points on the frame under the pointer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PlaceTie(TieRequest):
    """Place a new tie point here, or the second half of one that waits for it."""

    at_px: XY


@dataclass(frozen=True, slots=True)
class SelectTie(TieRequest):
    """Select a tie point."""

    number: int


@dataclass(frozen=True, slots=True)
class MoveTie(TieRequest):
    """Move a tie point's cross on this frame; `is_last` at the end of a drag."""

    number: int
    at_px: XY
    is_last: bool


@dataclass(frozen=True, slots=True)
class RemoveTie(TieRequest):
    """Remove a tie point."""

    number: int
