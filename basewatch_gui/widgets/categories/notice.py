"""One sentence within a window, with buttons for what can be done; it never stands in the way."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.widgets import style

Buttons = Sequence[tuple[str, Callable[[], object]]]


class Notice(QWidget):
    """Shows a sentence with buttons for what can be done; the next one takes its place."""

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
        """Show a sentence, with buttons and a widget before them."""
        self.clear()
        self.text.setText(text)
        if extra is not None:
            self._row.addWidget(extra)
        for name, function in buttons:
            button = self.buttons[name] = QPushButton(name, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, function=function: self._act(function))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.show()

    def clear(self) -> None:
        """Clear the sentence."""
        while (taken := self._row.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        self.text.clear()
        self.hide()

    def _act(self, function: Callable[[], object]) -> None:
        self.clear()
        function()
