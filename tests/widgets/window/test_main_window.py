from dataclasses import replace
from pathlib import Path

import mgrs
import pytest
import rasterio
from pyproj import Transformer
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel

from basewatch_gui.geometry.coordinates import mgrs_text
from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.widgets.categories.categories_panel import CategoriesPanel
from basewatch_gui.widgets.categories.category_delegate import CATEGORY_ROLE
from basewatch_gui.widgets.checks.checks_panel import ChecksPanel
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel
from basewatch_gui.widgets.pane.into_view import LARGEST_PIXEL_SCR
from basewatch_gui.widgets.pane.layers.scale_legend import zoom_text
from basewatch_gui.widgets.style import is_dark
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import (
    click_at,
    drag,
    key,
    labels_of,
    on_screen,
    open_window,
    opened,
    panel_of,
    ready,
    under,
    undo_text,
)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(window: MainWindow) -> list[str]:
    """The texts of the status bar that can be seen, the tool's hint first."""
    return [label.text() for label in window.status.findChildren(QLabel) if not label.isHidden() and label.text()]


def test_the_status_bar_says_what_is_under_the_pointer(
    window: MainWindow, frames: tuple[Path, Path], project: Path
) -> None:
    session, grid = opened(window, project)
    for pane, path in zip(grid.panes, frames, strict=True):
        at = on_screen(pane, (123.0, 97.0))
        for step in (QPoint(3, 2), QPoint()):
            QTest.mouseMove(pane.viewport(), at + step)
        wait_until(lambda: session.tiles.idle)
        QApplication.processEvents()
        x, y = under(pane, at)
        with rasterio.open(path) as raster:
            values = raster.read()[:, int(y), int(x)].tolist()
            place = raster.transform @ (x, y)
            lon, lat = Transformer.from_crs(raster.crs, "EPSG:4326", always_xy=True).transform(*place)
        texts = said(window)
        assert "  ".join(map(str, values)) in texts
        assert f"{int(x)}, {int(y)}" in texts
        assert f"{lat:.5f}°N  {lon:.5f}°E" in texts
        assert mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=4) in [text.replace(" ", "") for text in texts]
        assert any(text.startswith("pixel 0.5") for text in texts)
        assert zoom_text(1 / pane.frame_px_per_scr) in texts
        grid.zoom(1.7)
        grid.refresh_now()
        assert zoom_text(1 / pane.frame_px_per_scr) in said(window)


def test_the_status_bar_says_no_pixel_beyond_the_frame(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    grid.zoom(0.2)
    grid.refresh_now()
    for at in (QPoint(5, 6), QPoint(4, 5)):
        QTest.mouseMove(grid.panes[0].viewport(), at)
    texts = said(window)
    assert any("°N" in text for text in texts)
    assert not any(text.replace(", ", "").isdigit() for text in texts)


@pytest.mark.parametrize(
    ("lon", "lat", "text"),
    [(39.0, 0.0, "37N"), (34.9, 32.0, "36S"), (10.0, 85.0, ""), (10.0, -81.0, "")],
)
def test_a_grid_reference_is_no_finer_than_ten_metres(lon: float, lat: float, text: str) -> None:
    made = mgrs_text((lon, lat))
    assert made.startswith(text)
    if text:
        _, square, easting, northing = made.split()
        assert (len(square), len(easting), len(northing)) == (2, 4, 4)
    else:
        assert made == ""


def test_the_status_bar_hints_at_what_the_tool_wants(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    key(window, Qt.Key.Key_2)
    assert said(window)[0] == "Il-76:  Click the nose"
    click_at(grid.active, QPoint(50, 50))
    assert said(window)[0] == "Il-76:  Click the tail"
    key(window, Qt.Key.Key_H)
    assert "Ctrl+drag nudges" in said(window)[0]


def test_t_hides_the_labels_while_it_is_held(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(100, 100, 200, 200))]))
    pane = grid.panes[0]
    hidden: list[bool] = []
    for widget in (panel_of(window, LabelsPanel).table, panel_of(window, ChecksPanel).list, pane):
        hidden.clear()
        for step in (QTest.keyPress, QTest.keyRelease):
            step(widget, Qt.Key.Key_T)
            hidden.append(pane.labels_hidden)
        assert hidden == [True, False]
    key(window, Qt.Key.Key_H, CTRL)
    hidden.append(pane.labels_hidden)
    for step in (QTest.keyPress, QTest.keyRelease):
        step(pane, Qt.Key.Key_T)
        hidden.append(pane.labels_hidden)
    key(window, Qt.Key.Key_H, CTRL)
    hidden.append(pane.labels_hidden)
    assert hidden == [True, False, True, True, True, False]


