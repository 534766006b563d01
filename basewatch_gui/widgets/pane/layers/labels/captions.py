"""The captions of a pane: placed for a view, moved with it, and painted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from affine import Affine
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPixmap

from basewatch_gui.geometry.transform import chained
from basewatch_gui.session.label_arrays import Rows
from basewatch_gui.widgets.pane.layers.labels.caption_places import (
    CLEAR_SCR,
    PANE_EDGE_SCR,
    Bools,
    CaptionPlace,
    Floats,
    Outlines,
    ScreenRect,
    anchor_rects,
    place_captions,
    pointer_of,
)
from basewatch_gui.widgets.pane.layers.labels.caption_tags import (
    TAG_HEIGHT_SCR,
    Mark,
    Tag,
    draw_mark,
    draw_pointer,
    tag_pixmap,
    tag_width,
)
from basewatch_gui.widgets.pane.layers.labels.captioned_objects import (
    CaptionedObject,
    CaptionedObjects,
    LabelsInView,
    are_seen,
    collect_objects,
)
from basewatch_gui.widgets.pane.layers.labels.label_tiles import whole_shift

LONE_DISC_SCR = 13.0
RETRIED_AFTER_SCR = 48
"""A caption without a place is tried again when the view has been panned this far."""


@dataclass(frozen=True, slots=True)
class _Caption:
    place: CaptionPlace
    tag: Tag
    pixmap: QPixmap
    base: QPointF
    tip: QPointF

    def moved_to(self, rect: ScreenRect, transform: Affine) -> "_Caption":
        """Return the caption at another place, its pointer to where a transform brings its tip."""
        by = QPointF(rect[0], rect[1]) - QPointF(*self.place.rect[:2])
        tip = transform @ (self.tip.x(), self.tip.y())
        return replace(self, place=replace(self.place, rect=rect), base=self.base + by, tip=QPointF(*tip))


class Captions:
    """Places captions for a view and keeps them: a pan by whole pixels moves them, an anchor stays while it is free.

    GUI thread only. Iterating yields the rectangles of the captions on the screen.
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self.clear()

    def clear(self) -> None:
        """Drop all captions."""
        self._content: object = None
        self._to_screen = Affine.identity()
        self._rows: Rows | None = None
        self._objects = CaptionedObjects(Outlines.of(np.empty((0, 2, 2)), np.empty(0, np.intp), 0))
        self._captions: dict[int, _Caption] = {}
        self._failed: dict[int, tuple[int, int]] = {}
        self._lone_marks: list[tuple[Mark, QPointF]] = []
        self._shift = (0, 0)
        self._is_draft = False

    def __iter__(self) -> Iterator[ScreenRect]:
        dx, dy = self._shift
        for caption in self._captions.values():
            left, top, right, bottom = caption.place.rect
            yield left + dx, top + dy, right + dx, bottom + dy

    def tags(self) -> dict[int, Tag]:
        """Return what each caption says, by the least id of its labels."""
        return {key: caption.tag for key, caption in self._captions.items()}

    def prepare(
        self,
        labels: LabelsInView,
        to_screen: Affine,
        pane: QRectF,
        furniture: Sequence[ScreenRect] = (),
        *,
        as_draft: bool = False,
    ) -> None:
        """Place the captions for a view within `pane`, clear of the rectangles `furniture`.

        `as_draft`, as while the view is zoomed, captions keep their anchors, and none comes.
        """
        content = (*labels.content, pane)
        is_same = content == self._content
        shift = whole_shift(self._to_screen, to_screen, (pane.right(), pane.bottom())) if is_same else None
        if is_same and shift is None and as_draft:
            self._follow_zoom(to_screen, pane, furniture)
            self._lone_marks = self._marks_without_captions()
            return
        if shift is None or self._is_draft:
            kept = {key: caption.place for key, caption in self._captions.items()}
            self._content, self._to_screen, self._rows, shift = content, to_screen, labels.rows, (0, 0)
            self._objects = collect_objects(labels, self._to_screen, pane)
            self._captions, self._failed, self._is_draft = {}, {}, False
            self._place(self._objects.captioned, pane, furniture, kept)
        elif labels.rows is not self._rows:
            self._rows = labels.rows
            self._objects = collect_objects(labels, self._to_screen, pane)
            held = self._objects.number_of()
            self._captions = {key: caption for key, caption in self._captions.items() if key in held}
        self._shift = shift
        # Also where the view has come back to where captions were placed: others have come on the way, and the
        # furniture may be another one.
        dx, dy = shift
        moved_furniture = [(left - dx, top - dy, right - dx, bottom - dy) for left, top, right, bottom in furniture]
        self._move_on(pane.translated(-dx, -dy), moved_furniture)
        self._lone_marks = self._marks_without_captions()

    def _follow_zoom(self, to_screen: Affine, pane: QRectF, furniture: Sequence[ScreenRect]) -> None:
        """Move each caption with its outline, without looking for others in its way: a step of a zoom must be quick."""
        transform = chained(to_screen, ~self._to_screen)
        self._objects = CaptionedObjects(self._objects.outlines.moved(transform), self._objects.captioned)
        self._to_screen, self._shift, self._is_draft = to_screen, (0, 0), True
        if not self._captions:
            return
        number_of = self._objects.number_of()
        captions = list(self._captions.items())
        which = np.array([number_of[key] for key, _ in captions], np.intp)
        old = np.array([caption.place.rect for _, caption in captions])
        at_anchors = anchor_rects(self._objects.outlines, which, old[:, 2] - old[:, 0], TAG_HEIGHT_SCR, _sides(pane))
        rects = at_anchors[np.arange(len(captions)), [caption.place.anchor for _, caption in captions]]
        clear = _are_clear(rects, pane, furniture)
        self._captions = {
            key: caption.moved_to(rect, transform)
            for (key, caption), rect, is_clear in zip(captions, rects.tolist(), clear.tolist(), strict=True)
            if is_clear
        }

    def paint(self, painter: QPainter) -> None:
        """Paint the captions with a painter in screen pixels."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(*self._shift)
        for caption in self._captions.values():
            draw_pointer(painter, caption.base, caption.tip, selected=caption.tag.is_selected)
        for mark, at in self._lone_marks:
            draw_mark(painter, mark, at, LONE_DISC_SCR)
        for caption in self._captions.values():
            left, top, _, _ = caption.place.rect
            painter.drawPixmap(QPointF(left, top), caption.pixmap)
        painter.restore()

    def _marks_without_captions(self) -> list[tuple[Mark, QPointF]]:
        """Return the states that captions without room would say, and the rear corners where they are drawn instead."""
        return [
            (mark, self._objects.rear_corner(number))
            for number, each in enumerate(self._objects.captioned)
            if each.long.marks and each.key in self._failed and each.key not in self._captions
            for mark in each.long.marks
        ]

    def _move_on(self, pane: QRectF, furniture: Sequence[ScreenRect]) -> None:
        """Drop captions that a pan has brought to the pane's edge or under its furniture, and place those that come."""
        if self._captions:
            keys = list(self._captions)
            rects = np.array([caption.place.rect for caption in self._captions.values()])
            for at in np.flatnonzero(~_are_clear(rects, pane, furniture)).tolist():
                del self._captions[keys[at]]
        dx, dy = self._shift
        missing = []
        for each in self._objects.captioned:
            if each.key not in self._captions:
                x, y = self._failed.get(each.key, (1 << 30, 1 << 30))
                if max(abs(x - dx), abs(y - dy)) >= RETRIED_AFTER_SCR:
                    missing.append(each)
        if missing:
            self._place(missing, pane, furniture, {})

    def _place(
        self,
        objects: Sequence[CaptionedObject],
        pane: QRectF,
        furniture: Sequence[ScreenRect],
        kept: dict[int, CaptionPlace],
    ) -> None:
        """Give captions to these objects, as far as enough of them is within the pane."""
        outlines, number_of = self._objects.outlines, self._objects.number_of()
        numbers = np.array([number_of[each.key] for each in objects], np.intp)
        seen = are_seen(outlines.bounds[numbers], pane) if len(numbers) else np.empty(0, np.bool_)
        ranked = sorted(
            (each for each, is_seen in zip(objects, seen, strict=True) if is_seen), key=lambda each: each.rank
        )
        ranked_numbers = np.array([number_of[each.key] for each in ranked], np.intp)
        if not ranked:
            return
        widths = np.array(
            [[tag_width(tag, self._font) for tag in (each.long, each.short)] for each in ranked], np.float64
        )
        held = {number_of[key]: place for key, place in kept.items() if key in number_of}
        taken = [*furniture, *(caption.place.rect for caption in self._captions.values())]
        found = place_captions(outlines, ranked_numbers, widths, TAG_HEIGHT_SCR, _sides(pane), taken, held)
        for at, (each, number) in enumerate(zip(ranked, ranked_numbers.tolist(), strict=True)):
            place = found.get(number)
            if place is None and each.is_wanted:
                # What the analyst works on is named even where its caption has to cover others.
                placed = (caption.place.rect for caption in self._captions.values())
                taken = [*furniture, *placed, *(other.rect for other in found.values())]
                alone = outlines.only(number)
                place = place_captions(alone, np.array([0]), widths[[at]], TAG_HEIGHT_SCR, _sides(pane), taken).get(0)
            if place is None:
                self._failed[each.key] = self._shift
                continue
            found[number] = place
            base, tip = pointer_of(outlines, number, place)
            tag = (each.long, each.short)[place.text]
            pixmap = tag_pixmap(tag, self._font.toString(), QGuiApplication.primaryScreen().devicePixelRatio())
            self._captions[each.key] = _Caption(place, tag, pixmap, QPointF(*base), QPointF(*tip))


def _sides(rect: QRectF) -> ScreenRect:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _are_clear(rects: Floats, pane: QRectF, furniture: Sequence[ScreenRect]) -> Bools:
    """Return whether captions, (N, 4), are within the pane and clear of its furniture; (N,)."""
    left, top, right, bottom = _sides(pane)
    inner = (left + PANE_EDGE_SCR, top + PANE_EDGE_SCR, right - PANE_EDGE_SCR, bottom - PANE_EDGE_SCR)
    is_inside = np.concatenate([rects[:, :2] >= inner[:2], rects[:, 2:] <= inner[2:]], axis=1)
    clear: Bools = np.logical_and.reduce(is_inside, axis=1)
    for rect in furniture:
        low, high = np.array(rect[:2]) - CLEAR_SCR, np.array(rect[2:]) + CLEAR_SCR
        clear &= ~((rects[:, :2] < high) & (rects[:, 2:] > low)).all(axis=1)
    return clear
