"""Registering one frame on another: tie points, the automatic proposal, the nudge."""

from basewatch_gui.session.registration.registering import Registering
from basewatch_gui.widgets.registration.registration_panel import RegistrationPanel
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.tool_actions import tool_actions
from basewatch_gui.widgets.workbench.workspace import Workspace

HEIGHT_SCR = 440
"""Height in which a pair, some points and the nudge are seen without scrolling."""


def _actions() -> tuple[Action, ...]:
    return (
        *tool_actions("registration", Menu.REGISTRATION),
        Action(
            name="register_automatically", menu=Menu.REGISTRATION, text=translate("Register automatically"),
            help=translate(
                "Propose from the pictures how one frame lies on the other; nothing moves until you apply it."
            ),
            icon="register", keys=("Shift+K",), run=_search,
        ),
        Action(
            name="registration_panel", menu=Menu.REGISTRATION, text=translate("Registration panel"),
            help=translate("Show the frames, tie points, proposal and nudge."), separator=True, run=_show_panel,
        ),
        Action(
            name="apply_registration", menu=Menu.REGISTRATION, text=translate("Apply registration"),
            help=translate("Move the frame as the proposal or the tie points say."), separator=True,
            run=lambda workspace: _registering(workspace).apply(),
        ),
        Action(
            name="reset_registration", menu=Menu.REGISTRATION, text=translate("Reset registration"),
            help=translate("Have the frame lie as its file says."),
            run=lambda workspace: _registering(workspace).reset(),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="registration", title=translate_title("Registration"), slot=Slot.LOWER, order=2,
            panel=lambda workspace: RegistrationPanel(workspace.session), least_height_scr=HEIGHT_SCR,
        ),
    )  # fmt: skip


def _registering(workspace: Workspace) -> Registering:
    return workspace.session.registering


def _show_panel(workspace: Workspace) -> None:
    workspace.show_panel(RegistrationPanel).suggest()


def _search(workspace: Workspace) -> None:
    _show_panel(workspace)
    registering = _registering(workspace)
    registering.automatic.start(registering.frames, workspace.shell.widget.tr("Registering"))


def _open(workspace: Workspace) -> None:
    shell, grid, panel = workspace.shell, workspace.grid, workspace.panel(RegistrationPanel)

    def show_pair(reference: int, moving: int) -> None:
        for index, frame in enumerate((reference, moving)):
            if frame not in grid.shown and index < len(grid.panes):
                workspace.show_frame(frame, index)

    def show_panel_of_tool(tool: str) -> None:
        if tool == "tie_point":
            _show_panel(workspace)

    panel.pick.connect(lambda: shell.run("tie_point"))
    panel.search.connect(lambda: shell.run("register_automatically"))
    panel.pair_chosen.connect(show_pair)
    panel.failed.connect(shell.show_error)
    workspace.host.tool_changed.connect(show_panel_of_tool)
    grid.shown_changed.connect(lambda: panel.set_shown(grid.shown))
    _registering(workspace).changed.connect(grid.refresh)
    panel.set_shown(grid.shown)


REGISTRATION = Capability(name="registration", actions=_actions, docks=_docks, open=_open)
