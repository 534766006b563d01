"""The states of cells: those marked, by frame and grid, and those that were entered and not marked yet."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.edit import Change
from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, CellState, Grid
from basewatch_gui.storage.display_state import DisplayKey, DisplayState

_CODES: Final = {state: code for code, state in enumerate(STATES)}
_MOST_ARRAYS: Final = 9
"""Arrays of states that are kept: those of as many frames as there are panes."""

_MANY_CELLS: Final = 1000
"""Where one edit changes more cells the arrays are made again: to change them one by one takes longer."""

_Key = tuple[int, int]
"""A frame and a grid, by their ids."""

_KEY: Final = attrgetter("frame_id", "grid_id")
_AT: Final = attrgetter("column", "row")


class CellMarks:
    """What the cells of each frame are marked as.

    A cell that was only looked at is no work: that it is in progress lies in the display state, not in the history.
    """

    def __init__(self, project: Project, display: DisplayState) -> None:
        self._project = project
        self._display = display
        self._begun: dict[_Key, set[CellAt]] = {}
        self._arrays: dict[_Key, tuple[Squares, NDArray[np.uint8]]] = {}

    def cell(self, frame_id: int, grid: Grid, at: CellAt) -> Cell | None:
        """Return the record of a cell; None while it is not marked."""
        return self._project.marked_cells(frame_id, grid.id).get(at)

    def state(self, frame_id: int, grid: Grid, at: CellAt) -> CellState:
        """Return what a cell is marked as; in progress or to do while it is not."""
        cell = self.cell(frame_id, grid, at)
        if cell is not None:
            return cell.state
        return "in progress" if at in self._begun_on(frame_id, grid.id) else "to do"

    def is_untouched(self, frame_id: int, grid: Grid) -> bool:
        """Return whether all cells are to do."""
        return not self._project.marked_cells(frame_id, grid.id) and not self._begun_on(frame_id, grid.id)

    def states(self, frame_id: int, grid: Grid, squares: Squares) -> NDArray[np.uint8]:
        """Return the states of all squares of the lattice, (rows, columns) of places in STATES; not to be changed."""
        key = (frame_id, grid.id)
        kept = self._arrays.get(key)
        if kept is not None and kept[0] is squares:
            return kept[1]
        made = np.zeros(squares.mask.shape, np.uint8)
        for at in self._begun_on(*key):
            _set_state(squares, made, at, "in progress")
        cells = self._project.marked_cells(*key)
        if cells:
            columns, rows = np.array(list(cells), np.intp).T - np.array([[squares.first.column], [squares.first.row]])
            codes = np.array([_CODES[cell.state] for cell in cells.values()], np.uint8)
            high, wide = squares.mask.shape
            inside = (rows >= 0) & (rows < high) & (columns >= 0) & (columns < wide)
            made[rows[inside], columns[inside]] = codes[inside]
        while len(self._arrays) >= _MOST_ARRAYS:
            del self._arrays[next(iter(self._arrays))]
        self._arrays[key] = (squares, made)
        return made

    def update(self, changes: Sequence[Change]) -> bool:
        """Apply the changes of cells in an edit; return True if there were any."""
        if len(changes) > _MANY_CELLS:
            self._update_many(changes)
            return True
        for change in changes:
            cell = change.item
            assert isinstance(cell, Cell)
            key, at = (cell.frame_id, cell.grid_id), CellAt(cell.column, cell.row)
            if isinstance(change.after, Cell):
                self._set_begun(*key, at, begun=False)
            self._refresh_cell(key, at)
        return bool(changes)

    def set_begun(self, frame_id: int, grid: Grid, at: CellAt, *, begun: bool) -> bool:
        """Mark a cell as entered, or as to do again; returns whether that changes it."""
        if begun and self.cell(frame_id, grid, at) is not None:
            return False
        news = self._set_begun(frame_id, grid.id, at, begun=begun)
        self._refresh_cell((frame_id, grid.id), at)
        return news

    def _set_begun(self, frame_id: int, grid_id: int, at: CellAt, *, begun: bool) -> bool:
        cells = self._begun_on(frame_id, grid_id)
        if (at in cells) == begun:
            return False
        cells.symmetric_difference_update({at})
        self._display.put(_begun_key(frame_id, grid_id), sorted(cells) or None)
        return True

    def _update_many(self, changes: Sequence[Change]) -> None:
        """Make all arrays again when they are next asked for, as when a grid goes or comes back."""
        self._arrays.clear()
        came = [change.after for change in changes if isinstance(change.after, Cell)]
        for key in set(map(_KEY, came)):
            begun = self._begun_on(*key)
            marked = {CellAt(*at) for at in map(_AT, came) if at in begun} if begun else ()
            for at in marked:
                self._set_begun(*key, at, begun=False)

    def _begun_on(self, frame_id: int, grid_id: int) -> set[CellAt]:
        key = (frame_id, grid_id)
        if key not in self._begun:
            kept = self._display.get(_begun_key(*key), list[tuple[int, int]]) or []
            self._begun[key] = {CellAt(*at) for at in kept}
        return self._begun[key]

    def _refresh_cell(self, key: _Key, at: CellAt) -> None:
        kept = self._arrays.get(key)
        if kept is not None:
            cell = self._project.marked_cells(*key).get(at)
            begun: CellState = "in progress" if at in self._begun_on(*key) else "to do"
            _set_state(*kept, at, cell.state if cell is not None else begun)


def _set_state(squares: Squares, states: NDArray[np.uint8], at: CellAt, state: CellState) -> None:
    column, row = at.column - squares.first.column, at.row - squares.first.row
    if 0 <= row < states.shape[0] and 0 <= column < states.shape[1]:
        states[row, column] = _CODES[state]


def _begun_key(frame_id: int, grid_id: int) -> str:
    return DisplayKey.CELLS_BEGUN_OF.of(grid_id, frame_id)
