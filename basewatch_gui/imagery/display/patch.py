"""A patch of a frame as a picture in which objects are searched."""

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
"""Limits that keep the patch's own brightest and darkest apart: white paint on white concrete has edges too."""


@dataclass(frozen=True, eq=False, slots=True)
class FramePatch:
    """A patch of a frame: 8-bit pixels (height, width, 3) blue, green, red, and their stretch.

    `from_frame` leads from frame pixels to the patch's own.
    """

    image: Pixels
    from_frame: Affine
    stretch: Stretch


def read_patch(
    raster: Raster, window: FrameWindow, frame_px: float, stretch: Stretch, like: FramePatch | None = None
) -> FramePatch | None:
    """Read the part of a window that is inside the frame, at the level nearest to `frame_px` frame pixels a pixel.

    It shows the stretch's bands, with the limits of another patch (`like`) or with its own. None where the window
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
    own = like.stretch if like is not None else _own_stretch(samples, valid, stretch)
    shown = to_display_pixels(Tile(TileKey(0, level, 0, 0), samples, valid), own)
    from_frame = Affine.translation(-left, -top) @ Affine.scale(1 / across, 1 / down)
    return FramePatch(np.ascontiguousarray(shown[:, :, :3]), from_frame, own)


def _own_stretch(samples: Samples, valid: Valid, stretch: Stretch) -> Stretch:
    """Return the plain stretch of these bands, with limits found in the patch itself."""
    plain = replace(stretch, gamma=1.0, invert=False, colour_map=GREY, knots=())
    return replace(plain, limits=find_channel_limits(channel_samples(samples, plain), valid, PATCH_LOOK))
