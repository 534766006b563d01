"""The edge between two frames that are swiped over each other, and the date on each side of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.widgets.pane.layers.layer import CASING, Layer, TagText

SWIPE_GRIP_SCR = 11.0
"""Radius of the round grip in the middle of the edge."""
SIDE_TITLE_GAP_SCR = 10.0
SIDE_TITLES_ABOVE_BOTTOM_SCR = 84.0
"""Height of the dates above the pane's bottom: above the compare bar, away from the legend and the mini-map."""


class SwipeLayer(Layer):
    """Draws the swipe's edge with its grip and titles; hidden while the pane does not swipe."""

    def __init__(self, font: QFont) -> None:
        super().__init__(2.5)
        self._font = QFont(font)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._key: object = None
        self._line = QPainterPath()
        self._grip = QPainterPath()
        self._arrows = QPainterPath()
        self._texts: list[TagText] = []

    def prepare(self, parts: Sequence[QRectF], titles: Sequence[str]) -> None:
        """Compute the edge between two parts of the pane, in screen pixels, and its titles; one part has no edge."""
        key = (tuple(part.getRect() for part in parts), tuple(titles))
        if key == self._key:
            return
        self._key = key
        self.setVisible(len(parts) > 1)
        if len(parts) > 1:
            self._prepare_edge(parts[0], parts[1], titles[0], titles[1])

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(self._line, QPen(CASING, 4))
        painter.strokePath(self._line, QPen(QColor("white"), 2))
        painter.fillPath(self._grip, QColor("white"))
        painter.strokePath(self._grip, QPen(CASING, 1.5))
        painter.fillPath(self._arrows, QColor(CASING.rgb()))
        for text in self._texts:
            text.draw(painter)

    def _prepare_edge(self, first: QRectF, second: QRectF, before: str, after: str) -> None:
        """Compute line, grip, arrows and titles; the edge is upright if the second part lies to the right."""
        upright = second.left() > first.left()
        start = second.topLeft()
        end = second.bottomLeft() if upright else second.topRight()
        middle = (start + end) / 2
        across = QPointF(1, 0) if upright else QPointF(0, 1)
        along = QPointF(across.y(), across.x())
        self._line, self._grip, self._arrows = QPainterPath(start), QPainterPath(), QPainterPath()
        self._line.lineTo(end)
        self._grip.addEllipse(middle, SWIPE_GRIP_SCR, SWIPE_GRIP_SCR)
        for way in (-1, 1):
            self._arrows.moveTo(middle + across * (way * 8))
            self._arrows.lineTo(middle + across * (way * 3) + along * 4)
            self._arrows.lineTo(middle + across * (way * 3) - along * 4)
            self._arrows.closeSubpath()
        self._texts = [*self._side_title(before, start, -1, upright), *self._side_title(after, start, 1, upright)]

    def _side_title(self, text: str, start: QPointF, way: int, upright: bool) -> list[TagText]:
        """Return the title on one side of the edge (-1 before, 1 after); nothing where there is no room for it."""
        metrics = QFontMetricsF(self._font)
        wide = metrics.horizontalAdvance(text)
        if upright:
            x = start.x() + SIDE_TITLE_GAP_SCR if way > 0 else start.x() - SIDE_TITLE_GAP_SCR - wide
            at = QPointF(x, self._rect.height() - SIDE_TITLES_ABOVE_BOTTOM_SCR)
        else:
            at = QPointF(
                SIDE_TITLE_GAP_SCR,
                start.y() + (SIDE_TITLE_GAP_SCR + metrics.ascent() if way > 0 else -SIDE_TITLE_GAP_SCR),
            )
        room = QRectF(at.x(), at.y() - metrics.ascent(), wide, metrics.height())
        return [TagText(text, self._font, at, QColor("white"))] if self._rect.contains(room) else []
