"""What captions are about: labels, or small neighbours of a category, with their outlines and what is said of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.caption_places import Bools, Floats, Outlines
from basewatch_gui.widgets.pane.layers.labels.caption_tags import Mark, Tag
from basewatch_gui.widgets.pane.layers.labels.strokes import strokes_of

LEAST_CAPTIONED_SCR = 14.0
"""Smaller labels have no caption."""
LEAST_NAMED_SCR = 40.0
"""Smaller labels have a short caption, which neighbours of one category share."""
NEIGHBOUR_SCR = 44.0
LEAST_SEEN_SCR = 16.0
"""A label of which less is within the pane has no caption."""
MOST_LONG, MOST_SHORT = 60, 150
"""With more captions than this in a pane they are short; with more than the second only selected and hovered labels
have one."""
MOST_OUTLINES = 500
"""With more labels than this in and about a pane only selected and hovered ones are looked at."""
MOST_LETTERS = 60
MOST_SIZED = 20
"""Up to this many selected labels have their sizes in the caption."""
RING_SCR = 7.0
"""How far the ring of a selected label reaches out."""
_CURRENT = -1
"""Id that the current suggestion has here; others have lower ones, labels higher ones."""


@dataclass(frozen=True, slots=True)
class LabelsInView:
    """What captions are about: `rows` of `arrays` in and about the pane, and labels that are being `moved`.

    `author` is the analyst, whose labels are not initialled; `sizes_text` gives the second part of a caption.
    `suggestions` are those of the frame; the name of each gets a question mark, and `current` says how to accept it.
    """

    arrays: LabelArrays
    rows: Rows
    moved: tuple[Label, ...]
    categories: dict[int, Category]
    selected: frozenset[int]
    hovered: int | None
    author: str
    sizes_text: Callable[[Label], str]
    suggestions: tuple[Suggestion, ...] = ()
    current: Suggestion | None = None
    accept_text: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        """What captions depend on beside the view; `version` counts the edits of the arrays."""
        return (
            self.arrays, self.arrays.version, self.moved, tuple(self.categories.values()), self.selected, self.hovered,
            self.author, self.suggestions, self.current, self.accept_text,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaptionedObject:
    """What has one caption: a label, or small neighbours of a category. `key` is the least of its labels' ids.

    `is_wanted` are selected and hovered labels and the current suggestion.
    """

    key: int
    is_wanted: bool
    rank: tuple[object, ...]
    long: Tag
    short: Tag


@dataclass(slots=True)
class CaptionedObjects:
    """The objects in and about a pane with their outlines; those after the captioned ones are only in the way."""

    outlines: Outlines
    captioned: list[CaptionedObject] = field(default_factory=list)

    def rear_corner(self, number: int) -> QPointF:
        """Return the right rear corner of a box; of another outline one of its vertices."""
        edges, _ = self.outlines.edges_of(np.array([number]))
        return QPointF(*edges[min(2, len(edges) - 1), 0].tolist())

    def number_of(self) -> dict[int, int]:
        """Return the number of each captioned object by its key."""
        return {each.key: number for number, each in enumerate(self.captioned)}


def collect_objects(labels: LabelsInView, to_screen: Affine, pane: QRectF) -> CaptionedObjects:
    """Collect the objects in and about a pane that have captions, with the outlines of all."""
    rows = labels.rows
    if len(rows) > MOST_OUTLINES:
        chosen = [*labels.selected, *([labels.hovered] if labels.hovered is not None else [])]
        rows = rows[np.isin(rows, labels.arrays.rows_of(chosen[:MOST_SHORT]))]
    moved = LabelArrays(labels.moved)
    suggested = _suggested(labels)
    groups = [
        (moved, np.arange(len(moved))), (labels.arrays, rows), (suggested, np.arange(len(suggested)))
    ]  # fmt: skip
    held = [label for arrays, some in groups for label in arrays.at_rows(some)]
    edges, owners = _edges_of(groups, to_screen)
    if not held:
        return CaptionedObjects(Outlines.of(edges, owners, 0))
    is_selected = np.array([label.id in labels.selected for label in held])
    alone = Outlines.of(edges, owners, len(held))
    edges = _with_rings(edges, owners, alone.bounds, is_selected)
    members = _grouped(held, alone.bounds, labels)
    captioned = [each for each in members if _side(alone.bounds[each]) >= LEAST_CAPTIONED_SCR]
    in_pane = are_seen(alone.bounds[[each[0] for each in captioned]], pane).sum() if captioned else 0
    if in_pane > MOST_SHORT:
        named = labels.selected | {labels.hovered, _CURRENT}
        captioned = [each for each in captioned if held[each[0]].id in named]
    of_label = np.full(len(held), -1, np.intp)
    for number, each in enumerate(captioned):
        of_label[each] = number
    rest = of_label < 0
    of_label[rest] = len(captioned) + np.arange(rest.sum())
    outlines = Outlines.of(edges, of_label[owners], len(captioned) + int(rest.sum()))
    short_names = _short_names(labels.categories.values())
    objects = [
        _object([held[at] for at in each], _side(alone.bounds[each]), labels, short_names, shorten=in_pane > MOST_LONG)
        for each in captioned
    ]
    return CaptionedObjects(outlines, objects)


def _suggested(labels: LabelsInView) -> LabelArrays:
    """Return the suggestions as labels with ids below 0; of very many only the current one."""
    others = (
        [each for each in labels.suggestions if each != labels.current] if len(labels.suggestions) <= MOST_LONG else []
    )
    shown = [(_CURRENT, labels.current), *((_CURRENT - number, each) for number, each in enumerate(others, start=1))]
    return LabelArrays(
        Label(number, "", each.frame_id, each.category_id, each.outline) for number, each in shown if each is not None
    )


def _object(
    members: list[Label], side: float, labels: LabelsInView, short_names: dict[int, str], *, shorten: bool
) -> CaptionedObject:
    """Return the object of a label or of small neighbours, with the two forms of its caption."""
    label = min(members, key=lambda each: each.id)
    category = labels.categories.get(label.category_id)
    name, short = (category.name, short_names[category.id]) if category is not None else ("?", "?")
    is_selected, is_hovered, is_current = label.id in labels.selected, label.id == labels.hovered, label.id == _CURRENT
    if len(members) > 1:
        name, short = (f"{len(members)} × {each}" for each in (short if side < LEAST_NAMED_SCR else name, short))
    elif (side < LEAST_NAMED_SCR or shorten) and not (is_selected or is_hovered or is_current):
        name = short
    name, short = _bounded(name), _bounded(short)
    if label.id < 0:
        name, short = f"{name}?", f"{short}?"
    second = labels.accept_text if is_current else ""
    if (is_selected and len(labels.selected) <= MOST_SIZED) or is_hovered:
        second = labels.sizes_text(label)
    elif label.author and label.author != labels.author:
        second = _initials(label.author)
    marks: list[Mark] = ["locked"] if label.locked else []
    if label.review in ("submitted", "approved", "rejected"):
        marks.append(label.review)
    colour, dash = (category.colour, category.dash) if category is not None else ("#999999", "solid")
    long = Tag(name, second, tuple(marks), colour, dash, is_selected)
    rank = (not is_selected, not is_hovered, not is_current, label.review != "rejected", -side, label.id)
    is_wanted = is_selected or is_hovered or is_current
    return CaptionedObject(label.id, is_wanted, rank, long, Tag(short, "", tuple(marks), colour, dash, is_selected))


def _grouped(held: list[Label], bounds: Floats, labels: LabelsInView) -> list[list[int]]:
    """Return the labels that share a caption, by their places in `held`: small neighbours of one category and state."""
    named = labels.selected | {labels.hovered, _CURRENT}
    sides = (bounds[:, 2:] - bounds[:, :2]).max(axis=1)
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    groups: dict[object, list[int]] = {}
    for at, label in enumerate(held):
        is_small = LEAST_CAPTIONED_SCR <= sides[at] < LEAST_NAMED_SCR and label.id not in named
        kind = (label.category_id, label.review, label.locked, label.author) if is_small else (label.id,)
        groups.setdefault(kind, []).append(at)
    return [part for members in groups.values() for part in _near_each_other(members, centres)]


def _near_each_other(members: list[int], centres: Floats) -> Iterator[list[int]]:
    """Yield parts of which each label has a neighbour in NEIGHBOUR_SCR."""
    left = members
    while left:
        part, left = [left[0]], left[1:]
        for at in part:
            if not left:
                break
            near = np.hypot(*(centres[left] - centres[at]).T) < NEIGHBOUR_SCR
            part += [each for each, is_near in zip(left, near, strict=True) if is_near]
            left = [each for each, is_near in zip(left, near, strict=True) if not is_near]
        yield part


def _edges_of(groups: Iterable[tuple[LabelArrays, Rows]], to_screen: Affine) -> tuple[Floats, Rows]:
    """Return the edges of labels on the screen with those of their nose marks, and which label each belongs to."""
    edges, owners, first = [np.empty((0, 2, 2))], [np.empty(0, np.intp)], 0
    for arrays, rows in groups:
        strokes = strokes_of(arrays, rows, to_screen)
        noses = strokes.noses_scr
        edges += [strokes.edges_scr, noses[:, [0, 2]], noses[:, [1, 2]]]
        owners += [each + first for each in (strokes.owners, strokes.nose_owners, strokes.nose_owners)]
        first += len(rows)
    return np.concatenate(edges), np.concatenate(owners).astype(np.intp)


def _with_rings(edges: Floats, owners: Rows, bounds: Floats, selected: NDArray[np.bool_]) -> Floats:
    """Return the edges, those of selected labels as far out as the ring about them reaches."""
    if not selected.any():
        return edges
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    sides = np.maximum((bounds[:, 2:] - bounds[:, :2]).min(axis=1), 1.0)
    factors = np.where(selected, 1.0 + 2 * RING_SCR / sides, 1.0)[owners, np.newaxis, np.newaxis]
    about = centres[owners, np.newaxis]
    return about + (edges - about) * factors


def _short_names(categories: Iterable[Category]) -> dict[int, str]:
    """Return short names by category id: without a designation that others begin with too, as `S-400 launcher` does."""
    names = {category.id: category.name.split(" ", 1) for category in categories}
    firsts = Counter(parts[0] for parts in names.values())
    return {key: " ".join(parts[1:] if _is_shared(parts, firsts) else parts) for key, parts in names.items()}


def _is_shared(parts: list[str], firsts: Counter[str]) -> bool:
    return len(parts) > 1 and firsts[parts[0]] > 1 and any(map(str.isdigit, parts[0]))


def _bounded(name: str) -> str:
    """Return a name that a file may have made very long, cut to MOST_LETTERS."""
    return name if len(name) <= MOST_LETTERS else f"{name[:MOST_LETTERS]}…"


def _initials(author: str) -> str:
    words = author.split()[:2]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else author.strip()[:3]


def _side(bounds: Floats) -> float:
    """Return the largest side of any of these rectangles."""
    return float((bounds[..., 2:] - bounds[..., :2]).max())


def are_seen(bounds: Floats, pane: QRectF) -> Bools:
    """Return whether enough of each rectangle, (N, 4), is within the pane for a caption; (N,)."""
    left, top, right, bottom = pane.left(), pane.top(), pane.right(), pane.bottom()
    low, high = np.maximum(bounds[:, :2], (left, top)), np.minimum(bounds[:, 2:], (right, bottom))
    wanted = np.minimum(LEAST_SEEN_SCR, bounds[:, 2:] - bounds[:, :2])
    seen: Bools = np.logical_and.reduce(high - low >= np.maximum(wanted, 0.5), axis=1)
    return seen
