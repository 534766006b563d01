"""The plates of a pane, however small it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from basewatch_gui.widgets.pane.layers import decoration
from basewatch_gui.widgets.pane.layers.decoration import DecorationLayer, fitting_text, wrap_text
from basewatch_gui.widgets.pane.layers.scale_legend import Legend, zoom_text
from tests.widgets.pane.pointer import pixels

CREDIT = "© Provider Technologies 2024, distributed by a reseller under CC BY-NC 4.0"
LEGEND = Legend("2024-12-13 08:34 UTC", (CREDIT, "0.31 m GSD", "nudged 3.2 m"), "120 %", "", 0.4, 30.0)


def drawn(legend: Legend, width: int, height: int, taken: float = 0.0) -> tuple[NDArray[np.bool_], QRect]:
    """Which pixels of a pane of this size are drawn on, (height, width), and the title's room."""
    layer = DecorationLayer(QFont(QApplication.font()))
    layer.resize(width, height)
    layer.reserve_right(taken)
    layer.prepare(legend)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#456"))
    painter = QPainter(image)
    layer.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    different = pixels(image) != np.array((0x44, 0x55, 0x66), np.uint8)
    return np.logical_or.reduce(different, axis=2), layer.title_rect


@pytest.mark.parametrize("size", [(300, 200), (200, 150), (640, 360)])
def test_nothing_is_cut_at_the_pane_s_edge(qapp: QApplication, size: tuple[int, int]) -> None:
    marked, title = drawn(LEGEND, *size)
    edge = np.ones_like(marked)
    edge[3:-3, 3:-3] = False
    assert marked.any()
    assert not (marked & edge).any()
    assert QRect(0, 0, *size).contains(title)
    assert marked[title.top() : title.bottom(), title.left() : title.right()].any()


def test_texts_scale_bar_and_arrow_keep_apart_in_a_small_pane(qapp: QApplication) -> None:
    marked, _ = drawn(LEGEND, 300, 200)
    assert not marked[75:140].any()
    lower = marked[140:]
    assert lower[:, :20].any()
    assert lower[:, -40:].any()
    assert not lower[:, 200:250].any()


def test_texts_leave_the_mini_map_s_room(qapp: QApplication) -> None:
    marked, _ = drawn(LEGEND, 400, 300, taken=140.0)
    assert not marked[:100, 400 - 140 :].any()


def test_plates_are_opaque_with_high_contrast(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = DecorationLayer(QFont(QApplication.font()))
    layer.resize(400, 300)
    seen = []
    for high_contrast in (False, True):
        monkeypatch.setattr(decoration, "is_high_contrast", lambda high_contrast=high_contrast: high_contrast)
        layer.prepare(LEGEND)
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        layer.paint(painter, QStyleOptionGraphicsItem())
        painter.end()
        seen.append(image.pixelColor(layer.title_rect.right() - 3, layer.title_rect.bottom() - 3).red())
    assert seen[0] > 40
    assert seen[1] == 20


def test_details_fill_a_line_and_drop_the_last_ones_first(qapp: QApplication) -> None:
    metrics = QFontMetricsF(QApplication.font())
    assert fitting_text(("a", "b", "c"), metrics, 1000) == "a · b · c"
    assert fitting_text(("0.31 m", CREDIT, "b"), metrics, 90) == "0.31 m"
    assert metrics.horizontalAdvance(fitting_text((CREDIT, "b"), metrics, 90)) <= 90
    assert fitting_text((), metrics, 90) == ""


@given(st.text(alphabet="ab ", min_size=1), st.integers(10, 300))
def test_wrapping_keeps_every_word_and_the_room(text: str, room: int) -> None:
    metrics = QFontMetricsF(QFont("DejaVu Sans", 9))
    lines = wrap_text(text, metrics, room)
    assert " ".join(lines) == text
    assert all(metrics.horizontalAdvance(line) <= room for line in lines if " " in line)


@pytest.mark.parametrize(
    ("scr_per_px", "text"),
    [(1.0, "100 %"), (1.667, "170 %"), (0.0312, "3.1 %"), (0.00123, "0.12 %"), (12.34, "1200 %")],
)
def test_the_zoom_has_two_digits(scr_per_px: float, text: str) -> None:
    assert zoom_text(scr_per_px) == text
