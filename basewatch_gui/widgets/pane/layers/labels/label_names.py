"""The names beside labels, placed where they cover neither a label nor another name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.category import Category
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.label_tiles import whole_shift
from basewatch_gui.widgets.pane.layers.labels.strokes import POINT_MARK_SCR, Floats
from basewatch_gui.widgets.pane.layers.layer import HaloText
from basewatch_gui.widgets.style import label_colour

LEAST_NAMED_SCR = 14.0
"""From this size on, that of a point's mark, a label carries the name of its category."""
MOST_NAMED = 500
"""Above this many labels in and about a pane none has a name."""
NAME_GAP_SCR = 6.0
PANE_EDGE_SCR = 4.0
ROOM_CELL_SCR = 4
"""Room is taken in squares of this side."""
ROOM_BEYOND_SCR = 1400
MOST_NAMES_PAN_SCR = 1000
"""Taken room is tracked ROOM_BEYOND_SCR beyond the pane; names keep their places until the view has been panned
MOST_NAMES_PAN_SCR, so that they do not jump during a pan."""

ScreenRect = tuple[float, float, float, float]
"""Left, top, right and bottom in screen pixels."""

SIDE_COUNT = 6
"""The places beside a label where its name may stand, numbered in the order in which they are tried."""

_CORNERS = np.array([[0, 1], [2, 1], [2, 3], [0, 3]])


def baseline_start(side: int, rect: ScreenRect, width: float, ascent: float) -> tuple[float, float]:
    """Return where a text's baseline begins on a side of a rectangle: right, left, lower on both, above, below."""
    left, top, right, bottom = rect
    if side < 4:
        x = right + NAME_GAP_SCR if side % 2 == 0 else left - NAME_GAP_SCR - width
        return x, top + ascent * (0.8 if side < 2 else 2.2)
    return (left + right - width) / 2, top - NAME_GAP_SCR if side == 4 else bottom + NAME_GAP_SCR + ascent


