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
    LEAST_BOLD_SCR,
    LEAST_DASHED_SCR,
    NOSE_MARK_SCR,
    QUIET_CASING_SCR,
    QUIET_LINE_SCR,
    Strokes,
    draw_lines,
    draw_noses,
    label_pen,
    plain_pen,
)
from basewatch_gui.widgets.pane.layers.layer import CASING, SELECTION_COLOUR
from basewatch_gui.widgets.style import label_colour

Detail = Literal["fine", "plain", "thin"]
"""fine: smooth lines over a casing, with noses; plain: the same without smoothing; thin: lines of one pixel."""

LIT_CASING_SCR = 8.0

_BOLD, _UNDASHED, _QUIET, _QUIET_UNDASHED = range(4)
"""How a label is stroked: QUIET_LINE_SCR wide or wider, with its category's dash or without one."""
_MANNERS = 4


def manners_of(sides_scr: NDArray[np.float64], approved: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return how labels of these sizes on the screen are stroked; approved ones are quiet at any size. (N,)"""
    is_quiet = approved | (sides_scr < LEAST_BOLD_SCR)
    is_undashed = sides_scr < LEAST_DASHED_SCR
    return (is_quiet * _QUIET + is_undashed * _UNDASHED).astype(np.int32)


class LabelStyles:
    """Pens and colours of the categories, made once; `ratio` is device pixels to a screen pixel."""

    def __init__(self, categories: Sequence[Category], ratio: float) -> None:
        self._categories = {category.id: category for category in categories}
        self._ratio = ratio
        self._pens: dict[tuple[int, int], tuple[QColor, QPen, QPen, QPen]] = {}
        self._casing = plain_pen(CASING, LABEL_CASING_SCR * ratio)
        self._quiet_casing = plain_pen(CASING, QUIET_CASING_SCR * ratio)
        self._lit_casing = plain_pen(SELECTION_COLOUR, LIT_CASING_SCR * ratio)
        self._thin_lit = plain_pen(SELECTION_COLOUR, 2 * ratio)

    def category_pixels(self, category_ids: Sequence[int]) -> NDArray[np.uint32]:
        """Return the colours of these categories as ARGB, (N,)."""
        return np.array([self._of(key, _BOLD)[0].rgba() for key in category_ids], np.uint32)

    def draw_strokes(
        self,
        painter: QPainter,
        detail: Detail,
        strokes: Strokes,
        category_ids: Sequence[int],
        slots: NDArray[np.int32],
        manners: NDArray[np.int32],
        lit: NDArray[np.bool_] | None,
    ) -> None:
        """Paint the strokes of labels.

        `slots`, one a label, index `category_ids`; `manners` are as `manners_of` returns them. Labels where `lit` is
        true are ringed in SELECTION_COLOUR.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail == "fine")
        if detail != "thin":
            if lit is not None:
                draw_lines(painter, strokes.of_chosen(lit).edges_scr, self._lit_casing)
            is_quiet = manners >= _QUIET
            draw_lines(painter, strokes.of_chosen(~is_quiet).edges_scr, self._casing)
            draw_lines(painter, strokes.of_chosen(is_quiet).edges_scr, self._quiet_casing)
        for kind, edges, noses in strokes.by_kind(slots * _MANNERS + manners):
            slot, manner = divmod(kind, _MANNERS)
            colour, pen, tick, thin = self._of(category_ids[slot], manner)
            draw_lines(painter, edges, thin if detail == "thin" else pen)
            if detail == "fine":
                draw_noses(painter, noses, colour, self._ratio)
            elif detail == "plain":
                # A short thick line looks like the nose's triangle, and all of a category are one call.
                draw_lines(painter, np.stack([noses[:, :2].mean(axis=1), noses[:, 2]], axis=1), tick)
        if detail == "thin" and lit is not None:
            draw_lines(painter, strokes.of_chosen(lit).edges_scr, self._thin_lit)

    def _of(self, category_id: int, manner: int) -> tuple[QColor, QPen, QPen, QPen]:
        """Return a category's colour and its pens for outlines, for noses and for thin outlines."""
        if (category_id, manner) not in self._pens:
            category = self._categories.get(category_id)
            colour = label_colour(category)
            tick = QPen(colour, 1.6 * NOSE_MARK_SCR * self._ratio)
            tick.setCapStyle(Qt.PenCapStyle.FlatCap)
            width = (QUIET_LINE_SCR if manner >= _QUIET else LABEL_LINE_SCR) * self._ratio
            is_undashed = manner in (_UNDASHED, _QUIET_UNDASHED)
            pen = plain_pen(colour, width) if is_undashed else label_pen(category, width)
            self._pens[category_id, manner] = (colour, pen, tick, plain_pen(colour, self._ratio))
        return self._pens[category_id, manner]
