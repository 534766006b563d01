"""Registration in the real window, by mouse and keys."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from basewatch_gui.model.frame import IDENTITY
from basewatch_gui.widgets.demo_drive import settle
from basewatch_gui.widgets.pane.layers.ties_layer import TiesLayer
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, key, labels_of, message, on_screen, opened, under

FRAME_PLACE = QPoint(120, 200)


def crosses(window: MainWindow, pane: int) -> int:
    """How many crosses are drawn in a pane."""
    assert window.grid is not None
    layers = [layer for layer in window.grid.panes[pane].layers if isinstance(layer, TiesLayer)]
    return sum(len(layer._ready) for layer in layers if layer.isVisible())


def test_points_are_picked_in_two_panes_and_applied(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_K)
    registering = session.registering
    assert registering.ties.pair == (grid.shown[0], grid.shown[1])
    assert window.docks.docks["registration"].isVisible()
    left, right = grid.panes
    click_at(left, FRAME_PLACE)
    settle(window)
    assert (crosses(window, 0), crosses(window, 1)) == (1, 0)
    click_at(right, FRAME_PLACE + QPoint(9, -5))
    settle(window)
    assert (crosses(window, 0), crosses(window, 1)) == (1, 1)
    assert registering.ties.waiting is None
    wanted = np.subtract(left.to_ground(QPointF(FRAME_PLACE)), right.to_ground(QPointF(FRAME_PLACE + QPoint(9, -5))))
    assert registering.fit is not None
    window.run("apply_registration")
    _, _, east, _, _, north = session.project.frames[registering.ties.moving or 0].registration
    assert (east, north) == pytest.approx(tuple(wanted), abs=0.01)
    window.run("reset_registration")
    assert session.project.frames[registering.ties.moving or 0].registration == IDENTITY


def test_the_preview_moves_the_picture_under_the_cross(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_K)
    left, right = grid.panes
    click_at(left, FRAME_PLACE)
    click_at(right, FRAME_PLACE + QPoint(12, 7))
    (number, at_px) = session.registering.ties.ties_on(right.frame_id or 0).crosses[0]
    assert number == 0
    assert on_screen(right, at_px) == FRAME_PLACE + QPoint(12, 7)
    session.registering.set_preview(True)
    settle(window)
    grid.refresh_now()
    assert (on_screen(right, at_px) - FRAME_PLACE).manhattanLength() <= 1
    assert session.project.frames[right.frame_id or 0].registration == IDENTITY
    window.docks.docks["registration"].hide()
    settle(window)
    grid.refresh_now()
    assert on_screen(right, at_px) == FRAME_PLACE + QPoint(12, 7)


def test_a_cross_is_dragged_and_deleted_and_labels_stay(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_1)
    for x, y in ((200, 300), (240, 300), (220, 320)):
        click_at(grid.panes[0], QPoint(x, y))
    assert len(labels_of(session)) == 1
    key(window, Qt.Key.Key_K)
    click_at(grid.panes[0], FRAME_PLACE)
    click_at(grid.panes[1], FRAME_PLACE)
    drag(grid.panes[1], FRAME_PLACE, FRAME_PLACE + QPoint(30, 10))
    place = session.registering.ties.points[0].at_px[grid.panes[1].frame_id or 0]
    wanted = under(grid.panes[1], FRAME_PLACE + QPoint(30, 10))
    assert np.hypot(place[0] - wanted[0], place[1] - wanted[1]) < 1.0
    key(window, Qt.Key.Key_Delete)
    assert session.registering.ties.points == ()
    assert len(labels_of(session)) == 1, "Delete meant the point"


def test_a_click_beside_the_frames_is_said(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_K)
    click_at(grid.panes[0], QPoint(5, grid.panes[0].size_scr[1] - 5))
    assert "outside" in message(window)
    assert session.registering.ties.points == ()


def test_without_two_frames_automatic_registration_says_so(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    session.registering.ties.choose(None, None)
    window.workspace.grid.show_frame(1, None)  # type: ignore[union-attr]
    window.run("register_automatically")
    assert "two different frames" in message(window)
