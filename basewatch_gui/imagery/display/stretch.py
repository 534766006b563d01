"""Stretch: raw samples to display pixels."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.imagery.tile import Tile

Limits = tuple[float, float]

Colour = tuple[int, int, int, int]
"""Blue, green, red and 255, as pixels lie in memory."""

BLACK: Colour = (0, 0, 0, 255)

LOW_PERCENT, HIGH_PERCENT = 2.0, 98.0
"""Default limits: the percentiles that QGIS uses too, robust against glints and dropouts."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which bands are red, green and blue (indices into a tile's samples), the sample limits of each, and gamma."""

    bands: tuple[int, int, int]
    limits: tuple[Limits, Limits, Limits]
    gamma: float = 1.0


def default_stretch(
    samples: NDArray[np.generic], valid: NDArray[np.bool_] | None, bands: tuple[int, int, int]
) -> Stretch:
    """The stretch from 2 to 98 % of each band's valid samples.

    `samples` is (bands, height, width), decimated; `valid` is (height, width) or None. Without any valid sample the
    limits are 0 and 1; a band of one value shows it as middle grey.
    """
    limits = {band: _percentiles(samples[band], valid) for band in set(bands)}
    red, green, blue = bands
    return Stretch(bands, (limits[red], limits[green], limits[blue]))


def to_display(tile: Tile, stretch: Stretch, ground: Colour = BLACK) -> NDArray[np.uint8]:
    """The tile as (height, width, 4) blue, green, red, 255; invalid pixels have the colour of the ground."""
    channels = list(zip(stretch.bands, stretch.limits, strict=True))
    planes = {
        (band, limits): _plane(tile.samples[band], limits, stretch.gamma) for band, limits in dict.fromkeys(channels)
    }
    red, green, blue = (planes[channel] for channel in channels)
    if len(planes) == 1:
        image = cv2.cvtColor(red, cv2.COLOR_GRAY2BGRA)
    else:
        image = cv2.merge((blue, green, red, np.full_like(red, 255)))
    if tile.valid is not None:
        image[~tile.valid] = ground
    return np.asarray(image, dtype=np.uint8)


def _percentiles(samples: NDArray[np.generic], valid: NDArray[np.bool_] | None) -> Limits:
    seen = samples if valid is None else samples[valid]
    seen = seen[np.isfinite(seen)] if seen.dtype.kind == "f" else seen.ravel()
    if seen.size == 0:
        return (0.0, 1.0)
    low, high = np.percentile(seen, (LOW_PERCENT, HIGH_PERCENT))
    if high <= low:
        low, high = low - 1.0, low + 1.0
    return (float(low), float(high))


def _plane(samples: NDArray[np.generic], limits: Limits, gamma: float) -> NDArray[np.uint8]:
    if samples.dtype.kind in "ui" and samples.dtype.itemsize <= 2:
        index = samples.view(f"u{samples.dtype.itemsize}")
        return np.asarray(cv2.LUT(index, _table(samples.dtype.str, limits, gamma)), dtype=np.uint8)
    return _curve(samples.astype(np.float32), limits, gamma)


@lru_cache(maxsize=32)
def _table(dtype: str, limits: Limits, gamma: float) -> NDArray[np.uint8]:
    """What every sample of an 8 or 16 bit dtype becomes, indexed by its bits read as unsigned."""
    kind = np.dtype(dtype)
    index = np.arange(2 ** (8 * kind.itemsize), dtype=f"u{kind.itemsize}")
    return _curve(index.view(kind).astype(np.float32), limits, gamma)


def _curve(samples: NDArray[np.float32], limits: Limits, gamma: float) -> NDArray[np.uint8]:
    low, high = limits
    share = np.nan_to_num((samples - np.float32(low)) / np.float32(high - low), nan=0.0, posinf=1.0, neginf=0.0)
    share = np.clip(share, 0.0, 1.0)
    if gamma != 1.0:
        share **= np.float32(1.0 / gamma)
    return np.asarray(np.rint(share * 255.0), dtype=np.uint8)
