"""The top layer: plates with date, credit, scale bar and north arrow of a pane, and why there is no picture."""

from collections.abc import Callable, Sequence
from math import floor, log10

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY
from basewatch_gui.widgets.pane.layers.labels.caption_places import ScreenRect
from basewatch_gui.widgets.pane.layers.layer import CASING, SELECTION_COLOUR, Layer, Patch
from basewatch_gui.widgets.pane.layers.scale_legend import Legend
from basewatch_gui.widgets.style import is_high_contrast

PLATE_INSET_SCR = 8.0
PLATE_FILL = QColor(20, 20, 20, 209)
PLATE_RADIUS_SCR = 4.0
PLATE_PADDING_SCR = 10.0
LEAST_DETAILED_SCR = 200.0
"""A lower pane has a title without details."""
SCALE_HEIGHT_SCR = 36.0
NORTH_SCR = 36.0
MOST_SCALE_BAR_SCR = 140.0
MOST_SCALE_BAR_SHARE = 0.36
"""The scale bar takes at most this many screen pixels and this share of the pane's width."""
ACTIVE_EDGE_SCR, ACTIVE_BAR_SCR = 2, 3
PLACE_MARKER_SCR = 15.0
PLACE_MARKER_COLOUR = QColor("#ffd166")
_TITLE_PX, _TEXT_PX = 13, 11
_QUIET_TEXT = QColor("#D0D0D0")


