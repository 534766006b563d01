"""What the actions of registration do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from basewatch_gui.widgets.window.commands.parts import workspace_of

if TYPE_CHECKING:
    from basewatch_gui.session.registration.registering import Registering
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

HEIGHT_SCR = 440
"""Height in which a pair, some points and the nudge are seen without scrolling."""


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def registering() -> "Registering":
        return workspace_of(window).session.registering

    def search() -> None:
        show_panel(window)
        registering().automatic.start(registering().frames, window.tr("Registering"))

    def pick() -> None:
        show_panel(window)
        workspace_of(window).take_tool("tie_point")

    return {
        "tie_point": lambda _: pick(),
        "register_automatically": lambda _: search(),
        "registration_panel": lambda _: show_panel(window),
        "apply_registration": lambda _: registering().apply(),
        "reset_registration": lambda _: registering().reset(),
    }


def show_panel(window: "MainWindow") -> None:
    """Bring the dock to the front."""
    dock = window.docks.docks["registration"]
    dock.show()
    dock.raise_()
    if not dock.isFloating() and dock.height() < HEIGHT_SCR:
        window.resizeDocks([dock], [HEIGHT_SCR], Qt.Orientation.Vertical)
    panel = window.docks.registration
    if panel is not None:
        panel.suggest()


def follow_registration(window: "MainWindow", workspace: "Workspace") -> None:
    """Have the dock ask the window for what it can't do itself, and the panes follow what is registered."""
    panel = window.docks.registration
    assert panel is not None

    def show_pair(reference: int, moving: int) -> None:
        shown = workspace.grid.shown
        for index, frame in enumerate((reference, moving)):
            if frame not in shown and index < len(workspace.grid.panes):
                workspace.show_in_pane(frame, index)

    panel.pick.connect(lambda: window.run("tie_point"))
    panel.search.connect(lambda: window.run("register_automatically"))
    panel.pair_chosen.connect(show_pair)
    panel.failed.connect(window.complain)
    workspace.grid.shown_changed.connect(lambda: panel.set_shown(workspace.grid.shown))
    workspace.session.registering.changed.connect(workspace.grid.refresh)
    panel.set_shown(workspace.grid.shown)
