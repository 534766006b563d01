"""What the actions that compare two frames do."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.comparing import MODES, Comparing, Mode
from basewatch_gui.widgets.pane.compare.other import settle_other, step_other
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def comparing() -> Comparing:
        return workspace_of(window).session.comparing

    def step_to(step: int) -> None:
        if comparing().mode is None:
            _start(window, comparing().last)
        step_other(workspace_of(window).session, grid_of(window).shown, step)

    return {
        "compare": lambda _: _start(window, comparing().mode or comparing().last),
        "blink": lambda checked: comparing().hold(checked, grid_of(window).active.index),
        **{mode: _way(window, mode) for mode in MODES},
        "compare_next": lambda _: step_to(1),
        "compare_previous": lambda _: step_to(-1),
        "compare_less": lambda _: comparing().step(-1),
        "compare_more": lambda _: comparing().step(1),
        "turn_edge": lambda _: comparing().set_upright(not comparing().upright),
        "match_brightness": lambda checked: comparing().set_matched(checked),
    }


def follow_comparing(comparing: Comparing, actions: dict[str, QAction]) -> None:
    """Have the actions say which of them are on."""
    actions["compare"].setChecked(comparing.mode is not None)
    actions["blink"].setChecked(comparing.held)
    actions["match_brightness"].setChecked(comparing.matched)
    for mode in MODES:
        actions[mode].setChecked(comparing.mode == mode)


def _way(window: "MainWindow", mode: Mode) -> "Command":
    return lambda _checked: _start(window, mode)


def _start(window: "MainWindow", mode: Mode) -> None:
    """Compare this way in the active pane, or leave it; raises BasewatchError where there is nothing to compare."""
    workspace = workspace_of(window)
    comparing = workspace.session.comparing
    comparing.toggle(mode, workspace.grid.active.index)
    settle_other(workspace.session, workspace.grid.shown)
    if comparing.mode is not None and comparing.other is None:
        comparing.stop()
        raise BasewatchError("There is no other frame to compare with: show one here, and add others with Open frames.")
