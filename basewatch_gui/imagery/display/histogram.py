"""Histograms, and the curve that gives one frame the brightness of another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.imagery.tile import Valid

MAX_BINS = 256
"""Bins of a histogram; fewer where integers have fewer values."""

MATCHING_KNOTS = 65
"""Places along the cumulative histogram that a matching curve goes through."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts of samples in equally wide bins: `edges` (bins + 1) and `counts` (bins)."""

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]


def histogram_of(samples: NDArray[Any], valid: Valid) -> Histogram:
    """Count the valid samples from the least to the greatest; integers fall into whole-numbered bins."""
    seen = samples.ravel() if valid is None else samples[valid]
    is_float = seen.dtype.kind == "f"
    if is_float:
        seen = seen[np.isfinite(seen)]
    if seen.size == 0:
        return Histogram(np.array([0.0, 1.0]), np.zeros(1, np.int64))
    low, high = float(seen.min()), float(seen.max())
    if is_float:
        edges = np.linspace(low, high if high > low else low + 1.0, MAX_BINS + 1)
    else:
        step = max(1.0, np.ceil((high - low + 1) / MAX_BINS))
        edges = low - 0.5 + step * np.arange(np.ceil((high - low + 1) / step) + 1)
    counts, _ = np.histogram(seen, edges)
    return Histogram(edges, counts.astype(np.int64))


def matching_knots(
    samples: NDArray[Any], valid: Valid, reference: NDArray[Any], reference_valid: Valid
) -> tuple[tuple[float, float], ...]:
    """Return pairs (sample, reference sample), both rising, that map samples to the reference's distribution.

    Sample and reference sample stand at the same quantile of each one's valid samples. Without valid samples on both
    sides there are none.
    """
    own, other = _finite(samples, valid), _finite(reference, reference_valid)
    if own.size == 0 or other.size == 0:
        return ()
    # Closer together at both ends, where few samples reach far and limits lie.
    quantiles = (1.0 - np.cos(np.pi * np.linspace(0.0, 1.0, MATCHING_KNOTS))) / 2.0
    along, up = np.quantile(own, quantiles), np.quantile(other, quantiles)
    places, first = np.unique(along, return_index=True)
    last = np.append(first[1:], len(along)) - 1
    return tuple((float(place), float((up[a] + up[b]) / 2)) for place, a, b in zip(places, first, last, strict=True))


def _finite(samples: NDArray[Any], valid: Valid) -> NDArray[np.float64]:
    """Return the valid and finite samples as doubles, in one row."""
    seen = (samples.ravel() if valid is None else samples[valid]).astype(np.float64)
    return seen[np.isfinite(seen)]
