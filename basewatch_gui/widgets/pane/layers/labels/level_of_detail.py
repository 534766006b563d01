"""How much detail labels are drawn with: which are about a pane, which of those are dots, and how dots are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points, apply, chained, mean_scale
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.label_tiles import OVERDRAW, ArgbPixels, DeviceRect, grown
from basewatch_gui.widgets.pane.layers.labels.styles import Detail

DOT_SCR = 4.0
"""A label smaller than this on the screen is a dot."""
CROWDED_DOT_SCR = 12.0
"""The same where more labels have shapes than are drawn with casings."""
MOST_FINE = 250
MOST_PLAIN = 2000
"""Up to MOST_FINE labels in and about a pane have smooth lines, which cost six times as much as others; up to
MOST_PLAIN have casings, dashes and noses; more are thin lines."""
MOST_WIDE_DOTS = 12_000
MOST_RIMMED_DOTS = 40_000
"""Up to MOST_WIDE_DOTS dots are 3 px wide, more are 2 px; above MOST_RIMMED_DOTS they lose the dark rim, which would
cover everything else."""
DOT_RIM_ARGB = 0xAA000000
STILL_PASSED_SHARE = 0.8
"""A limit counts as passed until the number falls below this share of it, so that the drawing does not flicker while
labels come and go."""

DotStyle = Literal["wide", "small", "bare"]

_DOT, _SHAPE = 1, 2


@dataclass(frozen=True, slots=True)
class PaneView:
    """How a pane looks at a frame: `size_scr` in screen pixels, `ratio` device pixels to each of them."""

    to_screen: Affine
    size_scr: tuple[float, float]
    ratio: float

    @property
    def to_device(self) -> Affine:
        """Transform from frame pixels to the pane's device pixels."""
        return chained(Affine.scale(self.ratio), self.to_screen)

    @property
    def pane_rect(self) -> DeviceRect:
        """The whole pane in device pixels."""
        return (0, 0, round(self.size_scr[0] * self.ratio), round(self.size_scr[1] * self.ratio))

    def device_length(self, length_scr: float) -> int:
        """Convert a length in screen pixels to device pixels."""
        return round(length_scr * self.ratio)

    def frame_bounds_px(self, part: DeviceRect) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom in frame pixels of a part of the pane with OVERDRAW pixels around it."""
        left, top, width, height = grown(part, self.device_length(OVERDRAW))
        corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
        places = apply(~self.to_device, corners)
        (x_min, y_min), (x_max, y_max) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        return x_min, y_min, x_max, y_max

    def drawn_rect(self, bounds_px: NDArray[np.float64]) -> DeviceRect:
        """Return the device rectangle that a label with this envelope, (4,) in frame pixels, is drawn in."""
        left, top, right, bottom = bounds_px.tolist()
        places = apply(self.to_device, [(left, top), (right, top), (right, bottom), (left, bottom)])
        # QRect holds 32-bit integers: what is far outside is cut before it is rounded.
        far = 2.0**20
        x_min, y_min = np.floor(np.clip(places.min(axis=0), -far, far)).astype(int).tolist()
        x_max, y_max = np.ceil(np.clip(places.max(axis=0), -far, far)).astype(int).tolist()
        return grown((x_min, y_min, x_max - x_min, y_max - y_min), self.device_length(OVERDRAW))


class NearbyLabels:
    """Which labels lie in `searched`, a rectangle about the pane, and which of them are dots and which shapes.

    The envelopes of all labels are searched once for the whole rectangle, not again for each tile: 0.3 ms among
    100,000. `left_out` are rows that are not drawn.
    """

    def __init__(
        self, arrays: LabelArrays, view: PaneView, searched: DeviceRect, left_out: Rows, most_shapes: int
    ) -> None:
        self.searched = searched
        self.dot_scr = DOT_SCR
        self._arrays = arrays
        self._view = view
        self._left_out = left_out
        self._kinds = np.zeros(len(arrays.hidden), np.uint8)
        self._classify(None)
        if len(self.shapes) > most_shapes:
            self.dot_scr = CROWDED_DOT_SCR
            self._classify(None)

    @property
    def dot_count(self) -> int:
        """Number of labels in the searched rectangle that are dots."""
        return int(np.count_nonzero(self._kinds == _DOT))

    @property
    def shapes(self) -> Rows:
        """Rows of the labels in the searched rectangle that have a shape."""
        shapes: Rows = np.flatnonzero(self._kinds == _SHAPE)
        return shapes

    def update(self, rows: Rows, left_out: Rows) -> bool:
        """Classify these rows again after an edit; False if the arrays have grown and a new search is needed."""
        if len(self._kinds) != len(self._arrays.hidden):
            return False
        self._left_out = left_out
        self._kinds[rows] = 0
        self._classify(rows)
        return True

    def rows_in(self, parts: Sequence[DeviceRect]) -> tuple[Rows, Rows]:
        """Return the rows of dots and of shapes that reach into any of these rectangles, searched before or not."""
        found = [self._arrays.within(*self._view.frame_bounds_px(part)) for part in parts]
        rows = np.sort(np.concatenate(found))
        rows = rows[np.diff(rows, prepend=-1) > 0] if len(found) > 1 else rows
        rows = rows[~np.isin(rows, self._left_out)] if len(self._left_out) else rows
        shaped = self._have_shapes(rows)
        return rows[~shaped], rows[shaped]

    def _classify(self, rows: Rows | None) -> None:
        near = self._arrays.within(*self._view.frame_bounds_px(self.searched), rows)
        self._kinds[near] = np.where(self._have_shapes(near), _SHAPE, _DOT)
        self._kinds[self._left_out] = 0

    def _have_shapes(self, rows: Rows) -> NDArray[np.bool_]:
        """Return True for labels large enough for a shape; a point has no size, and a mark unless it is crowded."""
        sizes = mean_scale(self._view.to_screen) * self._arrays.sizes_px(rows)
        shaped: NDArray[np.bool_] = sizes >= self.dot_scr
        return shaped | (sizes == 0) if self.dot_scr <= DOT_SCR else shaped


def detail_for(count: int, before: Detail) -> Detail:
    """Return the detail for this many labels with shapes; `before` is the detail they were drawn with last."""
    details: tuple[Detail, ...] = ("fine", "plain", "thin")
    return details[_limits_passed(count, (MOST_FINE, MOST_PLAIN), details.index(before))]


def dot_style_for(count: int, before: DotStyle) -> DotStyle:
    """Return the style for this many dots; `before` is the style they were drawn in last."""
    styles: tuple[DotStyle, ...] = ("wide", "small", "bare")
    return styles[_limits_passed(count, (MOST_WIDE_DOTS, MOST_RIMMED_DOTS), styles.index(before))]


def _limits_passed(count: int, limits: Sequence[int], before: int) -> int:
    """Count the limits, lowest first, that a number has passed, where it had passed `before` of them last time."""
    return sum(
        count > (STILL_PASSED_SHARE * limit if number < before else limit) for number, limit in enumerate(limits)
    )


def set_dots(pixels: ArgbPixels, places: Points, colours: ArgbPixels, style: DotStyle, ratio: float) -> None:
    """Write dots into a picture's memory, (height, width) premultiplied ARGB, leaving out those that cross its edge.

    `places`, (N, 2), are centres in the picture's pixels, `colours`, (N,), their ARGB. One array assignment per pixel
    of a dot sets that pixel of all dots at once: QPainter would draw them one by one.
    """
    core = max(1, round(ratio)) * (3 if style == "wide" else 2)
    rim = max(1, round(ratio)) if style != "bare" else 0
    height, width = pixels.shape
    corners = np.floor(places - (core / 2 - 0.5)).astype(np.intp)
    x, y = corners[:, 0], corners[:, 1]
    inside = (x >= rim) & (y >= rim) & (x <= width - core - rim) & (y <= height - core - rim)
    if not inside.all():
        x, y, colours = x[inside], y[inside], colours[inside]
    # A flat index into the contiguous array is cheaper than a pair of indices.
    flat = pixels.reshape(-1)
    at = y * width + x
    # All rims first, then all cores: no rim covers the core of a neighbour.
    if rim:
        for dy in range(-rim, core + rim):
            for dx in range(-rim, core + rim):
                flat[at + (dy * width + dx)] = DOT_RIM_ARGB
    for dy in range(core):
        for dx in range(core):
            flat[at + (dy * width + dx)] = colours
