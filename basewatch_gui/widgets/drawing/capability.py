"""The drawing tools in menu and tool bar: made from the registry of tools."""

from basewatch_gui.widgets.workbench.action import Action, Menu
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.tool_actions import tool_actions


def _actions() -> tuple[Action, ...]:
    return tool_actions("draw", Menu.TOOLS)


DRAWING = Capability(name="drawing", actions=_actions)
