"""Painting what stands on the ground: each becomes a small picture with coverage and shadow, to be laid on a frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, floor, radians, sin

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.demo.frames import DemoFrame
from basewatch_gui.demo.materials import BANDS, ROUND_KINDS, SKYLIGHT, part_reflectance
from basewatch_gui.demo.silhouette import Part, load_silhouette
from basewatch_gui.demo.structures import Structure
from basewatch_gui.demo.truth import heading_axes
from basewatch_gui.geometry.transform import XY, Points, apply, as_points, without_shift
from basewatch_gui.imagery.drawing import BandImage, line_coverage, polygon_coverage

FLAT_KINDS = frozenset({"line", "glass", "tyre", "bay", "roof", "bank"})
"""Kinds of parts that throw no shadow of their own."""

SEAM_M, SEAM_DEPTH = 0.14, 0.30


@dataclass(frozen=True, slots=True, eq=False)
class ObjectPicture:
    """An object as the frame shows it: colour, coverage, and its shadow elsewhere on the ground.

    `colour` is reflectance times coverage (bands, rows, columns), `share` the coverage; corners are in frame pixels.
    """

    left: int
    top: int
    colour: NDArray[np.float32]
    share: BandImage
    shadow_left: int
    shadow_top: int
    shadow: BandImage


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """How one object lies on the frame.

    Its own metres to pixels, its shadow per metre of height in pixels, and the way to the sun (right, back, up).
    """

    to_px: Affine
    shadow_px: Points
    sun_own: tuple[float, float, float]
    gsd_m: float


def paint_objects(frame: DemoFrame) -> Iterator[ObjectPicture]:
    """Yield the pictures of the frame's labelled objects."""
    for item in frame.objects:
        at_px = frame.ground.to_pixels(as_points(item.at_m))[0]
        from_plane = ~frame.ground.linear_at((float(at_px[0]), float(at_px[1])))
        view = _view(frame, from_plane, item.at_m, item.heading_true_deg)
        yield _paint(view, item.livery, load_silhouette(item.silhouette).parts)


def paint_structures(frame: DemoFrame, standing: Sequence[Structure]) -> Iterator[ObjectPicture]:
    """Yield the pictures of the structures that can be seen on the frame."""
    places = frame.ground.to_pixels(as_points([structure.at_m for structure in standing]))
    margin = 150.0 / frame.gsd_m
    slope = without_shift(~frame.ground.linear_at((frame.width / 2, frame.height / 2)))
    for structure, (x, y) in zip(standing, places, strict=True):
        if -margin < x < frame.width + margin and -margin < y < frame.height + margin:
            from_plane = (
                Affine.translation(float(x), float(y)) @ slope @ Affine.translation(*(-v for v in structure.at_m))
            )
            view = _view(frame, from_plane, structure.at_m, structure.heading_true_deg)
            yield _paint(view, structure.colour, structure.parts)


def _paint(view: _View, livery: str, parts: tuple[Part, ...]) -> ObjectPicture:
    """Return the picture of parts under a livery."""
    rings = [apply(view.to_px, part.ring_m) for part in parts]
    left, top, shape = _bounds(np.vstack(rings))
    corner = np.array([left, top], np.float64)
    colour, share = np.zeros((len(BANDS), *shape), np.float32), np.zeros(shape, np.float32)
    shades: dict[float, BandImage] = {}
    for part, ring in zip(parts, rings, strict=True):
        if part.is_line:
            colour *= 1.0 - SEAM_DEPTH * line_coverage(shape, ring - corner, SEAM_M / view.gsd_m)
            continue
        cover = polygon_coverage(shape, [ring - corner])
        light = _light(part, view, corner, shape)
        shade = _shade_on(part, parts, view, corner, shape, shades)
        for number, band in enumerate(BANDS):
            lit = light * (1.0 - shade * (1.0 - SKYLIGHT[band]))
            colour[number] += cover * (part_reflectance(part.kind, livery)[number] * lit - colour[number])
        share += cover * (1.0 - share)
    return ObjectPicture(left, top, colour, share, *_ground_shadow(parts, view))


def _view(frame: DemoFrame, from_plane: Affine, at_m: XY, heading_deg: float) -> _View:
    """Return how an object at a place with a heading lies on the frame."""
    forward, right = heading_axes(heading_deg)
    own_to_plane = Affine(right[0], -forward[0], at_m[0], right[1], -forward[1], at_m[1])
    shadow_m = frame.sun.shadow_m
    shadow_px = apply(without_shift(from_plane), shadow_m)[0]
    low, high = cos(radians(frame.sun.elevation_deg)), sin(radians(frame.sun.elevation_deg))
    way_m = -np.array(shadow_m) / np.hypot(*shadow_m) * low
    own = (float(way_m @ right), float(-(way_m @ forward)), high)
    return _View(from_plane @ own_to_plane, shadow_px, own, frame.gsd_m)


