"""The truth of the demo: what stands on the base at each date, and where each frame shows it."""

from dataclasses import dataclass
from math import cos, dist, radians, sin

from basewatch_gui.demo.frames import FRAMES, DemoFrame
from basewatch_gui.demo.scene import BASE_PLANE, SceneObject
from basewatch_gui.demo.silhouette import load_silhouette
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


def truth_objects(date: str) -> tuple[TruthObject, ...]:
    """Return the objects on the base on a day, `2024-12-07` or `2024-12-13`; KeyError for any other."""
    frame = {frame.date: frame for frame in FRAMES}[date]
    return tuple(_object(item) for item in frame.objects)


def truth_labels(frame_number: int) -> list[TruthLabel]:
    """Return what a perfect analyst would label on frame 1 or 2; the order is that of `truth_objects`."""
    frame = FRAMES[frame_number - 1]
    return [(item.category_id, label_box(frame, item), item.state) for item in frame.objects]


def label_box(frame: DemoFrame, item: SceneObject) -> OrientedBox:
    """Return the box of an object in the frame's pixels.

    They are so nearly square on the ground that a box stays a box.
    """
    shape = load_silhouette(item.silhouette)
    at_px = frame.ground.to_pixels(as_points(item.at_m))[0]
    from_plane = ~frame.ground.linear_at((float(at_px[0]), float(at_px[1])))
    forward, right = heading_axes(item.heading_true_deg)
    (x, y), half, side = item.at_m, shape.length_m / 2, shape.span_m / 2
    nose = apply_one(from_plane, (x + half * forward[0], y + half * forward[1]))
    tail = apply_one(from_plane, (x - half * forward[0], y - half * forward[1]))
    left = apply_one(from_plane, (x - side * right[0], y - side * right[1]))
    tip = apply_one(from_plane, (x + side * right[0], y + side * right[1]))
    return oriented_box_from_axis(nose, tail, dist(left, tip))


def heading_axes(heading_deg: float) -> tuple[XY, XY]:
    """Return the unit vectors ahead and to the right of a heading, east and north."""
    angle = radians(heading_deg)
    return (sin(angle), cos(angle)), (cos(angle), -sin(angle))


def _object(item: SceneObject) -> TruthObject:
    """Return an object of the scene as it truly stands."""
    shape = load_silhouette(item.silhouette)
    lon, lat = BASE_PLANE.to_lonlat(as_points(item.at_m))[0]
    return TruthObject(
        item.uid,
        item.category_id,
        item.at_m,
        (float(lon), float(lat)),
        item.heading_true_deg,
        shape.length_m,
        shape.span_m,
        item.state,
    )
