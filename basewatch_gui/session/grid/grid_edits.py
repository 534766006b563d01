"""The edits that lay grids, mark cells and declare frames complete."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from basewatch_gui.model.edit import Change, Edit, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.grid import FINISHED, CellAt
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, CellState, Grid


def lay_grid(project: Project, before: Grid | None, after: Grid | None, covers: Iterable[int]) -> Edit:
    """Return the edit that puts a grid in the place of another, or of none.

    Marks of cells go where the squares become others; where the grid goes, by `rules.with_dependents`. The frames that
    it covers are not complete any more.
    """
    gone: list[Change] = []
    if before is not None and after is not None and (before.cell, before.overlap) != (after.cell, after.overlap):
        gone = [Change(cell, None) for cell in project.cells.values() if cell.grid_id == before.id]
    grids = [Change(before, after)] if before != after else []
    return Edit("grid", (*gone, *grids, *_incomplete(project, covers).changes))


def mark_cell(
    project: Project,
    grid: Grid,
    at: CellAt,
    cells: Iterable[tuple[int, Cell | None]],
    state: CellState,
    new_id: Callable[[], int],
) -> Edit:
    """Return the edit that marks a cell of the grid on some frames, of which the ids and present records are given.

    A frame with a cell to do, or to look at again, is not complete any more.
    """
    changes, reopened = [], []
    for frame_id, before in cells:
        after = None
        if state not in ("to do", "in progress"):
            number = before.id if before is not None else new_id()
            after = Cell(number, grid.id, frame_id, at.column, at.row, state)
        if before != after:
            changes.append(Change(before, after))
        if state not in FINISHED:
            reopened.append(frame_id)
    return Edit("mark cell", (*changes, *_incomplete(project, reopened).changes))


def declare_complete(frame: Frame, *, complete: bool) -> Edit:
    """Return the edit that declares a frame complete, or takes that back."""
    return replaced("complete", [(frame, replace(frame, complete=complete))])


def frames_covered(project: Project, grid: Grid) -> list[int]:
    """Return the frames that a grid concerns: its own, or all that have none of their own."""
    if grid.frame_id is not None:
        return [grid.frame_id]
    held = ((frame, project.grid_over(frame)) for frame in project.frames)
    return [frame for frame, of_frame in held if of_frame is None or of_frame.frame_id is None]


def _incomplete(project: Project, frame_ids: Iterable[int]) -> Edit:
    frames = [project.frames[frame] for frame in dict.fromkeys(frame_ids)]
    return replaced("complete", [(frame, replace(frame, complete=False)) for frame in frames])
