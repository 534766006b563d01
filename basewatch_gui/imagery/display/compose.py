"""The picture of a pane: visible tiles in a mosaic, warped onto the screen grid in one step."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey
from basewatch_gui.geometry.transform import apply, mean_scale
from basewatch_gui.imagery.display.stretch import BLACK, Colour

Pixels = NDArray[np.uint8]
Lookup = Callable[[TileKey], Pixels | None]
"""Gives the display pixels of a tile, (height, width, 4), or None while they are not there."""

SPARE = 1
"""Tiles of room more than the pane has needed, each way."""

PARENT = 2
"""Levels up from which a picture is made good first after a jump: a tile there covers sixteen."""

BAND = 270
"""Rows drawn at once where a view is nearly upright: what they need fits into a processor's own cache."""
STEP_ROWS = 2.0
MOST_RISE = 0.5
"""Bands pay from so many source rows crossed in a row on, up to this part of a band: beyond it they copy too much."""

SAME_SCR = 0.01
"""A picture is the same as another one dragged when no corner is further off, in screen pixels."""

_HALF = Affine.translation(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Picture:
    """A composed pane: (height, width, 4) opaque BGRA, and the tiles it still misses, nearest the centre first.

    `wanted` are the tiles to read: first those of a coarser level that would show more than stands in now, then the
    missing ones. The pixels belong to the composer and change with its next pictures.
    """

    pixels: Pixels
    level: int
    missing: tuple[TileKey, ...]
    wanted: tuple[TileKey, ...] = ()


@dataclass(slots=True)
class _Slot:
    key: TileKey | None = None
    source_level: int = -1


class Composer:
    """Composes one pane into buffers that are allocated once; `ground` shows where there is no frame or no tile yet.

    The mosaic holds the tiles of a part of the level from `_origin` on, one tile more each way than the pane has
    needed so far: panning copies new tiles only, and leaving that part starts it anew around the pane. (As a torus
    with BORDER_WRAP it would need no new start, but OpenCV 5 takes 13 ms instead of 3 for a picture across the seam.)
    """

    def __init__(self) -> None:
        self.ground: Colour = BLACK
        self._mosaic: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._slots: dict[tuple[int, int], _Slot] = {}
        self._shape = (0, 0)
        self._origin = (0, 0)
        self._canvas = _Canvas()

    def forget(self) -> None:
        """Take every tile anew: the frame or its stretch is another one."""
        self._slots.clear()
        self._canvas.forget()

    def compose(
        self, frame: int, pyramid: Pyramid, frame_to_screen: Affine, size_scr: tuple[int, int], lookup: Lookup
    ) -> Picture:
        """The picture of a frame on a screen of this width and height in pixels."""
        width, height = size_scr
        self._canvas.resize(size_scr)
        screen_to_frame = ~frame_to_screen
        level = pyramid.level_for(mean_scale(screen_to_frame))
        corners = apply(screen_to_frame, [(0, 0), (width, 0), (width, height), (0, height)])
        span = pyramid.span(level, corners)
        if span[2] <= span[0] or span[3] <= span[1]:
            return Picture(self._canvas.blank(self.ground), level, ())
        self._make_room(span)
        missing, coarsest = self._fill(frame, pyramid, level, span, lookup)
        across, down = pyramid.scale(level)
        level_to_source = Affine.translation(-span[0] * TILE, -span[1] * TILE)
        to_source = ~_HALF @ level_to_source @ Affine.scale(1 / across, 1 / down) @ screen_to_frame @ _HALF
        source = self._filled(span, pyramid.sizes[level])
        pixels = self._canvas.draw(source, to_source, frame_to_screen, self.ground, whole=not missing)
        nearest = _nearest_first(missing, pyramid, corners.mean(axis=0))
        parents: tuple[TileKey, ...] = ()
        if coarsest > level + PARENT < len(pyramid.sizes):
            parents = tuple(key for key in pyramid.tiles(frame, level + PARENT, corners) if lookup(key) is None)
        return Picture(pixels, level, nearest, parents + nearest)

    def _make_room(self, span: tuple[int, int, int, int]) -> None:
        """Have a slot for every tile of the span; where it has left the mosaic, begin anew with room on both sides."""
        columns, rows = span[2] - span[0], span[3] - span[1]
        if columns > self._shape[0] or rows > self._shape[1]:
            self._shape = (max(columns, self._shape[0]) + SPARE, max(rows, self._shape[1]) + SPARE)
            self._mosaic = np.zeros((self._shape[1] * TILE, self._shape[0] * TILE, 4), np.uint8)
            self._slots.clear()
        left, top = self._origin
        if not (
            left <= span[0] and span[2] <= left + self._shape[0] and top <= span[1] and span[3] <= top + self._shape[1]
        ):
            self._slots.clear()
        if not self._slots:
            self._origin = (
                span[0] - (self._shape[0] - columns) // 2,
                span[1] - (self._shape[1] - rows) // 2,
            )

    def _fill(
        self, frame: int, pyramid: Pyramid, level: int, span: tuple[int, int, int, int], lookup: Lookup
    ) -> tuple[list[TileKey], int]:
        """Fill the span's slots; gives the tiles that are missing and the coarsest level that stands in for one."""
        missing, coarsest = [], level
        for row in range(span[1], span[3]):
            for column in range(span[0], span[2]):
                key = TileKey(frame, level, column, row)
                slot = self._slots.setdefault((column, row), _Slot())
                if slot.key == key and slot.source_level == level:
                    continue
                pixels = lookup(key)
                if pixels is not None:
                    self._put(key, slot, level, pixels)
                    continue
                missing.append(key)
                self._stand_in(key, slot, pyramid, lookup)
                coarsest = max(coarsest, slot.source_level)
        return missing, coarsest

    def _put(self, key: TileKey, slot: _Slot, source_level: int, pixels: Pixels | None) -> None:
        left = (key.column - self._origin[0]) * TILE
        top = (key.row - self._origin[1]) * TILE
        if pixels is None:
            _paint_over(self._mosaic[top : top + TILE, left : left + TILE], self.ground)
        else:
            self._mosaic[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
        slot.key, slot.source_level = key, source_level

    def _stand_in(self, key: TileKey, slot: _Slot, pyramid: Pyramid, lookup: Lookup) -> None:
        """Show the finest coarser level that is there until the tile arrives."""
        for level in range(key.level + 1, len(pyramid.sizes)):
            if slot.key == key and slot.source_level == level:
                return
            pixels = _from_level(key, level, pyramid, lookup)
            if pixels is not None:
                self._put(key, slot, level, pixels)
                return
        if slot.key != key:
            self._put(key, slot, len(pyramid.sizes), None)

    def _filled(self, span: tuple[int, int, int, int], size: tuple[int, int]) -> Pixels:
        """The mosaic's part with the span's tiles, no further than the level's edge: beyond it nothing is drawn."""
        left, top = (span[0] - self._origin[0]) * TILE, (span[1] - self._origin[1]) * TILE
        width = min(span[2] * TILE, size[0]) - span[0] * TILE
        height = min(span[3] * TILE, size[1]) - span[1] * TILE
        return self._mosaic[top : top + height, left : left + width]


class _Canvas:
    """Draws pictures into buffers that are allocated once, and no part of one twice.

    A picture that is the last whole one dragged by whole pixels is moved, and only its new edges are drawn. Any other
    is drawn anew.
    """

    def __init__(self) -> None:
        self._pixels: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._spare: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._scratch = np.empty(0, np.uint8)
        self._drawn: Affine | None = None
        self._dragged = (0, 0)

    def resize(self, size_scr: tuple[int, int]) -> None:
        """Have room for a picture of this width and height."""
        shape = (size_scr[1], size_scr[0], 4)
        if self._pixels.shape != shape:
            self._pixels, self._spare = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
            self._drawn = None

    def forget(self) -> None:
        """Draw the next picture anew."""
        self._drawn = None

    def blank(self, ground: Colour) -> Pixels:
        """The bare ground."""
        self._drawn = None
        _paint_over(self._pixels, ground)
        return self._pixels

    def draw(self, source: Pixels, to_source: Affine, to_screen: Affine, ground: Colour, *, whole: bool) -> Pixels:
        """The picture; `to_source` leads from its pixel centres to the source's, `to_screen` from frame to screen."""
        drag = self._drag(to_screen)
        if drag is None:
            self._warp(source, to_source, ground)
            self._drawn, self._dragged = to_screen, (0, 0)
        else:
            self._move(drag[0] - self._dragged[0], drag[1] - self._dragged[1])
            self._draw_edges(drag[0] - self._dragged[0], drag[1] - self._dragged[1], source, to_source, ground)
            self._dragged = drag
        if not whole:
            self._drawn = None
        return self._pixels

    def _drag(self, to_screen: Affine) -> tuple[int, int] | None:
        """By how many whole pixels the picture drawn last is dragged in this view; None where it is another picture."""
        if self._drawn is None:
            return None
        height, width = self._pixels.shape[:2]
        corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
        shifts = corners - apply(self._drawn @ ~to_screen, corners)
        drag = np.rint(shifts.mean(axis=0))
        if np.abs(shifts - drag).max() > SAME_SCR:
            return None
        step = np.abs(drag - self._dragged)
        return (int(drag[0]), int(drag[1])) if step[0] < width / 2 and step[1] < height / 2 else None

    def _move(self, dx: int, dy: int) -> None:
        height, width = self._pixels.shape[:2]
        to_x, to_y, from_x, from_y = max(dx, 0), max(dy, 0), max(-dx, 0), max(-dy, 0)
        kept = self._pixels[from_y : height - to_y, from_x : width - to_x]
        self._spare[to_y : height - from_y, to_x : width - from_x] = kept
        self._pixels, self._spare = self._spare, self._pixels

    def _draw_edges(self, dx: int, dy: int, source: Pixels, to_source: Affine, ground: Colour) -> None:
        height, width = self._pixels.shape[:2]
        left, top = (0 if dx > 0 else width + dx), (0 if dy > 0 else height + dy)
        for x, y, wide, high in ((left, 0, abs(dx), height), (0, top, width, abs(dy))):
            if wide and high:
                part = self._pixels[y : y + high, x : x + wide]
                _draw(source, to_source @ Affine.translation(x, y), part, ground)

    def _warp(self, source: Pixels, to_source: Affine, ground: Colour) -> None:
        """Draw the source onto the whole picture.

        A view that is nearly upright crosses many source rows in each of its own, one after the other, and waits for
        memory at each. Drawn in bands from a copy of what a band needs, which stays in the processor's cache, it takes
        two thirds of the time at a turn of 1 degree and half at 5.
        """
        height, width = self._pixels.shape[:2]
        crossed = abs(to_source.d) * width
        if not STEP_ROWS < crossed < MOST_RISE * abs(to_source.e) * BAND:
            _draw(source, to_source, self._pixels, ground)
            return
        for top in range(0, height, BAND):
            band = self._pixels[top : top + BAND]
            to_band = to_source @ Affine.translation(0, top)
            corners = apply(to_band, [(0, 0), (width, 0), (0, len(band)), (width, len(band))])
            left, upper = np.clip(np.floor(corners.min(axis=0)).astype(int) - 1, 0, None)
            right, lower = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 2, 0, None)
            needed = source[upper:lower, left:right]
            if needed.size == 0:
                _paint_over(band, ground)
                continue
            if needed.size > self._scratch.size:
                self._scratch = np.empty(needed.size, np.uint8)
            copy = self._scratch[: needed.size].reshape(needed.shape)
            np.copyto(copy, needed)
            _draw(copy, Affine.translation(-left, -upper) @ to_band, band, ground)


def _paint_over(pixels: Pixels, colour: Colour) -> None:
    """Give all pixels one colour; written as one number each, which numpy does many times faster than four."""
    pixels.view(np.uint32)[:] = np.frombuffer(bytes(colour), np.uint32)


def _draw(source: Pixels, to_source: Affine, pixels: Pixels, ground: Colour) -> None:
    height, width = pixels.shape[:2]
    cv2.warpAffine(
        source,
        np.array(to_source[:6], np.float64).reshape(2, 3),
        (width, height),
        dst=pixels,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=ground,
    )


def _from_level(key: TileKey, level: int, pyramid: Pyramid, lookup: Lookup) -> Pixels | None:
    """The tile's ground enlarged from a coarser level; None while that one is not there."""
    fine, coarse = pyramid.scale(key.level), pyramid.scale(level)
    width, height = pyramid.tile_size(key)
    ratio = Affine.scale(fine[0] / coarse[0], fine[1] / coarse[1])
    left, top = ratio @ (key.column * TILE + width / 2, key.row * TILE + height / 2)
    parent = TileKey(key.frame, level, int(left // TILE), int(top // TILE))
    pixels = lookup(parent)
    if pixels is None:
        return None
    to_parent = (
        ~_HALF
        @ Affine.translation(-parent.column * TILE, -parent.row * TILE)
        @ ratio
        @ Affine.translation(key.column * TILE, key.row * TILE)
        @ _HALF
    )
    matrix = np.array(to_parent[:6], np.float64).reshape(2, 3)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    enlarged = cv2.warpAffine(pixels, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(enlarged, dtype=np.uint8)


def _nearest_first(keys: list[TileKey], pyramid: Pyramid, centre_px: NDArray[np.float64]) -> tuple[TileKey, ...]:
    def distance(key: TileKey) -> float:
        across, down = pyramid.scale(key.level)
        dx = (key.column + 0.5) * TILE * across - centre_px[0]
        dy = (key.row + 0.5) * TILE * down - centre_px[1]
        return float(dx * dx + dy * dy)

    return tuple(sorted(keys, key=distance))
