"""All actions in one table: menus, tool bar, tooltips and help are made from it."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from basewatch_gui.tools.registry import tool_bar_names
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.window.actions import (
    compare,
    edit,
    image,
    label,
    panes,
    project,
    register,
    review,
    tools,
    view,
)
from basewatch_gui.widgets.window.actions import help as help_menu
from basewatch_gui.widgets.window.actions.row import Row


@cache
def rows() -> tuple[Row, ...]:
    """The table, in the order of the menus."""
    menus = (project, edit, label, tools, image, view, panes, compare, register, review, help_menu)
    return tuple(row for menu in menus for row in menu.rows())


TOOLBAR: tuple[str, ...] = (
    "open_frames", "export_coco", "", "undo", "redo", "", *tool_bar_names(),
    "", "fit", "one_to_one", "lock", "hide_labels", "north_up",
)  # fmt: skip


def make_actions(parent: QWidget, run: Callable[[str, bool], None]) -> dict[str, QAction]:
    """The actions by name; `run(name, checked)` carries one out."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in rows():
        action = QAction(row.text, parent)
        if row.icon:
            action.setIcon(icon(row.icon))
        set_keys(action, row, row.keys)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(row.checkable)
        action.setStatusTip(row.help)
        if row.group:
            groups.setdefault(row.group, QActionGroup(parent)).addAction(action)
        action.triggered.connect(lambda checked, name=row.name: run(name, checked))
        actions[row.name] = action
    return actions


def set_keys(action: QAction, row: Row, keys: Sequence[str]) -> None:
    """Give an action these keys, and a tooltip that names them."""
    action.setShortcuts([QKeySequence(key) for key in keys])
    shown = keys_text(keys)
    action.setToolTip(f"{row.text.rstrip('…')} ({shown})\n{row.help}" if shown else f"{row.text}\n{row.help}")


def keys_text(keys: Sequence[str]) -> str:
    """Keys as the platform writes them, with commas."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def category_keys(parent: QWidget, choose: Callable[[str], None]) -> None:
    """Shortcuts for the keys 1 to 9, each choosing the category that has it."""
    for key in "123456789":
        action = QAction(parent)
        action.setShortcut(QKeySequence(key))
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked, key=key: choose(key))
        parent.addAction(action)
