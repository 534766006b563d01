"""The pens and colours of categories, and how outlines are drawn with them."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from basewatch_gui.model.category import Category
from basewatch_gui.widgets.pane.layers.labels.strokes import (
    LABEL_CASING_SCR,
    LABEL_LINE_SCR,
    NOSE_MARK_SCR,
    Strokes,
    draw_lines,
    draw_noses,
    label_pen,
    plain_pen,
)
from basewatch_gui.widgets.pane.layers.layer import CASING
from basewatch_gui.widgets.style import label_colour

Detail = Literal["fine", "plain", "thin"]
"""fine: smooth lines over a casing, with noses; plain: the same without smoothing; thin: lines of one pixel."""

WHITE = QColor("white")


class LabelStyles:
    """Pens and colours of the categories, made once; `ratio` is device pixels to a screen pixel."""

    def __init__(self, categories: Sequence[Category], ratio: float) -> None:
        self._categories = {category.id: category for category in categories}
        self._ratio = ratio
        self._pens: dict[int, tuple[QColor, QPen, QPen, QPen]] = {}
        self._casings = plain_pen(CASING, LABEL_CASING_SCR * ratio), plain_pen(WHITE, LABEL_CASING_SCR * ratio)
        self._thin_lit = plain_pen(WHITE, 2 * ratio)

    def category_pixels(self, category_ids: Sequence[int]) -> NDArray[np.uint32]:
        """Return the colours of these categories as ARGB, (N,)."""
        return np.array([self._of(key)[0].rgba() for key in category_ids], np.uint32)

    def draw_strokes(
        self,
        painter: QPainter,
        detail: Detail,
        strokes: Strokes,
        category_ids: Sequence[int],
        slots: NDArray[np.int32],
        lit: NDArray[np.bool_] | None,
    ) -> None:
        """Paint the strokes of labels.

        `slots`, one a label, index `category_ids`; labels where `lit` is true are white.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail == "fine")
        others = strokes if lit is None else strokes.of_chosen(~lit)
        if detail != "thin":
            draw_lines(painter, others.edges_scr, self._casings[0])
            if lit is not None:
                draw_lines(painter, strokes.of_chosen(lit).edges_scr, self._casings[1])
            others = strokes
        for slot, edges, noses in others.by_kind(slots):
            colour, pen, tick, thin = self._of(category_ids[slot])
            draw_lines(painter, edges, thin if detail == "thin" else pen)
            if detail == "fine":
                draw_noses(painter, noses, colour, self._ratio)
            elif detail == "plain":
                # A short thick line looks like the nose's triangle, and all of a category are one call.
                draw_lines(painter, np.stack([noses[:, :2].mean(axis=1), noses[:, 2]], axis=1), tick)
        if detail == "thin" and lit is not None:
            draw_lines(painter, strokes.of_chosen(lit).edges_scr, self._thin_lit)

    def _of(self, category_id: int) -> tuple[QColor, QPen, QPen, QPen]:
        """Return a category's colour and its pens for outlines, for noses and for thin outlines."""
        if category_id not in self._pens:
            category = self._categories.get(category_id)
            colour = label_colour(category)
            tick = QPen(colour, 1.6 * NOSE_MARK_SCR * self._ratio)
            tick.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen = label_pen(category, LABEL_LINE_SCR * self._ratio)
            self._pens[category_id] = (colour, pen, tick, plain_pen(colour, self._ratio))
        return self._pens[category_id]
