"""Conditions under which actions are enabled that more than one capability asks for."""

from basewatch_gui.widgets.workbench.workspace import Workspace


def has_frame(workspace: Workspace) -> bool:
    """Return True if the active pane shows a frame of the project."""
    return workspace.grid.active.frame_id in workspace.session.project.frames


def has_selection(workspace: Workspace) -> bool:
    """Return True if a label is selected."""
    return bool(workspace.session.selection)
