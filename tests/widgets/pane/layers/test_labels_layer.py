from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, rings_px
from basewatch_gui.geometry.reshape import outline_handles
from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.model.label import Label
from basewatch_gui.widgets.pane.layers.captions_layer import CaptionsLayer
from basewatch_gui.widgets.pane.pane import Pane
from tests.journeys.scene import on_screen
from tests.widgets.pane.conftest import Scene
from tests.widgets.pane.pointer import changed_pixels, pixels

GREY = 2
"""The frame of one grey, in the right pane."""
WHITE = QColor("white")
SHAPES: list[Outline] = [
    OrientedBox((200.0, 110.0), 120.0, 80.0, 30.0),
    Box(150.0, 60.0, 260.0, 140.0),
    Polygon((((150.0, 60.0), (270.0, 80.0), (230.0, 160.0), (140.0, 130.0)),)),
]


def is_near(pane: Pane, at_scr: XY, colour: QColor, reach: int = 1) -> bool:
    """Whether a pixel at this place or beside it has about this colour."""
    picture = pixels(pane.grab().toImage()).astype(int)
    x, y = int(at_scr[0]), int(at_scr[1])
    part = picture[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]
    return bool((np.abs(part - (colour.red(), colour.green(), colour.blue())).max(axis=2) < 30).any())


def scr(pane: Pane, place_px: XY) -> XY:
    assert pane.frame_to_screen is not None
    return apply_one(pane.frame_to_screen, place_px)


def colour_of(scene: Scene, label: Label) -> QColor:
    return QColor(scene.session.project.categories[label.category_id].colour)


