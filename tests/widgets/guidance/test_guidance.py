"""The command palette and the help panel in the real window."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from basewatch_gui.geometry.outline import Box
from basewatch_gui.model.edit import added
from basewatch_gui.model.resources import resource_folder
from basewatch_gui.tools.registry import tool_records
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.guidance.guidance import Guidance
from basewatch_gui.widgets.guidance.help_panel import HelpPanel
from basewatch_gui.widgets.guidance.pages import raw_page
from basewatch_gui.widgets.guidance.palette import Palette
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel
from basewatch_gui.widgets.window.actions import records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES
from basewatch_gui.widgets.window.main_window import MainWindow
from basewatch_gui.widgets.workbench.gestures import gestures
from tests.journeys.scene import click_at, key, message, opened, panel_of, refresh_help

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def listed(palette: Palette) -> list[tuple[str, str]]:
    """Texts and kinds, or reasons, of the lines."""
    items = [palette.list.topLevelItem(at) for at in range(palette.list.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def ask(window: MainWindow, letters: str) -> Palette:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.parts.get(Guidance).palette.field, letters)
    return window.parts.get(Guidance).palette


def test_the_palette_carries_out_what_it_finds(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    assert window.workspace is not None
    key(window, Qt.Key.Key_V)
    palette = ask(window, "ob")
    assert palette.field.hasFocus()
    assert listed(palette)[0] == ("Oriented box", "Tools")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.workspace.host.name == "oriented_box"
    assert palette.isHidden()
    assert grid.active.hasFocus()

    palette = ask(window, "il-76")
    assert listed(palette)[0] == ("Il-76", "Category")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.category is not None
    assert session.category.name == "Il-76"
    palette = ask(window, "")
    assert [text for text, _ in listed(palette)[:2]] == ["Il-76", "Oriented box"]
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert grid.active.hasFocus()

    palette = ask(window, "after")
    assert listed(palette)[0] == ("2024-12-13 08:22 UTC  after.tif", "Frame")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert grid.shown == [2, 2]

    palette = ask(window, "align")
    assert listed(palette)[0] == ("Align with neighbour", "Select a label first")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    click_at(grid.active, QPoint(200, 200))
    assert palette.isHidden()


def test_the_palette_works_on_the_welcome_page(window: MainWindow) -> None:
    window.start_page.setFocus()
    window.run("palette")
    palette = window.parts.get(Guidance).palette
    QTest.keyClicks(palette.field, "undo")
    assert listed(palette) == [("Undo", "Open a project first")]
    QTest.keyClicks(palette.field, "zzz")
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()


def lines(panel: HelpPanel) -> list[QWidget]:
    """The lines of what may confuse."""
    items = [panel.notices.itemAt(at) for at in range(panel.notices.count())]
    return [line for item in items if item is not None and (line := item.widget()) is not None]


def troubles(panel: HelpPanel) -> list[str]:
    return [label.text() for line in lines(panel) for label in line.findChildren(QLabel) if label.text()]


def press(panel: HelpPanel, text: str) -> None:
    buttons = [button for line in lines(panel) for button in line.findChildren(QPushButton)]
    QTest.mouseClick(next(button for button in buttons if button.text() == text), Qt.MouseButton.LeftButton)


def test_the_help_panel_says_what_the_tool_wants_and_what_confuses(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    panel = panel_of(window, HelpPanel)
    assert panel is not None
    key(window, Qt.Key.Key_F1, SHIFT)
    wait_until(lambda: panel.title.text() == "Select (V, Ctrl+J)")
    assert not panel.visibleRegion().isEmpty()
    assert troubles(panel) == []

    key(window, Qt.Key.Key_O)
    click_at(grid.active, QPoint(60, 60))
    wait_until(lambda: "Click the tail" in panel.hint.text())
    assert panel.title.text() == "Oriented box (O)"
    assert "**Shift+F** swaps" in panel.page.text()
    assert "Backspace" in panel.keys.text()
    window.keys.set("flip", ["Alt+Z"])
    refresh_help(window)
    assert "**Alt+Z** swaps" in panel.page.text()
    key(window, Qt.Key.Key_Escape)

    session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9))]))
    session.reviewing.hide_author(session.author, hidden=True)
    key(window, Qt.Key.Key_H, CTRL)
    key(window, Qt.Key.Key_L)
    key(window, Qt.Key.Key_BracketLeft)
    window.action("invert").trigger()
    panel_of(window, LabelsPanel).filter.setText("Il-76")
    refresh_help(window)
    assert len(troubles(panel)) == 6
    for button in ("Show", "Show", "List all", "Lock", "North up", "Reset look"):
        press(panel, button)
        refresh_help(window)
    assert troubles(panel) == []
    assert session.view.locked
    assert not session.reviewing.hidden_authors
    assert panel_of(window, LabelsPanel).filter.text() == ""

    window.show_message("One thing <b> was said.")
    refresh_help(window)
    assert "One thing &lt;b&gt; was said." in panel.log.text()
    key(window, Qt.Key.Key_F1, SHIFT)
    print(
        "DBG",
        window.docks.docks["inspector"].isVisible(),
        panel.visibleRegion().isEmpty(),
        QApplication.focusWidget(),
        window.isActiveWindow(),
        window.action("help_panel").isEnabled(),
    )
    assert panel.visibleRegion().isEmpty()


def test_a_broken_file_of_keys_is_said_when_the_window_opens(window: MainWindow) -> None:
    assert message(window) == ""
    file = window.settings.keys_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{")
    again = MainWindow(window.settings)
    try:
        again.show()
        assert "Your own keys" in message(again)
    finally:
        again.close()
        again.deleteLater()


def test_the_wheel_scrolls_where_it_is_told_to(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    window.action("wheel_scrolls").trigger()
    assert window.settings.wheel_scrolls
    before = session.view.of(0)
    turn_wheel(grid.panes[0].viewport(), Qt.KeyboardModifier.NoModifier)
    scrolled = session.view.of(0)
    assert scrolled.metres_per_scr == before.metres_per_scr
    assert scrolled.centre_m[1] - before.centre_m[1] == pytest.approx(60 * before.metres_per_scr)
    turn_wheel(grid.panes[0].viewport(), SHIFT)
    assert session.view.of(0).centre_m[0] < scrolled.centre_m[0]
    turn_wheel(grid.panes[0].viewport(), CTRL)
    assert session.view.of(0).metres_per_scr == pytest.approx(before.metres_per_scr / 2**0.5)
    window.action("wheel_scrolls").trigger()
    turn_wheel(grid.panes[0].viewport(), Qt.KeyboardModifier.NoModifier)
    assert session.view.of(0).metres_per_scr == pytest.approx(before.metres_per_scr / 2)


def turn_wheel(target: object, held: Qt.KeyboardModifier) -> None:
    """One notch away from the hand, in the middle of the pane."""
    at = QPointF(150, 150)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(target, event)  # type: ignore[arg-type]


@pytest.mark.parametrize("tool", [record.name for record in tool_records()])
def test_every_tool_has_a_page_that_names_real_keys(tool: str) -> None:
    text = raw_page(tool)
    assert len(text) < 1000
    assert set(re.findall(r"\{(\w+)\}", text)) <= {row.name for row in records_of(CAPABILITIES) if row.keys}
    assert set(re.findall("`([^`]+)`", text)) <= {name for gesture in gestures() for name in gesture.names}


def test_every_page_is_of_a_tool() -> None:
    assert {path.stem for path in (resource_folder() / "help").glob("*.md")} == {
        record.name for record in tool_records()
    }
