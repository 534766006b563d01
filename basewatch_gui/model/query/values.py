"""The values that labels are found and sorted by, field by field: for one label, or for many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, leaves_frame
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import MeasureCache
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.language import FIELDS, LABEL_FIELD_NAMES, Kind

Text = str | tuple[str, ...]
"""One text, or several."""

Numbers = NDArray[np.float64]

WORDS = ("category", "supercategory", "frame", "identification", "state", "designation", "cue", "author", "note",
         "comment")  # fmt: skip
"""Where bare words are looked for, beside the labels' own attributes."""

MEASURED = ("length", "width", "heading")


class Names(Protocol):
    """Names of values; those of the window are in the user's language."""

    def category_name(self, category_id: int) -> str:
        """Return the name of a category."""

    def frame_name(self, frame_id: int) -> str:
        """Return the name of a frame."""

    def value_name(self, field: str, value: str) -> str:
        """Return the name of a value of identification, state, occluded or review."""


class PlainNames:
    """Names as the project stores them: categories and values by their own names, frames by their date."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def category_name(self, category_id: int) -> str:
        """Return the name of a category; its id where the project has none of that id."""
        category = self._project.categories.get(category_id)
        return category.name if category is not None else str(category_id)

    def frame_name(self, frame_id: int) -> str:
        """Return the date of a frame as it is stored; its file name where that is unknown."""
        frame = self._project.frames[frame_id]
        return frame.acquired or frame.name

    def value_name(self, field: str, value: str) -> str:
        """Return the value itself."""
        return value


class Facts(Protocol):
    """The values of some labels by field; NaN is no number, '' no text."""

    @property
    def count(self) -> int:
        """The number of labels."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of all fields by name, those of categories' own attributes too."""

    def texts(self, field: str) -> Sequence[Text]:
        """Return the labels' texts of a field; of yes-no fields yes or no."""

    def numbers(self, field: str) -> Numbers:
        """Return the labels' numbers of a field."""


class Values:
    """Readers of the fields of labels."""

    def __init__(self, project: Project, names: Names, measures: MeasureCache) -> None:
        self._project = project
        self._names = names
        self.measures = measures
        self._attributes = attribute_kinds(project.categories.values())

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of all fields by name, those of categories' own attributes too."""
        return self._attributes | FIELDS

    def text_reader(self, field: str) -> Callable[[Label], Text]:
        """Return what reads a text field of one label."""
        key_of, text_for = self._key_and_text(field)
        return lambda label: text_for(key_of(label))

    def texts_of(self, field: str, labels: Sequence[Label | None]) -> list[Text]:
        """Read a text field of many labels, '' where there is none; what they have in common is read once."""
        if field == "truncated":
            return [_yes(leaves) for leaves in truncated(labels, self._project)]
        key_of, text_for = self._key_and_text(field)
        keys = [None if label is None else key_of(label) for label in labels]
        texts = {key: text_for(key) for key in set(keys) if key is not None}
        texts[None] = ""
        return [texts[key] for key in keys]

    def _key_and_text(self, field: str) -> tuple[Callable[[Label], Any], Callable[[Any], Text]]:
        """Return what reads of a label the key that a text field depends on, and what makes the text of a key."""
        project = self._project
        if field in _READERS:
            return _READERS[field]
        match field:
            case "identification" | "state" | "occluded" | "review":
                return attrgetter(field), partial(self._named, field)
            case "category":
                return attrgetter("category_id"), self._names.category_name
            case "supercategory":
                return attrgetter("category_id"), lambda key: _supercategory(project.categories.get(key))
            case "frame":
                return attrgetter("frame_id"), lambda key: (self._names.frame_name(key), project.frames[key].name)
            case "reviewed":
                return attrgetter("frame_id"), lambda key: _yes(project.frames[key].reviewed)
            case "truncated":
                return lambda label: truncated([label], project)[0], _yes
            case _ if field in LABEL_FIELD_NAMES:
                return attrgetter(LABEL_FIELD_NAMES[field]), _yes if FIELDS[field] == "yes_no" else str
        return lambda label: _attribute_text(label, field), str

    def _named(self, field: str, value: str) -> Text:
        """Return the value, with the name that the user reads where it is another one."""
        name = self._names.value_name(field, value)
        return value if name == value else (name, value)

    def number_reader(self, field: str) -> Callable[[Label], float]:
        """Return what reads a number field of one label; NaN for none."""
        match field:
            case "id":
                return lambda label: float(label.id)
            case "length":
                return lambda label: _number(self.measures.of(label).length)
            case "width":
                return lambda label: _number(self.measures.of(label).width)
            case "heading":
                return lambda label: _number(self.measures.of(label).heading_true_deg)
        if field in LABEL_FIELD_NAMES:
            number_of = attrgetter(LABEL_FIELD_NAMES[field])
            return lambda label: _number(number_of(label))
        return lambda label: _number(label.values.get(field))


