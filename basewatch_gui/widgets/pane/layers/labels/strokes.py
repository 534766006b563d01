"""Outlines of many labels as lines, drawn all at once: Qt strokes lines far faster than paths."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from pyqtgraph.Qt.compat import wrapinstance
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.category import Category
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.layer import CASING
from basewatch_gui.widgets.style import DASHES, label_colour

Floats = NDArray[np.float64]

LINE_SCR = 2.0
CASING_SCR = 4.5
MARK_SCR = 5.0
POINT_SCR = 7.0
"""Radius of the mark of a point: a small cross in a circle."""


def _point_mark() -> Floats:
    """The mark's lines about its place; (lines, 2, 2)."""
    angles = np.linspace(0.0, 2 * np.pi, 17)
    circle = POINT_SCR * np.column_stack((np.cos(angles), np.sin(angles)))
    cross = np.array([[[-3.0, 0.0], [3.0, 0.0]], [[0.0, -3.0], [0.0, 3.0]]])
    return np.concatenate([np.stack([circle[:-1], circle[1:]], axis=1), cross])


_MARK = _point_mark()


@dataclass(frozen=True, slots=True)
class Strokes:
    """The lines of some labels on the screen: both ends of each, and which of the rows it belongs to.

    `noses_scr` are the corners of the marks before the front edges, with `nose_owners` as `owners`.
    """

    edges_scr: Floats
    owners: Rows
    noses_scr: Floats
    nose_owners: Rows

    def of(self, chosen: NDArray[np.bool_]) -> "Strokes":
        """Those of the rows that are chosen."""
        if chosen.all():
            return self
        edges, noses = chosen[self.owners], chosen[self.nose_owners]
        return Strokes(self.edges_scr[edges], self.owners[edges], self.noses_scr[noses], self.nose_owners[noses])

    def by(self, kinds: NDArray[np.int32]) -> Iterator[tuple[int, Floats, Floats]]:
        """Lines and noses of each kind, with its number; `kinds` says of each row of which one it is."""
        (edges_scr, edges_to), (noses_scr, noses_to) = (
            _sorted_by(kinds[self.owners], self.edges_scr),
            _sorted_by(kinds[self.nose_owners], self.noses_scr),
        )
        for kind, (first, last) in edges_to.items():
            nose, after = noses_to.get(kind, (0, 0))
            yield kind, edges_scr[first:last], noses_scr[nose:after]


def strokes_of(arrays: LabelArrays, rows: Rows, to_screen: Affine, ratio: float = 1.0) -> Strokes:
    """The lines of the labels in these rows, with so many pixels of this screen to one that figures are given in."""
    is_quad = arrays.is_quad(rows)
    at = np.flatnonzero(is_quad)
    quads = apply(to_screen, arrays.quads_px[rows[at]]).reshape(-1, 4, 2)
    edges = [np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2, 2)]
    owners = [np.repeat(at, 4)]
    points: list[int] = []
    for place in np.flatnonzero(~is_quad):
        ring = arrays.edges_px(int(rows[place]))
        if ring is None:
            points.append(int(place))
        else:
            edges.append(apply(to_screen, ring).reshape(-1, 2, 2))
            owners.append(np.full(len(ring), place))
    if points:
        centres = apply(to_screen, arrays.centres_px(rows[points]))
        edges.append((centres[:, np.newaxis, np.newaxis] + ratio * _MARK).reshape(-1, 2, 2))
        owners.append(np.repeat(np.array(points), len(_MARK)))
    noses, nose_owners = _noses(quads, at, arrays.has_nose[rows[at]], ratio)
    return Strokes(np.concatenate(edges), np.concatenate(owners), noses, nose_owners)


def draw_lines(painter: QPainter, edges_scr: Floats, pen: QPen) -> None:
    """Draw lines, (N, 2, 2), with one pen."""
    if len(edges_scr):
        lines = np.ascontiguousarray(edges_scr, np.float64)
        painter.setPen(pen)
        # Qt reads the array itself, as the row of lines that it is in memory.
        painter.drawLines(wrapinstance(lines.__array_interface__["data"][0], QLineF), len(lines))


def draw_noses(painter: QPainter, noses_scr: Floats, colour: QColor, ratio: float = 1.0) -> None:
    """Fill the marks before front edges, (N, 3, 2), within a dark edge."""
    painter.setPen(QPen(CASING, ratio))
    painter.setBrush(colour)
    for corners in noses_scr.tolist():
        painter.drawConvexPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def plain_pen(colour: QColor, width: float) -> QPen:
    """A pen whose lines fill the corners where they meet."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)


def label_pen(category: Category | None, width: float = LINE_SCR) -> QPen:
    """The pen that labels of the category are drawn with."""
    pen = plain_pen(label_colour(category), width)
    pattern = DASHES[category.dash] if category is not None else ()
    if pattern:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
    return pen


def _noses(quads: Floats, at: Rows, has_nose: NDArray[np.bool_], ratio: float) -> tuple[Floats, Rows]:
    """Triangles outside the middle of each front edge, so that the object itself stays clear."""
    noses = (quads[:, 0] + quads[:, 1]) / 2
    ahead = noses - (quads[:, 2] + quads[:, 3]) / 2
    lengths = np.hypot(ahead[:, 0], ahead[:, 1])
    mark = ratio * MARK_SCR
    shown = has_nose & (lengths >= 2 * mark)
    noses, ahead = noses[shown], ahead[shown] / lengths[shown, np.newaxis] * mark
    side = np.column_stack((-ahead[:, 1], ahead[:, 0]))
    return np.stack((noses + side, noses - side, noses + 1.6 * ahead), axis=1), at[shown]


def _sorted_by(kinds: NDArray[np.int32], drawn: Floats) -> tuple[Floats, dict[int, tuple[int, int]]]:
    """What is drawn in the order of its kinds, and from where to where each kind is."""
    order = np.argsort(kinds, kind="stable")
    counts = np.bincount(kinds)
    ends = np.cumsum(counts)
    found = np.flatnonzero(counts)
    places = zip((ends - counts)[found].tolist(), ends[found].tolist(), strict=True)
    return drawn[order], dict(zip(found.tolist(), places, strict=True))
