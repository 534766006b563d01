"""The picture of a pane: visible tiles in a mosaic, warped onto the screen grid in one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey
from basewatch_gui.geometry.transform import Points, apply, chained, mean_scale
from basewatch_gui.imagery.display.canvas import Canvas
from basewatch_gui.imagery.display.mosaic import Mosaic, Span
from basewatch_gui.imagery.display.stretch import BLACK, Colour, Pixels

TileLookup = Callable[[TileKey], Pixels | None]
"""Returns the display pixels of a tile, (height, width, 4), or None while they have not arrived."""

PARENT_LEVELS_UP = 3
"""Levels above the one shown from which a slow file is filled in first after a jump: a tile there covers 64."""

_HALF = Affine.translation(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class ComposedPicture:
    """A composed pane: (height, width, 4) opaque BGRA, and the tiles it still misses, nearest the centre first.

    `level` is the one shown now. `parents` are tiles of a coarser level that would show more than stands in now, in
    less time than it takes to read all that is missing. The pixels belong to the composer and change with its next
    pictures.
    """

    pixels: Pixels
    level: int
    missing: tuple[TileKey, ...]
    parents: tuple[TileKey, ...] = ()


class Composer:
    """Composes one pane into buffers that are allocated once; `ground` shows where there is no frame or no tile yet."""

    def __init__(self) -> None:
        self.ground: Colour = BLACK
        self._mosaic = Mosaic()
        self._canvas = Canvas()

    def invalidate(self) -> None:
        """Take every tile again with the next picture: the frame or its stretch has changed."""
        self._mosaic.clear()
        self._canvas.invalidate()

    def prepare_buffers(self, keys: Sequence[TileKey], size_scr: tuple[int, int]) -> None:
        """Allocate the buffers for a picture of these tiles of a level, while they are being read."""
        self._canvas.resize(size_scr)
        self._canvas.fill_with_ground(self.ground)
        columns, rows = [key.column for key in keys], [key.row for key in keys]
        if keys:
            self._mosaic.make_room_for((min(columns), min(rows), max(columns) + 1, max(rows) + 1))

    def compose(
        self, frame: int, pyramid: Pyramid, frame_to_screen: Affine, size_scr: tuple[int, int], lookup: TileLookup
    ) -> ComposedPicture:
        """Compose the picture of a frame on a screen of this width and height in pixels.

        `frame_to_screen` leads from frame pixels to screen pixels. Tiles that have not arrived are replaced by coarser
        ones.
        """
        width, height = size_scr
        self._canvas.resize(size_scr)
        screen_to_frame = ~frame_to_screen
        wanted = pyramid.level_for(mean_scale(screen_to_frame))
        corners = apply(screen_to_frame, [(0, 0), (width, 0), (width, height), (0, height)])
        keys = list(pyramid.tiles(frame, wanted, corners))
        if not keys:
            return ComposedPicture(self._canvas.fill_with_ground(self.ground), wanted, ())
        missing = [key for key in keys if self._mosaic.source_level(key) != wanted and lookup(key) is None]
        level = wanted
        # With most tiles missing, a coarser level that is all there is drawn at once, instead of enlarging a part of it
        # for each missing tile.
        if 2 * len(missing) > len(keys):
            level, keys = _whole_level(pyramid, keys, corners, lookup)
        span = pyramid.span(level, corners)
        self._mosaic.make_room_for(span)
        coarsest = self._fill(keys, pyramid, lookup)
        to_source = screen_to_source(pyramid, level, span, screen_to_frame)
        source = self._mosaic.pixels_of_span(span, pyramid.sizes[level])
        pixels = self._canvas.draw_picture(source, to_source, frame_to_screen, self.ground, whole=not missing)
        parents: tuple[TileKey, ...] = ()
        if coarsest > wanted + PARENT_LEVELS_UP:
            parents = tuple(
                key for key in pyramid.tiles(frame, wanted + PARENT_LEVELS_UP, corners) if lookup(key) is None
            )
        nearest = _nearest_first(missing, pyramid, corners.mean(axis=0)) if missing else ()
        return ComposedPicture(pixels, level, nearest, parents)

    def _fill(self, keys: list[TileKey], pyramid: Pyramid, lookup: TileLookup) -> int:
        """Put these tiles of a level into the mosaic; return the coarsest level that stands in for one of them."""
        coarsest = keys[0].level
        for key in keys:
            held = self._mosaic.source_level(key)
            if held == key.level:
                continue
            pixels = lookup(key)
            if pixels is not None:
                self._mosaic.set_tile(key, key.level, pixels, self.ground)
            else:
                coarsest = max(coarsest, self._stand_in(key, held, pyramid, lookup))
        return coarsest

    def _stand_in(self, key: TileKey, held: int | None, pyramid: Pyramid, lookup: TileLookup) -> int:
        """Fill a missing tile from the finest coarser level there is; return that level, or their count for none."""
        nothing = len(pyramid.sizes)
        for level in range(key.level + 1, nothing):
            # The stand-in is there from an earlier picture: enlarging it again would show the same.
            if held == level:
                return level
            pixels = _from_level(key, level, pyramid, lookup)
            if pixels is not None:
                self._mosaic.set_tile(key, level, pixels, self.ground)
                return level
        if held is None:
            self._mosaic.set_tile(key, nothing, None, self.ground)
        return nothing


def screen_to_source(pyramid: Pyramid, level: int, span: Span, screen_to_frame: Affine) -> Affine:
    """Return the affine from the screen's pixel centres to those of a picture that begins with a span's first tile."""
    across, down = pyramid.scale(level)
    level_to_source = Affine.translation(-span[0] * TILE, -span[1] * TILE)
    return chained(~_HALF, level_to_source, Affine.scale(1 / across, 1 / down), screen_to_frame, _HALF)


def _whole_level(
    pyramid: Pyramid, keys: list[TileKey], corners: Points, lookup: TileLookup
) -> tuple[int, list[TileKey]]:
    """Return the finest coarser level that is all there, with its tiles over these corners; else the given tiles."""
    frame, level = keys[0].frame, keys[0].level
    for coarser in range(level + 1, len(pyramid.sizes)):
        instead = list(pyramid.tiles(frame, coarser, corners))
        if instead and all(lookup(key) is not None for key in instead):
            return coarser, instead
    return level, keys


def _from_level(key: TileKey, level: int, pyramid: Pyramid, lookup: TileLookup) -> Pixels | None:
    """Return a tile's ground enlarged from a coarser level; None while that one is not there."""
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
    """Return tiles sorted by the distance of their middles from a place in frame pixels."""

    def distance(key: TileKey) -> float:
        across, down = pyramid.scale(key.level)
        dx = (key.column + 0.5) * TILE * across - centre_px[0]
        dy = (key.row + 0.5) * TILE * down - centre_px[1]
        return float(dx * dx + dy * dy)

    return tuple(sorted(keys, key=distance))
