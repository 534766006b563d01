"""What every action of the table does, by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from basewatch_gui.widgets.window.commands import compare, edit, image, measure, panes, program, register, view

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow

Command = Callable[[bool], object]
"""Carries out an action; gets whether the action is checked."""


def commands(window: "MainWindow") -> dict[str, Command]:
    """The commands by the names of their actions."""
    found: dict[str, Command] = {}
    for part in (program, edit, measure, image, view, panes, compare, register):
        found |= part.commands(window)
    return found
