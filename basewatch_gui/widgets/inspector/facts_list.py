"""The read-only facts of the selected labels."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import measure
from basewatch_gui.model.project import Project
from basewatch_gui.widgets import style
from basewatch_gui.widgets.inspector.label_facts import label_facts

_tr = QCoreApplication.translate

MAX_MEASURED_LABELS = 5000
"""Sizes of more selected labels than this are not shown: measuring them would hold up each selection."""


class FactsList(QWidget):
    """Shows names and values in rows; the values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(style.RHYTHM)
        self._layout.setVerticalSpacing(style.RHYTHM // 4)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.facts: list[tuple[str, str]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace the rows by these names and values."""
        if facts == self.facts:
            return
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self.facts = list(facts)
        for name, text in facts:
            value = QLabel(text, self)
            value.setFont(style.small_font(value.font()))
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(name)
            title = style.quiet_label(name, self)
            title.setFont(value.font())
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._layout.addRow(title, value)


def facts_of(labels: Sequence[Label], project: Project) -> list[tuple[str, str]]:
    """Return names and values of all facts of one label, or the ranges of size of several."""
    if len(labels) == 1:
        return label_facts(labels[0], project) + _values_without_attribute(labels[0], project)
    return _size_ranges(labels, project) if len(labels) <= MAX_MEASURED_LABELS else []


def _values_without_attribute(label: Label, project: Project) -> list[tuple[str, str]]:
    """Return values of attributes that the category does not define: imported with other categories, or removed."""
    category = project.categories.get(label.category_id)
    defined = {each.name for each in category.attributes} if category is not None else set()
    return [(name, str(value)) for name, value in label.values.items() if name not in defined]


def _size_ranges(labels: Sequence[Label], project: Project) -> list[tuple[str, str]]:
    """Return the ranges of length and width of labels on one frame, in metres, or in pixels without a scale."""
    frame_id = labels[0].frame_id
    ground = project.ground_map(frame_id)
    measures = measure([label.outline for label in labels], ground)
    lengths = [each.length for each in measures if each.length is not None]
    widths = [each.width for each in measures if each.width is not None]
    unit = _tr("Facts", "m") if ground.has_scale else _tr("Facts", "px")
    names = (_tr("Facts", "Length"), lengths), (_tr("Facts", "Width"), widths)
    return [
        (name, _tr("Facts", "{low:.1f} to {high:.1f} {unit}").format(low=min(sizes), high=max(sizes), unit=unit))
        for name, sizes in names
        if sizes
    ]
