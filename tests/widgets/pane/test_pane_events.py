from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, bounds_px, box_of_keypoints
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import IDENTITY
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.pane.pane import Pane
from tests.journeys.scene import click_at, drag, hit, on_screen, under, write_pair, write_project
from tests.widgets.pane.conftest import Scene, shown
from tests.widgets.pane.pointer import wheel

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def is_white(pane: Pane, at: QPoint) -> bool:
    image: QImage = pane.grab().toImage()
    return image.pixelColor(at).lightness() > 240


def ground_at(pane: Pane, at: QPoint) -> tuple[float, float]:
    return pane.to_ground(QPointF(at))


@pytest.mark.parametrize(("notches", "factor"), [(1, 2**0.5), (-1, 2**-0.5), (4, 4.0)])
def test_the_wheel_keeps_the_ground_under_the_pointer(scene: Scene, notches: int, factor: float) -> None:
    at = QPoint(37, 210)
    for pane in scene.panes:
        before, scale = ground_at(pane, at), pane.viewpoint.metres_per_scr
        wheel(pane, at, notches)
        scene.grid.refresh_now()
        assert ground_at(pane, at) == pytest.approx(before)
        assert pane.viewpoint.metres_per_scr == pytest.approx(scale / factor)


def test_ctrl_and_wheel_zooms_finer(scene: Scene) -> None:
    pane = scene.panes[0]
    scale = pane.viewpoint.metres_per_scr
    wheel(pane, QPoint(10, 10), 1, CTRL)
    assert pane.viewpoint.metres_per_scr == pytest.approx(scale / 2**0.125)


@pytest.mark.parametrize("way", ["middle", "space", "hand"])
def test_a_drag_moves_the_ground_with_the_pointer(scene: Scene, way: str) -> None:
    pane, view = scene.panes[0], scene.session.view
    start, end = QPoint(100, 80), QPoint(163, 45)
    before = ground_at(pane, start)
    scene.host.take("hand" if way == "hand" else "box")
    pane.setFocus()
    if way == "space":
        QTest.keyPress(pane, Qt.Key.Key_Space)
    drag(pane, start, end, button=MIDDLE if way == "middle" else LEFT)
    if way == "space":
        QTest.keyRelease(pane, Qt.Key.Key_Space)
    assert ground_at(pane, end) == pytest.approx(before)
    assert scene.panes[1].viewpoint == pane.viewpoint == view.of(0)
    assert scene.session.file.undo_action == "add frames"
    resting = pane.viewpoint
    QTest.mouseMove(pane.viewport(), QPoint(10, 10))
    assert pane.viewpoint == resting


def test_a_second_drag_right_after_the_first_moves_the_ground_too(scene: Scene) -> None:
    pane = scene.panes[0]
    viewport = pane.viewport()
    before = pane.viewpoint
    QTest.mouseDClick(viewport, MIDDLE, pos=QPoint(50, 50))
    QTest.mousePress(viewport, MIDDLE, pos=QPoint(50, 50))
    QTest.mouseMove(viewport, QPoint(90, 50))
    QTest.mouseRelease(viewport, MIDDLE, pos=QPoint(90, 50))
    assert pane.viewpoint.centre_m[0] == pytest.approx(before.centre_m[0] - 40 * before.metres_per_scr)


def test_space_over_one_pane_pans_in_the_other_too(scene: Scene) -> None:
    left, right = scene.panes
    scene.host.take("box")
    left.setFocus()
    QTest.keyPress(left, Qt.Key.Key_Space)
    before = right.viewpoint
    drag(right, QPoint(100, 100), QPoint(150, 100))
    QTest.keyRelease(right, Qt.Key.Key_Space)
    assert right.viewpoint != before
    assert not scene.host.busy
    resting = right.viewpoint
    drag(right, QPoint(100, 100), QPoint(150, 140))
    assert right.viewpoint == resting
    assert len(scene.labels(2)) == 1


def test_space_let_go_elsewhere_is_not_held(scene: Scene) -> None:
    pane = scene.panes[0]
    field = QLineEdit(scene.grid)
    field.show()
    pane.setFocus()
    QTest.keyPress(pane, Qt.Key.Key_Space)
    field.setFocus()
    QTest.keyRelease(field, Qt.Key.Key_Space)
    assert not scene.host.panning


