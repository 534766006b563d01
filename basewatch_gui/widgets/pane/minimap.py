"""The mini-map: all of a frame in a corner of its pane, and where on it the view is."""

import numpy as np
from affine import Affine
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import XY, apply_one, chained
from basewatch_gui.imagery.display.stretch import to_display_pixels
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.session.tiles import OpenFrame
from basewatch_gui.widgets.pane.layers.layer import CASING
from basewatch_gui.widgets.pane.layers.picture_layer import display_colour
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.style import accent, pane_ground

MARGIN_SCR = 10
PART = 0.22
"""Part of the pane's width and height that the map may take."""
LEAST_SCR, MOST_SCR = 84, 180
LEAST_PANE = (360, 260)
"""Smaller panes have no room for a map."""
LEAST_VIEW_SCR = 5.0
"""A view that is smaller on the map is drawn as large, so that it can be found."""


class MiniMap(QWidget):
    """Lies in the upper right corner of one pane at a time; a press or drag on it asks for the view to go there.

    It is away while all of the frame is in view: there is nothing to be found then. The states of the frame's cells
    lie over it where there is a grid.
    """

    asked = Signal(int, tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = True
        self._pane: Pane | None = None
        self._opened: OpenFrame | None = None
        self._ground = 0
        self._pixmap = QPixmap()
        self._view = QPolygonF()
        self._cells: tuple[QImage, QTransform] | None = None
        self._placed: object = None
        self._dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Mini-map"))
        self.hide()

    def follow(self, pane: Pane, cells: tuple[QImage, Affine] | None = None) -> None:
        """Show where the pane looks, in its corner; costs next to nothing while that is the same.

        `cells` is a picture of states and the way from its pixels to the frame's.
        """
        opened, to_screen = pane.own.opened, pane.own.to_screen
        placed = (pane, opened, to_screen, pane.size_scr, self.wanted, cells[0].cacheKey() if cells is not None else 0)
        if placed == self._placed:
            return
        self._placed = placed
        size = _map_size(opened, pane.size_scr) if opened is not None and self.wanted else None
        if opened is None or to_screen is None or size is None or _sees_all(opened, to_screen, pane.size_scr):
            self.hide()
            return
        if pane is not self._pane:
            self._pane = pane
            self.setParent(pane.viewport())
        self._draw(opened, size)
        to_map = Affine.scale(size.width() / opened.pyramid.width, size.height() / opened.pyramid.height)
        self._view = _view_on(chained(to_map, ~to_screen), pane.size_scr)
        self._cells = (cells[0], QTransform(*_columns(chained(to_map, cells[1])))) if cells is not None else None
        room = QRect(QPoint(pane.size_scr[0] - size.width() - MARGIN_SCR, MARGIN_SCR), size)
        if self.isHidden() or room != self.geometry():
            self.setGeometry(room)
            self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the view's outline."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        if self._cells is not None:
            painter.setTransform(self._cells[1])
            painter.drawImage(0, 0, self._cells[0])
            painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(CASING, 3.5))
        painter.drawPolygon(self._view)
        painter.setPen(QPen(accent(), 1.6))
        painter.drawPolygon(self._view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(CASING)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._ask(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while the button is held."""
        if self._dragging:
            self._ask(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click is a press too."""
        self.mousePressEvent(event)

    def _ask(self, at: QPointF) -> None:
        if self._pane is not None and self._opened is not None:
            pyramid = self._opened.pyramid
            x = min(max(at.x() / max(self.width(), 1), 0.0), 1.0) * pyramid.width
            y = min(max(at.y() / max(self.height(), 1), 0.0), 1.0) * pyramid.height
            self.asked.emit(self._pane.index, (x, y))

    def _draw(self, opened: OpenFrame, size: QSize) -> None:
        """Have the frame's picture in this size; made anew only for another frame, stretch, ground or size."""
        ratio = self.devicePixelRatioF()
        ground = pane_ground()
        if self._opened is opened and self._ground == ground.rgb() and self._pixmap.size() == size * ratio:
            return
        samples, valid = opened.overview
        tile = Tile(TileKey(opened.frame, 0, 0, 0), samples, valid)
        pixels = np.ascontiguousarray(to_display_pixels(tile, opened.stretch, display_colour(ground)))
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        self._pixmap = QPixmap.fromImage(scaled)
        self._pixmap.setDevicePixelRatio(ratio)
        self._opened, self._ground = opened, ground.rgb()


def _map_size(opened: OpenFrame, pane_scr: tuple[int, int]) -> QSize | None:
    """How large the map is in a pane; None where the pane is too small for one."""
    if pane_scr[0] < LEAST_PANE[0] or pane_scr[1] < LEAST_PANE[1]:
        return None
    width, height = opened.pyramid.width, opened.pyramid.height
    most = min(max(PART * pane_scr[0], LEAST_SCR), MOST_SCR), min(max(PART * pane_scr[1], LEAST_SCR), MOST_SCR)
    scale = min(most[0] / width, most[1] / height)
    return QSize(max(round(width * scale), 8), max(round(height * scale), 8))


def _columns(transform: Affine) -> tuple[float, float, float, float, float, float]:
    """The transform as Qt takes it: column by column."""
    return (transform.a, transform.d, transform.b, transform.e, transform.c, transform.f)


def _sees_all(opened: OpenFrame, to_screen: Affine, pane_scr: tuple[int, int]) -> bool:
    width, height = opened.pyramid.width, opened.pyramid.height
    corners = [apply_one(to_screen, corner) for corner in ((0, 0), (width, 0), (width, height), (0, height))]
    return all(-1 <= x <= pane_scr[0] + 1 and -1 <= y <= pane_scr[1] + 1 for x, y in corners)


def _view_on(screen_to_map: Affine, pane_scr: tuple[int, int]) -> QPolygonF:
    """The view's outline on the map, at least as large as can be found."""
    width, height = pane_scr
    corners: list[XY] = [(0, 0), (width, 0), (width, height), (0, height)]
    outline = QPolygonF([QPointF(*apply_one(screen_to_map, corner)) for corner in corners])
    bounds = outline.boundingRect()
    if max(bounds.width(), bounds.height()) >= LEAST_VIEW_SCR:
        return outline
    found = QRectF(0, 0, LEAST_VIEW_SCR, LEAST_VIEW_SCR)
    found.moveCenter(bounds.center())
    return QPolygonF([found.topLeft(), found.topRight(), found.bottomRight(), found.bottomLeft()])
