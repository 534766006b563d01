"""A picture that is drawn once and grows: what is panned by whole pixels is shown from another place of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from basewatch_gui.geometry.transform import chained

PAD = 12
"""Pixels about each part that are set and thrown away, so that what reaches over its edge is whole."""
MOST_OFF = 0.1
"""By how many pixels a moved picture may be off where it ought to be."""

Pixels = NDArray[np.uint32]
Tile = tuple[int, int]
"""Its column and row: how many tiles it is to the right of and below the plane's origin."""
ACROSS, DOWN = 512, 128
"""Size of a tile: one takes about a millisecond where labels are many; wide ones are quicker to show than high ones."""
Rect = tuple[int, int, int, int]
"""Left, top, width and height in device pixels."""


class Drawing(Protocol):
    """Draws parts of a picture."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to draw."""

    @property
    def has_dots(self) -> bool:
        """Whether pixels are to be set."""

    def within(self, parts: Sequence[Rect]) -> "Drawing":
        """What touches these parts alone."""

    def set_dots(self, pixels: Pixels, origin: tuple[int, int]) -> None:
        """Set what lies below in clear memory, (height, width) premultiplied ARGB, with the picture's origin there."""

    def paint(self, painter: QPainter) -> None:
        """Paint what lies above; the painter is clipped to the parts."""


@dataclass(slots=True)
class _Block:
    """A rectangle of tiles; without pixels while it is blank."""

    rect: Rect
    room: QRect
    pixels: Pixels | None = None
    image: QImage | None = None


class GrowingPicture:
    """What a drawing makes of a plane of pixels, in square tiles, alone or many in one block."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._tiles: set[Tile] = set()

    @property
    def is_started(self) -> bool:
        """Whether anything has been drawn, if only to find that there is nothing to see."""
        return bool(self._tiles)

    def has(self, rect: Rect) -> bool:
        """Whether all of a rectangle has been drawn."""
        return self._tiles >= _tiles_of(rect)

    def clear(self) -> None:
        """Have no picture."""
        self._blocks, self._tiles = [], set()

    def show(self, painter: QPainter, seen: Rect) -> None:
        """Draw what there is of a rectangle with a painter in the picture's own pixels."""
        window = QRect(*seen)
        for block in self._blocks:
            if block.image is not None and window.intersects(block.room):
                painter.drawImage(block.room.topLeft(), block.image)

    def draw(self, rect: Rect, drawing: Drawing) -> None:
        """Draw all that is missing of a rectangle."""
        for part in _rectangles(_tiles_of(rect) - self._tiles):
            self._add(part, drawing)

    def draw_one(self, near: Rect, wanted: Rect, drawing: Drawing) -> bool:
        """Draw one missing tile of a rectangle, the nearest to another one; says whether it was the last."""
        missing = _tiles_of(wanted) - self._tiles
        if missing:
            self._add(min((_rect_of(*tile, 1, 1) for tile in missing), key=lambda rect: _distance(rect, near)), drawing)
        return len(missing) <= 1

    def keep(self, rect: Rect) -> None:
        """Let go of blocks that lie beyond a rectangle."""
        kept = [block for block in self._blocks if not is_empty(common(block.rect, rect))]
        if len(kept) < len(self._blocks):
            self._blocks, self._tiles = kept, set().union(*(_tiles_of(block.rect) for block in kept))

    def redraw(self, parts: Sequence[Rect], drawing: Drawing) -> None:
        """Draw these parts anew, as far as they have been drawn."""
        apart = _apart(parts)
        for block in self._blocks:
            _draw(block, apart, drawing)

    def _add(self, rect: Rect, drawing: Drawing) -> None:
        block = _Block(rect, QRect(*rect))
        self._blocks.append(block)
        self._tiles |= _tiles_of(rect)
        _draw(block, [rect], drawing)


