"""All labels of a frame in one picture, with less detail the more and the smaller they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.dots import set_dots
from basewatch_gui.widgets.pane.layers.labels.picture import PAD, MovingPicture, Pixels, Rect
from basewatch_gui.widgets.pane.layers.labels.strokes import strokes_of
from basewatch_gui.widgets.pane.layers.labels.styles import WHITE, Detail, Styles

SMALL_SCR = 4.0
"""Below this size on screen a label is a dot."""
CROWDED_SCR = 12.0
"""Below this size it is one where there are more shapes than `MOST_PLAIN`."""
MOST_FINE = 200
MOST_PLAIN = 1500
"""Up to so many labels in and about a pane have smooth lines, which cost six times as much as others, and up to so
many casings, dashes and noses; more are thin lines."""
KEPT = 0.8
"""The detail comes back only with so much fewer labels: it doesn't flicker while they come and go."""
MOST_PARTS = 12
"""More changes than that and the whole picture is drawn anew."""


@dataclass(frozen=True, slots=True)
class View:
    """How a pane, or more than it, looks at a frame.

    Width and height are in screen pixels, `ratio` device pixels to one of them.
    """

    to_screen: Affine
    size_scr: tuple[float, float]
    ratio: float

    @property
    def to_device(self) -> Affine:
        """From frame pixels to the pane's device pixels."""
        return chained(Affine.scale(self.ratio), self.to_screen)

    @property
    def pane(self) -> Rect:
        """The whole pane."""
        return (0, 0, round(self.size_scr[0] * self.ratio), round(self.size_scr[1] * self.ratio))

    @property
    def margin(self) -> int:
        """How far what is drawn may reach beyond an outline, in device pixels."""
        return round(PAD * self.ratio)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the picture is drawn with; another one needs another picture.

    `left_out` are the rows, as bytes, of labels that are drawn elsewhere, `lit` the ids of those that are white.
    """

    arrays: LabelArrays
    categories: tuple[Category, ...]
    ratio: float
    dot_scr: float
    detail: Detail
    left_out: bytes
    lit: frozenset[int]


class Crowd:
    """Keeps the picture; `is_draft` while it is drawn roughly, `shapes` are the rows of labels with a shape in it."""

    def __init__(self) -> None:
        self.is_draft = False
        self.shapes: Rows = np.empty(0, np.intp)
        self._picture = MovingPicture()
        self._drawn: _Drawn | None = None
        self._version = -1
        self._lit: NDArray[np.bool_] | None = None
        self._detail: Detail = "fine"
        self._styles = Styles((), 1.0)

    @property
    def image(self) -> QImage | None:
        """The picture, as large as the pane; None while it shows no label."""
        return self._picture.image

    def forget(self) -> None:
        """Show nothing."""
        self._picture.clear()
        self._drawn = None
        self.is_draft = False

    def follow(
        self,
        arrays: LabelArrays,
        categories: dict[int, Category],
        view: View,
        left_out: Rows,
        lit: frozenset[int],
        *,
        in_haste: bool,
    ) -> None:
        """Have the picture for a view, without the rows that are left out; labels with `lit` ids are white.

        In haste, as while the view is zoomed, no line is smoothed.
        """
        rows = _rows_in(arrays, view.to_device, _grown(view.pane, view.margin))
        rows = rows[~np.isin(rows, left_out)] if len(left_out) else rows
        sizes = mean_scale(view.to_screen) * arrays.sizes_px(rows)
        shaped, dot_scr = _shaped(sizes, SMALL_SCR), SMALL_SCR
        if np.count_nonzero(shaped) > MOST_PLAIN:
            shaped, dot_scr = _shaped(sizes, CROWDED_SCR), CROWDED_SCR
        self.shapes = rows[shaped]
        self._detail = detail_for(len(self.shapes), self._detail)
        self.is_draft = in_haste and self._detail != "thin"
        detail: Detail = "plain" if self.is_draft else self._detail
        drawn = _Drawn(arrays, tuple(categories.values()), view.ratio, dot_scr, detail, left_out.tobytes(), lit)
        dirty = self._dirty(drawn, view)
        self._mark_lit(drawn)
        if self._drawn is None or self._drawn.categories != drawn.categories or self._drawn.ratio != drawn.ratio:
            self._styles = Styles(drawn.categories, drawn.ratio)
        self._drawn, self._version = drawn, arrays.version
        if len(rows) or self._picture.image is not None:
            drawing = _Drawing(drawn, view, rows, shaped, self._lit, self._styles)
            self._picture.follow(drawn, view.to_device, view.pane[2:], dirty, drawing, view.ratio)

    def _dirty(self, drawn: _Drawn, view: View) -> list[Rect]:
        """The parts that have changed; forgets the picture where they are too many."""
        if self._drawn is None or drawn.arrays is not self._drawn.arrays or drawn.arrays.version == self._version:
            return []
        touched = drawn.arrays.touched_since(self._version)
        if touched is None or len(touched) > MOST_PARTS:
            self._picture.clear()
            return []
        return [_device_rect(bounds, view) for bounds in touched]

    def _mark_lit(self, drawn: _Drawn) -> None:
        old, arrays = self._drawn, drawn.arrays
        if not drawn.lit:
            self._lit = None
        elif old is None or old.lit is not drawn.lit or old.arrays is not arrays or arrays.version != self._version:
            self._lit = np.zeros(len(arrays.hidden), np.bool_)
            self._lit[arrays.rows_of(drawn.lit)] = True


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws parts of a view; `rows` are the labels in it, `shaped` says which of them are no dots."""

    drawn: _Drawn
    view: View
    rows: Rows
    shaped: NDArray[np.bool_]
    lit: NDArray[np.bool_] | None
    styles: Styles

    def set_pixels(self, pixels: Pixels, origin: tuple[int, int], part: Rect) -> None:
        """Set the dots."""
        arrays = self.drawn.arrays
        dots = self._rows_in(part, shaped=False)
        if len(dots):
            chosen = self.styles.pixels(arrays.categories)[arrays.category_slots[dots]]
            if self.lit is not None:
                chosen[self.lit[dots]] = WHITE.rgba()
            to_pixels = chained(Affine.translation(*origin), self.view.to_device)
            set_dots(pixels, apply(to_pixels, arrays.centres_px(dots)), chosen, self.view.ratio)

    def paint(self, painter: QPainter, parts: Sequence[Rect]) -> None:
        """Draw the outlines."""
        arrays, view = self.drawn.arrays, self.view
        found = [self._rows_in(part, shaped=True) for part in parts]
        rows = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
        if len(rows):
            strokes = strokes_of(arrays, rows, view.to_device, view.ratio)
            lit = self.lit[rows] if self.lit is not None else None
            self.styles.draw(painter, self.drawn.detail, strokes, arrays.categories, arrays.category_slots[rows], lit)

    def _rows_in(self, part: Rect, *, shaped: bool) -> Rows:
        """The rows of labels in a part of the pane that have a shape, or that are dots."""
        wanted = self.shaped if shaped else ~self.shaped
        if part == self.view.pane:
            return self.rows[wanted]
        if not wanted.any():
            return self.rows[:0]
        drawn, view = self.drawn, self.view
        rows = _rows_in(drawn.arrays, view.to_device, _grown(part, view.margin), self.rows)
        has_shape = _shaped(mean_scale(view.to_screen) * drawn.arrays.sizes_px(rows), drawn.dot_scr)
        return rows[has_shape if shaped else ~has_shape]


