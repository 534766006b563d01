from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolBar

from basewatch_gui.model.resources import resource_folder, shipped_categories
from basewatch_gui.widgets.guidance.keys.gestures import gesture_keys
from basewatch_gui.widgets.guidance.keys.window import KeysWindow
from basewatch_gui.widgets.window.actions.row import Row
from basewatch_gui.widgets.window.actions.table import TOOLBAR, rows
from basewatch_gui.widgets.window.commands.table import commands
from basewatch_gui.widgets.window.main_window import MainWindow


def test_every_action_has_a_command_and_every_command_an_action(window: MainWindow) -> None:
    assert set(commands(window)) == {row.name for row in rows()}
    assert max(Counter(row.name for row in rows()).values()) == 1


def test_no_key_is_given_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for row in rows() for key in row.keys)
    keys.update(category.key for category in shipped_categories() if category.key)
    keys.update(key for key in gesture_keys() if not key.isdigit())
    assert {key: count for key, count in keys.items() if count > 1} == {}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_every_action_says_what_it_does(row: Row) -> None:
    assert row.text
    assert row.help.endswith(".")
    assert row.menu.startswith("&")
    assert not row.icon or (resource_folder() / "icons" / f"{row.icon}.svg").is_file()
    assert all(not QKeySequence(key).isEmpty() for key in row.keys)


def test_the_tool_bar_s_actions_exist_and_have_icons(window: MainWindow) -> None:
    by_name = {row.name: row for row in rows()}
    assert all(by_name[name].icon for name in TOOLBAR if name)
    (bar,) = [bar for bar in window.findChildren(QToolBar) if bar.objectName() == "tools"]
    shown = [action for action in bar.actions() if not action.isSeparator()]
    assert shown == [window.actions_by_name[name] for name in TOOLBAR if name]
    assert all(not action.icon().isNull() for action in shown)


def test_tooltips_show_the_key_and_the_help(window: MainWindow) -> None:
    for row in rows():
        tip = window.actions_by_name[row.name].toolTip()
        assert row.help in tip
        for key in row.keys:
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in tip


def test_all_actions_are_in_the_menus_in_their_order(window: MainWindow) -> None:
    listed: list[QAction] = []
    for top in window.menuBar().actions():
        menu = top.menu()
        assert menu is not None
        listed += [action for action in menu.actions() if not action.isSeparator()]  # type: ignore[attr-defined]
    assert listed == [window.actions_by_name[row.name] for row in rows()]


def test_without_a_project_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    for row in rows():
        assert window.actions_by_name[row.name].isEnabled() != row.needs_project


def test_the_keys_are_shown_in_a_window_of_their_own(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = [dialog for dialog in window.findChildren(KeysWindow) if dialog.isVisible()]
    found = dialog.list.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert {row.text.rstrip("…") for row in rows()} <= {item.text(0) for item in found}
    dialog.close()
