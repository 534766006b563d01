"""Fields that are quick from the keyboard: digits answer a choice, Enter keeps a text, Esc gives it up."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.icons import icon

SIDE_SCR = 22
"""Side of a button within a row, no higher than a field."""

_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_MODIFIERS = Qt.KeyboardModifier
_PLAIN = (_MODIFIERS.NoModifier, _MODIFIERS.KeypadModifier)


def digit_of(event: QEvent) -> int:
    """The digit 1 to 9 that a key event means without a modifier, or 0."""
    if isinstance(event, QKeyEvent) and event.key() in _DIGITS and event.modifiers() in _PLAIN:
        return int(event.key()) - int(Qt.Key.Key_0)
    return 0


def asks_to_pin(event: QEvent) -> bool:
    """Whether a key event is Ctrl+P, which keeps a field's value for the next label."""
    return (
        isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_P and event.modifiers() == _MODIFIERS.ControlModifier
    )


class NumberedDelegate(QStyledItemDelegate):
    """Writes before each value of an open list the digit that chooses it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the digit before the text."""
        super().initStyleOption(option, index)
        if index.row() < len(_DIGITS):
            option.text = f"{index.row() + 1}   {option.text}"


class ChoiceField(ValueCombo):
    """A choice of one value; the digit n chooses the n-th of them."""

    pin_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.view().setItemDelegate(NumberedDelegate(self))

    def event(self, event: QEvent) -> bool:
        """Take the digits, which choose categories elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and (digit_of(event) or asks_to_pin(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit."""
        digit = digit_of(event)
        if asks_to_pin(event):
            self.pin_asked.emit()
        elif not digit:
            super().keyPressEvent(event)
        elif digit <= self.count():
            self.setCurrentIndex(digit - 1)
            self.activated.emit(digit - 1)

    def say_digits(self) -> None:
        """Say in the tooltip which digit chooses what."""
        lines = [f"{row + 1}  {self.itemText(row)}" for row in range(min(self.count(), 9))]
        self.setToolTip("\n".join(lines))


class TextField(QLineEdit):
    """One line of text; `written` gives it once, when the user has decided."""

    written = Signal(str)
    pin_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown = ""
        self._proposals = QStringListModel(self)
        self.editingFinished.connect(self.commit)

    def propose(self, texts: Iterable[str]) -> None:
        """Offer these texts while the user types."""
        self._proposals.setStringList(list(texts))
        if self.completer() is None:
            completer = QCompleter(self._proposals, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _text: self.commit())
            self.setCompleter(completer)

    def show_text(self, text: str | None, several: str) -> None:
        """Show this text, or that the labels differ; what is being written stays."""
        self._shown = text or ""
        if self.isModified() and self.hasFocus():
            return
        self.setPlaceholderText(several if text is None else "")
        self.setText(self._shown)
        self.setToolTip(self._shown)
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Say what has been written, if anything."""
        if self.isModified():
            self.setModified(False)
            self.written.emit(self.text().strip())

    def restore(self) -> None:
        """Show the text again instead of what was written."""
        self.setText(self._shown)
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Take the key that keeps the value for the next label."""
        if event.type() == QEvent.Type.ShortcutOverride and asks_to_pin(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up what was written; where nothing was, it is for others."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.restore()
        elif asks_to_pin(event):
            self.commit()
            self.pin_asked.emit()
        else:
            super().keyPressEvent(event)


class PinButton(QToolButton):
    """Keeps a field's value for the next labels of the category; it is no stop of the Tab key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon("pin"))
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setIconSize(QSize(SIDE_SCR - 6, SIDE_SCR - 6))
        self.setFixedSize(SIDE_SCR, SIDE_SCR)

    def say(self, field: str, category: str) -> None:
        """Say what the button does for a field of a category; it is off where the labels have several."""
        self.setEnabled(bool(category))
        self.setAccessibleName(self.tr("Keep {field} for the next label").format(field=field))
        text = self.tr("New {category} labels start with this value (Ctrl+P in the field)").format(category=category)
        self.setToolTip(text if category else "")


def beside(field: QWidget, extras: Sequence[QWidget], parent: QWidget) -> QWidget:
    """The field with small things at its right."""
    made = QWidget(parent)
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(style.RHYTHM // 4)
    layout.addWidget(field, 1)
    for extra in extras:
        layout.addWidget(extra)
    made.setFocusProxy(field)
    return made
