"""Form with all fields of one category."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from basewatch_gui.model.category import UNKNOWN_STATE, Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.categories import KEYS, change_category, other_with_key, rename_category, set_key
from basewatch_gui.model.project import Project
from basewatch_gui.tools.registry import tool_records
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_texts import mark_text, tool_name
from basewatch_gui.widgets.categories.editor_lists import LinesField, RowsTable
from basewatch_gui.widgets.categories.editor_looks import LookField
from basewatch_gui.widgets.categories.editor_tables import (
    attribute_rows,
    attributes_of,
    attributes_table,
    look_alike_rows,
    look_alikes_of,
    look_alikes_table,
    parse_size_m,
)
from basewatch_gui.widgets.fields.attribute_fields import ChoiceField, TextField
from basewatch_gui.widgets.silhouettes import silhouette_names

MakeEdit = Callable[[Project, Category], Edit]
"""Makes an edit from the project and the category as they are when it is called."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Edit of a category that the user asks for.

    `question` is asked before, with `yes` as the text of its button; `message` is shown after the edit.
    If the edit is refused and `stays` is True, the input remains in the form, as it may be incomplete.
    """

    make: MakeEdit
    question: str = ""
    yes: str = ""
    message: str = ""
    stays: bool = False


class CategoryForm(QWidget):
    """Shows all fields of a category; `wanted` gives each change as a Wish, `attribute_renamed` old and new name."""

    wanted = Signal(object)
    attribute_renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = Category(0, "")
        self._project = Project((), (), lambda _frame_id: ())
        self.name = TextField(self.tr("Name"), self)
        self.group = TextField(self.tr("Group"), self)
        self.look = LookField(self)
        self.key = ChoiceField(self.tr("Key"), self)
        self.tool = ChoiceField(self.tr("Tool"), self)
        self.silhouette = ChoiceField(self.tr("Silhouette"), self)
        self.length = TextField(self.tr("Length in metres"), self)
        self.span = TextField(self.tr("Span in metres"), self)
        self.mark = ChoiceField(self.tr("How well known"), self)
        self.source = TextField(self.tr("Source of the size"), self)
        self.states = LinesField(self.tr("States"), self)
        self.cues = LinesField(self.tr("Cues"), self)
        self.designations = LinesField(self.tr("Designations"), self)
        self.attributes: RowsTable = attributes_table(self)
        self.look_alikes: RowsTable = look_alikes_table(self)
        self._lay_out()
        self._connect()

    def show_category(self, category: Category, project: Project) -> None:
        """Fill all fields from a category of the project."""
        self._category, self._project = category, project
        others = [other for other in project.categories_in_order if other.id != category.id]
        self.name.show_text(category.name, "")
        self.group.set_proposals(dict.fromkeys(other.supercategory for other in others if other.supercategory))
        self.group.show_text(category.supercategory, "")
        self.look.show_look(
            (category.colour, category.dash), {(other.colour.upper(), other.dash): other.name for other in others}
        )
        self._offer_keys(category, project)
        self.tool.show_value(category.tool, "")
        self.silhouette.show_value(category.silhouette, "")
        self.length.show_text(f"{category.length_m:g}" if category.length_m else "", "")
        self.span.show_text(f"{category.span_m:g}" if category.span_m else "", "")
        self.mark.show_value(category.mark, "")
        self.source.show_text(category.source, "")
        self.states.show_lines(category.states)
        self.cues.show_lines(category.cues)
        self.designations.show_lines(category.designations)
        self.attributes.show_rows(attribute_rows(category.attributes))
        self.look_alikes.show_rows(look_alike_rows(category.look_alikes))

    def commit(self) -> None:
        """Emit what is being written in a line or list, if it changed."""
        for field in self.findChildren(TextField):
            field.commit()
        for lines in self.findChildren(LinesField):
            lines.commit()

    def refresh_form(self) -> None:
        """Show the category's stored values again, replacing input that was refused."""
        for field in self.findChildren(TextField):
            field.restore()
        self.show_category(self._category, self._project)

    def _lay_out(self) -> None:
        self.tool.offer([tool.name for tool in tool_records() if tool.category_text], tool_name)
        self.silhouette.offer(("", *sorted(silhouette_names())), lambda name: name or "–")
        self.mark.offer(("", "V", "U"), mark_text)
        for field in (self.length, self.span):
            field.setMaximumWidth(96)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * style.RHYTHM)
        form.setVerticalSpacing(style.RHYTHM)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Name"), self.name),
            (self.tr("Group"), self.group),
            (self.tr("Colour and dash"), self.look),
            (self.tr("Key"), self.key),
            (self.tr("Tool"), self.tool),
            (self.tr("Silhouette"), self.silhouette),
            (self.tr("Length (m)"), self.length),
            (self.tr("Span (m)"), self.span),
            (self.tr("How well known"), self.mark),
            (self.tr("Source"), self.source),
            (self.tr("States"), self.states),
            (self.tr("Cues"), self.cues),
            (self.tr("Designations"), self.designations),
        )
        for text, row in rows:
            form.addRow(style.quiet_label(text, self), row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, 2 * style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM)
        layout.addLayout(form)
        for text, table in (
            (self.tr("Attributes that its labels have of their own"), self.attributes),
            (self.tr("Look-alikes"), self.look_alikes),
        ):
            layout.addWidget(_heading(text, self))
            layout.addWidget(table)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.name.written.connect(lambda text: self._want(lambda project, one: rename_category(project, one, text)))
        self.look.chosen.connect(self._want_look)
        self.key.chosen.connect(self._want_key)
        for field, name in ((self.group, "supercategory"), (self.source, "source")):
            field.written.connect(lambda text, name=name: self._want_fields(**{name: text}))
        for choice, name in ((self.tool, "tool"), (self.silhouette, "silhouette"), (self.mark, "mark")):
            choice.chosen.connect(lambda value, name=name: self._want_fields(**{name: value}))
        for size, name in ((self.length, "length_m"), (self.span, "span_m")):
            size.written.connect(lambda text, size=size, name=name: self._want_size(name, text, size.accessibleName()))
        self.states.written.connect(lambda lines: self._want_fields(states=_with_unknown(lines)))
        self.cues.written.connect(lambda lines: self._want_fields(cues=lines))
        self.designations.written.connect(lambda lines: self._want_fields(designations=lines))
        self.attributes.edited.connect(self._want_attributes)
        self.look_alikes.edited.connect(self._want_look_alikes)

    def _want(self, make: MakeEdit, question: str = "", yes: str = "", message: str = "") -> None:
        self.wanted.emit(Wish(make, question, yes, message))

    def _want_fields(self, **changes: Any) -> None:
        self._want(lambda _project, one: change_category(one, **changes))

    def _want_size(self, name: str, text: str, title: str) -> None:
        self._want(lambda _project, one: change_category(one, **{name: parse_size_m(text, title)}))

    def _want_look(self, colour: str, dash: str) -> None:
        others = [other for other in self._project.categories.values() if other.id != self._category.id]
        holder = next((each for each in others if (each.colour.upper(), each.dash) == (colour, dash)), None)
        question = self.tr("{name} has this colour and dash: the two would look alike.")
        self._want(
            lambda _project, one: change_category(one, colour=colour, dash=dash),
            question.format(name=holder.name) if holder is not None else "",
            self.tr("Take it all the same"),
        )

    def _want_key(self, key: str) -> None:
        holder, own = other_with_key(self._project, key, self._category), self._category.key
        message = ""
        if holder is not None and own:
            message = self.tr("{name} has the key {key} now.").format(name=holder.name, key=own)
        elif holder is not None:
            message = self.tr("{name} has no key any more.").format(name=holder.name)
        self._want(lambda project, one: set_key(project, one, key), message=message)

    def _want_attributes(self, rows: list[list[str | bool]]) -> None:
        """Request a renaming if one name alone differs, which also renames the labels' values; else a change."""
        old = self._category.attributes
        rows = [row for row in rows if row[0]]
        if len(old) == len(rows):
            names = [(each.name, str(row[0])) for each, row in zip(old, rows, strict=True)]
            differing = [(before, after) for before, after in names if before != after]
            if len(differing) == 1 and differing[0][1] and differing[0][1] not in [each.name for each in old]:
                self.attribute_renamed.emit(*differing[0])
                return
        self.wanted.emit(Wish(lambda _project, one: change_category(one, attributes=attributes_of(rows)), stays=True))

    def _want_look_alikes(self, rows: list[list[str | bool]]) -> None:
        self.wanted.emit(Wish(lambda _project, one: change_category(one, look_alikes=look_alikes_of(rows)), stays=True))

    def _offer_keys(self, category: Category, project: Project) -> None:
        def named(key: str) -> str:
            holder = other_with_key(project, key, category)
            if not key:
                return self.tr("none")
            return self.tr("{key}  (now {name})").format(key=key, name=holder.name) if holder is not None else key

        self.key.clear()
        self.key.offer((), named)
        self.key.offer((*KEYS, ""), named)
        self.key.show_value(category.key, "")


def _with_unknown(states: tuple[str, ...]) -> tuple[str, ...]:
    """Return the states with "unknown" among them, which new labels get."""
    return states if UNKNOWN_STATE in states else (*states, UNKNOWN_STATE)


def _heading(text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setFont(style.strong_font(made.font()))
    made.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return made
