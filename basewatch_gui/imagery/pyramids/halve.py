"""Halving pictures: each pixel the mean of the valid ones among 2 x 2."""

from typing import Any, Final

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.imagery.tile import Samples, Valid

_BY_OPENCV: Final = {np.dtype(name) for name in ("uint8", "uint16", "int16", "float32")}


def halve(samples: Samples, valid: Valid, *, picked: bool = False) -> tuple[Samples, Valid]:
    """Return samples (bands, height, width) at half the size, rounded up where it is odd, and which of them are valid.

    Invalid and non-finite samples add nothing to a mean, integers are rounded half up, and a pixel is valid where any
    of its four is. `picked` takes the upper left valid one of the four instead, as for colours of a palette.
    """
    flags = None if valid is None else _quarters(valid)
    if picked:
        half = samples[:, ::2, ::2].copy() if flags is None else _first_valid(samples, flags)
    else:
        half = np.stack([_mean_of(band, valid) for band in samples])
    if flags is None:
        return half, None
    some = np.logical_or.reduce(flags)
    return half, None if some.all() else some


def _mean_of(band: NDArray[Any], valid: Valid) -> NDArray[Any]:
    """Return the mean of those samples that are valid and finite; where none are, the upper left one."""
    counted = valid
    if band.dtype.kind == "f" and not (finite := np.isfinite(band)).all():
        counted = finite if valid is None else finite & valid
    mean = _plain_mean(band)
    if counted is None:
        return mean
    quarters, flags = _quarters(band), _quarters(counted)
    some = np.logical_or.reduce(flags)
    mean[~some] = quarters[0][~some]
    # Right already where all four count; only the few that are mixed, along edges of nodata, are computed one by one.
    mixed = np.nonzero(some & ~np.logical_and.reduce(flags))
    values = np.stack([quarter[mixed] for quarter in quarters]).astype(np.float64)
    weights = np.stack([flag[mixed] for flag in flags])
    mean[mixed] = _cast(np.where(weights, values, 0.0).sum(axis=0) / weights.sum(axis=0), band.dtype)
    return mean


def _plain_mean(band: NDArray[Any]) -> NDArray[Any]:
    """Return the mean of four samples, all taken as valid."""
    if band.dtype in _BY_OPENCV:
        even = _even(band)
        size = (even.shape[1] // 2, even.shape[0] // 2)
        return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA))
    with np.errstate(invalid="ignore", over="ignore"):
        total = sum(quarter.astype(np.float64) for quarter in _quarters(band))
    return _cast(np.asarray(total) / 4, band.dtype)


def _first_valid(samples: Samples, flags: tuple[NDArray[np.bool_], ...]) -> Samples:
    """Return the first valid one of four samples: upper left, lower left, upper right, lower right."""
    quarters = [samples[:, row::2, column::2] for row, column in ((0, 0), (1, 0), (0, 1), (1, 1))]
    half = quarters[0].copy()
    taken = flags[0].copy()
    for quarter, flag in zip(quarters[1:], flags[1:], strict=True):
        height, width = quarter.shape[1:]
        fresh = (flag & ~taken)[:height, :width]
        half[:, :height, :width][:, fresh] = quarter[:, fresh]
        taken |= flag
    return half


def _even(plane: NDArray[Any]) -> NDArray[Any]:
    """Return the plane with its last row and column repeated where their number is odd."""
    height, width = plane.shape
    return np.pad(plane, ((0, height % 2), (0, width % 2)), mode="edge") if height % 2 or width % 2 else plane


def _quarters(plane: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Return the four samples of each 2 x 2, as four planes: upper left, lower left, upper right, lower right."""
    even = _even(plane)
    return (even[::2, ::2], even[1::2, ::2], even[::2, 1::2], even[1::2, 1::2])


def _cast(values: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return means in the samples' own type, rounded half up and kept within its range."""
    if dtype.kind == "f":
        return values.astype(dtype)
    limits = np.iinfo(dtype)
    rounded = np.floor(values + 0.5)
    # The greatest integers of 64 bits have no equal among doubles: those above would wrap around.
    over = rounded >= float(limits.max)
    whole = np.where(over, 0.0, rounded).astype(dtype)
    whole[over] = limits.max
    return whole
