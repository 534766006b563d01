"""A picture that is drawn once, tile by tile: a pan by whole pixels only shows it from another place."""

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

OVERDRAW = 12
"""Device pixels drawn around each part and thrown away, so that dots that cross its edge are whole."""
MOST_SHIFT_ERROR = 0.1
"""By this many device pixels a moved picture may be off its exact place: nobody sees it."""

ArgbPixels = NDArray[np.uint32]
TileAt = tuple[int, int]
"""Column and row of a tile, counted from the plane's origin."""
TILE_WIDTH, TILE_HEIGHT = 512, 128
"""Size of a tile in device pixels: drawing one takes about a millisecond where labels are many, short enough to be
done between two events. Wide tiles are painted faster than high ones (measured)."""
DeviceRect = tuple[int, int, int, int]
"""Left, top, width and height in device pixels."""


class TileDrawing(Protocol):
    """What a GrowingPicture draws its tiles with."""

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to draw."""

    @property
    def has_dots(self) -> bool:
        """True if there are dots to write into memory."""

    def only_in(self, parts: Sequence[DeviceRect]) -> "TileDrawing":
        """Return the drawing of only what touches these rectangles."""

    def set_dots(self, pixels: ArgbPixels, origin: tuple[int, int]) -> None:
        """Write dots into clear memory, (height, width) premultiplied ARGB; pixel `origin` is the plane's (0, 0)."""

    def paint(self, painter: QPainter) -> None:
        """Paint what lies over the dots; the painter is clipped to the parts."""


@dataclass(slots=True)
class _Block:
    """One rectangle of tiles with its own memory; `pixels` is None while it is blank, which costs nothing to paint."""

    rect: DeviceRect
    room: QRect
    pixels: ArgbPixels | None = None
    image: QImage | None = None


class GrowingPicture:
    """A plane of device pixels, drawn tile by tile where and when it is wanted. GUI thread only."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._tiles: set[TileAt] = set()

    @property
    def is_started(self) -> bool:
        """True if any tile has been drawn, even a blank one."""
        return bool(self._tiles)

    def has(self, rect: DeviceRect) -> bool:
        """Return True if all of a rectangle has been drawn."""
        return self._tiles >= _tiles_of(rect)

    def clear(self) -> None:
        """Drop all tiles."""
        self._blocks, self._tiles = [], set()

    def paint(self, painter: QPainter, seen: DeviceRect) -> None:
        """Paint what is drawn of a rectangle, with a painter in the plane's own pixels."""
        window = QRect(*seen)
        for block in self._blocks:
            if block.image is not None and window.intersects(block.room):
                painter.drawImage(block.room.topLeft(), block.image)

    def draw_missing(self, rect: DeviceRect, drawing: TileDrawing) -> None:
        """Draw all missing tiles of a rectangle, adjoining ones in one block: fewer images to paint."""
        for part in _rectangles(_tiles_of(rect) - self._tiles):
            self._add_block(part, drawing)

    def draw_nearest_tile(self, near: DeviceRect, wanted: DeviceRect, drawing: TileDrawing) -> bool:
        """Draw the missing tile of `wanted` that is nearest to `near`; True if none is missing any more."""
        missing = _tiles_of(wanted) - self._tiles
        if missing:
            rects = (_rect_of(*tile, 1, 1) for tile in missing)
            self._add_block(min(rects, key=lambda rect: _distance(rect, near)), drawing)
        return len(missing) <= 1

    def drop_beyond(self, rect: DeviceRect) -> None:
        """Drop the blocks that lie wholly beyond a rectangle."""
        kept = [block for block in self._blocks if not is_empty(common(block.rect, rect))]
        if len(kept) < len(self._blocks):
            self._blocks, self._tiles = kept, set().union(*(_tiles_of(block.rect) for block in kept))

    def redraw(self, parts: Sequence[DeviceRect], drawing: TileDrawing) -> None:
        """Draw these rectangles again, as far as they have been drawn."""
        apart = _apart(parts)
        for block in self._blocks:
            _draw_in_block(block, apart, drawing)

    def _add_block(self, rect: DeviceRect, drawing: TileDrawing) -> None:
        block = _Block(rect, QRect(*rect))
        self._blocks.append(block)
        self._tiles |= _tiles_of(rect)
        _draw_in_block(block, [rect], drawing)


def _draw_in_block(block: _Block, parts: Sequence[DeviceRect], drawing: TileDrawing) -> None:
    within = [part for part in (common(part, block.rect) for part in parts) if not is_empty(part)]
    if not within:
        return
    here, is_clear = drawing.only_in(within), block.pixels is None
    # Open ground has no labels: such blocks count as drawn but take no memory.
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
    # Painting goes through a second QImage over the same memory: Qt would copy the one that is shown before painting.
    image = _image_of(block.pixels)
    painter = QPainter(image)
    painter.translate(-left, -top)
    painter.setClipRegion(clip)
    try:
        here.paint(painter)
    finally:
        painter.end()


