"""The record of a dock: all there is of it, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from basewatch_gui.widgets.workbench.workspace import Workspace


class Slot(IntEnum):
    """The places for docks at the right, from above; docks of one slot lie behind each other as tabs."""

    UPPER = 0
    MIDDLE = 1
    LOWER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Dock:
    """A dock: the name that settings store, its title, its first slot, and what makes its panel for an open project.

    `order` counts within the slot, the smallest in front. A dock that is brought to the front is made at least
    `least_height_scr` screen pixels high.
    """

    name: str
    title: str
    slot: Slot
    order: int
    panel: Callable[[Workspace], QWidget]
    least_height_scr: int = 0


def translate_title(text: str) -> str:
    """Return the title of a dock in the user's language."""
    return QCoreApplication.translate("Docks", text)
