"""The lowest layer: the frame's composed picture, painted one to one."""

from affine import Affine
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import apply, mean_scale
from basewatch_gui.imagery.display.compose import Composer, Picture
from basewatch_gui.imagery.display.stretch import Colour
from basewatch_gui.session.tiles import OpenFrame, TileStore
from basewatch_gui.widgets.pane.layers.layer import Layer


class PictureLayer(Layer):
    """Composes the frame when something has changed and keeps the picture until then."""

    def __init__(self) -> None:
        super().__init__(0)
        self._composer = Composer()
        self._image: QImage | None = None
        self._picture: Picture | None = None
        self._key: object = None
        self._shown: object = None
        self._arrivals = 0
        self._ground = QColor()

    def set_ground(self, ground: QColor) -> None:
        """Show this colour where there is no frame."""
        self._ground = ground

    def clear(self) -> None:
        """Show nothing."""
        self._image = self._picture = self._key = None

    def prepare(
        self, opened: OpenFrame, frame_to_screen: Affine, size_scr: tuple[int, int], ratio: float, tiles: TileStore
    ) -> tuple[TileKey, ...]:
        """Compose for a pane of this size in device pixels; returns the tiles that are still missing."""
        shown = (opened.frame, opened.pyramid, opened.stretch, self._ground.rgb())
        if shown != self._shown:
            self._composer.ground = display_colour(self._ground)
            self._composer.forget()
            self._shown = shown
            self._key = None
        key = (frame_to_screen, size_scr, ratio)
        news = self._arrivals != tiles.arrivals
        if key != self._key or self._picture is None or (self._picture.missing and news):
            self._arrivals = tiles.arrivals
            picture = self._composer.compose(opened.frame, opened.pyramid, frame_to_screen, size_scr, tiles.display)
            width, height = size_scr
            self._image = QImage(picture.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            self._image.setDevicePixelRatio(ratio)
            self._picture, self._key = picture, key
        return self._picture.missing

    @property
    def level(self) -> int | None:
        """The pyramid level shown now."""
        return self._picture.level if self._picture is not None else None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the composed picture; it covers the whole pane."""
        if self._image is not None:
            painter.drawImage(QPointF(0, 0), self._image)
        else:
            painter.fillRect(self._rect, self._ground)


def wanted_tiles(opened: OpenFrame, frame_to_screen: Affine, size_scr: tuple[int, int]) -> tuple[TileKey, ...]:
    """The tiles that a pane of this size in device pixels will show."""
    width, height = size_scr
    to_frame = ~frame_to_screen
    corners = apply(to_frame, [(0, 0), (width, 0), (width, height), (0, height)])
    level = opened.pyramid.level_for(mean_scale(to_frame))
    return tuple(opened.pyramid.tiles(opened.frame, level, corners))


def display_colour(colour: QColor) -> Colour:
    """The colour as display pixels lie in memory."""
    return (colour.blue(), colour.green(), colour.red(), 255)
