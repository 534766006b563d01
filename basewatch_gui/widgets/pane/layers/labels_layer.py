"""The layer of labels: one item paints all labels of a pane."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import OrientedBox, Outline, Point, rings_px
from basewatch_gui.geometry.reshape import handles
from basewatch_gui.geometry.transform import apply, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText, Layer
from basewatch_gui.widgets.style import DASHES, label_colour

SMALL_SCR = 4.0
"""Below this size on screen a label is a dot."""
NAMED_SCR = 14.0
"""From this size on, the size of a point's mark, a label carries its category's name, while there are not too many."""
MOST_NAMES = 250
GAP_SCR = 6.0
MARK_SCR = 5.0
HANDLE_SCR = 8.0
HANDLED_SCR = 36.0
"""Smaller labels show no handles: they would hide the object."""


@dataclass(slots=True)
class _Ready:
    """What `paint` draws: everything in screen pixels."""

    casing: QPainterPath = field(default_factory=QPainterPath)
    strokes: list[tuple[QPainterPath, QPen]] = field(default_factory=list)
    noses: list[tuple[QPainterPath, QBrush]] = field(default_factory=list)
    dots: list[tuple[QPolygonF, QPen]] = field(default_factory=list)
    names: list[HaloText] = field(default_factory=list)
    lit: QPainterPath = field(default_factory=QPainterPath)
    handles: list[tuple[QRectF, bool]] = field(default_factory=list)


class LabelsLayer(Layer):
    """Draws labels with a coloured stroke over a dark casing; the nose marked, the selected ones with handles."""

    def __init__(self, font: QFont) -> None:
        super().__init__(1)
        self._font = font
        self._ready = _Ready()
        self._key: object = None

    def prepare(
        self,
        arrays: LabelArrays,
        categories: dict[int, Category],
        frame_to_screen: Affine,
        selected: frozenset[int],
        replaced: tuple[Label, ...],
        sizes_text: Callable[[Label], str],
    ) -> None:
        """Make the paths for the labels within the pane.

        `replaced` are drawn in the place of those with their ids; `sizes_text` is written beside a single selected one.
        """
        key = (id(arrays), arrays.version, tuple(categories.values()), frame_to_screen, selected, replaced, self._rect)
        if key == self._key:
            return
        self._key = key
        self._ready = _Ready()
        if not len(arrays) and not replaced:
            return
        one = len(selected) == 1
        rows = self._visible_rows(arrays, frame_to_screen)
        hidden = [arrays.row(label.id) for label in replaced]
        rows = rows[~np.isin(rows, [row for row in hidden if row is not None])]
        scale = mean_scale(frame_to_screen)
        sizes = arrays.sizes_px(rows)
        small = (sizes > 0) & (sizes * scale < SMALL_SCR)
        self._add_dots(arrays, rows[small], categories, frame_to_screen)
        large = rows[~small]
        self._add_quads(arrays, large, categories, frame_to_screen)
        others = np.isnan(arrays.quads_px[large, 0, 0])
        for label in [*arrays.at_rows(large[others]), *replaced]:
            self._add_outline(label.outline, categories.get(label.category_id), frame_to_screen)
        named = arrays.at_rows(large) if len(large) <= MOST_NAMES else []
        taken = self._add_names([*replaced, *named], categories, frame_to_screen)
        for label in self._selected(arrays, selected, replaced):
            self._add_selected(label, categories.get(label.category_id), frame_to_screen)
            if one:
                self._add_sizes(outline_path(label.outline, frame_to_screen).boundingRect(), sizes_text(label), taken)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        ready = self._ready
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(ready.casing, QPen(CASING, 4.5))
        painter.strokePath(ready.lit, QPen(CASING, 8.0))
        painter.strokePath(ready.lit, QPen(QColor("white"), 5.5))
        for path, pen in ready.strokes:
            painter.strokePath(path, pen)
        painter.setPen(QPen(CASING, 1))
        for path, brush in ready.noses:
            painter.setBrush(brush)
            painter.drawPath(path)
        for polygon, pen in ready.dots:
            painter.setPen(pen)
            painter.drawPoints(polygon)
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor("white"))
        for rect, is_nose in ready.handles:
            radius = rect.width() / 2 if is_nose else 0.0
            painter.drawRoundedRect(rect, radius, radius)
        for name in ready.names:
            name.draw(painter)

    def _visible_rows(self, arrays: LabelArrays, frame_to_screen: Affine) -> NDArray[np.intp]:
        width, height = self._rect.width(), self._rect.height()
        corners = apply(~frame_to_screen, [(0, 0), (width, 0), (width, height), (0, height)])
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        return arrays.within(float(left), float(top), float(right), float(bottom))

    def _selected(self, arrays: LabelArrays, selected: frozenset[int], replaced: tuple[Label, ...]) -> list[Label]:
        rows = (arrays.row(label_id) for label_id in selected)
        moving = {label.id: label for label in replaced}
        held = arrays.at_rows(row for row in rows if row is not None)
        return [moving.get(label.id, label) for label in held]

    def _add_quads(
        self, arrays: LabelArrays, rows: NDArray[np.intp], categories: dict[int, Category], to_screen: Affine
    ) -> None:
        rows = rows[~np.isnan(arrays.quads_px[rows, 0, 0])]
        for category_id in np.unique(arrays.category_ids[rows]):
            group = rows[arrays.category_ids[rows] == category_id]
            quads = apply(to_screen, arrays.quads_px[group]).reshape(-1, 4, 2)
            category = categories.get(int(category_id))
            self._stroke(_rings_path(quads), category)
            self._add_noses(quads[arrays.has_nose[group]], category)

    def _add_outline(self, outline: Outline, category: Category | None, to_screen: Affine) -> None:
        path = outline_path(outline, to_screen)
        self._stroke(path, category)
        if isinstance(outline, OrientedBox):
            self._add_noses(apply(to_screen, outline.corners_px).reshape(1, 4, 2), category)

    def _stroke(self, path: QPainterPath, category: Category | None) -> None:
        self._ready.casing.addPath(path)
        self._ready.strokes.append((path, label_pen(category)))

    def _add_noses(self, quads: NDArray[np.float64], category: Category | None) -> None:
        """A solid triangle outside the middle of each front edge, so that the object itself stays clear."""
        noses = (quads[:, 0] + quads[:, 1]) / 2
        ahead = noses - (quads[:, 2] + quads[:, 3]) / 2
        lengths = np.hypot(ahead[:, 0], ahead[:, 1])
        long = lengths >= 2 * MARK_SCR
        noses, ahead = noses[long], ahead[long] / lengths[long, np.newaxis] * MARK_SCR
        side = np.column_stack((-ahead[:, 1], ahead[:, 0]))
        triangles = np.stack((noses + side, noses - side, noses + 1.6 * ahead), axis=1)
        self._ready.noses.append((_rings_path(triangles), QBrush(label_colour(category))))

    def _add_dots(
        self, arrays: LabelArrays, rows: NDArray[np.intp], categories: dict[int, Category], to_screen: Affine
    ) -> None:
        for category_id in np.unique(arrays.category_ids[rows]):
            group = rows[arrays.category_ids[rows] == category_id]
            centres = apply(to_screen, arrays.centres_px(group))
            pen = QPen(label_colour(categories.get(int(category_id))), 4.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self._ready.dots.append((QPolygonF([QPointF(x, y) for x, y in centres]), pen))

    def _add_names(self, labels: list[Label], categories: dict[int, Category], to_screen: Affine) -> QRegion:
        """Each category's name beside its label where it covers neither a label nor another name; what is covered."""
        bounds = [QRectF(outline_path(label.outline, to_screen).boundingRect()) for label in labels]
        taken = QRegion()
        for rect in bounds:
            taken += rect.toAlignedRect()
        metrics = QFontMetricsF(self._font)
        for label, rect in zip(labels, bounds, strict=True):
            category = categories.get(label.category_id)
            if category is None or max(rect.width(), rect.height()) < NAMED_SCR:
                continue
            size = metrics.boundingRect(category.name)
            place = _free_place(rect, size.width(), metrics.ascent(), taken)
            if place is not None:
                name = HaloText(category.name, self._font, place, label_colour(category))
                self._ready.names.append(name)
                taken += name.rect.toAlignedRect()
        return taken

    def _add_selected(self, label: Label, category: Category | None, to_screen: Affine) -> None:
        """White around the colour; handles where there is room, round at the nose."""
        path = outline_path(label.outline, to_screen)
        self._ready.lit.addPath(path)
        self._ready.strokes.append((path, label_pen(category)))
        bounds = path.boundingRect()
        if max(bounds.width(), bounds.height()) >= HANDLED_SCR:
            half = HANDLE_SCR / 2
            for handle in handles(label.outline):
                x, y = apply(to_screen, handle.at_px)[0]
                self._ready.handles.append((QRectF(x - half, y - half, HANDLE_SCR, HANDLE_SCR), handle.kind == "nose"))

    def _add_sizes(self, bounds: QRectF, sizes: str, taken: QRegion) -> None:
        if sizes:
            metrics = QFontMetricsF(self._font)
            free = _free_place(bounds, metrics.horizontalAdvance(sizes), metrics.ascent(), taken)
            place = free or QPointF(bounds.left(), bounds.bottom() + GAP_SCR + metrics.ascent())
            self._ready.names.append(HaloText(sizes, self._font, place, QColor("white")))


