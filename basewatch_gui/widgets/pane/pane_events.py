"""Pointer and keys over a pane: each handler converts the event and calls the view or the tool."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from affine import Affine
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.transform import without_shift
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session
from basewatch_gui.session.tool_context import SessionContext
from basewatch_gui.tools.context import TOLERANCE_SCR, Pointer, Result
from basewatch_gui.tools.hand import HAND
from basewatch_gui.tools.tool import Tool
from basewatch_gui.widgets.pane.compare_controls import LEFT_BUTTON, CompareControls
from basewatch_gui.widgets.pane.navigation import GroundDrag, viewpoint_after_pinch, viewpoint_after_wheel
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.tool_host import ToolHost

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ANY_MODIFIER = (
    _SHIFT | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_ToolCall = Callable[[Tool, SessionContext], Result]


class PaneEvents(QObject):
    """Turns the events of one pane into views, tool events, nudges and actions.

    A filter on pane and viewport, so that the pane itself only shows. `failed` carries a BasewatchError of a nudge,
    `action_asked` the name of an action.
    """

    failed = Signal(object)
    action_asked = Signal(str)

    # Lambdas, not `Tool.enter` itself: the method of the tool's own class must be called.
    TOOL_KEYS: ClassVar[dict[Qt.Key, _ToolCall]] = {
        Qt.Key.Key_Return: lambda tool, context: tool.enter(context),
        Qt.Key.Key_Enter: lambda tool, context: tool.enter(context),
        Qt.Key.Key_Backspace: lambda tool, context: tool.backspace(context),
        Qt.Key.Key_Delete: lambda tool, context: tool.delete(context),
        Qt.Key.Key_Escape: lambda tool, context: tool.escape(context),
    }
    ARROW_KEYS: ClassVar[dict[Qt.Key, tuple[int, int]]] = {
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
        Qt.Key.Key_Up: (0, -1),
        Qt.Key.Key_Down: (0, 1),
    }

    def __init__(self, pane: Pane, session: Session, host: ToolHost) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._host = host
        self._pan: tuple[GroundDrag, Qt.MouseButton] | None = None
        self._nudge: tuple[GroundDrag, Affine, Frame] | None = None
        self._hovered_at: QPointF | None = None
        self._compare = CompareControls(pane, session, host)
        pane.viewport().installEventFilter(self)
        pane.installEventFilter(self)
        host.preview_changed.connect(self._set_cursor_shape)
        host.tool_changed.connect(self._set_cursor_shape)
        host.tool_changed.connect(self._hover_again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle an event; False lets Qt deliver it as usual."""
        if self._compare.handle_event(event):
            self._set_cursor_shape()
            return True
        match event:
            case QMouseEvent():
                return self._handle_mouse(event)
            case QWheelEvent():
                self._handle_wheel(event)
                return True
            case QNativeGestureEvent() if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._session.view.look(
                    self._pane.index, viewpoint_after_pinch(self._pane.viewpoint, event, self._pane.size_scr)
                )
                return True
            case QEnterEvent() if self._pane.isActiveWindow():
                self._pane.activated.emit(self._pane.index)
            case QKeyEvent() if watched is self._pane:
                return self._handle_key(event)
            case _ if event.type() == QEvent.Type.Leave and watched is self._pane.viewport():
                self._session.view.point_at(None, None)
                self._hovered_at = None
                self._host.leave()
            case _ if event.type() == QEvent.Type.FocusOut and watched is self._pane:
                self._host.panning = self._host.panning and isinstance(QApplication.focusWidget(), Pane)
                self._set_cursor_shape()
        return False

    def _handle_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._press(event)
            case QEvent.Type.MouseButtonDblClick:
                if event.button() == LEFT_BUTTON and self._pan is None and not self._moves_view(LEFT_BUTTON):
                    pointer = self._pointer(event)
                    self._send_to_tool(lambda tool, context: tool.double_click(pointer, context))
                else:
                    self._press(event)
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonRelease:
                self._release(event)
            case _:
                return False
        return True

    def _press(self, event: QMouseEvent) -> None:
        pane, button = self._pane, event.button()
        pane.setFocus(Qt.FocusReason.MouseFocusReason)
        pane.activated.emit(pane.index)
        if self._is_nudge(event):
            self._start_nudge(event.position())
        elif self._moves_view(button):
            self._pan = (GroundDrag(pane.viewpoint, event.position()), button)
        elif button == LEFT_BUTTON:
            pointer = self._pointer(event)
            self._send_to_tool(lambda tool, context: tool.press(pointer, context))
        elif button == Qt.MouseButton.BackButton:
            self._session.places.back()
        elif button == Qt.MouseButton.ForwardButton:
            self._session.places.forward()
        elif button == Qt.MouseButton.RightButton:
            pointer = self._pointer(event)
            self._send_to_tool(lambda tool, context: tool.right_click(pointer, context))
        self._set_cursor_shape()

    def _moves_view(self, button: Qt.MouseButton) -> bool:
        """Return True if a drag with this button pans: the middle one, or the left one with the hand or Space held."""
        by_left = self._host.name == HAND.name or self._host.panning
        return button == Qt.MouseButton.MiddleButton or (button == LEFT_BUTTON and by_left)

    def _is_nudge(self, event: QMouseEvent) -> bool:
        """Return True for a press with Ctrl and the hand, which drags this frame only."""
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return with_ctrl and self._host.name == HAND.name and event.button() == LEFT_BUTTON

    def _move(self, event: QMouseEvent) -> None:
        at = self._hovered_at = event.position()
        if self._pan is not None:
            self._session.view.look(self._pane.index, self._pan[0].viewpoint_at(at))
        elif self._nudge is not None:
            drag, to_plane, _ = self._nudge
            self._pane.nudge_m = to_plane @ drag.shift_scr(at)
            self._pane.changed.emit()
        else:
            pointer = self._pointer(event)
            self._send_to_tool(lambda tool, context: tool.move(pointer, context), hover=True)
        self._session.view.point_at(self._pane.index, self._pane.to_ground(at))

    def _hover_again(self) -> None:
        """Send the resting pointer to a tool that was just taken, so that its preview shows at once."""
        if self._hovered_at is not None and self._pan is None and self._nudge is None:
            pointer = self._pointer_at(self._hovered_at, Qt.KeyboardModifier.NoModifier)
            self._send_to_tool(lambda tool, context: tool.move(pointer, context), hover=True)

    def _release(self, event: QMouseEvent) -> None:
        if self._pan is not None and event.button() == self._pan[1]:
            self._pan = None
        elif self._nudge is not None and event.button() == LEFT_BUTTON:
            self._end_nudge(event.position())
        elif event.button() == LEFT_BUTTON:
            pointer = self._pointer(event)
            self._send_to_tool(lambda tool, context: tool.release(pointer, context))
        self._set_cursor_shape()

    def _handle_wheel(self, event: QWheelEvent) -> None:
        self._pan = None
        viewpoint = viewpoint_after_wheel(self._pane.viewpoint, event, self._pane.size_scr, self._host.wheel_scrolls)
        self._session.view.look(self._pane.index, viewpoint)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._host.panning = event.type() == QEvent.Type.KeyPress
            self._set_cursor_shape()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        action = suggestion_action(event, self._session, self._host, self._pane.pointed.frame_id)
        if action is not None:
            self.action_asked.emit(action)
            return True
        if key == Qt.Key.Key_Escape and self._host.is_idle and self._session.labelling_grid.walk.leave():
            return True
        if key in self.TOOL_KEYS:
            self._host.send_key(self.TOOL_KEYS[key])
            return True
        if key in self.ARROW_KEYS:
            step = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = self.ARROW_KEYS[key]
            self._host.send_key(lambda tool, context: tool.arrow(dx * step, dy * step, context))
            return True
        return False

    def _send_to_tool(self, event: _ToolCall, *, hover: bool = False) -> None:
        """Send a pointer event to the tool, if there is a frame under the pointer."""
        if self._pane.pointed.frame_id is not None and self._pane.frame_to_screen is not None:
            self._host.send(self._pane.pointed.frame_id, event, hover=hover)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        return self._pointer_at(event.position(), event.modifiers())

    def _pointer_at(self, at_scr: QPointF, held: Qt.KeyboardModifier) -> Pointer:
        """Convert a place in screen pixels and the held keys to what tools receive, in frame pixels."""
        at = self._pane.to_frame(at_scr) or (0.0, 0.0)
        return Pointer(
            at,
            TOLERANCE_SCR * self._pane.frame_px_per_scr,
            bool(held & Qt.KeyboardModifier.ShiftModifier),
            bool(held & Qt.KeyboardModifier.ControlModifier),
            bool(held & Qt.KeyboardModifier.AltModifier),
        )

    def _start_nudge(self, at: QPointF) -> None:
        """Remember frame and view: the drag is measured with the view it began in."""
        frame = self._session.project.frames.get(self._pane.frame_id or 0)
        if frame is not None:
            viewpoint = self._pane.viewpoint
            to_plane = ~without_shift(viewpoint.plane_to_screen(self._pane.size_scr))
            self._nudge = (GroundDrag(viewpoint, at), to_plane, frame)

    def _end_nudge(self, at: QPointF) -> None:
        """Move the frame's registration by the drag, unless the frame was changed meanwhile."""
        assert self._nudge is not None
        drag, to_plane, frame = self._nudge
        self._nudge = None
        self._pane.nudge_m = (0.0, 0.0)
        self._pane.changed.emit()
        # Another edit may have come during the drag, as by undo: writing the old record would revert it.
        if self._session.project.frames.get(frame.id) != frame:
            return
        a, b, c, d, e, f = frame.registration
        dx_m, dy_m = to_plane @ drag.shift_scr(at)
        try:
            moved = replace(frame, registration=(a, b, c + dx_m, d, e, f + dy_m))
            self._session.do(replaced("nudge", [(frame, moved)]))
        except BasewatchError as fault:
            self.failed.emit(fault)

    def _set_cursor_shape(self) -> None:
        """Set the pointer's shape: the swipe's edge first, then drag, then hand, then the tool's own."""
        tool = self._host.tool
        if self._compare.cursor is not None:
            shape = self._compare.cursor
        elif self._pan is not None or self._nudge is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._host.panning or tool is None:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = _CURSORS[tool.cursor]
        self._pane.viewport().setCursor(shape)


