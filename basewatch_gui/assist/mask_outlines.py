"""From a mask to an outline: the polygon around it, and the oriented box that holds it."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.assist.edges import Mask
from basewatch_gui.geometry.outline import OrientedBox, Polygon, Ring, vertices_of
from basewatch_gui.geometry.transform import full_circle

MIN_CORNERS = 3

MIN_HOLE_SHARE = 0.02
"""Holes smaller than this share of the whole are noise, not ground seen through the object."""


def mask_polygon(mask: Mask, tolerance_px: float, scale: float = 1.0) -> Polygon | None:
    """Return the polygon around the largest piece of a mask, with its larger holes, simplified by so many pixels.

    Its places are corner-origin pixels of the mask divided by `scale`. None where nothing is left.
    """
    contours, tree = cv2.findContours(_with_edge_cells(mask), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    outer = [number for number in range(len(contours)) if tree[0][number][3] < 0]
    whole = max(outer, key=lambda number: cv2.contourArea(contours[number]))
    least = MIN_HOLE_SHARE * cv2.contourArea(contours[whole])
    holes = [
        number
        for number in range(len(contours))
        if tree[0][number][3] == whole and cv2.contourArea(contours[number]) > least
    ]
    rings = [_ring(np.asarray(contours[number]), tolerance_px * scale, scale) for number in (whole, *holes)]
    kept = tuple(ring for ring in rings if len(ring) >= MIN_CORNERS)
    return Polygon(kept) if kept and kept[0] == rings[0] else None


def oriented_box_around(polygon: Polygon, heading_px_deg: float | None) -> OrientedBox:
    """Return the oriented box that holds a polygon: along this heading, or along the polygon's own longer side."""
    points = vertices_of(Polygon(polygon.rings[:1]))
    if heading_px_deg is None:
        (_, _), (_, _), angle = cv2.minAreaRect(points.astype(np.float32))
        one, other = (_box_along(points, full_circle(angle + turn)) for turn in (0.0, 90.0))
        return one if one.length_px >= other.length_px else other
    return _box_along(points, heading_px_deg)


def _box_along(points: NDArray[np.float64], heading_px_deg: float) -> OrientedBox:
    """Return the box along a heading that holds points (N, 2)."""
    axis = OrientedBox((0.0, 0.0), 1.0, 1.0, heading_px_deg)
    along, across = points @ np.array(axis.forward), points @ np.array(axis.right)
    middle = ((along.max() + along.min()) / 2, (across.max() + across.min()) / 2)
    return OrientedBox(axis.at(*map(float, middle)), float(np.ptp(along)), float(np.ptp(across)), heading_px_deg)


def _ring(contour: NDArray[Any], tolerance_px: float, scale: float) -> Ring:
    """Return a contour of `_with_edge_cells`, simplified by `tolerance_px`, as a ring in mask pixels over `scale`."""
    simple = cv2.approxPolyDP(contour, 2.0 * tolerance_px, True)[:, 0] / (2.0 * scale)
    return tuple((float(x), float(y)) for x, y in simple)


def _with_edge_cells(mask: Mask) -> Mask:
    """Return the mask with a cell for each pixel and each edge between two, so that contours run along pixel edges."""
    height, width = mask.shape
    cells = np.zeros((2 * height + 1, 2 * width + 1), np.uint8)
    for row in range(3):
        for column in range(3):
            part = cells[row : row + 2 * height : 2, column : column + 2 * width : 2]
            np.maximum(part, mask > 0, out=part, casting="unsafe")
    return cells
