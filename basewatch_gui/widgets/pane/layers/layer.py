"""What a pane is painted from: layers over each other, in screen pixels, and text and drawings kept as pixmaps."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

CASING = QColor(0, 0, 0, 170)
"""The dark edge under bright lines, so that they read on any picture."""
HALO = QColor(0, 0, 0, 190)
HALO_SCR = 3.0


class Layer(QGraphicsItem):
    """A graphics item as large as its pane, above all layers with a lower `z`.

    Subclasses compute in `prepare` and only draw in `paint`: an exception inside `paint` takes the process down, and
    pyqtgraph repaints twice for one `setRange`, so what is computed there is computed twice.
    """

    def __init__(self, z: float) -> None:
        super().__init__()
        self.setZValue(z)
        self._rect = QRectF()
        self._part: QRectF | None = None

    def clip_to(self, part: QRectF | None) -> None:
        """Limit drawing to this part of the pane in screen pixels; None for the whole pane."""
        if part != self._part:
            self.prepareGeometryChange()
            self._part = part
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsToShape, part is not None)

    def shape(self) -> QPainterPath:
        """Return the part of the pane that is drawn in; Qt clips to it."""
        path = QPainterPath()
        path.addRect(self._rect if self._part is None else self._part)
        return path

    def resize(self, width: float, height: float) -> None:
        """Set the size to that of the pane in screen pixels."""
        if (width, height) != (self._rect.width(), self._rect.height()):
            self.prepareGeometryChange()
            self._rect = QRectF(0, 0, width, height)

    def boundingRect(self) -> QRectF:
        """Return the rectangle of the whole pane."""
        return self._rect


class HaloText:
    """A line of text with a dark halo, so that it reads on any picture; its baseline begins `at`, in screen pixels."""

    def __init__(self, text: str, font: QFont, at: QPointF, colour: QColor) -> None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        self._pixmap, corner, self._room = _halo_pixmap(text, font.toString(), colour.rgba(), ratio)
        # On whole pixels: Qt would smooth a pixmap between them, and blur the letters.
        self._at = QPointF(at.toPoint())
        self._place = self._at + corner

    def draw(self, painter: QPainter, off: QPointF | None = None) -> None:
        """Draw halo and text, moved by `off` if given."""
        painter.drawPixmap(self._place if off is None else self._place + off, self._pixmap)

    @property
    def rect(self) -> QRectF:
        """The rectangle of the letters in screen pixels."""
        return self._room.translated(self._at)


class Patch:
    """A part of a pane drawn once into a pixmap: painting lines and paths each time costs more than the pixmap."""

    def __init__(self, rect: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Call `draw` with a painter in the pane's own coordinates, whose pixmap covers `rect`."""
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
        """Draw the pixmap at its place."""
        painter.drawPixmap(self._at, self._pixmap)


@lru_cache(maxsize=512)
def _halo_pixmap(text: str, font_text: str, colour: int, ratio: float) -> tuple[QPixmap, QPointF, QRectF]:
    """Return a text's pixmap, its corner relative to the start of the baseline, and the rectangle of its letters.

    Cached: filling the outlines of a dozen texts in each paint would cost more than everything else in it.
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