class TakenRoom:
    """Which parts of a pane, and of what is `around` it, are taken: one bit for each ROOM_CELL_SCR square.

    Each row of squares is one Python integer, so that a test for a free rectangle is one `&` a row.
    """

    def __init__(self, width: float, height: float, around: float = 0.0) -> None:
        self._around = around
        self._columns = int(width + 2 * around) // ROOM_CELL_SCR + 1
        self._rows = [0] * (int(height + 2 * around) // ROOM_CELL_SCR + 1)

    def take(self, rect: ScreenRect) -> None:
        """Mark a rectangle as taken."""
        first, last, mask = self._cells(rect)
        for row in range(first, last):
            self._rows[row] |= mask

    def is_free(self, rect: ScreenRect) -> bool:
        """Return True if no part of a rectangle is taken; what is far out of sight is always free."""
        first, last, mask = self._cells(rect)
        return not any(row & mask for row in self._rows[first:last])

    def free_side(self, rect: ScreenRect, width: float, ascent: float, within: ScreenRect | None = None) -> int | None:
        """Return the first side (0 to 5) of a rectangle where a text fits, inside `within` if given; None if none."""
        for side in range(SIDE_COUNT):
            x, y = baseline_start(side, rect, width, ascent)
            text = (x, y - ascent, x + width, y)
            if (within is None or _holds(within, text)) and self.is_free(text):
                return side
        return None

    def _cells(self, rect: ScreenRect) -> tuple[int, int, int]:
        """Return the first row, the row after the last, and the mask of the columns that a rectangle covers."""
        around = self._around
        left, right = int(rect[0] + around) // ROOM_CELL_SCR, int(rect[2] + around) // ROOM_CELL_SCR + 1
        top, bottom = int(rect[1] + around) // ROOM_CELL_SCR, int(rect[3] + around) // ROOM_CELL_SCR + 1
        left, right = max(left, 0), min(right, self._columns)
        mask = ((1 << (right - left)) - 1) << left if right > left else 0
        return max(top, 0), max(min(bottom, len(self._rows)), 0), mask


@dataclass(slots=True)
class _Name:
    x: int
    y: int
    text: HaloText
    width: float
    side: int
    row: int | None


class LabelNames:
    """The names beside the labels of a pane; they keep their places while the view is panned by whole pixels.

    `shift` is the pan in whole pixels since places were given. Iterating yields the rectangles of the names.
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self.clear()

    def clear(self) -> None:
        """Drop all names; the next `prepare` gives each its place again."""
        self.room = TakenRoom(0.0, 0.0)
        self.shift = (0, 0)
        self._key: object = None
        self._to_screen = Affine.identity()
        self._placed_rows = np.empty(0, np.intp)
        self._placed: list[_Name] = []
        self._texts: dict[int, tuple[HaloText, float]] = {}

    def __iter__(self) -> Iterator[ScreenRect]:
        """Yield where the names are on the screen."""
        dx, dy = self.shift
        for name in self._placed:
            rect = name.text.rect.translated(name.x + dx, name.y + dy)
            yield rect.left(), rect.top(), rect.right(), rect.bottom()

    def prepare(
        self,
        key: object,
        to_screen: Affine,
        size: tuple[float, float],
        groups: Sequence[tuple[LabelArrays, Rows]],
        categories: dict[int, Category],
        *,
        as_draft: bool,
    ) -> None:
        """Place the names for a view; another `key` than last time places all of them again.

        `groups` are labels in the order in which their names get room; rows of the last group may come and go with a
        pan. `as_draft`, each name moves with its label and no room is sought.
        """
        shift = whole_shift(self._to_screen, to_screen, size) if key == self._key else None
        if shift is None and as_draft and key == self._key:
            self._move_with_labels(groups[-1][0], to_screen)
            return
        if shift is None or max(abs(shift[0]), abs(shift[1])) > MOST_NAMES_PAN_SCR:
            self.clear()
            self._key, self._to_screen, shift = key, to_screen, (0, 0)
            self.room = TakenRoom(*size, ROOM_BEYOND_SCR)
        first = len(self._placed_rows) == 0
        self.shift = shift
        placing: list[tuple[ScreenRect, Category | None, int | None]] = []
        for arrays, rows in groups if first else groups[-1:]:
            lasts = arrays is groups[-1][0]
            new = rows if first else rows[~np.isin(rows, self._placed_rows)]
            for row, rect in zip(new.tolist(), bounds_scr(arrays, new, self._to_screen).tolist(), strict=True):
                self.room.take(rect)
                category = categories.get(arrays.categories[arrays.category_slots[row]])
                placing.append((rect, category, row if lasts else None))
            self._placed_rows = np.concatenate([self._placed_rows, new]) if lasts else self._placed_rows
        # Only now, when the room of all labels is taken: a name must not cover a label that comes later.
        for rect, category, row in placing:
            self._place_name(rect, category, row)

    def _move_with_labels(self, arrays: LabelArrays, to_screen: Affine) -> None:
        """Move each name with its label, even over others."""
        self._placed = [name for name in self._placed if name.row is not None]
        rows = np.array([name.row for name in self._placed], np.intp)
        ascent = self._metrics.ascent()
        for name, rect in zip(self._placed, bounds_scr(arrays, rows, to_screen).tolist(), strict=True):
            x, y = baseline_start(name.side, rect, name.width, ascent)
            name.x, name.y = round(x), round(y)
        self._to_screen, self.shift = to_screen, (0, 0)

    def free_place(self, rect: ScreenRect, width: float, size: tuple[float, float]) -> tuple[float, float]:
        """Return where the baseline of another text begins beside a rectangle, within a pane of this size.

        Without a free side the text stands below the rectangle.
        """
        dx, dy = self.shift
        ascent = self._metrics.ascent()
        around = (rect[0] - dx, rect[1] - dy, rect[2] - dx, rect[3] - dy)
        pane = (PANE_EDGE_SCR - dx, PANE_EDGE_SCR - dy, size[0] - PANE_EDGE_SCR - dx, size[1] - PANE_EDGE_SCR - dy)
        side = self.room.free_side(around, width, ascent, pane)
        x, y = (
            baseline_start(side, rect, width, ascent)
            if side is not None
            else (rect[0], rect[3] + NAME_GAP_SCR + ascent)
        )
        x = max(min(x, size[0] - PANE_EDGE_SCR - width), PANE_EDGE_SCR)
        return x, max(min(y, size[1] - PANE_EDGE_SCR), PANE_EDGE_SCR + ascent)

    def paint_names(self, painter: QPainter, seen: QRectF) -> None:
        """Paint the names within the rectangle `seen`, given in screen pixels before the pan by `shift`."""
        # Only names in view are painted: most of those that have a place lie beyond the pane.
        dx, dy = self.shift
        height = self._metrics.height()
        left, right = seen.left() - dx, seen.right() - dx
        top, bottom = seen.top() - dy - height, seen.bottom() - dy + height
        painter.translate(dx, dy)
        for name in self._placed:
            if left - name.width < name.x < right and top < name.y < bottom:
                name.text.draw(painter, QPointF(name.x, name.y))
        painter.translate(-dx, -dy)

    def _place_name(self, rect: ScreenRect, category: Category | None, row: int | None) -> None:
        if category is None or max(rect[2] - rect[0], rect[3] - rect[1]) < LEAST_NAMED_SCR:
            return
        if category.id not in self._texts:
            text = HaloText(category.name, self._font, QPointF(0, 0), label_colour(category))
            self._texts[category.id] = (text, self._metrics.boundingRect(category.name).width())
        # One text a category, not one a label: its pixmap is only painted at other places.
        text, width = self._texts[category.id]
        ascent = self._metrics.ascent()
        side = self.room.free_side(rect, width, ascent)
        if side is not None:
            x, y = map(round, baseline_start(side, rect, width, ascent))
            self._placed.append(_Name(x, y, text, width, side, row))
            self.room.take((x, y - ascent, x + width, y))


def bounds_scr(arrays: LabelArrays, rows: Rows, to_screen: Affine) -> Floats:
    """Return left, top, right and bottom of each row on the screen, (N, 4); of a point those of its mark."""
    envelopes = arrays.bounds_px(rows)
    is_quad: NDArray[np.bool_] = arrays.is_quad(rows)[:, None, None]
    corners = np.where(is_quad, arrays.quads_px[rows], envelopes[:, _CORNERS])
    places = apply(to_screen, corners).reshape(-1, 4, 2)
    grown = np.where(arrays.sizes_px(rows) == 0, POINT_MARK_SCR, 0.0)[:, None]
    return np.concatenate([places.min(axis=1) - grown, places.max(axis=1) + grown], axis=1)


def _holds(outer: ScreenRect, inner: ScreenRect) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
