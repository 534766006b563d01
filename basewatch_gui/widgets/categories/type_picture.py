"""A type as a frame would show it: its silhouette in as many pixels as it would have, and a scale bar."""

from dataclasses import dataclass
from math import ceil, cos, radians, sin

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from basewatch_gui.model.resources import resource_text
from basewatch_gui.widgets import style
from basewatch_gui.widgets.silhouettes import silhouette_names, silhouette_size_m

GROUND = "#8a8a88"
"""The grey of an apron, on which the silhouette stands."""

FINENESS = 4
"""Each pixel of the frame is the mean of so many by so many samples, as a sensor's is."""

HEIGHT_SCR = 168
LOW_SCR = 104
BARS_M = (1, 2, 5, 10, 20, 50, 100)
WITHOUT_SCALE_M = 0.1
"""The pixel of a picture where the frame has no scale, in metres: fine enough to look smooth."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is pictured: a silhouette, its true size in metres, its heading in the frame, and the frame's pixel."""

    silhouette: str
    length_m: float
    span_m: float
    heading_px_deg: float
    gsd_m: float | None


class TypePicture(QWidget):
    """The silhouette at the frame's GSD, each of its pixels drawn as a square where the picture is magnified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight: Sight | None = None
        self.image = QImage()
        self.setFixedHeight(HEIGHT_SCR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Silhouette at the frame's resolution"))

    def show_sight(self, sight: Sight | None) -> None:
        """Show this, or nothing."""
        self.setVisible(sight is not None)
        if sight != self._sight:
            self._sight = sight
            self.image = sampled(sight) if sight is not None else QImage()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pixels by a whole factor, or shrunk where they are too many, and the bar."""
        if self._sight is None or self.image.isNull():
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(GROUND))
        room = min((self.width() - 16) / self.image.width(), (self.height() - 32) / self.image.height())
        factor = float(int(room)) if room >= 1 else room
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor < 1)
        size = QSize(round(self.image.width() * factor), round(self.image.height() * factor))
        left, top = (self.width() - size.width()) // 2, (self.height() - 16 - size.height()) // 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self.image)
        self._draw_bar(painter, factor / (self._sight.gsd_m or WITHOUT_SCALE_M))
        painter.end()

    def _draw_bar(self, painter: QPainter, scr_per_m: float) -> None:
        fitting = [metres for metres in BARS_M if metres * scr_per_m <= self.width() / 3]
        if not fitting:
            return
        length, y = fitting[-1] * scr_per_m, self.height() - 8.5
        painter.setPen(QPen(QColor("#101010"), 2.0))
        painter.drawLine(QPointF(8, y), QPointF(8 + length, y))
        painter.setFont(style.small_font(painter.font()))
        painter.drawText(QPointF(12 + length, y + 4), self.tr("{metres} m").format(metres=fitting[-1]))


def sampled(sight: Sight) -> QImage:
    """The silhouette turned to its heading, in pixels of the frame on a grey ground."""
    gsd_m = sight.gsd_m or WITHOUT_SCALE_M
    angle = radians(sight.heading_px_deg)
    across_m = abs(sight.span_m * cos(angle)) + abs(sight.length_m * sin(angle))
    along_m = abs(sight.span_m * sin(angle)) + abs(sight.length_m * cos(angle))
    # A pixel all around: the outermost ones mix with the ground.
    size = QSize(ceil(across_m / gsd_m) + 2, ceil(along_m / gsd_m) + 2)
    fine = QImage(size * FINENESS, QImage.Format.Format_RGB32)
    fine.fill(QColor(GROUND))
    painter = QPainter(fine)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(fine.width() / 2, fine.height() / 2)
    painter.rotate(sight.heading_px_deg)
    scale = FINENESS / gsd_m
    box = QRectF(-sight.span_m / 2, -sight.length_m / 2, sight.span_m, sight.length_m)
    painter.scale(scale, scale)
    _renderer(sight.silhouette).render(painter, box)
    painter.end()
    return fine.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def sight_of(
    silhouette: str, length_m: float | None, span_m: float | None, heading_px_deg: float, gsd_m: float | None
) -> Sight | None:
    """What to picture of a type; its silhouette's own size where the type has none, None without a silhouette."""
    own = silhouette_size_m(silhouette) if silhouette in silhouette_names() else None
    if own is None:
        return None
    return Sight(silhouette, length_m or own[0], span_m or own[1], heading_px_deg, gsd_m)


def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resource_text(f"silhouettes/{name}.svg").encode()))
