"""Labels of every state read on white concrete, forest, snow and noise: as in the picture in `golden`.

The picture is compared, and stored, at a quarter of its size, so that other fonts pass and other drawing does not.
After a wanted change `python -m tests.widgets.pane.layers.test_four_grounds FULL.png` writes it anew, and one for you.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.widgets.pane.layers.captions_layer import CaptionsLayer
from basewatch_gui.widgets.pane.layers.labels.captioned_objects import LabelsInView
from basewatch_gui.widgets.pane.layers.labels_layer import LabelsLayer
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.marks.suggestions_layer import SuggestionsLayer
from tests.widgets.pane.pointer import pixels

GOLDEN = Path(__file__).with_name("golden") / "states-on-four-grounds.png"
WIDTH, HEIGHT = 1200, 130
"""Of the strip of one ground."""
CATEGORIES = {category.id: category for category in shipped_categories()}
CATEGORY_IDS = (1, 2, 3, 4, 5, 1, 2, 8)
FONT = QFont("DejaVu Sans")
Picture = NDArray[np.uint8]


def grounds() -> dict[str, Picture]:
    """Grounds of the lightness that the states have to be told apart on, (height, width, 3)."""
    chance = np.random.default_rng(1)
    shape = (HEIGHT, WIDTH, 1)
    means = {"concrete": ((0xE9, 0xE5, 0xE6), 8), "snow": ((0xFA, 0xFB, 0xFD), 2), "forest": ((0x1B, 0x24, 0x14), 8)}
    made = {name: np.array(mean) + chance.normal(0, spread, shape) for name, (mean, spread) in means.items()}
    made["noise"] = np.repeat(chance.integers(0, 256, shape), 3, axis=2)
    return {name: np.clip(ground, 0, 255).astype(np.uint8) for name, ground in made.items()}


def strip(ground: Picture) -> QImage:
    """Return a ground with labels of every state on it."""
    states: tuple[dict[str, Any], ...] = (
        {}, {}, {}, {"locked": True}, {"review": "submitted"}, {"review": "approved"}, {"review": "rejected"},
        {"author": "Maria Kern"},
    )  # fmt: skip
    labels = [
        Label(
            number,
            f"u{number}",
            1,
            CATEGORY_IDS[number - 1],
            OrientedBox((60.0 + 130 * (number - 1), 80.0), 56.0, 60.0, 165.0),
            **fields,
        )
        for number, fields in enumerate(states, start=1)
    ]
    labels.append(Label(50, "u50", 1, 20, Box(1105.0, 100.0, 1125.0, 116.0)))
    suggestion = Suggestion(1, OrientedBox((1115.0, 60.0), 50.0, 56.0, 165.0), 2, "alike")
    arrays, selected = LabelArrays(labels), frozenset({3})
    outlines, suggestions, captions = LabelsLayer(), SuggestionsLayer(), CaptionsLayer(FONT)
    layers: tuple[Layer, ...] = (outlines, suggestions, captions)
    for layer in layers:
        layer.resize(WIDTH, HEIGHT)
    view = Affine.identity()
    outlines.prepare(arrays, CATEGORIES, view, selected, ())
    suggestions.prepare([suggestion], None, CATEGORIES, view)
    in_view = LabelsInView(
        arrays, outlines.rows, (), CATEGORIES, selected, 2, "", lambda _label: "24 × 29 m", (suggestion,)
    )
    captions.prepare(in_view, view, (), as_draft=False)
    image = QImage(np.ascontiguousarray(ground).data, WIDTH, HEIGHT, 3 * WIDTH, QImage.Format.Format_RGB888)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for layer in layers:
        painter.save()
        layer.paint(painter, QStyleOptionGraphicsItem())
        painter.restore()
    painter.end()
    return image


def drawn() -> QImage:
    """Return the strips of all grounds below each other."""
    image = QImage(WIDTH, HEIGHT * len(grounds()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number, ground in enumerate(grounds().values()):
        painter.drawImage(QRectF(0, number * HEIGHT, WIDTH, HEIGHT), strip(ground))
    painter.end()
    return image


def quarter(image: QImage) -> NDArray[np.float64]:
    """Return the picture at a quarter of its size, by averaging."""
    full = pixels(image).astype(np.float64)
    height, width = full.shape[0] // 4 * 4, full.shape[1] // 4 * 4
    small: NDArray[np.float64] = full[:height, :width].reshape(height // 4, 4, width // 4, 4, 3).mean(axis=(1, 3))
    return small


@pytest.mark.usefixtures("qapp")
def test_the_states_look_as_they_were_looked_at() -> None:
    now, then = quarter(drawn()), pixels(QImage(str(GOLDEN))).astype(np.float64)
    off = np.abs(now - then).max(axis=2)
    assert off.mean() < 2.0
    assert (off > 60).mean() < 0.01


if __name__ == "__main__":
    application = QApplication(["", "-platform", "offscreen"])
    full = drawn()
    full.save(sys.argv[1])
    small = np.ascontiguousarray(quarter(full).round().astype(np.uint8))
    GOLDEN.parent.mkdir(exist_ok=True)
    QImage(small.data, small.shape[1], small.shape[0], small.strides[0], QImage.Format.Format_RGB888).save(str(GOLDEN))
