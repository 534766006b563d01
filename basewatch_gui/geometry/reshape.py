"""Outlines moved, turned and reshaped by their handles."""

from dataclasses import dataclass, replace
from math import dist, hypot
from typing import Literal

from affine import Affine

from basewatch_gui.geometry.outline import (
    Box,
    OrientedBox,
    Outline,
    Point,
    Polygon,
    box_between,
    box_of_keypoints,
    heading_of,
)
from basewatch_gui.geometry.transform import XY, apply_one, full_circle

HandleKind = Literal["nose", "edge", "corner", "vertex", "keypoint", "frame"]

LEAST_BOX_SIDE_PX = 0.5
"""Least length and width that dragging leaves an oriented box."""

SAME_CORNER_PX = 0.1
"""Corners so near to each other are the same: keypoints that came through COCO are rounded to 0.01."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A place to grab: what it does and which one of its kind it is."""

    kind: HandleKind
    index: int
    at_px: XY


def outline_handles(outline: Outline, keypoints_px: tuple[XY, ...] = (), room_px: float = 0.0) -> tuple[Handle, ...]:
    """The handles of an outline and its keypoints.

    Nose, tail, left and right side of an oriented box, and its corners where no side is shorter than `room_px`; corners
    of a box; vertices of a polygon; none of a point. Keypoints stand for the nose and the sides of the box about them.
    """
    keypoints = tuple(Handle("keypoint", i, at) for i, at in enumerate(keypoints_px))
    match outline:
        case OrientedBox():
            side = outline.width_px / 2
            edges = (outline.tail_px, outline.at(0, -side), outline.at(0, side))
            sides = (Handle("nose", 0, outline.nose_px), *(Handle("edge", i, at) for i, at in enumerate(edges)))
            has_room = min(outline.length_px, outline.width_px) >= room_px
            corners = tuple(Handle("corner", i, at) for i, at in enumerate(outline.corners_px)) if has_room else ()
            return (
                (*keypoints, *corners) if is_box_of_keypoints(outline, keypoints_px) else (*sides, *corners, *keypoints)
            )
        case Box():
            return (*(Handle("corner", i, at) for i, at in enumerate(outline.corners_px)), *keypoints)
        case Polygon():
            points = (point for ring in outline.rings for point in ring)
            return (*(Handle("vertex", i, at) for i, at in enumerate(points)), *keypoints)
        case Point():
            return keypoints


def drag_handle(outline: Outline, handle: Handle, to_px: XY, *, from_centre: bool = False) -> Outline:
    """The outline with one handle dragged to a place.

    The nose turns about the centre, an edge leaves its opposite and a corner the opposite one; `from_centre` leaves the
    centre of a box instead.
    """
    match outline:
        case OrientedBox() if handle.kind == "nose":
            return _drag_nose(outline, to_px)
        case OrientedBox() if handle.kind == "corner":
            return _drag_corner(outline, handle.index, to_px, from_centre=from_centre)
        case OrientedBox():
            return _drag_edge(outline, handle.index, to_px, from_centre=from_centre)
        case Box():
            opposite = outline.corners_px[(handle.index + 2) % 4]
            if from_centre:
                x, y = (outline.left_px + outline.right_px) / 2, (outline.top_px + outline.bottom_px) / 2
                opposite = (2 * x - to_px[0], 2 * y - to_px[1])
            return box_between(opposite, to_px)
        case Polygon():
            return _drag_vertex(outline, handle.index, to_px)
        case Point():
            return Point(to_px)


def is_box_of_keypoints(outline: OrientedBox, keypoints_px: tuple[XY, ...]) -> bool:
    """Whether the box is just the one that its keypoints make."""
    if not keypoints_px or keypoints_px[0] == keypoints_px[2]:
        return False
    corners = zip(box_of_keypoints(*keypoints_px).corners_px, outline.corners_px, strict=True)
    return all(dist(one, other) <= SAME_CORNER_PX for one, other in corners)


def move_keypoint(
    outline: Outline, keypoints_px: tuple[XY, ...], index: int, to_px: XY
) -> tuple[Outline, tuple[XY, ...]]:
    """The outline and its keypoints with one of them elsewhere; a box that was about them still is.

    Where nose and tail come to lie in one place the box has no length.
    """
    made = (*keypoints_px[:index], to_px, *keypoints_px[index + 1 :])
    if not isinstance(outline, OrientedBox) or not is_box_of_keypoints(outline, keypoints_px):
        return outline, made
    return box_of_keypoints(*made), made


def move_outline(outline: Outline, dx_px: float, dy_px: float) -> Outline:
    """The outline shifted by so many pixels."""
    if isinstance(outline, OrientedBox):  # most outlines are one, and ten thousand may be moved at once
        x, y = outline.centre_px
        return OrientedBox((x + dx_px, y + dy_px), outline.length_px, outline.width_px, outline.heading_px_deg)
    return _transformed_points(outline, Affine.translation(dx_px, dy_px))


