"""The truth of the demo: what stands on the base at each date, and where each frame shows it."""

from dataclasses import dataclass
from math import cos, dist, radians, sin

from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.demo.scene import PLANE, Thing
from basewatch_gui.demo.silhouette import silhouette
from basewatch_gui.geometry.outline import OrientedBox, oriented_box_from_axis
from basewatch_gui.geometry.transform import XY, apply_one, as_points

TruthLabel = tuple[int, OrientedBox, str]
"""Category id, box in the frame's pixels, state."""


@dataclass(frozen=True, slots=True)
class TruthObject:
    """One object as it truly stands: its box's middle in the base's plane and in degrees, its heading and size.

    `uid` is the same at both dates when it is the same object.
    """

    uid: str
    category_id: int
    centre_m: XY
    centre_lonlat: XY
    heading_true_deg: float
    length_m: float
    width_m: float
    state: str


def truth(date: str) -> tuple[TruthObject, ...]:
    """The objects on the base on a day, `2024-12-07` or `2024-12-13`; KeyError for any other."""
    frame = {frame.date: frame for frame in FRAMES}[date]
    return tuple(_object(thing) for thing in frame.things)


def truth_labels(frame_number: int) -> list[TruthLabel]:
    """What a perfect analyst would label on frame 1 or 2, where the frame shows it; the order is that of `truth`."""
    frame = FRAMES[frame_number - 1]
    return [(thing.category_id, box_on(frame, thing), thing.state) for thing in frame.things]


def box_on(frame: DemoFrame, thing: Thing) -> OrientedBox:
    """The box of a thing in the frame's pixels: they are nearly square on the ground, so a box stays a box."""
    shape = silhouette(thing.silhouette)
    away = frame.ground.to_pixels(as_points(thing.at_m))[0]
    from_plane = ~frame.ground.linear_at((float(away[0]), float(away[1])))
    forward, right = axes(thing.heading_true_deg)
    (x, y), half, side = thing.at_m, shape.length_m / 2, shape.span_m / 2
    nose = apply_one(from_plane, (x + half * forward[0], y + half * forward[1]))
    tail = apply_one(from_plane, (x - half * forward[0], y - half * forward[1]))
    left = apply_one(from_plane, (x - side * right[0], y - side * right[1]))
    tip = apply_one(from_plane, (x + side * right[0], y + side * right[1]))
    return oriented_box_from_axis(nose, tail, dist(left, tip))


def axes(heading_deg: float) -> tuple[XY, XY]:
    """Unit vectors ahead and to the right of a heading, east and north."""
    angle = radians(heading_deg)
    return (sin(angle), cos(angle)), (cos(angle), -sin(angle))


def _object(thing: Thing) -> TruthObject:
    shape = silhouette(thing.silhouette)
    lon, lat = PLANE.to_lonlat(as_points(thing.at_m))[0]
    return TruthObject(
        thing.uid,
        thing.category_id,
        thing.at_m,
        (float(lon), float(lat)),
        thing.heading_true_deg,
        shape.length_m,
        shape.span_m,
        thing.state,
    )
