"""All labels of a frame in one picture, with less detail the more and the smaller they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QTransform

from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.dots import Dots, dots_for, set_dots
from basewatch_gui.widgets.pane.layers.labels.limits import passed
from basewatch_gui.widgets.pane.layers.labels.picture import (
    PAD,
    GrowingPicture,
    Pixels,
    Rect,
    contains,
    grown,
    in_tiles,
    moved,
    whole_shift,
)
from basewatch_gui.widgets.pane.layers.labels.strokes import strokes_of
from basewatch_gui.widgets.pane.layers.labels.styles import WHITE, Detail, Styles

SMALL_SCR = 4.0
"""Below this size on screen a label is a dot."""
CROWDED_SCR = 12.0
"""Below this size it is one where there are more shapes than `MOST_PLAIN`."""
MOST_FINE = 250
MOST_PLAIN = 2000
"""Up to so many labels in and about a pane have smooth lines, which cost six times as much as others, and up to so
many casings, dashes and noses; more are thin lines."""
MOST_HASTY = 100
"""So many have casings while the view is zoomed or turned."""
MOST_PARTS = 12
"""More changes than that and the whole picture is drawn anew."""
BORDER_SCR = 96
"""So far beyond the pane labels are drawn at once: the picture serves a view that is zoomed out a little."""
AHEAD_SCR = 256
"""So far beyond the pane they are drawn when there is time."""
BESIDE_SCR = 128
"""So far beyond that their rows are known, so that not all are searched for each tile."""
MOST_STRETCH = 1.5
"""By how much a picture may be stretched or shrunk until another one is drawn."""
TURNED = 1e-3
"""What a new linearisation of the frame turns a view is less."""


@dataclass(frozen=True, slots=True)
class View:
    """How a pane looks at a frame.

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

    def device(self, length_scr: float) -> int:
        """A length in device pixels."""
        return round(length_scr * self.ratio)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is drawn; another one needs another picture.

    `left_out` are the rows, as bytes, of labels that are drawn elsewhere, `lit` the ids of those that are white.
    """

    arrays: LabelArrays
    categories: tuple[Category, ...]
    ratio: float
    left_out: bytes
    lit: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How it is drawn: below which size on screen labels are dots, how those are, and how the others' lines are."""

    dot_scr: float = SMALL_SCR
    dots: Dots = "wide"
    detail: Detail = "fine"