def turn_outline(outline: Outline, by_deg: float, about_px: XY) -> Outline:
    """The outline turned clockwise on the screen about a place; a level box becomes an oriented one."""
    turn = Affine.rotation(by_deg, about_px)
    match outline:
        case OrientedBox():
            heading = full_circle(outline.heading_px_deg + by_deg)
            return replace(outline, centre_px=apply_one(turn, outline.centre_px), heading_px_deg=heading)
        case Box():
            width, height = outline.right_px - outline.left_px, outline.bottom_px - outline.top_px
            centre = ((outline.left_px + outline.right_px) / 2, (outline.top_px + outline.bottom_px) / 2)
            return OrientedBox(apply_one(turn, centre), height, width, full_circle(by_deg))
        case _:
            return _transformed_points(outline, turn)


def scale_outline(outline: Outline, factor: float, about_px: XY) -> Outline:
    """The outline so many times as large about a place; a point only moves."""
    made = _transformed_points(outline, scaling_about(factor, about_px))
    if isinstance(made, OrientedBox):
        return replace(made, length_px=made.length_px * factor, width_px=made.width_px * factor)
    return made


def scaling_about(factor: float, about_px: XY) -> Affine:
    """The affine that moves every place so many times as far away from this one."""
    x, y = about_px
    return Affine(factor, 0.0, x - factor * x, 0.0, factor, y - factor * y)


def flip_outline(outline: Outline) -> Outline:
    """An oriented box with nose and tail swapped; other outlines as they are."""
    return turn_outline(outline, 180.0, outline.centre_px) if isinstance(outline, OrientedBox) else outline


def carry_points(points_px: tuple[XY, ...], before: Outline, after: Outline) -> tuple[XY, ...]:
    """Points that belong to an oriented box, at the same part of its length and width once it has become another.

    Empty where either outline is no oriented box, since nothing says then where they belong.
    """
    if not isinstance(before, OrientedBox) or not isinstance(after, OrientedBox):
        return ()
    along, across = after.length_px / before.length_px, after.width_px / before.width_px
    return tuple(after.at(x * along, y * across) for x, y in map(before.offsets, points_px))


def _transformed_points(outline: Outline, transform: Affine) -> Outline:
    match outline:
        case OrientedBox():
            return replace(outline, centre_px=apply_one(transform, outline.centre_px))
        case Box():
            left, top = apply_one(transform, (outline.left_px, outline.top_px))
            right, bottom = apply_one(transform, (outline.right_px, outline.bottom_px))
            return Box(left, top, right, bottom)
        case Polygon():
            return Polygon(tuple(tuple(apply_one(transform, point) for point in ring) for ring in outline.rings))
        case Point():
            return Point(apply_one(transform, outline.at_px))


def _drag_nose(outline: OrientedBox, to_px: XY) -> OrientedBox:
    dx, dy = to_px[0] - outline.centre_px[0], to_px[1] - outline.centre_px[1]
    if hypot(dx, dy) == 0:
        return outline
    return replace(outline, heading_px_deg=heading_of(dx, dy))


def _drag_edge(outline: OrientedBox, index: int, to_px: XY, *, from_centre: bool) -> OrientedBox:
    offset = outline.offsets(to_px)[0 if index == 0 else 1]
    half = outline.length_px / 2 if index == 0 else outline.width_px / 2
    sign = 1.0 if index == 2 else -1.0
    size = max(2 * sign * offset if from_centre else sign * offset + half, LEAST_BOX_SIDE_PX)
    shift = 0.0 if from_centre else sign * (size - 2 * half) / 2
    centre = outline.at(shift, 0.0) if index == 0 else outline.at(0.0, shift)
    if index == 0:
        return replace(outline, centre_px=centre, length_px=size)
    return replace(outline, centre_px=centre, width_px=size)


def _drag_corner(outline: OrientedBox, index: int, to_px: XY, *, from_centre: bool) -> OrientedBox:
    ahead, aside = ((1, -1), (1, 1), (-1, 1), (-1, -1))[index]
    along, across = outline.offsets(to_px)
    if from_centre:
        length, width = max(2 * ahead * along, LEAST_BOX_SIDE_PX), max(2 * aside * across, LEAST_BOX_SIDE_PX)
        return replace(outline, length_px=length, width_px=width)
    half, side = outline.length_px / 2, outline.width_px / 2
    length, width = max(ahead * along + half, LEAST_BOX_SIDE_PX), max(aside * across + side, LEAST_BOX_SIDE_PX)
    centre = outline.at(ahead * (length / 2 - half), aside * (width / 2 - side))
    return replace(outline, centre_px=centre, length_px=length, width_px=width)


def _drag_vertex(outline: Polygon, index: int, to_px: XY) -> Polygon:
    rings: list[tuple[XY, ...]] = []
    seen = 0
    for ring in outline.rings:
        local = index - seen
        rings.append((*ring[:local], to_px, *ring[local + 1 :]) if 0 <= local < len(ring) else ring)
        seen += len(ring)
    return Polygon(tuple(rings))
