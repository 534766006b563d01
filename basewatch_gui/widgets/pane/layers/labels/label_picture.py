"""All labels of a frame in one picture, with less detail the more and the smaller they are.

Stroking thousands of lines takes longer than a frame of a pan may. So labels are drawn once into tiles, which a pan by
whole pixels only moves; what lies about the pane is drawn ahead in spare time; and while the view is zoomed the old
picture is scaled until the view comes to rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QTransform

from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.session.label_arrays import LabelArrays, Rows, Touched
from basewatch_gui.widgets.pane.layers.labels.label_tiles import (
    ArgbPixels,
    DeviceRect,
    GrowingPicture,
    contains,
    grown,
    moved,
    whole_shift,
)
from basewatch_gui.widgets.pane.layers.labels.level_of_detail import (
    DOT_SCR,
    MOST_PLAIN,
    DotStyle,
    NearbyLabels,
    PaneView,
    detail_for,
    dot_style_for,
    set_dots,
)
from basewatch_gui.widgets.pane.layers.labels.strokes import strokes_of
from basewatch_gui.widgets.pane.layers.labels.styles import Detail, LabelStyles, manners_of
from basewatch_gui.widgets.pane.layers.layer import SELECTION_COLOUR

MOST_CASED_DRAFT = 100
"""Up to this many labels keep their casings while the view is zoomed or turned."""
MOST_REDRAWN_PARTS = 12
"""After more changes than this the whole picture is drawn again."""
DRAWN_BEYOND_SCR = 96
"""Labels are drawn this far beyond the pane at once: the picture then serves a view that is zoomed out a little."""
DRAWN_AHEAD_SCR = 256
"""Labels are drawn this far beyond the pane in spare time."""
SEARCHED_BEYOND_SCR = 128
"""Labels are searched this much further than they are drawn, so that not every tile starts a search."""
MOST_NEVER_SCALED = 40
"""With up to this many labels about a pane a new picture is as quick as a scaled one."""
MOST_PICTURE_SCALE = 1.5
"""Up to this factor, or down to its inverse, the picture is scaled until another one is drawn."""
LEAST_VIEW_CHANGE = 1e-3
"""A view is zoomed or turned if its matrix changes by more: a new linearisation of the frame changes it by less."""


_NO_ROWS: Rows = np.empty(0, np.intp)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is drawn; another subject needs another picture. `lit` are the ids of labels that are ringed."""

    arrays: LabelArrays
    categories: tuple[Category, ...]
    ratio: float
    lit: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How it is drawn: labels smaller than `dot_scr` as dots in a style, the others with lines of a detail."""

    dot_scr: float = DOT_SCR
    dots: DotStyle = "wide"
    detail: Detail = "fine"


class LabelPicture:
    """The picture of all labels about a view, drawn once; later views are shown by moving or scaling it.

    GUI thread only. `shapes` are the rows of labels about the pane that are larger than dots.
    """

    def __init__(self) -> None:
        self._picture = GrowingPicture()
        self._subject: _Subject | None = None
        self._manner = _Manner()
        self._view = PaneView(Affine.identity(), (0.0, 0.0), 1.0)
        self._pane: DeviceRect = (0, 0, 0, 0)
        self._near: NearbyLabels | None = None
        self.shapes: Rows = _NO_ROWS
        self._left_out: Rows = _NO_ROWS
        self._version = -1
        self._lit: NDArray[np.bool_] | None = None
        self._styles = LabelStyles((), 1.0)
        self._as_draft = False
        self._detail: Detail = "fine"
        self._scaling: QTransform | None = None

    @property
    def is_draft(self) -> bool:
        """True if the picture is rougher than it will be once the view is at rest."""
        return self._scaling is not None or self._manner.detail != self._detail

    def clear(self) -> None:
        """Drop the picture and show nothing."""
        self._picture.clear()
        self._subject = self._scaling = self._near = None
        self._manner = _Manner(detail=self._detail)
        self.shapes = _NO_ROWS

    def prepare(
        self,
        arrays: LabelArrays,
        categories: dict[int, Category],
        view: PaneView,
        left_out: Rows,
        lit: frozenset[int],
        *,
        as_draft: bool,
    ) -> None:
        """Draw the picture for a view, as far as it is not drawn yet.

        The rows `left_out` are not drawn; labels with `lit` ids are ringed. `as_draft`, as while the view is zoomed,
        smooths no line.
        """
        subject = _Subject(arrays, tuple(categories.values()), view.ratio, lit)
        shift = whole_shift(self._view.to_device, view.to_device, view.size_scr)
        if subject != self._subject or shift is None:
            self._picture.clear()
            self._view, shift = view, (0, 0)
        self._as_draft, self._scaling = as_draft, None
        self._pane = moved(view.pane_rect, -shift[0], -shift[1])
        touched = self._touched(subject, left_out)
        self._set_subject(subject)
        self._left_out = left_out
        if touched is None:
            self._picture.clear()
        elif self._picture.is_started:
            if self._near is not None and self._near.update(touched.rows, left_out):
                self._choose_manner()
            else:
                self._search()
            # Only what an edit has touched is drawn again: most edits move one label among thousands.
            self._picture.redraw([self._view.drawn_rect(bounds) for bounds in touched.bounds_px], self._drawing())
        self._draw_pane()

    def reuse_for(self, view: PaneView) -> bool:
        """Show another view of the same labels by moving or scaling this picture; False if it needs a new one."""
        if not self._picture.is_started:
            return False
        shift = whole_shift(self._view.to_device, view.to_device, view.size_scr)
        if shift is None:
            return self._scale_to(view)
        self._scaling = None
        self._pane = moved(view.pane_rect, -shift[0], -shift[1])
        self._draw_pane()
        return True

    def draw_ahead(self) -> bool:
        """Draw one more tile about the pane, about a millisecond of work; True if nothing is left to draw."""
        if not self._picture.is_started or self.is_draft:
            return True
        ahead = self._view.device_length(DRAWN_AHEAD_SCR)
        wanted = grown(self._pane, ahead)
        # Tiles are dropped only well beyond what is wanted: a pan to and fro would draw the same ones again and again.
        self._picture.drop_beyond(grown(wanted, ahead))
        if self._near is None or not contains(self._near.searched, wanted):
            self._search()
            self._draw_pane()
            return False
        return self._picture.draw_nearest_tile(self._pane, wanted, self._drawing())

    def paint(self, painter: QPainter) -> None:
        """Paint the picture with a painter in the pane's screen pixels."""
        painter.save()
        painter.scale(1 / self._view.ratio, 1 / self._view.ratio)
        if self._scaling is None:
            painter.translate(-self._pane[0], -self._pane[1])
        else:
            painter.setTransform(self._scaling, combine=True)
        self._picture.paint(painter, self._pane)
        painter.restore()

    def _touched(self, subject: _Subject, left_out: Rows) -> Touched | None:
        """Return the labels changed, newly left out or drawn again; None if they are unknown or too many."""
        arrays, old = subject.arrays, self._subject
        if old is None or old.arrays is not arrays:
            return None
        touched, others = arrays.touched_since(self._version), np.setxor1d(self._left_out, left_out)
        if touched is None or len(touched.bounds_px) + len(others) > MOST_REDRAWN_PARTS:
            return None
        bounds = arrays.bounds_px(others)
        bounds = bounds[~np.isnan(bounds[:, 0])]
        return Touched(np.concatenate([touched.rows, others]), np.concatenate([touched.bounds_px, bounds]))

    def _set_subject(self, subject: _Subject) -> None:
        arrays, old, version = subject.arrays, self._subject, self._version
        if not subject.lit:
            self._lit = None
        elif old is None or old.lit is not subject.lit or old.arrays is not arrays or arrays.version != version:
            self._lit = np.zeros(len(arrays.hidden), np.bool_)
            self._lit[arrays.rows_of(subject.lit)] = True
        if old is None or (old.categories, old.ratio) != (subject.categories, subject.ratio):
            self._styles = LabelStyles(subject.categories, subject.ratio)
        self._subject, self._version = subject, arrays.version

    def _search(self) -> None:
        """Find the labels about the pane; clear the picture if they are now drawn in another manner."""
        if self._subject is not None:
            searched = grown(self._pane, self._view.device_length(DRAWN_AHEAD_SCR + SEARCHED_BEYOND_SCR))
            self._near = NearbyLabels(self._subject.arrays, self._view, searched, self._left_out, MOST_PLAIN)
            self._choose_manner()

    def _choose_manner(self) -> None:
        """Set detail and dot style by how many labels there are; a change of either clears the picture."""
        if self._near is None:
            return
        self.shapes = self._near.shapes
        self._detail = detail = detail_for(len(self.shapes), self._detail)
        if self._as_draft and len(self.shapes):
            detail = "plain" if len(self.shapes) <= MOST_CASED_DRAFT else "thin"
        manner = _Manner(self._near.dot_scr, dot_style_for(self._near.dot_count, self._manner.dots), detail)
        if self._manner != manner:
            self._manner = manner
            self._picture.clear()

    def _draw_pane(self) -> None:
        """Draw what is missing of the picture within the pane."""
        if self._picture.has(self._pane):
            return
        if self._near is None or not self._picture.is_started or not contains(self._near.searched, self._pane):
            self._search()
        border = 0 if self._picture.is_started else self._view.device_length(DRAWN_BEYOND_SCR)
        self._picture.draw_missing(grown(self._pane, border), self._drawing())

    def _scale_to(self, view: PaneView) -> bool:
        """Scale the picture to a view that was zoomed a little; False if it was turned, zoomed far, or not covered."""
        if self._near is None or len(self.shapes) + self._near.dot_count <= MOST_NEVER_SCALED:
            return False
        scaling = chained(view.to_device, ~self._view.to_device)
        is_turned = abs(scaling.b) + abs(scaling.d) > LEAST_VIEW_CHANGE
        is_zoomed = abs(scaling.a - 1.0) > LEAST_VIEW_CHANGE
        if is_turned or not is_zoomed or not 1 / MOST_PICTURE_SCALE <= scaling.a <= MOST_PICTURE_SCALE:
            return False
        _, _, across, down = view.pane_rect
        (left, top), (right, bottom) = ~scaling @ (0, 0), ~scaling @ (across, down)
        seen = (floor(left), floor(top), ceil(right) - floor(left), ceil(bottom) - floor(top))
        if not self._picture.has(seen):
            return False
        self._pane = seen
        self._scaling = QTransform(scaling.a, scaling.d, scaling.b, scaling.e, scaling.c, scaling.f)
        return True

    def _drawing(self) -> "_Drawing":
        assert self._subject is not None
        assert self._near is not None
        return _Drawing(self._subject.arrays, self._view, self._manner, self._near, self._lit, self._styles)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws the labels of the rows `dots` as dots and those of the rows `shapes` with outlines."""

    arrays: LabelArrays
    view: PaneView
    manner: _Manner
    near: NearbyLabels
    lit: NDArray[np.bool_] | None
    styles: LabelStyles
    dots: Rows = field(default_factory=lambda: _NO_ROWS)
    shapes: Rows = field(default_factory=lambda: _NO_ROWS)

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to draw."""
        return not len(self.dots) and not len(self.shapes)

    @property
    def has_dots(self) -> bool:
        """True if any label is a dot."""
        return len(self.dots) > 0

    def only_in(self, parts: Sequence[DeviceRect]) -> "_Drawing":
        """Return the drawing of only the labels that reach into these rectangles."""
        dots, shapes = self.near.rows_in(parts)
        return replace(self, dots=dots, shapes=shapes)

    def set_dots(self, pixels: ArgbPixels, origin: tuple[int, int]) -> None:
        """Write the dots into a picture whose pixel `origin` is the plane's (0, 0)."""
        arrays = self.arrays
        chosen = self.styles.category_pixels(arrays.categories)[arrays.category_slots[self.dots]]
        if self.lit is not None:
            chosen[self.lit[self.dots]] = SELECTION_COLOUR.rgba()
        to_pixels = chained(Affine.translation(*origin), self.view.to_device)
        places = apply(to_pixels, arrays.centres_px(self.dots))
        set_dots(pixels, places, chosen, self.manner.dots, self.view.ratio)

    def paint(self, painter: QPainter) -> None:
        """Paint the outlines with a painter in device pixels."""
        if len(self.shapes):
            arrays, view = self.arrays, self.view
            strokes = strokes_of(arrays, self.shapes, view.to_device, view.ratio)
            lit = self.lit[self.shapes] if self.lit is not None else None
            slots = arrays.category_slots[self.shapes]
            sides = arrays.sizes_px(self.shapes) * mean_scale(view.to_device) / view.ratio
            manners = manners_of(sides, arrays.is_approved[self.shapes])
            self.styles.draw_strokes(painter, self.manner.detail, strokes, arrays.categories, slots, manners, lit)
