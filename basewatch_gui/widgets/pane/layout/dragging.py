"""Dragging frames to panes: from the list of frames, and from one pane to another by its title."""

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.style import accent_colour

FRAME_MIME = "application/x-basewatch-frame"
"""The frame's id as decimal digits."""
PANE_MIME = "application/x-basewatch-pane"
"""The index of the pane that a frame is dragged from, as decimal digits."""
DROP_MARK_SCR = 4


def frame_mime(frame_id: int, pane: int | None = None) -> QMimeData:
    """Return the data of a dragged frame, with the index of the pane it comes from, if any."""
    data = QMimeData()
    data.setData(FRAME_MIME, str(frame_id).encode())
    if pane is not None:
        data.setData(PANE_MIME, str(pane).encode())
    return data


class PaneTitle(QWidget):
    """An invisible widget over a pane's title: drag it to another pane, double-click it, or open its menu.

    While a drawing is under way it lets pointer events through to the pane, and wheel events always.
    """

    maximise_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, pane: Pane, host: ToolHost) -> None:
        super().__init__(pane.viewport())
        self._pane = pane
        self._host = host
        self._pressed_at: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(
            QCoreApplication.translate("Panes", "Drag to another pane to swap them; double-click for the whole window")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def cover_title(self, room: QRect) -> None:
        """Cover the title, whose rectangle is in the pane's pixels."""
        if room != self.geometry():
            self.setGeometry(room)
            self.setVisible(not room.isEmpty())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start what may become a drag, and activate the pane."""
        if self._host.busy or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed_at = event.position().toPoint()
        self._pane.activated.emit(self._pane.index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the frame once the pointer has moved far enough."""
        if self._pressed_at is None:
            event.ignore()
            return
        way = event.position().toPoint() - self._pressed_at
        if way.manhattanLength() >= QApplication.startDragDistance() and self._pane.frame_id is not None:
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(frame_mime(self._pane.frame_id, self._pane.index))
            drag.setPixmap(self._pane.grab(self.geometry().adjusted(-4, -2, 4, 2)))
            drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget a press that did not become a drag."""
        if self._pressed_at is None:
            event.ignore()
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the pane to be maximised."""
        if self._host.busy or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.maximise_asked.emit(self._pane.index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the pane's menu."""
        if self._host.busy:
            event.ignore()
            return
        self.menu_asked.emit(self._pane.index, event.globalPos())


class PaneDrops(QObject):
    """Accepts frames dropped on a pane, and marks the pane while one is dragged over it.

    `shown` carries pane index and frame id, `swapped` the indices of two panes.
    """

    shown = Signal(int, int)
    swapped = Signal(int, int)

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.mark = _DropMark(pane.viewport())
        pane.viewport().setAcceptDrops(True)
        pane.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle drags of frames; False lets Qt deliver any other event."""
        match event:
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self.mark.hide()
                return self._drop(event)
            case QDragEnterEvent() | QDragMoveEvent():
                taken = event.mimeData().hasFormat(FRAME_MIME)
                event.setAccepted(taken)
                self.mark.show_mark(taken)
                return True
            case _ if event.type() == QEvent.Type.DragLeave:
                self.mark.hide()
                return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        data, here = event.mimeData(), self._pane.index
        event.setAccepted(data.hasFormat(FRAME_MIME))
        if data.hasFormat(PANE_MIME):
            there = int(data.data(PANE_MIME).toStdString())
            if there != here:
                self.swapped.emit(there, here)
        elif data.hasFormat(FRAME_MIME):
            self.shown.emit(here, int(data.data(FRAME_MIME).toStdString()))
        return True


class _DropMark(QWidget):
    """Edge and veil over the pane that would take what is dragged."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_mark(self, shown: bool) -> None:
        """Show the mark over the whole pane, or hide it."""
        self.setGeometry(self._viewport.rect())
        self.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the edge over a faint veil."""
        painter = QPainter(self)
        veil = QColor(accent_colour())
        veil.setAlpha(40)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(accent_colour(), DROP_MARK_SCR))
        half = DROP_MARK_SCR // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
        painter.end()
