"""The panel that shows and changes the selected labels."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS, UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session, changed
from basewatch_gui.widgets import style
from basewatch_gui.widgets.docks.changes import retype
from basewatch_gui.widgets.docks.combos import CategoryCombo, ValueCombo
from basewatch_gui.widgets.docks.labels.facts import label_facts
from basewatch_gui.widgets.texts import identification_name, labels_text, occlusion_name, state_name

T = TypeVar("T")

NOTE_PAUSE_MS = 1500
"""After so long without a key a note is kept, so that a crash costs no more than a sentence."""


class InspectorPanel(QWidget):
    """Category, attributes, note and facts of the selected labels; every change is one edit of all of them."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = QLabel(self)
        self.title.setFont(style.strong(self.title.font()))
        self.category = CategoryCombo(self)
        self.identification = ValueCombo(self.tr("Identification"), self)
        self.state = ValueCombo(self.tr("State"), self)
        self.occluded = ValueCombo(self.tr("Occluded"), self)
        self.note = NoteField(self)
        self.facts = _Facts(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(style.empty_state(self.tr("Select a label to see and change it."), self))
        self._stack.addWidget(self._form())
        self._connect()
        self.category.fill(session.project.categories.values())
        self._show()

    def commit(self) -> None:
        """Keep a note that is being written; to be called before the project closes."""
        self.note.commit()

    def focus_first(self) -> None:
        """Let the user change the selected labels from the keyboard."""
        self.category.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep a note that is being written."""
        self.commit()
        super().hideEvent(event)

    def _form(self) -> QScrollArea:
        body = QWidget(self)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(style.RHYTHM)
        form.setVerticalSpacing(style.RHYTHM // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, field in (
            (self.tr("Category"), self.category),
            (self.tr("Identification"), self.identification),
            (self.tr("State"), self.state),
            (self.tr("Occluded"), self.occluded),
        ):
            form.addRow(style.quiet_label(text, body), field)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(self.title)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addWidget(self.facts)
        layout.addStretch(1)
        return style.scrolling(body, self)

    def _connect(self) -> None:
        self.category.chosen.connect(self._retype)
        self.identification.chosen.connect(lambda value: self._describe(identification=value))
        self.state.chosen.connect(lambda value: self._describe(state=value))
        self.occluded.chosen.connect(lambda value: self._describe(occluded=value))
        self.note.written.connect(self._keep_note)
        self._session.selection_changed.connect(self._select)
        self._session.edited.connect(self._follow)

    def _select(self) -> None:
        self.commit()
        self._show()

    def _follow(self, edit: Edit) -> None:
        if any(isinstance(change.item, Category) for change in edit.changes):
            self.category.fill(self._session.project.categories.values())
        others = any(isinstance(change.item, Category | Frame) for change in edit.changes)
        if others or any(change.item.id in self._session.selection for change in edit.label_changes):
            self._show()

    def _show(self) -> None:
        labels = self._session.selected_labels
        self._stack.setCurrentIndex(1 if labels else 0)
        if not labels:
            self.note.show_notes(None, (), "")
            return
        several = self.tr("several")
        ids = _common(label.category_id for label in labels)
        self.category.show_category(ids, several)
        self.identification.offer(IDENTIFICATIONS, identification_name)
        self.identification.show_value(_common(label.identification for label in labels), several)
        self.state.offer(self._states(labels), state_name)
        self.state.show_value(_common(label.state for label in labels), several)
        self.occluded.offer(OCCLUSIONS, occlusion_name)
        self.occluded.show_value(_common(label.occluded for label in labels), several)
        note = _common(label.note for label in labels)
        self.note.show_notes(note, tuple((label.frame_id, label.id) for label in labels), several)
        self.title.setText(self._title(labels))
        self.facts.show_facts(label_facts(labels[0], self._session.project) if len(labels) == 1 else [])

    def _title(self, labels: Sequence[Label]) -> str:
        if len(labels) > 1:
            return self.tr("{labels} selected").format(labels=labels_text(len(labels)))
        category = self._session.project.categories.get(labels[0].category_id)
        return category.name if category is not None else self.tr("unknown category")

    def _states(self, labels: Sequence[Label]) -> list[str]:
        """The states that all of the labels' categories have, and any state that a label has already."""
        categories = [self._session.project.categories.get(key) for key in {label.category_id for label in labels}]
        lists = [category.states if category is not None else (UNKNOWN_STATE,) for category in categories]
        shared = [state for state in lists[0] if all(state in states for states in lists)]
        return shared + sorted({label.state for label in labels} - set(shared))

    def _retype(self, category_id: int) -> None:
        self._do(retype(self._session.selected_labels, self._session.project.categories[category_id]))

    def _describe(self, **changes: str) -> None:
        labels = self._session.selected_labels
        self._do(replaced("describe", [(label, changed(label, **changes)) for label in labels]))

    def _keep_note(self, text: str, keys: Sequence[tuple[int, int]]) -> None:
        """Keep a note of the labels that it was written for; the selection may be another by now."""
        project = self._session.project
        held = (project.labels(frame).get(label) for frame, label in keys if frame in project.frames)
        self._do(replaced("describe", [(label, changed(label, note=text)) for label in held if label is not None]))

    def _do(self, edit: Edit) -> None:
        try:
            self._session.do(edit)
        except BasewatchError as fault:
            self.failed.emit(fault)
            self._show()


class NoteField(QPlainTextEdit):
    """A note; `written` gives text and labels once when the user pauses or goes elsewhere."""

    written = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[tuple[int, int], ...] = ()
        self._kept: str | None = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.commit)
        self._pending = False
        self.pause_ms = NOTE_PAUSE_MS
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 2 * style.RHYTHM)
        self.textChanged.connect(self._on_text)

    def show_notes(self, note: str | None, keys: tuple[tuple[int, int], ...], several: str) -> None:
        """Show the note of these labels, or that they differ; what is being written for them stays."""
        if self._pending and keys == self._keys:
            return
        self._keys = keys
        self.setPlaceholderText(several if note is None and keys else self.tr("Note"))
        if self.toPlainText() != (note or ""):
            self.blockSignals(True)
            self.setPlainText(note or "")
            self.blockSignals(False)
        self._pending = False
        self._timer.stop()

    def commit(self) -> None:
        """Say what has been written, if anything."""
        self._timer.stop()
        if self._pending:
            self._pending = False
            self.written.emit(self.toPlainText(), self._keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere keeps the note."""
        super().focusOutEvent(event)
        self.commit()

    def _on_text(self) -> None:
        self._pending = True
        self._timer.start(self.pause_ms)


class _Facts(QWidget):
    """Read-only facts, each in a line that can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(style.RHYTHM)
        self._layout.setVerticalSpacing(style.RHYTHM // 4)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.facts: list[tuple[str, str]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these names and values, in their order."""
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self.facts = list(facts)
        for name, text in facts:
            value = QLabel(text, self)
            value.setFont(style.small(value.font()))
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(name)
            title = style.quiet_label(name, self)
            title.setFont(value.font())
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._layout.addRow(title, value)


def _common(values: Iterable[T]) -> T | None:
    """The value that all share; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
