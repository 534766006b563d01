"""The top layer: date, credit, scale bar and north arrow of a pane, and what to do when there is no picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, floor, log10, radians, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY
from basewatch_gui.widgets.pane.layers.layer import CASING, HALO, HaloText, Layer, Patch
from basewatch_gui.widgets.pane.layers.scale_legend import Legend

MARGIN = 12.0
BAR_MOST_SCR = 140.0
BAR_MOST_PART = 0.36
"""Of the pane's width."""
DETAIL_LINES = 2
EDGE_SCR = 2
MARKER_SCR = 15.0
MARKER = QColor("#ffd166")


@dataclass(slots=True)
class _Ready:
    texts: list[HaloText] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)


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
        self._marker: QPointF | None = None
        self._taken = 0.0
        self.title_rect = QRect()

    def set_marker(self, at_scr: XY | None) -> None:
        """Mark this place of the screen; None marks none."""
        self._marker = QPointF(*at_scr) if at_scr is not None else None

    def keep_free(self, width_scr: float) -> None:
        """Write no text in so much of the pane's width at its right upper corner."""
        self._taken = width_scr

    def prepare(self, legend: Legend, accent: QColor) -> None:
        """Make the legend ready; the active pane is edged in the accent colour."""
        self._accent = accent
        if (legend, self._rect, self._taken) == self._key:
            return
        self._key = (legend, QRectF(self._rect), self._taken)
        self._legend, self._ready = legend, _Ready()
        line = QFontMetricsF(self._font).height()
        room = self._rect.width() - 2 * MARGIN - self._taken
        title = self._text(legend.title, self._bold, QPointF(MARGIN, MARGIN + line * 0.8), room)
        self.title_rect = QRectF(MARGIN - 4, MARGIN - 2, title + 8 if title else 0, line + 2).toRect()
        for number, text in enumerate(fitting(legend.details, QFontMetricsF(self._font), room)):
            self._text(text, self._font, QPointF(MARGIN, MARGIN + line * (1.9 + number)), room)
        if legend.notice:
            self._centred(legend.notice)
        bar = self._scale_bar(legend.metres_per_scr) if legend.metres_per_scr is not None else 0.0
        self._text(legend.zoom, self._font, QPointF(MARGIN + bar, self._rect.height() - MARGIN), room)
        if legend.north_deg is not None:
            self._north_arrow(legend.north_deg)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text in self._ready.texts:
            text.draw(painter)
        for patch in self._ready.patches:
            patch.draw(painter)
        if self._marker is not None:
            _draw_marker(painter, self._marker)
        if self._legend.active:
            width, height = self._rect.width(), self._rect.height()
            for x, y, wide, high in (
                (0, 0, width, 2),
                (0, height - 2, width, 2),
                (0, 0, 2, height),
                (width - 2, 0, 2, height),
            ):
                painter.fillRect(QRectF(x, y, wide, high), self._accent)

    def _text(self, text: str, font: QFont, at: QPointF, room: float) -> float:
        """Write one line, its end left out where it is longer than the room; returns its width."""
        if not text:
            return 0.0
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._ready.texts.append(HaloText(shown, font, at, QColor("white")))
        return metrics.horizontalAdvance(shown)

    def _centred(self, text: str) -> None:
        metrics = QFontMetricsF(self._font)
        room = self._rect.width() - 2 * MARGIN
        lines = [line for part in text.split("\n") for line in wrapped(part, metrics, room)]
        top = self._rect.height() / 2 - metrics.height() * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            at = QPointF((self._rect.width() - metrics.horizontalAdvance(line)) / 2, top + number * metrics.height())
            self._ready.texts.append(HaloText(line, self._font, at, QColor("white")))

    def _scale_bar(self, metres_per_scr: float) -> float:
        """Draw the bar with its length above; returns how much of the width it takes."""
        length_m = round_length(min(BAR_MOST_SCR, BAR_MOST_PART * self._rect.width()) * metres_per_scr)
        width = length_m / metres_per_scr
        y, left = self._rect.height() - MARGIN - 4, MARGIN
        tick = QPointF(0, 6)
        start, end = QPointF(left, y), QPointF(left + width, y)
        lines = [(start, end), (start - tick, start + tick / 6), (end - tick, end + tick / 6)]

        def draw(painter: QPainter) -> None:
            for pen in (QPen(HALO, 4), QPen(QColor("white"), 2)):
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                for first, last in lines:
                    painter.drawLine(first, last)

        self._ready.patches.append(Patch(QRectF(start - tick, end + tick).adjusted(-4, -4, 4, 4), draw))
        self._text(length_text(length_m), self._font, QPointF(left + 4, y - 7), self._rect.width())
        return width + MARGIN

    def _north_arrow(self, bearing_at_top_deg: float) -> None:
        centre = QPointF(self._rect.width() - MARGIN - 14, self._rect.height() - MARGIN - 18)
        angle = radians(-bearing_at_top_deg)
        up, side = QPointF(sin(angle), -cos(angle)), QPointF(cos(angle), sin(angle))
        corners = [centre + up * 15, centre + side * 8 - up * 10, centre - up * 5, centre - side * 8 - up * 10]
        arrow = QPainterPath()
        arrow.addPolygon(QPolygonF(corners))
        arrow.closeSubpath()

        def draw(painter: QPainter) -> None:
            painter.strokePath(arrow, QPen(CASING, 4))
            painter.fillPath(arrow, QColor("white"))

        self._ready.patches.append(Patch(arrow.boundingRect().adjusted(-4, -4, 4, 4), draw))
        at = centre + up * 24
        metrics = QFontMetricsF(self._bold)
        place = QPointF(at.x() - metrics.horizontalAdvance("N") / 2, at.y() + metrics.ascent() / 2 - 1)
        self._ready.texts.append(HaloText("N", self._bold, place, QColor("white")))


def fitting(parts: Sequence[str], metrics: QFontMetricsF, room: float) -> list[str]:
    """The parts in at most two lines, the first ones whatever comes; those that have no room are left out."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}  ·  {part}" if lines else part
        if lines and metrics.horizontalAdvance(joined) <= room:
            lines[-1] = joined
        elif len(lines) < DETAIL_LINES:
            lines.append(part)
    return lines


def wrapped(text: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """The text in lines that are not longer than the room, where its words allow that."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def round_length(most_m: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above this."""
    step = 10.0 ** floor(log10(most_m))
    return max(factor * step for factor in (1, 2, 5) if factor * step <= most_m * (1 + 1e-9))


def length_text(length_m: float) -> str:
    """A length as it is read on a map: km, m, or cm."""
    if length_m >= 1000:
        return f"{length_m / 1000:g} km"
    return f"{length_m:g} m" if length_m >= 1 else f"{length_m * 100:g} cm"


def _draw_marker(painter: QPainter, at: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((CASING, 5.0), (MARKER, 2.2)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, MARKER_SCR, MARKER_SCR)
        painter.drawPoint(at)
