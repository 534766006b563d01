"""The inspector: the selected labels' attributes, sizes and history."""

from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.conditions import has_selection
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="edit_label", menu=Menu.LABEL, text=translate("Edit label"),
            help=translate("Go to the selected label's attributes."), keys=("Ctrl+E",),
            run=lambda workspace: workspace.show_panel(InspectorPanel).focus_first(),
            enabled=has_selection, needs=translate("Select a label first"),
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="inspector", title=translate_title("Inspector"), slot=Slot.LOWER, order=0,
            panel=lambda workspace: InspectorPanel(workspace.session),
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    shell, panel = workspace.shell, workspace.panel(InspectorPanel)
    panel.failed.connect(shell.show_error)
    panel.left.connect(workspace.focus_pane)
    workspace.host.describe_asked.connect(lambda _label: shell.run("edit_label"))


INSPECTOR = Capability(name="inspector", actions=_actions, docks=_docks, open=_open)
