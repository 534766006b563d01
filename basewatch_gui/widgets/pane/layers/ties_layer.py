"""The layer with the crosses of tie points, shown while frames are registered."""

from collections.abc import Sequence
from dataclasses import dataclass

from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.session.session import Session
from basewatch_gui.tools.tie_point import TiePointTool
from basewatch_gui.widgets.pane.layers.layer import CASING, Layer, TagText
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.style import strong_font

TIE_RING_SCR = 10.0
TIE_GAP_SCR = 3.0
TIE_ARM_SCR = 14.0
TIE_NUMBER_SCR = QPointF(12.0, -8.0)
TIE_COLOUR, SELECTED_TIE_COLOUR, UNUSED_TIE_COLOUR = QColor("white"), QColor("#ffd166"), QColor("#b4b4b4")


@dataclass(frozen=True, slots=True)
class TieCross:
    """One tie point on the shown frame: its place in frame pixels and its number, counted from 1."""

    at_px: XY
    number: int
    is_selected: bool = False
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class _ReadyTie:
    path: QPainterPath
    pen: QPen
    text: TagText


class TiesLayer(Layer):
    """Draws a ring with a cross whose middle is left open, so that the place itself is seen, and a number."""

    def __init__(self, font: QFont) -> None:
        super().__init__(3)
        self._font = strong_font(font)
        self._ready: list[_ReadyTie] = []

    def prepare(self, crosses: Sequence[TieCross], to_screen: Affine) -> None:
        """Compute the drawing of these crosses."""
        self._ready = [self._ready_tie(cross, QPointF(*apply_one(to_screen, cross.at_px))) for cross in crosses]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` computed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ready in self._ready:
            painter.strokePath(ready.path, QPen(CASING, ready.pen.widthF() + 2.5))
            painter.strokePath(ready.path, ready.pen)
            ready.text.draw(painter)

    def _ready_tie(self, cross: TieCross, at: QPointF) -> _ReadyTie:
        path = QPainterPath()
        path.addEllipse(at, TIE_RING_SCR, TIE_RING_SCR)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            path.moveTo(at + QPointF(dx, dy) * TIE_GAP_SCR)
            path.lineTo(at + QPointF(dx, dy) * TIE_ARM_SCR)
        colour = SELECTED_TIE_COLOUR if cross.is_selected else TIE_COLOUR if cross.is_used else UNUSED_TIE_COLOUR
        pen = QPen(colour, 2.2 if cross.is_selected else 2.0)
        if not cross.is_used:
            pen.setStyle(Qt.PenStyle.DotLine)
        return _ReadyTie(path, pen, TagText(str(cross.number), self._font, at + TIE_NUMBER_SCR, colour))


def refresh_ties(layer: TiesLayer, side: tuple[ShownFrame, QRectF] | None, session: Session, tool: str) -> None:
    """Refresh the crosses on the frame in one part of a pane; they are hidden unless frames are being registered."""
    registering = session.registering
    showing, part = side if side is not None else (None, None)
    shows = showing is not None and (registering.is_open or tool == TiePointTool.record.name)
    layer.setVisible(shows)
    if not shows or showing is None or showing.frame_id is None or showing.to_screen is None:
        return
    layer.clip_to(part)
    ties = registering.ties
    crosses = [
        TieCross(at_px, number + 1, number == ties.selected, ties.points[number].used)
        for number, at_px in (ties.ties_on(showing.frame_id).crosses if showing.frame_id in (ties.pair or ()) else ())
    ]
    layer.prepare(crosses, showing.to_screen)
