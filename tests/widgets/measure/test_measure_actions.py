from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from basewatch_gui.geometry.transform import XY
from basewatch_gui.session.settings import Settings
from basewatch_gui.tools.measure import HINT_MEASURE_FIRST
from basewatch_gui.widgets.texts import hint_text
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import on_screen, opened

START, END = (100.0, 100.0), (300.0, 100.0)


@pytest.fixture
def open_window(window: MainWindow, project: Path) -> MainWindow:
    opened(window, project)
    return window


def click(window: MainWindow, place: XY) -> None:
    assert window.grid is not None
    pane = window.grid.panes[0]
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(pane, place))


def measure(window: MainWindow) -> None:
    assert window.grid is not None
    QTest.keyClick(window.grid.panes[0], Qt.Key.Key_M)
    click(window, START)
    click(window, END)
    QTest.keyClick(window.grid.panes[0], Qt.Key.Key_Return)


def test_m_measures_and_ctrl_c_copies(open_window: MainWindow) -> None:
    measure(open_window)
    assert open_window.grid is not None
    assert open_window.session is not None
    QTest.keyClick(open_window.grid.panes[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    length, bearing = QGuiApplication.clipboard().text().splitlines()
    assert float(length.split()[0]) == pytest.approx(100, abs=0.5)
    assert length.endswith(" m ± 0.5")
    assert bearing.startswith("bearing 09")
    assert not open_window.session.project.labels(1)


def test_the_unit_is_stepped_and_remembered(open_window: MainWindow) -> None:
    measure(open_window)
    seen = []
    for _ in range(4):
        QTest.keyClick(open_window, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
        open_window.run("copy_measurement")
        seen.append((Settings().length_unit, QGuiApplication.clipboard().text().split()[1]))
    assert seen == [("km", "km"), ("ft", "ft"), ("NM", "NM"), ("m", "m")]


def test_the_next_project_measures_in_the_unit_chosen_last(open_window: MainWindow, project: Path) -> None:
    open_window.run("length_unit")
    opened(open_window, project)
    assert open_window.workspace is not None
    assert open_window.workspace.host.unit == "km"


def test_a_unit_that_is_none_is_metres(window: MainWindow, project: Path) -> None:
    window.settings.length_unit = "cubits"
    opened(window, project)
    assert window.workspace is not None
    assert window.workspace.host.unit == "m"


def test_with_nothing_measured_there_is_nothing_to_copy(open_window: MainWindow) -> None:
    open_window.run("copy_measurement")
    assert "the tool Measure" in open_window.messages.sentence.text()


def test_a_shadow_without_a_sun_says_where_to_enter_it(open_window: MainWindow) -> None:
    open_window.run("shadow_height")
    click(open_window, START)
    assert "sun elevation of before.tif is not known" in open_window.messages.sentence.text()


def test_the_status_bar_says_what_the_tool_wants_without_a_category(open_window: MainWindow) -> None:
    open_window.run("measure")
    status = open_window.statusBar()
    texts = [label.text() for label in status.findChildren(QLabel)]
    assert hint_text(HINT_MEASURE_FIRST) in texts
