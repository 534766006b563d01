"""How the panes lie: layouts, one alone, one in a window of its own, the mini-map."""

from functools import partial

from basewatch_gui.widgets.pane.layout.stage import LAYOUTS
from basewatch_gui.widgets.panes.arrangement import Arrangement
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.workspace import Workspace

LAYOUT_GROUP = "layout"
FIRST_IN_BAR = 10


def _actions() -> tuple[Action, ...]:
    return (
        _layout("one_pane", translate("One pane"), translate("Show one pane."), "Ctrl+1"),
        _layout("two_panes", translate("Two side by side"), translate("Show two panes side by side."), "Ctrl+2"),
        _layout("two_stacked", translate("Two stacked"), translate("Show two panes, one above the other."),
                "Ctrl+Alt+2"),
        _layout("three_panes", translate("Three side by side"), translate("Show three panes side by side."), "Ctrl+3"),
        _layout("four_panes", translate("Four"), translate("Show two rows of two panes."), "Ctrl+4"),
        _layout("nine_panes", translate("Nine"), translate("Show three rows of three panes."), "Ctrl+9"),
        Action(
            name="maximise_pane", menu=Menu.PANES, text=translate("Maximise pane"),
            help=translate("Show the active pane in the place of all, or all again."), icon="maximise", keys=("Z",),
            separator=True, bar=Bar.PANES, bar_rank=FIRST_IN_BAR, run=_toggle_maximised,
            checked=lambda workspace: workspace.grid.stage.maximised is not None,
        ),
        Action(
            name="float_pane", menu=Menu.PANES, text=translate("Float pane"),
            help=translate("Give the active pane a window of its own, or bring it back."), icon="float",
            keys=("Ctrl+Shift+F",), bar=Bar.PANES, bar_rank=FIRST_IN_BAR, run=_toggle_floating, checked=_is_floating,
        ),
        Action(
            name="minimap", menu=Menu.PANES, text=translate("Mini-map"),
            help=translate("Show in the active pane's corner where on the frame it looks."), icon="minimap",
            keys=("Ctrl+Shift+M",), separator=True, run=_toggle_minimap,
            checked=lambda workspace: workspace.grid.minimap.wanted,
        ),
    )  # fmt: skip


def _layout(name: str, text: str, help_text: str, key: str) -> Action:
    return Action(
        name=name, menu=Menu.PANES, text=text, help=help_text, icon=name.replace("_", "-"), keys=(key,),
        group=LAYOUT_GROUP, bar=Bar.PANES, bar_rank=FIRST_IN_BAR, bar_separator=name == next(iter(LAYOUTS)),
        run=partial(_choose_layout, name=name),
        checked=lambda workspace: workspace.grid.stage.pane_layout.name == name,
    )  # fmt: skip


def _choose_layout(workspace: Workspace, name: str) -> None:
    workspace.parts.get(Arrangement).choose_layout(name)


def _toggle_maximised(workspace: Workspace) -> None:
    stage = workspace.grid.stage
    stage.maximise(workspace.grid.active.index if stage.maximised is None else None)


def _is_floating(workspace: Workspace) -> bool:
    return workspace.grid.active.index in workspace.grid.stage.windows


def _toggle_floating(workspace: Workspace) -> None:
    stage, index = workspace.grid.stage, workspace.grid.active.index
    if _is_floating(workspace):
        stage.return_pane(index)
    else:
        stage.float_pane(index)


def _toggle_minimap(workspace: Workspace) -> None:
    workspace.grid.minimap.wanted = not workspace.grid.minimap.wanted
    workspace.grid.refresh()


def _open(workspace: Workspace) -> None:
    workspace.parts.add(Arrangement(workspace))


PANES = Capability(name="panes", actions=_actions, open=_open)
