"""What every action of the table does, by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from basewatch_gui.widgets.labels import actions as labels_table
from basewatch_gui.widgets.window.commands import (
    compare,
    image,
    label,
    measure,
    panes,
    program,
    register,
    review,
    tools,
    view,
)

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

Command = Callable[[bool], object]
"""Carries out an action; gets whether the action is checked."""


def commands(window: "MainWindow") -> dict[str, Command]:
    """The commands by the names of their actions."""
    found: dict[str, Command] = {}
    for part in (program, label, tools, measure, image, view, panes, compare, register, review, labels_table):
        found |= part.commands(window)
    return found