def test_keys_change_the_view(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    view, before = session.view, session.view.of(0)
    key(window, Qt.Key.Key_Plus, CTRL)
    assert view.of(0).metres_per_scr == pytest.approx(before.metres_per_scr / 2**0.5)
    key(window, Qt.Key.Key_Minus, CTRL)
    key(window, Qt.Key.Key_BracketLeft)
    assert view.of(0).rotation_deg == 15.0
    key(window, Qt.Key.Key_N)
    assert view.of(0).rotation_deg == 0.0
    key(window, Qt.Key.Key_0, CTRL)
    grid.refresh_now()
    assert grid.active.frame_px_per_scr == pytest.approx(1.0, abs=1e-4)
    key(window, Qt.Key.Key_F)
    assert view.of(0) == before
    key(window, Qt.Key.Key_L)
    assert not view.locked
    assert not window.action("lock").isChecked()
    key(window, Qt.Key.Key_L)
    assert view.locked


def test_keys_step_through_the_frames_of_the_active_pane(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    look = grid.active.viewpoint
    key(window, Qt.Key.Key_D)
    assert grid.shown == [2, 2]
    key(window, Qt.Key.Key_A)
    assert grid.shown == [1, 2]
    assert grid.active.viewpoint == look


def test_keys_change_the_selected_labels(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    box = OrientedBox((100.0, 100.0), 40.0, 30.0, 90.0)
    session.do(added("draw", [session.new_label(1, box), session.new_label(1, Box(200, 100, 240, 140))]))
    key(window, Qt.Key.Key_A, CTRL)
    assert session.selection == {1, 2}
    key(window, Qt.Key.Key_X)
    assert {label.occluded for label in labels_of(session).values()} == {"partly"}
    session.select(1, [1])
    key(window, Qt.Key.Key_F, SHIFT)
    outline = labels_of(session)[1].outline
    assert isinstance(outline, OrientedBox)
    assert outline.heading_px_deg == pytest.approx(270.0)
    assert undo_text(window) == "Undo: Turn"
    key(window, Qt.Key.Key_Delete)
    assert set(labels_of(session)) == {2}
    assert not window.action("delete").isEnabled()


def test_undo_brings_the_view_to_what_it_undoes(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(100, 100, 120, 120))]))
    session.view.centre_on(0, (5000.0, 5000.0))
    grid.refresh_now()
    window.run("undo")
    grid.refresh_now()
    at = on_screen(grid.panes[0], (110.0, 110.0))
    assert grid.panes[0].viewport().rect().contains(at)


def test_a_double_click_goes_to_the_label_s_form(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(100, 100, 200, 200))]))
    window.docks.docks["inspector"].hide()
    key(window, Qt.Key.Key_V)
    QTest.mouseDClick(grid.panes[0].viewport(), Qt.MouseButton.LeftButton, pos=on_screen(grid.panes[0], (150, 150)))
    assert session.selection == {1}
    assert window.docks.docks["inspector"].isVisible()


