import numpy as np
import pytest
from affine import Affine
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.widgets.pane.layers.marks.cells_layer import CellsLayer, state_colour

PART = QRectF(0, 0, 400, 300)
GROUND = QColor(200, 180, 160)


def squares(mask: object = True, *, on_plane: bool = False) -> Squares:
    return Squares(100.0, 80.0, on_plane, CellAt(0, 0), np.full((10, 10), mask, np.bool_))


def painted(layer: CellsLayer) -> QImage:
    layer.resize(400, 300)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    layer.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


@pytest.fixture
def layer(qapp: object) -> CellsLayer:
    return CellsLayer()


def test_lines_lie_in_the_middle_of_what_neighbours_share(layer: CellsLayer) -> None:
    states = np.zeros((10, 10), np.uint8)
    layer.prepare(squares(), states, Affine.identity(), PART, None)
    image = painted(layer)
    changed = [x for x in range(400) if image.pixelColor(x, 50) != GROUND]
    assert sorted({round(x / 80 - 0.125) for x in changed}) == [0, 1, 2, 3, 4]
    assert all(min(abs(x - line) for line in (10, 90, 170, 250, 330)) <= 2 for x in changed)
    layer.prepare(squares(), states, Affine.scale(0.1), PART, None)
    assert painted(layer).pixelColor(4, 4) == GROUND


def test_cells_that_do_not_count_have_no_lines(layer: CellsLayer) -> None:
    some = squares(False)
    some.mask[1, 1] = True
    layer.prepare(some, np.zeros((10, 10), np.uint8), Affine.identity(), PART, None)
    image = painted(layer)
    assert image.pixelColor(90, 130) != GROUND
    assert image.pixelColor(250, 130) == GROUND
    assert image.pixelColor(90, 250) == GROUND


def test_a_begun_cell_has_a_mark_of_its_colour(layer: CellsLayer) -> None:
    states = np.zeros((10, 10), np.uint8)
    states[1, 2] = STATES.index("second look")
    layer.prepare(squares(), states, Affine.identity(), PART, None)
    assert painted(layer).pixelColor(170 + 7, 90 + 7) == state_colour("second look")


@pytest.mark.parametrize("on_plane", [False, True])
def test_the_walked_cell_is_framed_and_what_lies_outside_is_darker(layer: CellsLayer, on_plane: bool) -> None:
    to_screen = Affine.scale(1.0, -1.0) if on_plane else Affine.identity()
    layer.prepare(squares(on_plane=on_plane), np.zeros((10, 10), np.uint8), to_screen, PART, CellAt(1, 1))
    image = painted(layer)
    assert image.pixelColor(130, 130) == GROUND
    assert image.pixelColor(300, 130).lightness() < GROUND.lightness()
    assert image.pixelColor(80, 130) not in (GROUND, image.pixelColor(300, 130))
    shared = {image.pixelColor(x, y).name() for x in (99, 100, 101) for y in range(120, 140)}
    assert shared != {GROUND.name()}
