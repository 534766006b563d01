"""Move outlines and points of one frame to the same place of the ground on another frame."""

from collections.abc import Sequence
from math import inf

import numpy as np

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, Ring, heading_of, vertices_of
from basewatch_gui.geometry.transform import XY, Points, as_points

LEVEL_DEG = 1.0
"""A level box turned by less stays level: 1 px at the corner of a box of 115 px."""


def reproject_points(points_px: Ring, source: GroundMap, target: GroundMap) -> Ring:
    """Return the points in pixels of the target frame; () where its CRS does not reach one of them."""
    if not points_px:
        return ()
    there = _reproject(as_points(points_px), source, target)
    return _ring(there) if np.isfinite(there).all() else ()


def reproject_outlines(outlines: Sequence[Outline], source: GroundMap, target: GroundMap) -> list[Outline | None]:
    """Return each outline at its ground place on the target frame, with heading and sizes as they are there.

    None where the target's CRS does not reach, or the outline has no size left. A level box that is turned there
    becomes an oriented one.
    """
    if not outlines:
        return []
    marks = [_defining_points(outline) for outline in outlines]
    there = _reproject(np.concatenate(marks), source, target)
    ends = np.cumsum([len(mark) for mark in marks])
    parts = np.split(there, ends[:-1])
    return [
        _rebuild(outline, part) if np.isfinite(part).all() else None
        for outline, part in zip(outlines, parts, strict=True)
    ]


def _reproject(points_px: Points, source: GroundMap, target: GroundMap) -> Points:
    return target.to_pixels(source.to_plane(points_px))


def _defining_points(outline: Outline) -> Points:
    """Return the points that define an outline: of a box its centre and the middles of front, rear, left and right."""
    match outline:
        case OrientedBox():
            side = outline.width_px / 2
            return as_points(
                [outline.centre_px, outline.nose_px, outline.tail_px, outline.at(0, -side), outline.at(0, side)]
            )
        case Box():
            x, y = (outline.left_px + outline.right_px) / 2, (outline.top_px + outline.bottom_px) / 2
            return as_points(
                [(x, y), (x, outline.top_px), (x, outline.bottom_px), (outline.left_px, y), (outline.right_px, y)]
            )
        case _:
            return vertices_of(outline)


def _rebuild(outline: Outline, marks: Points) -> Outline | None:
    match outline:
        case OrientedBox() | Box():
            box = _box(marks)
            if not 0 < min(box.length_px, box.width_px) <= max(box.length_px, box.width_px) < inf:
                return None
            return box if isinstance(outline, OrientedBox) else _level_if_upright(box)
        case Point():
            return Point(_ring(marks)[0])
        case Polygon():
            ring_of_mark = np.cumsum([len(ring) for ring in outline.rings])
            return Polygon(tuple(_ring(part) for part in np.split(marks, ring_of_mark[:-1])))


def _box(marks: Points) -> OrientedBox:
    (x, y), front, rear, left, right = marks.tolist()
    dx, dy = front[0] - rear[0], front[1] - rear[1]
    across = (right[0] - left[0], right[1] - left[1])
    return OrientedBox((x, y), float(np.hypot(dx, dy)), float(np.hypot(*across)), heading_of(dx, dy))


def _level_if_upright(box: OrientedBox) -> Outline:
    quarter = round(box.heading_px_deg / 90.0)
    if abs(box.heading_px_deg - 90.0 * quarter) > LEVEL_DEG:
        return box
    (x, y), upright = box.centre_px, quarter % 2 == 0
    wide, high = (box.width_px, box.length_px) if upright else (box.length_px, box.width_px)
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _ring(points: Points) -> Ring:
    made: list[XY] = [(x, y) for x, y in points.tolist()]
    return tuple(made)
