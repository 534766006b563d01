"""Fields that are quick from the keyboard: digits answer a choice, Enter takes a text, Esc gives it up."""

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

ROW_BUTTON_SCR = 22
"""Side of a button within a row, no higher than a field."""

_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_MODIFIERS = Qt.KeyboardModifier
_PLAIN = (_MODIFIERS.NoModifier, _MODIFIERS.KeypadModifier)


def pressed_digit(event: QEvent) -> int:
    """Return the digit 1 to 9 of a key event without modifiers; 0 for any other event."""
    if isinstance(event, QKeyEvent) and event.key() in _DIGITS and event.modifiers() in _PLAIN:
        return int(event.key()) - int(Qt.Key.Key_0)
    return 0


def is_pin_key(event: QEvent) -> bool:
    """Return True for Ctrl+P, which keeps a field's value for the next labels."""
    return (
        isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_P and event.modifiers() == _MODIFIERS.ControlModifier
    )


class NumberedDelegate(QStyledItemDelegate):
    """Shows before each value of an open list the digit that chooses it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Insert the digit before the text."""
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
        """Claim digits and Ctrl+P before the window's shortcuts get them: digits choose categories elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and (pressed_digit(event) or is_pin_key(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the value of a digit, or ask to pin the value."""
        digit = pressed_digit(event)
        if is_pin_key(event):
            self.pin_asked.emit()
        elif not digit:
            super().keyPressEvent(event)
        elif digit <= self.count():
            self.setCurrentIndex(digit - 1)
            self.activated.emit(digit - 1)

    def refresh_digits_tooltip(self) -> None:
        """Refresh the tooltip that lists which digit chooses what."""
        lines = [f"{row + 1}  {self.itemText(row)}" for row in range(min(self.count(), 9))]
        self.setToolTip("\n".join(lines))


class TextField(QLineEdit):
    """One line of text; `written` carries it once, when the user has decided."""

    written = Signal(str)
    pin_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown_text = ""
        self._proposals = QStringListModel(self)
        self.editingFinished.connect(self.commit)

    def set_proposals(self, texts: Iterable[str]) -> None:
        """Set the texts that are proposed while the user types."""
        self._proposals.setStringList(list(texts))
        if self.completer() is None:
            completer = QCompleter(self._proposals, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _text: self.commit())
            self.setCompleter(completer)

    def show_text(self, text: str | None, several: str) -> None:
        """Show a text, or `several` where None means that labels differ; a text being written stays."""
        self._shown_text = text or ""
        if self.isModified() and self.hasFocus():
            return
        self.setPlaceholderText(several if text is None else "")
        self.setText(self._shown_text)
        self.setToolTip(self._shown_text)
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Emit what has been written, if anything."""
        if self.isModified():
            self.setModified(False)
            self.written.emit(self.text().strip())

    def restore(self) -> None:
        """Show the text again instead of what was written."""
        self.setText(self._shown_text)
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+P, which pins the value for the next labels, before the window's shortcuts get it."""
        if event.type() == QEvent.Type.ShortcutOverride and is_pin_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up what was written on Esc; without anything written the key goes on to others."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.restore()
        elif is_pin_key(event):
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
        self.setIconSize(QSize(ROW_BUTTON_SCR - 6, ROW_BUTTON_SCR - 6))
        self.setFixedSize(ROW_BUTTON_SCR, ROW_BUTTON_SCR)

    def set_texts(self, field: str, category: str) -> None:
        """Set name and tooltip for a field of a category; disable the button where labels have several categories."""
        self.setEnabled(bool(category))
        self.setAccessibleName(self.tr("Keep {field} for the next label").format(field=field))
        text = self.tr("New {category} labels start with this value (Ctrl+P in the field)").format(category=category)
        self.setToolTip(text if category else "")


def row_with_extras(field: QWidget, extras: Sequence[QWidget], parent: QWidget) -> QWidget:
    """Return a row of a field and small widgets at its right."""
    made = QWidget(parent)
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(style.RHYTHM // 4)
    layout.addWidget(field, 1)
    for extra in extras:
        layout.addWidget(extra)
    made.setFocusProxy(field)
    return made
