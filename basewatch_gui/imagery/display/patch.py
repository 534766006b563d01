"""A part of a frame as a picture in which objects are looked for."""

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Final

import numpy as np
from affine import Affine

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.display.limits import find_channel_limits
from basewatch_gui.imagery.display.stretch import Pixels, Stretch, channel_samples, to_display_pixels
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.look import GREY, Look

FrameWindow = tuple[float, float, float, float]
"""Left, top, right and bottom in frame pixels."""

PATCH_LOOK: Final = Look(percents=(0.1, 99.9))
"""Limits that keep the part's own brightest and darkest apart: white paint on white concrete has edges too."""


@dataclass(frozen=True, eq=False, slots=True)
class FramePatch:
    """Pixels (height, width, 3) in 8 bits, blue, green, red, the way from frame pixels to theirs, and their stretch."""

    image: Pixels
    from_frame: Affine
    stretch: Stretch


def read_patch(
    raster: Raster, window: FrameWindow, frame_px: float, stretch: Stretch, like: FramePatch | None = None
) -> FramePatch | None:
    """The window's part inside the frame, from the level whose pixels are nearest to so many frame pixels.

    It has the stretch's bands, as bright as another part or stretched by what it holds itself. None where the window
    misses the frame; raises BasewatchError when the pixels can't be read.
    """
    pyramid = raster.pyramid
    level = pyramid.level_for(frame_px)
    across, down = pyramid.scale(level)
    width, height = pyramid.sizes[level]
    left, right = max(floor(window[0] / across), 0), min(ceil(window[2] / across), width)
    top, bottom = max(floor(window[1] / down), 0), min(ceil(window[3] / down), height)
    if left >= right or top >= bottom:
        return None
    samples, valid = raster.read_region(level, left, top, right, bottom)
    own = like.stretch if like is not None else _stretch(samples, valid, stretch)
    shown = to_display_pixels(Tile(TileKey(0, level, 0, 0), samples, valid), own)
    from_frame = Affine.translation(-left, -top) @ Affine.scale(1 / across, 1 / down)
    return FramePatch(np.ascontiguousarray(shown[:, :, :3]), from_frame, own)


def _stretch(samples: Samples, valid: Valid, stretch: Stretch) -> Stretch:
    plain = replace(stretch, gamma=1.0, invert=False, colour_map=GREY, knots=())
    return replace(plain, limits=find_channel_limits(channel_samples(samples, plain), valid, PATCH_LOOK))
