"""Sizes, headings and areas of labels on the ground, for many labels at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import WGS84, GroundMap
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, area_px, centre_px
from basewatch_gui.geometry.transform import Points
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project

Floats = NDArray[np.float64]

HEADING_STEP_PX = 8.0
"""The step along a heading whose bearing is taken, as `GroundMap.heading_true_deg` takes it."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Length and width of a box in metres, or in pixels where its frame has no scale, and its true heading in degrees.

    A level box has its longer side as length and no heading; polygons and points have none of them. None is also what
    is off the globe.
    """

    length: float | None = None
    width: float | None = None
    heading_true_deg: float | None = None
    in_metres: bool = False


def measure(outlines: Sequence[Outline], ground: GroundMap) -> list[Measures]:
    """Measure outlines of one frame in their order, in one pass: in metres if the frame has a scale, else in pixels.

    The registration of a georeferenced frame changes no size: it is measured as its file says.
    """
    if not ground.has_scale:
        return measure_in_pixels(outlines)
    measures = [Measures()] * len(outlines)
    oriented = [row for row, outline in enumerate(outlines) if isinstance(outline, OrientedBox)]
    level = [row for row, outline in enumerate(outlines) if isinstance(outline, Box)]
    if oriented:
        boxes = [outline for outline in outlines if isinstance(outline, OrientedBox)]
        ends, step = _ends_of_oriented(boxes)
        lengths, widths = side_lengths_m(ground, ends)
        headings = _headings_true_deg(ground, _middles(boxes), step)
        for row, length, width, heading in zip(oriented, _known(lengths), _known(widths), headings, strict=True):
            measures[row] = Measures(length, width, heading, True)
    if level:
        ends = _ends_of_level([outline for outline in outlines if isinstance(outline, Box)])
        lengths, widths = side_lengths_m(ground, ends)
        for row, longer, shorter in zip(
            level, _known(np.fmax(lengths, widths)), _known(np.fmin(lengths, widths)), strict=True
        ):
            measures[row] = Measures(longer, shorter, None, True)
    return measures


def measure_sides_m(outline: Outline, ground: GroundMap) -> tuple[float, float] | None:
    """Return length and width of one box in metres, as `measure` takes them; None where they are unknown.

    Without arrays, in a third of the time: for what is measured at each move of the pointer.
    """
    if not ground.has_scale or not isinstance(outline, OrientedBox | Box):
        return None
    if isinstance(outline, OrientedBox):
        side = outline.width_px / 2
        length = ground.distance_m(outline.tail_px, outline.nose_px)
        width = ground.distance_m(outline.at(0.0, -side), outline.at(0.0, side))
    else:
        top_left, top_right, bottom_right, _ = outline.corners_px
        sides = ground.distance_m(top_left, top_right), ground.distance_m(top_right, bottom_right)
        length, width = max(sides), min(sides)
    return (length, width) if isfinite(length) and isfinite(width) else None


class MeasureCache:
    """The measures of labels of a project, taken when they are first asked for; a changed label is measured again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._measures: dict[int, tuple[Label, Measures]] = {}

    def clear(self) -> None:
        """Forget all measures: frames lie elsewhere, or have another scale."""
        self._measures.clear()

    def of(self, label: Label) -> Measures:
        """Return the measures of a label."""
        cached = self._measures.get(label.id)
        if cached is None or cached[0] is not label:
            self._measure(label.frame_id, [label])
            cached = self._measures[label.id]
        return cached[1]

    def measure_all(self, labels: Iterable[Label]) -> None:
        """Measure labels that are not measured yet, all of a frame in one pass."""
        for frame_id, missing in self.unmeasured(labels).items():
            self._measure(frame_id, missing)

    def unmeasured(self, labels: Iterable[Label]) -> dict[int, list[Label]]:
        """Return the labels that are not measured yet, by frame."""
        missing: dict[int, list[Label]] = {}
        for label in labels:
            cached = self._measures.get(label.id)
            if cached is None or cached[0] is not label:
                missing.setdefault(label.frame_id, []).append(label)
        return missing

    def add(self, labels: Sequence[Label], measures: Sequence[Measures]) -> None:
        """Store measures that a job has taken."""
        self._measures.update({label.id: (label, taken) for label, taken in zip(labels, measures, strict=True)})

    def _measure(self, frame_id: int, labels: Sequence[Label]) -> None:
        ground = self._project.ground_map(frame_id)
        self.add(labels, measure([label.outline for label in labels], ground))