def _bounds(points_px: Points) -> tuple[int, int, tuple[int, int]]:
    """Return left, top and shape (rows, columns) of a picture that holds these points, with a margin."""
    left, top = (floor(value) - 2 for value in points_px.min(axis=0))
    right, bottom = (floor(value) + 3 for value in points_px.max(axis=0))
    return left, top, (bottom - top, right - left)


def _light(part: Part, view: _View, corner: Points, shape: tuple[int, int]) -> BandImage | float:
    """Return brightness relative to a level surface in full sun.

    Round and sloping parts are brighter towards the sun.
    """
    right, back, up = view.sun_own
    if part.kind in ROUND_KINDS:
        tilt = _tilt(part, view, corner, shape)
        facing = tilt * right + np.sqrt(1 - tilt * tilt) * up
        return np.asarray(np.clip(0.30 + 0.70 * facing / up, 0.35, 1.5), np.float32)
    if part.slope == (0.0, 0.0):
        return 1.0
    x, y = part.slope
    level = (up - x * right - y * back) / (1 + x * x + y * y) ** 0.5
    return float(np.clip(0.30 + 0.70 * level / up, 0.3, 1.6))


def _tilt(part: Part, view: _View, corner: Points, shape: tuple[int, int]) -> BandImage:
    """Return how far a round part leans to the right, as a sine for each pixel: -1 at its left edge, 1 at its right."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) + np.float32(0.5)
    a, b, c, d, e, f = (~(Affine.translation(-corner[0], -corner[1]) @ view.to_px))[:6]
    across, along = a * columns + b * rows + c, d * columns + e * rows + f
    middle = (part.ring_m[:, 0].min() + part.ring_m[:, 0].max()) / 2
    side = part.ring_m[part.ring_m[:, 0] >= middle]
    order = np.argsort(side[:, 1])
    half = np.interp(along.ravel(), side[order, 1], side[order, 0] - middle).reshape(shape)
    return np.asarray(np.clip((across - middle) / np.maximum(half, 0.05), -0.97, 0.97), np.float32)


def _shade_on(
    part: Part,
    parts: tuple[Part, ...],
    view: _View,
    corner: Points,
    shape: tuple[int, int],
    known: dict[float, BandImage],
) -> BandImage | float:
    """Return the shadow that the higher parts throw on this one's upper side.

    `known` holds those drawn so far by height.
    """
    level = round(part.high_m * 2) / 2
    above = [other for other in parts if other.high_m > level + 0.6 and other.kind not in FLAT_KINDS]
    if not above:
        return 0.0
    if level not in known:
        rings = [ring for other in above for ring in _thrown(other, view, level)]
        known[level] = polygon_coverage(shape, [ring - corner for ring in rings], 2)
    return known[level]


def _ground_shadow(parts: tuple[Part, ...], view: _View) -> tuple[int, int, BandImage]:
    """Return left, top and coverage of the shadow that parts throw on the ground."""
    rings = [ring for part in parts if part.kind not in FLAT_KINDS for ring in _thrown(part, view, 0.0)]
    left, top, shape = _bounds(np.vstack(rings))
    return left, top, polygon_coverage(shape, [ring - (left, top) for ring in rings], 2)


def _thrown(part: Part, view: _View, level_m: float) -> Iterator[Points]:
    """Yield the polygons, in frame pixels, whose union is the shadow of a part on a level surface at this height."""
    low, high = max(part.low_m, level_m) - level_m, part.high_m - level_m
    if part.edge_m is not None and part.root_m is not None:
        foot = apply(view.to_px, [(0.0, value) for value in part.root_m])
        edge = apply(view.to_px, [(0.0, value) for value in part.edge_m])
        start = max(part.low_m - level_m, 0.0)
        yield np.vstack((foot + start * view.shadow_px, edge[::-1] + high * view.shadow_px))
        return
    ring = apply(view.to_px, part.ring_m)
    first, last = ring + low * view.shadow_px, ring + high * view.shadow_px
    yield first
    yield last
    if high - low > 0.5:
        for a, b, c, d in zip(first, np.roll(first, -1, axis=0), np.roll(last, -1, axis=0), last, strict=True):
            yield np.array([a, b, c, d])
