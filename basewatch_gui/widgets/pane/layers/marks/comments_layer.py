"""The layer with the pins of comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.style import small_font, strong_font

PIN_WIDTH_SCR, PIN_HEIGHT_SCR = 22.0, 16.0
PIN_TIP_SCR = 7.0
"""How far the pin's tip is below its bubble: the place itself stays clear."""
OPEN_PIN, SELECTED_PIN, RESOLVED_PIN = QColor("#FFD166"), QColor("#ffffff"), QColor("#b4b4b4")
PIN_INK = QColor("black")


@dataclass(frozen=True, slots=True)
class PinMark:
    """One comment as it is drawn: its place in frame pixels and its number, None while it is being written."""

    at_px: XY
    number: int | None
    is_selected: bool = False
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class _ReadyPin:
    path: QPainterPath
    room: QRectF
    text: str
    colour: QColor
    width: float


class CommentsLayer(Layer):
    """Draws a bubble with the comment's number, its tip on the place; the selected one white, resolved ones grey."""

    def __init__(self, font: QFont) -> None:
        super().__init__(2.5)
        self._font = strong_font(small_font(font))
        self._ready: list[_ReadyPin] = []

    def prepare(self, marks: Sequence[PinMark], to_screen: Affine) -> None:
        """Compute the drawing of these pins, the selected one on top."""
        in_order = sorted(marks, key=lambda mark: mark.is_selected)
        self._ready = [_ready_pin(mark, QPointF(*apply_one(to_screen, mark.at_px))) for mark in in_order]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for ready in self._ready:
            painter.strokePath(ready.path, QPen(CASING, ready.width))
            painter.fillPath(ready.path, ready.colour)
            painter.setPen(PIN_INK)
            painter.drawText(ready.room, Qt.AlignmentFlag.AlignCenter, ready.text)


def refresh_comments(
    layer: CommentsLayer, side: tuple[ShownFrame, QRectF] | None, session: Session, *, alone: bool, hidden: bool
) -> None:
    """Refresh the pins on the frame in one part of a pane, with that of the comment being written."""
    showing = side[0] if side is not None else None
    layer.clip_to(side[1] if side is not None and not alone else None)
    marks: list[PinMark] = []
    commenting = session.commenting
    if showing is not None and showing.frame_id is not None and showing.to_screen is not None and not hidden:
        marks = [
            PinMark(comment.at_px, number, comment is commenting.selected, comment.resolved)
            for number, comment in commenting.comments_on(showing.frame_id)
        ]
        if commenting.place is not None and commenting.place[0] == showing.frame_id:
            marks.append(PinMark(commenting.place[1], None, is_selected=True))
    layer.setVisible(bool(marks))
    if marks and showing is not None and showing.to_screen is not None:
        layer.prepare(marks, showing.to_screen)


def _ready_pin(mark: PinMark, at: QPointF) -> _ReadyPin:
    width = PIN_WIDTH_SCR if mark.number is None or mark.number < 100 else 1.4 * PIN_WIDTH_SCR
    room = QRectF(at.x() - width / 2, at.y() - PIN_TIP_SCR - PIN_HEIGHT_SCR, width, PIN_HEIGHT_SCR)
    bubble, tip = QPainterPath(), QPainterPath()
    bubble.addRoundedRect(room, 4, 4)
    tip.moveTo(at)
    tip.lineTo(at.x() - 4, room.bottom() - 1)
    tip.lineTo(at.x() + 4, room.bottom() - 1)
    tip.closeSubpath()
    colour = SELECTED_PIN if mark.is_selected else RESOLVED_PIN if mark.is_resolved else OPEN_PIN
    text = "…" if mark.number is None else str(mark.number)
    return _ReadyPin(bubble.united(tip), room, text, colour, 5.0 if mark.is_selected else 3.0)
