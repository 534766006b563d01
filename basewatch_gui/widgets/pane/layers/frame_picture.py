"""The lowest layer: a composed picture, painted one to one."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.imagery.display.stretch import Colour, Pixels
from basewatch_gui.widgets.pane.layers.layer import Layer

GROUND_ALPHA = 254
"""The fourth byte of display pixels that show no frame; those that do have 255. Nobody can see the difference."""

MOST_BUFFERS = 3


class PictureLayer(Layer):
    """Shows pixels that cover the whole pane, or the bare ground."""

    def __init__(self) -> None:
        super().__init__(0)
        self._image: QImage | None = None
        self._images: dict[tuple[int, tuple[int, ...], float], QImage] = {}
        self._ground = QColor()

    def set_picture(self, pixels: Pixels | None, ratio: float, ground: QColor) -> None:
        """Show these pixels, so many a screen pixel, where they are until the next call; the ground where None."""
        self._ground = ground
        if pixels is None:
            self._image = None
            return
        key = (pixels.ctypes.data, pixels.shape, ratio)
        if key not in self._images:
            # The canvas draws by turns into two buffers; one more may be the stretched or the mixed picture.
            self._images = dict(list(self._images.items())[1 - MOST_BUFFERS :])
            height, width = pixels.shape[:2]
            self._images[key] = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            self._images[key].setDevicePixelRatio(ratio)
        self._image = self._images[key]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the picture."""
        if self._image is not None:
            painter.drawImage(QPointF(0, 0), self._image)
        else:
            painter.fillRect(self._rect, self._ground)


def display_colour(colour: QColor) -> Colour:
    """The colour as display pixels lie in memory that show no frame."""
    return (colour.blue(), colour.green(), colour.red(), GROUND_ALPHA)
