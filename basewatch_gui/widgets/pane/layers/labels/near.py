"""Which labels are about a pane, and which of them are large enough to have a shape."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.label_tiles import PAD, Rect, grown

SMALL_SCR = 4.0
"""Below this size on screen a label is a dot."""
CROWDED_SCR = 12.0
"""Below this size it is one where there are more shapes than the most that are drawn with casings."""

_DOT, _SHAPE = 1, 2


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

    def bounds_px(self, part: Rect) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in frame pixels of what touches a part of the pane or is about to."""
        left, top, width, height = grown(part, self.device(PAD))
        corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
        places = apply(~self.to_device, corners)
        (x_min, y_min), (x_max, y_max) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        return x_min, y_min, x_max, y_max

    def part_of(self, bounds_px: NDArray[np.float64]) -> Rect:
        """The part of the pane that a label with this envelope is drawn in."""
        left, top, right, bottom = bounds_px.tolist()
        places = apply(self.to_device, [(left, top), (right, top), (right, bottom), (left, bottom)])
        far = 2.0**20
        x_min, y_min = np.floor(np.clip(places.min(axis=0), -far, far)).astype(int).tolist()
        x_max, y_max = np.ceil(np.clip(places.max(axis=0), -far, far)).astype(int).tolist()
        return grown((x_min, y_min, x_max - x_min, y_max - y_min), self.device(PAD))


class Near:
    """The labels about a pane of a view, some rows left out; a label that is changed is looked at again.

    `part` is what was searched.
    """

    def __init__(self, arrays: LabelArrays, view: View, part: Rect, left_out: Rows, most_shapes: int) -> None:
        self.part = part
        self.dot_scr = SMALL_SCR
        self._arrays = arrays
        self._view = view
        self._left_out = left_out
        self._kinds = np.zeros(len(arrays.hidden), np.uint8)
        self._mark(None)
        if len(self.shapes) > most_shapes:
            self.dot_scr = CROWDED_SCR
            self._mark(None)

    @property
    def dots(self) -> int:
        """How many labels within the part are dots."""
        return int(np.count_nonzero(self._kinds == _DOT))

    @property
    def shapes(self) -> Rows:
        """The rows of the others within the part."""
        shapes: Rows = np.flatnonzero(self._kinds == _SHAPE)
        return shapes

    def follow(self, rows: Rows, left_out: Rows) -> bool:
        """Look at labels that were changed or are left out now, or no more; says whether that can be done."""
        if len(self._kinds) != len(self._arrays.hidden):
            return False
        self._left_out = left_out
        self._kinds[rows] = 0
        self._mark(rows)
        return True

    def within(self, parts: Sequence[Rect]) -> tuple[Rows, Rows]:
        """The rows of dots and of shapes that reach into any of these parts of the view, wherever those are."""
        found = [self._arrays.within(*self._view.bounds_px(part)) for part in parts]
        rows = np.sort(np.concatenate(found))
        rows = rows[np.diff(rows, prepend=-1) > 0] if len(found) > 1 else rows
        rows = rows[~np.isin(rows, self._left_out)] if len(self._left_out) else rows
        shaped = self._have_shapes(rows)
        return rows[~shaped], rows[shaped]

    def _mark(self, rows: Rows | None) -> None:
        near = self._arrays.within(*self._view.bounds_px(self.part), rows)
        self._kinds[near] = np.where(self._have_shapes(near), _SHAPE, _DOT)
        self._kinds[self._left_out] = 0

    def _have_shapes(self, rows: Rows) -> NDArray[np.bool_]:
        """Which labels have a shape; a point, which has no size, has its mark while there is room."""
        sizes = mean_scale(self._view.to_screen) * self._arrays.sizes_px(rows)
        shaped: NDArray[np.bool_] = sizes >= self.dot_scr
        return shaped | (sizes == 0) if self.dot_scr <= SMALL_SCR else shaped
