"""The line that a query is written in: it offers fields and values, and says below what it can't understand."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from basewatch_gui.model.query.language import EVERYTHING, Condition, Kind, QueryError, Token, parse, text_of, tokens
from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import sentence

MOST_OFFERED = 30


class QueryLine(QWidget):
    """A line edit with what is wrong with its text under it; `asked` gives each query that can be understood."""

    asked = Signal(object)

    def __init__(
        self, kinds: Callable[[], Mapping[str, Kind]], values: Callable[[str], Iterable[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._values = values
        self.line = _CompletingLine(self)
        self.line.setPlaceholderText(self.tr("Find: text, or category:Il-76 length>45"))
        self.line.setAccessibleName(self.tr("Find labels"))
        self.line.setToolTip(
            self.tr(
                "Words are looked for in all texts.\n"
                'Fields: category:Il-76  state:"nose open"  length>45  reviewed:no  created>2024-12-01\n'
                'Lists: category:Il-76,An-124   Not: -locked:yes   Either: a or b   Empty: note:""\n'
                "Signs: : holds, = is, != is not, < <= > >="
            )
        )
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.error = QLabel("", self)
        self.error.setWordWrap(True)
        self.error.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.line)
        layout.addWidget(self.error)
        self.line.textChanged.connect(self._read)
        self.line.textEdited.connect(lambda _text: self._offer())
        self.line.completed.connect(self._complete)

    def _read(self, text: str) -> None:
        try:
            query = parse(text, self._kinds())
        except QueryError as fault:
            self.error.setText(f"{sentence(fault)}")
            self.error.setStyleSheet(f"color: {style.severity_colour('error').name()}")
            self.error.setVisible(True)
            return
        self.error.setVisible(False)
        self.error.clear()
        self.asked.emit(query if text.strip() else EVERYTHING)

    def _offer(self) -> None:
        """Offer what can stand at the end of what has been written."""
        cursor = self.line.cursorPosition()
        begin, offers = offers_for(self.line.text()[:cursor], self._kinds(), self._values)
        self.line.offer(begin, offers[:MOST_OFFERED])

    def _complete(self, begin: int, text: str) -> None:
        written, cursor = self.line.text(), self.line.cursorPosition()
        self.line.setText(written[:begin] + text + written[cursor:])
        self.line.setCursorPosition(begin + len(text))
        if text.endswith(":"):
            self._offer()


class _CompletingLine(QLineEdit):
    """A line edit that offers how the piece at the cursor can go on."""

    completed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._begin = 0
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(lambda text: self.completed.emit(self._begin, text))

    @property
    def completer_popup(self) -> QAbstractItemView:
        """The list of what is offered."""
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def offer(self, begin: int, texts: list[str]) -> None:
        """Offer these texts in the place of what stands from there to the cursor."""
        self._begin = begin
        self._model.setStringList(texts)
        if texts and self.hasFocus():
            self._completer.complete()
        else:
            self.completer_popup.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing any more."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.completer_popup.hide()


def offers_for(text: str, kinds: Mapping[str, Kind], values: Callable[[str], Iterable[str]]) -> tuple[int, list[str]]:
    """Where the piece at the end of a text begins, and what could stand there; nothing after a space."""
    pieces = _pieces(text)
    if not pieces or (pieces[-1].end < len(text) and pieces[-1].kind != "sign"):
        return len(text), []
    *before, last = pieces
    begins, typed = last.at, last.text.casefold()
    if last.kind == "sign":
        before, begins, typed = pieces, len(text), ""
    names = {name.casefold(): name for name in kinds}
    field = names.get(_field_before(before))
    if field is not None:
        found = [value for value in values(field) if typed in value.casefold() and value.casefold() != typed]
        return begins, [_value_text(value) for value in found]
    if last.kind != "word":
        return len(text), []
    minus = "-" if typed.startswith("-") else ""
    fields = [name for name in kinds if name.casefold().startswith(typed.removeprefix("-"))] if typed != minus else []
    return begins, [f"{minus}{text_of(Condition(name, ':', ('x',)))[:-1]}" for name in fields]


def _pieces(text: str) -> list[Token]:
    """The pieces of a text whose last one may be in quotes that are not closed yet."""
    try:
        return tokens(text)
    except QueryError as fault:
        opened = Token("quoted", text[fault.at + 1 :], fault.at, len(text))
        return [*tokens(text[: fault.at]), opened]


def _field_before(before: list[Token]) -> str:
    """The name of the field whose value, perhaps one of a list, comes after these pieces; '' where none does."""
    at = len(before) - 1
    while at > 1 and before[at].text == "," and before[at - 1].kind != "sign":
        at -= 2
    if at < 1 or before[at].kind != "sign" or before[at].text in "(),":
        return ""
    return before[at - 1].text.removeprefix("-").casefold()


def _value_text(value: str) -> str:
    """The value as it is written in a query."""
    return text_of(Condition("note", ":", (value,))).partition(":")[2]
