"""The help panel: the tool in the hand, what may confuse just now, and the last messages."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from basewatch_gui.widgets import style
from basewatch_gui.widgets.guidance.message_log import LoggedMessage
from basewatch_gui.widgets.icons import tinted_icon
from basewatch_gui.widgets.workbench.capability import Notice

Line = tuple[str, str]
"""A key and what it does."""


class HelpPanel(QWidget):
    """Shows what the tool wants, which keys work, what may confuse with a button that helps, and the last messages.

    `palette_changed` asks for all of it again, in the colours of another theme; `shown` when it comes into sight.
    """

    palette_changed = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setFont(style.strong_font(self.font()))
        self.hint = _wrapped(self)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(style.RHYTHM)
        self.page = _wrapped(self)
        self.page.setTextFormat(Qt.TextFormat.MarkdownText)
        self.keys_heading = _heading(self.tr("Keys that work now"), self)
        self.keys = _wrapped(self)
        self.keys.setTextFormat(Qt.TextFormat.RichText)
        self.log_heading = _heading(self.tr("Said before"), self)
        self.log = _wrapped(self)
        self.log.setTextFormat(Qt.TextFormat.RichText)
        self.log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown: tuple[Notice, ...] = ()
        self._lay_out()

    def show_tool(self, title: str, hint: str, page: str, lines: Sequence[Line]) -> None:
        """Show which tool is in the hand, what it wants, how it is used (markdown) and which keys work."""
        rows = "".join(
            f"<tr><td style='padding-right: 10px'><b>{escape(key)}</b></td><td>{escape(text)}</td></tr>"
            for key, text in lines
        )
        for label, text in (
            (self.title, title),
            (self.hint, hint),
            (self.page, page),
            (self.keys, f"<table cellspacing='2'>{rows}</table>" if rows else ""),
        ):
            if label.text() != text:
                label.setText(text)
        self.keys_heading.setVisible(bool(rows))
        self.keys.setVisible(bool(rows))

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show what may confuse; each with the button that puts it right."""
        if [(each.text, each.button) for each in notices] == [(each.text, each.button) for each in self._shown]:
            return
        self._shown = tuple(notices)
        style.clear_layout(self.notices)
        for notice in notices:
            self.notices.addWidget(_NoticeLine(notice, self))

    def show_messages(self, messages: Sequence[LoggedMessage]) -> None:
        """List messages, the last one first."""
        lines = [
            f"<span style='color: {style.quiet_colour().name()}'>{message.at}</span> {escape(message.text)}"
            for message in reversed(messages)
        ]
        text = "<br>".join(lines)
        if self.log.text() != text:
            self.log.setText(text)
        self.log.setVisible(bool(lines))
        self.log_heading.setVisible(bool(lines))

    def changeEvent(self, event: QEvent) -> None:
        """Clear the notices on a change of theme; `palette_changed` then has them shown in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_notices(())
            self.palette_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the texts of now."""
        super().showEvent(event)
        self.shown.emit()

    def _lay_out(self) -> None:
        body = QWidget(self)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(*[style.RHYTHM] * 4)
        inside.setSpacing(style.RHYTHM)
        inside.addWidget(self.title)
        inside.addWidget(self.hint)
        inside.addLayout(self.notices)
        for widget in (self.page, self.keys_heading, self.keys, self.log_heading, self.log):
            inside.addWidget(widget)
        inside.addStretch(1)
        area = style.scrolling(body, self)
        area.setAccessibleName(self.tr("Help"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


class _NoticeLine(QFrame):
    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        mark = QLabel(self)
        mark.setPixmap(tinted_icon("warning", style.severity_colour("warning"), 16, self.devicePixelRatioF()))
        mark.setFixedSize(QSize(16, 16))
        text = _wrapped(self)
        text.setText(notice.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1)
        if notice.button:
            button = QPushButton(notice.button, self)
            button.setAccessibleDescription(notice.text)
            button.clicked.connect(lambda _checked: notice.action())
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def _wrapped(parent: QWidget) -> QLabel:
    made = QLabel(parent)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    return made


def _heading(text: str, parent: QWidget) -> QLabel:
    made = style.quiet_label(text, parent)
    made.setFont(style.strong_font(made.font()))
    return made
