"""Controls of a comparison in one pane: dragging the swipe's edge, Shift and the wheel, Esc."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.navigation import WHEEL_NOTCH
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.tool_host import ToolHost

EDGE_GRAB_SCR = 6.0
"""The swipe's edge can be dragged from this near."""
LEFT_BUTTON = Qt.MouseButton.LeftButton


class CompareControls(QObject):
    """Handles the events of a pane that concern a comparison, before the tool gets them.

    `cursor` is the pointer's shape over the swipe's edge; None elsewhere.
    """

    def __init__(self, pane: Pane, session: Session, host: ToolHost) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._comparing = session.comparing
        self._host = host
        self._dragging = False
        self.cursor: Qt.CursorShape | None = None
        session.comparing.changed.connect(self._on_comparing_changed)

    def handle_event(self, event: QEvent) -> bool:
        """Handle an event; True if it was for the comparison and is consumed."""
        if not self._comparing.is_on(self._pane.index):
            return isinstance(event, QKeyEvent) and self._stop_on_escape(event)
        match event:
            case QMouseEvent():
                self._pane.blend.set_pointer(event.position(), self._pane.size_scr)
                return self._handle_mouse(event)
            case QWheelEvent() if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                delta = event.angleDelta()
                self._comparing.step((delta.y() or delta.x()) / WHEEL_NOTCH)
                return True
            case QKeyEvent():
                return self._stop_on_escape(event)
            case QFocusEvent() if event.lostFocus():
                self._comparing.hold(False, self._pane.index)
        return False

    def _handle_mouse(self, event: QMouseEvent) -> bool:
        """Drag the swipe's edge, or show that it can be dragged; True if the tool shall not see the event."""
        kind, at = event.type(), event.position()
        if self._dragging:
            if kind == QEvent.Type.MouseMove:
                self._move_edge(at)
            elif kind == QEvent.Type.MouseButtonRelease and event.button() == LEFT_BUTTON:
                self._dragging = False
            return True
        near = self._pane.blend.is_swiping and not self._host.busy and self._distance_to_edge(at) <= EDGE_GRAB_SCR
        had = self.cursor
        self.cursor = (
            self._edge_cursor() if near and event.buttons() in (Qt.MouseButton.NoButton, LEFT_BUTTON) else None
        )
        if near and kind == QEvent.Type.MouseButtonPress and event.button() == LEFT_BUTTON and not self._host.panning:
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

    def _distance_to_edge(self, at: QPointF) -> float:
        return abs((at.x() if self._comparing.upright else at.y()) - self._pane.blend.edge_scr(self._pane.size_scr))

    def _edge_cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.SplitHCursor if self._comparing.upright else Qt.CursorShape.SplitVCursor

    def _stop_on_escape(self, event: QKeyEvent) -> bool:
        """Stop the comparison on Esc in any pane, unless a drawing is under way; True if it was stopped."""
        asked = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if not asked or self._comparing.mode is None or self._host.busy:
            return False
        self._comparing.stop()
        return True

    def _on_comparing_changed(self) -> None:
        """End a drag of the edge when this pane compares no more."""
        if not self._comparing.is_on(self._pane.index):
            self._dragging, self.cursor = False, None
