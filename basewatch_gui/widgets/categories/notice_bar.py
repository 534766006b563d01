"""Bar within a window that shows one message with buttons, in place of a modal dialog."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.widgets import style

Buttons = Sequence[tuple[str, Callable[[], object]]]


class NoticeBar(QWidget):
    """Shows one message with buttons; the next message replaces it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notice"))
        self.text = QLabel(self)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.setWordWrap(True)
        self._row = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.text)
        layout.addLayout(self._row)
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_notice(self, text: str, buttons: Buttons = (), extra: QWidget | None = None) -> None:
        """Show a message; `buttons` are pairs of text and callback, `extra` is a widget to their left.

        A click clears the bar before it calls back.
        """
        self.clear()
        self.text.setText(text)
        if extra is not None:
            self._row.addWidget(extra)
        for name, function in buttons:
            button = self.buttons[name] = QPushButton(name, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, function=function: self._clear_and_call(function))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.show()

    def clear(self) -> None:
        """Remove message and buttons, and hide."""
        style.clear_layout(self._row)
        self.buttons = {}
        self.text.clear()
        self.hide()

    def _clear_and_call(self, function: Callable[[], object]) -> None:
        self.clear()
        function()
