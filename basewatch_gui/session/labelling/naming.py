"""What new labels start with: the categories chosen last, and the values that stay from one label to the next."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.attribute import Attribute, Value
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.labels import new_label
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.storage.display_state import DisplayKey

PINNABLE = tuple(each.name for each in LABEL_FIELDS if each.pinnable)
"""Attributes that all labels have and that may stay from one label of a category to the next."""

MOST_RECENT_CATEGORIES = 5
"""So many categories are remembered as chosen last."""


@dataclass
class _StoredStart:
    """What stays within one category: the pinned attributes, their last values, and those of sticky attributes."""

    pins: list[str] = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)


class Naming(QObject):
    """Watches what the user says of labels; knows with what the next one of a category starts.

    It lasts with the project, but is in no history.
    """

    pins_changed = Signal()

    def __init__(self, open_project: OpenProject) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        display = open_project.file.display
        self._kept: dict[int, _StoredStart] = display.get(DisplayKey.NEW_LABELS, dict[int, _StoredStart]) or {}
        self._recent: list[int] = display.get(DisplayKey.RECENT_CATEGORIES, list[int]) or []
        open_project.category_changed.connect(self._note_category)
        open_project.edited.connect(self._on_edited)

    @property
    def recent_categories(self) -> tuple[int, ...]:
        """The ids of the categories chosen last, the last one first."""
        return tuple(key for key in self._recent if key in self._open_project.project.categories)

    def start_fields(self, category: Category) -> dict[str, Any]:
        """Return the fields by name in which a new label of this category differs from the defaults."""
        kept = self._kept.get(category.id, _StoredStart())
        fields: dict[str, Any] = {name: kept.last[name] for name in kept.pins if name in kept.last}
        if fields.get("state") not in category.states:
            fields.pop("state", None)
        values = {attribute.name: _start_value(attribute, kept.values) for attribute in category.attributes}
        given = {name: value for name, value in values.items() if value is not None}
        return fields | ({"values": given} if given else {})

    def new_label(self, frame_id: int, outline: Outline, category_id: int | None = None) -> Label:
        """Return a label of the chosen category, or of another one, with this outline, not yet in the project."""
        project, chosen = self._open_project, self._open_project.category
        category = project.project.categories[category_id] if category_id is not None else chosen
        if category is None:
            raise KeyError("no category is chosen")
        fields = self.start_fields(category)
        return new_label(project.file, project.author, frame_id, outline, category.id, **fields)

    def is_pinned(self, category_id: int, name: str) -> bool:
        """Return whether an attribute that all labels have stays from one label of the category to the next."""
        return category_id in self._kept and name in self._kept[category_id].pins

    def pin(self, category_id: int, name: str, value: str | None) -> None:
        """Start new labels of the category with the value given last, now this one; None ends that."""
        kept = self._kept.setdefault(category_id, _StoredStart())
        kept.pins = [other for other in kept.pins if other != name]
        if value is not None:
            kept.pins.append(name)
            kept.last[name] = value
        self._store()
        self.pins_changed.emit()

    def close(self) -> None:
        """Store which categories were chosen last."""
        self._open_project.file.display.put(DisplayKey.RECENT_CATEGORIES, self._recent)

    def _note_category(self) -> None:
        category = self._open_project.category
        if category is not None:
            self._recent = [category.id, *(key for key in self._recent if key != category.id)][:MOST_RECENT_CATEGORIES]

    def _on_edited(self, edit: Edit) -> None:
        if self._open_project.category is None and self._open_project.project.categories:
            self._open_project.choose_category(self._open_project.project.categories_in_order[0].id)
        if edit.action == "describe":
            learnt = [self._learn(change.before, change.after) for change in edit.label_changes]
            if any(learnt):
                self._store()

    def _learn(self, before: object, after: object) -> bool:
        """Remember values given to a label that new ones start with; returns whether there were any."""
        if not isinstance(before, Label) or not isinstance(after, Label):
            return False
        kept = self._kept.get(after.category_id, _StoredStart())
        pinned = {name: getattr(after, name) for name in kept.pins if getattr(after, name) != getattr(before, name)}
        category = self._open_project.project.categories.get(after.category_id)
        sticky = [each.name for each in category.attributes if each.sticky] if category is not None else []
        values = {
            name: after.values[name]
            for name in sticky
            if name in after.values and after.values[name] != before.values.get(name)
        }
        if pinned or values:
            kept.last.update(pinned)
            kept.values.update(values)
            self._kept[after.category_id] = kept
        return bool(pinned or values)

    def _store(self) -> None:
        self._open_project.file.display.put(DisplayKey.NEW_LABELS, self._kept)


def fits(attribute: Attribute, value: Value | None) -> bool:
    """Return whether an attribute can have this value; each can have none."""
    if value is None:
        return True
    match attribute.kind:
        case "choice":
            return value in attribute.choices
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "text":
            return isinstance(value, str)


def _start_value(attribute: Attribute, last: dict[str, Value]) -> Value | None:
    value = last.get(attribute.name, attribute.default) if attribute.sticky else attribute.default
    return value if fits(attribute, value) else None
