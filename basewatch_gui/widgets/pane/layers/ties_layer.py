"""The layer with the crosses of tie points."""

from collections.abc import Sequence
from dataclasses import dataclass

from affine import Affine
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText, Layer
from basewatch_gui.widgets.style import strong

RADIUS_SCR = 10.0
GAP_SCR = 3.0
ARM_SCR = 14.0
TEXT_SCR = QPointF(12.0, -8.0)
PLAIN, SELECTED, UNUSED = QColor("#7fe3ff"), QColor("#ffd166"), QColor("#b4b4b4")


@dataclass(frozen=True, slots=True)
class Cross:
    """A tie point on the shown frame: its place in frame pixels, its number as it is read, and how it stands."""

    at_px: XY
    number: int
    is_selected: bool = False
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class _Ready:
    path: QPainterPath
    pen: QPen
    text: HaloText


class TiesLayer(Layer):
    """Draws a ring with a cross whose middle is left open, so that the place itself is seen, and a number."""

    def __init__(self, font: QFont) -> None:
        super().__init__(3)
        self._font = strong(font)
        self._ready: list[_Ready] = []

    def prepare(self, crosses: Sequence[Cross], to_screen: Affine) -> None:
        """Make these crosses ready."""
        self._ready = [self._made(cross, QPointF(*apply_one(to_screen, cross.at_px))) for cross in crosses]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ready in self._ready:
            painter.strokePath(ready.path, QPen(CASING, ready.pen.widthF() + 2.5))
            painter.strokePath(ready.path, ready.pen)
            ready.text.draw(painter)

    def _made(self, cross: Cross, at: QPointF) -> _Ready:
        path = QPainterPath()
        path.addEllipse(at, RADIUS_SCR, RADIUS_SCR)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            path.moveTo(at + QPointF(dx, dy) * GAP_SCR)
            path.lineTo(at + QPointF(dx, dy) * ARM_SCR)
        colour = SELECTED if cross.is_selected else PLAIN if cross.is_used else UNUSED
        pen = QPen(colour, 2.2 if cross.is_selected else 1.5)
        if not cross.is_used:
            pen.setStyle(Qt.PenStyle.DotLine)
        return _Ready(path, pen, HaloText(str(cross.number), self._font, at + TEXT_SCR, colour))
