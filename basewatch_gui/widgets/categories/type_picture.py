"""Picture of a type at a frame's resolution: its silhouette in the frame's pixels, with a scale bar."""

from dataclasses import dataclass
from math import ceil, cos, radians, sin

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from basewatch_gui.model.resources import resource_text
from basewatch_gui.widgets import style
from basewatch_gui.widgets.silhouettes import silhouette_names, silhouette_size_m

APRON_COLOUR = "#8a8a88"
"""Background of the silhouette: the grey of an apron."""

OVERSAMPLING = 4
"""Each frame pixel is the mean of this many by this many samples, as a sensor averages over its footprint."""

PICTURE_SCR = 168
LOW_PICTURE_SCR = 104
SCALE_BARS_M = (1, 2, 5, 10, 20, 50, 100)
NO_SCALE_GSD_M = 0.1
"""Pixel size, in metres, of the picture for a frame without scale: fine enough to look smooth."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is pictured: silhouette, true size, heading in the frame, and the frame's pixel size (None: unknown)."""

    silhouette: str
    length_m: float
    span_m: float
    heading_px_deg: float
    gsd_m: float | None


class TypePicture(QWidget):
    """Shows a silhouette in pixels of the frame's GSD, drawn as squares where the picture is magnified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight: Sight | None = None
        self.image = QImage()
        self.setFixedHeight(PICTURE_SCR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Silhouette at the frame's resolution"))

    def show_sight(self, sight: Sight | None) -> None:
        """Show a sight; hide for None."""
        self.setVisible(sight is not None)
        if sight != self._sight:
            self._sight = sight
            self.image = sample_silhouette(sight) if sight is not None else QImage()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, enlarged by a whole factor or shrunk to fit, and the scale bar."""
        if self._sight is None or self.image.isNull():
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(APRON_COLOUR))
        room = min((self.width() - 16) / self.image.width(), (self.height() - 32) / self.image.height())
        factor = float(int(room)) if room >= 1 else room
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor < 1)
        size = QSize(round(self.image.width() * factor), round(self.image.height() * factor))
        left, top = (self.width() - size.width()) // 2, (self.height() - 16 - size.height()) // 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self.image)
        self._draw_bar(painter, factor / (self._sight.gsd_m or NO_SCALE_GSD_M))
        painter.end()

    def _draw_bar(self, painter: QPainter, scr_per_m: float) -> None:
        fitting = [metres for metres in SCALE_BARS_M if metres * scr_per_m <= self.width() / 3]
        if not fitting:
            return
        length, y = fitting[-1] * scr_per_m, self.height() - 8.5
        painter.setPen(QPen(QColor("#101010"), 2.0))
        painter.drawLine(QPointF(8, y), QPointF(8 + length, y))
        painter.setFont(style.small_font(painter.font()))
        painter.drawText(QPointF(12 + length, y + 4), self.tr("{metres} m").format(metres=fitting[-1]))


def sample_silhouette(sight: Sight) -> QImage:
    """Return an image (RGB32) of the silhouette turned to its heading, one pixel per frame pixel."""
    gsd_m = sight.gsd_m or NO_SCALE_GSD_M
    angle = radians(sight.heading_px_deg)
    across_m = abs(sight.span_m * cos(angle)) + abs(sight.length_m * sin(angle))
    along_m = abs(sight.span_m * sin(angle)) + abs(sight.length_m * cos(angle))
    # A pixel all around: the outermost ones mix with the ground.
    size = QSize(ceil(across_m / gsd_m) + 2, ceil(along_m / gsd_m) + 2)
    fine = QImage(size * OVERSAMPLING, QImage.Format.Format_RGB32)
    fine.fill(QColor(APRON_COLOUR))
    painter = QPainter(fine)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(fine.width() / 2, fine.height() / 2)
    painter.rotate(sight.heading_px_deg)
    scale = OVERSAMPLING / gsd_m
    box = QRectF(-sight.span_m / 2, -sight.length_m / 2, sight.span_m, sight.length_m)
    painter.scale(scale, scale)
    _renderer(sight.silhouette).render(painter, box)
    painter.end()
    return fine.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def sight_of(
    silhouette: str, length_m: float | None, span_m: float | None, heading_px_deg: float, gsd_m: float | None
) -> Sight | None:
    """Return the sight of a type, or None without a silhouette; sizes that are None come from the silhouette."""
    own = silhouette_size_m(silhouette) if silhouette in silhouette_names() else None
    if own is None:
        return None
    return Sight(silhouette, length_m or own[0], span_m or own[1], heading_px_deg, gsd_m)


def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resource_text(f"silhouettes/{name}.svg").encode()))
