"""Frames dragged to panes: from the list of frames, and from one pane to another by its title."""

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
from basewatch_gui.widgets.style import accent

FRAME_MIME = "application/x-basewatch-frame"
"""Holds the frame's id as decimal digits."""
PANE_MIME = "application/x-basewatch-pane"
"""Holds the index of the pane that a frame is dragged from."""
MARK_SCR = 4


def frame_mime(frame_id: int, pane: int | None = None) -> QMimeData:
    """What is dragged: a frame, and the pane that shows it where it comes from one."""
    data = QMimeData()
    data.setData(FRAME_MIME, str(frame_id).encode())
    if pane is not None:
        data.setData(PANE_MIME, str(pane).encode())
    return data


class PaneTitle(QWidget):
    """Lies unseen over a pane's title: drag it to another pane, double-click it, or ask for its menu.

    While a drawing is under way it lets the pointer through, and the wheel always.
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

    def follow(self, room: QRect) -> None:
        """Lie over the title, where it is now."""
        if room != self.geometry():
            self.setGeometry(room)
            self.setVisible(not room.isEmpty())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        if self._host.busy or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed_at = event.position().toPoint()
        self._pane.activated.emit(self._pane.index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the frame once the pointer has come far enough."""
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
        """End what was no drag."""
        if self._pressed_at is None:
            event.ignore()
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the whole window."""
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
    """Takes frames that are dropped on a pane and marks the pane while one hovers; everything else goes its way."""

    shown = Signal(int, int)
    swapped = Signal(int, int)

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.mark = _Mark(pane.viewport())
        pane.viewport().setAcceptDrops(True)
        pane.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take frames only."""
        match event:
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self.mark.hide()
                return self._drop(event)
            case QDragEnterEvent() | QDragMoveEvent():
                taken = event.mimeData().hasFormat(FRAME_MIME)
                event.setAccepted(taken)
                self.mark.show_over(taken)
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


class _Mark(QWidget):
    """Says by its edge which pane takes what is dragged."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, shown: bool) -> None:
        """Cover the pane, or go away."""
        self.setGeometry(self._viewport.rect())
        self.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge over a faint veil."""
        painter = QPainter(self)
        veil = QColor(accent())
        veil.setAlpha(40)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(accent(), MARK_SCR))
        half = MARK_SCR // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
        painter.end()
