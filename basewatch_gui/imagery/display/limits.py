"""Limits of a stretch, found in samples."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.imagery.tile import Valid
from basewatch_gui.model.look import Limits, Look

ChannelSamples = NDArray[Any]
"""One channel's samples, any shape."""


def find_channel_limits(planes: Sequence[ChannelSamples], valid: Valid, look: Look) -> tuple[Limits, ...]:
    """The limits of each channel as the look's mode says, or one pair for all where it wants them together.

    Manual and matched limits, which are not found in samples, come from the look's percentiles until they are set.
    Without any valid sample the limits are 0 and 1; samples of one value lie in the middle of them.
    """
    seen = [_seen(plane, valid) for plane in planes]
    if look.together:
        return (_found(np.concatenate(seen), look),) * len(planes)
    return tuple(_found(each, look) for each in seen)


def _seen(samples: ChannelSamples, valid: Valid) -> ChannelSamples:
    seen = samples.ravel() if valid is None else samples[valid]
    return seen[np.isfinite(seen)] if seen.dtype.kind == "f" else seen


def _found(seen: ChannelSamples, look: Look) -> Limits:
    if seen.size == 0:
        return (0.0, 1.0)
    if look.mode == "sigma":
        mean, spread = float(seen.mean(dtype=np.float64)), look.sigmas * float(seen.std(dtype=np.float64))
        low, high = mean - spread, mean + spread
    elif look.mode == "minmax":
        low, high = float(seen.min()), float(seen.max())
    else:
        low, high = _percentiles(seen, look.percents)
    return (low, high) if high > low else (low - 1.0, low + 1.0)


def _percentiles(seen: ChannelSamples, percents: tuple[float, float]) -> Limits:
    """Both percentiles as numpy gives them; of 8 and 16 bits by counting, in a tenth of its time."""
    if seen.dtype.kind not in "ui" or seen.dtype.itemsize > 2:
        low, high = np.percentile(seen, percents)
        return float(low), float(high)
    least = int(seen.min())
    reached = np.cumsum(np.bincount(seen.astype(np.intp) - least))

    def at(percent: float) -> float:
        rank = percent / 100 * (seen.size - 1)
        below = int(rank)
        lower, upper = np.searchsorted(reached, (below, min(below + 1, seen.size - 1)), side="right")
        return float(least + lower + (rank - below) * (upper - lower))

    return at(percents[0]), at(percents[1])
