"""What the actions on cells do: walk the grid, mark cells, bring a cell into view."""

from dataclasses import replace
from math import isfinite

from PySide6.QtGui import QAction, QKeySequence

from basewatch_gui.geometry.transform import apply
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.grid import CellAt, centre_m, corners_m, units_of
from basewatch_gui.model.records import Cell, CellState
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.workbench.workspace import Workspace

MARK_ACTIONS = ("cell_done", "cell_empty", "cell_not_observable", "cell_second_look")
"""The actions that mark a cell and go to the next one."""
ROOM = 1.06
"""How much more than the cell the view shows where it is fitted: its border, and a little of what lies around it."""
_PIXELS = {"1:1": 1.0, "2:1": 2.0, "4:1": 4.0}


def toggle_walk(workspace: Workspace) -> None:
    """Walk the active pane's frame from what it shows on, or leave the walk over it."""
    session, pane, tr = workspace.session, workspace.grid.active, workspace.shell.widget.tr
    walk = session.labelling_grid.walk
    if walk.is_on and walk.frame_id == pane.frame_id:
        walk.leave()
        return
    squares = session.labelling_grid.squares(pane.frame_id) if pane.frame_id is not None else None
    if squares is None or pane.frame_id is None:
        workspace.show_panel(CellsPanel)
        workspace.shell.show_message(tr("There is no grid over this frame yet: make one in the Cells panel."))
        return
    ground, here = session.project.ground_map(pane.frame_id), pane.viewpoint.centre_m
    walk.start(pane.frame_id, here if squares.on_plane else units_of(squares, ground, ground.pixel_at(here)))
    workspace.show_panel(CellsPanel)
    workspace.grid.active.setFocus()
    marks = ", ".join(_key_text(workspace.shell.action(name)) for name in MARK_ACTIONS)
    workspace.shell.show_message(tr("D and A step, Esc leaves. {marks}.").format(marks=marks))


def mark_here(workspace: Workspace, state: CellState) -> None:
    """Mark the walked cell, on all frames that are shown where the walk is to."""
    labelling_grid = workspace.session.labelling_grid
    walk = labelling_grid.walk
    if walk.frame_id is None or walk.cell is None:
        return
    grid = labelling_grid.grid(walk.frame_id)
    together = walk.way.together and grid is not None and grid.frame_id is None
    shown = [frame for frame in workspace.grid.shown if frame is not None] if together else []
    labelling_grid.mark_cell([walk.frame_id, *shown], walk.cell, state)


def mark_cell(workspace: Workspace, state: CellState) -> None:
    """Mark the walked cell and go to the next one to do; shows a message where none is left."""
    mark_here(workspace, state)
    labelling_grid, tr = workspace.session.labelling_grid, workspace.shell.widget.tr
    frame_id = labelling_grid.walk.frame_id
    if frame_id is None or labelling_grid.walk.next_open():
        return
    progress = labelling_grid.progress(frame_id)
    if progress is not None and not progress.left:
        text = tr("Every cell of {name} has been looked at.")
        frame = workspace.session.project.frames[frame_id]
        declare = (tr("Declare complete"), lambda: labelling_grid.declare_complete(frame_id, complete=True))
        workspace.shell.show_message(text.format(name=frame_title(frame)), [] if frame.complete else [declare])
    else:
        workspace.shell.show_message(tr("No other cell is left; this one needs a second look."))


def declare_complete(workspace: Workspace) -> None:
    """Declare the active pane's frame complete, or take that back."""
    session, frame_id = workspace.session, workspace.grid.active.frame_id
    try:
        if frame_id is not None:
            session.labelling_grid.declare_complete(frame_id, complete=not session.project.frames[frame_id].complete)
    finally:
        # The panel's button was checked by the click that failed.
        workspace.panel(CellsPanel).refresh_cells()


def look_at_cell(workspace: Workspace) -> None:
    """Bring the walked cell to the middle of the pane that shows its frame, as large as the walk wants it."""
    walk = workspace.session.labelling_grid.walk
    if walk.frame_id is None or walk.cell is None:
        return
    pane = _pane_of(workspace, walk.frame_id)
    viewpoint = _viewpoint(workspace.session, pane, walk.frame_id, walk.cell)
    if viewpoint is not None:
        workspace.session.view.look(pane.index, viewpoint)


def show_undone_cell(workspace: Workspace, edit: Edit) -> None:
    """Bring the view to the cell whose mark was undone or redone; a walk continues from there."""
    cell = next((change.item for change in edit.changes if isinstance(change.item, Cell)), None)
    labelling_grid = workspace.session.labelling_grid
    squares = labelling_grid.squares(cell.frame_id) if cell is not None and edit.action == "mark cell" else None
    if cell is None or squares is None:
        return
    at = CellAt(cell.column, cell.row)
    if labelling_grid.walk.is_on:
        labelling_grid.walk.go(cell.frame_id, at)
    elif at in squares and cell.frame_id in workspace.grid.shown:
        pane = _pane_of(workspace, cell.frame_id)
        place = centre_m(squares, workspace.session.project.ground_map(cell.frame_id), at)
        if all(map(isfinite, place)):
            workspace.session.view.centre_on(pane.index, place)


def _key_text(action: QAction) -> str:
    """Return the action with its first key."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text()}: {key}" if key else action.text()


def _pane_of(workspace: Workspace, frame_id: int) -> Pane:
    """Return the pane that shows a frame, the active one first; it is shown in that one where none does."""
    grid = workspace.grid
    if grid.active.frame_id != frame_id and frame_id not in grid.shown:
        workspace.show_frame(frame_id, grid.active.index)
    return grid.active if grid.active.frame_id == frame_id else grid.panes[grid.shown.index(frame_id)]


def _viewpoint(session: Session, pane: Pane, frame_id: int, cell: CellAt) -> Viewpoint | None:
    """Return the viewpoint for a cell; None if it has no place."""
    labelling_grid, ground = session.labelling_grid, session.project.ground_map(frame_id)
    squares = labelling_grid.squares(frame_id)
    assert squares is not None
    centre, zoom, now = centre_m(squares, ground, cell), labelling_grid.walk.way.zoom, pane.viewpoint
    if not all(map(isfinite, centre)):
        return None
    if zoom in _PIXELS:
        pixel_m = ground.metres_per_px(ground.pixel_at(centre))
        return replace(now, centre_m=centre, metres_per_scr=pixel_m / _PIXELS[zoom])
    if zoom == "as it is":
        return replace(now, centre_m=centre)
    a_metre_a_pixel = Viewpoint(centre, 1.0, now.rotation_deg).plane_to_screen(pane.size_scr)
    extent = apply(a_metre_a_pixel, corners_m(squares, ground, cell))
    wide, high = (extent.max(axis=0) - extent.min(axis=0)).tolist()
    width, height = pane.size_scr
    scale = ROOM * max(wide / max(width, 1), high / max(height, 1))
    return replace(now, centre_m=centre, metres_per_scr=scale) if isfinite(scale) and scale > 0 else None
