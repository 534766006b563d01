"""Two frames in one pane: what is seen, what the pointer works on, and what moves it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from basewatch_gui.geometry.outline import Box
from basewatch_gui.imagery.display.mixer import Mixer
from basewatch_gui.model.edit import replaced
from basewatch_gui.session.comparing import MODES, Comparing, Mode
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.compare.bar import CompareBar
from basewatch_gui.widgets.pane.layers.picture_layer import display_colour
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.style import pane_background
from tests.journeys.scene import drag, under
from tests.rasters import Pixels
from tests.widgets.pane.conftest import Scene
from tests.widgets.pane.pointer import pixels, wheel

LEFT = Qt.MouseButton.LeftButton


EDGE_LEVELS = 12


def start(scene: Scene, mode: Mode) -> Comparing:
    """Compare in the left pane with what the right one shows; see all of both."""
    scene.session.comparing.start(mode, 0)
    scene.settle()
    scene.settle()
    return scene.session.comparing


def shot(pane: Pane) -> Pixels:
    """What the pane shows as display pixels, without what is drawn over it."""
    size, colour = pane.size_scr, display_colour(pane_background())
    made = pane.blend.compose_picture(size, 1.0, colour)
    assert made is not None
    return made.copy()


def alone(scene: Scene, pane: int) -> Pixels:
    """The picture of a pane that does not compare."""
    assert not scene.session.comparing.is_on(pane)
    return shot(scene.panes[pane])


def mixed(mode: Mode, one: Pixels, other: Pixels) -> Pixels:
    """What the mode should make of two pictures."""
    mixer = Mixer()
    mixer.ground = display_colour(pane_background())
    if mode == "swipe":
        return mixer.swipe(one, other, round(one.shape[1] / 2), upright=True)
    if mode == "fade":
        return mixer.fade(one, other, 0.5)
    if mode == "difference":
        return mixer.difference(one, other, matched=True)
    return mixer.red_cyan(one, other, matched=True)


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "flicker"])
def test_both_panes_pictures_are_mixed_where_the_panes_are_locked(scene: Scene, mode: Mode) -> None:
    one, other = alone(scene, 0), alone(scene, 1)
    start(scene, mode)
    assert np.array_equal(shot(scene.panes[0]), mixed(mode, one, other))
    assert np.array_equal(alone(scene, 1), other)


@pytest.mark.parametrize("mode", MODES)
def test_a_pan_while_comparing_shows_what_a_fresh_start_would(scene: Scene, mode: Mode) -> None:
    start(scene, mode)
    view = scene.session.view
    for dx, dy in ((17, -9), (40, 22), (-3, 60)):
        view.look(0, view.of(0).panned(dx, dy))
        scene.settle()
    panned = shot(scene.panes[0]).astype(int)
    scene.session.comparing.stop()
    scene.settle()
    fresh = shot(scene.panes[0]) if mode == "flicker" else mixed(mode, alone(scene, 0), alone(scene, 1))
    assert np.abs(panned - fresh).max() <= 12


def test_leaving_gives_the_bare_picture_and_wants_no_more_tiles(scene: Scene) -> None:
    before = alone(scene, 0)
    comparing = start(scene, "fade")
    frames = [scene.panes[0].blend.frame_ids]
    comparing.stop()
    scene.settle()
    frames.append(scene.panes[0].blend.frame_ids)
    assert frames == [(1, 2), (1, None)]
    assert np.array_equal(alone(scene, 0), before)


def test_holding_shows_the_other_frame_with_its_date_labels_and_values(scene: Scene) -> None:
    mine, theirs = scene.draw(Box(60, 60, 90, 90)), scene.draw(Box(200, 100, 260, 150), frame=2)
    other = pixels(scene.panes[1].grab().toImage())
    pane, comparing = scene.panes[0], scene.session.comparing
    comparing.hold(True, 0)
    scene.settle()
    held = pixels(pane.grab().toImage())
    inner = np.s_[60:-4, 4:280]
    # Each pane may lay a frame out up to 0.01 screen pixels off, which edges drawn smoothly show by a few levels.
    apart = np.abs(held[inner].astype(int) - other[inner])
    assert (apart > EDGE_LEVELS).any(axis=2).mean() < 0.001
    assert pane.pointed.frame_id == 2
    assert pane.frame_id == 1
    assert under(pane, QPoint(150, 120)) == pytest.approx(under(scene.panes[1], QPoint(150, 120)), abs=0.02)
    comparing.hold(False, 0)
    scene.settle()
    assert pane.pointed.frame_id == 1
    assert (mine.frame_id, theirs.frame_id) == (1, 2)


def test_a_box_drawn_while_the_other_frame_is_held_is_that_frame_s(scene: Scene) -> None:
    scene.session.comparing.hold(True, 0)
    scene.settle()
    scene.host.take("box")
    drag(scene.panes[0], QPoint(150, 100), QPoint(190, 140))
    assert len(scene.labels(2)) == 1
    assert scene.labels(1) == []


def test_a_drawing_under_way_stays_on_its_frame_while_the_other_is_looked_at(scene: Scene) -> None:
    pane, viewport = scene.panes[0], scene.panes[0].viewport()
    scene.host.take("box")
    QTest.mouseMove(viewport, QPoint(150, 100))
    QTest.mousePress(viewport, LEFT, pos=QPoint(150, 100))
    QTest.mouseMove(viewport, QPoint(170, 120))
    scene.session.comparing.hold(True, 0)
    scene.settle()
    assert pane.pointed.frame_id == 1
    QTest.mouseMove(viewport, QPoint(190, 140))
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(190, 140))
    scene.session.comparing.hold(False, 0)
    (label,) = scene.labels(1)
    assert isinstance(label.outline, Box)
    assert scene.labels(2) == []


def test_each_side_of_the_edge_has_its_frame_s_labels_and_takes_drawings_for_it(scene: Scene) -> None:
    pane = scene.panes[0]
    width = pane.size_scr[0]
    start(scene, "swipe")
    scene.host.take("box")
    for left, frame in ((width // 4, 1), (width * 3 // 4, 2)):
        drag(pane, QPoint(left, 120), QPoint(left + 40, 160))
        assert [len(scene.labels(1)), len(scene.labels(2))] == [1, frame - 1]
    scene.session.select(None)
    scene.host.take("hand")
    scene.settle()
    shown = pixels(pane.grab().toImage())
    scene.grid.hide_labels(True)
    scene.settle()
    bare = pixels(pane.grab().toImage())
    rows, columns = np.nonzero((shown != bare).any(axis=2))
    assert set((columns // (width // 2)).tolist()) == {0, 1}
    scene.session.comparing.set_edge(0.9)
    scene.grid.hide_labels(False)
    scene.settle()
    far = pixels(pane.grab().toImage())
    strip = np.s_[115:170, width * 3 // 4 - 10 : width * 3 // 4 + 50]
    assert (far[strip] == bare_of(scene)[strip]).all()
    assert rows.size


def bare_of(scene: Scene) -> Pixels:
    """The left pane without any label."""
    scene.grid.hide_labels(True)
    scene.settle()
    bare = pixels(scene.panes[0].grab().toImage())
    scene.grid.hide_labels(False)
    scene.settle()
    return bare


@pytest.mark.parametrize("upright", [True, False])
def test_the_edge_follows_the_pointer_when_it_is_dragged(scene: Scene, upright: bool) -> None:
    comparing, pane = start(scene, "swipe"), scene.panes[0]
    comparing.set_upright(upright)
    scene.settle()
    width, height = pane.size_scr
    before = scene.session.view.of(0)
    scene.host.take("hand")
    to = QPoint(width // 4, height // 2 + 3) if upright else QPoint(width // 2 + 3, height // 4)
    drag(pane, QPoint(width // 2 + 2, height // 2 + 2), to)
    scene.settle()
    assert comparing.edge == pytest.approx(0.25, abs=0.01)
    assert scene.session.view.of(0) == before
    drag(pane, QPoint(width // 2, height // 2), QPoint(width // 2 + 20, height // 2 + 10))
    assert comparing.edge == pytest.approx(0.25, abs=0.01)
    assert scene.session.view.of(0) != before


def test_the_pointer_s_shape_says_that_the_edge_can_be_dragged(scene: Scene) -> None:
    start(scene, "swipe")
    viewport, (width, height) = scene.panes[0].viewport(), scene.panes[0].size_scr
    shapes = []
    for x in (20, width // 2, 20):
        QTest.mouseMove(viewport, QPoint(x, height // 2))
        QApplication.processEvents()
        shapes.append(viewport.cursor().shape())
    assert shapes == [Qt.CursorShape.ArrowCursor, Qt.CursorShape.SplitHCursor, Qt.CursorShape.ArrowCursor]


@pytest.mark.parametrize(("mode", "name"), [("swipe", "edge"), ("fade", "share"), ("flicker", "rate_hz")])
def test_shift_and_the_wheel_move_what_the_mode_can_move(scene: Scene, mode: Mode, name: str) -> None:
    comparing = start(scene, mode)
    before, view = getattr(comparing, name), scene.session.view.of(0)
    wheel(scene.panes[0], QPoint(100, 100), 1, Qt.KeyboardModifier.ShiftModifier)
    assert getattr(comparing, name) > before
    assert scene.session.view.of(0) == view
    wheel(scene.panes[0], QPoint(100, 100), 1)
    assert scene.session.view.of(0) != view


def test_esc_leaves_the_comparison_but_not_in_the_middle_of_a_drawing(scene: Scene) -> None:
    comparing, pane = start(scene, "fade"), scene.panes[0]
    scene.host.take("box")
    QTest.mousePress(pane.viewport(), LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(pane.viewport(), QPoint(130, 130))
    assert scene.host.busy
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert comparing.mode == "fade"
    QTest.mouseRelease(pane.viewport(), LEFT, pos=QPoint(130, 130))
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert comparing.mode is None


def test_losing_the_focus_ends_what_is_held(scene: Scene) -> None:
    scene.panes[0].setFocus()
    scene.session.comparing.hold(True, 0)
    scene.panes[0].clearFocus()
    QApplication.processEvents()
    assert not scene.session.comparing.held


def test_the_frame_chosen_is_compared_with_until_it_is_the_pane_s_own(scene: Scene) -> None:
    comparing = start(scene, "fade")
    scene.grid.show_frame(1, None)
    scene.settle()
    assert comparing.other == 2
    scene.grid.show_frame(1, 1)
    scene.settle()
    assert comparing.other == 2
    comparing.choose(2)
    scene.grid.show_frame(0, 2)
    scene.settle()
    assert comparing.other == 1


def test_the_other_frame_is_opened_anew_when_its_file_is_another_one(scene: Scene) -> None:
    start(scene, "fade")
    scene.grid.show_frame(1, None)
    frame = scene.session.project.frames[2]
    scene.session.do(replaced("edit frame", [(frame, replace(frame, path=scene.session.project.frames[1].path))]))
    wait_until(lambda: scene.session.tiles.frame(2) is not None)
    scene.settle()
    assert scene.panes[0].blend.frame_ids == (1, 2)
    assert shot(scene.panes[0]).shape[:2] == scene.panes[0].size_scr[::-1]


def bar_of(scene: Scene) -> CompareBar:
    (bar,) = [bar for bar in scene.grid.findChildren(CompareBar) if bar.isVisible()]
    return bar


def test_the_bar_says_what_is_compared_and_goes_with_it(scene: Scene) -> None:
    comparing = start(scene, "difference")
    bar = bar_of(scene)
    assert bar.mode.text().startswith("Difference")
    assert (bar.own.text(), bar.other.text()[:10]) == ("2024-12-05", "2024-12-13")
    assert scene.panes[0].rect().contains(bar.geometry())
    shown = {button.accessibleName() for button in bar.findChildren(QToolButton) if button.isVisible()}
    assert all(shown)
    comparing.stop()
    scene.settle()
    assert not bar.isVisible()


def test_the_bar_sets_what_it_shows(scene: Scene) -> None:
    comparing = start(scene, "fade")
    bar = bar_of(scene)
    bar.share.setValue(80)
    assert comparing.share == pytest.approx(0.8)
    comparing.start("flicker", 0)
    scene.settle()
    bar.rate.setValue(8)
    assert comparing.rate_hz == pytest.approx(4.0)
    comparing.start("swipe", 0)
    scene.settle()
    QTest.mouseClick(bar.turn, LEFT)
    assert not comparing.upright
    comparing.start("difference", 0)
    scene.settle()
    QTest.mouseClick(bar.matched, LEFT)
    assert not comparing.matched
    QTest.mouseClick(bar.leave, LEFT)
    assert comparing.mode is None


def test_the_edge_lies_where_the_pictures_meet(scene: Scene) -> None:
    start(scene, "swipe")
    pane = scene.panes[0]
    (own, left), (other, right) = pane.blend.visible_sides(pane.size_scr)
    assert (own.frame_id, other.frame_id) == (1, 2)
    assert left.right() == right.left() == pane.blend.edge_scr(pane.size_scr)
    assert pane.to_frame(QPointF(10, 10)) is not None
