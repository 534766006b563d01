from itertools import pairwise

import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.measure import measure_path
from basewatch_gui.geometry.transform import XY
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.path_drawing import PATH_COLOUR, PathDrawing
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts, preview_texts
from basewatch_gui.widgets.pane.pane import Pane
from tests.journeys.scene import on_screen
from tests.widgets.pane.conftest import Scene
from tests.widgets.pane.layers.test_labels_layer import is_near

GROUND = GroundMap(None, None, Affine(0.5, 0, 0, 0, -0.5, 0), Affine.identity())
SIZE = QSizeF(600, 400)
START, END = (120.0, 130.0), (280.0, 170.0)
places = st.tuples(st.floats(150, 450), st.floats(100, 300))


def drawn(points: list[XY], closed: bool) -> tuple[Preview, PreviewTexts]:
    path = measure_path(GROUND, points, closed=closed)
    preview = Preview(1, path_px=(*points, points[0]) if closed else tuple(points), measured=path)
    return preview, preview_texts(preview, "m")


@pytest.mark.usefixtures("qapp")
@given(points=st.lists(places, min_size=2, max_size=4, unique=True), closed=st.booleans())
def test_the_figures_stay_in_the_pane_and_apart(points: list[XY], closed: bool) -> None:
    drawing = PathDrawing(QFont())
    preview, texts = drawn(points, closed and len(points) > 2)
    drawing.prepare(preview, texts, Affine.identity(), SIZE)
    rects = drawing.text_rects
    assert len(rects) >= len(texts.lines)
    lines = rects[-len(texts.lines) :]
    for rect in lines:
        assert 0 <= rect.left() < rect.right() <= SIZE.width()
        assert 0 <= rect.top() < rect.bottom() <= SIZE.height()
    assert all(not one.intersects(other) for one, other in pairwise(lines))


@pytest.mark.usefixtures("qapp")
def test_the_figures_stand_beyond_the_end_and_not_over_the_path() -> None:
    drawing = PathDrawing(QFont())
    for end, side in (((500.0, 200.0), "right"), ((250.0, 200.0), "left")):
        preview, texts = drawn([(300.0, 200.0), end], closed=False)
        drawing.prepare(preview, texts, Affine.identity(), QSizeF(900, 400))
        for rect in drawing.text_rects:
            assert rect.left() > end[0] if side == "right" else rect.right() < end[0]


@pytest.mark.usefixtures("qapp")
def test_nothing_measured_draws_nothing() -> None:
    drawing = PathDrawing(QFont())
    drawing.prepare(*drawn([(10.0, 10.0), (90.0, 10.0)], closed=False), Affine.identity(), SIZE)
    drawing.prepare(None, PreviewTexts(), Affine.identity(), SIZE)
    picture = QImage(SIZE.toSize(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    blank = picture.copy()
    painter = QPainter(picture)
    drawing.paint(painter)
    painter.end()
    assert picture == blank


def test_a_measurement_is_seen_in_its_pane_only_and_moves_with_the_ground(scene: Scene) -> None:
    left, right = scene.panes
    scene.host.take("measure")
    for place in (START, END):
        QTest.mouseClick(left.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(left, place))
    QTest.mouseClick(left.viewport(), Qt.MouseButton.RightButton, pos=on_screen(left, END))
    QTest.mouseMove(right.viewport(), QPoint(30, 200))
    scene.session.view.point_at(None, None)
    scene.grid.refresh_now()
    assert line_is_seen(left)
    assert not line_is_seen(right)
    shift = scene.session.view.of(0)
    scene.session.view.look(0, Viewpoint((shift.centre_m[0] + 10, shift.centre_m[1] - 5), shift.metres_per_scr))
    scene.grid.refresh_now()
    assert line_is_seen(left)
    QTest.keyClick(left, Qt.Key.Key_Escape)
    scene.grid.refresh_now()
    assert not line_is_seen(left)


def line_is_seen(pane: Pane) -> bool:
    middle = ((START[0] + END[0]) / 2, (START[1] + END[1]) / 2)
    at = on_screen(pane, middle)
    return is_near(pane, (at.x(), at.y()), PATH_COLOUR)
