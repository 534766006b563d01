"""The lowest layer: the composed picture of a pane, painted one to one."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.imagery.display.stretch import Colour, Pixels
from basewatch_gui.widgets.pane.layers.layer import Layer

GROUND_ALPHA = 254
"""The fourth byte of display pixels that show no frame, where the others have 255. The mixer tells them apart by it;
on the screen nobody can see the difference."""

MOST_WRAPPED_BUFFERS = 3


class PictureLayer(Layer):
    """Draws pixels that cover the whole pane, or its plain background."""

    def __init__(self) -> None:
        super().__init__(0)
        self._image: QImage | None = None
        self._images: dict[tuple[int, tuple[int, ...], float], QImage] = {}
        self._background = QColor()

    def set_picture(self, pixels: Pixels | None, ratio: float, background: QColor) -> None:
        """Set the pixels, (height, width, 4) BGRA with `ratio` device pixels to a screen pixel; None for background.

        The array is painted in place, not copied: it must stay until the next call.
        """
        self._background = background
        if pixels is None:
            self._image = None
            return
        key = (pixels.ctypes.data, pixels.shape, ratio)
        if key not in self._images:
            # A QImage is made once for each buffer, not for each frame. The canvas draws by turns into two buffers; a
            # third one may hold the picture with another stretch, or that of two frames.
            self._images = dict(list(self._images.items())[1 - MOST_WRAPPED_BUFFERS :])
            height, width = pixels.shape[:2]
            self._images[key] = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            self._images[key].setDevicePixelRatio(ratio)
        self._image = self._images[key]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the picture or the background."""
        if self._image is not None:
            painter.drawImage(QPointF(0, 0), self._image)
        else:
            painter.fillRect(self._rect, self._background)


def display_colour(colour: QColor) -> Colour:
    """Return the BGRA bytes of display pixels that show this colour in place of a frame."""
    return (colour.blue(), colour.green(), colour.red(), GROUND_ALPHA)
