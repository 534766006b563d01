"""The walk over a grid in the window: the view follows it, and its actions mark cells."""

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from basewatch_gui.geometry.transform import apply
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.grid import CellAt
from basewatch_gui.model.records import Cell, CellState
from basewatch_gui.session.covering.places import centre_m, corners_m, units_of
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.cells.percent import CoveredButton
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.texts import frame_title

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

WALKING = ("cell_done", "cell_empty", "cell_not_observable", "cell_second_look", "cell_to_do")
ROOM = 1.06
"""How much more than the cell the view shows where it is fitted: its border, and a little of what lies around it."""
HEIGHT_SCR = 310
"""Height in which map, counts and buttons are seen without scrolling."""
_PIXELS = {"1:1": 1.0, "2:1": 2.0, "4:1": 4.0}


def follow_covering(window: "MainWindow", workspace: "Workspace") -> None:
    """Have view, dock, actions and status bar follow the grid and its walk."""
    session, grid, panel = workspace.session, workspace.grid, window.docks.cells
    covering = session.covering
    assert panel is not None
    button = CoveredButton(session, window.status)
    window.status.insertPermanentWidget(1, button)
    workspace.destroyed.connect(button.deleteLater)
    button.clicked.connect(lambda: window.run("cells_panel"))

    def follow_frame(*_: object) -> None:
        for part in (panel, button):
            part.show_frame(grid.active.frame_id)
        follow_cells(session, grid, window.actions_by_name)

    def go(frame_id: int | None, cell: CellAt) -> None:
        if frame_id is not None:
            covering.walk.go(frame_id, cell)

    panel.asked.connect(window.run)
    panel.go_to.connect(go)
    panel.failed.connect(window.complain)
    covering.walk.entered.connect(lambda: look_at_cell(workspace))
    covering.area_drawn.connect(lambda: workspace.take_tool("select"))
    for signal in (covering.changed, covering.walk.changed):
        signal.connect(grid.refresh)
        signal.connect(lambda: follow_cells(session, grid, window.actions_by_name))
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(follow_frame)
    follow_frame()


def follow_cells(session: Session, grid: PaneGrid, actions: dict[str, QAction]) -> None:
    """Have the actions on cells say whether they can be carried out, and whether they are on."""
    frame = session.project.frames.get(grid.active.frame_id) if grid.active.frame_id is not None else None
    has_grid = frame is not None and session.covering.grid(frame.id) is not None
    walks = session.covering.walk.is_on
    actions["walk_grid"].setEnabled(frame is not None or walks)
    actions["walk_grid"].setChecked(walks)
    actions["complete_frame"].setEnabled(has_grid or (frame is not None and frame.complete))
    actions["complete_frame"].setChecked(frame is not None and frame.complete)
    actions["area"].setEnabled(frame is not None)
    for name in WALKING:
        actions[name].setEnabled(walks)


def toggle_walk(window: "MainWindow") -> None:
    """Walk the active pane's frame from what it shows on, or leave the walk over it."""
    workspace = window.workspace
    assert workspace is not None
    session, pane = workspace.session, workspace.grid.active
    walk = session.covering.walk
    if walk.is_on and walk.frame_id == pane.frame_id:
        walk.leave()
        return
    squares = session.covering.squares(pane.frame_id) if pane.frame_id is not None else None
    if squares is None or pane.frame_id is None:
        show_cells_panel(window)
        follow_cells(session, workspace.grid, window.actions_by_name)
        window.say(window.tr("There is no grid over this frame yet: make one in the Cells panel."))
        return
    ground, here = session.project.ground_map(pane.frame_id), pane.viewpoint.centre_m
    walk.start(pane.frame_id, here if squares.on_plane else units_of(squares, ground, ground.pixel_at(here)))
    show_cells_panel(window)
    workspace.grid.active.setFocus()
    marks = ", ".join(_key_text(window.actions_by_name[name]) for name in WALKING[:-1])
    window.say(window.tr("D and A step, Esc leaves. {marks}.").format(marks=marks))


def step_cell(workspace: "Workspace", window: "MainWindow", by: int) -> bool:
    """Go to the next or the previous cell while a grid is walked; returns False while none is."""
    walk = workspace.session.covering.walk
    if walk.is_on and not walk.step(by):
        window.say(window.tr("This is the last cell.") if by > 0 else window.tr("This is the first cell."))
    return walk.is_on


