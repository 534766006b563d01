"""All actions in one table: menus, tool bar, tooltips and help are made from it."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.window.actions import compare, edit, image, measure, panes, project, register, tools, view
from basewatch_gui.widgets.window.actions import help as help_menu
from basewatch_gui.widgets.window.actions.row import Row


@cache
def rows() -> tuple[Row, ...]:
    """The table, in the order of the menus."""
    menus = (project, edit, tools, measure, image, view, panes, compare, register, help_menu)
    return tuple(row for menu in menus for row in menu.rows())


TOOLBAR: tuple[str, ...] = (
    "open_frames", "export_coco", "", "undo", "redo", "", "select", "oriented_box", "box", "polygon", "point", "hand",
    "measure", "shadow_height", "tie_point",
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
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(row.checkable)
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        action.setToolTip(f"{row.text.rstrip('…')} ({keys})\n{row.help}" if keys else f"{row.text}\n{row.help}")
        action.setStatusTip(row.help)
        if row.group:
            groups.setdefault(row.group, QActionGroup(parent)).addAction(action)
        action.triggered.connect(lambda checked, name=row.name: run(name, checked))
        actions[row.name] = action
    return actions


def category_keys(parent: QWidget, choose: Callable[[str], None]) -> None:
    """Shortcuts for the keys 1 to 9, each choosing the category that has it."""
    for key in "123456789":
        action = QAction(parent)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked, key=key: choose(key))
        parent.addAction(action)
