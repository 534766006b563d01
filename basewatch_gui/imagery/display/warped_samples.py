"""Raw samples on the screen grid: what a stretch is applied to, again and again, while the user moves it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey
from basewatch_gui.geometry.transform import apply, coefficients, mean_scale
from basewatch_gui.imagery.display.compose import screen_to_source
from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.imagery.tile import Samples, Tile

_WARPED = (np.uint8, np.uint16, np.int16, np.float32)
"""Types that OpenCV warps as they are."""


def warp_samples(
    frame: int,
    pyramid: Pyramid,
    frame_to_screen: Affine,
    size_scr: tuple[int, int],
    bands: tuple[int, ...],
    tile_of: Callable[[TileKey], Tile | None],
) -> Tile | None:
    """Return these bands as a screen of this width and height shows them, as one tile; None while tiles are missing.

    The most costly part of a picture, which a stretch does not change, is done once: a step then costs a look-up a
    pixel of the screen at any zoom and rotation. Interpolated before the stretch instead of after it, samples beyond
    its limits reach half a pixel further. None too for samples that OpenCV can't warp, as of 32 bits.
    """
    width, height = size_scr
    to_frame = ~frame_to_screen
    level = pyramid.level_for(mean_scale(to_frame))
    corners = apply(to_frame, [(0, 0), (width, 0), (width, height), (0, height)])
    keys = list(pyramid.tiles(frame, level, corners))
    tiles = [tile for key in keys if (tile := tile_of(key)) is not None]
    if not tiles or len(tiles) < len(keys) or tiles[0].samples.dtype not in _WARPED:
        return None
    span = pyramid.span(level, corners)
    matrix = np.array(coefficients(screen_to_source(pyramid, level, span, to_frame))).reshape(2, 3)
    left, top = span[0] * TILE, span[1] * TILE
    level_width, level_height = pyramid.sizes[level]
    shape = (min(span[3] * TILE, level_height) - top, min(span[2] * TILE, level_width) - left)
    places = [(np.s_[tile.key.row * TILE - top :, tile.key.column * TILE - left :], tile) for tile in tiles]

    def warped(source: NDArray[Any], flags: int) -> Samples:
        how = flags | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(source, matrix, (width, height), flags=how, borderMode=cv2.BORDER_CONSTANT))

    # Band by band through one source buffer: OpenCV warps no more than four channels at once.
    planes = np.empty((len(bands), height, width), tiles[0].samples.dtype)
    source = np.zeros(shape, tiles[0].samples.dtype)
    for at, band in enumerate(bands):
        for place, tile in places:
            part = tile.samples[band]
            source[place][: part.shape[0], : part.shape[1]] = part
        planes[at] = warped(source, cv2.INTER_LINEAR)
    valid = np.zeros(shape, np.uint8)
    for place, tile in places:
        part = tile.samples[0]
        valid[place][: part.shape[0], : part.shape[1]] = 255 if tile.valid is None else tile.valid * np.uint8(255)
    seen = warped(valid, cv2.INTER_NEAREST) > 0
    return Tile(TileKey(frame, level, 0, 0), planes, None if seen.all() else seen)


def bands_used_by(stretch: Stretch) -> tuple[int, ...]:
    """Return the bands of a tile that a stretch uses."""
    sharpening = () if stretch.pan is None else (stretch.pan.band,)
    return tuple(sorted({*stretch.bands, *sharpening}))


def stretch_on_bands(stretch: Stretch, bands: tuple[int, ...]) -> Stretch:
    """Return the stretch for samples that hold only these bands."""
    pan = None if stretch.pan is None else replace(stretch.pan, band=bands.index(stretch.pan.band))
    return replace(stretch, bands=tuple(bands.index(band) for band in stretch.bands), pan=pan)
