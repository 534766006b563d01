"""The labels of one frame as arrays, for drawing and hit tests; kept in step with edits."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, area_px, bounds_px, rings_px, to_shapely
from basewatch_gui.geometry.transform import XY, Points
from basewatch_gui.model.label import Label
from basewatch_gui.storage.bulk import without_gc

T = TypeVar("T")
Rows = NDArray[np.intp]
Floats = NDArray[np.float64]

_ROOM = 64
_FEW = 4096
"""Fewer rows are looked up one by one, for more all are searched."""
_MOST_TOUCHED = 256
"""Changes that are remembered with their places; who missed more looks at all labels again."""


class Touched(NamedTuple):
    """Rows of labels, some perhaps gone, and envelopes; (N, 4)."""

    rows: Rows
    bounds_px: Floats


_NONE_TOUCHED = Touched(np.empty(0, np.intp), np.empty((0, 4)))


class LabelArrays:
    """Envelope, corners, category and author of all labels of a frame by row, and the labels themselves.

    A brute search over the envelopes of 100,000 labels takes a tenth of a millisecond, so no tree is kept.
    `quads_px` is (rows, 4, 2): the corners of oriented and level boxes, nose left first; NaN for other shapes.
    `category_slots` and `author_ids` count into `categories` (ids) and `authors` (names). Rows in `hidden` are neither
    drawn nor hit. `version` grows with every change.
    """

    @without_gc()
    def __init__(self, labels: Iterable[Label]) -> None:
        self.labels: list[Label | None] = list(labels)
        self.version = 0
        self.categories: list[int] = []
        self.authors: list[str] = []
        self._row_of: dict[int, int] = {}
        self._free: list[int] = []
        self._edges: dict[int, Floats] = {}
        self._touched: deque[tuple[int, Touched]] = deque(maxlen=_MOST_TOUCHED)
        self._touched_from = 0
        self._hidden_authors: frozenset[str] = frozenset()
        rows = len(self.labels) + _ROOM
        self._bounds = np.full((4, rows), np.nan)
        self._centres = np.full((rows, 2), np.nan)
        self._sizes = np.zeros(rows)
        self._areas = np.zeros(rows)
        self.quads_px = np.full((rows, 4, 2), np.nan)
        self.category_slots = np.zeros(rows, np.int32)
        self.author_ids = np.zeros(rows, np.int32)
        self.has_nose = np.zeros(rows, np.bool_)
        self.is_approved = np.zeros(rows, np.bool_)
        self.hidden = np.zeros(rows, np.bool_)
        held = [label for label in self.labels if label is not None]
        self._row_of = {label.id: row for row, label in enumerate(held)}
        self._set(range(len(held)), held)

    def __len__(self) -> int:
        return len(self._row_of)

    def change(self, pairs: Iterable[tuple[Label | None, Label | None]]) -> None:
        """Carry out changes of labels in their order; many at once cost far less than one by one."""
        self.version += 1
        changed: dict[int, Label] = {}
        gone: set[int] = set()
        for before, after in pairs:
            if after is not None:
                changed[self._row_for(after.id)] = after
            elif before is not None:
                row = self._row_of.pop(before.id)
                changed.pop(row, None)
                gone.add(row)
        left = self.bounds_px(np.array([*changed, *gone], np.intp)).copy()
        for row in gone:
            self._clear(row)
        self._set(list(changed), list(changed.values()))
        now = np.array(list(changed), np.intp)
        self._touch(np.concatenate([now, np.array(list(gone), np.intp)]), np.concatenate([left, self.bounds_px(now)]))

    def hide_authors(self, names: Iterable[str]) -> None:
        """Hide the labels of these authors, and no others, also those that come later."""
        hidden = frozenset(names)
        if hidden == self._hidden_authors:
            return
        self._hidden_authors = hidden
        self.hidden = (
            _are_among(self.authors, self._hidden_authors)[self.author_ids]
            if self.authors
            else np.zeros_like(self.hidden)
        )
        self.version += 1
        self._touched.clear()
        self._touched_from = self.version

    def touched_since(self, version: int) -> "Touched | None":
        """Return the labels changed after a version, with their places before and after; None if that is unknown."""
        if version < self._touched_from or (self._touched and self._touched[0][0] > version + 1):
            return None
        found = [_NONE_TOUCHED, *(touched for at, touched in self._touched if at > version)]
        return Touched(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def row(self, label_id: int) -> int | None:
        """Return the row of a label; None when it is not on this frame."""
        return self._row_of.get(label_id)

    def rows_of(self, label_ids: Collection[int]) -> Rows:
        """Return the rows of labels that are on this frame and not hidden."""
        row_of = self._row_of
        rows = np.array([row_of[key] for key in label_ids if key in row_of], np.intp)
        return rows[~self.hidden[rows]]

    def within(self, left: float, top: float, right: float, bottom: float, among: Rows | None = None) -> Rows:
        """Return the rows, perhaps only among these, of labels whose envelope touches this box in frame pixels.

        Hidden ones are left out.
        """
        few = among is not None and len(among) < _FEW
        lefts, tops, rights, bottoms = self._bounds[:, among] if few else self._bounds
        touches: NDArray[np.bool_] = (lefts <= right) & (rights >= left) & (tops <= bottom) & (bottoms >= top)
        if among is not None:
            return among[touches if few else touches[among]]
        if self._hidden_authors:
            touches &= ~self.hidden
        return np.flatnonzero(touches)

    def sizes_px(self, rows: Rows) -> Floats:
        """Return the larger side of each row's envelope in frame pixels."""
        return self._sizes[rows]

    def centres_px(self, rows: Rows) -> Points:
        """Return the middle of each row's envelope; (N, 2)."""
        return self._centres[rows]

    def bounds_px(self, rows: Rows) -> Floats:
        """Return left, top, right and bottom of each row's envelope; (N, 4)."""
        return self._bounds[:, rows].T

    def is_quad(self, rows: Rows) -> NDArray[np.bool_]:
        """Return whether each row is an oriented or a level box."""
        quads: NDArray[np.bool_] = ~np.isnan(self.quads_px[rows, 0, 0])
        return quads

    def edges_px(self, row: int) -> Floats | None:
        """Return the edges of a polygon as (edges, 2, 2): their two ends; None for other shapes."""
        return self._edges.get(row)

    def at_rows(self, rows: Iterable[int]) -> list[Label]:
        """Return the labels in these rows, in their order; rows that hold none are left out."""
        found = (self.labels[row] for row in rows)
        return [label for label in found if label is not None]

    def near(self, at_px: XY, tolerance_px: float) -> list[Label]:
        """Return the labels that hold the place or pass within the tolerance of it, smallest first."""
        x, y = at_px
        rows = self.within(x - tolerance_px, y - tolerance_px, x + tolerance_px, y + tolerance_px)
        rows = rows[np.argsort(self._areas[rows], kind="stable")]
        quads = self.is_quad(rows)
        near = np.zeros(len(rows), np.bool_)
        near[quads] = _distances_px(self.quads_px[rows[quads]], at_px) <= tolerance_px
        for at in np.flatnonzero(~quads):
            label = self.labels[rows[at]]
            near[at] = label is not None and _holds(label, at_px, tolerance_px)
        return self.at_rows(rows[near])

    def _row_for(self, label_id: int) -> int:
        row = self._row_of.get(label_id)
        if row is None:
            row = self._row_of[label_id] = self._free.pop() if self._free else len(self.labels)
            if row == len(self.labels):
                self.labels.append(None)
                if row == len(self.hidden):
                    self._grow(row)
        return row

    def _set(self, rows: Sequence[int], labels: Sequence[Label]) -> None:
        at = np.array(rows, np.intp)
        for row, label in zip(rows, labels, strict=True):
            self.labels[row] = label
        for row in rows if self._edges else ():
            self._edges.pop(row, None)
        self.category_slots[at] = _numbered(self.categories, [label.category_id for label in labels])
        self.author_ids[at] = _numbered(self.authors, [label.author for label in labels])
        self.hidden[at] = _are_among(self.authors, self._hidden_authors)[self.author_ids[at]]
        is_oriented = np.array([type(label.outline) is OrientedBox for label in labels], np.bool_)
        self.has_nose[at] = is_oriented
        self.is_approved[at] = [label.review == "approved" for label in labels]
        self.quads_px[at] = np.nan
        boxes = [label.outline for label in labels if isinstance(label.outline, OrientedBox)]
        if boxes:
            self._set_quads(at[is_oriented], _corners_px(boxes))
        for number in np.flatnonzero(~is_oriented).tolist():
            self._set_other(rows[number], labels[number].outline)
        bounds = self._bounds[:, at]
        self._centres[at] = ((bounds[:2] + bounds[2:]) / 2).T
        self._sizes[at] = (bounds[2:] - bounds[:2]).max(axis=0)

    def _set_quads(self, rows: Rows, quads_px: Floats) -> None:
        self.quads_px[rows] = quads_px
        self._bounds[:2, rows] = quads_px.min(axis=1).T
        self._bounds[2:, rows] = quads_px.max(axis=1).T
        along, across = quads_px[:, 0] - quads_px[:, 3], quads_px[:, 1] - quads_px[:, 0]
        self._areas[rows] = np.hypot(*along.T) * np.hypot(*across.T)

    def _set_other(self, row: int, outline: Outline) -> None:
        self._bounds[:, row] = bounds_px(outline)
        self._areas[row] = area_px(outline)
        if isinstance(outline, Box):
            self.quads_px[row] = outline.corners_px
        elif not isinstance(outline, Point):
            rings = [np.array(ring) for ring in rings_px(outline)]
            self._edges[row] = np.concatenate([np.stack([ring, np.roll(ring, -1, axis=0)], axis=1) for ring in rings])

    def _clear(self, row: int) -> None:
        self.labels[row] = None
        self._bounds[:, row] = np.nan
        self._edges.pop(row, None)
        self._free.append(row)

    def _touch(self, rows: Rows, bounds_px: Floats) -> None:
        if len(bounds_px) > _MOST_TOUCHED:
            self._touched.clear()
            self._touched_from = self.version
        else:
            self._touched.append((self.version, Touched(rows, bounds_px[~np.isnan(bounds_px[:, 0])])))

    def _grow(self, by: int) -> None:
        def longer(held: NDArray[np.generic]) -> NDArray[np.generic]:
            return np.concatenate([held, np.zeros((by, *held.shape[1:]), held.dtype)])

        self._bounds = np.concatenate([self._bounds, np.full((4, by), np.nan)], axis=1)
        for name in (
            "_centres",
            "_sizes",
            "_areas",
            "quads_px",
            "category_slots",
            "author_ids",
            "has_nose",
            "is_approved",
            "hidden",
        ):
            setattr(self, name, longer(getattr(self, name)))


