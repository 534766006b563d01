"""The rules of a project: what is taken out of an edit, and what the edit brings with it, whoever makes it.

`ProjectFile.do` applies them to every edit. Undo and redo carry out what was recorded and are free of them. The rules
look at the edit and, only where it concerns them, at the project's records; no labels are loaded for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from basewatch_gui.geometry.outline import bounds_px
from basewatch_gui.geometry.transform import as_points
from basewatch_gui.model.edit import Action, Change, Edit, Item
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.grid import cells_holding
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, Grid, Record

LOCKED_LEFT_OUT: Final[frozenset[Action]] = frozenset(
    {"move", "reshape", "turn", "align", "delete", "retype", "simplify"}
)
"""Edits whose labels have nothing to do with each other: locked ones are left out."""

LOCKED_REFUSED: Final[frozenset[Action]] = frozenset({"split", "merge", "segment", "accept"})
"""Edits that make sense only as a whole: with a locked label they are refused."""


@dataclass(frozen=True, slots=True)
class Applied:
    """An edit as the rules have it, perhaps without any change, and how many changes locked labels held back."""

    edit: Edit
    locked_count: int = 0


def apply_rules(project: Project, edit: Edit) -> Applied:
    """Apply all rules to an edit; raises BasewatchError where a locked label forbids it as a whole."""
    allowed, locked_count = without_locked(with_lapsed_approvals(edit))
    if allowed.changes:
        # Cells that go with their grid are changes of the edit when it comes to those that are opened again.
        allowed = with_reopened_cells(project, with_dependents(project, allowed))
    return Applied(allowed, locked_count)


def with_lapsed_approvals(edit: Edit) -> Edit:
    """Return the edit with every approved label whose outline or category it changes made a draft again.

    What was approved is the outline and the category; other attributes may be filled in later. Edits of the review
    itself are left as they are.
    """
    if edit.action == "review" or not any(map(_lapses, edit.label_changes)):
        return edit
    return Edit(edit.action, tuple(_as_draft(change) if _lapses(change) else change for change in edit.changes))


def without_locked(edit: Edit) -> tuple[Edit, int]:
    """Return the edit without the changes that locked labels forbid, and how many of these there are.

    Edits other than those made by hand pass. Raises BasewatchError where the edit makes no sense without them.
    """
    if edit.action not in LOCKED_LEFT_OUT and edit.action not in LOCKED_REFUSED:
        return edit, 0
    allowed = tuple(change for change in edit.changes if not _is_locked(change))
    count = len(edit.changes) - len(allowed)
    if count and edit.action in LOCKED_REFUSED:
        raise BasewatchError("A label is locked, so it stays as it is: select it and unlock it first.")
    return (Edit(edit.action, allowed), count) if count else (edit, 0)


def with_reopened_cells(project: Project, edit: Edit) -> Edit:
    """Return the edit, and after its own changes every cell marked as empty that gets a label in progress again.

    Its frame is complete no more. Cells and frames that the edit changes by itself are left to it.
    """
    if Label not in edit.kinds or not project.cells:
        return edit
    own = {(type(change.item), change.item.id) for change in edit.changes if not isinstance(change.item, Label)}
    coming: dict[int, list[Label]] = {}
    for change in edit.label_changes:
        if isinstance(change.after, Label) and _takes_place(change):
            coming.setdefault(change.after.frame_id, []).append(change.after)
    more: list[Change] = []
    for frame_id, labels in coming.items():
        cells = [cell for cell in _empty_cells_under(project, frame_id, labels) if (Cell, cell.id) not in own]
        more += [Change(cell, replace(cell, state="in progress")) for cell in cells]
        frame = project.frames.get(frame_id)
        if cells and frame is not None and frame.complete and (Frame, frame_id) not in own:
            more.append(Change(frame, replace(frame, complete=False)))
    return Edit(edit.action, (*edit.changes, *more)) if more else edit


def with_dependents(project: Project, edit: Edit) -> Edit:
    """Return the edit, and before its own changes the removal of the records about what it removes.

    Cells go with their grid, observations and waivers with the label or grid that they name, all records with their
    frame.
    """
    gone = _gone(edit)
    if not gone:
        return edit
    own = {change.item.id for change in edit.changes if isinstance(change.item, Record)}
    lost = (record for record in _dependents(project, gone) if record.id not in own)
    return Edit(edit.action, (*(Change(record, None) for record in lost), *edit.changes))


def _is_changed(before: Label, after: Label) -> bool:
    """Return True if what a label shows is other: its outline or its category."""
    return (before.outline, before.category_id) != (after.outline, after.category_id)


def _lapses(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Label) or not isinstance(after, Label) or before.review != "approved":
        return False
    return after.review == "approved" and _is_changed(before, after)


def _as_draft(change: Change) -> Change:
    assert isinstance(change.after, Label)
    return Change(change.before, replace(change.after, review="draft"))


def _is_locked(change: Change) -> bool:
    """Return True if a locked label would go, or get another outline or category."""
    before, after = change.before, change.after
    if not isinstance(before, Label) or not before.locked:
        return False
    return not isinstance(after, Label) or _is_changed(before, after)


def _takes_place(change: Change) -> bool:
    """Return True if a label comes, or gets another outline."""
    before, after = change.before, change.after
    return not isinstance(before, Label) or not isinstance(after, Label) or before.outline != after.outline


def _empty_cells_under(project: Project, frame_id: int, labels: list[Label]) -> list[Cell]:
    """Return the cells of a frame that are marked as empty and hold the middle of any of these labels."""
    grid = project.grid_over(frame_id)
    marked = project.marked_cells(frame_id, grid.id) if grid is not None else {}
    if grid is None or not marked:
        return []
    try:
        squares = project.squares(grid)
    except BasewatchError:
        # A grid that frames have left has no squares; the window reports that where it shows them.
        return []
    bounds = np.array([bounds_px(label.outline) for label in labels], np.float64)
    middles = as_points((bounds[:, :2] + bounds[:, 2:]) / 2)
    held = cells_holding(squares, project.ground_map(frame_id), middles)
    cells = (marked.get((column, row)) for column, row in held.tolist())
    return [cell for cell in cells if cell is not None and cell.state == "empty"]


def _gone(edit: Edit) -> set[tuple[type[Item], int]]:
    """Return the frames, grids and labels that are no more after the edit; a label that changes its frame stays."""
    items = [change.before for change in edit.changes if change.after is None]
    gone: set[tuple[type[Item], int]] = {
        (type(item), item.id) for item in items if isinstance(item, Frame | Grid | Label)
    }
    return gone.difference((type(change.item), change.item.id) for change in edit.changes if gone and change.after)


def _dependents(project: Project, gone: set[tuple[type[Item], int]]) -> Iterator[Record]:
    lost_grids = {grid.id for grid in project.grids.values() if (Frame, grid.frame_id) in gone}
    lost_grids |= {number for kind, number in gone if kind is Grid}
    lost_frames = {number for kind, number in gone if kind is Frame}
    for grid in project.grids.values():
        if grid.frame_id in lost_frames:
            yield grid
    # There may be 250,000 cells, which are not gone through for every label that is deleted.
    for cell in project.cells.values() if lost_grids or lost_frames else ():
        if cell.grid_id in lost_grids or cell.frame_id in lost_frames:
            yield cell
    for comment in project.comments.values():
        if comment.frame_id in lost_frames:
            yield comment
    for waiver in project.waivers.values():
        is_lost = waiver.grid_id in lost_grids or any((Label, number) in gone for number in waiver.label_ids)
        if is_lost or waiver.frame_id in lost_frames:
            yield waiver
    for observation in project.observations.values():
        if observation.frame_id in lost_frames or (Label, observation.label_id) in gone:
            yield observation
