"""What a pane is painted from: layers over each other, in screen pixels."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

CASING = QColor(0, 0, 0, 170)
HALO = QColor(0, 0, 0, 190)
HALO_SCR = 3.0


class Layer(QGraphicsItem):
    """A layer as large as its pane. `paint` draws only what was made ready before: a fault there ends the process."""

    def __init__(self, z: float) -> None:
        super().__init__()
        self.setZValue(z)
        self._rect = QRectF()
        self._part: QRectF | None = None

    def clip_to(self, part: QRectF | None) -> None:
        """Draw within this part of the pane only, in screen pixels; None for all of it."""
        if part != self._part:
            self.prepareGeometryChange()
            self._part = part
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsToShape, part is not None)

    def shape(self) -> QPainterPath:
        """What is drawn in."""
        path = QPainterPath()
        path.addRect(self._rect if self._part is None else self._part)
        return path

    def resize(self, width: float, height: float) -> None:
        """Cover a pane of this size in screen pixels."""
        if (width, height) != (self._rect.width(), self._rect.height()):
            self.prepareGeometryChange()
            self._rect = QRectF(0, 0, width, height)

    def boundingRect(self) -> QRectF:
        """The whole pane."""
        return self._rect


class HaloText:
    """Text with a dark halo, so that it reads on any ground; `at` is where its baseline begins, in screen pixels."""

    def __init__(self, text: str, font: QFont, at: QPointF, colour: QColor) -> None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        self._pixmap, corner, self._room = _halo_pixmap(text, font.toString(), colour.rgba(), ratio)
        self._at = QPointF(at.toPoint())
        self._place = self._at + corner

    def draw(self, painter: QPainter, off: QPointF | None = None) -> None:
        """Draw halo and text, perhaps so far off its place."""
        painter.drawPixmap(self._place if off is None else self._place + off, self._pixmap)

    @property
    def rect(self) -> QRectF:
        """The room that the letters take."""
        return self._room.translated(self._at)


class Patch:
    """A part of a pane, drawn once: lines and paths cost more each time than a picture of them does."""

    def __init__(self, rect: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Draw what lies in this rectangle of the pane; `draw` gets a painter in the pane's own coordinates."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        room = rect.toAlignedRect()
        self._at = QPointF(room.topLeft())
        self._pixmap = QPixmap(room.size() * ratio)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-room.topLeft())
        draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Draw it where it belongs."""
        painter.drawPixmap(self._at, self._pixmap)


@lru_cache(maxsize=512)
def _halo_pixmap(text: str, font_text: str, colour: int, ratio: float) -> tuple[QPixmap, QPointF, QRectF]:
    """The text drawn once, where its picture's corner is from the baseline's beginning, and the room of its letters.

    Filling the outlines of a dozen texts anew would cost more than all else in a pane's paint.
    """
    font = QFont()
    font.fromString(font_text)
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    halo = QPainterPathStroker(QPen(HALO, HALO_SCR)).createStroke(path)
    room = halo.boundingRect().adjusted(-1, -1, 1, 1).toAlignedRect()
    pixmap = QPixmap(room.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-room.topLeft())
    painter.fillPath(halo, HALO)
    painter.fillPath(path, QColor.fromRgba(colour))
    painter.end()
    return pixmap, QPointF(room.topLeft()), path.boundingRect()
