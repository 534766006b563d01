"""The keypoints of the selected labels."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from affine import Affine
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.label import Label
from basewatch_gui.widgets.pane.layers.marks.keypoints_layer import (
    MOST_KEYPOINT_LABELS,
    KeypointsLayer,
    refresh_keypoints,
)

KEYPOINTS = ((50.0, 10.0), (20.0, 50.0), (50.0, 90.0), (80.0, 50.0))
LABEL = Label(1, "a", 7, 1, OrientedBox((50, 50), 80, 60, 0), keypoints_px=KEYPOINTS)
PLAIN = Label(2, "b", 7, 1, OrientedBox((50, 50), 80, 60, 0))


def painted(layer: KeypointsLayer) -> QImage:
    image = QImage(220, 220, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    layer.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


def lights(image: QImage) -> set[tuple[int, int]]:
    """Which of the doubled keypoints and of the one moved by 10 px have something white within 4 px."""
    places = [(int(2 * x), int(2 * y)) for x, y in (*KEYPOINTS, (60.0, 10.0))]
    return {
        (x, y)
        for x, y in places
        if any(image.pixelColor(x + dx, y + dy).lightness() > 200 for dx in range(-4, 5) for dy in range(-4, 5))
    }


def seen(**fields: Any) -> Any:
    return SimpleNamespace(**({"frame_id": 7, "to_screen": Affine.scale(2.0)} | fields))


def holding(*labels: Label) -> Any:
    ids = frozenset(label.id for label in labels)
    return SimpleNamespace(selected_frame=7, selection=ids, selected_labels=list(labels))


def test_each_keypoint_of_a_selected_label_is_marked_and_the_nose_is_filled(qapp: object) -> None:
    layer = KeypointsLayer()
    refresh_keypoints(layer, seen(), holding(LABEL, PLAIN), (), hidden=False)
    image = painted(layer)
    assert layer.isVisible()
    assert lights(image) == {(100, 20), (40, 100), (100, 180), (160, 100)}
    assert image.pixelColor(100, 20).lightness() > 200
    assert image.pixelColor(100, 180).lightness() < 50


def test_a_dragged_label_shows_them_where_they_will_be(qapp: object) -> None:
    layer = KeypointsLayer()
    moved = replace(LABEL, keypoints_px=((60.0, 10.0), *KEYPOINTS[1:]))
    refresh_keypoints(layer, seen(), holding(LABEL), (moved,), hidden=False)
    assert (120, 20) in lights(painted(layer))


@pytest.mark.parametrize("why", ["other frame", "hidden", "no keypoints", "too many", "no frame"])
def test_nothing_is_shown_without_keypoints_to_look_at(qapp: object, why: str) -> None:
    layer = KeypointsLayer()
    many = [replace(LABEL, id=number) for number in range(MOST_KEYPOINT_LABELS + 1)]
    labels = {"no keypoints": [PLAIN], "too many": many}.get(why, [LABEL])
    showing = None if why == "no frame" else seen(frame_id=8 if why == "other frame" else 7)
    refresh_keypoints(layer, showing, holding(*labels), (), hidden=why == "hidden")
    assert not layer.isVisible()
