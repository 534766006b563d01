"""A label whose text is elided where it is too narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from basewatch_gui.widgets import style


class ElidedLabel(QLabel):
    """A small quiet line, elided at its end and whole in its tooltip; faults are wrapped, in their colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFont(style.small_font(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hide()

    @property
    def whole_text(self) -> str:
        """The whole text, elided or not."""
        return self._text

    def set_text(self, text: str, *, faulty: bool = False) -> None:
        """Show a text, or hide the line if it is empty; `faulty` wraps it in the colour of errors."""
        self._text = text
        self.setForegroundRole(QPalette.ColorRole.BrightText if faulty else QPalette.ColorRole.PlaceholderText)
        self.setWordWrap(faulty)
        self.setToolTip("" if faulty else text)
        self.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide again for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        cut = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        self.setText(self._text if self.wordWrap() else cut)