class OneLabel:
    """The facts of one label, for testing it alone."""

    def __init__(self, values: Values, label: Label) -> None:
        self._values = values
        self._label = label
        self.count = 1
        self.kinds = values.kinds

    def texts(self, field: str) -> Sequence[Text]:
        """Return the label's text of a field, in a list."""
        return [self._values.text_reader(field)(self._label)]

    def numbers(self, field: str) -> Numbers:
        """Return the label's number of a field, as an array of one."""
        return np.array([self._values.number_reader(field)(self._label)])


def attribute_kinds(categories: Iterable[Category]) -> dict[str, Kind]:
    """Return the kinds of these categories' own attributes by name; one that differs between them is a text."""
    kinds: dict[str, Kind] = {}
    for category in categories:
        for attribute in category.attributes:
            kind: Kind = attribute.kind if attribute.kind in ("number", "yes_no") else "text"
            kinds[attribute.name] = kind if kinds.get(attribute.name, kind) == kind else "text"
    return kinds


def truncated(labels: Sequence[Label | None], project: Project) -> list[bool]:
    """Return for each label whether it reaches beyond its frame; oriented boxes, the most, are tested all at once."""
    boxes = [at for at, label in enumerate(labels) if label is not None and isinstance(label.outline, OrientedBox)]
    found = np.zeros(len(labels), np.bool_)
    if boxes:
        found[boxes] = _boxes_leave([label for at in boxes if (label := labels[at]) is not None], project)
    for at, label in enumerate(labels):
        if label is not None and not isinstance(label.outline, OrientedBox):
            frame = project.frames[label.frame_id]
            found[at] = leaves_frame(label.outline, frame.width, frame.height)
    return [bool(each) for each in found]


def _boxes_leave(labels: Sequence[Label], project: Project) -> NDArray[np.bool_]:
    boxes = [(label.outline, project.frames[label.frame_id]) for label in labels]
    values = np.array(
        [
            (*box.centre_px, box.length_px, box.width_px, box.heading_px_deg, frame.width, frame.height)
            for box, frame in boxes
            if isinstance(box, OrientedBox)
        ]
    )
    x, y, length, width, heading, across, down = values.T
    sine, cosine = np.abs(np.sin(np.radians(heading))), np.abs(np.cos(np.radians(heading)))
    half_x, half_y = (length * sine + width * cosine) / 2, (length * cosine + width * sine) / 2
    leaves: NDArray[np.bool_] = (x < half_x) | (y < half_y) | (x + half_x > across) | (y + half_y > down)
    return leaves


SHAPES = {OrientedBox: "oriented box", Box: "box", Polygon: "polygon", Point: "point"}
"""What outlines are called."""


def _supercategory(category: Category | None) -> str:
    return category.supercategory if category is not None else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _attribute_text(label: Label, name: str) -> str:
    value = label.values.get(name)
    return "" if value is None else _yes(value) if isinstance(value, bool) else str(value)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else np.nan


_READERS: dict[str, tuple[Callable[[Label], Any], Callable[[Any], Text]]] = {
    "cue": (attrgetter("cues"), lambda cues: cues),
    "shape": (lambda label: type(label.outline), lambda kind: SHAPES[kind]),
}
