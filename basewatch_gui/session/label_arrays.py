"""The labels of one frame as arrays, for drawing and hit tests; kept in step with edits."""

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import Box, OrientedBox, area_px, bounds_px, geometry
from basewatch_gui.geometry.transform import XY, Points
from basewatch_gui.model.label import Label

_ROOM = 64


class LabelArrays:
    """Envelope, corners and category of all labels of a frame by row, and the labels themselves.

    A brute search over the envelopes of 100,000 labels takes well under a millisecond, so no tree is kept.
    `quads_px` is (rows, 4, 2): the corners of oriented and level boxes, nose left first; NaN for other shapes.
    `version` grows with every change.
    """

    def __init__(self, labels: Iterable[Label]) -> None:
        self.labels: list[Label | None] = list(labels)
        self.version = 0
        self._row_of: dict[int, int] = {}
        self._free: list[int] = []
        rows = len(self.labels) + _ROOM
        self._bounds = np.full((rows, 4), np.nan)
        self.quads_px = np.full((rows, 4, 2), np.nan)
        self.category_ids = np.zeros(rows, np.int64)
        self.has_nose = np.zeros(rows, np.bool_)
        for row, label in enumerate(self.labels):
            if label is not None:
                self._set(row, label)

    def __len__(self) -> int:
        return len(self._row_of)

    def change(self, before: Label | None, after: Label | None) -> None:
        """Carry out one change of a label."""
        self.version += 1
        if after is not None:
            self._set(self._row_of[after.id] if before is not None else self._new_row(), after)
        elif before is not None:
            row = self._row_of.pop(before.id)
            self.labels[row] = None
            self._bounds[row] = np.nan
            self._free.append(row)

    def row(self, label_id: int) -> int | None:
        """The row of a label; None when it is not on this frame."""
        return self._row_of.get(label_id)

    def within(self, left: float, top: float, right: float, bottom: float) -> NDArray[np.intp]:
        """The rows of labels whose envelope touches this box in frame pixels."""
        bounds = self._bounds
        touches = (bounds[:, 0] <= right) & (bounds[:, 2] >= left) & (bounds[:, 1] <= bottom) & (bounds[:, 3] >= top)
        return np.flatnonzero(touches)

    def sizes_px(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """The larger side of each row's envelope in frame pixels."""
        bounds = self._bounds[rows]
        sizes: NDArray[np.float64] = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
        return sizes

    def centres_px(self, rows: NDArray[np.intp]) -> Points:
        """The middle of each row's envelope; (N, 2)."""
        bounds = self._bounds[rows]
        centres: Points = (bounds[:, :2] + bounds[:, 2:]) / 2
        return centres

    def at_rows(self, rows: Iterable[int]) -> list[Label]:
        """The labels in these rows."""
        found = (self.labels[row] for row in rows)
        return [label for label in found if label is not None]

    def near(self, at_px: XY, tolerance_px: float) -> list[Label]:
        """The labels that hold the place or pass within the tolerance of it, smallest first."""
        x, y = at_px
        rows = self.within(x - tolerance_px, y - tolerance_px, x + tolerance_px, y + tolerance_px)
        candidates = sorted(self.at_rows(rows), key=lambda label: area_px(label.outline))
        return [label for label in candidates if _holds(label, at_px, tolerance_px)]

    def _set(self, row: int, label: Label) -> None:
        self.labels[row] = label
        self._row_of[label.id] = row
        self._bounds[row] = bounds_px(label.outline)
        self.quads_px[row] = label.outline.corners_px if isinstance(label.outline, OrientedBox | Box) else np.nan
        self.category_ids[row] = label.category_id
        self.has_nose[row] = isinstance(label.outline, OrientedBox)

    def _new_row(self) -> int:
        if self._free:
            return self._free.pop()
        self.labels.append(None)
        rows = len(self._bounds)
        if len(self.labels) > rows:
            self._bounds = np.vstack([self._bounds, np.full((rows, 4), np.nan)])
            self.quads_px = np.vstack([self.quads_px, np.full((rows, 4, 2), np.nan)])
            self.category_ids = np.concatenate([self.category_ids, np.zeros(rows, np.int64)])
            self.has_nose = np.concatenate([self.has_nose, np.zeros(rows, np.bool_)])
        return len(self.labels) - 1


def _holds(label: Label, at_px: XY, tolerance_px: float) -> bool:
    return bool(geometry(label.outline).distance(shapely.Point(at_px)) <= tolerance_px)
