"""Form control for the note of the selected labels."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from basewatch_gui.widgets import style

NOTE_PAUSE_MS = 1500
"""A note is stored after this pause in typing, so that a crash costs no more than a sentence."""


class NoteField(QPlainTextEdit):
    """Edits a note; after a pause or on leaving, `written` gives the text and the (frame id, label id) keys."""

    written = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[tuple[int, int], ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.commit)
        self._pending = False
        self.pause_ms = NOTE_PAUSE_MS
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 2 * style.RHYTHM)
        self.textChanged.connect(self._on_text)

    def show_note(self, note: str | None, keys: tuple[tuple[int, int], ...], several: str) -> None:
        """Show the note of these labels, or `several` for None; unstored input for the same labels stays."""
        if self._pending and keys == self._keys:
            return
        self._keys = keys
        self.setPlaceholderText(several if note is None and keys else self.tr("Note"))
        if self.toPlainText() != (note or ""):
            self.blockSignals(True)
            self.setPlainText(note or "")
            self.blockSignals(False)
        self._pending = False
        self._timer.stop()

    def commit(self) -> None:
        """Emit what was written, if it changed."""
        self._timer.stop()
        if self._pending:
            self._pending = False
            self.written.emit(self.toPlainText(), self._keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the note when the focus goes."""
        super().focusOutEvent(event)
        self.commit()

    def _on_text(self) -> None:
        self._pending = True
        self._timer.start(self.pause_ms)
