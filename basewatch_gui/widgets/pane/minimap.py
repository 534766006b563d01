"""The mini-map: a whole frame in a corner of its pane, with the outline of the view."""

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
from basewatch_gui.widgets.style import accent_colour, pane_background

MAP_MARGIN_SCR = 10
MAP_SHARE = 0.22
"""Share of the pane's width and height that the map may take, within LEAST_MAP_SCR and MOST_MAP_SCR."""
LEAST_MAP_SCR, MOST_MAP_SCR = 84, 180
LEAST_PANE_SCR = (360, 260)
"""Smaller panes have no map."""
LEAST_VIEW_MARK_SCR = 5.0
"""A view smaller than this on the map is drawn this large, so that it can be found."""


class MiniMap(QWidget):
    """A map in the upper right corner of one pane at a time; a press or drag on it moves the view.

    Hidden while the whole frame is in view. The states of the frame's cells lie over it if there is a labelling grid.
    `place_asked` carries the pane's index and a place in frame pixels.
    """

    place_asked = Signal(int, tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = True
        self._pane: Pane | None = None
        self._opened: OpenFrame | None = None
        self._background_rgb = 0
        self._pixmap = QPixmap()
        self._view_outline = QPolygonF()
        self._cells: tuple[QImage, QTransform] | None = None
        self._refresh_key: object = None
        self._dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Mini-map"))
        self.hide()

    def refresh_map(self, pane: Pane, cells: tuple[QImage, Affine] | None = None) -> None:
        """Refresh the map for a pane; returns at once while view, frame and cells are the same.

        `cells` is a picture of cell states and the transform from its pixels to frame pixels.
        """
        opened, to_screen = pane.own_frame.opened, pane.own_frame.to_screen
        placed = (pane, opened, to_screen, pane.size_scr, self.wanted, cells[0].cacheKey() if cells is not None else 0)
        if placed == self._refresh_key:
            return
        self._refresh_key = placed
        size = _map_size(opened, pane.size_scr) if opened is not None and self.wanted else None
        if opened is None or to_screen is None or size is None or _is_all_in_view(opened, to_screen, pane.size_scr):
            self.hide()
            return
        if pane is not self._pane:
            self._pane = pane
            self.setParent(pane.viewport())
        self._draw_frame(opened, size)
        to_map = Affine.scale(size.width() / opened.pyramid.width, size.height() / opened.pyramid.height)
        self._view_outline = _view_outline_on_map(chained(to_map, ~to_screen), pane.size_scr)
        self._cells = (cells[0], QTransform(*_qt_matrix(chained(to_map, cells[1])))) if cells is not None else None
        room = QRect(QPoint(pane.size_scr[0] - size.width() - MAP_MARGIN_SCR, MAP_MARGIN_SCR), size)
        if self.isHidden() or room != self.geometry():
            self.setGeometry(room)
            self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the cells and the view's outline."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        if self._cells is not None:
            painter.setTransform(self._cells[1])
            painter.drawImage(0, 0, self._cells[0])
            painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(CASING, 3.5))
        painter.drawPolygon(self._view_outline)
        painter.setPen(QPen(accent_colour(), 1.6))
        painter.drawPolygon(self._view_outline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(CASING)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the view to the pressed place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._ask_for_place(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view with the pointer while the button is held."""
        if self._dragging:
            self._ask_for_place(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Handle the second click as a press."""
        self.mousePressEvent(event)

    def _ask_for_place(self, at: QPointF) -> None:
        """Emit the place of the frame under a place of the map, moved into the frame."""
        if self._pane is not None and self._opened is not None:
            pyramid = self._opened.pyramid
            x = min(max(at.x() / max(self.width(), 1), 0.0), 1.0) * pyramid.width
            y = min(max(at.y() / max(self.height(), 1), 0.0), 1.0) * pyramid.height
            self.place_asked.emit(self._pane.index, (x, y))

    def _draw_frame(self, opened: OpenFrame, size: QSize) -> None:
        """Draw the frame's overview in this size, again only for another frame, stretch, background or size.

        The overview is in memory since the frame was opened: no file is touched here.
        """
        ratio = self.devicePixelRatioF()
        background = pane_background()
        if self._opened is opened and self._background_rgb == background.rgb() and self._pixmap.size() == size * ratio:
            return
        samples, valid = opened.overview
        tile = Tile(TileKey(opened.frame, 0, 0, 0), samples, valid)
        pixels = np.ascontiguousarray(to_display_pixels(tile, opened.stretch, display_colour(background)))
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        self._pixmap = QPixmap.fromImage(scaled)
        self._pixmap.setDevicePixelRatio(ratio)
        self._opened, self._background_rgb = opened, background.rgb()


def _map_size(opened: OpenFrame, pane_scr: tuple[int, int]) -> QSize | None:
    """Return the size of the map in a pane; None if the pane is too small for one."""
    if pane_scr[0] < LEAST_PANE_SCR[0] or pane_scr[1] < LEAST_PANE_SCR[1]:
        return None
    width, height = opened.pyramid.width, opened.pyramid.height
    most = (
        min(max(MAP_SHARE * pane_scr[0], LEAST_MAP_SCR), MOST_MAP_SCR),
        min(max(MAP_SHARE * pane_scr[1], LEAST_MAP_SCR), MOST_MAP_SCR),
    )
    scale = min(most[0] / width, most[1] / height)
    return QSize(max(round(width * scale), 8), max(round(height * scale), 8))


def _qt_matrix(transform: Affine) -> tuple[float, float, float, float, float, float]:
    """Return the six numbers of a transform in the order of QTransform, column by column."""
    return (transform.a, transform.d, transform.b, transform.e, transform.c, transform.f)


def _is_all_in_view(opened: OpenFrame, to_screen: Affine, pane_scr: tuple[int, int]) -> bool:
    """Return True if all corners of the frame are within the pane, to a pixel."""
    width, height = opened.pyramid.width, opened.pyramid.height
    corners = [apply_one(to_screen, corner) for corner in ((0, 0), (width, 0), (width, height), (0, height))]
    return all(-1 <= x <= pane_scr[0] + 1 and -1 <= y <= pane_scr[1] + 1 for x, y in corners)


def _view_outline_on_map(screen_to_map: Affine, pane_scr: tuple[int, int]) -> QPolygonF:
    """Return the view's outline on the map, no smaller than LEAST_VIEW_MARK_SCR."""
    width, height = pane_scr
    corners: list[XY] = [(0, 0), (width, 0), (width, height), (0, height)]
    outline = QPolygonF([QPointF(*apply_one(screen_to_map, corner)) for corner in corners])
    bounds = outline.boundingRect()
    if max(bounds.width(), bounds.height()) >= LEAST_VIEW_MARK_SCR:
        return outline
    found = QRectF(0, 0, LEAST_VIEW_MARK_SCR, LEAST_VIEW_MARK_SCR)
    found.moveCenter(bounds.center())
    return QPolygonF([found.topLeft(), found.topRight(), found.bottomRight(), found.bottomLeft()])
