"""What checks look at: a frame with its ground and categories, and its labels as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon, area_px, bounds_px, to_shapely
from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import side_lengths_m

Rows = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FrameContext:
    """A frame, how it lies on the ground, and the project's categories by id."""

    frame: Frame
    ground: GroundMap
    categories: Mapping[int, Category]

    @cached_property
    def metres_per_px(self) -> float:
        """Ground size of a pixel in the frame's middle, in metres."""
        return self.ground.metres_per_px(self.frame.centre_px)


class LabelTable:
    """Labels of one frame by row: ids, categories, corners and envelopes in frame pixels.

    `quads_px` is (N, 4, 2), nose left first, NaN for polygons and points; `bounds_px` is (N, 4): left, top, right,
    bottom.
    """

    def __init__(self, labels: Sequence[Label]) -> None:
        self.labels = labels
        self.ids = np.fromiter((label.id for label in labels), np.int64, len(labels))
        self.category_ids = np.fromiter((label.category_id for label in labels), np.int64, len(labels))
        self.quads_px = np.full((len(labels), 4, 2), np.nan)
        self.bounds_px = np.empty((len(labels), 4))
        outlines = [label.outline for label in labels]
        kinds = np.fromiter((_KINDS[type(outline)] for outline in outlines), np.uint8, len(labels))
        self.is_oriented = kinds == _KINDS[OrientedBox]
        self.is_level = kinds == _KINDS[Box]
        self.is_point = kinds == _KINDS[Point]
        self._fill_oriented([outline for outline in outlines if isinstance(outline, OrientedBox)])
        self._fill_level([outline for outline in outlines if isinstance(outline, Box)])
        boxes = self.is_oriented | self.is_level
        self.bounds_px[boxes, :2] = self.quads_px[boxes].min(axis=1)
        self.bounds_px[boxes, 2:] = self.quads_px[boxes].max(axis=1)
        for row in np.flatnonzero(~boxes):
            self.bounds_px[row] = bounds_px(outlines[row])

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def centres_px(self) -> Floats:
        """Middle of each envelope, which is a box's own centre too; (N, 2)."""
        middles: Floats = (self.bounds_px[:, :2] + self.bounds_px[:, 2:]) / 2
        return middles

    @cached_property
    def extents_px(self) -> Floats:
        """Width and height of each envelope; (N, 2)."""
        extents: Floats = self.bounds_px[:, 2:] - self.bounds_px[:, :2]
        return extents

    @cached_property
    def areas_px(self) -> Floats:
        """Area of each outline in px²; (N,)."""
        to_opposite = self.quads_px[:, 2] - self.quads_px[:, 0], self.quads_px[:, 3] - self.quads_px[:, 1]
        (ax, ay), (bx, by) = (diagonal.T for diagonal in to_opposite)
        areas: Floats = np.abs(ax * by - ay * bx) / 2
        for row in np.flatnonzero(np.isnan(areas)).tolist():
            areas[row] = area_px(self.labels[row].outline)
        return areas

    def shapely_outlines(self, rows: Rows) -> NDArray[Any]:
        """Return the outlines of these rows as shapely geometries."""
        made: NDArray[Any] = np.empty(len(rows), object)
        boxes = self.is_oriented[rows] | self.is_level[rows]
        made[boxes] = shapely.polygons(self.quads_px[rows[boxes]])
        for at in np.flatnonzero(~boxes):
            made[at] = to_shapely(self.labels[rows[at]].outline)
        return made

    def sides_m(self, context: FrameContext) -> tuple[Floats, Floats]:
        """Return length and width of boxes on the ground in metres, (N,) each; NaN for other shapes.

        A georeferenced frame is measured as its file says, one without by its registration.
        """
        left, right, tail_right, tail_left = np.moveaxis(self.quads_px, 1, 0)
        middles = ((tail_left + tail_right) / 2, (left + right) / 2, (left + tail_left) / 2, (right + tail_right) / 2)
        lengths, widths = np.full(len(self), np.nan), np.full(len(self), np.nan)
        boxes = ~np.isnan(left[:, 0])
        if boxes.any():
            lengths[boxes], widths[boxes] = side_lengths_m(context.ground, np.stack(middles, axis=1)[boxes])
        return lengths, widths

    def _fill_oriented(self, boxes: Sequence[OrientedBox]) -> None:
        """Set the corners of oriented boxes."""
        if not boxes:
            return
        sides = ((*box.centre_px, box.length_px, box.width_px, box.heading_px_deg) for box in boxes)
        # Taken one by one: a single call for all of them would not let the window's thread have its turn.
        parts = np.fromiter(chain.from_iterable(sides), np.float64, 5 * len(boxes)).reshape(-1, 5)
        centres, half, side, turn = parts[:, :2], parts[:, 2] / 2, parts[:, 3] / 2, np.radians(parts[:, 4])
        ahead = np.column_stack((np.sin(turn), -np.cos(turn))) * half[:, np.newaxis]
        across = np.column_stack((np.cos(turn), np.sin(turn))) * side[:, np.newaxis]
        corners = (ahead - across, ahead + across, across - ahead, -ahead - across)
        self.quads_px[self.is_oriented] = np.stack([centres + corner for corner in corners], axis=1)

    def _fill_level(self, boxes: Sequence[Box]) -> None:
        """Set the corners of level boxes."""
        if boxes:
            self.quads_px[self.is_level] = np.array([box.corners_px for box in boxes])


_KINDS: dict[type, int] = {OrientedBox: 0, Box: 1, Polygon: 2, Point: 3}
