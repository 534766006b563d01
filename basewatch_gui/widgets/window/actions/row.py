"""One action of the table."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

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


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("Actions", text)