@pytest.mark.parametrize("outline", SHAPES, ids=lambda outline: type(outline).__name__)
@pytest.mark.parametrize("look", [(0.5, 0.0), (0.3, 40.0)])
def test_a_label_is_drawn_on_its_outline_in_its_category_s_colour(
    scene: Scene, outline: Outline, look: tuple[float, float]
) -> None:
    pane = scene.panes[1]
    label = scene.draw(outline, GREY, category=7)
    scene.session.select(None)
    scene.session.view.look(1, replace(pane.viewpoint, metres_per_scr=look[0], rotation_deg=look[1]))
    scene.grid.refresh_now()
    ring = rings_px(outline)[0]
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        for share in (0.0, 0.3, 0.8):
            at = scr(pane, (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
            if 3 < at[0] < pane.size_scr[0] - 3 and 3 < at[1] < pane.size_scr[1] - 3:
                assert is_near(pane, at, colour_of(scene, label)), (start, end, share)
    assert not is_near(pane, scr(pane, (200.0, 105.0)), colour_of(scene, label), reach=8)


def test_the_nose_is_marked_outside_the_front_edge_only(scene: Scene) -> None:
    pane = scene.panes[1]
    box = OrientedBox((200.0, 110.0), 100.0, 60.0, 90.0)
    label = scene.draw(box, GREY, category=7)
    scene.session.select(None)
    scene.grid.refresh_now()
    (nx, ny), (tx, ty) = scr(pane, box.nose_px), scr(pane, box.tail_px)
    assert is_near(pane, (nx + 4, ny), colour_of(scene, label), reach=0)
    assert not is_near(pane, (tx - 4, ty), colour_of(scene, label), reach=0)


def test_a_label_follows_its_edits_and_goes_with_them(scene: Scene) -> None:
    pane = scene.panes[1]
    bare = pane.grab().toImage()
    label = scene.draw(Box(50.0, 50.0, 90.0, 90.0), GREY, category=7)
    scene.session.select(None)
    moved = replace(label, outline=Box(250.0, 150.0, 290.0, 190.0))
    scene.session.do(replaced("move", [(label, moved)]))
    scene.grid.refresh_now()
    assert is_near(pane, scr(pane, (250.0, 170.0)), colour_of(scene, label))
    assert not is_near(pane, scr(pane, (50.0, 70.0)), colour_of(scene, label))
    recoloured = replace(moved, category_id=2)
    scene.session.do(replaced("retype", [(moved, recoloured)]))
    scene.grid.refresh_now()
    assert is_near(pane, scr(pane, (250.0, 170.0)), colour_of(scene, recoloured))
    for _ in range(3):
        scene.session.undo()
    scene.grid.refresh_now()
    assert not changed_pixels(bare, pane.grab().toImage())


def test_a_selected_label_shows_its_handles(scene: Scene) -> None:
    pane = scene.panes[1]
    label = scene.draw(SHAPES[0], GREY, category=7)
    scene.session.select(None)
    scene.grid.refresh_now()
    places = [scr(pane, handle.at_px) for handle in outline_handles(label.outline)]
    plates = pane.decoration.plates
    places = [(x, y) for x, y in places if not any(a - 9 < x < c + 9 and b - 9 < y < d + 9 for a, b, c, d in plates)]
    assert len(places) > 4
    # The letters of captions are white.
    assert sum(is_near(pane, at, WHITE) for at in places) <= len(places) / 2
    scene.session.select(GREY, [label.id])
    scene.grid.refresh_now()
    assert all(is_near(pane, at, WHITE) for at in places)


def test_a_label_too_small_for_handles_shows_none_and_one_far_away_is_a_dot(scene: Scene) -> None:
    pane = scene.panes[1]
    label = scene.draw(Box(190.0, 105.0, 200.0, 115.0), GREY, category=7)
    scene.session.select(None)
    scene.session.view.look(1, Viewpoint(pane.to_ground(pane.viewport().rect().center().toPointF()), 3.0))
    scene.grid.refresh_now()
    assert is_near(pane, scr(pane, (195.0, 110.0)), colour_of(scene, label))
    changed = len(changed_pixels(pane.grab().toImage(), without_labels(scene, pane)))
    assert 4 <= changed <= 40


def without_labels(scene: Scene, pane: Pane) -> QImage:
    scene.grid.hide_labels(True)
    scene.grid.refresh_now()
    image: QImage = pane.grab().toImage()
    scene.grid.hide_labels(False)
    scene.grid.refresh_now()
    return image


def test_hidden_labels_leave_the_bare_picture(scene: Scene) -> None:
    pane = scene.panes[1]
    bare = pane.grab().toImage()
    scene.draw(SHAPES[1], GREY)
    assert changed_pixels(bare, pane.grab().toImage())
    scene.grid.hide_labels(True)
    scene.grid.refresh_now()
    assert not changed_pixels(bare, pane.grab().toImage())
    scene.grid.hide_labels(False)
    scene.grid.refresh_now()
    assert changed_pixels(bare, pane.grab().toImage())


def test_labels_are_drawn_on_their_own_frame_only(scene: Scene) -> None:
    left, right = scene.panes
    bare = right.grab().toImage()
    scene.draw(Box(100.0, 100.0, 200.0, 200.0), frame=1)
    scene.session.select(None)
    scene.grid.refresh_now()
    assert not changed_pixels(bare, right.grab().toImage())
    assert left.frame_id == 1


def test_a_label_is_where_its_object_is_under_a_drag(scene: Scene) -> None:
    """During a move the label is drawn where it would be set down, and not where it was."""
    pane = scene.panes[1]
    label = scene.draw(Box(150.0, 60.0, 260.0, 140.0), GREY, category=7)
    scene.host.take("select")
    start = on_screen(pane, (205.0, 100.0))
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(pane.viewport(), start + QPoint(20, 10))
    QTest.mouseMove(pane.viewport(), start + QPoint(40, 30))
    scene.grid.refresh_now()
    x, y = scr(pane, (150.0, 128.0))
    assert is_near(pane, (x + 40, y + 30), colour_of(scene, label))
    assert not is_near(pane, (x, y), colour_of(scene, label))
    assert scene.labels(GREY) == [label]
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    scene.grid.refresh_now()
    assert is_near(pane, (x, y), colour_of(scene, label))
    assert scene.labels(GREY) == [label]


def test_five_thousand_labels_are_painted_at_every_scale(scene: Scene) -> None:
    chance = np.random.default_rng(5)
    session, pane = scene.session, scene.panes[0]
    labels = []
    for number in range(5000):
        x, y = chance.uniform(-20, 420), chance.uniform(-20, 320)
        length, heading = chance.uniform(2, 30), chance.uniform(0, 360)
        shapes: tuple[Outline, ...] = (
            OrientedBox((x, y), length, length * 0.8, heading),
            Box(x, y, x + length, y + length),
            Point((x, y)),
            Polygon((((x, y), (x + length, y), (x, y + length)),)),
        )
        session.choose_category(1 + number % 8)
        labels.append(session.new_label(1, shapes[number % 4]))
    session.do(added("import", labels))
    bare = pixels(without_labels(scene, pane))
    session.select(1, [label.id for label in labels[:300]])
    for scale in (0.02, 0.2, 1.0, 20.0, 1000.0):
        session.view.look(0, Viewpoint((0.0, 0.0), scale, 33.0))
        scene.grid.refresh_now()
        assert (pixels(pane.grab().toImage()) != bare).any()


def test_the_label_under_the_pointer_is_drawn_stronger_and_says_its_sizes(scene: Scene) -> None:
    pane = scene.panes[1]
    label = scene.draw(SHAPES[1], GREY, category=7)
    scene.session.select(None)
    scene.session.view.look(1, replace(pane.viewpoint, metres_per_scr=0.5))
    scene.grid.refresh_now()
    before = pixels(pane.grab().toImage()).astype(int)
    QTest.mouseMove(pane.viewport(), on_screen(pane, (205.0, 100.0)))
    scene.grid.refresh_now()
    after, drawn = pixels(pane.grab().toImage()).astype(int), colour_of(scene, label)
    colour = (drawn.red(), drawn.green(), drawn.blue())
    strokes = [(abs(picture - colour).max(axis=2) < 30).sum() for picture in (before, after)]
    assert strokes[1] > strokes[0] + 20
    captions = next(layer for layer in pane.overlays.layers if isinstance(layer, CaptionsLayer))
    assert captions.captions.tags()[label.id].second.endswith(" m")
