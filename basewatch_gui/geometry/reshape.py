"""Move, turn, scale and reshape outlines, and find the handles that a drag takes."""

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
"""A drag leaves an oriented box at least so long and wide, in pixels."""

SAME_CORNER_PX = 0.1
"""Corners this near, in pixels, are equal: keypoints that came through COCO are rounded to 0.01."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A place to grab an outline by: its kind, its number among those of the kind, and where it is."""

    kind: HandleKind
    index: int
    at_px: XY


def outline_handles(outline: Outline, keypoints_px: tuple[XY, ...] = (), room_px: float = 0.0) -> tuple[Handle, ...]:
    """Return an outline's and its keypoints' handles; an oriented box has corners only if no side is under `room_px`.

    An oriented box has nose, tail, left and right side besides; a box has corners, a polygon vertices, a point none. If
    a box just encloses its keypoints, they take the place of nose and sides.
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
    """Return the outline with one handle dragged to a place.

    The nose turns the box about its centre, an edge keeps the opposite edge and a corner the opposite corner where it
    is; with `from_centre` the centre of a box stays instead.
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
    """Return True if the box is the one that its keypoints define."""
    if not keypoints_px or keypoints_px[0] == keypoints_px[2]:
        return False
    corners = zip(box_of_keypoints(*keypoints_px).corners_px, outline.corners_px, strict=True)
    return all(dist(one, other) <= SAME_CORNER_PX for one, other in corners)


def move_keypoint(
    outline: Outline, keypoints_px: tuple[XY, ...], index: int, to_px: XY
) -> tuple[Outline, tuple[XY, ...]]:
    """Return the outline and its keypoints with one keypoint moved; a box of its keypoints is computed again.

    That box has no length if nose and tail come to lie at one place.
    """
    made = (*keypoints_px[:index], to_px, *keypoints_px[index + 1 :])
    if not isinstance(outline, OrientedBox) or not is_box_of_keypoints(outline, keypoints_px):
        return outline, made
    return box_of_keypoints(*made), made


def move_outline(outline: Outline, dx_px: float, dy_px: float) -> Outline:
    """Shift an outline by so many pixels."""
    if isinstance(outline, OrientedBox):  # A short cut: most outlines are one, and ten thousand may move at once.
        x, y = outline.centre_px
        return OrientedBox((x + dx_px, y + dy_px), outline.length_px, outline.width_px, outline.heading_px_deg)
    return _transformed_points(outline, Affine.translation(dx_px, dy_px))


def turn_outline(outline: Outline, by_deg: float, about_px: XY) -> Outline:
    """Turn an outline clockwise on the screen about a place; a level box becomes an oriented one."""
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
    """Scale an outline by a factor about a place; a point only moves."""
    made = _transformed_points(outline, scaling_about(factor, about_px))
    if isinstance(made, OrientedBox):
        return replace(made, length_px=made.length_px * factor, width_px=made.width_px * factor)
    return made


def scaling_about(factor: float, about_px: XY) -> Affine:
    """Return the affine that scales by a factor about a place."""
    x, y = about_px
    return Affine(factor, 0.0, x - factor * x, 0.0, factor, y - factor * y)


def flip_outline(outline: Outline) -> Outline:
    """Swap nose and tail of an oriented box; return other outlines unchanged."""
    return turn_outline(outline, 180.0, outline.centre_px) if isinstance(outline, OrientedBox) else outline


def carry_points(points_px: tuple[XY, ...], before: Outline, after: Outline) -> tuple[XY, ...]:
    """Move points along with an oriented box to the same fractions of the length and width of another.

    Empty if either outline is no oriented box, since nothing tells then where they belong.
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
