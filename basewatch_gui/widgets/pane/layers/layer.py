"""What a pane is painted from: layers over each other, in screen pixels, and text and drawings kept as pixmaps."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QGraphicsItem

CASING = QColor(17, 17, 17, 230)
"""The dark edge under bright lines, so that they read on any picture."""
SELECTION_COLOUR = QColor("#2B7BFF")
"""Of what is selected or active, in every theme: the blue that is least taken for a category's colour."""
TAG_FILL = QColor(20, 20, 20, 219)
TAG_RADIUS_SCR = 3.0
TAG_PADDING_SCR = 5.0


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


class TagText:
    """A line of text on a dark plate, so that it reads on any picture; its baseline begins `at`, in screen pixels."""

    def __init__(self, text: str, font: QFont, at: QPointF, colour: QColor) -> None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        self._pixmap, corner, self._room = _tag_text_pixmap(text, font.toString(), colour.rgba(), ratio)
        # On whole pixels: Qt would smooth a pixmap between them, and blur the letters.
        self._at = QPointF(at.toPoint())
        self._place = self._at + corner

    def draw(self, painter: QPainter) -> None:
        """Draw plate and text."""
        painter.drawPixmap(self._place, self._pixmap)

    @property
    def rect(self) -> QRectF:
        """The rectangle of the plate in screen pixels."""
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
def _tag_text_pixmap(text: str, font_text: str, colour: int, ratio: float) -> tuple[QPixmap, QPointF, QRectF]:
    """Return a text's pixmap, and its corner and rectangle relative to the start of the baseline.

    Cached: filling the outlines of a dozen texts in each paint would cost more than everything else in it.
    """
    font = QFont()
    font.fromString(font_text)
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text) + 2 * TAG_PADDING_SCR
    # No higher than a line, so that lines below each other are one plate.
    room = QRectF(-TAG_PADDING_SCR, -metrics.ascent(), wide, metrics.height()).toAlignedRect()
    pixmap = QPixmap(room.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-room.topLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(TAG_FILL)
    painter.drawRoundedRect(QRectF(room), TAG_RADIUS_SCR, TAG_RADIUS_SCR)
    painter.setFont(font)
    painter.setPen(QColor.fromRgba(colour))
    painter.drawText(QPointF(0, 0), text)
    painter.end()
    return pixmap, QPointF(room.topLeft()), QRectF(room)
