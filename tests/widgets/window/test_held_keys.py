"""A category's key, held: the stamp for as long as it is."""

from math import cos, radians
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import XY
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window import held_keys
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, key, labels_of, on_screen, opened

LEFT = Qt.MouseButton.LeftButton
CENTRE, NOSE = (150.0, 150.0), (190.0, 150.0)


def hold(pane: Pane, number: Qt.Key) -> None:
    QTest.keyPress(pane, number)


def let_go(window: MainWindow, pane: Pane, number: Qt.Key) -> None:
    QTest.keyRelease(pane, number)
    wait_until(lambda: not window._held_keys._held)


def repeat(pane: Pane, number: Qt.Key) -> None:
    """What X11 sends while a key is held."""
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, number, Qt.KeyboardModifier.NoModifier, str(number - Qt.Key.Key_0), autorep=True)
        QApplication.sendEvent(pane, event)


def press_and_move(pane: Pane, start: XY, end: XY) -> None:
    QTest.mousePress(pane.viewport(), LEFT, pos=on_screen(pane, start))
    QTest.mouseMove(pane.viewport(), on_screen(pane, end))


def test_a_held_category_key_stamps_and_gives_the_tool_back(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    pane, workspace = grid.panes[0], window.workspace
    assert workspace is not None
    host = workspace.host

    QTest.mouseMove(pane.viewport(), on_screen(pane, CENTRE))
    hold(pane, Qt.Key.Key_5)
    assert host.name == "stamp"
    assert host.preview is not None
    assert host.preview.floats
    repeat(pane, Qt.Key.Key_5)
    drag(pane, on_screen(pane, CENTRE), on_screen(pane, NOSE))
    (label,) = labels_of(session).values()
    assert isinstance(label.outline, OrientedBox)
    assert label.category_id == 5
    assert label.outline.heading_px_deg == pytest.approx(90.0, abs=2.0)
    assert label.outline.length_px == pytest.approx(14.2 / 0.5, rel=1e-3)
    assert host.name == "stamp"
    let_go(window, pane, Qt.Key.Key_5)
    assert host.name == "select"
    assert session.selection == {label.id}
    assert window.action("select").isChecked()

    key(window, Qt.Key.Key_5)
    assert host.name == "oriented_box"

    hold(pane, Qt.Key.Key_5)
    press_and_move(pane, (80.0, 80.0), (80.0, 120.0))
    hold(pane, Qt.Key.Key_5)  # a repeat that does not say so
    let_go(window, pane, Qt.Key.Key_5)
    assert host.name == "stamp"
    QTest.mouseRelease(pane.viewport(), LEFT, pos=on_screen(pane, (80.0, 120.0)))
    assert len(labels_of(session)) == 2
    assert host.name == "oriented_box"

    hold(pane, Qt.Key.Key_5)
    hold(pane, Qt.Key.Key_3)
    QTest.keyRelease(pane, Qt.Key.Key_5)
    click_at(pane, on_screen(pane, (250.0, 200.0)))
    let_go(window, pane, Qt.Key.Key_3)
    assert [each.category_id for each in labels_of(session).values()] == [5, 5, 3]
    assert labels_of(session)[3].outline.heading_px_deg == pytest.approx(180.0, abs=2.0)  # type: ignore[union-attr]
    assert host.name == "oriented_box"

    hold(pane, Qt.Key.Key_5)
    QTest.mouseMove(pane.viewport(), on_screen(pane, CENTRE))
    QApplication.sendEvent(pane.viewport(), QEvent(QEvent.Type.Leave))
    assert not host.preview
    key(window, Qt.Key.Key_H)
    let_go(window, pane, Qt.Key.Key_5)
    assert host.name == "hand"

    hold(pane, Qt.Key.Key_5)
    window._held_keys.release_all()
    assert host.name == "oriented_box"
    let_go(window, pane, Qt.Key.Key_5)


def test_repeats_that_do_not_say_so_leave_a_key_held(
    window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, grid = opened(window, project)
    pane, workspace = grid.panes[0], window.workspace
    assert workspace is not None
    taken: list[str] = []
    workspace.host.tool_changed.connect(taken.append)
    monkeypatch.setattr(held_keys, "FIRST_REPEAT_S", 0.0)
    hold(pane, Qt.Key.Key_5)
    for _ in range(3):
        QTest.keyRelease(pane, Qt.Key.Key_5)
        hold(pane, Qt.Key.Key_5)
    assert taken == ["stamp"]
    let_go(window, pane, Qt.Key.Key_5)
    assert taken == ["stamp", "oriented_box"]


def test_a_held_key_ends_with_the_project(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    hold(grid.panes[0], Qt.Key.Key_5)
    window.close_project()
    QTest.keyRelease(window, Qt.Key.Key_5)
    QApplication.processEvents()
    assert window.workspace is None


def test_outlines_are_cut_joined_and_thinned_from_the_keyboard(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    pane = grid.panes[0]
    key(window, Qt.Key.Key_P)
    for place in ((50.0, 50.0), (150.0, 50.0), (150.0, 150.0), (100.0, 151.0), (50.0, 150.0)):
        click_at(pane, on_screen(pane, place))
    key(window, Qt.Key.Key_Return)
    key(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    drag(pane, on_screen(pane, (30.0, 80.0)), on_screen(pane, (170.0, 80.0)))
    assert len(session.selection) == 2
    key(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    (label,) = labels_of(session).values()
    key(window, Qt.Key.Key_V)
    key(window, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    (thinner,) = labels_of(session).values()
    assert label.id == thinner.id
    assert len(thinner.outline.rings[0]) < len(label.outline.rings[0])  # type: ignore[union-attr]
    assert "points became" in window.messages.sentence.text()

    QTest.mouseMove(pane.viewport(), on_screen(pane, (60.0, 60.0)))
    QTest.mouseMove(pane.viewport(), on_screen(pane, thinner.outline.rings[0][0]))  # type: ignore[union-attr]
    key(window, Qt.Key.Key_Delete)
    (left,) = labels_of(session).values()
    assert len(left.outline.rings[0]) == len(thinner.outline.rings[0]) - 1  # type: ignore[union-attr]
    QTest.mouseMove(pane.viewport(), on_screen(pane, (300.0, 250.0)))
    key(window, Qt.Key.Key_Delete)
    assert not labels_of(session)


def test_the_heading_is_flipped_while_a_box_is_drawn(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    pane = grid.panes[0]
    key(window, Qt.Key.Key_E)
    for place in ((50.0, 150.0), (50.0, 50.0)):
        click_at(pane, on_screen(pane, place))
    key(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    click_at(pane, on_screen(pane, (80.0, 100.0)))
    (label,) = labels_of(session).values()
    assert label.outline.heading_px_deg == pytest.approx(180.0, abs=2.0)  # type: ignore[union-attr]
    key(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    (label,) = labels_of(session).values()
    assert cos(radians(label.outline.heading_px_deg)) == pytest.approx(1.0, abs=1e-3)  # type: ignore[union-attr]
