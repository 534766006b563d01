"""The outline of a label in continuous, corner-origin frame pixels: oriented box, box, polygon or point."""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from basewatch_gui.geometry.transform import XY, Points, as_points, full_circle

Ring = tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class OrientedBox:
    """A box along a heading, with the nose at its front end.

    The heading is in degrees clockwise from the frame's up, 0 <= heading < 360.
    """

    centre_px: XY
    length_px: float
    width_px: float
    heading_px_deg: float

    @property
    def forward(self) -> XY:
        """Return the unit vector from tail to nose, in frame pixels."""
        angle = radians(self.heading_px_deg)
        return (sin(angle), -cos(angle))

    @property
    def right(self) -> XY:
        """Return the unit vector from the left wing tip to the right one, in frame pixels."""
        angle = radians(self.heading_px_deg)
        return (cos(angle), sin(angle))

    def at(self, along_px: float, across_px: float) -> XY:
        """Return the place this far ahead of the centre and this far right of it."""
        (fx, fy), (rx, ry), (cx, cy) = self.forward, self.right, self.centre_px
        return (cx + along_px * fx + across_px * rx, cy + along_px * fy + across_px * ry)

    def offsets(self, at_px: XY) -> XY:
        """Return how far a place lies ahead of the centre and right of it, in pixels: the inverse of `at`."""
        dx, dy = at_px[0] - self.centre_px[0], at_px[1] - self.centre_px[1]
        (fx, fy), (rx, ry) = self.forward, self.right
        return (dx * fx + dy * fy, dx * rx + dy * ry)

    @property
    def nose_px(self) -> XY:
        """Return the middle of the front edge."""
        return self.at(self.length_px / 2, 0.0)

    @property
    def tail_px(self) -> XY:
        """Return the middle of the rear edge."""
        return self.at(-self.length_px / 2, 0.0)

    @property
    def corners_px(self) -> Ring:
        """Return nose left, nose right, tail right, tail left: clockwise on the screen."""
        half, side = self.length_px / 2, self.width_px / 2
        return (self.at(half, -side), self.at(half, side), self.at(-half, side), self.at(-half, -side))


@dataclass(frozen=True, slots=True)
class Box:
    """A level box."""

    left_px: float
    top_px: float
    right_px: float
    bottom_px: float

    @property
    def corners_px(self) -> Ring:
        """Return top left, top right, bottom right, bottom left."""
        return (
            (self.left_px, self.top_px),
            (self.right_px, self.top_px),
            (self.right_px, self.bottom_px),
            (self.left_px, self.bottom_px),
        )


@dataclass(frozen=True, slots=True)
class Polygon:
    """An exterior ring and any holes, each open (the first point is not repeated)."""

    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A single place."""

    at_px: XY


Outline = OrientedBox | Box | Polygon | Point


def oriented_box_from_axis(nose_px: XY, tail_px: XY, width_px: float) -> OrientedBox:
    """Return the oriented box with this nose, tail and width; nose and tail must differ."""
    dx, dy = nose_px[0] - tail_px[0], nose_px[1] - tail_px[1]
    centre = ((nose_px[0] + tail_px[0]) / 2, (nose_px[1] + tail_px[1]) / 2)
    return OrientedBox(centre, hypot(dx, dy), width_px, heading_of(dx, dy))


def box_of_keypoints(nose_px: XY, left_px: XY, tail_px: XY, right_px: XY) -> OrientedBox:
    """Return the oriented box along nose and tail, which must differ, just wide enough for both wing tips."""
    axis = oriented_box_from_axis(nose_px, tail_px, 0.0)
    left, right = sorted(axis.offsets(tip)[1] for tip in (left_px, right_px))
    return OrientedBox(axis.at(0.0, (left + right) / 2), axis.length_px, right - left, axis.heading_px_deg)


def heading_of(dx_px: float, dy_px: float) -> float:
    """Return the heading of a direction in frame pixels (y down): degrees clockwise from up, 0 <= heading < 360."""
    return full_circle(degrees(atan2(dx_px, -dy_px)))


def box_between(corner_px: XY, other_px: XY) -> Box:
    """Return the level box between two opposite corners, in any order."""
    (x1, y1), (x2, y2) = corner_px, other_px
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def rings_px(outline: Outline) -> tuple[Ring, ...]:
    """Return the rings: one for boxes, exterior and holes for a polygon, a single place for a point."""
    match outline:
        case OrientedBox() | Box():
            return (outline.corners_px,)
        case Polygon():
            return outline.rings
        case Point():
            return ((outline.at_px,),)


def ring_area(ring: Ring) -> float:
    """Return the unsigned area of a ring in px², by the shoelace formula.

    It is computed about the ring's first corner, which keeps it exact far from the origin.
    """
    xy = as_points(ring) - as_points(ring)[0]
    x, y = xy[:, 0], xy[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def area_px(outline: Outline) -> float:
    """Return the area in px² without holes; 0 for a point."""
    match outline:
        case OrientedBox():
            return outline.length_px * outline.width_px
        case Point():
            return 0.0
        case _:
            first, *holes = (ring_area(ring) for ring in rings_px(outline))
            return first - sum(holes)


def bounds_px(outline: Outline) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the level envelope."""
    xy = as_points(rings_px(outline)[0])
    left, top = xy.min(axis=0)
    right, bottom = xy.max(axis=0)
    return (float(left), float(top), float(right), float(bottom))


def centre_px(outline: Outline) -> XY:
    """Return the place that stands for the outline: its box centre, its point, or the middle of its envelope."""
    match outline:
        case OrientedBox():
            return outline.centre_px
        case Point():
            return outline.at_px
        case _:
            left, top, right, bottom = bounds_px(outline)
            return ((left + right) / 2, (top + bottom) / 2)


def to_shapely(outline: Outline) -> BaseGeometry:
    """Convert to a shapely geometry; a self-crossing polygon is made valid (even-odd)."""
    match outline:
        case Point():
            return shapely.Point(outline.at_px)
        case _:
            shell, *holes = rings_px(outline)
            shape = shapely.Polygon(shell, holes)
            return shape if shape.is_valid else shapely.make_valid(shape)


def leaves_frame(outline: Outline, width: int, height: int) -> bool:
    """Return True if any part lies outside a frame of this size in pixels."""
    left, top, right, bottom = bounds_px(outline)
    return left < 0 or top < 0 or right > width or bottom > height


def clip_to_frame(outline: Outline, width: int, height: int) -> BaseGeometry:
    """Return the part inside a frame of this size; an empty geometry if there is none."""
    return to_shapely(outline).intersection(shapely.box(0, 0, width, height))


def vertices_of(outline: Outline) -> Points:
    """Return all vertices of all rings as (N, 2)."""
    return as_points([point for ring in rings_px(outline) for point in ring])
