"""Inspector panel: shows and edits the selected labels."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from basewatch_gui.geometry.outline import leaves_frame
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.attributes import describe, retype, set_alternate, set_cue, set_value
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.session.labelling.naming import PINNABLE
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.attribute_fields import ChoiceField, PinButton, TextField, row_with_extras
from basewatch_gui.widgets.fields.combos import CategoryCombo
from basewatch_gui.widgets.inspector.alternates import AlternatesField
from basewatch_gui.widgets.inspector.category_values import ValuesForm
from basewatch_gui.widgets.inspector.cues_field import CuesField
from basewatch_gui.widgets.inspector.facts_list import MAX_MEASURED_LABELS, FactsList, facts_of
from basewatch_gui.widgets.inspector.field_rows import FieldRow, field_rows
from basewatch_gui.widgets.inspector.inspector_texts import several_text, truncated_text
from basewatch_gui.widgets.inspector.label_history import HistoryBox
from basewatch_gui.widgets.inspector.note_field import NoteField
from basewatch_gui.widgets.texts import labels_text

T = TypeVar("T")
_tr = QCoreApplication.translate


_label_key = attrgetter("frame_id", "id")


class InspectorPanel(QWidget):
    """Shows category, fields, cues, note, facts and history of the selected labels.

    Every change is one edit of all of them. `left` is emitted on Esc, to return the focus to the panes.
    """

    failed = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: tuple[tuple[int, int], ...] = ()
        self._category_id: int | None = None
        self.title = QLabel(self)
        self.title.setFont(style.strong_font(self.title.font()))
        self.category = CategoryCombo(self)
        self._rows = field_rows()
        self.choices = {row.name: ChoiceField(row.title, self) for row in self._rows if row.value_name is not None}
        self.lines = {row.name: TextField(row.title, self) for row in self._rows if row.value_name is None}
        made: dict[str, ChoiceField | TextField] = {**self.choices, **self.lines}
        self._fields = {row.name: made[row.name] for row in self._rows}
        self.truncated = QLabel(self)
        self.alternates = AlternatesField(self)
        self.values = ValuesForm(self)
        self.cues = CuesField(self)
        self.note = NoteField(self)
        self.facts = FactsList(self)
        self.history = HistoryBox(session, self)
        self.pins = {name: PinButton(self) for name in PINNABLE if name in self._fields}
        self._stack = QStackedLayout(self)
        self._stack.addWidget(style.empty_state(self.tr("Select a label to see and change it."), self))
        self._stack.addWidget(self._make_form())
        self._connect()
        self._fill_categories()
        self._refresh_fields()

    def commit(self) -> None:
        """Store what is being written; to be called before the project closes."""
        self.note.commit()
        for line in self.lines.values():
            line.commit()
        self.values.commit()

    def focus_first(self) -> None:
        """Focus the first field."""
        self.category.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is being written before hiding."""
        self.commit()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `left` on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_form(self) -> QScrollArea:
        body = QWidget(self)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(style.RHYTHM)
        form.setVerticalSpacing(style.RHYTHM // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(style.quiet_label(self.tr("Category"), body), self.category)
        for row in self._rows:
            field = self._fields[row.name]
            shown = row_with_extras(field, [self.pins[row.name]], body) if row.name in self.pins else field
            form.addRow(style.quiet_label(row.title, body), shown)
            if row.name == "occluded":
                form.addRow(style.quiet_label(self.tr("Truncated"), body), self.truncated)
        form.addRow(style.quiet_label(self.tr("Could also be"), body), self.alternates)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(self.title)
        layout.addLayout(form)
        for part in (self.values, self.cues, self.note, self.facts, self.history):
            layout.addWidget(part)
        layout.addStretch(1)
        return style.scrolling(body, self)

    def _connect(self) -> None:
        self.category.chosen.connect(self._retype_labels)
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda value, name=name: self._set_fields(**{name: value}))
        for name, line in self.lines.items():
            line.written.connect(lambda text, name=name: self._set_fields(**{name: text}))
        self.alternates.added.connect(lambda key: self._do(set_alternate(self._labels, key, could_be=True)))
        self.alternates.removed.connect(lambda key: self._do(set_alternate(self._labels, key, could_be=False)))
        self.values.given.connect(lambda name, value: self._do(set_value(self._labels, name, value)))
        self.values.failed.connect(self.failed)
        self.cues.ticked.connect(lambda cue, seen: self._do(set_cue(self._labels, cue, seen)))
        self.note.written.connect(lambda text: self._set_fields(note=text))
        for name, pin in self.pins.items():
            pin.clicked.connect(lambda _checked, name=name: self._toggle_pin(name))
            self._fields[name].pin_asked.connect(lambda name=name: self._toggle_pin(name))
        self._session.naming.pins_changed.connect(self._show_pins)
        self._session.selection_changed.connect(self._on_selection_changed)
        self._session.edited.connect(self._on_edited)

    @property
    def _labels(self) -> list[Label]:
        """Return the current state of the shown labels.

        They may differ from the selection: a note is stored after another label was selected.
        """
        project = self._session.project
        held = (project.labels(frame).get(label) for frame, label in self._keys if frame in project.frames)
        return [label for label in held if label is not None]

    def _on_selection_changed(self) -> None:
        self.commit()
        self._refresh_fields()

    def _on_edited(self, edit: Edit) -> None:
        if Category in edit.kinds:
            self._fill_categories()
        others = not edit.kinds.isdisjoint((Category, Frame))
        if others or any(change.item.id in self._session.selection for change in edit.label_changes):
            self._refresh_fields()

    def _fill_categories(self) -> None:
        categories = self._session.project.categories_in_order
        self.category.fill(categories)
        self.alternates.set_categories(categories)

    def _refresh_fields(self) -> None:
        labels = self._session.selected_labels
        self._keys = tuple(map(_label_key, labels))
        self._stack.setCurrentIndex(1 if labels else 0)
        if not labels:
            self.note.show_note(None, (), "")
            self.history.show_label(None)
            return
        project, several = self._session.project, several_text()
        kinds = one_of_each(labels, self._fields)
        categories = [project.categories.get(key) for key in dict.fromkeys(label.category_id for label in kinds)]
        self._category_id = common_value(label.category_id for label in kinds)
        self.category.show_category(self._category_id, several)
        for row in self._rows:
            self._show_row(row, kinds, categories)
        self._show_truncated(labels)
        is_new = [
            self.alternates.show_labels(kinds),
            self.values.show_labels(kinds, categories),
            self.cues.show_labels(kinds, filter(None, categories)),
        ]
        if any(is_new):
            self._refresh_tab_order()
        note = common_value(label.note for label in kinds)
        self.note.show_note(note, self._keys, several)
        self.title.setText(_title_text(labels, categories))
        self.facts.show_facts(facts_of(labels, project))
        self.history.show_label(labels[0] if len(labels) == 1 else None)
        self._show_pins()

    def _show_row(self, row: FieldRow, labels: Sequence[Label], categories: Sequence[Category | None]) -> None:
        value = common_value(getattr(label, row.name) for label in labels)
        offered = row.offers(row, labels, categories)
        if row.value_name is None:
            self.lines[row.name].set_proposals(offered)
            self.lines[row.name].show_text(value, several_text())
            return
        choice = self.choices[row.name]
        choice.offer(offered, row.value_name)
        choice.refresh_digits_tooltip()
        choice.show_value(value, several_text())

    def _show_truncated(self, labels: Sequence[Label]) -> None:
        frame = self._session.project.frames[labels[0].frame_id]
        measured = labels if len(labels) <= MAX_MEASURED_LABELS else ()
        leaving = sum(leaves_frame(label.outline, frame.width, frame.height) for label in measured)
        self.truncated.setText(truncated_text(leaving, len(labels)) if measured else "")

    def _show_pins(self) -> None:
        category = self._session.project.categories.get(self._category_id or 0)
        for name, pin in self.pins.items():
            pin.set_texts(self._fields[name].accessibleName(), category.name if category is not None else "")
            pin.setChecked(category is not None and self._session.naming.is_pinned(category.id, name))

    def _toggle_pin(self, name: str) -> None:
        """Pin the shared value for new labels of the category, or unpin the field; differing values are not pinned."""
        category_id, naming = self._category_id, self._session.naming
        value = common_value(getattr(label, name) for label in self._labels)
        if category_id is not None:
            naming.pin(category_id, name, None if naming.is_pinned(category_id, name) else value)
        self._show_pins()

    def _refresh_tab_order(self) -> None:
        """Set the tab order of all fields; needed again whenever fields are made, as Qt appends those."""
        fields: list[QWidget] = [self.category, *self._fields.values()]
        fields += [self.alternates.add, *self.alternates.rows.values(), *self.values.fields.values()]
        fields += [*self.cues.boxes.values(), self.note, self.history.title]
        for one, other in pairwise(fields):
            QWidget.setTabOrder(one, other)

    def _retype_labels(self, category_id: int) -> None:
        self._do(retype(self._labels, self._session.project.categories[category_id]))
        self._refresh_fields()

    def _set_fields(self, **changes: str) -> None:
        self._do(describe(self._labels, **changes))

    def _do(self, edit: Edit) -> None:
        try:
            self._session.do(edit)
        except BasewatchError as fault:
            self.failed.emit(fault)
            self._refresh_fields()


def common_value(values: Iterable[T]) -> T | None:
    """Return the value that all are equal to; None if they differ or there are none."""
    rest = iter(values)
    first = next(rest, None)
    return first if all(value == first for value in rest) else None


def one_of_each(labels: Sequence[Label], names: Iterable[str]) -> Sequence[Label]:
    """Return one label for each set of labels that look the same here; `names` are the fields that have a row.

    Thus each field reads a few labels instead of, say, 100,000. Labels with `values` (a dict, so not hashable)
    are all returned.
    """
    if len(labels) == 1:
        return labels
    shown = attrgetter("category_id", *names, "alternates", "cues", "note")
    plain = [label for label in labels if not label.values]
    each = dict(zip(map(shown, reversed(plain)), reversed(plain), strict=True))
    return sorted((*each.values(), *(label for label in labels if label.values)), key=_label_key)


def _title_text(labels: Sequence[Label], categories: Sequence[Category | None]) -> str:
    if len(labels) > 1:
        return _tr("Inspector", "{labels} selected").format(labels=labels_text(len(labels)))
    return categories[0].name if categories[0] is not None else _tr("Inspector", "unknown category")
