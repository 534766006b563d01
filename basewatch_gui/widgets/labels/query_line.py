"""Query line: completes fields and values, and shows below what is wrong with the query."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from basewatch_gui.model.query.language import EVERYTHING, Condition, Kind, QueryError, Token, parse, text_of, tokens
from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import sentence

MAX_COMPLETIONS = 30


class QueryLine(QWidget):
    """Edits a query and shows its errors below; `asked` gives each valid query.

    `kinds` returns the fields with their kinds, `values` the values to offer for a field.
    """

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
        self.line.textChanged.connect(self._parse_query)
        self.line.textEdited.connect(self._offer_completions)
        self.line.completed.connect(self._insert_completion)

    def _parse_query(self, text: str) -> None:
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

    def _offer_completions(self) -> None:
        """Offer what can follow, or complete, the text before the cursor."""
        cursor = self.line.cursorPosition()
        begin, offers = completions_for(self.line.text()[:cursor], self._kinds(), self._values)
        self.line.offer(begin, offers[:MAX_COMPLETIONS])

    def _insert_completion(self, begin: int, text: str) -> None:
        written, cursor = self.line.text(), self.line.cursorPosition()
        self.line.setText(written[:begin] + text + written[cursor:])
        self.line.setCursorPosition(begin + len(text))
        if text.endswith(":"):
            self._offer_completions()


class _CompletingLine(QLineEdit):
    """Line edit with a popup of completions; `completed` gives where the chosen text begins, and the text."""

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
        """Return the popup that lists the completions."""
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def offer(self, begin: int, texts: list[str]) -> None:
        """Show these completions for the text from `begin` to the cursor; hide the popup without any."""
        self._begin = begin
        self._model.setStringList(texts)
        if texts and self.hasFocus():
            self._completer.complete()
        else:
            self.completer_popup.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the completions when the focus goes elsewhere than to them."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.completer_popup.hide()


def completions_for(
    text: str, kinds: Mapping[str, Kind], values: Callable[[str], Iterable[str]]
) -> tuple[int, list[str]]:
    """Return where the last token of a text begins, and completions for it; none after a space.

    `kinds` maps fields to kinds, `values` returns the values of a field.
    """
    pieces = _tokens_of_unfinished(text)
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


def _tokens_of_unfinished(text: str) -> list[Token]:
    """Return the tokens of a text, of which the last may be an unclosed quotation."""
    try:
        return tokens(text)
    except QueryError as fault:
        opened = Token("quoted", text[fault.at + 1 :], fault.at, len(text))
        return [*tokens(text[: fault.at]), opened]


def _field_before(before: list[Token]) -> str:
    """Return the casefolded field whose value, or next value of a list, follows these tokens; '' for none."""
    at = len(before) - 1
    while at > 1 and before[at].text == "," and before[at - 1].kind != "sign":
        at -= 2
    if at < 1 or before[at].kind != "sign" or before[at].text in "(),":
        return ""
    return before[at - 1].text.removeprefix("-").casefold()


def _value_text(value: str) -> str:
    """Return a value as it is written in a query, quoted if needed."""
    return text_of(Condition("note", ":", (value,))).partition(":")[2]
