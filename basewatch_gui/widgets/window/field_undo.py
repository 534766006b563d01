"""Ctrl+Z in a field that has nothing of its own to take back takes back the last change of the project."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class FieldUndo(QObject):
    """Watches the text field that has the keys: Qt's fields take undo and redo even where they have neither."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave undo and redo to the window where the field can do neither."""
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride and _is_the_window_s(watched, event):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit | QPlainTextEdit):
            now.installEventFilter(self)


def _is_the_window_s(field: QObject, event: QKeyEvent) -> bool:
    match field:
        case QLineEdit():
            can_undo, can_redo = field.isUndoAvailable(), field.isRedoAvailable()
        case QPlainTextEdit():
            can_undo, can_redo = field.document().isUndoAvailable(), field.document().isRedoAvailable()
        case _:
            return False
    return (event.matches(UNDO) and not can_undo) or (event.matches(REDO) and not can_redo)