def _free_place(rect: QRectF, width: float, ascent: float, taken: QRegion) -> QPointF | None:
    """Where a text's baseline may begin beside the rectangle: right, left, above or below; None where all is taken."""
    for place in (
        QPointF(rect.right() + GAP_SCR, rect.top() + ascent * 0.8),
        QPointF(rect.left() - GAP_SCR - width, rect.top() + ascent * 0.8),
        QPointF(rect.right() + GAP_SCR, rect.top() + ascent * 2.2),
        QPointF(rect.left() - GAP_SCR - width, rect.top() + ascent * 2.2),
        QPointF(rect.center().x() - width / 2, rect.top() - GAP_SCR),
        QPointF(rect.center().x() - width / 2, rect.bottom() + GAP_SCR + ascent),
    ):
        room = QRectF(place.x(), place.y() - ascent, width, ascent)
        if not taken.intersects(room.toAlignedRect()):
            return place
    return None


def _rings_path(rings: NDArray[np.float64]) -> QPainterPath:
    """One path of closed rings that all have the same number of corners; (rings, corners, 2)."""
    if len(rings) == 0:
        return QPainterPath()
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    connected = np.ones(closed.shape[:2], np.int32)
    connected[:, -1] = 0
    path: QPainterPath = pg.arrayToQPath(closed[..., 0].ravel(), closed[..., 1].ravel(), connect=connected.ravel())
    return path


def outline_path(outline: Outline, to_screen: Affine) -> QPainterPath:
    """The outline on the screen; a point is a small cross in a circle."""
    path = QPainterPath()
    if isinstance(outline, Point):
        x, y = apply(to_screen, outline.at_px)[0]
        path.addEllipse(QPointF(x, y), 7, 7)
        for dx, dy in ((1, 0), (0, 1)):
            path.moveTo(x - 3 * dx, y - 3 * dy)
            path.lineTo(x + 3 * dx, y + 3 * dy)
        return path
    for ring in rings_px(outline):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in apply(to_screen, ring)]))
        path.closeSubpath()
    return path


def label_pen(category: Category | None) -> QPen:
    """The pen that labels of the category are drawn with."""
    pen = QPen(label_colour(category), 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pattern = DASHES[category.dash] if category is not None else ()
    if pattern:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
    return pen