def detail_for(count: int, before: Detail) -> Detail:
    """With how much detail so many labels are drawn that had this much before."""
    fine = MOST_FINE if before == "fine" else KEPT * MOST_FINE
    plain = KEPT * MOST_PLAIN if before == "thin" else MOST_PLAIN
    return "fine" if count <= fine else "plain" if count <= plain else "thin"


def _shaped(sizes_scr: NDArray[np.float64], dot_scr: float) -> NDArray[np.bool_]:
    """Which labels of these sizes have a shape; a point, which has no size, has its mark while there is room."""
    shaped: NDArray[np.bool_] = sizes_scr >= dot_scr
    return shaped | (sizes_scr == 0) if dot_scr <= SMALL_SCR else shaped


def _grown(rect: Rect, margin: int) -> Rect:
    return (rect[0] - margin, rect[1] - margin, rect[2] + 2 * margin, rect[3] + 2 * margin)


def _rows_in(arrays: LabelArrays, to_device: Affine, rect: Rect, among: Rows | None = None) -> Rows:
    left, top, width, height = rect
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    places = apply(~to_device, corners)
    (x_min, y_min), (x_max, y_max) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    return arrays.within(x_min, y_min, x_max, y_max, among)


def _device_rect(bounds_px: NDArray[np.float64], view: View) -> Rect:
    """The part of the pane that a label with this envelope is drawn in."""
    left, top, right, bottom = bounds_px.tolist()
    places = apply(view.to_device, [(left, top), (right, top), (right, bottom), (left, bottom)])
    margin = view.margin
    far = 2.0**20
    x_min, y_min = np.floor(np.clip(places.min(axis=0), -far, far)).astype(int).tolist()
    x_max, y_max = np.ceil(np.clip(places.max(axis=0), -far, far)).astype(int).tolist()
    return (x_min - margin, y_min - margin, x_max - x_min + 2 * margin, y_max - y_min + 2 * margin)
