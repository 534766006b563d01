"""A slim bar that shows one message at a time; it covers nothing that is in use and never loses an error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon, tinted_icon

Actions = Sequence[tuple[str, Callable[[], object]]]

INFO_MS = 8000
"""So long an information stays; warnings and errors stay until they are closed."""

_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    severity: str
    actions: tuple[tuple[str, Callable[[], object]], ...]


class MessageBar(QWidget):
    """Errors come before warnings, warnings before information; a newer information takes the place of an older one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue: list[_Message] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.info_ms = INFO_MS
        self._timer.timeout.connect(self.close_message)
        self._mark = QLabel(self)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.place = style.quiet_label("", self)
        self.close_button = QToolButton(self)
        self.close_button.setIcon(icon("close"))
        self.close_button.setToolTip(self.tr("Close the message"))
        self.close_button.setAccessibleName(self.tr("Close the message"))
        self.close_button.clicked.connect(self.close_message)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(style.RHYTHM // 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM + 4, style.RHYTHM // 2, style.RHYTHM // 2, style.RHYTHM // 2)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(self._mark)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.place)
        layout.addLayout(self._buttons)
        layout.addWidget(self.close_button)
        self.setAccessibleName(self.tr("Messages"))
        self.hide()

    @property
    def count(self) -> int:
        """How many messages wait, with the one that is shown."""
        return len(self._queue)

    @property
    def closes_by_itself(self) -> bool:
        """True if the message that is shown goes away after a while."""
        return self._timer.isActive()

    def show_message(self, text: str, severity: str = "info", actions: Actions = ()) -> None:
        """Show a sentence, an `info`, `warning` or `error`, with buttons for what can be done.

        One that waits already is not shown twice.
        """
        message = _Message(text, severity, tuple(actions))
        if any((held.text, held.severity) == (text, severity) for held in self._queue):
            return
        if severity == "info":
            self._queue = [held for held in self._queue if held.severity != "info"]
        self._queue.append(message)
        self._queue.sort(key=lambda held: _RANK[held.severity])
        self._show_first()

    def clear(self) -> None:
        """Forget all messages: what they speak of is closed."""
        self._queue.clear()
        self._show_first()

    def close_message(self) -> None:
        """Close the shown message and show the next one, if any."""
        del self._queue[:1]
        self._show_first()

    def changeEvent(self, event: QEvent) -> None:
        """Update colours and icon after a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._queue:
            self._tint(self._queue[0].severity)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the severity's colour at the left edge."""
        if not self._queue:
            return
        painter = QPainter(self)
        colour = style.severity_colour(self._queue[0].severity)
        painter.fillRect(self.rect(), style.hover_colour())
        painter.fillRect(0, 0, 4, self.height(), colour)
        painter.fillRect(0, self.height() - 1, self.width(), 1, style.line_colour())
        painter.end()

    def _show_first(self) -> None:
        self._timer.stop()
        style.clear_layout(self._buttons)
        if not self._queue:
            self.hide()
            return
        message = self._queue[0]
        self.sentence.setText(message.text)
        waiting = len(self._queue)
        self.place.setText(self.tr("1 of {count}").format(count=waiting) if waiting > 1 else "")
        self._tint(message.severity)
        for text, action in message.actions:
            self._add_button(message, text, action)
        if message.severity == "info":
            self._timer.start(self.info_ms)
        self.show()
        self.update()

    def _tint(self, severity: str) -> None:
        name = "info" if severity == "info" else "warning"
        self._mark.setPixmap(tinted_icon(name, style.severity_colour(severity), 20, self.devicePixelRatioF()))

    def _add_button(self, message: _Message, text: str, action: Callable[[], object]) -> None:
        button = QPushButton(text, self)
        button.clicked.connect(lambda: self._act(message, action))
        self._buttons.addWidget(button)
        button.show()

    def _act(self, message: _Message, action: Callable[[], object]) -> None:
        """Run the pressed button's action and drop its message."""
        self._queue = [held for held in self._queue if held is not message]
        self._show_first()
        action()
