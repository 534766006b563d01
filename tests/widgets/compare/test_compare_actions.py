"""Comparing by keys and menu in the real window."""

import re
from math import floor
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from basewatch_gui.imagery.environment import gdal_session
from basewatch_gui.session.comparing import MODES, Mode
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import key, message, opened, ready, write_pair, write_project
from tests.rasters import Pixels

BORDER_PX = 0.05
"""So near a pixel's border the place that is drawn and the exact one may be two pixels."""
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def mode_of(session: Session) -> Mode | None:
    """How the session compares now."""
    return session.comparing.mode


def is_held(session: Session) -> bool:
    """Whether the other frame is held in sight now."""
    return session.comparing.held


def test_b_shows_the_other_date_while_it_is_held(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    pane, seen = grid.panes[0], []
    pane.setFocus()
    for step in (QTest.keyPress, QTest.keyPress, QTest.keyRelease):
        step(pane, Qt.Key.Key_B)
        grid.refresh_now()
        seen.append(pane.pointed.frame_id)
        assert window.action("blink").isChecked() == (pane.pointed.frame_id == 2)
    assert seen == [2, 2, 1]
    assert mode_of(session) is None


def test_leaving_the_window_ends_the_blink(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    QTest.keyPress(grid.panes[0], Qt.Key.Key_B)
    assert is_held(session)
    grid.panes[0].clearFocus()
    assert not is_held(session)
    grid.panes[0].setFocus()
    QTest.keyRelease(grid.panes[0], Qt.Key.Key_B)
    QTest.keyPress(grid.panes[0], Qt.Key.Key_B)
    assert is_held(session)
    other = QWidget()
    other.show()
    other.activateWindow()
    wait_until(lambda: not is_held(session))
    other.close()


def test_closing_the_project_while_the_key_is_held_does_no_harm(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    QTest.keyPress(grid.panes[0], Qt.Key.Key_B)
    window.close_project()
    QTest.keyRelease(window, Qt.Key.Key_B)
    session, grid = opened(window, project)
    assert not is_held(session)
    QTest.keyPress(grid.panes[0], Qt.Key.Key_B)
    assert is_held(session)


@pytest.mark.parametrize(
    ("which", "modifier", "mode"),
    [
        (Qt.Key.Key_W, Qt.KeyboardModifier.NoModifier, "swipe"),
        (Qt.Key.Key_W, SHIFT, "fade"),
        (Qt.Key.Key_W, CTRL | SHIFT, "difference"),
        (Qt.Key.Key_W, CTRL | Qt.KeyboardModifier.AltModifier, "colours"),
        (Qt.Key.Key_B, SHIFT, "flicker"),
    ],
)
def test_a_key_starts_each_way_and_the_same_key_leaves_it(
    window: MainWindow, project: Path, which: Qt.Key, modifier: Qt.KeyboardModifier, mode: str
) -> None:
    session, _ = opened(window, project)
    key(window, which, modifier)
    assert mode_of(session) == mode
    assert {name for name in MODES if window.action(name).isChecked()} == {mode}
    assert window.action("compare").isChecked()
    key(window, which, modifier)
    assert mode_of(session) is None
    assert not any(window.action(name).isChecked() for name in (*MODES, "compare"))


def test_compare_takes_up_the_way_used_last(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    key(window, Qt.Key.Key_W, SHIFT)
    key(window, Qt.Key.Key_Escape)
    assert mode_of(session) is None
    key(window, Qt.Key.Key_C)
    assert mode_of(session) == "fade"
    key(window, Qt.Key.Key_C)
    assert mode_of(session) is None


def test_keys_move_the_edge_and_turn_it(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    key(window, Qt.Key.Key_W)
    key(window, Qt.Key.Key_Right, CTRL)
    key(window, Qt.Key.Key_Right, CTRL)
    key(window, Qt.Key.Key_Left, CTRL)
    assert session.comparing.edge == pytest.approx(0.55)
    key(window, Qt.Key.Key_E, SHIFT)
    assert not session.comparing.upright


def test_a_project_of_one_frame_has_nothing_to_compare(window: MainWindow, tmp_path: Path) -> None:
    one, _ = write_pair(tmp_path / "frames")
    window.parts.get(Projects).open(write_project(tmp_path / "one.basewatch", (one,)))
    session, _ = ready(window, frames=1)
    key(window, Qt.Key.Key_W)
    assert "no other frame" in message(window)
    assert mode_of(session) is None
    assert not window.action("swipe").isChecked()
    key(window, Qt.Key.Key_B)
    assert mode_of(session) is None


def test_keys_step_through_the_dates_to_compare_with(window: MainWindow, tmp_path: Path) -> None:
    first, second = write_pair(tmp_path / "frames")
    third, fourth = write_pair(tmp_path / "more")
    window.parts.get(Projects).open(write_project(tmp_path / "p.basewatch", (first, second, third, fourth)))
    session, grid = ready(window)
    grid.activate(0)
    key(window, Qt.Key.Key_W)
    others = [session.comparing.other]
    for which in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        key(window, which, CTRL)
        grid.refresh_now()
        others.append(session.comparing.other)
    assert grid.shown[0] not in others
    assert len(set(others[:3])) == 3
    assert others[3] == others[0]
    assert others[4] == others[2]


def test_the_status_bar_shows_rasterio_s_value_at_the_row_and_column_it_names(
    window: MainWindow, project: Path, frames: tuple[Path, Path]
) -> None:
    session, grid = opened(window, project)
    generator = np.random.default_rng(7)
    for turn in (0.0, 33.0):
        session.view.look(0, grid.panes[0].viewpoint.turned(turn))
        grid.refresh_now()
        for index, path in enumerate(frames):
            pane = grid.panes[index]
            with gdal_session(), rasterio.open(path) as raster:
                samples = raster.read()
            for x, y in generator.uniform(0, 1, (40, 2)) * pane.size_scr:
                check_values(window, index, QPointF(x, y), samples)


def check_values(window: MainWindow, index: int, at: QPointF, samples: Pixels) -> None:
    """Point at a place of the screen and read the status bar."""
    session, grid = window.session, window.grid
    assert session is not None
    assert grid is not None
    pane = grid.panes[index]
    place = pane.to_frame(at)
    assert place is not None
    if min(abs(value - round(value)) for value in place) < BORDER_PX:
        return
    session.view.point_at(None, None)
    session.view.point_at(index, pane.to_ground(at))
    wait_until(lambda: session.tiles.idle)
    QApplication.processEvents()
    session.view.point_at(None, None)
    session.view.point_at(index, pane.to_ground(at))
    QApplication.processEvents()
    said = [label.text() for label in window.status.findChildren(QLabel) if not label.isHidden()]
    column, row = floor(place[0]), floor(place[1])
    if 0 <= column < samples.shape[2] and 0 <= row < samples.shape[1]:
        assert f"{column}, {row}" in said
        assert "  ".join(str(value) for value in samples[:, row, column]) in said
    else:
        assert not any(re.fullmatch(r"-?\d+, -?\d+", text) for text in said)
