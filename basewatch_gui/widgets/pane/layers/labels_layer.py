"""The layer of labels: one graphics item paints all labels of a pane.

A graphics item for each label would be slow from some thousands on (design.md, "Drawing many labels"). `prepare`
computes everything; `paint` only draws, since an exception in it ends the process.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from affine import Affine
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from basewatch_gui.geometry.outline import Outline, Point, rings_px
from basewatch_gui.geometry.transform import apply, chained, mean_scale
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.tools.selecting.grips import label_handles
from basewatch_gui.widgets.pane.layers.labels.caption_tags import SELECTED_TAG_FILL
from basewatch_gui.widgets.pane.layers.labels.label_bounds import bounds_scr
from basewatch_gui.widgets.pane.layers.labels.label_picture import LEAST_VIEW_CHANGE, LabelPicture
from basewatch_gui.widgets.pane.layers.labels.label_tiles import whole_shift
from basewatch_gui.widgets.pane.layers.labels.level_of_detail import PaneView
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.labels.strokes import (
    LABEL_CASING_SCR,
    POINT_MARK_SCR,
    Floats,
    draw_lines,
    draw_noses,
    label_pen,
    plain_pen,
    strokes_of,
)
from basewatch_gui.widgets.pane.layers.layer import CASING, SELECTION_COLOUR, Layer
from basewatch_gui.widgets.style import label_colour

HANDLE_SIDE_SCR = 9.0
HANDLE_EDGE_SCR = 1.5
SELECTION_STROKES = ((QColor(0, 0, 0, 204), 14.0), (SELECTION_COLOUR, 12.0), (QColor("white"), 7.5))
"""Colour and width of the strokes about a selected label, of which the outer halves are seen: on white ground the blue
ring is seen, on blue or dark ground its white edge."""
LEAST_EDGE_HANDLES_SCR = 96.0
"""Smaller labels show handles at nose and corners only; their edges can be dragged all the same."""
LEAST_HANDLED_SCR = 36.0
"""Smaller labels show no handles: they would hide the object."""
MOST_HANDLED = 50
"""With more selected labels than this none has handles."""
MOST_LIT_OVER = 200
"""Up to this many selected labels are drawn over the others; more are ringed among them, in the picture."""
LIT_RING_SCR = 9.0
"""A selected label that is smaller than this gets a ring of this radius, so that it is seen at any zoom."""
REST_MS = 150
"""The view counts as at rest when it has not changed for this long."""


@dataclass(frozen=True, slots=True)
class _LabelsToShow:
    """The arguments of the last `prepare`."""

    arrays: LabelArrays
    categories: dict[int, Category]
    to_screen: Affine
    selected: frozenset[int]
    replaced: tuple[Label, ...]


@dataclass(slots=True)
class _ReadyOverlay:
    """What `paint` draws over the picture, in screen pixels: lines (N, 2, 2), noses (N, 3, 2).

    `lit` are the edges of selected labels, `lit_inside` their insides, which the ring about them leaves clear.
    """

    lit_inside: QPainterPath = field(default_factory=QPainterPath)
    lit: Floats = field(default_factory=lambda: np.empty((0, 2, 2)))
    moving: Floats = field(default_factory=lambda: np.empty((0, 2, 2)))
    strokes: list[tuple[Floats, QPen]] = field(default_factory=list)
    rings: list[QPointF] = field(default_factory=list)
    noses: list[tuple[Floats, QColor]] = field(default_factory=list)
    handles: list[tuple[QRectF, bool]] = field(default_factory=list)


class LabelsLayer(Layer):
    """Draws labels with a coloured stroke over a dark casing, the nose marked, the selected ones with handles.

    All labels are in one picture (LabelPicture), which a pan moves and a zoom scales, and which is drawn ahead in spare
    time. The overlay (selected and moving labels) is drawn over it: it changes too often to be in the picture.
    `settled` is called when a draft has been replaced by the fine drawing.
    """

    def __init__(self, spare: SpareTime | None = None, settled: Callable[[], None] | None = None) -> None:
        super().__init__(1)
        self._spare = spare
        self._settled = settled
        self._ready = _ReadyOverlay()
        self._key: object = None
        self._picture = LabelPicture()
        self._wanted: _LabelsToShow | None = None
        self._moving = LabelArrays(())
        self._shift = (0, 0)
        self._waits_for_rest = False

    @property
    def is_draft(self) -> bool:
        """True if labels are rougher than they will be once the view is at rest."""
        return self._picture.is_draft

    @property
    def rows(self) -> Rows:
        """The rows of labels in and about the pane that are larger than dots; the same object until they change."""
        return self._picture.shapes

    def prepare(
        self,
        arrays: LabelArrays,
        categories: dict[int, Category],
        frame_to_screen: Affine,
        selected: frozenset[int],
        replaced: tuple[Label, ...],
    ) -> None:
        """Compute what `paint` draws of these labels.

        `selected` are ids. `replaced` are drawn in place of the labels with their ids, as while these are dragged.
        """
        # `version` counts the edits of the arrays, which are changed in place: with the same key only the view can have
        # changed.
        key = (arrays, arrays.version, tuple(categories.values()), selected, replaced, self._rect)
        old, wanted = self._wanted, _LabelsToShow(arrays, categories, frame_to_screen, selected, replaced)
        if old is not None and key == self._key and self._picture.reuse_for(self._view(wanted)):
            self._move_overlay(old, wanted)
        elif len(arrays) or replaced:
            changing = old is not None and old.arrays is arrays and _is_zoomed_or_turned(old.to_screen, frame_to_screen)
            self._key = key
            self._prepare_view(wanted, as_draft=changing)
        else:
            self._key, self._wanted, self._ready = None, None, _ReadyOverlay()
            self._picture.clear()
            return
        if self._picture.is_draft:
            self._redraw_at_rest()
        elif self._spare is not None:
            self._spare.run_later(self._draw_ahead)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the picture and the overlay over it."""
        ready, (dx, dy) = self._ready, self._shift
        self._picture.paint(painter)
        painter.save()
        painter.translate(dx, dy)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_lines(painter, ready.moving, plain_pen(CASING, LABEL_CASING_SCR))
        if len(ready.lit) or ready.rings:
            _draw_selection(painter, ready, self._rect.translated(-dx, -dy))
        for edges, pen in ready.strokes:
            draw_lines(painter, edges, pen)
        for noses, colour in ready.noses:
            draw_noses(painter, noses, colour)
        painter.setPen(QPen(SELECTED_TAG_FILL, HANDLE_EDGE_SCR))
        painter.setBrush(QColor("white"))
        for rect, is_nose in ready.handles:
            radius = rect.width() / 2 if is_nose else HANDLE_EDGE_SCR
            painter.drawRoundedRect(rect, radius, radius)
        painter.restore()

    def _redraw_at_rest(self) -> None:
        """Replace the draft once the view is at rest; a layer outside a scene, as in tests, keeps its draft."""
        scene = cast("QGraphicsScene | None", self.scene())
        if scene is not None and not self._waits_for_rest:
            self._waits_for_rest = True
            # The scene is the timer's context: Qt drops the call if the pane is gone by then.
            wanted = self._wanted
            QTimer.singleShot(REST_MS, scene, lambda: self._redraw_if_at_rest(wanted))

    def _redraw_if_at_rest(self, wanted: _LabelsToShow | None) -> None:
        """Draw the labels finely if the view is still the one that was `wanted`, else wait again."""
        self._waits_for_rest = False
        if self._wanted is None or not self._picture.is_draft:
            return
        if wanted is not self._wanted:
            self._redraw_at_rest()
            return
        self._prepare_view(self._wanted, as_draft=False)
        if self._settled is not None:
            self._settled()
        self.update()

    def _prepare_view(self, wanted: _LabelsToShow, *, as_draft: bool) -> None:
        """Compute picture and overlay for a view; `as_draft` without smooth lines."""
        self._wanted = wanted
        replaced = [wanted.arrays.row(label.id) for label in wanted.replaced]
        # Many selected labels are ringed within the picture; few are drawn over it, so that selecting needs no new one.
        lit = wanted.selected if len(wanted.selected) > MOST_LIT_OVER else frozenset()
        left_out = np.array(sorted(row for row in replaced if row is not None), np.intp)
        view = self._view(wanted)
        self._picture.prepare(wanted.arrays, wanted.categories, view, left_out, lit, as_draft=as_draft)
        self._prepare_overlay(wanted)

    def _move_overlay(self, old: _LabelsToShow, wanted: _LabelsToShow) -> None:
        """Move the overlay with a pan by whole pixels; compute it again for any other view."""
        shift = whole_shift(old.to_screen, wanted.to_screen, (self._rect.width(), self._rect.height()))
        if shift is not None:
            self._shift = shift
        else:
            self._wanted = wanted
            self._prepare_overlay(wanted)

    def _draw_ahead(self) -> bool:
        """Draw one more tile of the picture about the pane; True if nothing is left to draw."""
        return self._picture.draw_ahead()

    def _view(self, wanted: _LabelsToShow) -> PaneView:
        return PaneView(wanted.to_screen, (self._rect.width(), self._rect.height()), _ratio())

    def _prepare_overlay(self, wanted: _LabelsToShow) -> None:
        self._ready, self._shift = _ReadyOverlay(), (0, 0)
        self._moving = LabelArrays(wanted.replaced)
        if len(self._moving):
            self._add_moving_labels(self._moving, np.arange(len(self._moving)), wanted.categories, wanted.to_screen)
        self._add_selected_labels(wanted, self._moving)

    def _add_moving_labels(
        self, moving: LabelArrays, rows: Rows, categories: dict[int, Category], to_screen: Affine
    ) -> None:
        strokes = strokes_of(moving, rows, to_screen)
        self._ready.moving = strokes.edges_scr
        for slot, edges, noses in strokes.by_kind(moving.category_slots[rows]):
            category = categories.get(moving.categories[slot])
            self._ready.strokes.append((edges, label_pen(category)))
            self._ready.noses.append((noses, label_colour(category)))

    def _add_selected_labels(self, wanted: _LabelsToShow, moving: LabelArrays) -> None:
        """Add selected labels: a ring about each, handles where there is room."""
        if not wanted.selected or len(wanted.selected) > MOST_LIT_OVER:
            return
        arrays = wanted.arrays
        still = arrays.rows_of([key for key in wanted.selected if moving.row(key) is None])
        for source, rows in ((arrays, still), (moving, moving.rows_of(wanted.selected))):
            if not len(rows):
                continue
            strokes = strokes_of(source, rows, wanted.to_screen)
            self._ready.lit = np.concatenate([self._ready.lit, strokes.edges_scr])
            for label in source.at_rows(rows):
                self._ready.lit_inside.addPath(outline_path(label.outline, wanted.to_screen))
            for slot, edges, _ in strokes.by_kind(source.category_slots[rows]):
                self._ready.strokes.append((edges, label_pen(wanted.categories.get(source.categories[slot]))))
            bounds = bounds_scr(source, rows, wanted.to_screen).tolist()
            for label, (left, top, right, bottom) in zip(source.at_rows(rows), bounds, strict=True):
                size = max(right - left, bottom - top)
                if size < LIT_RING_SCR:
                    self._ready.rings.append(QPointF((left + right) / 2, (top + bottom) / 2))
                if size >= LEAST_HANDLED_SCR and len(wanted.selected) <= MOST_HANDLED and not label.locked:
                    self._add_handles(label, wanted.to_screen, with_edges=size >= LEAST_EDGE_HANDLES_SCR)

    def _add_handles(self, label: Label, to_screen: Affine, *, with_edges: bool) -> None:
        """Add a label's handles; that of the nose is drawn round. Those of keypoints are drawn by KeypointsLayer."""
        half = HANDLE_SIDE_SCR / 2
        for handle in label_handles(label, HANDLE_SIDE_SCR / mean_scale(to_screen)):
            if handle.kind == "keypoint" or (handle.kind == "edge" and not with_edges):
                continue
            x, y = apply(to_screen, handle.at_px)[0]
            self._ready.handles.append(
                (QRectF(x - half, y - half, HANDLE_SIDE_SCR, HANDLE_SIDE_SCR), handle.kind == "nose")
            )


