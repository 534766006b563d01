"""Stretch: raw samples to display pixels."""

from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.imagery.display.colour_maps import colour_table
from basewatch_gui.imagery.display.limits import find_channel_limits
from basewatch_gui.imagery.display.pansharpen import Panchromatic, pansharpen
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.look import GREY, Limits, Look

Pixels = NDArray[np.uint8]
"""Display pixels, (height, width, 4) blue, green, red, 255; or one such plane, (height, width)."""

Colour = tuple[int, int, int, int]
"""Blue, green, red and 255, as pixels lie in memory."""

Knots = tuple[tuple[float, float], ...]
"""A curve through (sample, brightness 0..1) pairs, both rising."""

BLACK: Colour = (0, 0, 0, 255)

_LEVELS = 65536
"""Steps into which samples of more than 16 bits, or that are no integers, are sorted between their limits."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """How raw samples become display pixels.

    `bands` are red, green and blue (indices into a tile's samples), or one band shown by its colour map; `limits` has
    one entry for each. `knots`, where there are any, are a curve for each instead of the straight line between the
    limits. Gamma brightens above 1; `invert` makes the dark bright. `pan` sharpens three bands.
    """

    bands: tuple[int, ...]
    limits: tuple[Limits, ...]
    gamma: float = 1.0
    invert: bool = False
    colour_map: str = GREY
    knots: tuple[Knots, ...] = ()
    pan: Panchromatic | None = None


@dataclass(frozen=True, slots=True)
class _Curve:
    """How one channel maps its samples to brightness."""

    limits: Limits
    gamma: float
    invert: bool
    knots: Knots


def default_stretch(samples: Samples, valid: Valid, bands: tuple[int, ...]) -> Stretch:
    """Return the stretch between a look's default percentiles of each band's valid samples.

    `samples` is (bands, height, width), decimated; `valid` is (height, width) or None. Without any valid sample the
    limits are 0 and 1; a band of one value shows it as middle grey.
    """
    shown = sorted(set(bands))
    found = find_channel_limits([samples[band] for band in shown], valid, Look())
    limits = dict(zip(shown, found, strict=True))
    return Stretch(bands, tuple(limits[band] for band in bands))


def to_display_pixels(tile: Tile, stretch: Stretch, ground: Colour = BLACK, out: Pixels | None = None) -> Pixels:
    """Stretch a tile to (height, width, 4) blue, green, red, 255; invalid pixels get the colour of the ground.

    Written into `out` where that is given and of this shape.
    """
    shape = (*tile.samples.shape[1:], 4)
    image = out if out is not None and out.shape == shape else np.empty(shape, np.uint8)
    channels = list(zip(stretch.bands, _curves(stretch), strict=True))
    # One band, or three that show the same: a single look-up for all channels.
    if stretch.pan is None and len(set(channels)) == 1:
        _write_coloured(tile.samples[channels[0][0]], channels[0][1], stretch.colour_map, image)
    else:
        samples = channel_samples(tile.samples, stretch)
        scratch = _scratch(shape[0], shape[1])
        red, green, blue = (
            _look_up_plane(plane, channel[1], into)
            for plane, channel, into in zip(samples, channels, scratch[:3], strict=True)
        )
        cv2.merge((blue, green, red, scratch[3]), dst=image)
    # All four bytes of a pixel are written as one number, as in `fill_colour`.
    if tile.valid is not None:
        np.copyto(image.view(np.uint32)[:, :, 0], np.frombuffer(bytes(ground), np.uint32)[0], where=~tile.valid)
    return image


def channel_samples(samples: Samples, stretch: Stretch) -> list[NDArray[Any]]:
    """Return the samples (height, width) that each channel shows: bands as they are, or pan-sharpened."""
    if stretch.pan is not None and len(stretch.bands) == 3:
        return pansharpen([samples[band] for band in stretch.bands], samples[stretch.pan.band], stretch.pan.weights)
    return [samples[band] for band in stretch.bands]


def brightness_of(values: NDArray[Any], limits: Limits, gamma: float = 1.0, knots: Knots = ()) -> NDArray[Any]:
    """Return the brightness 0..1 of samples: along the knots, or the straight line between the limits, then gamma."""
    if knots:
        along, up = np.array(knots, np.float64).T
        share: NDArray[Any] = np.interp(values, along, up)
    else:
        low, high = limits
        share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return share if gamma == 1.0 else share ** (1.0 / gamma)


def _curves(stretch: Stretch) -> list[_Curve]:
    """Return the curve of each channel."""
    knots: tuple[Knots, ...] = stretch.knots or ((),) * len(stretch.limits)
    return [
        _Curve(limits, stretch.gamma, stretch.invert, each) for limits, each in zip(stretch.limits, knots, strict=True)
    ]


def _write_coloured(samples: NDArray[Any], curve: _Curve, colour_map: str, image: Pixels) -> None:
    """Write one band in its colours: one look-up gives all four bytes of a pixel."""
    index, dtype = _index(samples, curve)
    cv2.LUT(index, _colour_table(dtype, curve, colour_map), dst=image.view(np.int32)[:, :, 0])


def _look_up_plane(samples: NDArray[Any], curve: _Curve, into: Pixels) -> Pixels:
    """Return one channel's samples as 8-bit levels, written into `into`."""
    index, dtype = _index(samples, curve)
    return np.asarray(cv2.LUT(index, _table(dtype, curve), dst=into), dtype=np.uint8)


def _index(samples: NDArray[Any], curve: _Curve) -> tuple[NDArray[Any], str]:
    """Return what to look up in a table, and the dtype the table is for; '' stands for _LEVELS between the limits."""
    # A table holds every value of 8 and 16 bits, so no arithmetic is done on pixels. OpenCV's look-up takes unsigned
    # indexes: signed samples are read as unsigned, and `_values` puts the table in that order.
    if samples.dtype.kind in "ui" and samples.dtype.itemsize <= 2:
        return samples.view(f"u{samples.dtype.itemsize}"), samples.dtype.str
    low, high = _span(curve)
    kind = np.float32 if samples.dtype.kind == "f" and samples.dtype.itemsize <= 4 else np.float64
    above = np.clip(samples.astype(kind), kind(low), kind(high))
    above -= kind(low)
    index = cv2.addWeighted(above, (_LEVELS - 1) / (high - low), above, 0.0, 0.0, dtype=cv2.CV_16U)
    return np.asarray(index), ""


@lru_cache(maxsize=32)
def _table(dtype: str, curve: _Curve) -> Pixels:
    """Return the level of every sample of an 8 or 16 bit dtype, indexed by its bits read as unsigned."""
    share = brightness_of(_values(dtype, curve), curve.limits, curve.gamma, curve.knots)
    level = np.rint(share * 255.0).astype(np.uint8)
    return np.asarray(255 - level if curve.invert else level)


@lru_cache(maxsize=16)
def _colour_table(dtype: str, curve: _Curve, colour_map: str) -> NDArray[np.int32]:
    """Return the pixel, as one 32-bit number, of every sample of a dtype."""
    table: NDArray[np.int32] = colour_table(colour_map).view(np.int32)[:, 0][_table(dtype, curve)]
    return table


def _values(dtype: str, curve: _Curve) -> NDArray[Any]:
    """Return the sample at each index of a table."""
    if not dtype:
        low, high = _span(curve)
        return low + np.arange(_LEVELS) * ((high - low) / (_LEVELS - 1))
    kind = np.dtype(dtype)
    return np.arange(2 ** (8 * kind.itemsize), dtype=f"u{kind.itemsize}").view(kind).astype(np.float32)


def _span(curve: _Curve) -> Limits:
    """Return the samples outside which a curve is level."""
    return (curve.knots[0][0], curve.knots[-1][0]) if curve.knots else curve.limits


_kept = local()


def _scratch(height: int, width: int) -> list[Pixels]:
    """Return three planes for the calling thread's own use, and one that is 255.

    Allocating them for each tile takes as long as filling them.
    """
    size = height * width
    if getattr(_kept, "size", 0) < size:
        _kept.size = size
        _kept.planes = [np.full(size, 255, np.uint8) for _ in range(4)]
    return [plane[:size].reshape(height, width) for plane in _kept.planes]
