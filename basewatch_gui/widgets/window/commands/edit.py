"""What the actions on labels and tools do."""

from typing import TYPE_CHECKING

from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of
from basewatch_gui.widgets.window.commands.selection import flip_selected, step_occluded, turn_selected

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow

TOOLS = ("select", "oriented_box", "box", "polygon", "point", "hand")


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def session() -> "Session":
        return workspace_of(window).session

    def select_all() -> None:
        frame = grid_of(window).active.frame_id
        if frame is not None:
            session().select(frame, session().project.labels(frame))

    return {
        "undo": lambda _: workspace_of(window).follow_undone(session().undo()),
        "redo": lambda _: workspace_of(window).follow_undone(session().redo()),
        "delete": lambda _: session().delete_selected(),
        "select_all": lambda _: select_all(),
        "edit_label": lambda _: _edit_label(window),
        "occluded": lambda _: step_occluded(session()),
        "turn_left": lambda _: turn_selected(session(), -1.0),
        "turn_right": lambda _: turn_selected(session(), 1.0),
        "flip": lambda _: flip_selected(session()),
        "find_category": lambda _: _find_category(window),
        **{name: _take(window, name) for name in TOOLS},
    }


def _take(window: "MainWindow", name: str) -> "Command":
    def take(_checked: bool) -> None:
        workspace_of(window).take_tool(name)

    return take


def _edit_label(window: "MainWindow") -> None:
    dock = window.docks.docks["inspector"]
    dock.show()
    dock.raise_()
    if window.docks.inspector is not None:
        window.docks.inspector.focus_first()


def _find_category(window: "MainWindow") -> None:
    dock = window.docks.docks["categories"]
    dock.show()
    dock.raise_()
    if window.docks.categories is not None:
        window.docks.categories.focus_filter()