def test_panning_and_zooming_in_the_middle_of_a_drawing_keeps_it(scene: Scene) -> None:
    pane = scene.panes[0]
    scene.host.take("polygon")
    corners = [(100.0, 80.0), (180.0, 90.0), (170.0, 150.0)]
    drawn = [hit(pane, corners[0])]
    click_at(pane, on_screen(pane, corners[0]))
    drag(pane, QPoint(200, 100), QPoint(230, 140), button=MIDDLE)
    assert scene.host.busy
    drawn.append(hit(pane, corners[1]))
    click_at(pane, on_screen(pane, corners[1]))
    wheel(pane, QPoint(150, 100), 1)
    scene.grid.refresh_now()
    drawn.append(hit(pane, corners[2]))
    click_at(pane, on_screen(pane, corners[2]))
    click_at(pane, QPoint(300, 200), button=RIGHT)
    (label,) = scene.labels()
    assert isinstance(label.outline, Polygon)
    for vertex, place in zip(label.outline.rings[0], drawn, strict=True):
        assert vertex == pytest.approx(place)


def test_the_left_button_let_go_during_a_pan_ends_the_drag_and_not_the_pan(scene: Scene) -> None:
    pane = scene.panes[0]
    viewport = pane.viewport()
    scene.host.take("box")
    QTest.mousePress(viewport, LEFT, pos=QPoint(50, 50))
    QTest.mousePress(viewport, MIDDLE, pos=QPoint(80, 80))
    QTest.mouseMove(viewport, QPoint(100, 90))
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(100, 90))
    moved = pane.viewpoint
    QTest.mouseMove(viewport, QPoint(120, 90))
    assert pane.viewpoint != moved
    QTest.mouseRelease(viewport, MIDDLE, pos=QPoint(120, 90))
    resting = pane.viewpoint
    QTest.mouseMove(viewport, QPoint(20, 20))
    assert pane.viewpoint == resting


def test_hovering_over_the_other_pane_keeps_a_drawing_and_a_click_there_gives_it_up(scene: Scene) -> None:
    left, right = scene.panes
    scene.host.take("oriented_box")
    click_at(left, QPoint(100, 100))
    click_at(left, QPoint(100, 160))
    QTest.mouseMove(right.viewport(), QPoint(50, 50))
    assert scene.host.busy
    tip = QPoint(120, 130)
    click_at(left, tip)
    (label,) = scene.labels(1)
    assert isinstance(label.outline, OrientedBox)
    assert label.outline.nose_px == pytest.approx(under(left, QPoint(100, 100)))
    click_at(left, QPoint(200, 100))
    click_at(right, QPoint(60, 60))
    click_at(right, QPoint(60, 100))
    click_at(right, QPoint(80, 80))
    assert len(scene.labels(1)) == len(scene.labels(2)) == 1


def test_backspace_escape_and_enter_reach_the_tool(scene: Scene) -> None:
    pane = scene.panes[0]
    scene.host.take("polygon")
    for at in (QPoint(60, 60), QPoint(100, 60), QPoint(200, 200), QPoint(100, 120)):
        click_at(pane, at)
        if at == QPoint(200, 200):
            QTest.keyClick(pane, Qt.Key.Key_Backspace)
    QTest.keyClick(pane, Qt.Key.Key_Enter)
    (label,) = scene.labels()
    assert isinstance(label.outline, Polygon)
    assert len(label.outline.rings[0]) == 3
    click_at(pane, QPoint(150, 60))
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert not scene.host.busy
    assert len(scene.labels()) == 1


def test_alt_and_a_click_on_an_edge_adds_a_vertex(scene: Scene) -> None:
    pane = scene.panes[0]
    label = scene.draw(Polygon((((100.0, 100.0), (200.0, 100.0), (150.0, 200.0)),)))
    scene.session.select(1, [label.id])
    scene.host.take("select")
    drag(pane, on_screen(pane, (150.0, 100.0)), on_screen(pane, (150.0, 80.0)), ALT)
    (after,) = scene.labels()
    assert isinstance(after.outline, Polygon)
    assert len(after.outline.rings[0]) == 4
    assert any(vertex == pytest.approx(hit(pane, (150.0, 80.0)), abs=1.5) for vertex in after.outline.rings[0])


