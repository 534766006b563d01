"""Fields that the wheel does not change while a panel is scrolled: numbers, values of an attribute, categories."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QDoubleSpinBox, QWidget

from basewatch_gui.model.category import Category
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_icon


class QuietNumber(QDoubleSpinBox):
    """A number that is emitted once, when the user has decided; it looks like a line of text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(style.RHYTHM // 2, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the area that scrolls."""
        event.ignore()


class QuietCombo(QComboBox):
    """A combo box that the wheel does not change while a panel is scrolled, and that may be narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the area that scrolls."""
        event.ignore()


class ValueCombo(QuietCombo):
    """Chooses one value of an attribute; `chosen` carries it once the user has decided."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: tuple[str, ...] = ()
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def offer(self, values: Iterable[str], name_of: Callable[[str], str]) -> None:
        """Set the values to choose from, each under its name."""
        offered = tuple(values)
        if offered != self._values:
            self._values = offered
            self.clear()
            for value in offered:
                self.addItem(name_of(value), value)

    def show_value(self, value: str | None, placeholder: str) -> None:
        """Show a value, or the placeholder where None means that labels differ."""
        self.setPlaceholderText(placeholder)
        self.setCurrentIndex(-1 if value is None else self.findData(value))


class CategoryCombo(QuietCombo):
    """Chooses one category; `chosen` carries its id once the user has decided."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setIconSize(QSize(SWATCH_WIDTH, SWATCH_HEIGHT))
        self.setAccessibleName(self.tr("Category"))
        completer = self.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._category_id: int | None = None
        self.activated.connect(self._choose)
        line = self.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._choose_first_match)

    def fill(self, categories: Iterable[Category]) -> None:
        """Set the categories to choose from, in their order."""
        self.clear()
        for category in categories:
            self.addItem(swatch_icon(category), category.name, category.id)
        self.show_category(self._category_id)

    def show_category(self, category_id: int | None, placeholder: str = "") -> None:
        """Show a category, or the placeholder where there is none."""
        self._category_id = category_id
        self.setCurrentIndex(-1 if category_id is None else self.findData(category_id))
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(placeholder)
        line.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop what was typed but not chosen."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.show_category(self._category_id, self._placeholder())

    def _placeholder(self) -> str:
        line = self.lineEdit()
        return line.placeholderText() if line is not None else ""

    def _choose_first_match(self) -> None:
        completer = self.completer()
        if completer is None or self.findText(self.currentText()) >= 0:
            return
        completer.setCompletionPrefix(self.currentText())
        row = self.findText(completer.currentCompletion())
        if self.currentText() and row >= 0:
            self.setCurrentIndex(row)
            self._choose(row)

    def _choose(self, row: int) -> None:
        category_id = self.itemData(row)
        if category_id is not None and category_id != self._category_id:
            self._category_id = int(category_id)
            self.chosen.emit(self._category_id)