def _draw_selection(painter: QPainter, ready: _ReadyOverlay, pane: QRectF) -> None:
    """Draw the ring about the selected labels, outside of them only, and their casings."""
    painter.save()
    outside = QPainterPath()
    outside.addRect(pane)
    painter.setClipPath(outside.subtracted(ready.lit_inside), Qt.ClipOperation.IntersectClip)
    for colour, width in SELECTION_STROKES:
        draw_lines(painter, ready.lit, plain_pen(colour, width))
    painter.restore()
    for colour, width in SELECTION_STROKES:
        painter.setPen(QPen(colour, width / 2))
        for centre in ready.rings:
            painter.drawEllipse(centre, LIT_RING_SCR, LIT_RING_SCR)
    draw_lines(painter, ready.lit, plain_pen(CASING, LABEL_CASING_SCR))


def _ratio() -> float:
    return QGuiApplication.primaryScreen().devicePixelRatio()


def _is_zoomed_or_turned(before: Affine, now: Affine) -> bool:
    """Return True if a view was zoomed or turned by more than a new linearisation of the frame does."""
    back = chained(before, ~now)
    return max(abs(back.a - 1.0), abs(back.b), abs(back.d), abs(back.e - 1.0)) > LEAST_VIEW_CHANGE


def outline_path(outline: Outline, to_screen: Affine) -> QPainterPath:
    """Return the path of an outline in screen pixels; a point is a small cross in a circle."""
    path = QPainterPath()
    if isinstance(outline, Point):
        x, y = apply(to_screen, outline.at_px)[0]
        path.addEllipse(QPointF(x, y), POINT_MARK_SCR, POINT_MARK_SCR)
        for dx, dy in ((1, 0), (0, 1)):
            path.moveTo(x - 3 * dx, y - 3 * dy)
            path.lineTo(x + 3 * dx, y + 3 * dy)
        return path
    for ring in rings_px(outline):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in apply(to_screen, ring)]))
        path.closeSubpath()
    return path


def ringed_outline_path(outline: Outline, to_screen: Affine) -> QPainterPath:
    """Return the path of an outline in screen pixels, with a ring around it where it is too small to be seen."""
    path = outline_path(outline, to_screen)
    bounds = path.boundingRect()
    if max(bounds.width(), bounds.height()) < LIT_RING_SCR:
        path.addEllipse(bounds.center(), LIT_RING_SCR, LIT_RING_SCR)
    return path
