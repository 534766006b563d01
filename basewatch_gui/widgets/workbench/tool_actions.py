"""Actions made from the records of the tools."""

from basewatch_gui.tools.record import MenuGroup, ToolRecord
from basewatch_gui.tools.registry import tool_bar_names, tool_records
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, always, translate
from basewatch_gui.widgets.workbench.conditions import has_frame

TOOL_GROUP = "tool"


def tool_actions(group: MenuGroup, menu: Menu, *, needs_frame: bool = False) -> tuple[Action, ...]:
    """Return the actions that take the tools of a group, in the order of the registry.

    With `needs_frame` they are enabled only while the active pane shows a frame.
    """
    return tuple(_action(record, menu, needs_frame) for record in tool_records() if record.menu_group == group)


def _action(record: ToolRecord, menu: Menu, needs_frame: bool) -> Action:
    return Action(
        name=record.name,
        menu=menu,
        text=translate(record.text),
        help=translate(record.help),
        icon=record.icon,
        keys=record.keys,
        group=TOOL_GROUP,
        separator=record.separator,
        bar=Bar.TOOLS if record.tool_bar_rank else None,
        bar_rank=record.tool_bar_rank,
        bar_separator=record.name == tool_bar_names()[0],
        run=lambda workspace: workspace.take_tool(record.name),
        enabled=has_frame if needs_frame else always,
        checked=lambda workspace: workspace.host.name == record.name,
    )
