"""The top layer: date, credit, scale bar and north arrow of a pane, and what to do when there is no picture."""

from dataclasses import dataclass, field
from math import cos, floor, log10, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.widgets.pane.layers.layer import CASING, HALO, HaloText, Layer
from basewatch_gui.widgets.pane.layers.legend import Legend

MARGIN = 12.0
BAR_MOST_SCR = 140.0


@dataclass(slots=True)
class _Ready:
    texts: list[HaloText] = field(default_factory=list)
    bar: list[tuple[QPointF, QPointF]] = field(default_factory=list)
    arrow: QPainterPath = field(default_factory=QPainterPath)


class DecorationLayer(Layer):
    """Draws a legend that reads on any ground."""

    def __init__(self, font: QFont) -> None:
        super().__init__(3)
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._accent = QColor()
        self._ready = _Ready()
        self._legend = Legend()
        self._key: object = None

    def prepare(self, legend: Legend, accent: QColor) -> None:
        """Make the legend ready; the active pane is edged in the accent colour."""
        self._accent = accent
        if (legend, self._rect) == self._key:
            return
        self._key = (legend, QRectF(self._rect))
        self._legend, self._ready = legend, _Ready()
        line = QFontMetricsF(self._font).height()
        self._text(legend.title, self._bold, QPointF(MARGIN, MARGIN + line * 0.8))
        self._text(legend.details, self._font, QPointF(MARGIN, MARGIN + line * 1.9))
        if legend.notice:
            self._centred(legend.notice)
        if legend.metres_per_scr is not None:
            self._scale_bar(legend.metres_per_scr)
        if legend.north_deg is not None:
            self._north_arrow(legend.north_deg)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text in self._ready.texts:
            text.draw(painter)
        for pen in (QPen(HALO, 4), QPen(QColor("white"), 2)):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            for start, end in self._ready.bar:
                painter.drawLine(start, end)
        painter.strokePath(self._ready.arrow, QPen(CASING, 4))
        painter.fillPath(self._ready.arrow, QColor("white"))
        if self._legend.active:
            painter.setPen(QPen(self._accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._rect.adjusted(1, 1, -1, -1))

    def _text(self, text: str, font: QFont, at: QPointF) -> None:
        if text:
            room = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, self._rect.width() - 2 * MARGIN)
            self._ready.texts.append(HaloText(room, font, at, QColor("white")))

    def _centred(self, text: str) -> None:
        metrics = QFontMetricsF(self._font)
        lines = text.split("\n")
        top = self._rect.height() / 2 - metrics.height() * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            at = QPointF((self._rect.width() - metrics.horizontalAdvance(line)) / 2, top + number * metrics.height())
            self._ready.texts.append(HaloText(line, self._font, at, QColor("white")))

    def _scale_bar(self, metres_per_scr: float) -> None:
        length_m = round_length(BAR_MOST_SCR * metres_per_scr)
        width = length_m / metres_per_scr
        y, left = self._rect.height() - MARGIN - 4, MARGIN
        tick = QPointF(0, 6)
        start, end = QPointF(left, y), QPointF(left + width, y)
        self._ready.bar += [(start, end), (start - tick, start + tick / 6), (end - tick, end + tick / 6)]
        self._text(length_text(length_m), self._font, QPointF(left + 4, y - 7))

    def _north_arrow(self, bearing_at_top_deg: float) -> None:
        centre = QPointF(self._rect.width() - MARGIN - 14, self._rect.height() - MARGIN - 18)
        angle = radians(-bearing_at_top_deg)
        up, side = QPointF(sin(angle), -cos(angle)), QPointF(cos(angle), sin(angle))
        corners = [centre + up * 15, centre + side * 8 - up * 10, centre - up * 5, centre - side * 8 - up * 10]
        self._ready.arrow.addPolygon(QPolygonF(corners))
        self._ready.arrow.closeSubpath()
        at = centre + up * 24
        metrics = QFontMetricsF(self._bold)
        place = QPointF(at.x() - metrics.horizontalAdvance("N") / 2, at.y() + metrics.ascent() / 2 - 1)
        self._ready.texts.append(HaloText("N", self._bold, place, QColor("white")))


def round_length(most_m: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above this."""
    step = 10.0 ** floor(log10(most_m))
    return max(factor * step for factor in (1, 2, 5) if factor * step <= most_m * (1 + 1e-9))


def length_text(length_m: float) -> str:
    """A length as it is read on a map: km, m, or cm."""
    if length_m >= 1000:
        return f"{length_m / 1000:g} km"
    return f"{length_m:g} m" if length_m >= 1 else f"{length_m * 100:g} cm"
