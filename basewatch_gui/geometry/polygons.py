"""Edit polygons: insert and delete vertices, cut holes, split, merge and simplify."""

from collections.abc import Iterable, Sequence
from math import dist

import shapely
from shapely.geometry.base import BaseGeometry

from basewatch_gui.geometry.outline import Outline, Point, Polygon, Ring, to_shapely
from basewatch_gui.geometry.transform import XY

LEAST_VERTICES = 3
LEAST_PIECE_AREA_PX2 = 0.25
"""Pieces with less area, in px², are dropped: slivers left by rounding, or by a hand that followed an edge."""

STRAIGHT_PX = 1e-3
"""A vertex no further off the line between its neighbours, in pixels, is dropped from a merged outline."""


def insert_vertex(outline: Polygon, at_px: XY, tolerance_px: float) -> tuple[Polygon, int] | None:
    """Insert a vertex in the polygon's nearest edge and return its number too; None if no edge is within the tolerance.

    Vertices are numbered through all rings.
    """
    best: tuple[float, int, int] | None = None
    for ring_index, ring in enumerate(outline.rings):
        for index, start in enumerate(ring):
            off = distance_to_edge(at_px, start, ring[(index + 1) % len(ring)])
            if off <= tolerance_px and (best is None or off < best[0]):
                best = (off, ring_index, index)
    if best is None:
        return None
    _, ring_index, index = best
    ring = outline.rings[ring_index]
    before = sum(len(ring) for ring in outline.rings[:ring_index])
    return _replace_ring(outline, ring_index, (*ring[: index + 1], at_px, *ring[index + 1 :])), before + index + 1


def delete_vertex(outline: Polygon, index: int) -> Polygon | None:
    """Delete a vertex, numbered through all rings; a hole of three vertices is deleted as a whole.

    None if the exterior would be left with fewer than three.
    """
    for ring_index, ring in enumerate(outline.rings):
        if index < len(ring):
            kept = (*ring[:index], *ring[index + 1 :])
            if len(kept) >= LEAST_VERTICES:
                return _replace_ring(outline, ring_index, kept)
            return _replace_ring(outline, ring_index, None) if ring_index > 0 else None
        index -= len(ring)
    return None


def cut_hole(outline: Polygon, ring: Ring) -> Polygon | None:
    """Cut a ring out of a polygon; None unless the ring lies inside the exterior and leaves one piece.

    A ring across another hole enlarges that hole.
    """
    exterior = to_shapely(Polygon(outline.rings[:1]))
    cut = to_shapely(Polygon((ring,)))
    if not exterior.contains_properly(cut):
        return None
    made = _polygons_by_area(to_shapely(outline).difference(cut))
    return _polygon(made[0]) if len(made) == 1 else None


def split_outline(outline: Outline, line_px: Sequence[XY]) -> tuple[Polygon, ...]:
    """Split an outline along a line of two or more points, and return the pieces, the largest first.

    One piece if the line does not go all the way through; none for a point.
    """
    if isinstance(outline, Point):
        return ()
    shape = to_shapely(outline)
    cut = shapely.LineString(line_px)
    edges = shapely.node(shapely.GeometryCollection([shape.boundary, cut]))
    faces = shapely.get_parts(shapely.polygonize([edges]))
    inside = [face for face in faces if shape.covers(face.representative_point())]
    return tuple(_polygon(piece) for piece in _sort_by_area(inside))


def merge_outlines(outlines: Iterable[Outline]) -> Polygon | None:
    """Return the one polygon that covers all outlines; None unless all overlap or touch along an edge.

    A point has no edge to touch.
    """
    shapes = [to_shapely(outline) for outline in outlines]
    if any(shape.area == 0 for shape in shapes):
        return None
    union = shapely.union_all(shapes)
    pieces = _polygons_by_area(shapely.simplify(union, STRAIGHT_PX, preserve_topology=True))
    return _polygon(pieces[0]) if len(pieces) == 1 else None


def simplify_polygon(outline: Polygon, tolerance_px: float) -> Polygon:
    """Drop vertices of a polygon so that no edge moves further than the tolerance; rings never come to cross.

    Holes smaller than the tolerance are dropped (Douglas and Peucker's method, in GEOS's form that preserves topology).
    """
    made = _polygons_by_area(shapely.simplify(to_shapely(outline), tolerance_px, preserve_topology=True))
    return _polygon(made[0]) if len(made) == 1 else outline


def simplify_line(line_px: Sequence[XY], tolerance_px: float) -> Ring:
    """Drop points of an open line so that it moves by no more than the tolerance; its ends stay."""
    if len(line_px) < 3:
        return tuple(line_px)
    return _ring(shapely.simplify(shapely.LineString(line_px), tolerance_px))


def vertex_count(outline: Polygon) -> int:
    """Return the number of vertices of all rings together."""
    return sum(len(ring) for ring in outline.rings)


def distance_to_edge(at_px: XY, start: XY, end: XY) -> float:
    """Return the distance of a place from the straight edge between two others, in pixels."""
    edge_x, edge_y = end[0] - start[0], end[1] - start[1]
    x, y = at_px[0] - start[0], at_px[1] - start[1]
    squared = edge_x * edge_x + edge_y * edge_y
    along = min(max((x * edge_x + y * edge_y) / squared, 0.0), 1.0) if squared > 0 else 0.0
    return dist((x, y), (along * edge_x, along * edge_y))


def _replace_ring(outline: Polygon, ring_index: int, ring: Ring | None) -> Polygon:
    rings = (*outline.rings[:ring_index], *(() if ring is None else (ring,)), *outline.rings[ring_index + 1 :])
    return Polygon(rings)


def _polygons_by_area(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    return _sort_by_area(parts)


def _sort_by_area(parts: Iterable[shapely.Polygon]) -> list[shapely.Polygon]:
    return sorted((part for part in parts if part.area >= LEAST_PIECE_AREA_PX2), key=lambda part: -part.area)


def _polygon(shape: shapely.Polygon) -> Polygon:
    return Polygon((_ring(shape.exterior)[:-1], *(_ring(hole)[:-1] for hole in shape.interiors)))


def _ring(line: BaseGeometry) -> Ring:
    return tuple((float(x), float(y)) for x, y in line.coords)
