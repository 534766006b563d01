"""Walking a grid: from cell to cell, each looked at from the same height."""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.storage.display_state import DisplayKey, DisplayState

Zoom = Literal["fit", "1:1", "2:1", "4:1", "as it is"]
"""How large a cell is shown: fitted into the pane, so many screen pixels a frame pixel, or at the view's own scale."""

_OPEN = np.array([state in ("to do", "in progress") for state in STATES])
_AGAIN = np.array([state == "second look" for state in STATES])


@dataclass(frozen=True, slots=True)
class Way:
    """How a grid is walked: row by row or in a snake, how large its cells are shown, and on which frames it marks.

    `together`: a cell of the common ground is marked on all frames that the panes show. `shown`: panes show the grid.
    """

    snake: bool = True
    zoom: Zoom = "fit"
    together: bool = True
    shown: bool = True


class WalkedGrid(Protocol):
    """What the walk asks of the labelling grid."""

    def squares(self, frame_id: int) -> Squares | None:
        """Return the squares of the grid over a frame; None without one."""

    def states(self, frame_id: int) -> NDArray[np.uint8]:
        """Return the states of a frame's cells, (rows, columns) of places in STATES."""

    def enter_cell(self, frame_id: int, cell: CellAt) -> None:
        """Mark a cell that was to do as in progress."""


class GridWalk(QObject):
    """The walk over a frame's grid: which cell it has come to. `entered` asks for the view to go there."""

    entered = Signal()
    changed = Signal()

    def __init__(self, labelling_grid: WalkedGrid, display: DisplayState, parent: QObject) -> None:
        super().__init__(parent)
        self._labelling_grid = labelling_grid
        self._display = display
        self.way: Way = self._display.get(DisplayKey.GRID_WALK, Way) or Way()
        self.frame_id: int | None = None
        self.cell: CellAt | None = None
        self._order: tuple[Squares, bool, _Order] | None = None

    @property
    def is_on(self) -> bool:
        """True if a grid is being walked."""
        return self.cell is not None

    @property
    def position(self) -> int:
        """Which cell of the walk this is, from 1; 0 without a walk."""
        if self.frame_id is None or self.cell is None:
            return 0
        return self._ordered(self.frame_id).place(self.cell) + 1

    def set_way(self, **changes: object) -> None:
        """Change how the grid is walked (order, zoom, marking, whether shown) and keep it in the display state."""
        way = replace(self.way, **changes)  # type: ignore[arg-type]
        if way != self.way:
            self.way = way
            self._display.put(DisplayKey.GRID_WALK, way)
            self.changed.emit()
            if self.is_on and "zoom" in changes:
                self.entered.emit()

    def start(self, frame_id: int, near: XY) -> None:
        """Walk the frame's grid from the first cell to do after the one at this place, in the grid's units.

        Raises BasewatchError where there is no cell to walk to.
        """
        squares = self._labelling_grid.squares(frame_id)
        here = squares.nearest(near) if squares is not None else None
        if here is None:
            raise BasewatchError("There is no grid on this frame yet: make one in the Cells panel.")
        self.go(frame_id, self._open_cell(frame_id, here, 0) or here)

    def go(self, frame_id: int, cell: CellAt) -> None:
        """Enter a cell, and walk on from there."""
        squares = self._labelling_grid.squares(frame_id)
        if squares is None or cell not in squares:
            return
        self.frame_id, self.cell = frame_id, cell
        self._labelling_grid.enter_cell(frame_id, cell)
        self.changed.emit()
        self.entered.emit()

    def step(self, by: int) -> bool:
        """Enter the next cell, or the one before; returns False at the end, where the walk stays."""
        if self.frame_id is None or self.cell is None:
            return False
        order = self._ordered(self.frame_id)
        place = order.place(self.cell) + by
        if not 0 <= place < len(order.cells):
            return False
        self.go(self.frame_id, order.cell(place))
        return True

    def next_open(self) -> bool:
        """Enter the next cell to do, else the next to look at again; returns False where none is left."""
        if self.frame_id is None or self.cell is None:
            return False
        found = self._open_cell(self.frame_id, self.cell, 1)
        if found is None or found == self.cell:
            return False
        self.go(self.frame_id, found)
        return True

    def leave(self) -> bool:
        """End the walk; returns whether there was one."""
        was_on = self.is_on
        self.frame_id = self.cell = None
        if was_on:
            self.changed.emit()
        return was_on

    def leave_lost_cell(self) -> None:
        """End the walk where its cell is gone."""
        if self.frame_id is None or self.cell is None:
            return
        squares = self._labelling_grid.squares(self.frame_id)
        if squares is None or self.cell not in squares:
            self.leave()

    def _open_cell(self, frame_id: int, here: CellAt, skip: int) -> CellAt | None:
        """Return the next cell to do, from `skip` after this one on and round again, else the next to look at again."""
        squares = self._labelling_grid.squares(frame_id)
        assert squares is not None
        order = self._ordered(frame_id)
        states = self._labelling_grid.states(frame_id)
        start = order.place(here) + skip
        for wanted in (_OPEN, _AGAIN):
            places = order.ranks[wanted[states] & squares.mask]
            if len(places):
                ahead = places[places >= start]
                return order.cell(int(ahead.min() if len(ahead) else places.min()))
        return None

    def _ordered(self, frame_id: int) -> "_Order":
        squares, snake = self._labelling_grid.squares(frame_id), self.way.snake
        assert squares is not None
        if self._order is None or self._order[0] is not squares or self._order[1] != snake:
            self._order = (squares, snake, _Order(squares, snake=snake))
        return self._order[2]


class _Order:
    """The cells in the order of a walk, and for each square of the lattice its place in it."""

    def __init__(self, squares: Squares, *, snake: bool) -> None:
        self.cells = squares.order(snake=snake)
        self._first = squares.first
        self.ranks: NDArray[np.intp] = np.full(squares.mask.shape, -1, np.intp)
        self.ranks[self.cells[:, 1] - self._first.row, self.cells[:, 0] - self._first.column] = np.arange(
            len(self.cells)
        )

    def place(self, cell: CellAt) -> int:
        """Return where a cell is in the walk, from 0."""
        return int(self.ranks[cell.row - self._first.row, cell.column - self._first.column])

    def cell(self, place: int) -> CellAt:
        """Return the cell at a place of the walk."""
        return CellAt(int(self.cells[place, 0]), int(self.cells[place, 1]))
