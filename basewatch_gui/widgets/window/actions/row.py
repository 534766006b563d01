"""One action of the table."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from basewatch_gui.tools.record import MenuGroup
from basewatch_gui.tools.registry import tool_records

TOOL_GROUP = "tool"


@dataclass(frozen=True, slots=True)
class Row:
    """One action: its name in code, menu, text, icon, shortcuts and what it does in one sentence.

    `group` names an exclusive group; `checkable` ones say whether they are on.
    """

    name: str
    menu: str
    text: str
    help: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""
    needs_project: bool = True
    separator: bool = False


def tool_rows(group: MenuGroup, menu: str) -> tuple[Row, ...]:
    """Return the rows of one group of tools in a menu, in the order of the registry."""
    return tuple(
        Row(tool.name, menu, tr(tool.text), tr(tool.help), tool.icon, tool.keys, True, TOOL_GROUP,
            separator=tool.separator)
        for tool in tool_records() if tool.menu_group == group
    )  # fmt: skip


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("Actions", text)
