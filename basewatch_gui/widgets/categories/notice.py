"""One sentence within a window, with buttons for what can be done; it never stands in the way."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.widgets import style

Buttons = Sequence[tuple[str, Callable[[], object]]]


class Notice(QWidget):
    """Says a sentence and asks what to do; the next one takes its place."""

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

    def say(self, text: str, buttons: Buttons = (), extra: QWidget | None = None) -> None:
        """Say this, with buttons and a widget before them."""
        self.clear()
        self.text.setText(text)
        if extra is not None:
            self._row.addWidget(extra)
        for name, deed in buttons:
            button = self.buttons[name] = QPushButton(name, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, deed=deed: self._act(deed))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.show()

    def clear(self) -> None:
        """Say nothing more."""
        while (taken := self._row.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        self.text.clear()
        self.hide()

    def _act(self, deed: Callable[[], object]) -> None:
        self.clear()
        deed()
