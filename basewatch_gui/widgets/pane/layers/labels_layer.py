"""The layer of labels: one item paints all labels of a pane."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import Outline, Point, rings_px
from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.tools.selecting.grips import label_handles
from basewatch_gui.widgets.pane.layers.labels.crowd import Crowd
from basewatch_gui.widgets.pane.layers.labels.label_tiles import whole_shift
from basewatch_gui.widgets.pane.layers.labels.names import MOST_NAMES, MOST_PAN_SCR, Names, bounds_scr
from basewatch_gui.widgets.pane.layers.labels.near import View
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.labels.strokes import (
    CASING_SCR,
    POINT_SCR,
    Floats,
    draw_lines,
    draw_noses,
    label_pen,
    plain_pen,
    strokes_of,
)
from basewatch_gui.widgets.pane.layers.layer import CASING, HaloText, Layer
from basewatch_gui.widgets.style import label_colour

HANDLE_SCR = 8.0
HANDLED_SCR = 36.0
"""Smaller labels show no handles: they would hide the object."""
MOST_HANDLED = 50
MOST_LIT = 200
"""So many selected labels are drawn over the others; more are white among them."""
RING_SCR = 9.0
"""A selected label that is smaller is ringed, so that it is seen at any zoom."""
TURNED = 1e-3
SETTLE_MS = 150


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the layer was asked to show."""

    arrays: LabelArrays
    categories: dict[int, Category]
    to_screen: Affine
    selected: frozenset[int]
    replaced: tuple[Label, ...]
    sizes_text: Callable[[Label], str]


@dataclass(slots=True)
class _Ready:
    """What `paint` draws over the picture: everything in screen pixels."""

    lit: Floats = field(default_factory=lambda: np.empty((0, 2, 2)))
    moving: Floats = field(default_factory=lambda: np.empty((0, 2, 2)))
    strokes: list[tuple[Floats, QPen]] = field(default_factory=list)
    rings: list[QPointF] = field(default_factory=list)
    noses: list[tuple[Floats, QColor]] = field(default_factory=list)
    texts: list[HaloText] = field(default_factory=list)
    handles: list[tuple[QRectF, bool]] = field(default_factory=list)


