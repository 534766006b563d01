"""Form control for one value of a frame: a line to edit it, and below where it came from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from basewatch_gui.widgets import style
from basewatch_gui.widgets.details.detail_values import caption
from basewatch_gui.widgets.fields.elided_label import ElidedLabel
from basewatch_gui.widgets.icons import icon


class DetailField(QWidget):
    """Edits one field of a frame; `written` gives field and new text, `back_asked` requests the file's own value."""

    written = Signal(str, str)
    back_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.line = _Line(self)
        self.line.setAccessibleName(caption(name))
        self.beside = style.quiet_label("", self)
        self.beside.hide()
        self.below = ElidedLabel(self)
        self.back = QToolButton(self)
        self.back.setIcon(icon("undo"))
        self.back.setToolTip(self.tr("Back to what the file says"))
        self.back.setAccessibleName(self.tr("{field}: back to what the file says").format(field=caption(name)))
        self.back.setFixedSize(self.line.sizeHint().height(), self.line.sizeHint().height())
        self.back.hide()
        self._shown = self._origin = ""
        upper = QHBoxLayout()
        upper.setSpacing(style.RHYTHM // 2)
        upper.addWidget(self.line, 1)
        upper.addWidget(self.beside)
        upper.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(upper)
        layout.addWidget(self.below)
        self.line.editingFinished.connect(self.commit)
        self.line.given_up.connect(self.restore)
        self.back.clicked.connect(lambda: self.back_asked.emit(self.name))

    def show_value(self, text: str, origin: str, entered: bool) -> None:
        """Show a value and its origin; for one that was `entered` by hand, a button to go back to the file's own."""
        self._shown, self._origin = text, origin
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.setToolTip(f"{text}\n{origin}" if text and origin else text or origin)
        self.back.setVisible(entered)
        self.below.set_text(origin, faulty=False)

    def show_beside(self, text: str) -> None:
        """Show a text to the right of the line; hide it for ""."""
        self.beside.setText(text)
        self.beside.setVisible(bool(text))

    def show_fault(self, sentence: str) -> None:
        """Show below the line what is wrong with its text; the text stays."""
        self.line.setModified(True)
        self.below.set_text(sentence, faulty=True)

    def commit(self) -> None:
        """Emit what was written, if it changed."""
        if not self.line.isModified():
            return
        self.line.setModified(False)
        if self.line.text().strip() != self._shown:
            self.written.emit(self.name, self.line.text())
        else:
            self.restore()

    def restore(self) -> None:
        """Replace the input by the value that was shown before."""
        self.show_value(self._shown, self._origin, self.back.isVisibleTo(self))


class _Line(QLineEdit):
    """Line edit that emits `given_up` on Esc, and shows the start of its text while it has no focus."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the input up on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Scroll to the start of a long text."""
        super().focusOutEvent(event)
        self.setCursorPosition(0)
