"""The mosaic of a pane: the tiles of a part of one level side by side in one buffer."""

from dataclasses import dataclass

import numpy as np

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery.display.canvas import fill_colour
from basewatch_gui.imagery.display.stretch import Colour, Pixels

SPARE_TILES = 1
"""Tiles of room beyond what the pane has needed, each way."""

MAX_OVERSIZE = 1.5
"""A mosaic that is larger than needed by more than this factor is allocated again when its part is left altogether."""

Span = tuple[int, int, int, int]
"""First column, first row, end column and end row of tiles."""


@dataclass(slots=True)
class _Slot:
    key: TileKey
    source_level: int


class Mosaic:
    """Tiles from `_origin` on, one tile more each way than the pane has needed so far.

    Panning copies new tiles only; leaving that part moves the tiles that are still needed. (As a torus with BORDER_WRAP
    it would need no moves, but OpenCV 5 takes 13 ms instead of 3 for a picture across the seam.)
    """

    def __init__(self) -> None:
        self._pixels: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._slots: dict[tuple[int, int], _Slot] = {}
        self._shape = (0, 0)
        self._origin = (0, 0)

    def clear(self) -> None:
        """Drop all tiles."""
        self._slots.clear()

    def source_level(self, key: TileKey) -> int | None:
        """Return the level that a tile's pixels come from: coarser than its own for a stand-in.

        None if it is not held.
        """
        slot = self._slots.get((key.column, key.row))
        return slot.source_level if slot is not None and slot.key == key else None

    def make_room_for(self, span: Span) -> None:
        """Make room for every tile of the span: move or allocate if needed, with spare tiles on both sides."""
        columns, rows = span[2] - span[0], span[3] - span[1]
        if columns > self._shape[0] or rows > self._shape[1]:
            self._allocate((max(columns, self._shape[0]) + SPARE_TILES, max(rows, self._shape[1]) + SPARE_TILES))
        left, top = self._origin
        if not (
            left <= span[0] and span[2] <= left + self._shape[0] and top <= span[1] and span[3] <= top + self._shape[1]
        ):
            self._move((span[0] - (self._shape[0] - columns) // 2, span[1] - (self._shape[1] - rows) // 2))
            if not self._slots and self._shape[0] * self._shape[1] > MAX_OVERSIZE * (columns + SPARE_TILES) * (
                rows + SPARE_TILES
            ):
                self._allocate((columns + SPARE_TILES, rows + SPARE_TILES))
                self._origin = (span[0], span[1])

    def set_tile(self, key: TileKey, source_level: int, pixels: Pixels | None, ground: Colour) -> None:
        """Write a tile's pixels into its slot, or the ground's colour where there are none."""
        place = self._tile_pixels(key.column, key.row)
        if pixels is None:
            fill_colour(place, ground)
        else:
            place[: pixels.shape[0], : pixels.shape[1]] = pixels
        self._slots[key.column, key.row] = _Slot(key, source_level)

    def pixels_of_span(self, span: Span, size: tuple[int, int]) -> Pixels:
        """Return the pixels of a span's tiles, no further than the edge of a level of this size."""
        left, top = (span[0] - self._origin[0]) * TILE, (span[1] - self._origin[1]) * TILE
        width = min(span[2] * TILE, size[0]) - span[0] * TILE
        height = min(span[3] * TILE, size[1]) - span[1] * TILE
        return self._pixels[top : top + height, left : left + width]

    def _allocate(self, shape: tuple[int, int]) -> None:
        """Allocate room for so many columns and rows of tiles, empty."""
        self._shape = shape
        self._pixels = np.zeros((shape[1] * TILE, shape[0] * TILE, 4), np.uint8)
        self._slots.clear()

    def _tile_pixels(self, column: int, row: int) -> Pixels:
        """Return the part of the buffer that a tile fills."""
        left, top = (column - self._origin[0]) * TILE, (row - self._origin[1]) * TILE
        return self._pixels[top : top + TILE, left : left + TILE]

    def _move(self, origin: tuple[int, int]) -> None:
        """Begin at another tile, and move those tiles that lie in the new part as well."""
        (left, top), (columns, rows) = origin, self._shape
        across, down = left - self._origin[0], top - self._origin[1]
        kept = {
            (column, row): slot
            for (column, row), slot in self._slots.items()
            if left <= column < left + columns and top <= row < top + rows
        }
        # In this order no tile is written over before it has been moved itself.
        in_order = sorted(kept, key=lambda at: (at[1] * _sign(down), at[0] * _sign(across)))
        sources = [self._tile_pixels(column, row) for column, row in in_order]
        self._origin = origin
        for (column, row), source in zip(in_order, sources, strict=True):
            self._tile_pixels(column, row)[:] = source
        self._slots = kept


def _sign(step: int) -> int:
    return -1 if step < 0 else 1
