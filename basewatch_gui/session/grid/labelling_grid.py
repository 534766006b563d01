"""The labelling grid of the open project: what is covered, what is left, and the edits that mark it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.outline import Ring
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.grid import FINISHED, STATES, CellAt, Squares, cells_holding, corners_px
from basewatch_gui.model.records import Cell, CellState, Grid
from basewatch_gui.session.grid import grid_edits
from basewatch_gui.session.grid.cell_marks import CellMarks
from basewatch_gui.session.grid.grid_walk import GridWalk
from basewatch_gui.session.label_order import shown_rows
from basewatch_gui.session.open_project import OpenProject

USUAL_CELL_PX = 512.0
USUAL_OVERLAP_PX = 32.0
"""The grid that is made where an area is drawn before there is one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cells of a frame are in each state."""

    counts: dict[CellState, int]

    @property
    def total(self) -> int:
        """All cells."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """The cells that are not finished."""
        return self.total - sum(self.counts[state] for state in FINISHED)

    @property
    def percent(self) -> int:
        """The part that is finished; 100 only when nothing is left."""
        return 100 * (self.total - self.left) // self.total if self.total else 0


class LabellingGrid(QObject):
    """Grids, the states of their cells on each frame, and the walk over them.

    `changed` is sent for every change, with the ids of the frames that it concerns, and `version` grows with it;
    `area_drawn` is sent once a grid has been kept to an area.
    """

    changed = Signal(object)
    area_drawn = Signal()
    failed = Signal(object)

    def __init__(self, open_project: OpenProject) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._project = open_project.project
        display = open_project.file.display
        self._marks = CellMarks(self._project, display)
        self._faulty: dict[int, Squares] = {}
        self.version = 0
        self.walk = GridWalk(self, display, self)
        open_project.edited.connect(self._on_edited)

    def grid(self, frame_id: int) -> Grid | None:
        """Return the grid over a frame; None without one."""
        return self._project.grid_over(frame_id)

    def squares(self, frame_id: int) -> Squares | None:
        """Return the squares of the grid over a frame; None without one, or where it can't be laid (reported once)."""
        grid = self.grid(frame_id)
        if grid is None:
            return None
        if grid.id in self._faulty:
            return self._faulty[grid.id]
        try:
            return self._project.squares(grid)
        except BasewatchError as fault:
            none = Squares(1.0, 1.0, grid.frame_id is None, CellAt(0, 0), np.zeros((0, 0), np.bool_))
            self._faulty[grid.id] = none
            self.failed.emit(fault)
            return none

    def states(self, frame_id: int) -> NDArray[np.uint8]:
        """Return the states of a frame's cells, (rows, columns) of indices in STATES, read-only. It needs a grid."""
        grid, squares = self.grid(frame_id), self.squares(frame_id)
        assert grid is not None
        assert squares is not None
        return self._marks.states(frame_id, grid, squares)

    def state(self, frame_id: int, cell: CellAt) -> CellState:
        """Return what a cell of a frame is marked as. The frame needs a grid."""
        grid = self.grid(frame_id)
        assert grid is not None
        return self._marks.state(frame_id, grid, cell)

    def cells_not_empty(self, frame_id: int) -> NDArray[np.intp]:
        """Return the cells of a frame that are marked as empty and hold labels that are shown; (N, 2) columns, rows."""
        squares = self.squares(frame_id)
        none = np.empty((0, 2), np.intp)
        if squares is None:
            return none
        empty = self.states(frame_id) == STATES.index("empty")
        if not empty.any():
            return none
        arrays = self._open_project.arrays(frame_id)
        places = arrays.centres_px(shown_rows(arrays))
        cells = cells_holding(squares, self._project.ground_map(frame_id), places)
        found: NDArray[np.intp] = cells[empty[cells[:, 1] - squares.first.row, cells[:, 0] - squares.first.column]]
        return found

    def progress(self, frame_id: int) -> Progress | None:
        """Return how far a frame is; None without a grid."""
        grid, squares = self.grid(frame_id), self.squares(frame_id)
        if grid is None or squares is None:
            return None
        if self._marks.is_untouched(frame_id, grid):
            return Progress({state: squares.count if state == "to do" else 0 for state in STATES})
        counted = np.bincount(self.states(frame_id)[squares.mask], minlength=len(STATES))
        return Progress(dict(zip(STATES, counted.tolist(), strict=True)))

    def lay_grid(self, frame_id: int, cell: float, overlap: float, *, common: bool) -> None:
        """Lay a grid over a frame, sizes in its pixels, or over the common ground, in metres: in one edit.

        Marks go where the squares become others. Raises BasewatchError where such a grid can't be.
        """
        own = next((grid for grid in self._project.grids.values() if grid.frame_id == frame_id), None)
        shared = next((grid for grid in self._project.grids.values() if grid.frame_id is None), None)
        before = shared if common else own
        if before is not None:
            after = replace(before, cell=cell, overlap=overlap)
        else:
            after = Grid(self._open_project.file.new_record_id(), None if common else frame_id, cell, overlap)
        self._replace_grid(before, after, away=own if common else None)

    def restrict_to_area(self, frame_id: int, area_px: Ring) -> None:
        """Restrict the grid over a frame to an area, a ring in its pixels, or to none with (), in one edit.

        Where there is no grid one is made. Raises BasewatchError where no cell touches the area.
        """
        before = self.grid(frame_id)
        area: Ring = area_px
        if before is not None and before.frame_id is None and area:
            places = self._project.ground_map(frame_id).to_plane(as_points(area_px))
            area = tuple((float(x), float(y)) for x, y in places)
        if before is not None:
            self._replace_grid(before, replace(before, area=area))
        else:
            number = self._open_project.file.new_record_id()
            self._replace_grid(None, Grid(number, frame_id, USUAL_CELL_PX, USUAL_OVERLAP_PX, area))
        if area:
            self.area_drawn.emit()

    def remove_grid(self, frame_id: int) -> None:
        """Remove the grid over a frame with all its marks, in one edit."""
        grid = self.grid(frame_id)
        if grid is not None:
            self._open_project.do(
                grid_edits.lay_grid(self._project, grid, None, grid_edits.frames_covered(self._project, grid))
            )

    def mark_cell(self, frame_ids: Sequence[int], cell: CellAt, state: CellState) -> None:
        """Mark a cell on these frames in one edit; "to do" takes its mark away.

        The frames share the grid of the first. Raises BasewatchError where a cell is called empty that holds labels.
        """
        grid, squares = self.grid(frame_ids[0]), self.squares(frame_ids[0])
        if grid is None or squares is None or cell not in squares:
            return
        frames = [frame for frame in dict.fromkeys(frame_ids) if self.grid(frame) == grid]
        for frame in frames if state == "empty" else ():
            count = self._count_labels(frame, squares, cell)
            if count:
                raise BasewatchError(
                    "This cell of {name} is not empty, labels in it: {count}. Mark it done instead.",
                    name=self._project.frames[frame].name, count=count,
                )  # fmt: skip
        held = [(frame, self._marks.cell(frame, grid, cell)) for frame in frames]
        self._open_project.do(
            grid_edits.mark_cell(self._project, grid, cell, held, state, self._open_project.file.new_record_id)
        )
        if state == "to do":
            for frame in frames:
                self._marks.set_begun(frame, grid, cell, begun=False)
            self._report_changed(frozenset(frames))

    def enter_cell(self, frame_id: int, cell: CellAt) -> None:
        """Mark a cell as in progress if it was to do."""
        grid = self.grid(frame_id)
        if grid is not None and self._marks.set_begun(frame_id, grid, cell, begun=True):
            self._report_changed(frozenset({frame_id}))

    def declare_complete(self, frame_id: int, *, complete: bool) -> None:
        """Declare a frame complete, or take that back, in one edit; raises BasewatchError while cells are left."""
        frame = self._project.frames[frame_id]
        progress = self.progress(frame_id)
        if complete and (progress is None or not progress.total):
            raise BasewatchError(
                "{name} has no grid yet: lay one over it and walk it, then it can be declared complete.",
                name=frame.name,
            )
        if complete and progress is not None and progress.left:
            raise BasewatchError(
                "{name} is not complete yet: {left:,} of {total:,} cells are to do or need a second look.",
                name=frame.name, left=progress.left, total=progress.total,
            )  # fmt: skip
        self._open_project.do(grid_edits.declare_complete(frame, complete=complete))

    def _replace_grid(self, before: Grid | None, after: Grid, away: Grid | None = None) -> None:
        """Replace a grid by another, and remove one that would hide it."""
        if before == after and away is None:
            return
        squares = self._project.squares(after)
        if not squares.count and after.frame_id is None and not after.area:
            raise BasewatchError("The frames have no ground in common: lay a grid over each frame instead.")
        if not squares.count:
            raise BasewatchError("No cell touches this area: draw it on the frame.")
        covers = grid_edits.frames_covered(self._project, after)
        edit = grid_edits.lay_grid(self._project, before, after, covers)
        if away is not None:
            gone = grid_edits.lay_grid(self._project, away, None, grid_edits.frames_covered(self._project, away))
            edit = Edit(edit.action, (*gone.changes, *edit.changes))
        self._open_project.do(edit)

    def _count_labels(self, frame_id: int, squares: Squares, cell: CellAt) -> int:
        """Count the labels of a frame that have their middle in a square."""
        ground, arrays = self._project.ground_map(frame_id), self._open_project.arrays(frame_id)
        corners = corners_px(squares, ground, cell)
        if not np.isfinite(corners).all():
            return 0
        rows = arrays.within(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
        centres = arrays.centres_px(rows)
        places = ground.to_plane(centres) if squares.on_plane and len(centres) else centres
        return int(np.count_nonzero(squares.holds(cell, places)))

    def _report_changed(self, frame_ids: frozenset[int]) -> None:
        self.version += 1
        self.changed.emit(frame_ids)

    def _on_edited(self, edit: Edit) -> None:
        lies = Grid in edit.kinds or bool(edit.moved_frames)
        if lies:
            self._faulty.clear()
        if self._marks.update(edit.changes_of(Cell)) or lies or Frame in edit.kinds:
            self.walk.leave_lost_cell()
            self._report_changed(frozenset(self._project.frames if lies else edit.frame_ids))
