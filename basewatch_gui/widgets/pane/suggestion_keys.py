"""The keys over a pane that step through its labels and settle its suggestions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session
    from basewatch_gui.widgets.pane.tool_host import ToolHost

SHIFT = Qt.KeyboardModifier.ShiftModifier
_HELD = SHIFT | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def action_of(event: QKeyEvent, session: "Session", host: "ToolHost", frame_id: int | None) -> str | None:
    """Return the name of the action that a key over a frame means; None if the key is for the tool or the window."""
    if host.busy or frame_id is None or frame_id not in session.project.frames:
        return None
    key, held = Qt.Key(event.key()), event.modifiers() & _HELD
    suggestions = session.suggestions
    if key == Qt.Key.Key_Escape and session.assisting.is_running:
        return "stop_assisting"
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and held in (SHIFT, Qt.KeyboardModifier.NoModifier):
        if not suggestions.on(frame_id) and not len(session.arrays(frame_id)):
            return None
        return "previous_label" if key == Qt.Key.Key_Backtab or held == SHIFT else "next_label"
    if suggestions.current is None and not suggestions.on(frame_id):
        return None
    if key in _ENTER and held == Qt.KeyboardModifier.NoModifier:
        return "accept_suggestion"
    if key in _ENTER and held == SHIFT:
        return "accept_all"
    if key == Qt.Key.Key_Escape and (suggestions.current is not None or not session.selection):
        return "leave_suggestions"
    return None