def _draw(block: _Block, parts: Sequence[Rect], drawing: Drawing) -> None:
    within = [part for part in (common(part, block.rect) for part in parts) if not is_empty(part)]
    if not within:
        return
    here, is_clear = drawing.within(within), block.pixels is None
    if is_clear and here.is_blank:
        return
    if block.pixels is None:
        block.pixels = np.zeros((block.rect[3], block.rect[2]), np.uint32)
        block.image = _image_of(block.pixels)
    (left, top), clip = block.rect[:2], QRegion()
    for part in within:
        clip += QRect(*part)
        x, y, width, height = moved(part, -left, -top)
        pixels = block.pixels[y : y + height, x : x + width]
        if here.has_dots:
            _set_dots(pixels, part, here)
        elif not is_clear:
            pixels[...] = 0
    # Another image over the same memory: the one that is shown would be copied.
    image = _image_of(block.pixels)
    painter = QPainter(image)
    painter.translate(-left, -top)
    painter.setClipRegion(clip)
    try:
        here.paint(painter)
    finally:
        painter.end()


def _set_dots(pixels: Pixels, part: Rect, drawing: Drawing) -> None:
    left, top, width, height = part
    spare = np.zeros((height + 2 * PAD, width + 2 * PAD), np.uint32)
    drawing.set_dots(spare, (PAD - left, PAD - top))
    pixels[...] = spare[PAD : PAD + height, PAD : PAD + width]


def _tiles_of(rect: Rect) -> set[Tile]:
    """The tiles that a rectangle touches."""
    left, top, width, height = rect
    columns = range(left // ACROSS, -(-(left + width) // ACROSS))
    rows = range(top // DOWN, -(-(top + height) // DOWN))
    return {(column, row) for column in columns for row in rows}


def _rect_of(column: int, row: int, across: int, down: int) -> Rect:
    return (column * ACROSS, row * DOWN, across * ACROSS, down * DOWN)


def _rectangles(tiles: set[Tile]) -> Iterator[Rect]:
    """Rectangles that hold all these tiles and no others."""
    left = set(tiles)
    while left:
        column, row = min(left)
        down = next(number for number in count(1) if (column, row + number) not in left)
        rows = range(row, row + down)
        across = next(number for number in count(1) if not all((column + number, each) in left for each in rows))
        left -= {(column + number, each) for number in range(across) for each in rows}
        yield _rect_of(column, row, across, down)


def _distance(rect: Rect, other: Rect) -> int:
    """How far two rectangles are from each other."""
    gap = common(rect, other)
    return max(-gap[2], 0) + max(-gap[3], 0)


def whole_shift(before: Affine, now: Affine, size: tuple[float, float]) -> tuple[int, int] | None:
    """By how many whole pixels a view of this size has been panned; None where it is another one.

    A view of a frame is linearised anew every now and then: what differs by less than `MOST_OFF` is the same.
    """
    back = chained(before, ~now)
    (width, height), (x, y) = size, back @ (size[0] / 2, size[1] / 2)
    bent = max(
        abs(back.a - 1.0) * width + abs(back.b) * height,
        abs(back.d) * width + abs(back.e - 1.0) * height,
    )
    across, down = width / 2 - x, height / 2 - y
    if not bent < MOST_OFF or max(abs(across), abs(down)) > 2**20:
        return None
    if max(abs(across - round(across)), abs(down - round(down))) + bent / 2 > MOST_OFF:
        return None
    return round(across), round(down)


def grown(rect: Rect, margin: int) -> Rect:
    """The rectangle with so much more on each side."""
    return (rect[0] - margin, rect[1] - margin, rect[2] + 2 * margin, rect[3] + 2 * margin)


def moved(rect: Rect, dx: int, dy: int) -> Rect:
    """The rectangle at another place."""
    return (rect[0] + dx, rect[1] + dy, rect[2], rect[3])


def common(one: Rect, other: Rect) -> Rect:
    """What two rectangles share."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


def contains(outer: Rect, inner: Rect) -> bool:
    """Whether one rectangle holds the other."""
    return common(outer, inner) == inner


def _apart(parts: Sequence[Rect]) -> list[Rect]:
    """The parts, those that overlap as one: a label that was moved a little is looked for once."""
    apart: list[Rect] = []
    for part in parts:
        joined = part
        while near := next((other for other in apart if not is_empty(common(joined, other))), None):
            apart.remove(near)
            joined = _united(joined, near)
        apart.append(joined)
    return apart


def _united(one: Rect, other: Rect) -> Rect:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right, bottom = max(one[0] + one[2], other[0] + other[2]), max(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


def is_empty(rect: Rect) -> bool:
    """Whether it holds no pixel."""
    return rect[2] <= 0 or rect[3] <= 0


def _image_of(pixels: Pixels) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