class LabelsLayer(Layer):
    """Draws labels with a coloured stroke over a dark casing; the nose marked, the selected ones with handles.

    All labels are in a picture, which is moved or stretched with the view and grows about the pane when there is
    time; names, and labels that are selected or being moved, are drawn over it.
    """

    def __init__(self, font: QFont, spare: SpareTime | None = None) -> None:
        super().__init__(1)
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._spare = spare
        self._ready = _Ready()
        self._key: object = None
        self._crowd = Crowd()
        self._names = Names(font)
        self._wanted: _Wanted | None = None
        self._moving = LabelArrays(())
        self._named: Rows | None = None
        self._shift = (0, 0)
        self._settles = False

    @property
    def is_draft(self) -> bool:
        """Whether labels are shown more roughly than they will be when the view has been at rest for a moment."""
        return self._crowd.is_draft

    def prepare(
        self,
        arrays: LabelArrays,
        categories: dict[int, Category],
        frame_to_screen: Affine,
        selected: frozenset[int],
        replaced: tuple[Label, ...],
        sizes_text: Callable[[Label], str],
    ) -> None:
        """Make ready the labels within the pane.

        `replaced` are drawn in the place of those with their ids; `sizes_text` is written beside a single selected one.
        """
        key = (arrays, arrays.version, tuple(categories.values()), selected, replaced, self._rect)
        old, wanted = self._wanted, _Wanted(arrays, categories, frame_to_screen, selected, replaced, sizes_text)
        if old is not None and key == self._key and self._crowd.move(self._view(wanted)):
            self._follow_move(old, wanted)
        elif len(arrays) or replaced:
            turned = old is not None and old.arrays is arrays and _is_turned(old.to_screen, frame_to_screen)
            self._key = key
            self._make(wanted, in_haste=turned)
        else:
            self._key, self._wanted, self._ready = None, None, _Ready()
            self._crowd.forget()
            self._names.forget()
            return
        if self._crowd.is_draft:
            self._settle_soon()
        elif self._spare is not None:
            self._spare.ask(self._grow)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw what is ready."""
        ready, (dx, dy) = self._ready, self._shift
        self._crowd.show(painter)
        painter.save()
        painter.translate(dx, dy)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_lines(painter, ready.moving, plain_pen(CASING, CASING_SCR))
        draw_lines(painter, ready.lit, plain_pen(CASING, 8.0))
        draw_lines(painter, ready.lit, plain_pen(QColor("white"), 5.5))
        for pen in (QPen(CASING, 5.0), QPen(QColor("white"), 2.5)):
            painter.setPen(pen)
            for centre in ready.rings:
                painter.drawEllipse(centre, RING_SCR, RING_SCR)
        for edges, pen in ready.strokes:
            draw_lines(painter, edges, pen)
        for noses, colour in ready.noses:
            draw_noses(painter, noses, colour)
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor("white"))
        for rect, is_nose in ready.handles:
            radius = rect.width() / 2 if is_nose else 0.0
            painter.drawRoundedRect(rect, radius, radius)
        self._names.draw(painter, self._rect.translated(-dx, -dy))
        for text in ready.texts:
            text.draw(painter)
        painter.restore()

    def _settle_soon(self) -> None:
        """Draw finely once the view has come to rest; a layer that is on no scene has nobody to wait for."""
        scene = cast("QGraphicsScene | None", self.scene())
        if scene is not None and not self._settles:
            self._settles = True
            wanted = self._wanted
            QTimer.singleShot(SETTLE_MS, scene, lambda: self._settle(wanted))

    def _settle(self, wanted: _Wanted | None) -> None:
        self._settles = False
        if self._wanted is None or not self._crowd.is_draft:
            return
        if wanted is not self._wanted:
            self._settle_soon()
            return
        self._names.forget()
        self._make(self._wanted, in_haste=False)
        self.update()

    def _make(self, wanted: _Wanted, *, in_haste: bool) -> None:
        """Make all ready for a view; in haste roughly."""
        self._wanted = wanted
        replaced = [wanted.arrays.row(label.id) for label in wanted.replaced]
        lit = wanted.selected if len(wanted.selected) > MOST_LIT else frozenset()
        left_out = np.array(sorted(row for row in replaced if row is not None), np.intp)
        view = self._view(wanted)
        self._crowd.follow(wanted.arrays, wanted.categories, view, left_out, lit, in_haste=in_haste)
        self._prepare_over(wanted)

    def _follow_move(self, old: _Wanted, wanted: _Wanted) -> None:
        """Have what is over the picture where the view is now."""
        shift = whole_shift(old.to_screen, wanted.to_screen, (self._rect.width(), self._rect.height()))
        if shift is not None and max(map(abs, shift)) <= MOST_PAN_SCR:
            self._shift = shift
            self._place_names(old)
        else:
            self._wanted = wanted
            self._prepare_over(wanted)

    def _grow(self) -> bool:
        """Draw a little more about the pane."""
        done = self._crowd.grow()
        if self._wanted is not None:
            self._place_names(self._wanted)
        return done

    def _view(self, wanted: _Wanted) -> View:
        return View(wanted.to_screen, (self._rect.width(), self._rect.height()), _ratio())

    def _prepare_over(self, wanted: _Wanted) -> None:
        self._ready, self._shift, self._named = _Ready(), (0, 0), None
        self._moving = LabelArrays(wanted.replaced)
        if len(self._moving):
            self._add_moving(self._moving, np.arange(len(self._moving)), wanted.categories, wanted.to_screen)
        self._place_names(wanted)
        self._add_selected(wanted, self._moving)

    def _place_names(self, wanted: _Wanted) -> None:
        """Have the names of the labels that have a shape in the picture, as that was drawn last."""
        arrays, categories, shapes, moving = wanted.arrays, wanted.categories, self._crowd.shapes, self._moving
        if shapes is self._named:
            return
        self._named = shapes
        if len(shapes) + len(moving) > MOST_NAMES:
            self._names.forget()
            return
        size = (self._rect.width(), self._rect.height())
        key = (arrays, arrays.version, tuple(categories.values()), wanted.replaced, size)
        groups = [(moving, np.arange(len(moving))), (arrays, shapes)]
        self._names.follow(key, wanted.to_screen, size, groups, categories, in_haste=self._crowd.is_draft)

    def _add_moving(self, moving: LabelArrays, rows: Rows, categories: dict[int, Category], to_screen: Affine) -> None:
        strokes = strokes_of(moving, rows, to_screen)
        self._ready.moving = strokes.edges_scr
        for slot, edges, noses in strokes.by(moving.category_slots[rows]):
            category = categories.get(moving.categories[slot])
            self._ready.strokes.append((edges, label_pen(category)))
            self._ready.noses.append((noses, label_colour(category)))

    def _add_selected(self, wanted: _Wanted, moving: LabelArrays) -> None:
        """White around the colour; handles where there is room, round at the nose; the sizes of a single one."""
        if not wanted.selected or len(wanted.selected) > MOST_LIT:
            return
        arrays = wanted.arrays
        still = arrays.rows_of([key for key in wanted.selected if moving.row(key) is None])
        for source, rows in ((arrays, still), (moving, moving.rows_of(wanted.selected))):
            if not len(rows):
                continue
            strokes = strokes_of(source, rows, wanted.to_screen)
            self._ready.lit = np.concatenate([self._ready.lit, strokes.edges_scr])
            for slot, edges, _ in strokes.by(source.category_slots[rows]):
                self._ready.strokes.append((edges, label_pen(wanted.categories.get(source.categories[slot]))))
            bounds = bounds_scr(source, rows, wanted.to_screen).tolist()
            for label, (left, top, right, bottom) in zip(source.at_rows(rows), bounds, strict=True):
                size = max(right - left, bottom - top)
                if size < RING_SCR:
                    self._ready.rings.append(QPointF((left + right) / 2, (top + bottom) / 2))
                if size >= HANDLED_SCR and len(wanted.selected) <= MOST_HANDLED and not label.locked:
                    self._add_handles(label, wanted.to_screen)
                if len(wanted.selected) == 1:
                    room = max(RING_SCR - size / 2, 0.0) if size < RING_SCR else 0.0
                    around = (left - room, top - room, right + room, bottom + room)
                    self._add_sizes(around, wanted.sizes_text(label))

    def _add_handles(self, label: Label, to_screen: Affine) -> None:
        half = HANDLE_SCR / 2
        for handle in label_handles(label, HANDLE_SCR / mean_scale(to_screen)):
            if handle.kind == "keypoint":  # drawn by KeypointsLayer
                continue
            x, y = apply(to_screen, handle.at_px)[0]
            self._ready.handles.append((QRectF(x - half, y - half, HANDLE_SCR, HANDLE_SCR), handle.kind == "nose"))

    def _add_sizes(self, bounds: tuple[float, float, float, float], sizes: str) -> None:
        if sizes:
            size = (self._rect.width(), self._rect.height())
            place = self._names.free_place(bounds, self._metrics.horizontalAdvance(sizes), size)
            self._ready.texts.append(HaloText(sizes, self._font, QPointF(*place), QColor("white")))


def _ratio() -> float:
    return QGuiApplication.primaryScreen().devicePixelRatio()


def _is_turned(before: Affine, now: Affine) -> bool:
    """Whether a view has been zoomed or turned: by more than what a new linearisation does."""
    back = chained(before, ~now)
    return max(abs(back.a - 1.0), abs(back.b), abs(back.d), abs(back.e - 1.0)) > TURNED


def outline_path(outline: Outline, to_screen: Affine) -> QPainterPath:
    """The outline on the screen; a point is a small cross in a circle."""
    path = QPainterPath()
    if isinstance(outline, Point):
        x, y = apply(to_screen, outline.at_px)[0]
        path.addEllipse(QPointF(x, y), POINT_SCR, POINT_SCR)
        for dx, dy in ((1, 0), (0, 1)):
            path.moveTo(x - 3 * dx, y - 3 * dy)
            path.lineTo(x + 3 * dx, y + 3 * dy)
        return path
    for ring in rings_px(outline):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in apply(to_screen, ring)]))
        path.closeSubpath()
    return path


def lit_path(outline: Outline, to_screen: Affine) -> QPainterPath:
    """The outline on the screen, ringed where it is too small to be seen."""
    path = outline_path(outline, to_screen)
    bounds = path.boundingRect()
    if max(bounds.width(), bounds.height()) < RING_SCR:
        path.addEllipse(bounds.center(), RING_SCR, RING_SCR)
    return path
