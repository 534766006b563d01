"""The record that says all there is of a tool: texts, icon, keys and place in menus."""

from dataclasses import dataclass
from typing import Literal

MenuGroup = Literal["draw", "measure", "assist", "registration", "grid", "comment"]
"""The part of a menu that lists a tool; the window decides where each part stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRecord:
    """Name, texts, icon, keys and places of one tool; menus, tool bar, help and the category form are made from it.

    `text`, `help` (one sentence) and `category_text` are English source texts marked by `translatable`. `icon` names
    `resources/icons/ICON.svg`; the help page is `resources/help/NAME.md`. `separator` draws a line before the tool in
    its menu. `tool_bar_rank` orders the tools of the tool bar; 0 leaves a tool out.

    `category_text` is what the category form offers the tool as; empty if the tool can't be a category's own. The
    others are listed in `model.category.LABEL_TOOLS` too, which files are checked against. `draws` is true if the tool
    draws labels of the chosen category, `has_nose` if it draws them from nose to tail: then all objects of a category
    whose own tool it is have a heading.
    """

    name: str
    text: str
    help: str
    icon: str
    keys: tuple[str, ...] = ()
    menu_group: MenuGroup = "draw"
    separator: bool = False
    tool_bar_rank: int = 0
    category_text: str = ""
    draws: bool = False
    has_nose: bool = False


def translatable(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the context
    """Return a source text unchanged, marked for translation; widgets translate it where they show it.

    The tools know no Qt, so this stands for QT_TRANSLATE_NOOP:
    `lupdate -tr-function-alias QT_TRANSLATE_NOOP+=translatable`.
    """
    return text
