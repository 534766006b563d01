"""From a look and a frame's samples to its stretch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.imagery.display.histogram import matching_knots
from basewatch_gui.imagery.display.limits import find_channel_limits
from basewatch_gui.imagery.display.pansharpen import EQUAL_WEIGHTS, Panchromatic
from basewatch_gui.imagery.display.stretch import Knots, Stretch, brightness_of, channel_samples
from basewatch_gui.imagery.tile import Samples, Valid
from basewatch_gui.model.look import Look


@dataclass(frozen=True, eq=False)
class DecimatedSamples:
    """Samples (bands, height, width) of a frame, decimated, with their valid mask (height, width) or None for all."""

    samples: Samples
    valid: Valid


def stretch_for_look(look: Look, sight: DecimatedSamples, display: tuple[int, int, int]) -> Stretch:
    """Return the stretch of a look; its limits are found in the samples unless the look holds its own.

    `display` are the bands that the file wants shown; they stand in for bands that are not there.
    """
    bands = displayable_bands(look.bands, display, len(sight.samples))
    pan = None
    if look.sharpening != "off" and look.pan is not None and look.pan < len(sight.samples) and len(bands) == 3:
        pan = Panchromatic(
            look.pan, look.weights if look.sharpening == "weighted" and any(look.weights) else EQUAL_WEIGHTS
        )
    bare = Stretch(bands, (), look.gamma, look.invert, look.colour_map, pan=pan)
    if len(look.limits) == len(bands) and all(low < high for low, high in look.limits):
        return replace(bare, limits=look.limits)
    return replace(bare, limits=find_channel_limits(channel_samples(sight.samples, bare), sight.valid, look))


def displayable_bands(bands: Sequence[int], display: tuple[int, int, int], count: int) -> tuple[int, ...]:
    """Return the look's bands if all are there and they are one or three, else those that the file wants shown.

    One band is returned where the file's three are one.
    """
    if len(bands) in (1, 3) and all(0 <= band < count for band in bands):
        return tuple(bands)
    return display[:1] if len(set(display)) == 1 else display


def match_brightness(
    stretch: Stretch, sight: DecimatedSamples, reference: Stretch, reference_sight: DecimatedSamples
) -> Stretch:
    """Return the stretch that shows a frame's samples as bright as the reference's are shown.

    Channel by channel a sample gets the brightness of the reference's sample at the same quantile. Frames with other
    numbers of channels, or without valid samples, keep their stretch.
    """
    if len(stretch.bands) != len(reference.bands):
        return stretch
    own, other = channel_samples(sight.samples, stretch), channel_samples(reference_sight.samples, reference)
    curves = []
    for at, (plane, like) in enumerate(zip(own, other, strict=True)):
        pairs = np.array(matching_knots(plane, sight.valid, like, reference_sight.valid)).reshape(-1, 2)
        knots = reference.knots[at] if reference.knots else ()
        up = brightness_of(pairs[:, 1], reference.limits[at], knots=knots)
        curves.append(_rising(tuple((float(x), float(y)) for x, y in zip(pairs[:, 0], up, strict=True))))
    if any(len(curve) < 2 for curve in curves):
        return stretch
    limits = tuple((curve[0][0], curve[-1][0]) for curve in curves)
    return replace(stretch, limits=limits, knots=tuple(curves), gamma=reference.gamma, invert=reference.invert)


def _rising(curve: Knots) -> Knots:
    """Return the curve without the level parts at its ends."""
    heights = [share for _, share in curve]
    first = max((at for at, share in enumerate(heights) if share <= heights[0]), default=0)
    last = next((at for at, share in enumerate(heights) if share >= heights[-1]), first)
    return curve[first : last + 1]


def restrict_to_frame(sight: DecimatedSamples, to_other: Affine, other_size: tuple[int, int]) -> DecimatedSamples:
    """Return the samples with only those valid whose ground another frame shows too; unchanged where it shows none.

    `to_other` leads from the samples' own pixels to the other frame's, `other_size` is that frame's width and height.
    """
    height, width = sight.samples.shape[1:]
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    x = to_other.a * columns + to_other.b * rows + to_other.c
    y = to_other.d * columns + to_other.e * rows + to_other.f
    common: NDArray[np.bool_] = (x >= 0) & (x < other_size[0]) & (y >= 0) & (y < other_size[1])
    if sight.valid is not None:
        common &= sight.valid
    return DecimatedSamples(sight.samples, common) if common.any() else sight