def _set_dots(pixels: ArgbPixels, part: DeviceRect, drawing: TileDrawing) -> None:
    left, top, width, height = part
    # Dots are left out where they cross the edge of their array, so the array is larger than the part.
    spare = np.zeros((height + 2 * OVERDRAW, width + 2 * OVERDRAW), np.uint32)
    drawing.set_dots(spare, (OVERDRAW - left, OVERDRAW - top))
    pixels[...] = spare[OVERDRAW : OVERDRAW + height, OVERDRAW : OVERDRAW + width]


def _tiles_of(rect: DeviceRect) -> set[TileAt]:
    """Return the tiles that a rectangle touches."""
    left, top, width, height = rect
    columns = range(left // TILE_WIDTH, -(-(left + width) // TILE_WIDTH))
    rows = range(top // TILE_HEIGHT, -(-(top + height) // TILE_HEIGHT))
    return {(column, row) for column in columns for row in rows}


def _rect_of(column: int, row: int, across: int, down: int) -> DeviceRect:
    return (column * TILE_WIDTH, row * TILE_HEIGHT, across * TILE_WIDTH, down * TILE_HEIGHT)


def _rectangles(tiles: set[TileAt]) -> Iterator[DeviceRect]:
    """Yield rectangles in device pixels that hold all these tiles and no others."""
    left = set(tiles)
    while left:
        column, row = min(left)
        down = next(number for number in count(1) if (column, row + number) not in left)
        rows = range(row, row + down)
        across = next(number for number in count(1) if not all((column + number, each) in left for each in rows))
        left -= {(column + number, each) for number in range(across) for each in rows}
        yield _rect_of(column, row, across, down)


def _distance(rect: DeviceRect, other: DeviceRect) -> int:
    """Return the distance between two rectangles, the gaps across and down added."""
    gap = common(rect, other)
    return max(-gap[2], 0) + max(-gap[3], 0)


def whole_shift(before: Affine, now: Affine, size: tuple[float, float]) -> tuple[int, int] | None:
    """Return by how many whole pixels a view of this size was panned; None if it was zoomed, turned or moved by a part.

    A pan may come with a new linearisation of the frame: a difference below `MOST_SHIFT_ERROR` anywhere in the view
    counts as none.
    """
    back = chained(before, ~now)
    (width, height), (x, y) = size, back @ (size[0] / 2, size[1] / 2)
    bent = max(
        abs(back.a - 1.0) * width + abs(back.b) * height,
        abs(back.d) * width + abs(back.e - 1.0) * height,
    )
    across, down = width / 2 - x, height / 2 - y
    if not bent < MOST_SHIFT_ERROR or max(abs(across), abs(down)) > 2**20:
        return None
    if max(abs(across - round(across)), abs(down - round(down))) + bent / 2 > MOST_SHIFT_ERROR:
        return None
    return round(across), round(down)


def grown(rect: DeviceRect, margin: int) -> DeviceRect:
    """Return the rectangle with a margin added on each side."""
    return (rect[0] - margin, rect[1] - margin, rect[2] + 2 * margin, rect[3] + 2 * margin)


def moved(rect: DeviceRect, dx: int, dy: int) -> DeviceRect:
    """Return the rectangle moved by this many pixels."""
    return (rect[0] + dx, rect[1] + dy, rect[2], rect[3])


def common(one: DeviceRect, other: DeviceRect) -> DeviceRect:
    """Return the intersection of two rectangles; its size is not positive where they share nothing."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


def contains(outer: DeviceRect, inner: DeviceRect) -> bool:
    """Return True if the outer rectangle holds the inner one."""
    return common(outer, inner) == inner


def _apart(parts: Sequence[DeviceRect]) -> list[DeviceRect]:
    """Return the rectangles with overlapping ones united: a label that was moved a little is drawn once, not twice."""
    apart: list[DeviceRect] = []
    for part in parts:
        joined = part
        while near := next((other for other in apart if not is_empty(common(joined, other))), None):
            apart.remove(near)
            joined = _united(joined, near)
        apart.append(joined)
    return apart


def _united(one: DeviceRect, other: DeviceRect) -> DeviceRect:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right, bottom = max(one[0] + one[2], other[0] + other[2]), max(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


def is_empty(rect: DeviceRect) -> bool:
    """Return True if a rectangle holds no pixel."""
    return rect[2] <= 0 or rect[3] <= 0


def _image_of(pixels: ArgbPixels) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
