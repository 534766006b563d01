"""Suggestions show their corners in their colours, the current one is ringed."""

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.marks.suggestions_layer import SuggestionsLayer

RED = Category(1, "red one", colour="#ff0000")
WIDE, HIGH = 200, 160


def painted(layer: Layer) -> NDArray[np.int_]:
    """What a layer paints on grey, as (rows, columns, 3) of blue, green, red."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(0x808080)
    painter = QPainter(image)
    layer.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(HIGH, WIDE, 4)
    return rows[..., :3].astype(np.int_)


def reds(rows: NDArray[np.int_]) -> NDArray[np.bool_]:
    return (rows[..., 2] > 200) & (rows[..., 1] < 90)


@pytest.fixture
def layer(qapp: QApplication) -> SuggestionsLayer:
    made = SuggestionsLayer()
    made.resize(WIDE, HIGH)
    return made


def suggestion(outline: Outline) -> Suggestion:
    return Suggestion(1, outline, RED.id, "alike")


def test_an_edge_shows_its_ends_and_the_nose_is_marked(layer: SuggestionsLayer) -> None:
    layer.prepare([suggestion(OrientedBox((50, 40), 50, 30, 0))], None, {1: RED}, Affine.scale(2.0))
    rows = painted(layer)
    left_edge = reds(rows)[30:130, 68:73].any(axis=1)
    assert 0.3 < left_edge.mean() < 0.8
    assert reds(rows)[20:29, 97:103].any()
    assert not (rows == 255).all(axis=-1).any()
    layer.prepare([suggestion(OrientedBox((50, 40), 50, 30, 0))], None, {1: RED}, Affine.translation(1000, 0))
    assert not reds(painted(layer)).any()


def test_the_current_one_is_lit_and_points_are_rings(layer: SuggestionsLayer) -> None:
    box, point = suggestion(Box(20, 20, 60, 60)), suggestion(Point((100.0, 100.0)))
    layer.prepare([box, point], box, {1: RED}, Affine.identity())
    rows = painted(layer)
    assert (rows[18:62, 18:62] > 240).all(axis=-1).any()
    assert reds(rows)[:, 64:].any()
    assert reds(rows)[90:110, 90:110].any()
    layer.prepare([box, point], suggestion(Box(0, 0, 9, 9)), {1: RED}, Affine.identity())
    assert not (painted(layer) > 240).all(axis=-1).any()
    layer.prepare([box, point], point, {}, Affine.identity())
    assert (painted(layer)[90:110, 90:110] > 240).all(axis=-1).any()
