"""The nudge in numbers and by steps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from basewatch_gui.geometry.transform import XY
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import QuietNumber

FINE_PX, COARSE_PX = 0.1, 1.0
_FARTHEST_M = 1e7
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Metres(QuietNumber):
    """A length in metres."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setRange(-_FARTHEST_M, _FARTHEST_M)
        self.setDecimals(2)
        self.setSuffix(" m")
        self.setMinimumWidth(60)


class NudgeFields(QWidget):
    """East and north in metres, typed; below them arrows, which also the arrow keys press.

    `written` gives both lengths, `stepped` a step in frame pixels: 0.1, with Shift 1.
    """

    written = Signal(float, float)
    stepped = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.east = Metres(self.tr("East"), self)
        self.north = Metres(self.tr("North"), self)
        for field in (self.east, self.north):
            field.valueChanged.connect(lambda _value: self.written.emit(self.east.value(), self.north.value()))
        self.pad = ArrowPad(self)
        self.pad.stepped.connect(self.stepped)
        grid = QGridLayout()
        grid.setSpacing(style.RHYTHM // 2)
        for row, (text, field) in enumerate(((self.tr("East"), self.east), (self.tr("North"), self.north))):
            label = style.quiet_label(text, self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM)
        layout.addLayout(grid, 1)
        layout.addWidget(self.pad)

    def show_shift(self, shift_m: XY) -> None:
        """Show the registration's shift; a field that is being typed in is left alone."""
        for field, value in zip((self.east, self.north), shift_m, strict=True):
            if not (field.hasFocus() and field.lineEdit().isModified()):
                field.blockSignals(True)
                field.setValue(value)
                field.blockSignals(False)


class ArrowPad(QWidget):
    """Four arrows for small steps; with the focus here the arrow keys press them."""

    stepped = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Nudge by steps"))
        help_text = self.tr("Nudge by 0.1 px, with Shift by 1 px; click here, then the arrow keys do it.")
        self.setToolTip(help_text)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        places = {Qt.ArrowType.UpArrow: (0, 1, 0, 1), Qt.ArrowType.LeftArrow: (1, 0, -1, 0),
                  Qt.ArrowType.RightArrow: (1, 2, 1, 0), Qt.ArrowType.DownArrow: (1, 1, 0, -1)}  # fmt: skip
        names = {
            Qt.ArrowType.UpArrow: self.tr("Nudge north"),
            Qt.ArrowType.LeftArrow: self.tr("Nudge west"),
            Qt.ArrowType.RightArrow: self.tr("Nudge east"),
            Qt.ArrowType.DownArrow: self.tr("Nudge south"),
        }
        for arrow, (row, column, east, north) in places.items():
            button = QToolButton(self)
            button.setArrowType(arrow)
            button.setAccessibleName(names[arrow])
            button.setAutoRepeat(True)
            button.setFocusProxy(self)
            button.setToolTip(help_text)
            button.clicked.connect(lambda _=False, east=east, north=north: self._step(east, north))
            grid.addWidget(button, row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge by the arrow keys."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        size = COARSE_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else FINE_PX
        self.stepped.emit(step[0] * size, step[1] * size)

    def _step(self, east: int, north: int) -> None:
        size = COARSE_PX if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier else FINE_PX
        self.setFocus()
        self.stepped.emit(east * size, north * size)
