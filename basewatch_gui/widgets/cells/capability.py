"""The labelling grid: its cells are walked and marked, so that nothing is missed."""

from collections.abc import Iterator
from functools import partial

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.grid import CellAt
from basewatch_gui.model.records import CellState
from basewatch_gui.widgets.cells import cell_commands as commands
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.cells.covered_button import CoveredButton
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, KeyLine, translate_key_line
from basewatch_gui.widgets.workbench.conditions import has_frame
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.tool_actions import tool_actions
from basewatch_gui.widgets.workbench.workspace import Workspace

HEIGHT_SCR = 310
"""Height in which map, counts and buttons are seen without scrolling."""


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="walk_grid", menu=Menu.CELLS, text=translate("Walk the grid"),
            help=translate("Look at the grid's cells one by one, from the first to do; D and A step, Esc leaves."),
            icon="walk-grid", keys=("Shift+C",), run=commands.toggle_walk, checked=_walks,
            enabled=lambda workspace: has_frame(workspace) or _walks(workspace),
        ),
        _mark("cell_done", "done", translate("Cell done"),
              translate("All in this cell is labelled: go to the next cell to do."), "Ctrl+Return", "Ctrl+Enter"),
        _mark("cell_empty", "empty", translate("Cell empty"),
              translate("This cell was looked at and holds nothing: go to the next cell to do."),
              "Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        _mark("cell_not_observable", "not observable", translate("Cell not observable"),
              translate("Cloud, shadow or the frame's edge hide this cell: go to the next cell to do."), "Ctrl+U"),
        _mark("cell_second_look", "second look", translate("Second look"),
              translate("This cell needs another look: go to the next cell to do."), "Ctrl+Shift+U"),
        Action(
            name="cell_to_do", menu=Menu.CELLS, text=translate("Cell to do again"),
            help=translate("Take this cell's mark away."), keys=("Ctrl+Backspace",),
            run=partial(commands.mark_here, state="to do"), enabled=_walks, needs=translate("Walk the grid first"),
        ),
        *tool_actions("grid", Menu.CELLS, needs_frame=True),
        Action(
            name="cells_panel", menu=Menu.CELLS, text=translate("Cells panel"),
            help=translate("Show the map of cells, and lay a grid."), icon="cells",
            run=lambda workspace: workspace.show_panel(CellsPanel),
        ),
        Action(
            name="complete_frame", menu=Menu.CELLS, text=translate("Declare frame complete"),
            help=translate("Say that all of the frame was looked at: every cell is done, empty or not observable."),
            run=commands.declare_complete, enabled=_can_be_complete, checked=_is_complete,
        ),
    )  # fmt: skip


def _mark(name: str, state: CellState, text: str, help_text: str, *keys: str) -> Action:
    return Action(
        name=name, menu=Menu.CELLS, text=text, help=help_text, keys=keys,
        run=partial(commands.mark_cell, state=state), enabled=_walks, needs=translate("Walk the grid first"),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="cells", title=translate_title("Cells"), slot=Slot.MIDDLE, order=1,
            panel=lambda workspace: CellsPanel(workspace.session), least_height_scr=HEIGHT_SCR,
        ),
    )  # fmt: skip


def _walks(workspace: Workspace) -> bool:
    return workspace.session.labelling_grid.walk.is_on


def _is_complete(workspace: Workspace) -> bool:
    frame_id = workspace.grid.active.frame_id
    frame = workspace.session.project.frames.get(frame_id) if frame_id is not None else None
    return frame is not None and frame.complete


def _can_be_complete(workspace: Workspace) -> bool:
    """Return True if the active pane's frame has a grid, or was declared complete."""
    frame_id = workspace.grid.active.frame_id
    if frame_id is None or not has_frame(workspace):
        return False
    return workspace.session.labelling_grid.grid(frame_id) is not None or _is_complete(workspace)


def _open(workspace: Workspace) -> None:
    shell, session, grid, panel = workspace.shell, workspace.session, workspace.grid, workspace.panel(CellsPanel)
    labelling_grid = session.labelling_grid
    button = CoveredButton(session, shell.widget)
    shell.add_status_widget(button)
    workspace.destroyed.connect(button.deleteLater)
    button.clicked.connect(lambda: shell.run("cells_panel"))

    def show_frame(*_: object) -> None:
        for part in (panel, button):
            part.show_frame(grid.active.frame_id)

    def go(frame_id: int | None, cell: CellAt) -> None:
        if frame_id is not None:
            labelling_grid.walk.go(frame_id, cell)

    def show_undone(edit: Edit) -> None:
        commands.show_undone_cell(workspace, edit)

    panel.asked.connect(shell.run)
    panel.go_to.connect(go)
    panel.failed.connect(shell.show_error)
    labelling_grid.walk.entered.connect(lambda: commands.look_at_cell(workspace))
    labelling_grid.area_drawn.connect(lambda: workspace.take_tool("select"))
    session.undone.connect(show_undone)
    for signal in (labelling_grid.changed, labelling_grid.walk.changed):
        signal.connect(grid.refresh)
        signal.connect(workspace.refresh_actions)
    for signal in (grid.active_changed, grid.shown_changed):
        signal.connect(show_frame)
    show_frame()


def _keys_now(workspace: Workspace) -> Iterator[KeyLine]:
    if _walks(workspace):
        yield KeyLine(translate_key_line("Next cell"), action="next_frame")
        yield KeyLine(translate_key_line("Previous cell"), action="previous_frame")
        for name in (*commands.MARK_ACTIONS, "cell_to_do"):
            yield KeyLine(action=name)


CELLS = Capability(name="cells", actions=_actions, docks=_docks, open=_open, keys_now=_keys_now)