def measure_in_pixels(outlines: Sequence[Outline]) -> list[Measures]:
    """Measure outlines of one frame in pixels, in their order."""
    return [_in_pixels(outline) for outline in outlines]


def area_m2(outline: Outline, ground: GroundMap) -> float | None:
    """Return the area of an outline in square metres by the scale at its centre; None if the frame has no scale."""
    if not ground.has_scale:
        return None
    return area_px(outline) * ground.metres_per_px(centre_px(outline)) ** 2


def side_lengths_m(ground: GroundMap, ends_px: Floats) -> tuple[Floats, Floats]:
    """Return lengths and widths in metres for (N, 4, 2) ends: tail, nose and two opposite sides; nan off the globe.

    On the ellipsoid if the frame is georeferenced, else on the plane.
    """
    if ground.is_georeferenced:
        places = ground.to_lonlats(ends_px.reshape(-1, 2)).reshape(ends_px.shape)
        return _geodesic(places[:, 0], places[:, 1])[1], _geodesic(places[:, 2], places[:, 3])[1]
    places = ground.to_plane(ends_px.reshape(-1, 2)).reshape(ends_px.shape)
    steps = places[:, 1::2] - places[:, 0::2]
    sides = np.hypot(steps[..., 0], steps[..., 1])
    return sides[:, 0], sides[:, 1]


def _in_pixels(outline: Outline) -> Measures:
    match outline:
        case OrientedBox():
            return Measures(outline.length_px, outline.width_px)
        case Box():
            (left, top), (right, bottom) = outline.corners_px[0], outline.corners_px[2]
            sides = (right - left, bottom - top)
            return Measures(max(sides), min(sides))
        case _:
            return Measures()


def _middles(boxes: Sequence[OrientedBox]) -> Points:
    return np.array([box.centre_px for box in boxes], dtype=np.float64)


def _ends_of_oriented(boxes: Sequence[OrientedBox]) -> tuple[Floats, Points]:
    """Return (N, 4, 2) tail, nose, left and right, and (N, 2) a step from the centre along the heading."""
    centre = _middles(boxes)
    sizes = np.array([(box.length_px, box.width_px, box.heading_px_deg) for box in boxes], dtype=np.float64)
    angle = np.radians(sizes[:, 2])
    forward = np.column_stack((np.sin(angle), -np.cos(angle)))
    right = np.column_stack((np.cos(angle), np.sin(angle)))
    along, across = sizes[:, :1] / 2 * forward, sizes[:, 1:2] / 2 * right
    ends = np.stack((centre - along, centre + along, centre - across, centre + across), axis=1)
    return ends, centre + HEADING_STEP_PX * forward


def _ends_of_level(boxes: Sequence[Box]) -> Floats:
    """Return (N, 4, 2) ends of the top and of the right side."""
    corners = np.array([box.corners_px for box in boxes], dtype=np.float64)
    return corners[:, [0, 1, 1, 2]]


def _headings_true_deg(ground: GroundMap, centre_px: Points, step_px: Points) -> list[float | None]:
    if not ground.is_georeferenced:
        return [None] * len(centre_px)
    bearings, _ = _geodesic(ground.to_lonlats(centre_px), ground.to_lonlats(step_px))
    return _known(bearings % 360.0)


def _geodesic(start_deg: Points, end_deg: Points) -> tuple[Floats, Floats]:
    """Return bearings at the start in degrees and distances in metres on WGS 84; nan where a place is off the globe."""
    ends = np.hstack((start_deg, end_deg))
    known = np.isfinite(ends).all(axis=1)
    bearings, distances = np.full(len(ends), np.nan), np.full(len(ends), np.nan)
    bearings[known], _, distances[known] = WGS84.inv(*np.ascontiguousarray(ends[known].T))
    return bearings, distances


def _known(values: Floats) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]