class Crowd:
    """Keeps the picture of all labels about a view, drawn once; later views are shown by moving or stretching it."""

    def __init__(self) -> None:
        self._picture = GrowingPicture()
        self._subject: _Subject | None = None
        self._manner = _Manner()
        self._view = View(Affine.identity(), (0.0, 0.0), 1.0)
        self._pane: Rect = (0, 0, 0, 0)
        self._searched: Rect = (0, 0, 0, 0)
        self._left_out = self._dots = self._shapes = self.shapes = np.empty(0, np.intp)
        self._version = -1
        self._lit: NDArray[np.bool_] | None = None
        self._styles = Styles((), 1.0)
        self._in_haste = False
        self._detail: Detail = "fine"
        self._stretch: QTransform | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is shown more roughly than it will be when the view is at rest."""
        return self._stretch is not None or self._manner.detail != self._detail

    def forget(self) -> None:
        """Show nothing."""
        self._picture.clear()
        self._subject = self._stretch = None
        self._manner = _Manner(detail=self._detail)
        self.shapes = self._shapes = self._dots = np.empty(0, np.intp)

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
        subject = _Subject(arrays, tuple(categories.values()), view.ratio, left_out.tobytes(), lit)
        shift = whole_shift(self._view.to_device, view.to_device, view.size_scr)
        if subject != self._subject or shift is None:
            self._picture.clear()
            self._view, shift = view, (0, 0)
        touched = self._follow_changes(subject)
        self._subject, self._version, self._left_out = subject, arrays.version, left_out
        self._in_haste, self._stretch = in_haste, None
        self._pane = moved(view.pane, -shift[0], -shift[1])
        self._search()
        if len(touched):
            self._picture.redraw([_part_of(bounds, self._view) for bounds in touched], self._drawing())
        self._draw()

    def move(self, view: View) -> bool:
        """Show another view of the same with the picture that there is; says whether that serves."""
        if not self._picture.is_started:
            return False
        shift = whole_shift(self._view.to_device, view.to_device, view.size_scr)
        if shift is None:
            return self._stand_in(view)
        self._stretch = None
        self._pane = moved(view.pane, -shift[0], -shift[1])
        self._draw()
        return True

    def grow(self) -> bool:
        """Draw a little more about the pane; says whether there is nothing left to do."""
        if not self._picture.is_started or self.is_draft:
            return True
        wanted = grown(self._pane, self._view.device(AHEAD_SCR))
        self._picture.keep(grown(wanted, self._view.device(AHEAD_SCR)))
        if not contains(self._searched, wanted):
            self._search()
            self._draw()
            return False
        return self._picture.draw_one(self._pane, wanted, self._drawing())

    def show(self, painter: QPainter) -> None:
        """Draw it with a painter in the pane's screen pixels."""
        painter.save()
        painter.scale(1 / self._view.ratio, 1 / self._view.ratio)
        if self._stretch is None:
            painter.translate(-self._pane[0], -self._pane[1])
            self._picture.show(painter, self._pane)
        else:
            painter.setTransform(self._stretch, combine=True)
            self._picture.show(painter, self._pane)
        painter.restore()

    def _follow_changes(self, subject: _Subject) -> NDArray[np.float64]:
        """The envelopes that labels had and have that were changed; clears the picture where they are too many."""
        arrays, old = subject.arrays, self._subject
        touched: NDArray[np.float64] | None = np.empty((0, 4))
        if old is not None and old.arrays is arrays and arrays.version != self._version:
            touched = arrays.touched_since(self._version)
        if touched is None or len(touched) > MOST_PARTS:
            self._picture.clear()
            touched = np.empty((0, 4))
        if not subject.lit:
            self._lit = None
        elif old is None or old.lit is not subject.lit or old.arrays is not arrays or arrays.version != self._version:
            self._lit = np.zeros(len(arrays.hidden), np.bool_)
            self._lit[arrays.rows_of(subject.lit)] = True
        if old is None or (old.categories, old.ratio) != (subject.categories, subject.ratio):
            self._styles = Styles(subject.categories, subject.ratio)
        return touched

    def _search(self) -> None:
        """Find the labels about the pane, and how they are to be drawn; clears the picture where that has changed."""
        if self._subject is None:
            return
        arrays, view = self._subject.arrays, self._view
        self._searched = grown(self._pane, view.device(AHEAD_SCR + BESIDE_SCR))
        # Tiles reach further than what has to be drawn, and are drawn whole.
        rows = _rows_in(arrays, view.to_device, grown(in_tiles(self._searched), view.device(PAD)))
        rows = rows[~np.isin(rows, self._left_out)] if len(self._left_out) else rows
        is_near = np.zeros(len(arrays.hidden), np.bool_)
        is_near[_rows_in(arrays, view.to_device, self._searched, rows)] = True
        near = is_near[rows]
        sizes = mean_scale(view.to_screen) * arrays.sizes_px(rows)
        shaped, dot_scr = _shaped(sizes, SMALL_SCR), SMALL_SCR
        if np.count_nonzero(shaped & near) > MOST_PLAIN:
            shaped, dot_scr = _shaped(sizes, CROWDED_SCR), CROWDED_SCR
        self._shapes, self._dots = rows[shaped], rows[~shaped]
        self.shapes = rows[shaped & near]
        self._detail = detail = detail_for(len(self.shapes), self._detail)
        if self._in_haste and len(self.shapes):
            detail = "plain" if len(self.shapes) <= MOST_HASTY else "thin"
        manner = _Manner(dot_scr, dots_for(int(np.count_nonzero(near & ~shaped)), self._manner.dots), detail)
        if self._manner != manner:
            self._manner = manner
            self._picture.clear()

    def _draw(self) -> None:
        """Have the picture as far as the pane reaches."""
        if self._picture.has(self._pane):
            return
        if not contains(self._searched, self._pane):
            self._search()
        border = 0 if self._picture.is_started else self._view.device(BORDER_SCR)
        self._picture.draw(grown(self._pane, border), self._drawing())

    def _stand_in(self, view: View) -> bool:
        """Stretch the picture to a view that was zoomed a little."""
        stretch = chained(view.to_device, ~self._view.to_device)
        if abs(stretch.b) + abs(stretch.d) > TURNED or not 1 / MOST_STRETCH <= stretch.a <= MOST_STRETCH:
            return False
        _, _, across, down = view.pane
        (left, top), (right, bottom) = ~stretch @ (0, 0), ~stretch @ (across, down)
        seen = (floor(left), floor(top), ceil(right) - floor(left), ceil(bottom) - floor(top))
        if not self._picture.has(seen):
            return False
        self._pane = seen
        self._stretch = QTransform(stretch.a, stretch.d, stretch.b, stretch.e, stretch.c, stretch.f)
        return True

    def _drawing(self) -> "_Drawing":
        assert self._subject is not None
        arrays, styles = self._subject.arrays, self._styles
        return _Drawing(arrays, self._view, self._manner, self._dots, self._shapes, self._lit, styles)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws labels: in the rows `dots` those without a shape, in the rows `shapes` the others."""

    arrays: LabelArrays
    view: View
    manner: _Manner
    dots: Rows
    shapes: Rows
    lit: NDArray[np.bool_] | None
    styles: Styles

    @property
    def is_blank(self) -> bool:
        """Whether there are none."""
        return not len(self.dots) and not len(self.shapes)

    @property
    def has_dots(self) -> bool:
        """Whether any has no shape."""
        return len(self.dots) > 0

    def within(self, parts: Sequence[Rect]) -> "_Drawing":
        """The labels that reach into these parts."""
        return replace(self, dots=self._touching(self.dots, parts), shapes=self._touching(self.shapes, parts))

    def set_dots(self, pixels: Pixels, origin: tuple[int, int]) -> None:
        """Set the dots."""
        arrays = self.arrays
        chosen = self.styles.pixels(arrays.categories)[arrays.category_slots[self.dots]]
        if self.lit is not None:
            chosen[self.lit[self.dots]] = WHITE.rgba()
        to_pixels = chained(Affine.translation(*origin), self.view.to_device)
        places = apply(to_pixels, arrays.centres_px(self.dots))
        set_dots(pixels, places, chosen, self.manner.dots, self.view.ratio)

    def paint(self, painter: QPainter) -> None:
        """Draw the outlines."""
        if len(self.shapes):
            arrays, view = self.arrays, self.view
            strokes = strokes_of(arrays, self.shapes, view.to_device, view.ratio)
            lit = self.lit[self.shapes] if self.lit is not None else None
            slots = arrays.category_slots[self.shapes]
            self.styles.draw(painter, self.manner.detail, strokes, arrays.categories, slots, lit)

    def _touching(self, rows: Rows, parts: Sequence[Rect]) -> Rows:
        if not len(rows):
            return rows
        margin = self.view.device(PAD)
        found = [_rows_in(self.arrays, self.view.to_device, grown(part, margin), rows) for part in parts]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))


def detail_for(count: int, before: Detail) -> Detail:
    """With how much detail so many labels are drawn that had this much before."""
    details: tuple[Detail, ...] = ("fine", "plain", "thin")
    return details[passed(count, (MOST_FINE, MOST_PLAIN), details.index(before))]


def _shaped(sizes_scr: NDArray[np.float64], dot_scr: float) -> NDArray[np.bool_]:
    """Which labels of these sizes have a shape; a point, which has no size, has its mark while there is room."""
    shaped: NDArray[np.bool_] = sizes_scr >= dot_scr
    return shaped | (sizes_scr == 0) if dot_scr <= SMALL_SCR else shaped


def _rows_in(arrays: LabelArrays, to_device: Affine, rect: Rect, among: Rows | None = None) -> Rows:
    left, top, width, height = rect
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    places = apply(~to_device, corners)
    (x_min, y_min), (x_max, y_max) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    return arrays.within(x_min, y_min, x_max, y_max, among)


def _part_of(bounds_px: NDArray[np.float64], view: View) -> Rect:
    """The part of the picture that a label with this envelope is drawn in."""
    left, top, right, bottom = bounds_px.tolist()
    places = apply(view.to_device, [(left, top), (right, top), (right, bottom), (left, bottom)])
    margin = view.device(PAD)
    far = 2.0**20
    x_min, y_min = np.floor(np.clip(places.min(axis=0), -far, far)).astype(int).tolist()
    x_max, y_max = np.ceil(np.clip(places.max(axis=0), -far, far)).astype(int).tolist()
    return (x_min - margin, y_min - margin, x_max - x_min + 2 * margin, y_max - y_min + 2 * margin)
