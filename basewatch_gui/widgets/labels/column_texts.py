"""Columns of the table of labels: texts, tooltips, editable values and sort keys."""

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS
from basewatch_gui.model.label import REVIEWS, Label
from basewatch_gui.model.measures import MeasureCache
from basewatch_gui.model.project import Project
from basewatch_gui.widgets.fields.measure_texts import heading_text, size_text
from basewatch_gui.widgets.texts import (
    frame_title,
    identification_name,
    occlusion_name,
    review_name,
    state_name,
    time_text,
)

_tr = QCoreApplication.translate


class Column(IntEnum):
    """Columns of the table, from left to right."""

    CATEGORY = 0
    FRAME = 1
    IDENTIFICATION = 2
    STATE = 3
    SIZE = 4
    HEADING = 5
    NOTE = 6
    LENGTH = 7
    WIDTH = 8
    DESIGNATION = 9
    OCCLUDED = 10
    REVIEW = 11
    AUTHOR = 12
    TRACK = 13
    LOCKED = 14
    MODIFIED = 15
    ID = 16


QUERY_FIELDS = {
    Column.CATEGORY: "category",
    Column.FRAME: "frame",
    Column.IDENTIFICATION: "identification",
    Column.STATE: "state",
    Column.SIZE: "length",
    Column.HEADING: "heading",
    Column.NOTE: "note",
    Column.LENGTH: "length",
    Column.WIDTH: "width",
    Column.DESIGNATION: "designation",
    Column.OCCLUDED: "occluded",
    Column.REVIEW: "review",
    Column.AUTHOR: "author",
    Column.TRACK: "track",
    Column.LOCKED: "locked",
    Column.MODIFIED: "modified",
    Column.ID: "id",
}
"""Field of the query language that a column shows and is sorted by."""

NO_SORT = -1
"""Column number of Qt's header for "not sorted": rows are in the order of frames and ids."""

NUMERIC_COLUMNS = (Column.SIZE, Column.HEADING, Column.LENGTH, Column.WIDTH, Column.TRACK, Column.ID)