class DecorationLayer(Layer):
    """Draws a pane's plates, the marker of a place, and the edge of the active pane.

    `title_rect` is the plate of the title, in screen pixels, over which PaneTitle lies; `plates` are those of all.
    """

    def __init__(self, font: QFont) -> None:
        super().__init__(3)
        self._title_font = _sized(font, _TITLE_PX, QFont.Weight.DemiBold)
        self._text_font = _sized(font, _TEXT_PX, QFont.Weight.Normal)
        self._north_font = _sized(font, _TEXT_PX, QFont.Weight.DemiBold)
        self._patches: list[Patch] = []
        self._key: object = None
        self._marker: QPointF | None = None
        self._is_active = False
        self._reserved_scr = 0.0
        self.plates: list[ScreenRect] = []
        self.title_rect = QRect()

    def set_marker(self, at_scr: XY | None) -> None:
        """Set the marked place in screen pixels; None for none."""
        self._marker = QPointF(*at_scr) if at_scr is not None else None

    def reserve_right(self, width_scr: float) -> None:
        """Reserve this much of the width at the upper right, for the mini-map: no text is written there."""
        self._reserved_scr = width_scr

    def prepare(self, legend: Legend) -> None:
        """Compute the plates of a legend.

        Does nothing while legend and size stay the same, as during a pan.
        """
        key = (legend, QRectF(self._rect), self._reserved_scr, is_high_contrast())
        if key == self._key:
            return
        self._key = key
        self._is_active = legend.active
        self._patches, self.plates, self.title_rect = [], [], QRect()
        if legend.title:
            self._add_title(legend)
        if legend.notice:
            self._add_notice(legend.notice)
        if legend.zoom:
            self._add_scale(legend)
        if legend.north_deg is not None:
            self._add_north(legend.north_deg)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for patch in self._patches:
            patch.draw(painter)
        if self._marker is not None:
            _draw_place_marker(painter, self._marker)
        if self._is_active:
            width, height, edge = self._rect.width(), self._rect.height(), ACTIVE_EDGE_SCR
            for x, y, wide, high in (
                (0, 0, width, edge),
                (0, height - edge, width, edge),
                (0, 0, edge, height),
                (width - edge, 0, edge, height),
            ):
                painter.fillRect(QRectF(x, y, wide, high), SELECTION_COLOUR)

    def _add_title(self, legend: Legend) -> None:
        """Add the plate of the title: the date, and below it as many details as fit; a bar at its left while active."""
        bold, plain = QFontMetricsF(self._title_font), QFontMetricsF(self._text_font)
        room = self._rect.width() - 2 * (PLATE_INSET_SCR + PLATE_PADDING_SCR) - self._reserved_scr
        title = bold.elidedText(legend.title, Qt.TextElideMode.ElideRight, room)
        details = fitting_text(legend.details, plain, room) if self._rect.height() >= LEAST_DETAILED_SCR else ""
        wide = max(bold.horizontalAdvance(title), plain.horizontalAdvance(details)) + 2 * PLATE_PADDING_SCR
        plate = QRectF(PLATE_INSET_SCR, PLATE_INSET_SCR, round(wide), 40 if details else 24)

        def draw(painter: QPainter) -> None:
            if legend.active:
                painter.fillRect(QRectF(plate.topLeft(), QSizeF(ACTIVE_BAR_SCR, plate.height())), SELECTION_COLOUR)
            left = plate.left() + PLATE_PADDING_SCR
            _draw_text(painter, QPointF(left, plate.top() + 16), title, self._title_font, QColor("white"))
            _draw_text(painter, QPointF(left, plate.top() + 32), details, self._text_font, _QUIET_TEXT)

        self._add_plate(plate, draw)
        self.title_rect = plate.toRect()

    def _add_notice(self, text: str) -> None:
        """Add a plate in the middle of the pane with a text wrapped to its width."""
        metrics = QFontMetricsF(self._text_font)
        room = self._rect.width() - 2 * (PLATE_INSET_SCR + PLATE_PADDING_SCR)
        lines = [line for part in text.split("\n") for line in wrap_text(part, metrics, room)]
        wide = min(max(map(metrics.horizontalAdvance, lines)), room) + 2 * PLATE_PADDING_SCR
        high = metrics.height() * len(lines) + PLATE_PADDING_SCR
        plate = QRectF((self._rect.width() - wide) / 2, (self._rect.height() - high) / 2, wide, high)

        def draw(painter: QPainter) -> None:
            for number, line in enumerate(lines):
                left = plate.center().x() - min(metrics.horizontalAdvance(line), room) / 2
                baseline = plate.top() + PLATE_PADDING_SCR / 2 + number * metrics.height() + metrics.ascent()
                _draw_text(painter, QPointF(left, baseline), line, self._text_font, QColor("white"))

        self._add_plate(plate, draw)

    def _add_scale(self, legend: Legend) -> None:
        """Add the plate of the scale bar with its length above and the zoom at its right; without a scale the zoom."""
        metrics = QFontMetricsF(self._text_font)
        bar, text = 0.0, ""
        if legend.metres_per_scr is not None:
            most = min(MOST_SCALE_BAR_SCR, MOST_SCALE_BAR_SHARE * self._rect.width())
            length_m = round_scale_m(most * legend.metres_per_scr)
            bar, text = round(length_m / legend.metres_per_scr), scale_text(length_m)
        zoom = metrics.horizontalAdvance(legend.zoom)
        wide = round(2 * PLATE_PADDING_SCR + bar + (PLATE_PADDING_SCR - 2 if bar else 0) + zoom)
        high = SCALE_HEIGHT_SCR if bar else 20.0
        plate = QRectF(PLATE_INSET_SCR, self._rect.height() - PLATE_INSET_SCR - high, wide, high)
        left, y = plate.left() + PLATE_PADDING_SCR, plate.bottom() - 9.5

        def draw(painter: QPainter) -> None:
            if bar:
                _draw_text(painter, QPointF(left, plate.top() + 14), text, self._text_font, QColor("white"))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                for part in (
                    QRectF(left, y, bar, 2), QRectF(left, y - 4, 2, 5), QRectF(left + bar - 2, y - 4, 2, 5)
                ):  # fmt: skip
                    painter.fillRect(part, QColor("white"))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at = QPointF(plate.right() - PLATE_PADDING_SCR - zoom, plate.bottom() - 6)
            _draw_text(painter, at, legend.zoom, self._text_font, _QUIET_TEXT)

        self._add_plate(plate, draw)

    def _add_north(self, bearing_at_top_deg: float) -> None:
        """Add the disc with the needle to true north in the lower right corner; its letter stands upright."""
        side = NORTH_SCR
        disc = QRectF(
            self._rect.width() - PLATE_INSET_SCR - side, self._rect.height() - PLATE_INSET_SCR - side, side, side
        )
        centre = disc.center()

        def draw(painter: QPainter) -> None:
            painter.save()
            painter.translate(centre)
            painter.rotate(-bearing_at_top_deg)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("white"))
            painter.drawPolygon(QPolygonF([QPointF(0, -16), QPointF(5, -7), QPointF(-5, -7)]))
            painter.restore()
            metrics = QFontMetricsF(self._north_font)
            at = QPointF(centre.x() - metrics.horizontalAdvance("N") / 2, centre.y() + metrics.capHeight() / 2)
            _draw_text(painter, at, "N", self._north_font, QColor("white"))

        self._add_plate(disc, draw, radius=side / 2)

    def _add_plate(self, plate: QRectF, draw: Callable[[QPainter], None], radius: float = PLATE_RADIUS_SCR) -> None:
        """Add a plate with what `draw` draws on it; with high contrast it is opaque and edged."""

        def draw_all(painter: QPainter) -> None:
            painter.setPen(QPen(QColor("white"), 1) if is_high_contrast() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(PLATE_FILL.rgb()) if is_high_contrast() else PLATE_FILL)
            painter.drawRoundedRect(
                plate.adjusted(0.5, 0.5, -0.5, -0.5) if is_high_contrast() else plate, radius, radius
            )
            draw(painter)

        self._patches.append(Patch(plate, draw_all))
        self.plates.append((plate.left(), plate.top(), plate.right(), plate.bottom()))


def _sized(font: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def _draw_text(painter: QPainter, at: QPointF, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(at, text)


def fitting_text(parts: Sequence[str], metrics: QFontMetricsF, room: float) -> str:
    """Join as many of the parts as fit into a line; a first part that is wider is elided."""
    line = ""
    for part in parts:
        joined = f"{line} · {part}" if line else part
        if line and metrics.horizontalAdvance(joined) > room:
            break
        line = joined
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)


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
