"""Where the names of labels stand: beside them, where they cover neither a label nor another name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.category import Category
from basewatch_gui.session.labelling.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.label_tiles import whole_shift
from basewatch_gui.widgets.pane.layers.labels.strokes import POINT_SCR, Floats
from basewatch_gui.widgets.pane.layers.layer import HaloText
from basewatch_gui.widgets.style import label_colour

NAMED_SCR = 14.0
"""From this size on, the size of a point's mark, a label carries its category's name, while there are not too many."""
MOST_NAMES = 500
"""More labels in and about a pane have no names."""
GAP_SCR = 6.0
EDGE_SCR = 4.0
CELL_SCR = 4
"""Room is given in squares of this side."""
AROUND_SCR = 1400
"""Room is kept so far about the pane, and names stay where they are until the view has been panned nearly as far."""
MOST_PAN_SCR = 1000

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_CORNERS = np.array([[0, 1], [2, 1], [2, 3], [0, 3]])


SIDES = 6


def baseline(side: int, rect: Rect, width: float, ascent: float) -> tuple[float, float]:
    """Where a text's baseline begins: right, left, and lower on both, above or below of the rectangle."""
    left, top, right, bottom = rect
    if side < 4:
        x = right + GAP_SCR if side % 2 == 0 else left - GAP_SCR - width
        return x, top + ascent * (0.8 if side < 2 else 2.2)
    return (left + right - width) / 2, top - GAP_SCR if side == 4 else bottom + GAP_SCR + ascent