def test_the_frame_about_several_labels_scales_them(scene: Scene) -> None:
    pane = scene.panes[1]
    boxes = [Box(100.0, 80.0, 140.0, 120.0), Box(200.0, 120.0, 230.0, 150.0)]
    for box in boxes:
        scene.draw(box, frame=2)
    scene.host.take("select")
    corner = on_screen(pane, (230.0, 150.0)) + QPoint(12, 12)
    assert not is_white(pane, corner)
    scene.session.select(2, [label.id for label in scene.labels(2)])
    scene.grid.refresh_now()
    assert is_white(pane, corner)
    scene.host.take("box")
    scene.grid.refresh_now()
    assert not is_white(pane, corner)
    scene.host.take("select")
    end = on_screen(pane, (295.0, 185.0)) + QPoint(12, 12)
    QTest.mousePress(pane.viewport(), LEFT, pos=corner)
    QTest.mouseMove(pane.viewport(), end)
    scene.grid.refresh_now()
    assert is_white(pane, end)
    assert [label.outline for label in scene.labels(2)] == boxes
    QTest.mouseRelease(pane.viewport(), LEFT, pos=end)
    made = [label.outline for label in scene.labels(2)]
    assert bounds_px(made[0]) == pytest.approx((100.0, 80.0, 160.0, 140.0), abs=2.0)
    assert bounds_px(made[1]) == pytest.approx((250.0, 140.0, 295.0, 185.0), abs=2.0)
    scene.session.undo()
    assert [label.outline for label in scene.labels(2)] == boxes


def test_a_keypoint_is_dragged_and_its_box_follows(scene: Scene) -> None:
    pane = scene.panes[0]
    scene.host.take("diamond")
    for place in ((200.0, 80.0), (150.0, 160.0), (200.0, 220.0), (250.0, 160.0)):
        click_at(pane, on_screen(pane, place))
    (drawn,) = scene.labels()
    scene.host.take("select")
    drag(pane, on_screen(pane, drawn.keypoints_px[1]), on_screen(pane, (120.0, 170.0)))
    (made,) = scene.labels()
    assert made.keypoints_px[1] == pytest.approx((120.0, 170.0), abs=2.0)
    assert [made.keypoints_px[index] for index in (0, 2, 3)] == [drawn.keypoints_px[index] for index in (0, 2, 3)]
    assert made.outline == box_of_keypoints(*made.keypoints_px)
    scene.session.undo()
    assert scene.labels() == [drawn]


def test_a_band_selects_and_a_double_click_asks_for_the_form(scene: Scene) -> None:
    pane = scene.panes[0]
    one, other = scene.draw(Box(100, 100, 120, 120)), scene.draw(Point((200.0, 110.0)))
    scene.draw(Point((350.0, 250.0)))
    scene.host.take("select")
    drag(pane, on_screen(pane, (80.0, 80.0)), on_screen(pane, (220.0, 140.0)))
    assert scene.session.selection == {one.id, other.id}
    asked: list[int] = []
    scene.host.describe_asked.connect(asked.append)
    QTest.mouseDClick(pane.viewport(), LEFT, pos=on_screen(pane, (110.0, 110.0)))
    assert asked == [one.id]
    assert scene.session.selection == {one.id}


@pytest.mark.parametrize("bearing", [0.0, 90.0, 215.0])
def test_ctrl_and_the_hand_nudge_this_frame_only(scene: Scene, bearing: float) -> None:
    left = scene.panes[0]
    edits: list[Edit] = []
    scene.session.edited.connect(edits.append)
    view = scene.session.view
    view.look(0, view.of(0).turned(bearing))
    scene.grid.refresh_now()
    look = left.viewpoint
    place, start, end = (
        (200.0, 150.0),
        on_screen(left, (200.0, 150.0)),
        on_screen(left, (200.0, 150.0)) + QPoint(24, -7),
    )
    at_first = left.frame_to_screen
    assert at_first is not None
    scene.host.take("hand")
    drag(left, start, end, CTRL)
    scene.grid.refresh_now()
    assert left.viewpoint == look
    after = left.frame_to_screen
    assert after is not None
    (x0, y0), (x1, y1) = at_first @ place, after @ place
    assert (x1 - x0, y1 - y0) == pytest.approx((24, -7), abs=0.01)
    assert [edit.action for edit in edits] == ["nudge"]
    frames = scene.session.project.frames
    assert frames[1].nudge_m == pytest.approx(hypot(24, 7) * look.metres_per_scr)
    assert frames[2].registration == IDENTITY
    if bearing == 0.0:
        assert frames[1].registration[2] == pytest.approx(24 * look.metres_per_scr)
        assert frames[1].registration[5] == pytest.approx(7 * look.metres_per_scr)
    scene.session.undo()
    assert frames[1].registration == IDENTITY
    view.set_locked(False, 0)
    view.set_locked(True, 0)
    scene.session.redo()
    assert frames[1].nudge_m > 0


