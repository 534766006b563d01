"""The top layer: date, credit, scale bar and north arrow of a pane, and a notice while there is no picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, floor, log10, radians, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY
from basewatch_gui.widgets.pane.layers.layer import CASING, HALO, HaloText, Layer, Patch
from basewatch_gui.widgets.pane.layers.scale_legend import Legend

LEGEND_MARGIN_SCR = 12.0
MOST_SCALE_BAR_SCR = 140.0
MOST_SCALE_BAR_SHARE = 0.36
"""The scale bar takes at most this many screen pixels and this share of the pane's width."""
MOST_DETAIL_LINES = 2
ACTIVE_EDGE_SCR = 2
PLACE_MARKER_SCR = 15.0
PLACE_MARKER_COLOUR = QColor("#ffd166")


@dataclass(slots=True)
class _Ready:
    texts: list[HaloText] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)


class DecorationLayer(Layer):
    """Draws a pane's legend, the marker of a place, and the edge of the active pane.

    `title_rect` is where the title stands, in screen pixels; PaneTitle lies over it.
    """

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
        self._reserved_scr = 0.0
        self.title_rect = QRect()

    def set_marker(self, at_scr: XY | None) -> None:
        """Set the marked place in screen pixels; None for none."""
        self._marker = QPointF(*at_scr) if at_scr is not None else None

    def reserve_right(self, width_scr: float) -> None:
        """Reserve this much of the width at the upper right, for the mini-map: no text is written there."""
        self._reserved_scr = width_scr

    def prepare(self, legend: Legend, accent: QColor) -> None:
        """Compute the texts and drawings of a legend; the active pane is edged in the accent colour.

        Does nothing while legend and size stay the same, as during a pan.
        """
        self._accent = accent
        if (legend, self._rect, self._reserved_scr) == self._key:
            return
        self._key = (legend, QRectF(self._rect), self._reserved_scr)
        self._legend, self._ready = legend, _Ready()
        line = QFontMetricsF(self._font).height()
        room = self._rect.width() - 2 * LEGEND_MARGIN_SCR - self._reserved_scr
        title = self._add_line(
            legend.title, self._bold, QPointF(LEGEND_MARGIN_SCR, LEGEND_MARGIN_SCR + line * 0.8), room
        )
        self.title_rect = QRectF(
            LEGEND_MARGIN_SCR - 4, LEGEND_MARGIN_SCR - 2, title + 8 if title else 0, line + 2
        ).toRect()
        for number, text in enumerate(fitting_lines(legend.details, QFontMetricsF(self._font), room)):
            self._add_line(
                text, self._font, QPointF(LEGEND_MARGIN_SCR, LEGEND_MARGIN_SCR + line * (1.9 + number)), room
            )
        if legend.notice:
            self._add_notice(legend.notice)
        bar = self._add_scale_bar(legend.metres_per_scr) if legend.metres_per_scr is not None else 0.0
        self._add_line(
            legend.zoom, self._font, QPointF(LEGEND_MARGIN_SCR + bar, self._rect.height() - LEGEND_MARGIN_SCR), room
        )
        if legend.north_deg is not None:
            self._add_north_arrow(legend.north_deg)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text in self._ready.texts:
            text.draw(painter)
        for patch in self._ready.patches:
            patch.draw(painter)
        if self._marker is not None:
            _draw_place_marker(painter, self._marker)
        if self._legend.active:
            width, height = self._rect.width(), self._rect.height()
            edge = ACTIVE_EDGE_SCR
            for x, y, wide, high in (
                (0, 0, width, edge),
                (0, height - edge, width, edge),
                (0, 0, edge, height),
                (width - edge, 0, edge, height),
            ):
                painter.fillRect(QRectF(x, y, wide, high), self._accent)

    def _add_line(self, text: str, font: QFont, at: QPointF, room: float) -> float:
        """Add one line of text, elided to the room; return its width in screen pixels."""
        if not text:
            return 0.0
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._ready.texts.append(HaloText(shown, font, at, QColor("white")))
        return metrics.horizontalAdvance(shown)

    def _add_notice(self, text: str) -> None:
        """Add a text in the middle of the pane, wrapped to its width."""
        metrics = QFontMetricsF(self._font)
        room = self._rect.width() - 2 * LEGEND_MARGIN_SCR
        lines = [line for part in text.split("\n") for line in wrap_text(part, metrics, room)]
        top = self._rect.height() / 2 - metrics.height() * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            at = QPointF((self._rect.width() - metrics.horizontalAdvance(line)) / 2, top + number * metrics.height())
            self._ready.texts.append(HaloText(line, self._font, at, QColor("white")))

    def _add_scale_bar(self, metres_per_scr: float) -> float:
        """Add the scale bar with its length above; return how much of the width it takes."""
        length_m = round_scale_m(min(MOST_SCALE_BAR_SCR, MOST_SCALE_BAR_SHARE * self._rect.width()) * metres_per_scr)
        width = length_m / metres_per_scr
        y, left = self._rect.height() - LEGEND_MARGIN_SCR - 4, LEGEND_MARGIN_SCR
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
        self._add_line(scale_text(length_m), self._font, QPointF(left + 4, y - 7), self._rect.width())
        return width + LEGEND_MARGIN_SCR

    def _add_north_arrow(self, bearing_at_top_deg: float) -> None:
        """Add the arrow to true north in the lower right corner."""
        centre = QPointF(self._rect.width() - LEGEND_MARGIN_SCR - 14, self._rect.height() - LEGEND_MARGIN_SCR - 18)
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


def fitting_lines(parts: Sequence[str], metrics: QFontMetricsF, room: float) -> list[str]:
    """Join the parts to at most two lines no wider than the room; parts that do not fit are left out.

    The first part of each line is taken however wide it is.
    """
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}  ·  {part}" if lines else part
        if lines and metrics.horizontalAdvance(joined) <= room:
            lines[-1] = joined
        elif len(lines) < MOST_DETAIL_LINES:
            lines.append(part)
    return lines


def wrap_text(text: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """Break a text between words into lines no wider than the room; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def round_scale_m(most_m: float) -> float:
    """Return the largest length of 1, 2 or 5 times a power of ten metres that is not above `most_m`."""
    step = 10.0 ** floor(log10(most_m))
    return max(factor * step for factor in (1, 2, 5) if factor * step <= most_m * (1 + 1e-9))


def scale_text(length_m: float) -> str:
    """Return a length as a map's scale bar names it, in km, m or cm."""
    if length_m >= 1000:
        return f"{length_m / 1000:g} km"
    return f"{length_m:g} m" if length_m >= 1 else f"{length_m * 100:g} cm"


def _draw_place_marker(painter: QPainter, at: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((CASING, 5.0), (PLACE_MARKER_COLOUR, 2.2)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, PLACE_MARKER_SCR, PLACE_MARKER_SCR)
        painter.drawPoint(at)
