"""Suggestions as they lie on their frames: sorted as one reads, found by their envelopes."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import bounds_px, centre_px, to_shapely
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_order import reading_order_key


@dataclass(frozen=True, slots=True)
class Placed:
    """A suggestion with what it is sorted and found by."""

    order: tuple[float, float]
    bounds_px: tuple[float, float, float, float]
    suggestion: Suggestion


def place(suggestion: Suggestion) -> Placed:
    """Return the suggestion with its order and its envelope."""
    return Placed(reading_order_key(centre_px(suggestion.outline)), bounds_px(suggestion.outline), suggestion)


class PlacedSuggestions:
    """The suggestions on all frames, each frame's in reading order."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Placed]] = {}
        self._bounds: dict[int, NDArray[np.float64]] = {}

    def placed_on(self, frame_id: int) -> Sequence[Placed]:
        """Return a frame's suggestions."""
        return self._rows.get(frame_id, ())

    def add(self, suggestions: Iterable[Suggestion]) -> None:
        """Add suggestions, those that are not there yet."""
        for suggestion in suggestions:
            self._rows.setdefault(suggestion.frame_id, []).append(place(suggestion))
            self._bounds.pop(suggestion.frame_id, None)
        for row in self._rows.values():
            row[:] = sorted(dict.fromkeys(row), key=order_of)

    def retain(self, wanted: Callable[[Suggestion], bool]) -> bool:
        """Keep only the suggestions that are wanted; return True if any is gone."""
        gone = False
        for frame, row in list(self._rows.items()):
            kept = [placed for placed in row if wanted(placed.suggestion)]
            if len(kept) < len(row):
                gone = True
                self._rows[frame] = kept
                self._bounds.pop(frame, None)
        return gone

    def after(self, last: Placed) -> Placed | None:
        """Return this suggestion if it is there, else the one that follows on its frame; the first after the last."""
        row = self.placed_on(last.suggestion.frame_id)
        return row[bisect_left(row, last.order, key=order_of) % len(row)] if row else None

    def bounds_px(self, frame_id: int) -> NDArray[np.float64]:
        """Return left, top, right and bottom of each of a frame's suggestions; (N, 4)."""
        if frame_id not in self._bounds:
            rows = [placed.bounds_px for placed in self.placed_on(frame_id)]
            self._bounds[frame_id] = np.array(rows, np.float64).reshape(-1, 4)
        return self._bounds[frame_id]

    def near(self, frame_id: int, at_px: XY, tolerance_px: float) -> Suggestion | None:
        """Return the smallest suggestion that holds the place or passes within the tolerance of it."""
        bounds, row = self.bounds_px(frame_id), self.placed_on(frame_id)
        least, most = bounds[:, :2] - tolerance_px, bounds[:, 2:] + tolerance_px
        found = np.flatnonzero((least <= at_px).all(axis=1) & (most >= at_px).all(axis=1))
        sizes = (most[found] - least[found]).prod(axis=1)
        candidates = (row[index].suggestion for index in found[np.argsort(sizes)])
        at = shapely.Point(at_px)
        return next((each for each in candidates if to_shapely(each.outline).distance(at) <= tolerance_px), None)


def order_of(placed: Placed) -> tuple[float, float]:
    """Return what suggestions are sorted by."""
    return placed.order
