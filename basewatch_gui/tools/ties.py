"""Tie points as a tool sees them on one frame, and what it may ask to be done with them."""

from dataclasses import dataclass

from basewatch_gui.geometry.transform import XY


@dataclass(frozen=True, slots=True)
class Ties:
    """The tie points on one frame: numbers (from 0) and places in its pixels, and which one is selected.

    `waiting` is the frame on which a point was placed that is not placed on the other one yet.
    """

    crosses: tuple[tuple[int, XY], ...] = ()
    selected: int | None = None
    waiting: int | None = None


class TieRequest:
    """What the tool wants done with tie points on the frame under the pointer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PlaceTie(TieRequest):
    """Place a new tie point here, or the one that waits for its other place."""

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
