"""Layouts, swapping, a pane alone or in a window of its own, the mini-map."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.widgets.frames.frames_panel import FramesPanel
from basewatch_gui.widgets.pane.layout.dragging import FRAME_MIME, PANE_MIME, PaneTitle, frame_mime
from basewatch_gui.widgets.pane.layout.stage import LAYOUTS, PaneLayout
from basewatch_gui.widgets.pane.pane import Pane
from tests.widgets.pane.conftest import Scene
from tests.widgets.pane.pointer import changed_pixels, wheel

LEFT = Qt.MouseButton.LeftButton
CLOSE = Viewpoint((10.0, -10.0), 0.1)


def drop(pane: Pane, data: QMimeData) -> tuple[bool, bool]:
    """Drag over the pane and let go; returns whether it offered to take it, and whether it was marked."""
    viewport = pane.viewport()
    at = QPoint(60, 60)
    action = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at, action, data, LEFT, Qt.KeyboardModifier.NoModifier)
    before = viewport.grab().toImage()
    QApplication.sendEvent(viewport, enter)
    marked = bool(changed_pixels(before, viewport.grab().toImage()))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), action, data, LEFT, Qt.KeyboardModifier.NoModifier))
    return enter.isAccepted(), marked


def title_of(pane: Pane) -> PaneTitle:
    """What is dragged of a pane."""
    title = pane.viewport().findChild(PaneTitle)
    assert isinstance(title, PaneTitle)
    return title


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_layout_has_its_panes_in_rows_of_one_size(scene: Scene, layout: PaneLayout) -> None:
    scene.grid.resize(908, 608)
    scene.grid.set_layout(layout)
    QApplication.processEvents()
    assert [pane.index for pane in scene.panes] == list(range(layout.rows * layout.columns))
    assert all(pane.isVisible() for pane in scene.panes)
    corners = [pane.mapTo(scene.grid, QPoint(0, 0)) for pane in scene.panes]
    assert len({corner.x() for corner in corners}) == layout.columns
    assert len({corner.y() for corner in corners}) == layout.rows
    widths, heights = {pane.width() for pane in scene.panes}, {pane.height() for pane in scene.panes}
    assert max(widths) - min(widths) <= 2
    assert max(heights) - min(heights) <= 2
    assert min(widths) * layout.columns > 860
    assert min(heights) * layout.rows > 570


def test_frames_and_viewpoint_stay_when_the_layout_changes(scene: Scene) -> None:
    look = scene.session.view.of(0)
    scene.grid.set_layout(LAYOUTS["four_panes"])
    assert scene.grid.shown == [1, 2, None, None]
    scene.grid.show_frame(3, 1)
    scene.grid.activate(0)
    scene.grid.set_layout(LAYOUTS["two_panes"])
    assert scene.grid.shown == [1, 2]
    assert scene.session.view.of(0) == look


def test_the_active_pane_stays_when_the_layout_shrinks(scene: Scene) -> None:
    scene.grid.activate(1)
    scene.grid.set_layout(LAYOUTS["one_pane"])
    assert scene.grid.shown == [2]
    assert scene.grid.active is scene.panes[0]
    assert scene.panes[0].is_active


def test_panes_that_are_put_away_want_no_tiles_and_draw_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = scene.panes[1]
    wanted: list[tuple[str, tuple[TileKey, ...]]] = []
    original = scene.session.tiles.request_tiles

    def want(owner: str, *keys: tuple[TileKey, ...]) -> None:
        wanted.append((owner, keys[0]))
        original(owner, *keys)

    monkeypatch.setattr(scene.session.tiles, "request_tiles", want)
    put_aways: tuple[Callable[[], None], ...] = (
        lambda: scene.grid.stage.maximise(0),
        lambda: scene.grid.set_layout(LAYOUTS["one_pane"]),
    )
    for put_away in put_aways:
        wanted.clear()
        put_away()
        assert ("pane 1", ()) in wanted
        wanted.clear()
        scene.session.view.look(0, scene.session.view.of(0).panned(40, 40))
        scene.grid.refresh_now()
        assert {owner for owner, _ in wanted} == {"pane 0"}
        assert not gone.isVisible()


def test_a_maximised_pane_takes_the_place_of_all_and_gives_it_back(scene: Scene) -> None:
    left, right = scene.panes
    sizes = (left.size(), right.size())
    scene.grid.stage.maximise(1)
    QApplication.processEvents()
    assert not left.isVisible()
    assert right.width() == scene.grid.width()
    assert scene.grid.shown == [1, 2]
    scene.grid.stage.maximise(None)
    QApplication.processEvents()
    assert (left.size(), right.size()) == sizes
    assert left.isVisible()


def test_a_double_click_on_the_title_maximises(scene: Scene) -> None:
    scene.grid.refresh_now()
    QTest.mouseDClick(title_of(scene.panes[1]), LEFT)
    assert scene.grid.stage.maximised is scene.panes[1]
    QTest.mouseDClick(title_of(scene.panes[1]), LEFT)
    assert scene.grid.stage.maximised is None


def test_the_title_lets_the_wheel_and_a_drawing_through(scene: Scene) -> None:
    pane = scene.panes[0]
    title = title_of(pane)
    before = pane.viewpoint.metres_per_scr
    at = title.geometry().center()
    assert pane.viewport().childAt(at) is title
    wheel(pane, at, 1)
    assert pane.viewpoint.metres_per_scr < before
    scene.host.take("box")
    QTest.mouseClick(pane.viewport(), LEFT, pos=QPoint(200, 150))
    assert scene.host.busy
    QTest.mouseClick(title, LEFT)
    assert len(scene.labels()) == 1


def test_a_frame_dropped_on_a_pane_is_shown_there(scene: Scene) -> None:
    assert drop(scene.panes[1], frame_mime(1)) == (True, True)
    assert scene.grid.shown == [1, 1]


def test_a_pane_dropped_on_another_one_swaps_with_it(scene: Scene) -> None:
    assert drop(scene.panes[1], frame_mime(1, 0)) == (True, True)
    assert scene.grid.shown == [2, 1]
    assert scene.grid.active is scene.panes[1]
    drop(scene.panes[1], frame_mime(1, 1))
    assert scene.grid.shown == [2, 1]


def test_a_title_and_a_frame_of_the_list_are_dragged(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: dragged.append(drag.mimeData()))
    title = title_of(scene.panes[1])
    QTest.mousePress(title, LEFT, pos=QPoint(5, 5))
    QTest.mouseMove(title, QPoint(60, 9))
    QTest.mouseRelease(title, LEFT, pos=QPoint(60, 9))
    panel = FramesPanel(scene.session)
    panel.list.setCurrentRow(0)
    panel.list.startDrag(Qt.DropAction.CopyAction)
    given = [(bytes(data.data(FRAME_MIME).data()), bytes(data.data(PANE_MIME).data())) for data in dragged]
    assert given == [(b"2", b"1"), (b"1", b"")]
    panel.deleteLater()


def test_anything_else_that_is_dropped_goes_past_the_pane(scene: Scene) -> None:
    data = QMimeData()
    data.setText("a.tif")
    assert drop(scene.panes[1], data) == (False, False)
    assert scene.grid.shown == [1, 2]


def test_a_pane_floats_and_comes_back_when_its_window_is_closed(scene: Scene) -> None:
    left, right = scene.panes
    scene.grid.stage.float_pane(1)
    QApplication.processEvents()
    window = scene.grid.stage.windows[1]
    assert right.window() is window
    assert window.isVisible()
    assert left.width() == scene.grid.width()
    scene.session.view.look(0, CLOSE)
    scene.settle()
    assert right.viewpoint == CLOSE
    assert right.frame_to_screen is not None
    window.close()
    QApplication.processEvents()
    assert right.window() is scene.grid
    assert right.isVisible()
    assert scene.grid.stage.windows == {}


def test_floating_panes_outlive_a_change_of_layout_that_has_them(scene: Scene) -> None:
    scene.grid.stage.float_pane(1)
    scene.grid.set_layout(LAYOUTS["four_panes"])
    assert set(scene.grid.stage.windows) == {1}
    assert scene.panes[1].isVisible()
    scene.grid.set_layout(LAYOUTS["one_pane"])
    assert scene.grid.stage.windows == {}
    scene.grid.set_layout(LAYOUTS["two_panes"])
    assert scene.grid.shown == [1, 2]
    assert scene.panes[1].window() is scene.grid


def test_shortcuts_work_in_a_floating_window(scene: Scene) -> None:
    pressed: list[str] = []
    action = QAction(scene.grid)
    action.setShortcut("Ctrl+F7")
    action.triggered.connect(lambda: pressed.append("F7"))
    scene.grid.addAction(action)
    scene.grid.activate(0)
    scene.grid.stage.float_pane(1)
    window = scene.grid.stage.windows[1]
    window.activateWindow()
    QApplication.processEvents()
    assert QApplication.activeWindow() is window
    assert scene.grid.active is scene.panes[1]
    QTest.keyClick(scene.panes[1], Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["F7"]
    scene.grid.removeAction(action)


def test_the_mini_map_shows_the_view_and_takes_it_where_it_is_pressed(scene: Scene) -> None:
    scene.grid.resize(1004, 400)
    scene.grid.activate(0)
    scene.grid.fit()
    scene.settle()
    assert scene.grid.minimap.isHidden()
    scene.session.view.look(0, CLOSE)
    scene.settle()
    minimap = scene.grid.minimap
    assert minimap.parentWidget() is scene.panes[0].viewport()
    assert minimap.isVisible()
    at = QPoint(minimap.width() // 4, minimap.height() // 2)
    QTest.mouseClick(minimap, LEFT, pos=at)
    scene.grid.refresh_now()
    frame = scene.session.project.frames[1]
    pane = scene.panes[0]
    assert pane.frame_to_screen is not None
    middle = apply_one(~pane.frame_to_screen, (pane.size_scr[0] / 2, pane.size_scr[1] / 2))
    expected = (at.x() / minimap.width() * frame.width, at.y() / minimap.height() * frame.height)
    assert middle == pytest.approx(expected, abs=0.01)
    assert pane.viewpoint.metres_per_scr == CLOSE.metres_per_scr


def test_the_mini_map_goes_with_the_active_pane_and_away_when_it_is_not_wanted(scene: Scene) -> None:
    scene.grid.resize(1004, 400)
    scene.session.view.look(0, CLOSE)
    scene.settle()
    scene.grid.activate(1)
    scene.settle()
    assert scene.grid.minimap.parentWidget() is scene.panes[1].viewport()
    scene.grid.minimap.wanted = False
    scene.grid.refresh_now()
    assert scene.grid.minimap.isHidden()


def test_the_view_turns_by_the_wheel_with_alt_about_the_pointer(scene: Scene) -> None:
    pane, at = scene.panes[0], QPoint(90, 70)
    before = pane.to_ground(QPointF(at))
    wheel(pane, at, 3, Qt.KeyboardModifier.AltModifier)
    assert pane.viewpoint.rotation_deg == pytest.approx(15.0)
    assert pane.to_ground(QPointF(at)) == pytest.approx(before, abs=1e-6)


def test_the_side_buttons_of_a_mouse_go_back_and_forward(scene: Scene) -> None:
    view = scene.session.view
    scene.session.places.record_place()
    start = view.of(0)
    scene.session.places.jump(0, CLOSE)
    QTest.mouseClick(scene.panes[0].viewport(), Qt.MouseButton.BackButton, pos=QPoint(50, 50))
    assert view.of(0) == start
    QTest.mouseClick(scene.panes[0].viewport(), Qt.MouseButton.ForwardButton, pos=QPoint(50, 50))
    assert view.of(0) == CLOSE


def test_a_marked_place_is_shown_in_all_panes_for_a_moment(scene: Scene) -> None:
    scene.session.view.look(0, CLOSE)
    scene.settle()
    before = [pane.grab().toImage() for pane in scene.panes]
    scene.grid.flash_place(CLOSE.centre_m)
    scene.grid.refresh_now()
    for pane, plain in zip(scene.panes, before, strict=True):
        places = changed_pixels(plain, pane.grab().toImage())
        xs, ys = [x for x, _ in places], [y for _, y in places]
        width, height = pane.size_scr
        assert ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2) == pytest.approx((width / 2, height / 2), abs=1.5)
    scene.grid.flash_place(None)
    scene.grid.refresh_now()
    assert not changed_pixels(before[0], scene.panes[0].grab().toImage())
