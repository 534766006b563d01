"""The shipped silhouettes as painter paths."""

from functools import cache

import numpy as np
import shapely
from affine import Affine
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform
from shapely.geometry.base import BaseGeometry

from basewatch_gui.demo.silhouette import Part, load_silhouette
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.resources import resource_folder

SEAM_M = 0.02
"""Parts that are this near to each other, in metres, are drawn as one."""


@cache
def silhouette_names() -> frozenset[str]:
    """Return the names of the shipped silhouettes."""
    return frozenset(path.stem for path in (resource_folder() / "silhouettes").glob("*.svg"))


@cache
def silhouette_path(name: str) -> QPainterPath:
    """Return the outline of a silhouette from above: nose up, in metres about the middle of its box.

    Empty for a name that is not among the shipped ones.
    """
    if name not in silhouette_names():
        return QPainterPath()
    parts = [_shape(part) for part in load_silhouette(name).parts if not part.is_line]
    return _path(shapely.union_all(parts).buffer(SEAM_M, join_style="mitre"))


def silhouette_size_m(name: str) -> tuple[float, float] | None:
    """Return length and span of a silhouette in metres; None for a name that is not among the shipped ones."""
    if name not in silhouette_names():
        return None
    shown = load_silhouette(name)
    return (shown.length_m, shown.span_m)


def silhouette_in_box(name: str, box: OrientedBox, to_screen: Affine) -> QPainterPath:
    """Return the outline of a silhouette that fills an oriented box on the screen, nose to the box's nose."""
    size = silhouette_size_m(name)
    if size is None:
        return QPainterPath()
    centre, ahead, right = apply(to_screen, [box.centre_px, box.nose_px, box.at(0.0, box.width_px / 2)])
    across = (right - centre) / (size[1] / 2)
    along = (ahead - centre) / (size[0] / 2)
    # The silhouette's y runs to the rear.
    placing = QTransform(across[0], across[1], -along[0], -along[1], centre[0], centre[1])
    return placing.map(silhouette_path(name))


def _shape(part: Part) -> BaseGeometry:
    ring = shapely.Polygon(part.ring_m)
    return ring if ring.is_valid else shapely.make_valid(ring)


def _path(shape: BaseGeometry) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in np.asarray(ring.coords)]))
            path.closeSubpath()
    return path