class LabelTexts:
    """Texts and sort keys of the cells of labels, and the names that queries find labels by."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.measures = MeasureCache(project)
        self._frame_names: dict[int, str] = {}

    def forget_frames(self) -> None:
        """Forget measures, which depend on the frames' georeferences and registrations."""
        self.measures.clear()

    def name_frames(self, frame_ids: Sequence[int]) -> None:
        """Name frames so that they differ: by date if that is unique among them, else by date and time or file name."""
        frames = [self._project.frames[key] for key in frame_ids]
        days = Counter((frame.acquired or "")[:10] for frame in frames)
        self._frame_names = {
            frame.id: frame.acquired[:10] if frame.acquired and days[frame.acquired[:10]] == 1 else frame_title(frame)
            for frame in frames
        }

    def frame_name(self, frame_id: int) -> str:
        """Return the name of a frame."""
        if frame_id not in self._frame_names:
            self._frame_names[frame_id] = frame_title(self._project.frames[frame_id])
        return self._frame_names[frame_id]

    def title(self, column: Column) -> str:
        """Return the title of a column."""
        return {
            Column.CATEGORY: _tr("Labels", "Category"),
            Column.FRAME: _tr("Labels", "Frame"),
            Column.IDENTIFICATION: _tr("Labels", "Identification"),
            Column.STATE: _tr("Labels", "State"),
            Column.SIZE: _tr("Labels", "Length × width"),
            Column.HEADING: _tr("Labels", "Heading"),
            Column.NOTE: _tr("Labels", "Note"),
            Column.LENGTH: _tr("Labels", "Length"),
            Column.WIDTH: _tr("Labels", "Width"),
            Column.DESIGNATION: _tr("Labels", "Designation"),
            Column.OCCLUDED: _tr("Labels", "Occluded"),
            Column.REVIEW: _tr("Labels", "Review"),
            Column.AUTHOR: _tr("Labels", "Author"),
            Column.TRACK: _tr("Labels", "Track"),
            Column.LOCKED: _tr("Labels", "Locked"),
            Column.MODIFIED: _tr("Labels", "Changed"),
            Column.ID: _tr("Labels", "Id"),
        }[column]

    def text(self, label: Label, column: Column) -> str:
        """Return the text of a cell."""
        match column:
            case Column.CATEGORY:
                return self.category_name(label.category_id)
            case Column.FRAME:
                return self.frame_name(label.frame_id)
            case Column.IDENTIFICATION:
                return identification_name(label.identification)
            case Column.STATE:
                return state_name(label.state)
            case Column.NOTE:
                return " ".join(label.note.split())
            case Column.SIZE | Column.HEADING | Column.LENGTH | Column.WIDTH:
                return self._measure_text(label, column)
        return _plain_text(label, column)

    def help(self, label: Label, column: Column) -> str:
        """Return the tooltip of a cell: the whole note, or that headings are from true north."""
        if column == Column.NOTE:
            return label.note
        return _tr("Labels", "From true north") if column == Column.HEADING else ""

    def value(self, label: Label, column: Column) -> str | int | None:
        """Return the value that a cell's editor changes, None for columns that can't be edited."""
        match column:
            case Column.CATEGORY:
                return label.category_id
            case Column.IDENTIFICATION:
                return label.identification
            case Column.STATE:
                return label.state
            case Column.OCCLUDED:
                return label.occluded
            case Column.DESIGNATION:
                return label.designation
            case Column.NOTE:
                return label.note
            case _:
                return None

    def rank(self, label: Label, column: Column) -> str | float | None:
        """Return what a column is sorted by; None if the label has no value there."""
        match column:
            case Column.IDENTIFICATION:
                return _rank_in(IDENTIFICATIONS, label.identification)
            case Column.OCCLUDED:
                return _rank_in(OCCLUSIONS, label.occluded)
            case Column.REVIEW:
                return _rank_in(REVIEWS, label.review)
            case Column.SIZE | Column.LENGTH:
                return self.measures.of(label).length
            case Column.WIDTH:
                return self.measures.of(label).width
            case Column.HEADING:
                return self.measures.of(label).heading_true_deg
            case Column.TRACK:
                return label.track_id
            case Column.ID:
                return label.id
            case Column.MODIFIED:
                return label.modified or None
            case _:
                return self.text(label, column).casefold() or None

    def value_name(self, field: str, value: str) -> str:
        """Return the name of a value of identification, state, occluded or review in the user's language."""
        names = {
            "identification": identification_name, "state": state_name, "occluded": occlusion_name,
            "review": review_name,
        }  # fmt: skip
        return names[field](value)

    def category_name(self, category_id: int) -> str:
        """Return the name of a category, its id if it is unknown."""
        category = self._project.categories.get(category_id)
        return category.name if category is not None else str(category_id)

    def _measure_text(self, label: Label, column: Column) -> str:
        taken = self.measures.of(label)
        match column:
            case Column.SIZE:
                return size_text(taken)
            case Column.HEADING:
                return heading_text(taken.heading_true_deg)
            case _:
                side = taken.length if column == Column.LENGTH else taken.width
                template = _tr("Labels", "{side:.1f} m") if taken.in_metres else _tr("Labels", "{side:.0f} px")
                return "" if side is None else template.format(side=side)


def _rank_in(values: Sequence[str], value: str) -> float | None:
    return float(values.index(value)) if value in values else None


def _plain_text(label: Label, column: Column) -> str:
    match column:
        case Column.DESIGNATION:
            return label.designation
        case Column.OCCLUDED:
            return occlusion_name(label.occluded)
        case Column.REVIEW:
            return review_name(label.review)
        case Column.AUTHOR:
            return label.author
        case Column.TRACK:
            return "" if label.track_id is None else str(label.track_id)
        case Column.LOCKED:
            return _tr("Labels", "locked") if label.locked else ""
        case Column.MODIFIED:
            return time_text(label.modified) if label.modified else ""
        case _:
            return str(label.id)
