"""The parts of the window that commands work on, while a project is open."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from basewatch_gui.widgets.pane.grid import PaneGrid
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace


def workspace_of(window: "MainWindow") -> "Workspace":
    """The open project's workspace; actions that need one are off without it."""
    assert window.workspace is not None
    return window.workspace


def grid_of(window: "MainWindow") -> "PaneGrid":
    """The open project's panes."""
    return workspace_of(window).grid