def mark_here(window: "MainWindow", state: CellState) -> None:
    """Mark the walked cell, on all frames that are shown where the walk is to."""
    workspace = window.workspace
    assert workspace is not None
    covering = workspace.session.covering
    walk = covering.walk
    if walk.frame_id is None or walk.cell is None:
        return
    grid = covering.grid(walk.frame_id)
    together = walk.way.together and grid is not None and grid.frame_id is None
    shown = [frame for frame in workspace.grid.shown if frame is not None] if together else []
    covering.mark([walk.frame_id, *shown], walk.cell, state)


def mark_cell(window: "MainWindow", state: CellState) -> None:
    """Mark the walked cell and go to the next one to do; says so where none is left."""
    mark_here(window, state)
    workspace = window.workspace
    assert workspace is not None
    covering = workspace.session.covering
    frame_id = covering.walk.frame_id
    if frame_id is None or covering.walk.next_open():
        return
    progress = covering.progress(frame_id)
    if progress is not None and not progress.left:
        text = window.tr("Every cell of {name} has been looked at.")
        frame = workspace.session.project.frames[frame_id]
        declare = (window.tr("Declare complete"), lambda: covering.declare(frame_id, complete=True))
        window.say(text.format(name=frame_title(frame)), [] if frame.complete else [declare])
    else:
        window.say(window.tr("No other cell is left; this one needs a second look."))


def declare_complete(window: "MainWindow") -> None:
    """Declare the active pane's frame complete, or take that back."""
    workspace = window.workspace
    assert workspace is not None
    session, frame_id = workspace.session, workspace.grid.active.frame_id
    try:
        if frame_id is not None:
            session.covering.declare(frame_id, complete=not session.project.frames[frame_id].complete)
    finally:
        follow_cells(session, workspace.grid, window.actions_by_name)
        if window.docks.cells is not None:
            window.docks.cells.follow()


def show_cells_panel(window: "MainWindow") -> None:
    """Bring the dock to the front."""
    dock = window.docks.docks["cells"]
    dock.show()
    dock.raise_()
    if not dock.isFloating() and dock.height() < HEIGHT_SCR:
        window.resizeDocks([dock], [HEIGHT_SCR], Qt.Orientation.Vertical)


def look_at_cell(workspace: "Workspace") -> None:
    """Bring the walked cell to the middle of the pane that shows its frame, as large as the walk wants it."""
    walk = workspace.session.covering.walk
    if walk.frame_id is None or walk.cell is None:
        return
    pane = _pane_of(workspace, walk.frame_id)
    viewpoint = _viewpoint(workspace.session, pane, walk.frame_id, walk.cell)
    if viewpoint is not None:
        workspace.session.view.look(pane.index, viewpoint)


def follow_undone_cell(workspace: "Workspace", edit: Edit | None) -> None:
    """Bring the view to the cell whose mark was undone or redone; a walk goes on from there."""
    cell = next((change.item for change in edit.changes if isinstance(change.item, Cell)), None) if edit else None
    covering = workspace.session.covering
    squares = covering.squares(cell.frame_id) if cell is not None and edit and edit.action == "mark cell" else None
    if cell is None or squares is None:
        return
    at = CellAt(cell.column, cell.row)
    if covering.walk.is_on:
        covering.walk.go(cell.frame_id, at)
    elif at in squares and cell.frame_id in workspace.grid.shown:
        pane = _pane_of(workspace, cell.frame_id)
        place = centre_m(squares, workspace.session.project.ground_map(cell.frame_id), at)
        if all(map(isfinite, place)):
            workspace.session.view.centre_on(pane.index, place)


def _key_text(action: QAction) -> str:
    """The action with its first key."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text()}: {key}" if key else action.text()


def _pane_of(workspace: "Workspace", frame_id: int) -> Pane:
    """The pane that shows a frame, the active one first; it is shown in that one where none does."""
    grid = workspace.grid
    if grid.active.frame_id != frame_id and frame_id not in grid.shown:
        workspace.show_in_pane(frame_id, grid.active.index)
    return grid.active if grid.active.frame_id == frame_id else grid.panes[grid.shown.index(frame_id)]


def _viewpoint(session: Session, pane: Pane, frame_id: int, cell: CellAt) -> Viewpoint | None:
    """From where a cell is looked at; None where it has no place."""
    covering, ground = session.covering, session.project.ground_map(frame_id)
    squares = covering.squares(frame_id)
    assert squares is not None
    centre, zoom, now = centre_m(squares, ground, cell), covering.walk.way.zoom, pane.viewpoint
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
