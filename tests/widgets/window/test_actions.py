from collections import Counter
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolBar

from basewatch_gui.model.resources import resource_folder, shipped_categories
from basewatch_gui.widgets.guidance.keys_window import KeysWindow
from basewatch_gui.widgets.window.actions import records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES
from basewatch_gui.widgets.window.main_window import MainWindow
from basewatch_gui.widgets.workbench.action import Action, AnyAction, Bar
from basewatch_gui.widgets.workbench.gestures import gesture_keys

RECORDS = records_of(CAPABILITIES)
TOOLS = (
    *("open_frames", "export_coco", "", "undo", "redo", "", "select", "stamp", "oriented_box", "edge_box", "box"),
    *("polygon", "point", "hand", "measure", "", "fit", "one_to_one", "lock", "hide_labels", "north_up"),
)


def test_no_name_is_given_twice() -> None:
    names = Counter(record.name for record in RECORDS)
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_no_key_is_given_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for row in RECORDS for key in row.keys)
    keys.update(category.key for category in shipped_categories() if category.key)
    keys.update(key for key in gesture_keys() if not key.isdigit())
    assert {key: count for key, count in keys.items() if count > 1} == {}


@pytest.mark.parametrize("row", RECORDS, ids=lambda row: row.name)
def test_every_action_says_what_it_does(row: AnyAction) -> None:
    assert row.text
    assert row.help.endswith(".")
    for name in filter(None, (row.icon, row.icon_off)):
        assert (resource_folder() / "icons" / f"{name}.svg").is_file()
    assert all(not QKeySequence(key).isEmpty() for key in row.keys)


def test_the_tool_bar_shows_its_actions_in_their_order(window: MainWindow) -> None:
    assert {record.name for record in RECORDS if record.bar is Bar.TOOLS} == set(filter(None, TOOLS))
    (bar,) = [bar for bar in window.findChildren(QToolBar) if bar.objectName() == "tools"]
    shown = [None if action.isSeparator() else action for action in bar.actions()]
    assert shown == [window.action(name) if name else None for name in TOOLS]
    assert all(not action.icon().isNull() for action in shown if action is not None)


def test_tooltips_show_the_key_and_the_help(window: MainWindow) -> None:
    for row in RECORDS:
        tip = window.action(row.name).toolTip()
        assert row.help in tip
        for key in row.keys:
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in tip


def listed(menu: QMenu) -> list[QAction]:
    """The actions of a menu, then those of its submenus."""
    rows = [action for action in menu.actions() if not action.isSeparator()]
    submenus = [action.menu() for action in rows if action.menu()]
    own = [action for action in rows if not action.menu()]
    return own + [action for submenu in submenus for action in listed(submenu)]  # type: ignore[arg-type]


def menus_of(window: MainWindow) -> list[QMenu]:
    return [cast(QMenu, top.menu()) for top in window.menuBar().actions()]


def test_all_actions_are_in_the_menus_in_their_order(window: MainWindow) -> None:
    found = [action for menu in menus_of(window) for action in listed(menu)]
    assert found == [window.action(row.name) for row in RECORDS]


def test_there_are_eight_menus_of_at_most_18_rows_and_one_level_of_submenus(window: MainWindow) -> None:
    menus = menus_of(window)
    assert [menu.title().replace("&", "") for menu in menus] == [
        "Project", "Edit", "View", "Tools", "Label", "Image", "Review", "Help",
    ]  # fmt: skip
    mnemonics = [menu.title()[menu.title().index("&") + 1] for menu in menus]
    assert len(set(mnemonics)) == 8
    for menu in menus:
        submenus = [cast(QMenu, action.menu()) for action in menu.actions() if action.menu()]
        for each in (menu, *submenus):
            assert 0 < len([action for action in each.actions() if not action.isSeparator()]) <= 18, each.title()
            assert not each.actions()[0].isSeparator()
        assert not [action for submenu in submenus for action in submenu.actions() if action.menu()]


def test_without_a_project_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    for row in RECORDS:
        assert window.action(row.name).isEnabled() != isinstance(row, Action)


def test_the_keys_are_shown_in_a_window_of_their_own(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = [dialog for dialog in window.findChildren(KeysWindow) if dialog.isVisible()]
    found = dialog.list.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert {row.text.rstrip("…") for row in RECORDS} <= {item.text(0) for item in found}
    dialog.close()