_CURSORS = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "size": Qt.CursorShape.PointingHandCursor,
    "turn": Qt.CursorShape.PointingHandCursor,
}


def suggestion_action(event: QKeyEvent, session: Session, host: ToolHost, frame_id: int | None) -> str | None:
    """Return the action of a key that steps labels, settles suggestions or stops the assistant; None for other keys."""
    if host.busy or frame_id is None or frame_id not in session.project.frames:
        return None
    key, held = Qt.Key(event.key()), event.modifiers() & _ANY_MODIFIER
    suggestions = session.suggestions
    if key == Qt.Key.Key_Escape and session.assisting.is_running:
        return "stop_assisting"
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and held in (_SHIFT, Qt.KeyboardModifier.NoModifier):
        if not suggestions.suggestions_on(frame_id) and not len(session.arrays(frame_id)):
            return None
        return "previous_label" if key == Qt.Key.Key_Backtab or held == _SHIFT else "next_label"
    if suggestions.current is None and not suggestions.suggestions_on(frame_id):
        return None
    if key in _ENTER_KEYS and held == Qt.KeyboardModifier.NoModifier:
        return "accept_suggestion"
    if key in _ENTER_KEYS and held == _SHIFT:
        return "accept_all"
    if key == Qt.Key.Key_Escape and (suggestions.current is not None or not session.selection):
        return "leave_suggestions"
    return None
