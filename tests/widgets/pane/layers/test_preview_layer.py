"""What is painted of a drawing under way."""

import pytest
from affine import Affine
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from basewatch_gui.geometry.outline import OrientedBox, bounds_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.tools.preview import Preview
from basewatch_gui.widgets.pane.layers.preview_layer import PreviewLayer
from basewatch_gui.widgets.pane.layers.preview_text import PreviewTexts

SIZE = (400, 300)
IL_76 = Category(2, "Il-76", colour="#ff0000", silhouette="il-76")
NO_TEXTS = PreviewTexts()
TEXTS = PreviewTexts(("46.6 × 50.5 m", "heading 90°", "fits: Il-76, Il-78, A-50, Y-20"))


def shown(preview: Preview, texts: PreviewTexts = NO_TEXTS, category: Category = IL_76) -> QImage:
    layer = PreviewLayer(QFont())
    layer.resize(*SIZE)
    layer.prepare(preview, None, category, texts, Affine.identity())
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    layer.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


def changed(image: QImage) -> list[XY]:
    plain = QColor("#808080").rgb()
    return [(x, y) for x in range(SIZE[0]) for y in range(SIZE[1]) if image.pixel(x, y) != plain]


@pytest.mark.parametrize("floats", [True, False])
def test_the_silhouette_fills_the_box_nose_first(qapp: object, floats: bool) -> None:
    box = OrientedBox((200.0, 150.0), 186.0, 202.0, 90.0)
    preview = Preview(1, box, silhouette=True, floats=floats)
    with_it, without = shown(preview), shown(preview, category=Category(2, "Il-76", colour="#ff0000"))
    wing, beside = (195, 100), (120, 100)
    assert with_it.pixelColor(*wing).red() > with_it.pixelColor(*wing).green()
    assert with_it.pixel(*beside) == without.pixel(*beside) == without.pixel(*wing)
    tailplane, beside_the_nose = (120, 175), (280, 175)
    assert with_it.pixel(*tailplane) != without.pixel(*tailplane)
    assert with_it.pixel(*beside_the_nose) == without.pixel(*beside_the_nose)


def test_the_nose_is_marked_ahead_of_a_box_being_drawn(qapp: object) -> None:
    up = changed(shown(Preview(1, OrientedBox((200.0, 150.0), 100.0, 40.0, 0.0))))
    down = changed(shown(Preview(1, OrientedBox((200.0, 150.0), 100.0, 40.0, 180.0))))
    assert min(y for _, y in up) < 94 < 96 < min(y for _, y in down)


@pytest.mark.parametrize("centre", [(100.0, 150.0), (330.0, 150.0), (200.0, 80.0), (200.0, 230.0), (20.0, 20.0)])
@pytest.mark.parametrize("length", [60.0, 130.0, 300.0])
def test_sizes_stand_beside_the_box_and_within_the_pane(qapp: object, centre: XY, length: float) -> None:
    box = OrientedBox(centre, min(length, 130.0), length, 0.0)
    bare = set(changed(shown(Preview(1, box))))
    written = set(changed(shown(Preview(1, box), TEXTS))) - bare
    left, top, right, bottom = bounds_px(box)
    inside = [(x, y) for x, y in written if left + 3 < x < right - 3 and top + 3 < y < bottom - 3]
    assert len(written) > 500
    assert not inside
