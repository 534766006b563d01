"""Panes stay together on the ground whatever is done to the view."""

import random
from math import dist, hypot

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.transform import XY, apply_one, as_points
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.widgets.pane.pane import Pane
from tests.journeys.scene import drag
from tests.widgets.pane.conftest import Scene
from tests.widgets.pane.pointer import changed_pixels, wheel

DEEDS = 1000
TOGETHER_SCR = 0.01
ACROSS_VIEW_SCR = 0.02
"""How far linearised maps part over a view of some hundred metres."""


def screen_of(pane: Pane, place_m: XY) -> XY:
    """Where the pane shows a ground place: exactly to the frame's pixels, then as the picture is drawn."""
    assert pane.ground is not None
    assert pane.frame_to_screen is not None
    x, y = pane.ground.to_pixels(as_points(place_m))[0]
    return apply_one(pane.frame_to_screen, (float(x), float(y)))


def offset(pane: Pane, place_m: XY) -> XY:
    """The same, from the pane's centre."""
    (x, y), (width, height) = screen_of(pane, place_m), pane.size_scr
    return (x - width / 2, y - height / 2)


def check_together(scene: Scene, chance: random.Random) -> None:
    left, right = scene.panes
    assert left.viewpoint == right.viewpoint
    centre_m, scale = left.viewpoint.centre_m, left.viewpoint.metres_per_scr
    for pane in (left, right):
        assert pane.to_ground(QPointF(pane.size_scr[0] / 2, pane.size_scr[1] / 2)) == pytest.approx(centre_m)
        assert hypot(*offset(pane, centre_m)) < TOGETHER_SCR
    place = (centre_m[0] + chance.uniform(-100, 100) * scale, centre_m[1] + chance.uniform(-100, 100) * scale)
    assert dist(offset(left, place), offset(right, place)) < ACROSS_VIEW_SCR


def look_elsewhere(scene: Scene, chance: random.Random) -> None:
    """Turn the wheel or drag the ground at a random place of a random pane."""
    pane = chance.choice(scene.panes)
    width, height = pane.size_scr
    at = QPoint(chance.randrange(width), chance.randrange(height))
    if chance.random() < 0.5:
        scale = pane.viewpoint.metres_per_scr
        notches = 1 if scale > 2 else -1 if scale < 0.01 else chance.choice([-2, -1, 1, 2])
        wheel(pane, at, notches)
    else:
        end = QPoint(chance.randrange(width), chance.randrange(height))
        drag(pane, at, end, button=Qt.MouseButton.MiddleButton)
    if hypot(*scene.session.view.of(0).centre_m) > 400:
        scene.session.view.centre_on(0, (0.0, 0.0))


def change_sizes(scene: Scene, chance: random.Random) -> None:
    """Resize the window or drag the handle between the panes."""
    grid = scene.grid
    if chance.random() < 0.5:
        grid.resize(chance.randrange(500, 1000), chance.randrange(200, 400))
    else:
        handle = grid.stage.splitter_handle(1)
        start = handle.rect().center()
        end = start + QPoint(chance.randrange(-200, 200), 0)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(handle, end)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=end)


def test_a_thousand_pans_zooms_and_resizes_leave_the_panes_together(scene: Scene) -> None:
    chance = random.Random(20241213)
    sizes = set()
    for _ in range(DEEDS):
        if chance.random() < 0.6:
            look_elsewhere(scene, chance)
        else:
            before = scene.session.view.of(0)
            change_sizes(scene, chance)
            assert scene.session.view.of(0) is before
        QApplication.processEvents()
        scene.grid.refresh_now()
        sizes.add(tuple(pane.size_scr for pane in scene.panes))
        check_together(scene, chance)
    assert len(sizes) > DEEDS / 10


def test_rotated_panes_are_together_too(scene: Scene) -> None:
    for bearing in (17.0, 90.0, 181.5, 300.0):
        scene.session.view.look(0, Viewpoint((20.0, -30.0), 0.2, bearing))
        scene.grid.refresh_now()
        check_together(scene, random.Random(2))


def test_unlocked_panes_move_apart_and_locking_brings_them_to_the_active_one(scene: Scene) -> None:
    left, right = scene.panes
    view = scene.session.view
    view.set_locked(False, 0)
    before = right.viewpoint
    drag(left, QPoint(100, 100), QPoint(160, 130), button=Qt.MouseButton.MiddleButton)
    assert right.viewpoint == before
    assert left.viewpoint != before
    drag(right, QPoint(40, 40), QPoint(50, 40), button=Qt.MouseButton.MiddleButton)
    wheel(right, QPoint(40, 40), 2)
    assert right.viewpoint.metres_per_scr == pytest.approx(before.metres_per_scr / 2)
    assert left.viewpoint.metres_per_scr == before.metres_per_scr
    chosen = right.viewpoint
    assert scene.grid.active is right
    view.set_locked(True, scene.grid.active.index)
    assert left.viewpoint == right.viewpoint == chosen
    scene.grid.refresh_now()
    check_together(scene, random.Random(1))


def test_the_pointer_is_shown_at_the_same_ground_place_in_the_other_pane(scene: Scene) -> None:
    left, right = scene.panes
    scene.grid.activate(0)
    scene.grid.refresh_now()
    empty = right.grab().toImage()
    at = QPoint(150, 90)
    QTest.mouseMove(left.viewport(), at)
    scene.grid.refresh_now()
    assert scene.session.view.cursor_m == pytest.approx(left.to_ground(QPointF(at)))
    expected = screen_of(right, left.to_ground(QPointF(at)))
    marked = changed_pixels(empty, right.grab().toImage())
    xs, ys = sorted(x for x, _ in marked), sorted(y for _, y in marked)
    assert ((xs[0] + xs[-1]) / 2, (ys[0] + ys[-1]) / 2) == pytest.approx(expected, abs=1.0)
    assert 20 < xs[-1] - xs[0] < 50


def test_no_cursor_is_linked_between_unlocked_panes_or_once_the_pointer_has_left(scene: Scene) -> None:
    right, view = scene.panes[1], scene.session.view
    empty = right.grab().toImage()
    view.point_at(0, (0.0, 0.0))
    scene.grid.refresh_now()
    assert changed_pixels(empty, right.grab().toImage())
    view.point_at(None, None)
    scene.grid.refresh_now()
    assert not changed_pixels(empty, right.grab().toImage())
    view.set_locked(False, 0)
    view.point_at(0, (0.0, 0.0))
    scene.grid.refresh_now()
    assert not changed_pixels(empty, right.grab().toImage())
