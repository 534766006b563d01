"""All labels of a frame in one picture, with less detail the more and the smaller they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QTransform

from basewatch_gui.geometry.transform import apply, chained
from basewatch_gui.model.category import Category
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows, Touched
from basewatch_gui.widgets.pane.layers.labels.dots import Dots, dots_for, set_dots
from basewatch_gui.widgets.pane.layers.labels.label_limits import passed
from basewatch_gui.widgets.pane.layers.labels.label_tiles import (
    GrowingPicture,
    Pixels,
    Rect,
    contains,
    grown,
    moved,
    whole_shift,
)
from basewatch_gui.widgets.pane.layers.labels.near import SMALL_SCR, Near, View
from basewatch_gui.widgets.pane.layers.labels.strokes import strokes_of
from basewatch_gui.widgets.pane.layers.labels.styles import WHITE, Detail, Styles

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
FEW = 40
"""So many labels about a pane are never stretched."""
MOST_STRETCH = 1.5
"""By how much a picture may be stretched or shrunk until another one is drawn."""
TURNED = 1e-3
"""What a new linearisation of the frame turns a view is less."""


_NO_ROWS: Rows = np.empty(0, np.intp)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is drawn; another one needs another picture. `lit` are the ids of labels that are white."""

    arrays: LabelArrays
    categories: tuple[Category, ...]
    ratio: float
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
        self._near: Near | None = None
        self.shapes: Rows = _NO_ROWS
        self._left_out: Rows = _NO_ROWS
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
        self._subject = self._stretch = self._near = None
        self._manner = _Manner(detail=self._detail)
        self.shapes = _NO_ROWS

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
        subject = _Subject(arrays, tuple(categories.values()), view.ratio, lit)
        shift = whole_shift(self._view.to_device, view.to_device, view.size_scr)
        if subject != self._subject or shift is None:
            self._picture.clear()
            self._view, shift = view, (0, 0)
        self._in_haste, self._stretch = in_haste, None
        self._pane = moved(view.pane, -shift[0], -shift[1])
        touched = self._touched(subject, left_out)
        self._follow_subject(subject)
        self._left_out = left_out
        if touched is None:
            self._picture.clear()
        elif self._picture.is_started:
            if self._near is not None and self._near.follow(touched.rows, left_out):
                self._choose_manner()
            else:
                self._search()
            self._picture.redraw([self._view.part_of(bounds) for bounds in touched.bounds_px], self._drawing())
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
        if self._near is None or not contains(self._near.part, wanted):
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
        else:
            painter.setTransform(self._stretch, combine=True)
        self._picture.show(painter, self._pane)
        painter.restore()

    def _touched(self, subject: _Subject, left_out: Rows) -> Touched | None:
        """The labels that were changed, or are left out now or no more; None where they are not known or too many."""
        arrays, old = subject.arrays, self._subject
        if old is None or old.arrays is not arrays:
            return None
        touched, others = arrays.touched_since(self._version), np.setxor1d(self._left_out, left_out)
        if touched is None or len(touched.bounds_px) + len(others) > MOST_PARTS:
            return None
        bounds = arrays.bounds_px(others)
        bounds = bounds[~np.isnan(bounds[:, 0])]
        return Touched(np.concatenate([touched.rows, others]), np.concatenate([touched.bounds_px, bounds]))

    def _follow_subject(self, subject: _Subject) -> None:
        arrays, old, version = subject.arrays, self._subject, self._version
        if not subject.lit:
            self._lit = None
        elif old is None or old.lit is not subject.lit or old.arrays is not arrays or arrays.version != version:
            self._lit = np.zeros(len(arrays.hidden), np.bool_)
            self._lit[arrays.rows_of(subject.lit)] = True
        if old is None or (old.categories, old.ratio) != (subject.categories, subject.ratio):
            self._styles = Styles(subject.categories, subject.ratio)
        self._subject, self._version = subject, arrays.version

    def _search(self) -> None:
        """Find the labels about the pane; clears the picture where they are to be drawn in another manner."""
        if self._subject is not None:
            part = grown(self._pane, self._view.device(AHEAD_SCR + BESIDE_SCR))
            self._near = Near(self._subject.arrays, self._view, part, self._left_out, MOST_PLAIN)
            self._choose_manner()

    def _choose_manner(self) -> None:
        if self._near is None:
            return
        self.shapes = self._near.shapes
        self._detail = detail = detail_for(len(self.shapes), self._detail)
        if self._in_haste and len(self.shapes):
            detail = "plain" if len(self.shapes) <= MOST_HASTY else "thin"
        manner = _Manner(self._near.dot_scr, dots_for(self._near.dots, self._manner.dots), detail)
        if self._manner != manner:
            self._manner = manner
            self._picture.clear()

    def _draw(self) -> None:
        """Have the picture as far as the pane reaches."""
        if self._picture.has(self._pane):
            return
        if self._near is None or not self._picture.is_started or not contains(self._near.part, self._pane):
            self._search()
        border = 0 if self._picture.is_started else self._view.device(BORDER_SCR)
        self._picture.draw(grown(self._pane, border), self._drawing())

    def _stand_in(self, view: View) -> bool:
        """Stretch the picture to a view that was zoomed a little; few labels are drawn anew about as quickly."""
        if self._near is None or len(self.shapes) + self._near.dots <= FEW:
            return False
        stretch = chained(view.to_device, ~self._view.to_device)
        is_turned, is_zoomed = abs(stretch.b) + abs(stretch.d) > TURNED, abs(stretch.a - 1.0) > TURNED
        if is_turned or not is_zoomed or not 1 / MOST_STRETCH <= stretch.a <= MOST_STRETCH:
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
        assert self._near is not None
        return _Drawing(self._subject.arrays, self._view, self._manner, self._near, self._lit, self._styles)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws labels: in the rows `dots` those without a shape, in the rows `shapes` the others."""

    arrays: LabelArrays
    view: View
    manner: _Manner
    near: Near
    lit: NDArray[np.bool_] | None
    styles: Styles
    dots: Rows = field(default_factory=lambda: _NO_ROWS)
    shapes: Rows = field(default_factory=lambda: _NO_ROWS)

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
        dots, shapes = self.near.within(parts)
        return replace(self, dots=dots, shapes=shapes)

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


def detail_for(count: int, before: Detail) -> Detail:
    """With how much detail so many labels are drawn that had this much before."""
    details: tuple[Detail, ...] = ("fine", "plain", "thin")
    return details[passed(count, (MOST_FINE, MOST_PLAIN), details.index(before))]
