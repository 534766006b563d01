"""The menu Image, worked in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.image.image_panel import ImagePanel
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import key, message, opened, panel_of
from tests.session.looks.conftest import project as project

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def session(window: MainWindow, project: Path) -> Session:
    """Frames 1 and 2 side by side, frame 1 active."""
    made, grid = opened(window, project)
    grid.activate(0)
    grid.active.setFocus()
    QApplication.processEvents()
    return made


def active(window: MainWindow) -> Stretch:
    assert window.session is not None
    assert window.grid is not None
    frame = window.grid.active.frame_id
    assert frame is not None
    found = window.session.looks.stretch(frame)
    assert found is not None
    return found


def test_looks_are_chosen_by_key(window: MainWindow, session: Session) -> None:
    key(window, Qt.Key.Key_2, ALT)
    assert active(window).bands == (3, 2, 1)
    key(window, Qt.Key.Key_3, ALT)
    assert active(window).bands == (1,)
    key(window, Qt.Key.Key_1, ALT)
    assert active(window).bands == (2, 1, 0)
    key(window, Qt.Key.Key_J)
    assert active(window).bands == (3, 2, 1)


def test_a_look_without_its_bands_is_refused_in_one_sentence(window: MainWindow, session: Session) -> None:
    assert window.grid is not None
    window.grid.show_frame(0, 3)
    QApplication.processEvents()
    for _ in range(200):
        if session.tiles.frame(3) is not None:
            break
        QTest.qWait(10)
    window.run("infrared")
    assert "third" in message(window)


def test_invert_and_lock_say_whether_they_are_on(window: MainWindow, session: Session) -> None:
    assert window.grid is not None
    key(window, Qt.Key.Key_I, CTRL)
    assert active(window).invert
    assert window.action("invert").isChecked()
    window.grid.activate(1)
    assert not window.action("invert").isChecked()
    window.grid.activate(0)
    key(window, Qt.Key.Key_L, SHIFT)
    assert window.action("lock_stretch").isChecked()
    window.grid.activate(1)
    assert active(window).invert


def test_limits_are_taken_from_the_view_and_given_back(window: MainWindow, session: Session) -> None:
    assert window.grid is not None
    plain = active(window)
    window.grid.zoom(6.0)
    for _ in range(100):
        QTest.qWait(10)
        if session.tiles.idle:
            break
    key(window, Qt.Key.Key_G)
    assert active(window).limits != plain.limits
    assert session.looks.look(1).scope == "view"
    key(window, Qt.Key.Key_G, SHIFT)
    assert active(window) == plain


def test_brightness_is_matched_to_the_other_pane_or_to_this_one(window: MainWindow, session: Session) -> None:
    key(window, Qt.Key.Key_J, SHIFT)
    assert session.looks.look(1).reference == 2
    assert active(window).knots
    key(window, Qt.Key.Key_G, SHIFT)
    key(window, Qt.Key.Key_J, CTRL | SHIFT)
    assert session.looks.look(2).reference == 1
    assert session.looks.look(3).reference == 1


def test_the_dock_follows_the_active_pane(window: MainWindow, session: Session) -> None:
    assert window.grid is not None
    assert panel_of(window, ImagePanel).frame_id == window.grid.shown[0]
    window.grid.activate(1)
    assert panel_of(window, ImagePanel).frame_id == window.grid.shown[1]
    panel_of(window, ImagePanel).view_asked.emit()
    other = window.grid.shown[1]
    assert other is not None
    assert session.looks.look(other).scope == "view"
