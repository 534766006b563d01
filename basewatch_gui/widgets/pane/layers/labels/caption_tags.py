"""The tag of a caption: a dark plate with the category's colour at its edge, drawn once for each text and state."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from basewatch_gui.model.category import Dash
from basewatch_gui.widgets.pane.layers.layer import CASING, TAG_FILL, TAG_RADIUS_SCR

TAG_HEIGHT_SCR: Final = 18
SELECTED_TAG_FILL: Final = QColor("#1B5FC9")
DISC_SCR: Final = 11.0
"""Diameter of the disc of a review state."""

Mark = Literal["locked", "submitted", "approved", "rejected"]

_BAR_SCR = 4
_LEFT_SCR, _RIGHT_SCR, _PART_GAP_SCR, _MARK_SCR = 9, 5, 5, 14
_TEXT_PX = 11
_QUIET_TEXT = QColor("#D8D8D8")
_BAR_DASHES: Final[dict[Dash, tuple[float, ...]]] = {
    "solid": (), "dash": (1.1, 0.6), "dot": (0.5, 0.5), "dash-dot": (1.2, 0.5, 0.5, 0.5),
}  # fmt: skip
"""Dashes of the bar in its own widths: shorter than those of outlines, since the bar is as long as a tag is high."""
_DISCS: Final[dict[Mark, tuple[str, str]]] = {
    "submitted": ("#FFFFFF", "#1B1B1B"), "approved": ("#1E7A43", "#FFFFFF"), "rejected": ("#C2261C", "#FFFFFF"),
}  # fmt: skip
"""Fill and sign of the disc of each review state."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag says: the name, a second and quieter part, and marks; colour and dash are those of the category."""

    name: str
    second: str = ""
    marks: tuple[Mark, ...] = ()
    colour: str = "#999999"
    dash: Dash = "solid"
    is_selected: bool = False


def tag_font(font: QFont, *, strong: bool = True) -> QFont:
    """Return the font of tags: 11 screen pixels high, for a name DemiBold."""
    made = QFont(font)
    made.setPixelSize(_TEXT_PX)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def tag_width(tag: Tag, font: QFont) -> int:
    """Return the width of a tag in screen pixels."""
    return _tag_width(tag.name, tag.second, len(tag.marks), font.toString())


@lru_cache(maxsize=2048)
def _tag_width(name: str, second: str, mark_count: int, font_text: str) -> int:
    font = QFont()
    font.fromString(font_text)
    width = QFontMetricsF(tag_font(font)).horizontalAdvance(name)
    if second:
        width += _PART_GAP_SCR + QFontMetricsF(tag_font(font, strong=False)).horizontalAdvance(second)
    return round(_LEFT_SCR + width + mark_count * _MARK_SCR + _RIGHT_SCR)


@lru_cache(maxsize=1024)
def tag_pixmap(tag: Tag, font_text: str, ratio: float) -> QPixmap:
    """Return the picture of a tag; `font_text` is the font as `QFont.toString` writes it."""
    font = QFont()
    font.fromString(font_text)
    width, height = tag_width(tag, font), TAG_HEIGHT_SCR
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plate = QPainterPath()
    plate.addRoundedRect(QRectF(0, 0, width, height), TAG_RADIUS_SCR, TAG_RADIUS_SCR)
    painter.fillPath(plate, SELECTED_TAG_FILL if tag.is_selected else TAG_FILL)
    painter.setClipPath(plate)
    _draw_bar(painter, tag)
    painter.setClipping(False)
    _draw_texts(painter, tag, font)
    for number, mark in enumerate(reversed(tag.marks)):
        centre = QPointF(width - _RIGHT_SCR - DISC_SCR / 2 - number * _MARK_SCR, height / 2)
        draw_mark(painter, mark, centre)
    painter.end()
    return pixmap


def draw_mark(painter: QPainter, mark: Mark, centre: QPointF, diameter: float = DISC_SCR) -> None:
    """Draw the sign of a state about a place: a padlock, or a disc with an arrow, a tick or a cross."""
    if mark == "locked":
        _draw_padlock(painter, centre)
        return
    fill, sign = _DISCS[mark]
    painter.setPen(QPen(CASING, 1))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(centre, diameter / 2, diameter / 2)
    pen = QPen(QColor(sign), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit = diameter / 13
    if mark == "approved":
        painter.drawPolyline([centre + QPointF(x, y) * unit for x, y in ((-3, 0), (-0.8, 2.4), (3, -2.4))])
    elif mark == "rejected":
        for x, y in ((-2.3, -2.3), (-2.3, 2.3)):
            painter.drawLine(QLineF(centre + QPointF(x, y) * unit, centre - QPointF(x, y) * unit))
    else:
        painter.drawLine(QLineF(centre - QPointF(3, 0) * unit, centre + QPointF(2.6, 0) * unit))
        painter.drawPolyline([centre + QPointF(x, y) * unit for x, y in ((0.2, -2.6), (2.8, 0), (0.2, 2.6))])


def draw_pointer(painter: QPainter, base: QPointF, tip: QPointF, *, selected: bool) -> None:
    """Draw the pointer from the edge of a tag, 9 screen pixels wide there, to its outline."""
    along = tip - base
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    if length < 1.0:
        return
    side = QPointF(4.5, 0) if abs(along.y()) >= abs(along.x()) else QPointF(0, 4.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SELECTED_TAG_FILL if selected else TAG_FILL)
    painter.drawConvexPolygon(QPolygonF([base - side, base + side, tip]))


def _draw_bar(painter: QPainter, tag: Tag) -> None:
    colour = QColor(tag.colour)
    pen = QPen(colour if colour.isValid() else QColor("#999999"), _BAR_SCR)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if _BAR_DASHES[tag.dash]:
        pen.setDashPattern(_BAR_DASHES[tag.dash])
    painter.setPen(pen)
    painter.drawLine(QLineF(_BAR_SCR / 2, 0, _BAR_SCR / 2, TAG_HEIGHT_SCR))


def _draw_texts(painter: QPainter, tag: Tag, font: QFont) -> None:
    strong, plain = tag_font(font), tag_font(font, strong=False)
    metrics = QFontMetricsF(strong)
    baseline = (TAG_HEIGHT_SCR + metrics.capHeight()) / 2
    painter.setFont(strong)
    painter.setPen(QColor("white"))
    painter.drawText(QPointF(_LEFT_SCR, baseline), tag.name)
    if tag.second:
        painter.setFont(plain)
        painter.setPen(QColor("white") if tag.is_selected else _QUIET_TEXT)
        at = _LEFT_SCR + metrics.horizontalAdvance(tag.name) + _PART_GAP_SCR
        painter.drawText(QPointF(at, baseline), tag.second)


def _draw_padlock(painter: QPainter, centre: QPointF) -> None:
    painter.setPen(QPen(QColor("white"), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(centre.x() - 2.5, centre.y() - 5, 5, 7), 0, 180 * 16)
    painter.setBrush(QColor("white"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(centre.x() - 4, centre.y() - 1, 8, 6), 1, 1)
