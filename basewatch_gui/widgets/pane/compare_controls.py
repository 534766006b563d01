"""What a comparison is moved with in one pane: the swipe's edge, the wheel and Esc."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.navigation import NOTCH
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.tool_host import ToolHost

NEAR_SCR = 6.0
LEFT = Qt.MouseButton.LeftButton


class CompareControls(QObject):
    """Takes the pane's events that concern a comparison; `cursor` is the pointer's shape over the swipe's edge."""

    def __init__(self, pane: Pane, session: Session, host: ToolHost) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._comparing = session.comparing
        self._host = host
        self._dragging = False
        self.cursor: Qt.CursorShape | None = None
        session.comparing.changed.connect(self._follow)

    def takes(self, event: QEvent) -> bool:
        """Whether the event was for the comparison, and is dealt with."""
        if not self._comparing.is_on(self._pane.index):
            return isinstance(event, QKeyEvent) and self._leaves(event)
        match event:
            case QMouseEvent():
                self._pane.blend.point(event.position(), self._pane.size_scr)
                return self._mouse(event)
            case QWheelEvent() if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                delta = event.angleDelta()
                self._comparing.step((delta.y() or delta.x()) / NOTCH)
                return True
            case QKeyEvent():
                return self._leaves(event)
            case QFocusEvent() if event.lostFocus():
                self._comparing.hold(False, self._pane.index)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.position()
        if self._dragging:
            if kind == QEvent.Type.MouseMove:
                self._move_edge(at)
            elif kind == QEvent.Type.MouseButtonRelease and event.button() == LEFT:
                self._dragging = False
            return True
        near = self._pane.blend.swipes and not self._host.busy and self._off_edge(at) <= NEAR_SCR
        had = self.cursor
        self.cursor = self._shape() if near and event.buttons() in (Qt.MouseButton.NoButton, LEFT) else None
        if near and kind == QEvent.Type.MouseButtonPress and event.button() == LEFT and not self._host.panning:
            self._dragging = True
            return True
        if kind == QEvent.Type.MouseMove and self.cursor is not None and event.buttons() == Qt.MouseButton.NoButton:
            self._session.view.point_at(self._pane.index, self._pane.to_ground(at))
            return True
        if had is not None and self.cursor is None:
            self._host.preview_changed.emit()
        return False

    def _move_edge(self, at: QPointF) -> None:
        width, height = self._pane.size_scr
        self._comparing.set_edge(at.x() / width if self._comparing.upright else at.y() / height)

    def _off_edge(self, at: QPointF) -> float:
        return abs((at.x() if self._comparing.upright else at.y()) - self._pane.blend.edge_scr(self._pane.size_scr))

    def _shape(self) -> Qt.CursorShape:
        return Qt.CursorShape.SplitHCursor if self._comparing.upright else Qt.CursorShape.SplitVCursor

    def _leaves(self, event: QKeyEvent) -> bool:
        """Esc leaves the comparison from any pane, unless it is for a drawing."""
        asked = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if not asked or self._comparing.mode is None or self._host.busy:
            return False
        self._comparing.stop()
        return True

    def _follow(self) -> None:
        if not self._comparing.is_on(self._pane.index):
            self._dragging, self.cursor = False, None
