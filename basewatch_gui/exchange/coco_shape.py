"""Converts outlines to COCO's own fields: segmentation, bbox and area, clipped to the frame."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from basewatch_gui.exchange.coco_schema import BBox, Rle
from basewatch_gui.exchange.rle import encode
from basewatch_gui.geometry.outline import (
    Outline,
    Ring,
    bounds_px,
    clip_to_frame,
    leaves_frame,
    rings_px,
    to_shapely,
)
from basewatch_gui.geometry.transform import as_points

COORDINATE_DECIMALS = 2
AREA_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class StandardShape:
    """COCO's fields of one outline; coordinates to 2 decimals, the area (px²) to 4.

    `is_truncated`: a part lies outside the frame. `is_outside`: nothing lies inside; the bbox is then a point on the
    frame's edge.
    """

    segmentation: list[list[float]] | Rle
    bbox: BBox
    area: float
    is_truncated: bool = False
    is_outside: bool = False


def standard_shapes(
    outlines: Sequence[Outline], crowds: Sequence[bool], width: int, height: int
) -> list[StandardShape]:
    """Convert the outlines of one frame to polygons, or to run lengths where they have holes or are crowds.

    Single rings inside the frame are converted in one pass, for frames with 100,000 labels; the others one by one.
    """
    single = {
        index: rings[0]
        for index, rings in enumerate(map(rings_px, outlines))
        if len(rings) == 1 and len(rings[0]) > 1 and not crowds[index]
    }
    simple = dict(zip(single, _simple_shapes(list(single.values()), width, height), strict=True))
    return [
        simple.get(index) or _shape(outline, is_crowd, width, height)
        for index, (outline, is_crowd) in enumerate(zip(outlines, crowds, strict=True))
    ]


def _simple_shapes(rings: Sequence[Ring], width: int, height: int) -> Iterator[StandardShape | None]:
    """Yield the shapes of rings that lie inside the frame and do not cross themselves; None for the others."""
    if not rings:
        return
    lengths = np.array([len(ring) for ring in rings])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    points = as_points([point for ring in rings for point in ring])
    lows, highs = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    shapes = shapely.polygons(shapely.linearrings(points, indices=np.repeat(np.arange(len(rings)), lengths)))
    is_simple = (lows >= 0).all(axis=1) & (highs <= (width, height)).all(axis=1) & shapely.is_valid(shapes)
    areas = shapely.area(shapes).round(AREA_DECIMALS).tolist()
    numbers = points.round(COORDINATE_DECIMALS).ravel().tolist()
    bounds = np.hstack((lows, highs)).tolist()
    for index, (start, end) in enumerate(zip((2 * starts).tolist(), (2 * ends).tolist(), strict=True)):
        yield StandardShape([numbers[start:end]], _bbox(bounds[index]), areas[index]) if is_simple[index] else None


def _shape(outline: Outline, is_crowd: bool, width: int, height: int) -> StandardShape:
    is_truncated = leaves_frame(outline, width, height)
    parts = _polygons(clip_to_frame(outline, width, height) if is_truncated else to_shapely(outline))
    if not parts:
        return _without_area(outline, width, height, is_truncated)
    if is_crowd or any(len(part.interiors) for part in parts):
        return StandardShape(_runs(outline, width, height), *_extent(parts), is_truncated)
    return StandardShape([_flat(part.exterior.coords[:-1]) for part in parts], *_extent(parts), is_truncated)


def _without_area(outline: Outline, width: int, height: int, is_truncated: bool) -> StandardShape:
    """Convert a point, an outline without area, or one whose inside lies off the frame."""
    left, top, right, bottom = bounds_px(outline)
    left, right = (min(max(x, 0.0), float(width)) for x in (left, right))
    top, bottom = (min(max(y, 0.0), float(height)) for y in (top, bottom))
    if is_truncated:
        right, bottom = left, top
    return StandardShape([], _bbox((left, top, right, bottom)), 0.0, is_truncated, is_truncated)


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons in a geometry, also in nested collections, without lines and points."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon) and part.area > 0]


def _extent(parts: list[shapely.Polygon]) -> tuple[BBox, float]:
    left, top, right, bottom = shapely.total_bounds(parts)
    area = float(sum(part.area for part in parts))
    return (_bbox((float(left), float(top), float(right), float(bottom))), round(area, AREA_DECIMALS))


def _runs(outline: Outline, width: int, height: int) -> Rle:
    return Rle(size=(height, width), counts=encode(rings_px(outline), width, height))


def _flat(ring: Ring | Iterable[tuple[float, ...]]) -> list[float]:
    return [round(value, COORDINATE_DECIMALS) for point in ring for value in point]


def _bbox(bounds: Sequence[float]) -> BBox:
    """Return the bbox of the rounded corners, so that bbox and segmentation never disagree."""
    left, top, right, bottom = (round(value, COORDINATE_DECIMALS) for value in bounds)
    return (left, top, round(right - left, COORDINATE_DECIMALS), round(bottom - top, COORDINATE_DECIMALS))
