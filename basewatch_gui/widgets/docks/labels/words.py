"""What the table says of a label, column by column."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.model.category import IDENTIFICATIONS
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.widgets.docks.measures import Measures, has_scale, heading_text, measure, size_text
from basewatch_gui.widgets.texts import frame_title, identification_name, state_name

_tr = QCoreApplication.translate


class Column(IntEnum):
    """The table's columns, from left to right."""

    CATEGORY = 0
    FRAME = 1
    IDENTIFICATION = 2
    STATE = 3
    SIZE = 4
    HEADING = 5
    NOTE = 6


class LabelWords:
    """Texts and ranks of labels; measures are taken when they are first asked for and kept for each label."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._grounds: dict[int, tuple[GroundMap, bool]] = {}
        self._measures: dict[int, tuple[Label, Measures]] = {}
        self._frame_names: dict[int, str] = {}

    def renew(self) -> None:
        """Forget what depends on frames and their places."""
        self._grounds.clear()
        self._measures.clear()

    def name_frames(self, frame_ids: Sequence[int]) -> None:
        """Give these frames names that tell them apart: the date, else date and time, else the file's name."""
        frames = [self._project.frames[key] for key in frame_ids]
        days = Counter((frame.acquired or "")[:10] for frame in frames)
        self._frame_names = {
            frame.id: frame.acquired[:10] if frame.acquired and days[frame.acquired[:10]] == 1 else frame_title(frame)
            for frame in frames
        }

    def title(self, column: Column) -> str:
        """The column's title."""
        return {
            Column.CATEGORY: _tr("Labels", "Category"),
            Column.FRAME: _tr("Labels", "Frame"),
            Column.IDENTIFICATION: _tr("Labels", "Identification"),
            Column.STATE: _tr("Labels", "State"),
            Column.SIZE: _tr("Labels", "Length × width"),
            Column.HEADING: _tr("Labels", "Heading"),
            Column.NOTE: _tr("Labels", "Note"),
        }[column]

    def text(self, label: Label, column: Column) -> str:
        """What the cell shows."""
        match column:
            case Column.CATEGORY:
                return self.category_name(label)
            case Column.FRAME:
                return self._frame_names.get(label.frame_id, "")
            case Column.IDENTIFICATION:
                return identification_name(label.identification)
            case Column.STATE:
                return state_name(label.state)
            case Column.SIZE:
                return size_text(self.measures(label))
            case Column.HEADING:
                return heading_text(self.measures(label).heading_true_deg)
            case Column.NOTE:
                return " ".join(label.note.split())

    def help(self, label: Label, column: Column) -> str:
        """The cell's tooltip: the whole note; in the heading that it is a true one."""
        if column == Column.NOTE:
            return label.note
        return _tr("Labels", "From true north") if column == Column.HEADING else ""

    def value(self, label: Label, column: Column) -> str | int | None:
        """The value that an editor changes."""
        match column:
            case Column.CATEGORY:
                return label.category_id
            case Column.IDENTIFICATION:
                return label.identification
            case Column.STATE:
                return label.state
            case Column.NOTE:
                return label.note
            case _:
                return None

    def rank(self, label: Label, column: Column) -> str | float | None:
        """What the column is sorted by; None for nothing."""
        match column:
            case Column.IDENTIFICATION:
                known = label.identification in IDENTIFICATIONS
                return float(IDENTIFICATIONS.index(label.identification)) if known else None
            case Column.SIZE:
                return self.measures(label).length
            case Column.HEADING:
                return self.measures(label).heading_true_deg
            case _:
                return self.text(label, column).casefold() or None

    def all_words(self, label: Label) -> str:
        """All that the quick filter looks into."""
        words = (
            self.category_name(label),
            self._frame_names.get(label.frame_id, ""),
            identification_name(label.identification),
            state_name(label.state),
            label.designation,
            label.note,
        )
        return "\n".join(words)

    def category_name(self, label: Label) -> str:
        """The name of the label's category."""
        category = self._project.categories.get(label.category_id)
        return category.name if category is not None else str(label.category_id)

    def measures(self, label: Label) -> Measures:
        """The label's sizes and heading on the ground."""
        kept = self._measures.get(label.id)
        if kept is None or kept[0] is not label:
            self._measure(label.frame_id, [label])
            kept = self._measures[label.id]
        return kept[1]

    def measure_all(self, labels: Iterable[Label]) -> None:
        """Take all measures at once."""
        missing: dict[int, list[Label]] = {}
        for label in labels:
            kept = self._measures.get(label.id)
            if kept is None or kept[0] is not label:
                missing.setdefault(label.frame_id, []).append(label)
        for frame_id, those in missing.items():
            self._measure(frame_id, those)

    def _measure(self, frame_id: int, labels: Sequence[Label]) -> None:
        if frame_id not in self._grounds:
            self._grounds[frame_id] = (self._project.ground_map(frame_id), has_scale(self._project, frame_id))
        measures = measure([label.outline for label in labels], *self._grounds[frame_id])
        self._measures.update({label.id: (label, taken) for label, taken in zip(labels, measures, strict=True)})
