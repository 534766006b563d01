"""What goes with what it speaks of: the records of a frame, a grid or a label that an edit removes."""

from collections.abc import Iterator

from basewatch_gui.model.edit import Change, Edit, Item
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Grid, Record


def with_dependents(project: Project, edit: Edit) -> Edit:
    """The edit, and before its own changes the removal of the records that would speak of what it removes.

    Cells go with their grid, observations and waivers with the label or grid that they name, all records with their
    frame.
    """
    gone = _gone(edit)
    if not gone:
        return edit
    own = {change.item.id for change in edit.changes if isinstance(change.item, Record)}
    lost = (record for record in _dependents(project, gone) if record.id not in own)
    return Edit(edit.action, (*(Change(record, None) for record in lost), *edit.changes))


def _gone(edit: Edit) -> set[tuple[type[Item], int]]:
    """The frames, grids and labels that are no more after the edit; a label that changes its frame stays."""
    items = [change.before for change in edit.changes if change.after is None]
    gone: set[tuple[type[Item], int]] = {
        (type(item), item.id) for item in items if isinstance(item, Frame | Grid | Label)
    }
    return gone.difference((type(change.item), change.item.id) for change in edit.changes if gone and change.after)


def _dependents(project: Project, gone: set[tuple[type[Item], int]]) -> Iterator[Record]:
    lost_grids = {grid.id for grid in project.grids.values() if (Frame, grid.frame_id) in gone}
    lost_grids |= {number for kind, number in gone if kind is Grid}
    for grid in project.grids.values():
        if (Frame, grid.frame_id) in gone:
            yield grid
    for cell in project.cells.values():
        if cell.grid_id in lost_grids or (Frame, cell.frame_id) in gone:
            yield cell
    for comment in project.comments.values():
        if (Frame, comment.frame_id) in gone:
            yield comment
    for waiver in project.waivers.values():
        is_lost = waiver.grid_id in lost_grids or any((Label, number) in gone for number in waiver.label_ids)
        if is_lost or (Frame, waiver.frame_id) in gone:
            yield waiver
    for observation in project.observations.values():
        if (Frame, observation.frame_id) in gone or (Label, observation.label_id) in gone:
            yield observation
