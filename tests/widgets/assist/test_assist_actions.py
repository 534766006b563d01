"""Help from the pixels by the keys of the real window."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from basewatch_gui.model.edit import added
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.demo_drive import settle, wait_until
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.assist.apron import FIRST, IL_76, LAUNCHER, SECOND, VEHICLE, write_apron
from tests.assist.scene import iou
from tests.journeys.scene import drag, key, labels_of, message, on_screen, ready

SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_looking(session: Session) -> bool:
    return session.assisting.is_running


def answered(session: Session) -> None:
    wait_until(lambda: not is_looking(session))


def test_a_rough_box_snaps_more_like_it_is_found_and_a_patch_floods(window: MainWindow, tmp_path: Path) -> None:
    window.parts.get(Projects).open(write_apron(tmp_path))
    session, grid = ready(window, 1)
    drawn = session.new_label(1, replace(FIRST, centre_px=(114.0, 102.0), heading_px_deg=204.0), IL_76)
    session.do(added("draw", [drawn]))
    session.select(1, [drawn.id])

    key(window, Qt.Key.Key_Y)
    assert is_looking(session)
    answered(session)
    key(window, Qt.Key.Key_Return)
    assert iou(labels_of(session)[drawn.id].outline, FIRST) > 0.9

    session.select(1, [drawn.id])
    key(window, Qt.Key.Key_A, SHIFT)
    answered(session)
    assert message(window).startswith("1 found: Enter accepts")
    key(window, Qt.Key.Key_Return, SHIFT)
    (second,) = (label for label in labels_of(session).values() if label.id != drawn.id)
    assert iou(second.outline, SECOND) > 0.8

    session.choose_category(LAUNCHER)
    key(window, Qt.Key.Key_R, SHIFT)
    assert window.action("flood").isChecked()
    start = on_screen(grid.active, VEHICLE.centre_px)
    drag(grid.active, start, start + QPoint(60, 0))
    answered(session)
    (patch,) = session.suggestions.suggestions_on(1)
    assert iou(patch.outline, VEHICLE) > 0.6
    tolerance = session.assisting.tolerance
    key(window, Qt.Key.Key_Minus)
    assert session.assisting.tolerance < tolerance
    answered(session)
    key(window, Qt.Key.Key_Return)
    assert LAUNCHER in {label.category_id for label in labels_of(session).values()}


def test_escape_stops_a_search_and_faults_are_said(window: MainWindow, tmp_path: Path) -> None:
    window.parts.get(Projects).open(write_apron(tmp_path))
    session, grid = ready(window, 1)
    key(window, Qt.Key.Key_Y)
    assert message(window).startswith("Select a label first")
    first = session.new_label(1, FIRST, IL_76)
    session.do(added("draw", [first]))
    session.select(1, [first.id])
    key(window, Qt.Key.Key_A, SHIFT)
    assert is_looking(session)
    QTest.keyClick(grid.active, Qt.Key.Key_Escape)
    assert not is_looking(session)
    settle(window)
    wait_until(lambda: not session.jobs.running)
    assert session.suggestions.suggestions_on(1) == ()
    assert session.selection == {first.id}
