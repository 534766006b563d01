"""The docks that name and describe, within the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.widgets.categories.categories_panel import CategoriesPanel
from basewatch_gui.widgets.categories.category_editor import CategoryEditor
from basewatch_gui.widgets.categories.type_card_panel import TypeCardPanel
from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import panel_of


def test_card_editor_and_inspector_are_reached_and_left(qtbot: QtBot, window: MainWindow, project: Path) -> None:
    window.show()
    window.activateWindow()
    window.parts.get(Projects).open(project)
    qtbot.waitUntil(window.isActiveWindow)
    session, grid, card = window.session, window.grid, panel_of(window, TypeCardPanel)
    categories, inspector = panel_of(window, CategoriesPanel), panel_of(window, InspectorPanel)
    assert session is not None
    assert grid is not None
    assert grid.active.frame_id is not None
    label = session.new_label(grid.active.frame_id, OrientedBox((50.0, 50.0), 20.0, 20.0, 0.0))
    session.do(added("draw", [label]))
    session.select(label.frame_id, [label.id])

    window.run("type_card")
    qtbot.waitUntil(lambda: any("px in this frame" in line for line in card.lines))
    window.run("type_card")
    qtbot.waitUntil(categories.isVisible)
    categories.card_button.click()
    qtbot.waitUntil(card.isVisible)

    window.run("edit_label")
    assert window.focusWidget() is inspector.category
    QTest.keyClick(inspector.category, Qt.Key.Key_Escape)
    assert window.focusWidget() is grid.active

    window.run("edit_categories")
    (editor,) = window.findChildren(CategoryEditor)
    assert editor.isVisible()
    assert not editor.isModal()
    window.close_project()
    qtbot.waitUntil(lambda: not window.findChildren(CategoryEditor))
