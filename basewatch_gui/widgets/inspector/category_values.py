"""Form with the attributes that a category defines for its labels."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from basewatch_gui.model.attribute import Attribute, Value
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.attribute_fields import ChoiceField, TextField
from basewatch_gui.widgets.fields.attribute_values import NO_ANSWER, parse_value, value_text
from basewatch_gui.widgets.inspector.inspector_texts import answer_name, several_text


class ValuesForm(QWidget):
    """Shows a field for each attribute that all shown labels have; `given` has the name and the value or None."""

    given = Signal(str, object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attributes: tuple[Attribute, ...] = ()
        self.fields: dict[str, ChoiceField | TextField] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(style.RHYTHM)
        self._layout.setVerticalSpacing(style.RHYTHM // 2)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def show_labels(self, labels: Sequence[Label], categories: Sequence[Category | None]) -> bool:
        """Show the attributes shared by these categories with the labels' values; return True if the fields changed."""
        attributes = shared_attributes(categories)
        is_new = attributes != self._attributes
        if is_new:
            self._make_fields(attributes)
        for attribute in attributes:
            found = {label.values.get(attribute.name) for label in labels}
            self._show_value(attribute, found)
        self.setVisible(bool(attributes))
        return is_new

    def commit(self) -> None:
        """Emit what is being written, if it changed."""
        for field in self.fields.values():
            if isinstance(field, TextField):
                field.commit()

    def _make_fields(self, attributes: tuple[Attribute, ...]) -> None:
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self._attributes, self.fields = attributes, {}
        for attribute in attributes:
            field = self.fields[attribute.name] = self._make_field(attribute)
            title = f"{attribute.name} *" if attribute.required else attribute.name
            label = style.quiet_label(title, self)
            if attribute.required:
                label.setToolTip(self.tr("The checks ask for this one"))
            self._layout.addRow(label, field)

    def _make_field(self, attribute: Attribute) -> ChoiceField | TextField:
        name = attribute.name
        if attribute.kind in ("choice", "yes_no"):
            choice = ChoiceField(name, self)
            values = attribute.choices if attribute.kind == "choice" else ("yes", "no")
            choice.offer((*values, NO_ANSWER), answer_name)
            choice.refresh_digits_tooltip()
            choice.chosen.connect(lambda text: self._emit_value(attribute, text))
            return choice
        text_field = TextField(name, self)
        text_field.written.connect(lambda text: self._emit_value(attribute, text))
        return text_field

    def _show_value(self, attribute: Attribute, found: set[Value | None]) -> None:
        field = self.fields[attribute.name]
        text = value_text(found.pop()) if len(found) == 1 else None
        if isinstance(field, ChoiceField):
            field.show_value(text, several_text())
        else:
            field.show_text(text, several_text())

    def _emit_value(self, attribute: Attribute, text: str) -> None:
        """Emit the value that a text holds; if it is none, restore the field and emit the fault."""
        try:
            value = parse_value(attribute, text)
        except BasewatchError as fault:
            field = self.fields[attribute.name]
            if isinstance(field, TextField):
                field.restore()
            self.failed.emit(fault)
        else:
            self.given.emit(attribute.name, value)


def shared_attributes(categories: Sequence[Category | None]) -> tuple[Attribute, ...]:
    """Return the attributes that all these categories define alike, in the order of the first."""
    lists = [category.attributes if category is not None else () for category in categories]
    if not lists:
        return ()
    return tuple(each for each in lists[0] if all(_signature(each) in map(_signature, others) for others in lists[1:]))


def _signature(attribute: Attribute) -> tuple[str, str, tuple[str, ...]]:
    """Return what must be equal for two attributes to share a field: name, kind and choices."""
    return (attribute.name, attribute.kind, attribute.choices)