def _are_among(names: list[str], chosen: Collection[str]) -> NDArray[np.bool_]:
    return np.array([name in chosen for name in names], np.bool_)


def _numbered(names: list[T], of_labels: list[T]) -> list[int]:
    """Return the numbers of these values in the list, which new ones are added to."""
    number_of = {name: number for number, name in enumerate(names)}
    for name in dict.fromkeys(of_labels):
        if name not in number_of:
            number_of[name] = len(names)
            names.append(name)
    return [number_of[name] for name in of_labels]


def _corners_px(boxes: Sequence[OrientedBox]) -> Floats:
    """Return the corners of oriented boxes as `OrientedBox.corners_px` has them; (N, 4, 2)."""
    centres = np.array([box.centre_px for box in boxes], np.float64)
    lengths = np.array([box.length_px for box in boxes], np.float64)
    widths = np.array([box.width_px for box in boxes], np.float64)
    angles = np.radians(np.array([box.heading_px_deg for box in boxes], np.float64))
    forward = np.column_stack((np.sin(angles), -np.cos(angles))) * (lengths / 2)[:, np.newaxis]
    right = np.column_stack((np.cos(angles), np.sin(angles))) * (widths / 2)[:, np.newaxis]
    corners = (forward - right, forward + right, right - forward, -forward - right)
    return np.stack([centres + corner for corner in corners], axis=1)


def _distances_px(quads_px: Floats, at_px: XY) -> Floats:
    """Return how far the place is from each box; 0 within one. (N,)"""
    along = np.roll(quads_px, -1, axis=1) - quads_px
    to_place = np.asarray(at_px) - quads_px
    crosses = along[..., 0] * to_place[..., 1] - along[..., 1] * to_place[..., 0]
    is_within = (crosses >= 0).all(axis=1) | (crosses <= 0).all(axis=1)
    squares = (along**2).sum(axis=2)
    is_within &= squares.min(axis=1) > 0
    shares = np.clip((along * to_place).sum(axis=2) / np.where(squares > 0, squares, 1.0), 0.0, 1.0)
    off = to_place - shares[..., np.newaxis] * along
    distances: Floats = np.hypot(off[..., 0], off[..., 1]).min(axis=1)
    return np.where(is_within, 0.0, distances)


def _holds(label: Label, at_px: XY, tolerance_px: float) -> bool:
    return bool(to_shapely(label.outline).distance(shapely.Point(at_px)) <= tolerance_px)
