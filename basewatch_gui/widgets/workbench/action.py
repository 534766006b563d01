"""The record of an action: all there is of it, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.workbench.shell import Shell
from basewatch_gui.widgets.workbench.workspace import Workspace


class Menu(Enum):
    """The menus of the menu bar with their submenus, each menu before its own, in the order in which they stand."""

    PROJECT = "&Project"
    EDIT = "&Edit"
    VIEW = "&View"
    GO = "Go to"
    PANES = "Panes"
    TOOLS = "&Tools"
    ASSIST = "Assist"
    LABEL = "&Label"
    SHAPE = "Shape"
    SUGGESTIONS = "Suggestions"
    TABLE = "Table of labels"
    IMAGE = "&Image"
    COMPARE = "Compare"
    REGISTRATION = "Registration"
    REVIEW = "&Review"
    CELLS = "Cells"
    HELP = "&Help"

    @property
    def title(self) -> str:
        """The menu's title in the user's language, with its mnemonic."""
        return translate(self.value)

    @property
    def parent(self) -> "Menu | None":
        """The menu that this one is a submenu of; None for one of the menu bar."""
        return _PARENTS.get(self)

    @property
    def path(self) -> str:
        """Where the menu's actions are found, as `Image, Compare`."""
        titles = [self.title] if self.parent is None else [self.parent.title, self.title]
        return ", ".join(title.replace("&", "") for title in titles)


_PARENTS = {
    Menu.GO: Menu.VIEW, Menu.PANES: Menu.VIEW, Menu.ASSIST: Menu.TOOLS,
    Menu.SHAPE: Menu.LABEL, Menu.SUGGESTIONS: Menu.LABEL, Menu.TABLE: Menu.LABEL,
    Menu.COMPARE: Menu.IMAGE, Menu.REGISTRATION: Menu.IMAGE, Menu.CELLS: Menu.REVIEW,
}  # fmt: skip


class Bar(Enum):
    """The tool bars: tools at the left, panes at the right end of the menu bar."""

    TOOLS = "tools"
    PANES = "panes"


def translate(text: str) -> str:
    """Return the text of an action or menu in the user's language."""
    return QCoreApplication.translate("Actions", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What an action with and one without a project have in common.

    `help` is one sentence. `icon_off` is the icon while a checkable action is off. Of one `group` one is checked at a
    time. `separator` puts a line before it in its menu, `bar_separator` in its tool bar, which lists actions by
    `bar_rank`; of equal ones, as the menus do.
    """

    name: str
    menu: Menu
    text: str
    help: str
    icon: str = ""
    icon_off: str = ""
    keys: tuple[str, ...] = ()
    group: str = ""
    separator: bool = False
    bar: Bar | None = None
    bar_rank: int = 0
    bar_separator: bool = False


def always(_workspace: Workspace) -> bool:
    """Return True: the action can be carried out whenever a project is open."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(_Record):
    """An action on the open project.

    `run` carries it out and may raise BasewatchError. `enabled` and `checked` are asked after each change of project,
    selection, tool or panes, so they must be quick; an action with `checked` is a checkable one.
    `needs` says what is missing while it is disabled. `current_text` replaces `text` each time its menu opens.
    """

    run: Callable[[Workspace], object]
    enabled: Callable[[Workspace], bool] = always
    checked: Callable[[Workspace], bool] | None = None
    needs: str = ""
    current_text: Callable[[Workspace], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramAction(_Record):
    """An action that needs no project; `run` may raise BasewatchError."""

    run: Callable[[Shell], object]
    checked: Callable[[Shell], bool] | None = None


AnyAction = Action | ProgramAction