def test_going_to_a_label_brings_it_to_the_middle(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    session.do(added("draw", [session.new_label(2, Box(10, 10, 30, 30))]))
    session.view.centre_on(0, (900.0, 0.0))
    assert window.workspace is not None
    window.workspace.show_label(2, 1)
    grid.refresh_now()
    pane = grid.panes[1]
    assert pane.to_frame(QPointF(pane.size_scr[0] / 2, pane.size_scr[1] / 2)) == pytest.approx((20, 20), abs=1e-3)
    assert session.selection == {1}
    side_scr = min(pane.size_scr)
    for scale, side_px in ((50.0, side_scr / 4), (0.2, None), (0.005, side_scr / 4)):
        session.view.look(0, replace(session.view.of(0), metres_per_scr=scale))
        grid.refresh_now()
        shown_px = 20 / pane.frame_px_per_scr
        window.workspace.show_label(2, 1)
        grid.refresh_now()
        expected = shown_px if side_px is None else min(side_px, 20 * LARGEST_PIXEL_SCR)
        assert 20 / pane.frame_px_per_scr == pytest.approx(expected, rel=0.2)


def test_ctrl_z_in_a_field_that_has_nothing_to_undo_is_the_project_s(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(100, 100, 200, 200))]))
    field = panel_of(window, LabelsPanel).filter
    field.setFocus()
    QTest.keyClicks(field, "Il")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), len(labels_of(session))) == ("", 1)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert len(labels_of(session)) == 0
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (field.text(), len(labels_of(session))) == ("Il", 0)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(labels_of(session)) == 1


def test_the_theme_is_switched_and_kept(window: MainWindow) -> None:
    dark = is_dark()
    window.run("theme")
    assert is_dark() != dark
    assert window.settings.theme == ("light" if dark else "dark")
    window.run("theme")
    assert is_dark() == dark


def test_the_docks_come_back_to_their_places(window: MainWindow, project: Path) -> None:
    opened(window, project)
    docks: dict[str, QDockWidget] = window.docks.docks
    docks["labels"].setFloating(True)
    docks["inspector"].close()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["frames"])
    before = window.size()
    window.run("reset_layout")
    QApplication.processEvents()
    assert window.size() == before
    for dock in docks.values():
        assert not dock.isFloating()
        assert not dock.isHidden()
        assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea
    assert docks["frames"] in window.tabifiedDockWidgets(docks["categories"])


def test_eight_categories_are_seen_in_a_small_window_at_first(window: MainWindow, project: Path) -> None:
    window.resize(1366, 768)
    opened(window, project)
    shown = panel_of(window, CategoriesPanel).list
    items = [shown.item(row) for row in range(shown.count())]
    seen = [item for item in items if shown.viewport().rect().contains(shown.visualItemRect(item))]
    assert sum(item.data(CATEGORY_ROLE) is not None for item in seen) >= 8


def test_size_and_docks_are_kept_between_runs(window: MainWindow, project: Path) -> None:
    opened(window, project)
    window.docks.docks["labels"].close()
    window.resize(780, 560)
    window.close()
    again = MainWindow(window.settings)
    try:
        again.open_paths([project])
        again.show()
        assert again.docks.docks["labels"].isHidden()
        assert not again.docks.docks["inspector"].isHidden()
        assert again.size() == window.size()
    finally:
        again.close()
        again.deleteLater()


def test_files_dropped_on_the_window_are_opened(window: MainWindow, frames: tuple[Path, Path], project: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(project))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert event.isAccepted()
    session, _ = ready(window)
    assert session.file.path == project


def test_the_welcome_page_has_no_docks_and_a_project_has(window: MainWindow, project: Path) -> None:
    assert all(dock.isHidden() for dock in window.docks.docks.values())
    opened(window, project)
    assert not any(dock.isHidden() for dock in window.docks.docks.values())
    assert window.action("export_coco").isEnabled()


def test_a_second_window_reads_what_the_first_one_writes(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9))]))
    with open_window(700, 500) as other:
        theirs, _ = opened(other, project)
        assert theirs.file.read_only
        assert labels_of(theirs) == labels_of(session)
    assert not session.file.read_only


def test_the_whole_window_is_painted_while_everything_is_used(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_O)
    for at in (QPoint(60, 60), QPoint(60, 120)):
        click_at(grid.active, at)
    QTest.mouseMove(grid.active.viewport(), QPoint(90, 90))
    grid.refresh_now()
    assert not window.grab().isNull()
    key(window, Qt.Key.Key_V)
    drag(grid.active, QPoint(20, 20), QPoint(150, 150))
    assert not window.grab().isNull()
    assert isinstance(window.windowHandle(), QWindow)
    assert session.file.undo_action == "add frames"
