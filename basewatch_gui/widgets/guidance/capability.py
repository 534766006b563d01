"""Finding one's way: the command palette, the window of keys, and the help panel."""

from basewatch_gui.widgets.guidance.guidance import Guidance, HelpPanelUpdates
from basewatch_gui.widgets.guidance.help_panel import HelpPanel
from basewatch_gui.widgets.workbench.action import Action, AnyAction, Menu, ProgramAction, translate
from basewatch_gui.widgets.workbench.capability import Capability, Host
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[AnyAction, ...]:
    return (
        ProgramAction(
            name="palette", menu=Menu.HELP, text=translate("Find a command…"),
            help=translate("Type a few letters of anything to do, or of a category, a frame or a bookmark."),
            icon="palette", keys=("Ctrl+K",), run=lambda shell: shell.parts.get(Guidance).toggle_palette(),
        ),
        ProgramAction(
            name="shortcuts", menu=Menu.PROJECT, text=translate("Keys…"),
            help=translate("Show every action with its key, and change keys."), icon="keys", keys=("F1",),
            run=lambda shell: shell.parts.get(Guidance).show_keys(),
        ),
        Action(
            name="help_panel", menu=Menu.HELP, text=translate("Help panel"),
            help=translate("Say what the tool in the hand wants, and what may confuse just now."), icon="info",
            keys=("Shift+F1",), run=_toggle_help_panel,
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="help", title=translate_title("Help"), slot=Slot.LOWER, order=3, panel=lambda _workspace: HelpPanel()
        ),
    )  # fmt: skip


def _toggle_help_panel(workspace: Workspace) -> None:
    """Bring the help panel to the front; where it is there already, what lay there first."""
    panel = workspace.panel(HelpPanel)
    if workspace.shell.is_dock_seen(panel):
        workspace.shell.show_first_dock(panel)
    else:
        workspace.shell.show_dock(panel)


def _start(host: Host) -> None:
    host.parts.add(Guidance(host))


def _open(workspace: Workspace) -> None:
    workspace.parts.add(HelpPanelUpdates(workspace, workspace.shell.parts.get(Guidance)))


GUIDANCE = Capability(name="guidance", actions=_actions, docks=_docks, start=_start, open=_open)
