"""The layer with the suggestions of a frame: dashed, until they are accepted as labels."""

from collections.abc import Sequence

import numpy as np
from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import OrientedBox, Point, rings_px
from basewatch_gui.geometry.transform import XY, apply
from basewatch_gui.model.category import Category
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.labels.strokes import Floats, draw_lines, plain_pen
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.style import label_colour, strong_font

SUGGESTION_DASH = (3.0, 3.0)
"""Dash and gap in line widths: shorter than that of any category."""
SUGGESTION_LINE_SCR = 2.0
NOSE_TICK_SHARE = 0.12
"""Length of the tick ahead of a nose, as a share of the object's length."""
SUGGESTED_POINT_SCR = 7.0
SUGGESTION_NAME_GAP_SCR = 8.0


class SuggestionsLayer(Layer):
    """Draws suggestions dashed in the colours of their categories; the current one is lit and named."""

    def __init__(self, font: QFont) -> None:
        super().__init__(1.6)
        self._font = strong_font(font)
        self._shapes_key: object = None
        self._shapes: list[tuple[QColor, Floats, Floats]] = []
        self._lines: list[tuple[QPen, Floats]] = []
        self._places: list[tuple[QPen, list[QPointF]]] = []
        self._lit: Floats = np.empty((0, 2, 2))
        self._lit_place: list[QPointF] = []
        self._name: HaloText | None = None

    def prepare(
        self,
        suggestions: Sequence[Suggestion],
        current: Suggestion | None,
        categories: dict[int, Category],
        to_screen: Affine,
    ) -> None:
        """Compute the drawing of these suggestions; `current` may be one of them.

        Their edges in frame pixels are collected only when suggestions or categories have changed, not at each view.
        """
        held = (tuple(suggestions), tuple(categories.values()))
        if held != self._shapes_key:
            self._shapes_key = held
            self._shapes = _category_shapes(suggestions, categories)
        self._lines, self._places = [], []
        for colour, edges_px, places_px in self._shapes:
            pen = plain_pen(colour, SUGGESTION_LINE_SCR)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(SUGGESTION_DASH)
            self._lines.append((pen, _on_screen(edges_px, to_screen)))
            self._places.append((pen, [QPointF(x, y) for x, y in apply(to_screen, places_px)]))
        self._lit, self._lit_place, self._name = np.empty((0, 2, 2)), [], None
        if current is not None and current in suggestions:
            edges, places = _suggestion_edges(current)
            self._lit = _on_screen(np.array(edges, np.float64).reshape(-1, 2, 2), to_screen)
            self._lit_place = [QPointF(x, y) for x, y in apply(to_screen, places)]
            self._add_name(categories.get(current.category_id))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _, edges in self._lines:
            draw_lines(painter, edges, plain_pen(CASING, SUGGESTION_LINE_SCR + 1.5))
        draw_lines(painter, self._lit, plain_pen(CASING, 8.0))
        draw_lines(painter, self._lit, plain_pen(QColor("white"), 5.5))
        for pen, edges in self._lines:
            draw_lines(painter, edges, pen)
        for width, colour in ((6.0, CASING), (4.0, QColor("white"))):
            painter.setPen(QPen(colour, width))
            for place in self._lit_place:
                painter.drawEllipse(place, SUGGESTED_POINT_SCR, SUGGESTED_POINT_SCR)
        for pen, places in self._places:
            painter.setPen(pen)
            for place in places:
                painter.drawEllipse(place, SUGGESTED_POINT_SCR, SUGGESTED_POINT_SCR)
        if self._name is not None:
            self._name.draw(painter)

    def _add_name(self, category: Category | None) -> None:
        """Add the category's name with a question mark beside the current suggestion, at its right if it fits."""
        if category is None:
            return
        ends = [*self._lit.reshape(-1, 2).tolist(), *((place.x(), place.y()) for place in self._lit_place)]
        xs, ys = [x for x, _ in ends], [y for _, y in ends]
        text, metrics = f"{category.name}?", QFontMetricsF(self._font)
        wide = metrics.horizontalAdvance(text)
        left = max(xs) + SUGGESTION_NAME_GAP_SCR
        if left + wide > self._rect.width():
            left = max(min(xs) - SUGGESTION_NAME_GAP_SCR - wide, SUGGESTION_NAME_GAP_SCR)
        self._name = HaloText(text, self._font, QPointF(left, (min(ys) + max(ys)) / 2), label_colour(category))


def refresh_suggestions(
    layer: SuggestionsLayer, side: tuple[ShownFrame, QRectF] | None, session: Session, *, alone: bool, hidden: bool
) -> None:
    """Refresh a frame's suggestions in its part of a pane."""
    showing, part = side if side is not None else (None, None)
    frame_id = showing.frame_id if showing is not None else None
    suggestions = session.suggestions.suggestions_on(frame_id) if frame_id is not None and not hidden else ()
    layer.setVisible(bool(suggestions))
    if not suggestions or showing is None or showing.to_screen is None:
        return
    layer.clip_to(None if alone else part)
    layer.prepare(suggestions, session.suggestions.current, session.project.categories, showing.to_screen)


def _category_shapes(
    suggestions: Sequence[Suggestion], categories: dict[int, Category]
) -> list[tuple[QColor, Floats, Floats]]:
    """Return for each suggested category its colour, all edges (N, 2, 2) and all points (N, 2) in frame pixels."""
    edges: dict[int, list[tuple[XY, XY]]] = {}
    places: dict[int, list[XY]] = {}
    for suggestion in suggestions:
        of_one, place = _suggestion_edges(suggestion)
        edges.setdefault(suggestion.category_id, []).extend(of_one)
        places.setdefault(suggestion.category_id, []).extend(place)
    return [
        (
            label_colour(categories.get(key)),
            np.array(found, np.float64).reshape(-1, 2, 2),
            np.array(places[key], np.float64).reshape(-1, 2),
        )
        for key, found in edges.items()
    ]


def _suggestion_edges(suggestion: Suggestion) -> tuple[list[tuple[XY, XY]], list[XY]]:
    """Return the edges of a suggestion's outline with a tick ahead of its nose, or the place of its point."""
    outline = suggestion.outline
    if isinstance(outline, Point):
        return [], [outline.at_px]
    edges = [(start, end) for ring in rings_px(outline) for start, end in zip(ring, (*ring[1:], ring[0]), strict=True)]
    if isinstance(outline, OrientedBox):
        edges.append((outline.nose_px, outline.at(outline.length_px * (0.5 + NOSE_TICK_SHARE), 0.0)))
    return edges, []


def _on_screen(edges_px: Floats, to_screen: Affine) -> Floats:
    return apply(to_screen, edges_px.reshape(-1, 2)).reshape(-1, 2, 2)
