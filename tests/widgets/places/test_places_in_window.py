"""The panes in the window: layouts by key, kept in the project; going to places, copying them, bookmarks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.coordinates import LonLat, parse_place
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import apply_one, without_shift
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.session.view_history import ViewHistory
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.panes.arrangement import Arrangement
from basewatch_gui.widgets.places.bookmarks_window import BookmarksDialog
from basewatch_gui.widgets.places.go_to_line import GoToLine
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import key, message, on_screen, open_window, opened, press_button, ready, write_project
from tests.rasters import AT_HOME, UTM_37N, write_raster

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
CLOSE = Viewpoint((10.0, -10.0), 0.1, 30.0)


@pytest.fixture
def four(qapp: object, tmp_path: Path) -> Path:
    """A project of four frames, days after each other."""
    paths = []
    for number in (3, 1, 4, 2):
        path = tmp_path / f"day{number}.tif"
        tags = {"TIFFTAG_DATETIME": f"2024:12:0{number} 08:00:00"}
        write_raster(path, width=120, height=90, seed=number, crs=UTM_37N, transform=AT_HOME, tags=tags)
        paths.append(path)
    return write_project(tmp_path / "four.basewatch", tuple(paths))


@pytest.fixture
def line(window: MainWindow, project: Path) -> GoToLine:
    """The go-to line, opened by its key."""
    opened(window, project)
    key(window, Qt.Key.Key_G, CTRL)
    assert window.workspace is not None
    return window.workspace.parts.get(GoToLine)


@pytest.fixture
def clipboard() -> Iterator[None]:
    """An empty clipboard before and after."""
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def names(window: MainWindow) -> list[str]:
    """The files in the panes."""
    assert window.grid is not None
    assert window.session is not None
    return [window.session.project.frames[key].name if key else "" for key in window.grid.shown]


def ask(line: GoToLine, text: str) -> None:
    """Type a place and press Enter."""
    line.field.selectAll()
    QTest.keyClicks(line.field, text)
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    QApplication.processEvents()


def middle_px(pane: Pane) -> tuple[float, float]:
    """The place of the frame in the middle of its pane."""
    place = pane.to_frame(QPointF(pane.size_scr[0] / 2, pane.size_scr[1] / 2))
    assert place is not None
    return place


def dialog_of(window: MainWindow) -> BookmarksDialog:
    """The window of bookmarks."""
    assert window.grid is not None
    (dialog,) = window.grid.findChildren(BookmarksDialog)
    return dialog


def test_keys_change_the_layout_and_new_panes_show_the_next_frames_in_time(window: MainWindow, four: Path) -> None:
    opened(window, four)
    assert names(window) == ["day1.tif", "day2.tif"]
    key(window, Qt.Key.Key_4, CTRL)
    assert names(window) == ["day1.tif", "day2.tif", "day3.tif", "day4.tif"]
    assert window.action("four_panes").isChecked()
    key(window, Qt.Key.Key_9, CTRL)
    assert names(window) == ["day1.tif", "day2.tif", "day3.tif", "day4.tif", "", "", "", "", ""]
    key(window, Qt.Key.Key_1, CTRL)
    assert names(window) == ["day1.tif"]
    assert not window.action("nine_panes").isChecked()


def test_growing_goes_on_after_the_frames_that_are_shown(window: MainWindow, four: Path) -> None:
    _, grid = opened(window, four)
    grid.show_frame(0, grid.shown[1])
    key(window, Qt.Key.Key_1, CTRL)
    key(window, Qt.Key.Key_3, CTRL)
    assert names(window) == ["day2.tif", "day3.tif", "day4.tif"]


def test_the_panes_are_as_they_were_when_the_project_is_opened_again(window: MainWindow, four: Path) -> None:
    session, grid = opened(window, four)
    key(window, Qt.Key.Key_4, CTRL)
    grid.swap(0, 3)
    session.view.look(0, CLOSE)
    window.run("minimap")
    grid.activate(2)
    window.close_project()
    with open_window() as other:
        other.open_paths([four])
        session, grid = ready(other, 4)
        assert names(other) == ["day4.tif", "day2.tif", "day3.tif", "day1.tif"]
        assert session.view.of(0) == CLOSE
        assert grid.active.index == 2
        assert not grid.minimap.wanted
        assert not other.action("minimap").isChecked()
        assert other.action("four_panes").isChecked()


def test_a_kept_layout_that_is_not_known_leaves_two_panes(window: MainWindow, four: Path) -> None:
    opened(window, four)
    assert window.session is not None
    state = {"layout": "seventeen", "frames": [99, 1], "active": 40, "viewpoint": {"metres_per_scr": 2.0}}
    assert window.workspace is not None
    window.workspace.parts.get(Arrangement).store = lambda: None  # type: ignore[method-assign]
    window.session.file.display.put("panes", state)
    window.close_project()
    session, grid = opened(window, four)
    assert len(grid.panes) == 2
    assert grid.shown[1] == 1
    assert session.view.of(0).metres_per_scr == 2.0


def names_of(places: ViewHistory) -> list[str]:
    """The names of the bookmarks."""
    return [bookmark.name for bookmark in places.bookmarks]


def test_floating_and_maximising_by_key(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    key(window, Qt.Key.Key_Z)
    assert grid.stage.visible_panes == [grid.active]
    assert window.action("maximise_pane").isChecked()
    key(window, Qt.Key.Key_Z)
    assert grid.stage.visible_panes == grid.panes
    key(window, Qt.Key.Key_F, CTRL | SHIFT)
    floating = grid.stage.windows[grid.active.index]
    assert window.action("float_pane").isChecked()
    floating.activateWindow()
    QApplication.processEvents()
    key(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert grid.stage.windows == {}


def test_held_keys_work_in_a_floating_window_and_closing_the_project_takes_it_away(
    window: MainWindow, project: Path
) -> None:
    _, grid = opened(window, project)
    window.run("float_pane")
    floating = grid.stage.windows[grid.active.index]
    QTest.keyPress(grid.active, Qt.Key.Key_T)
    assert all(pane.labels_hidden for pane in grid.panes)
    QTest.keyRelease(grid.active, Qt.Key.Key_T)
    assert not any(pane.labels_hidden for pane in grid.panes)
    window.close_project()
    assert not floating.isVisible()
    _, grid = opened(window, project)
    assert len(grid.panes) == 2


def test_going_to_a_pixel_keeps_the_zoom_and_is_a_step_back(line: GoToLine, window: MainWindow) -> None:
    assert window.grid is not None
    assert window.session is not None
    view, before = window.session.view, window.session.view.of(0)
    ask(line, "pixel 100, 120.5")
    window.grid.refresh_now()
    assert not line.isVisible()
    assert middle_px(window.grid.active) == pytest.approx((100.0, 120.5), abs=1e-3)
    assert view.of(0).metres_per_scr == before.metres_per_scr
    assert QApplication.focusWidget() is window.grid.active
    key(window, Qt.Key.Key_Left, ALT)
    assert view.of(0) == before
    key(window, Qt.Key.Key_Right, ALT)
    assert view.of(0) != before


def test_going_to_a_place_on_the_globe_where_the_status_bar_reads_it(line: GoToLine, window: MainWindow) -> None:
    assert window.grid is not None
    assert window.session is not None
    pane, frame = window.grid.active, window.session.project.frames[window.grid.active.frame_id or 0]
    nudged = replace(frame, registration=(1.0, 0.0, 6.0, 0.0, 1.0, -4.0))
    window.session.do(replaced("nudge", [(frame, nudged)]))
    assert pane.ground is not None
    for place in ((120.0, 80.0), (300.0, 250.0)):
        lonlat = pane.ground.to_lonlat(place)
        assert lonlat is not None
        line.open()
        ask(line, f"{lonlat[0]:.8f} E {lonlat[1]:.8f} N")
        window.grid.refresh_now()
        assert middle_px(pane) == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("99 N 10 E", "99 N"),
        ("nowhere", "NOWHERE"),
        ("10.5, 20.5", "on no frame"),
        ("pixel 4000, 1", "before.tif"),
    ],
)
def test_what_leads_nowhere_is_said_and_the_text_stays(
    line: GoToLine, window: MainWindow, text: str, said: str
) -> None:
    assert window.session is not None
    before = window.session.view.of(0)
    ask(line, text)
    assert line.isVisible()
    assert said in line.sentence.text()
    assert line.field.text() == text
    assert window.session.view.of(0) == before
    QTest.keyClick(line.field, Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_the_place_under_the_pointer_is_copied(window: MainWindow, project: Path, clipboard: None) -> None:
    _, grid = opened(window, project)
    pane = grid.panes[1]
    at = on_screen(pane, (150.0, 100.0))
    QTest.mouseMove(pane.viewport(), at)
    assert pane.ground is not None
    place = pane.to_frame(QPointF(at))
    assert place is not None
    key(window, Qt.Key.Key_C, CTRL | SHIFT)
    text = QGuiApplication.clipboard().text()
    assert text in window.status.currentMessage()
    copied = parse_place(text)
    assert isinstance(copied, LonLat)
    assert (copied.lon_deg, copied.lat_deg) == pytest.approx(pane.ground.to_lonlat(place), abs=1e-6)
    window.run("copy_pixel")
    assert QGuiApplication.clipboard().text() == f"{place[0]:.1f}, {place[1]:.1f}"
    window.run("copy_mgrs")
    assert QGuiApplication.clipboard().text().startswith("37U E")
    window.run("copy_lonlat")
    assert QGuiApplication.clipboard().text().startswith("39.0")


def test_without_a_georeference_only_a_pixel_is_copied(window: MainWindow, tmp_path: Path, clipboard: None) -> None:
    write_raster(tmp_path / "photo.png", width=80, height=60, driver="PNG")
    window.parts.get(Projects).open(write_project(tmp_path / "p.basewatch", (tmp_path / "photo.png",)))
    ready(window, 1)
    window.run("copy_latlon")
    assert "no georeference" in message(window)
    window.run("copy_pixel")
    assert QGuiApplication.clipboard().text() == "40.0, 30.0"


def test_bookmarks_are_added_gone_to_renamed_and_deleted_with_a_way_back(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    session.view.look(0, CLOSE)
    key(window, Qt.Key.Key_B, CTRL)
    press_button(window, "Rename")
    dialog = dialog_of(window)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "apron")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert names_of(session.places) == ["apron"]
    grid.fit()
    QTest.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert session.view.of(0).centre_m == pytest.approx(CLOSE.centre_m, abs=1e-5)
    assert session.view.of(0).rotation_deg == CLOSE.rotation_deg
    QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert names_of(session.places) == []
    assert not dialog.go_button.isEnabled()
    press_button(window, "Undo")
    assert names_of(session.places) == ["apron"]
    dialog.close()
    window.activateWindow()
    QApplication.processEvents()
    key(window, Qt.Key.Key_B, CTRL)
    assert names_of(session.places) == ["apron", "Place 1"]


def test_square_to_object_turns_the_heading_up_where_the_label_is(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    key(window, Qt.Key.Key_Q)
    assert "Select an oriented box" in message(window)
    label = session.new_label(2, OrientedBox((150.0, 100.0), 40.0, 30.0, 200.0))
    session.do(added("draw", [label]))
    session.select(2, [label.id])
    grid.activate(1)
    pane = grid.panes[1]
    before = on_screen(pane, (150.0, 100.0))
    key(window, Qt.Key.Key_Q)
    grid.refresh_now()
    assert pane.frame_to_screen is not None
    box = OrientedBox((150.0, 100.0), 40.0, 30.0, 200.0)
    nose, tail = (apply_one(without_shift(pane.frame_to_screen), end) for end in (box.nose_px, box.tail_px))
    assert nose[0] == pytest.approx(tail[0], abs=0.05)
    assert nose[1] < tail[1]
    after = on_screen(pane, (150.0, 100.0))
    assert (after - before).manhattanLength() <= 1


def test_the_title_s_menu_empties_a_pane(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    grid.menu_asked.emit(1, QPoint(50, 50))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    actions = [action for action in popup.actions() if not action.isSeparator()]
    assert [action.text() for action in actions] == ["Maximise pane", "Float pane", "Show nothing"]
    actions[2].trigger()
    popup.close()
    assert grid.shown == [1, None]
