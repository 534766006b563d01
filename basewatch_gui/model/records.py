"""What a project keeps beside frames, categories and labels: grids, cells, comments, waivers, observations."""

from dataclasses import dataclass
from typing import Literal

from basewatch_gui.geometry.transform import XY

CellState = Literal["to do", "in progress", "done", "empty", "not observable", "second look"]
Verdict = Literal["departed", "not observable"]

CELLS_CHECK = "cells"
"""The check whose findings are about squares of a grid, as checks/finding.py names it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A labelling grid: squares over one frame, or over the common ground of all frames where `frame_id` is None.

    `cell` is the side of a square, `overlap` how much neighbours share: in pixels of the frame, or in metres on the
    plane where there is no frame. `area` is an exterior ring in the same units that squares must touch; () for all.
    """

    id: int
    frame_id: int | None
    cell: float
    overlap: float = 0.0
    area: tuple[XY, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of one square of a grid on one frame; squares without one are to do."""

    id: int
    grid_id: int
    frame_id: int
    column: int
    row: int
    state: CellState


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark pinned to a place of a frame; times are UTC, `YYYY-MM-DDTHH:MM:SSZ`."""

    id: int
    frame_id: int
    at_px: XY
    text: str
    author: str = ""
    created: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding of the checks that somebody let pass, and why.

    `check` names the check, `about` the ids of the labels that it found; of `CELLS_CHECK` the grid's id, column and
    row.
    """

    id: int
    frame_id: int
    check: str
    about: tuple[int, ...]
    reason: str
    author: str = ""
    created: str = ""

    @property
    def label_ids(self) -> tuple[int, ...]:
        """The labels that it is about."""
        return () if self.check == CELLS_CHECK else self.about

    @property
    def grid_id(self) -> int | None:
        """The grid that it is about."""
        return self.about[0] if self.check == CELLS_CHECK and self.about else None


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen on a frame of the object that a label of another frame shows, where it has no label there."""

    id: int
    frame_id: int
    label_id: int
    verdict: Verdict
    author: str = ""
    created: str = ""


Record = Grid | Cell | Comment | Waiver | Observation
