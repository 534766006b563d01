from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import Point
from basewatch_gui.geometry.transform import XY, Points, apply_one
from basewatch_gui.model.edit import added
from basewatch_gui.model.grid import CellAt, centre_m, corners_px
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.cells.covered_button import CoveredButton
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, key, on_screen, opened, panel_of

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def middle(pane: Pane) -> XY:
    """The place of the frame in the middle of the pane."""
    assert pane.frame_to_screen is not None
    width, height = pane.size_scr
    return apply_one(~pane.frame_to_screen, (width / 2, height / 2))


def fills(pane: Pane, corners: Points) -> bool:
    """Whether a cell with these corners is all in the pane, and nearly as large."""
    places = [on_screen(pane, (x, y)) for x, y in corners.tolist()]
    width, height = pane.size_scr
    inside = all(0 <= place.x() <= width and 0 <= place.y() <= height for place in places)
    wide, high = places[1].x() - places[0].x(), places[3].y() - places[0].y()
    return inside and max(wide / width, high / height) > 0.9


def leave(window: MainWindow) -> None:
    """Leave the walk by Esc, which lets go of a selection first; then D shows the next frame again."""
    session, grid = window.session, window.grid
    assert session is not None
    assert grid is not None
    grid.active.setFocus()
    session.select(1, session.project.labels(1))
    step(window, KEY.Key_Escape)
    assert session.labelling_grid.walk.position > 0
    step(window, KEY.Key_Escape)
    assert session.labelling_grid.walk.position == 0
    step(window, KEY.Key_D)
    assert grid.active.frame_id == 2


def complete(session: Session) -> bool:
    return session.project.frames[1].complete


def step(window: MainWindow, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    key(window, which, modifier)
    assert window.grid is not None
    window.grid.refresh_now()


def said(window: MainWindow) -> str:
    text = window.messages.sentence.text()
    window.messages.clear()
    return text


def covered(window: MainWindow) -> str:
    (button,) = window.status.findChildren(CoveredButton)
    return button.text() if button.isVisible() else ""


def test_a_frame_is_walked_by_keys_until_it_is_complete(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    labelling_grid, pane, actions = session.labelling_grid, grid.active, window.actions_by_record.by_name
    assert pane.frame_id == 1
    step(window, KEY.Key_C, SHIFT)
    assert "no grid" in said(window)
    assert not actions["walk_grid"].isChecked()
    assert covered(window) == ""
    labelling_grid.lay_grid(1, 150.0, 0.0, common=False)
    assert covered(window) == "0 %"
    assert not actions["cell_done"].isEnabled()
    session.do(added("draw", [session.new_label(1, Point((375.0, 75.0)))]))
    squares, ground = labelling_grid.squares(1), session.project.ground_map(1)
    assert squares is not None
    session.view.centre_on(0, centre_m(squares, ground, CellAt(0, 0)))

    step(window, KEY.Key_C, SHIFT)
    assert labelling_grid.walk.cell == (0, 0)
    assert middle(pane) == pytest.approx((75.0, 75.0), abs=1.0)
    assert fills(pane, corners_px(squares, ground, CellAt(0, 0)))
    step(window, KEY.Key_D)
    assert (labelling_grid.walk.cell, pane.frame_id) == ((1, 0), 1)
    step(window, KEY.Key_A)
    step(window, KEY.Key_A)
    assert said(window) == "This is the first cell."

    step(window, KEY.Key_Return, CTRL)
    step(window, KEY.Key_Return, CTRL | SHIFT)
    assert labelling_grid.walk.cell == (2, 0)
    assert [labelling_grid.state(1, CellAt(column, 0)) for column in range(3)] == ["done", "empty", "in progress"]
    assert covered(window) == "3 / 6 · 33 %"
    step(window, KEY.Key_Return, CTRL | SHIFT)
    assert "not empty" in said(window)
    step(window, KEY.Key_Z, CTRL)
    assert labelling_grid.walk.cell == (1, 0)
    assert middle(pane) == pytest.approx((225.0, 75.0), abs=1.0)
    step(window, KEY.Key_Return, CTRL)
    step(window, KEY.Key_Return, CTRL)
    window.run("complete_frame")
    assert "3 of 6" in said(window)
    assert not actions["complete_frame"].isChecked()
    step(window, KEY.Key_U, CTRL)
    step(window, KEY.Key_U, CTRL | SHIFT)
    step(window, KEY.Key_U, CTRL)
    assert (labelling_grid.walk.cell, labelling_grid.state(1, CellAt(1, 1))) == ((1, 1), "second look")
    step(window, KEY.Key_Return, CTRL)
    assert "Every cell" in said(window)
    window.run("complete_frame")
    assert complete(session)
    assert actions["complete_frame"].isChecked()
    step(window, KEY.Key_Backspace, CTRL)
    assert not complete(session)
    assert labelling_grid.state(1, CellAt(1, 1)) == "to do"
    leave(window)


def test_a_cell_of_the_common_ground_is_marked_on_all_frames_that_are_shown(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    labelling_grid, pane = session.labelling_grid, grid.active
    window.run("area")
    for x, y in ((40.0, 40.0), (200.0, 40.0), (200.0, 250.0)):
        click_at(pane, on_screen(pane, (x, y)))
    QTest.keyClick(pane, KEY.Key_Return)
    assert session.project.grids[1].area[0] == pytest.approx((40.0, 40.0), abs=1.0)
    assert window.workspace is not None
    assert window.workspace.host.name == "select"

    labelling_grid.lay_grid(1, 40.0, 4.0, common=True)
    labelling_grid.walk.set_way(zoom="1:1")
    panel_of(window, CellsPanel).show_frame(1)
    window.run("cells_panel")
    QApplication.processEvents()
    squares = labelling_grid.squares(1)
    assert squares is not None
    cell = CellAt(*squares.order(snake=True)[4].tolist())
    cells_map = panel_of(window, CellsPanel).map
    QTest.mouseClick(cells_map, Qt.MouseButton.LeftButton, pos=cells_map.place_of(cell).toPoint())
    grid.refresh_now()
    assert labelling_grid.walk.cell == cell
    assert pane.frame_px_per_scr == pytest.approx(1.0, abs=1e-3)
    ground = session.project.ground_map(1)
    assert middle(pane) == pytest.approx(ground.pixel_at(squares.centre(cell)), abs=0.6)
    window.run("cell_done")
    assert [labelling_grid.state(frame, cell) for frame in (1, 2)] == ["done", "done"]
    labelling_grid.walk.set_way(together=False, zoom="as it is")
    after = labelling_grid.walk.cell
    assert after is not None
    session.view.look(0, pane.viewpoint.zoomed(3.0, (0.0, 0.0), pane.size_scr))
    window.run("cell_not_observable")
    grid.refresh_now()
    assert [labelling_grid.state(frame, after) for frame in (1, 2)] == ["not observable", "to do"]
    assert pane.frame_px_per_scr == pytest.approx(1 / 3, abs=1e-3)
    window.run("walk_grid")
    session.view.look(0, pane.viewpoint.panned(4000.0, 0.0))
    window.run("undo")
    grid.refresh_now()
    assert middle(pane) == pytest.approx(ground.pixel_at(squares.centre(after)), abs=0.6)
