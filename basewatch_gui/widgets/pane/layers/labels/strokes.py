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
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.layer import CASING
from basewatch_gui.widgets.style import DASHES, label_colour

Floats = NDArray[np.float64]

LABEL_LINE_SCR, LABEL_CASING_SCR = 2.0, 4.5
QUIET_LINE_SCR, QUIET_CASING_SCR = 1.5, 3.0
"""Widths of approved labels, which ask for no more work, and of small ones."""
LEAST_DASHED_SCR, LEAST_BOLD_SCR = 48.0, 32.0
"""Smaller labels have no dash, which would be too few dashes to be one; smaller than the second they are quiet."""
NOSE_MARK_SCR = 5.0
SMALL_NOSE = 0.6
"""Share of it that the nose marks of small labels have."""
POINT_MARK_SCR = 7.0
"""Radius of the mark of a point: a small cross in a circle."""


def _point_mark() -> Floats:
    """Return the lines of a point's mark about its place, (lines, 2, 2): a circle of 16 and a cross of 2."""
    angles = np.linspace(0.0, 2 * np.pi, 17)
    circle = POINT_MARK_SCR * np.column_stack((np.cos(angles), np.sin(angles)))
    cross = np.array([[[-3.0, 0.0], [3.0, 0.0]], [[0.0, -3.0], [0.0, 3.0]]])
    return np.concatenate([np.stack([circle[:-1], circle[1:]], axis=1), cross])


_POINT_MARK_LINES = _point_mark()


@dataclass(frozen=True, slots=True)
class Strokes:
    """The lines of some labels on the screen.

    `edges_scr`, (N, 2, 2), are both ends of each line; `owners`, (N,), tells which of the labels it belongs to.
    `noses_scr`, (M, 3, 2), are the triangles before the front edges, `nose_owners`, (M,), whose they are.
    """

    edges_scr: Floats
    owners: Rows
    noses_scr: Floats
    nose_owners: Rows

    def of_chosen(self, chosen: NDArray[np.bool_]) -> "Strokes":
        """Return the strokes of the labels for which `chosen`, one bool a label, is true."""
        if chosen.all():
            return self
        edges, noses = chosen[self.owners], chosen[self.nose_owners]
        return Strokes(self.edges_scr[edges], self.owners[edges], self.noses_scr[noses], self.nose_owners[noses])

    def by_kind(self, kinds: NDArray[np.int32]) -> Iterator[tuple[int, Floats, Floats]]:
        """Yield each kind with its lines and noses; `kinds` holds the kind of each label."""
        (edges_scr, edges_to), (noses_scr, noses_to) = (
            _sorted_by(kinds[self.owners], self.edges_scr),
            _sorted_by(kinds[self.nose_owners], self.noses_scr),
        )
        for kind, (first, last) in edges_to.items():
            nose, after = noses_to.get(kind, (0, 0))
            yield kind, edges_scr[first:last], noses_scr[nose:after]


def strokes_of(arrays: LabelArrays, rows: Rows, to_screen: Affine, ratio: float = 1.0) -> Strokes:
    """Return the strokes of the labels in these rows; `ratio` enlarges their marks to device pixels."""
    is_quad = arrays.is_quad(rows)
    at = np.flatnonzero(is_quad)
    quads = apply(to_screen, arrays.quads_px[rows[at]]).reshape(-1, 4, 2)
    edges = [np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2, 2)]
    owners = [np.repeat(at, 4)]
    points: list[int] = []
    # Boxes, by far the most labels, are computed all at once; the few polygons and points one by one.
    for place in np.flatnonzero(~is_quad):
        ring = arrays.edges_px(int(rows[place]))
        if ring is None:
            points.append(int(place))
        else:
            edges.append(apply(to_screen, ring).reshape(-1, 2, 2))
            owners.append(np.full(len(ring), place))
    if points:
        centres = apply(to_screen, arrays.centres_px(rows[points]))
        edges.append((centres[:, np.newaxis, np.newaxis] + ratio * _POINT_MARK_LINES).reshape(-1, 2, 2))
        owners.append(np.repeat(np.array(points), len(_POINT_MARK_LINES)))
    noses, nose_owners = _nose_marks(quads, at, arrays.has_nose[rows[at]], ratio)
    return Strokes(np.concatenate(edges), np.concatenate(owners), noses, nose_owners)


def draw_lines(painter: QPainter, edges_scr: Floats, pen: QPen) -> None:
    """Paint lines, (N, 2, 2), with one pen in one call."""
    if len(edges_scr):
        lines = np.ascontiguousarray(edges_scr, np.float64)
        painter.setPen(pen)
        # (N, 2, 2) doubles lie in memory as N QLineF do, and Qt reads them in place: no line becomes a Python object.
        # `lines` must stay referenced until drawLines returns.
        painter.drawLines(wrapinstance(lines.__array_interface__["data"][0], QLineF), len(lines))


def draw_noses(painter: QPainter, noses_scr: Floats, colour: QColor, ratio: float = 1.0) -> None:
    """Paint the nose marks, triangles (N, 3, 2), with a dark edge."""
    painter.setPen(QPen(CASING, ratio))
    painter.setBrush(colour)
    for corners in noses_scr.tolist():
        painter.drawConvexPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def plain_pen(colour: QColor, width: float) -> QPen:
    """Return a solid pen with square caps, so that separate lines fill the corners where they meet."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)


def label_pen(category: Category | None, width: float = LABEL_LINE_SCR) -> QPen:
    """Return the pen for labels of a category, in its colour and dash."""
    pen = plain_pen(label_colour(category), width)
    pattern = DASHES[category.dash] if category is not None else ()
    if pattern:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
    return pen


def _nose_marks(quads: Floats, at: Rows, has_nose: NDArray[np.bool_], ratio: float) -> tuple[Floats, Rows]:
    """Return the triangles before the front edges, outside so that the object stays clear, and whose they are."""
    noses = (quads[:, 0] + quads[:, 1]) / 2
    ahead = noses - (quads[:, 2] + quads[:, 3]) / 2
    lengths = np.hypot(ahead[:, 0], ahead[:, 1])
    shown = has_nose & (lengths >= 2 * ratio * NOSE_MARK_SCR)
    small = np.ptp(quads[shown], axis=1).max(axis=1) < ratio * LEAST_BOLD_SCR
    mark = ratio * NOSE_MARK_SCR * np.where(small, SMALL_NOSE, 1.0)
    noses, ahead = noses[shown], ahead[shown] * (mark / lengths[shown])[:, np.newaxis]
    side = np.column_stack((-ahead[:, 1], ahead[:, 0]))
    return np.stack((noses + side, noses - side, noses + 1.6 * ahead), axis=1), at[shown]


def _sorted_by(kinds: NDArray[np.int32], drawn: Floats) -> tuple[Floats, dict[int, tuple[int, int]]]:
    """Return what is drawn sorted by kind, and for each kind its first index and the one after its last."""
    order = np.argsort(kinds, kind="stable")
    counts = np.bincount(kinds)
    ends = np.cumsum(counts)
    found = np.flatnonzero(counts)
    places = zip((ends - counts)[found].tolist(), ends[found].tolist(), strict=True)
    return drawn[order], dict(zip(found.tolist(), places, strict=True))
