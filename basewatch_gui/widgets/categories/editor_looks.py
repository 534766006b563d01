"""The looks that a category can have: colours by dashes, to choose one of."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from basewatch_gui.model.category import Category, Dash
from basewatch_gui.model.edits.categories import COLOURS, DASHES
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_texts import dash_name
from basewatch_gui.widgets.fields.swatch import paint_swatch

Look = tuple[str, Dash]
CELL = QSize(32, 24)
_TAKEN_OPACITY = 0.3
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class LookField(QWidget):
    """A swatch for each colour and dash; those that another category has are faint. `chosen` gives the look."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: tuple[str, ...] = COLOURS
        self._look: Look = (COLOURS[0], "solid")
        self._taken: Mapping[Look, str] = {}
        self._at: Look = self._look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Colour and dash"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look, taken: Mapping[Look, str]) -> None:
        """Show this look, and the names of the categories that have others."""
        colour = look[0].upper()
        self._colours = COLOURS if colour in COLOURS else (*COLOURS, colour)
        self._look = self._at = (colour, look[1])
        self._taken = taken
        self.setAccessibleDescription(self._words(self._look))
        self.updateGeometry()
        self.update()

    def place_of(self, look: Look) -> QPointF:
        """The middle of the swatch of a look."""
        return self._cell(look).center()

    def sizeHint(self) -> QSize:
        """Room for all swatches."""
        return QSize(CELL.width() * len(self._colours), CELL.height() * len(DASHES))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the swatches, a frame around the chosen one, and a faint one around that of the keyboard."""
        painter = QPainter(self)
        for colour in self._colours:
            for dash in DASHES:
                painter.setOpacity(_TAKEN_OPACITY if (colour, dash) in self._taken else 1.0)
                paint_swatch(painter, self._cell((colour, dash)), Category(0, "", colour=colour, dash=dash))
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._at != self._look:
            self._frame(painter, self._at, QPen(style.quiet_colour(), 1.0))
        self._frame(painter, self._look, QPen(style.accent_colour(), 2.0))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        look = self._look_at(event.position())
        if look is not None:
            self._choose(look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Space and Enter choose."""
        if event.key() in _STEPS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            across, down = _STEPS[Qt.Key(event.key())]
            column = (self._colours.index(self._at[0]) + across) % len(self._colours)
            row = (DASHES.index(self._at[1]) + down) % len(DASHES)
            self._at = (self._colours[column], DASHES[row])
            self.setAccessibleDescription(self._words(self._at))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show in a tooltip whose look is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            look = self._look_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(look) if look is not None else "", self)
            return True
        return super().event(event)

    def _choose(self, look: Look) -> None:
        self._at = look
        self.update()
        if look != self._look:
            self.chosen.emit(*look)

    def _words(self, look: Look) -> str:
        name = self._taken.get(look)
        words = f"{look[0]}, {dash_name(look[1])}"
        return self.tr("{look}: the look of {name}").format(look=words, name=name) if name else words

    def _look_at(self, at: QPointF) -> Look | None:
        column, row = int(at.x() // CELL.width()), int(at.y() // CELL.height())
        inside = 0 <= column < len(self._colours) and 0 <= row < len(DASHES)
        return (self._colours[column], DASHES[row]) if inside else None

    def _cell(self, look: Look) -> QRectF:
        column, row = self._colours.index(look[0]), DASHES.index(look[1])
        return QRectF(column * CELL.width(), row * CELL.height(), CELL.width(), CELL.height())

    def _frame(self, painter: QPainter, look: Look, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._cell(look).adjusted(2, 2, -2, -2), 3, 3)
