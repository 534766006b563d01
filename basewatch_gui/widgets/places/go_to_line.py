"""The line over the panes that takes a place to go to."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from basewatch_gui.geometry.coordinates import CoordinateError
from basewatch_gui.widgets import style

WIDTH_SCR = 440

_tr = QCoreApplication.translate


class GoToLine(QFrame):
    """Lies over the upper edge of the panes, so that nothing moves; Enter asks, Esc puts it away.

    A text that led nowhere stays, with one sentence under it.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("49.65, 39.00   37U EQ 1234 5678   pixel 120, 340"))
        self.field.setAccessibleName(self.tr("Go to"))
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(*[style.RHYTHM] * 4)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.field)
        layout.addWidget(self.sentence)
        self.field.returnPressed.connect(lambda: self.asked.emit(self.field.text()))
        self.field.textEdited.connect(lambda _text: self.show_fault(""))
        ground.installEventFilter(self)
        self.show_fault("")
        self.hide()

    def open(self) -> None:
        """Show the line with the text of before, ready to be written over."""
        self.show_fault("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_fault(self, text: str) -> None:
        """Show what is wrong with the place; '' clears it."""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
        self.sentence.setStyleSheet(f"color: {style.severity_colour('error').name()}")
        self._place()

    def leave(self) -> None:
        """Hide the line."""
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the line in the middle of the upper edge when that is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hide the line on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        width = min(WIDTH_SCR, self._ground.width() - 2 * style.RHYTHM)
        self._column.activate()
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((self._ground.width() - width) // 2, style.RHYTHM, width, height)


def coordinate_sentence(fault: CoordinateError) -> str:
    """Return what is wrong with a coordinate, in one sentence."""
    return {
        "empty": _tr("GoTo", "Type latitude and longitude, an MGRS reference, or “pixel” and two numbers."),
        "form": _tr("GoTo", "“{part}” is no place: write 49.65, 39.00 or 37U EQ 1234 5678 or pixel 120, 340."),
        "number": _tr("GoTo", "“{part}” can't be read as degrees, minutes and seconds."),
        "latitude": _tr("GoTo", "The latitude “{part}” is beyond 90°."),
        "longitude": _tr("GoTo", "The longitude “{part}” is beyond 180°."),
        "minutes": _tr("GoTo", "Minutes and seconds end at 60, those of “{part}” do not."),
        "two the same": _tr("GoTo", "“{part}” needs one latitude (N or S) and one longitude (E or W)."),
        "mgrs": _tr("GoTo", "“{part}” is no MGRS reference: zone, band, two letters and an even count of digits."),
    }[fault.fault].format(part=fault.part)
