"""Form control that chooses a category's colour and dash from a table of swatches."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from basewatch_gui.model.category import Category, Dash
from basewatch_gui.model.edits.categories import COLOURS, DASHES
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_texts import dash_name
from basewatch_gui.widgets.fields.swatch import paint_swatch

LabelLook = tuple[str, Dash]
"""Colour (#RRGGBB in upper case) and dash of a category's labels."""
SWATCH_CELL = QSize(32, 24)
_TAKEN_OPACITY = 0.3
_KEY_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class LookField(QWidget):
    """Shows a swatch for each colour and dash, faint if another category has it. `chosen` gives colour and dash."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: tuple[str, ...] = COLOURS
        self._look: LabelLook = (COLOURS[0], "solid")
        self._taken: Mapping[LabelLook, str] = {}
        self._at: LabelLook = self._look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Colour and dash"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_look(self, look: LabelLook, taken: Mapping[LabelLook, str]) -> None:
        """Show the category's look; `taken` maps looks of other categories to their names."""
        colour = look[0].upper()
        self._colours = COLOURS if colour in COLOURS else (*COLOURS, colour)
        self._look = self._at = (colour, look[1])
        self._taken = taken
        self.setAccessibleDescription(self._look_text(self._look))
        self.updateGeometry()
        self.update()

    def swatch_centre(self, look: LabelLook) -> QPointF:
        """Return the centre of a look's swatch in widget pixels."""
        return self._cell(look).center()

    def sizeHint(self) -> QSize:
        """Return the size of the table of swatches."""
        return QSize(SWATCH_CELL.width() * len(self._colours), SWATCH_CELL.height() * len(DASHES))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the swatches, a frame around the chosen one, and a faint frame around the one the arrow keys are at."""
        painter = QPainter(self)
        for colour in self._colours:
            for dash in DASHES:
                painter.setOpacity(_TAKEN_OPACITY if (colour, dash) in self._taken else 1.0)
                paint_swatch(painter, self._cell((colour, dash)), Category(0, "", colour=colour, dash=dash))
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._at != self._look:
            self._draw_frame(painter, self._at, QPen(style.quiet_colour(), 1.0))
        self._draw_frame(painter, self._look, QPen(style.accent_colour(), 2.0))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the swatch under the pointer."""
        look = self._look_at(event.position())
        if look is not None:
            self._choose_look(look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move over the swatches with the arrow keys, choose with Space or Enter."""
        if event.key() in _KEY_STEPS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            across, down = _KEY_STEPS[Qt.Key(event.key())]
            column = (self._colours.index(self._at[0]) + across) % len(self._colours)
            row = (DASHES.index(self._at[1]) + down) % len(DASHES)
            self._at = (self._colours[column], DASHES[row])
            self.setAccessibleDescription(self._look_text(self._at))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_look(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show in a tooltip which category has the look under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            look = self._look_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._look_text(look) if look is not None else "", self)
            return True
        return super().event(event)

    def _choose_look(self, look: LabelLook) -> None:
        self._at = look
        self.update()
        if look != self._look:
            self.chosen.emit(*look)

    def _look_text(self, look: LabelLook) -> str:
        name = self._taken.get(look)
        words = f"{look[0]}, {dash_name(look[1])}"
        return self.tr("{look}: the look of {name}").format(look=words, name=name) if name else words

    def _look_at(self, at: QPointF) -> LabelLook | None:
        column, row = int(at.x() // SWATCH_CELL.width()), int(at.y() // SWATCH_CELL.height())
        inside = 0 <= column < len(self._colours) and 0 <= row < len(DASHES)
        return (self._colours[column], DASHES[row]) if inside else None

    def _cell(self, look: LabelLook) -> QRectF:
        column, row = self._colours.index(look[0]), DASHES.index(look[1])
        return QRectF(
            column * SWATCH_CELL.width(), row * SWATCH_CELL.height(), SWATCH_CELL.width(), SWATCH_CELL.height()
        )

    def _draw_frame(self, painter: QPainter, look: LabelLook, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._cell(look).adjusted(2, 2, -2, -2), 3, 3)