def test_a_click_with_ctrl_and_the_hand_changes_nothing(scene: Scene) -> None:
    scene.host.take("hand")
    click_at(scene.panes[0], QPoint(100, 100), CTRL)
    assert scene.session.file.undo_action == "add frames"


def test_a_nudge_of_a_frame_that_was_changed_meanwhile_is_given_up(scene: Scene) -> None:
    left = scene.panes[0]
    viewport = left.viewport()
    scene.host.take("hand")
    QTest.mousePress(viewport, LEFT, CTRL, QPoint(100, 100))
    scene.grid.show_frame(0, 2)
    scene.session.undo()
    QTest.mouseRelease(viewport, LEFT, CTRL, QPoint(150, 100))
    assert scene.session.file.undo_action is None


def test_the_pointer_makes_a_pane_active_and_shows_its_shape(scene: Scene) -> None:
    left, right = scene.panes
    active: list[int] = []
    scene.grid.active_changed.connect(active.append)
    click_at(right, QPoint(50, 50))
    click_at(left, QPoint(50, 50))
    assert scene.grid.active is left
    assert active[-1] == 0
    scene.host.take("box")
    assert left.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    scene.host.take("hand")
    assert left.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(left.viewport(), LEFT, pos=QPoint(50, 50))
    assert left.viewport().cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(left.viewport(), LEFT, pos=QPoint(50, 50))


def test_the_pointer_leaving_takes_its_place_away(scene: Scene) -> None:
    pane = scene.panes[0]
    for at in (QPoint(61, 72), QPoint(63, 75)):
        QTest.mouseMove(pane.viewport(), at)
    assert scene.session.view.cursor_pane == 0
    QApplication.sendEvent(pane.viewport(), QEvent(QEvent.Type.Leave))
    assert scene.session.view.cursor_m is None


def test_a_fault_in_a_tool_is_told_and_leaves_everything_as_it_was(qapp: object, tmp_path: Path) -> None:
    project = write_project(tmp_path / "a.basewatch", write_pair(tmp_path))
    with ProjectFile.open(project), shown(project, (1, 2)) as scene:
        pane = scene.panes[0]
        scene.host.take("box")
        drag(pane, QPoint(50, 50), QPoint(90, 90))
        scene.host.take("hand")
        drag(pane, QPoint(50, 50), QPoint(90, 90), CTRL)
        assert [str(fault) for fault in scene.faults] == [
            f"The project {project} is open read-only, so nothing was changed."
        ] * 2
        assert scene.labels() == []
        assert not scene.host.busy
        assert scene.session.project.frames[1].registration == IDENTITY


def test_the_frame_follows_the_hand_while_it_is_nudged(scene: Scene) -> None:
    left, right = scene.panes
    before, other = left.frame_to_screen, right.frame_to_screen
    assert before is not None
    scene.host.take("hand")
    start = on_screen(left, (200.0, 150.0))
    QTest.mousePress(left.viewport(), LEFT, CTRL, start)
    QTest.mouseMove(left.viewport(), start + QPoint(20, 10))
    scene.grid.refresh_now()
    during = left.frame_to_screen
    assert during is not None
    (x0, y0), (x1, y1) = before @ (200.0, 150.0), during @ (200.0, 150.0)
    assert (x1 - x0, y1 - y0) == pytest.approx((20, 10), abs=0.01)
    assert right.frame_to_screen == other
    assert scene.session.project.frames[1].registration == IDENTITY
    QTest.mouseRelease(left.viewport(), LEFT, CTRL, start + QPoint(20, 10))
    scene.grid.refresh_now()
    after = left.frame_to_screen
    assert after is not None
    assert after @ (200.0, 150.0) == pytest.approx(during @ (200.0, 150.0), abs=0.01)
