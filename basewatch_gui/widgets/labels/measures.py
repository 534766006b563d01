"""Sizes and headings of labels on the ground, for many labels at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.ground import WGS84, GroundMap
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline
from basewatch_gui.model.project import Project

_tr = QCoreApplication.translate
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measures:
    """Length and width of a box in metres, or in pixels where its frame has no scale, and its true heading.

    A level box has its longer side as length and no heading; polygons and points have none of them.
    """

    length: float | None = None
    width: float | None = None
    heading_true_deg: float | None = None
    in_metres: bool = False


def measure(outlines: Sequence[Outline], ground: GroundMap, in_metres: bool) -> list[Measures]:
    """The measures of these outlines of one frame, in their order: one pass through the projection for all."""
    boxes = {row: outline for row, outline in enumerate(outlines) if isinstance(outline, OrientedBox | Box)}
    measures = [Measures()] * len(outlines)
    if not boxes:
        return measures
    ends = np.array([_ends(outline) for outline in boxes.values()], dtype=np.float64)
    lengths, widths, headings = _sides(ends, ground, in_metres)
    for at, (row, outline) in enumerate(boxes.items()):
        length, width = float(lengths[at]), float(widths[at])
        if isinstance(outline, OrientedBox):
            heading = None if headings is None else float(headings[at])
            measures[row] = Measures(length, width, heading, in_metres)
        else:
            measures[row] = Measures(max(length, width), min(length, width), None, in_metres)
    return measures


def has_scale(project: Project, frame_id: int) -> bool:
    """Whether metres can be said of a frame."""
    return project.frames[frame_id].gsd_m is not None or project.ground_map(frame_id).is_georeferenced


def size_text(measures: Measures) -> str:
    """Length by width with the unit; empty where there is none."""
    if measures.length is None or measures.width is None:
        return ""
    template = _tr("Measures", "{length:.0f} × {width:.0f} px")
    if measures.in_metres:
        template = _tr("Measures", "{length:.1f} × {width:.1f} m")
    return template.format(length=measures.length, width=measures.width)


def heading_text(heading_deg: float | None) -> str:
    """A heading in whole degrees with three digits, as navigators write it."""
    return "" if heading_deg is None else f"{round(heading_deg) % 360:03d}°"


def _ends(outline: OrientedBox | Box) -> Sequence[tuple[float, float]]:
    """Tail, nose, left and right of an oriented box; the ends of the top and of the right side of a level one."""
    if isinstance(outline, OrientedBox):
        side = outline.width_px / 2
        return (outline.tail_px, outline.nose_px, outline.at(0.0, -side), outline.at(0.0, side))
    top_left, top_right, bottom_right, _ = outline.corners_px
    return (top_left, top_right, top_right, bottom_right)


def _sides(ends: Array, ground: GroundMap, in_metres: bool) -> tuple[Array, Array, Array | None]:
    """Lengths, widths and true headings of (N, 4, 2) ends."""
    if in_metres and ground.plane is not None and ground.is_georeferenced:
        unmoved = replace(ground, registration=Affine.identity())
        lonlat = ground.plane.to_lonlat(unmoved.to_plane(ends.reshape(-1, 2))).reshape(ends.shape)
        headings, lengths = _inverse(lonlat[:, 0], lonlat[:, 1])
        return lengths, _inverse(lonlat[:, 2], lonlat[:, 3])[1], headings
    places = ground.to_plane(ends.reshape(-1, 2)).reshape(ends.shape) if in_metres else ends
    steps = places[:, 1::2] - places[:, 0::2]
    sides = np.hypot(steps[..., 0], steps[..., 1])
    return sides[:, 0], sides[:, 1], None


def _inverse(start: Array, end: Array) -> tuple[Array, Array]:
    """Bearings in degrees, 0 to 360, and distances in metres on the ellipsoid between (N, 2) places."""
    bearings, _, distances = WGS84.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.asarray(bearings) % 360.0, np.asarray(distances)
