"""The layer with the suggestions of a frame: only the corners of their outlines, until they are accepted as labels."""

from collections.abc import Sequence

import numpy as np
from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import OrientedBox, Point, rings_px
from basewatch_gui.geometry.transform import XY, apply
from basewatch_gui.model.category import Category
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.labels.strokes import (
    LABEL_CASING_SCR,
    LABEL_LINE_SCR,
    Floats,
    draw_lines,
    plain_pen,
)
from basewatch_gui.widgets.pane.layers.labels_layer import SELECTION_STROKES
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.style import label_colour

CORNER_SHARE = 0.25
"""Of each edge the first and the last part of this share are drawn."""
NOSE_SHARE = 0.1
"""Length of the hollow nose mark, as a share of the object's length."""
SUGGESTED_POINT_SCR = 7.0


class SuggestionsLayer(Layer):
    """Draws the corners of suggestions in the colours of their categories; the current one is ringed."""

    def __init__(self) -> None:
        super().__init__(1.6)
        self._shapes_key: object = None
        self._shapes: list[tuple[QColor, Floats, Floats]] = []
        self._lines: list[tuple[QPen, Floats]] = []
        self._places: list[tuple[QPen, list[QPointF]]] = []
        self._lit: Floats = np.empty((0, 2, 2))
        self._lit_place: list[QPointF] = []

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
            pen = plain_pen(colour, LABEL_LINE_SCR)
            self._lines.append((pen, _on_screen(edges_px, to_screen)))
            self._places.append((pen, [QPointF(x, y) for x, y in apply(to_screen, places_px)]))
        self._lit, self._lit_place = np.empty((0, 2, 2)), []
        if current is not None and current in suggestions:
            edges, places = _suggestion_edges(current)
            self._lit = _on_screen(np.array(edges, np.float64).reshape(-1, 2, 2), to_screen)
            self._lit_place = [QPointF(x, y) for x, y in apply(to_screen, places)]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in SELECTION_STROKES:
            draw_lines(painter, self._lit, plain_pen(colour, width))
            painter.setPen(QPen(colour, width))
            for place in self._lit_place:
                painter.drawEllipse(place, SUGGESTED_POINT_SCR, SUGGESTED_POINT_SCR)
        for _, edges in self._lines:
            draw_lines(painter, edges, plain_pen(CASING, LABEL_CASING_SCR))
        for pen, edges in self._lines:
            draw_lines(painter, edges, pen)
        for pen, places in self._places:
            painter.setPen(pen)
            for place in places:
                painter.drawEllipse(place, SUGGESTED_POINT_SCR, SUGGESTED_POINT_SCR)


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
    """Return the corners of a suggestion's outline with a hollow nose mark, or the place of its point."""
    outline = suggestion.outline
    if isinstance(outline, Point):
        return [], [outline.at_px]
    edges: list[tuple[XY, XY]] = []
    for ring in rings_px(outline):
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
            step = ((end[0] - start[0]) * CORNER_SHARE, (end[1] - start[1]) * CORNER_SHARE)
            edges.append((start, (start[0] + step[0], start[1] + step[1])))
            edges.append(((end[0] - step[0], end[1] - step[1]), end))
    if isinstance(outline, OrientedBox):
        half, ahead = outline.length_px / 2, outline.length_px * NOSE_SHARE
        left, right, tip = outline.at(half, -ahead / 2), outline.at(half, ahead / 2), outline.at(half + ahead, 0.0)
        edges += [(left, right), (right, tip), (tip, left)]
    return edges, []


def _on_screen(edges_px: Floats, to_screen: Affine) -> Floats:
    return apply(to_screen, edges_px.reshape(-1, 2)).reshape(-1, 2, 2)