class Room:
    """Which parts of a pane and of the ground about it are taken, to a few pixels."""

    def __init__(self, width: float, height: float, around: float = 0.0) -> None:
        self._around = around
        self._columns = int(width + 2 * around) // CELL_SCR + 1
        self._rows = [0] * (int(height + 2 * around) // CELL_SCR + 1)

    def take(self, rect: Rect) -> None:
        """Nothing else may stand here."""
        first, last, mask = self._cells(rect)
        for row in range(first, last):
            self._rows[row] |= mask

    def is_free(self, rect: Rect) -> bool:
        """Whether nothing stands here; what is far out of sight always is."""
        first, last, mask = self._cells(rect)
        return not any(row & mask for row in self._rows[first:last])

    def side_for(self, rect: Rect, width: float, ascent: float, within: Rect | None = None) -> int | None:
        """On which of `SIDES` of a rectangle a text may stand, perhaps within another; None where all are taken."""
        for side in range(SIDES):
            x, y = baseline(side, rect, width, ascent)
            text = (x, y - ascent, x + width, y)
            if (within is None or _holds(within, text)) and self.is_free(text):
                return side
        return None

    def _cells(self, rect: Rect) -> tuple[int, int, int]:
        """The rows, from the first to before the last, and the bits of the columns."""
        around = self._around
        left, right = int(rect[0] + around) // CELL_SCR, int(rect[2] + around) // CELL_SCR + 1
        top, bottom = int(rect[1] + around) // CELL_SCR, int(rect[3] + around) // CELL_SCR + 1
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


class Names:
    """The names beside the labels of a pane; they stay where they are while the view is panned by whole pixels."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self.forget()

    def forget(self) -> None:
        """Have no names, and give each its place anew."""
        self.room = Room(0.0, 0.0)
        self.shift = (0, 0)
        self._key: object = None
        self._to_screen = Affine.identity()
        self._known = np.empty(0, np.intp)
        self._placed: list[_Name] = []
        self._texts: dict[int, tuple[HaloText, float]] = {}

    def __iter__(self) -> Iterator[Rect]:
        """Where the names are on the screen."""
        dx, dy = self.shift
        for name in self._placed:
            rect = name.text.rect.translated(name.x + dx, name.y + dy)
            yield rect.left(), rect.top(), rect.right(), rect.bottom()

    def follow(
        self,
        key: object,
        to_screen: Affine,
        size: tuple[float, float],
        groups: Sequence[tuple[LabelArrays, Rows]],
        categories: dict[int, Category],
        *,
        in_haste: bool,
    ) -> None:
        """Have the names for a view; places are given anew where the key is another one.

        `groups` are labels, those of the first ones first; those of the last one may come and go with a pan. In haste,
        names stay on their sides of their labels.
        """
        shift = whole_shift(self._to_screen, to_screen, size) if key == self._key else None
        if shift is None and in_haste and key == self._key:
            self._carry(groups[-1][0], to_screen)
            return
        if shift is None or max(abs(shift[0]), abs(shift[1])) > MOST_PAN_SCR:
            self.forget()
            self._key, self._to_screen, shift = key, to_screen, (0, 0)
            self.room = Room(*size, AROUND_SCR)
        first = len(self._known) == 0
        self.shift = shift
        placing: list[tuple[Rect, Category | None, int | None]] = []
        for arrays, rows in groups if first else groups[-1:]:
            lasts = arrays is groups[-1][0]
            new = rows if first else rows[~np.isin(rows, self._known)]
            for row, rect in zip(new.tolist(), bounds_scr(arrays, new, self._to_screen).tolist(), strict=True):
                self.room.take(rect)
                category = categories.get(arrays.categories[arrays.category_slots[row]])
                placing.append((rect, category, row if lasts else None))
            self._known = np.concatenate([self._known, new]) if lasts else self._known
        for rect, category, row in placing:
            self._place(rect, category, row)

    def _carry(self, arrays: LabelArrays, to_screen: Affine) -> None:
        """Move each name with its label, wherever that brings it."""
        self._placed = [name for name in self._placed if name.row is not None]
        rows = np.array([name.row for name in self._placed], np.intp)
        ascent = self._metrics.ascent()
        for name, rect in zip(self._placed, bounds_scr(arrays, rows, to_screen).tolist(), strict=True):
            x, y = baseline(name.side, rect, name.width, ascent)
            name.x, name.y = round(x), round(y)
        self._to_screen, self.shift = to_screen, (0, 0)

    def free_place(self, rect: Rect, width: float, size: tuple[float, float]) -> tuple[float, float]:
        """Where another text's baseline may begin beside this rectangle in a pane of this size.

        Where no side is free it stands below, and in any case within the pane.
        """
        dx, dy = self.shift
        ascent = self._metrics.ascent()
        around = (rect[0] - dx, rect[1] - dy, rect[2] - dx, rect[3] - dy)
        pane = (EDGE_SCR - dx, EDGE_SCR - dy, size[0] - EDGE_SCR - dx, size[1] - EDGE_SCR - dy)
        side = self.room.side_for(around, width, ascent, pane)
        x, y = baseline(side, rect, width, ascent) if side is not None else (rect[0], rect[3] + GAP_SCR + ascent)
        x = max(min(x, size[0] - EDGE_SCR - width), EDGE_SCR)
        return x, max(min(y, size[1] - EDGE_SCR), EDGE_SCR + ascent)

    def draw(self, painter: QPainter, seen: QRectF) -> None:
        """Draw the names within this part of the pane and of what is about it."""
        dx, dy = self.shift
        height = self._metrics.height()
        left, right = seen.left() - dx, seen.right() - dx
        top, bottom = seen.top() - dy - height, seen.bottom() - dy + height
        painter.translate(dx, dy)
        for name in self._placed:
            if left - name.width < name.x < right and top < name.y < bottom:
                name.text.draw(painter, QPointF(name.x, name.y))
        painter.translate(-dx, -dy)

    def _place(self, rect: Rect, category: Category | None, row: int | None) -> None:
        if category is None or max(rect[2] - rect[0], rect[3] - rect[1]) < NAMED_SCR:
            return
        if category.id not in self._texts:
            text = HaloText(category.name, self._font, QPointF(0, 0), label_colour(category))
            self._texts[category.id] = (text, self._metrics.boundingRect(category.name).width())
        text, width = self._texts[category.id]
        ascent = self._metrics.ascent()
        side = self.room.side_for(rect, width, ascent)
        if side is not None:
            x, y = map(round, baseline(side, rect, width, ascent))
            self._placed.append(_Name(x, y, text, width, side, row))
            self.room.take((x, y - ascent, x + width, y))


def bounds_scr(arrays: LabelArrays, rows: Rows, to_screen: Affine) -> Floats:
    """Left, top, right and bottom of each row on the screen, of a point those of its mark; (N, 4)."""
    envelopes = arrays.bounds_px(rows)
    is_quad: NDArray[np.bool_] = arrays.is_quad(rows)[:, None, None]
    corners = np.where(is_quad, arrays.quads_px[rows], envelopes[:, _CORNERS])
    places = apply(to_screen, corners).reshape(-1, 4, 2)
    grown = np.where(arrays.sizes_px(rows) == 0, POINT_SCR, 0.0)[:, None]
    return np.concatenate([places.min(axis=1) - grown, places.max(axis=1) + grown], axis=1)


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
