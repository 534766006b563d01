"""The record of an action: all there is of it, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.workbench.shell import Shell
from basewatch_gui.widgets.workbench.workspace import Workspace


class Menu(Enum):
    """The menus, in the order of the menu bar."""

    PROJECT = "&Project"
    EDIT = "&Edit"
    LABEL = "&Label"
    TOOLS = "&Tools"
    ASSIST = "&Assist"
    IMAGE = "&Image"
    VIEW = "&View"
    PANES = "&Panes"
    GO = "&Go"
    COMPARE = "&Compare"
    REGISTRATION = "&Registration"
    REVIEW = "&Review"
    HELP = "&Help"

    @property
    def title(self) -> str:
        """The menu's title in the user's language, with its mnemonic."""
        return translate(self.value)


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
