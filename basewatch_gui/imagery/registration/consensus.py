"""Which of many pairs of places agree on one transform, and the simplest model that fits them."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points
from basewatch_gui.geometry.transform_fit import FIT_MODELS, LEAST_PAIRS, Fit, fit_transform, why_not_fit

Agree = NDArray[np.bool_]

_TRIES: Final = 400
_TRIALS: Final = 5000
_CONFIDENCE: Final = 0.999
_RICHER: Final = 1.15
"""A richer model must leave out so many times more pairs..."""
_NOISE_PX: Final = 0.05
"""... or scatter this much less: what measuring to a fraction of a pixel cannot tell apart."""


def find_agreeing_pairs(starts: Points, targets: Points, within_m: float) -> Agree:
    """Return which pairs (N, 2) agree within a distance under one transform.

    It is a shift, a similarity or an affine, whichever most pairs follow.
    """
    best = _by_shift(starts, targets, within_m)
    for estimate in (cv2.estimateAffinePartial2D, cv2.estimateAffine2D):
        if len(starts) < 6:
            break
        # OpenCV fits in 32 bits, which hold centimetres only near the origin: so both are taken about their means.
        origin, aim = starts.mean(axis=0), targets.mean(axis=0)
        near, there = (starts - origin).astype(np.float32), (targets - aim).astype(np.float32)
        matrix, mask = estimate(near, there, None, cv2.RANSAC, within_m, _TRIALS, _CONFIDENCE)
        if matrix is None or not _is_plain(np.asarray(matrix)[:, :2]):
            continue
        agree: Agree = np.asarray(mask).ravel() > 0
        if agree.sum() > _RICHER * best.sum():
            best = agree
    return best


def fit_simplest_model(starts: Points, targets: Points, px_m: float) -> Fit | None:
    """Return the fit by the simplest model that scatters hardly more than the richest; None without a pair.

    Scatter is counted by the degrees of freedom, so a rich model of few pairs has no advantage. `px_m` is the size of
    the pixels that the places were measured in.
    """
    fits = [
        fit_transform(model, starts, targets) for model in FIT_MODELS if why_not_fit(model, starts, targets) is None
    ]
    if not fits:
        return None
    checked = [found for found in fits if len(starts) >= 2 * LEAST_PAIRS[found.model]]
    least = min((found.spread for found in checked), default=float("inf"))
    return next((found for found in checked if found.spread <= _RICHER * least + _NOISE_PX * px_m), fits[0])


def covered_share(places: Points, bounds_m: tuple[float, float, float, float]) -> float:
    """Return the share 0..1 of a rectangle (west, south, east, north) that the convex hull of places (N, 2) covers."""
    west, south, east, north = bounds_m
    area = (east - west) * (north - south)
    if len(places) < 3 or area <= 0:
        return 0.0
    hull = cv2.convexHull((places - places.mean(axis=0)).astype(np.float32))
    return min(float(cv2.contourArea(hull)) / area, 1.0)


def _by_shift(starts: Points, targets: Points, within_m: float) -> Agree:
    """Return the pairs that share one shift.

    Each of up to 400 pairs is tried, and the mean shift of those that follow the best one once more.
    """
    moves = targets - starts
    best: Agree = np.zeros(len(moves), np.bool_)
    step = max(1, len(moves) // _TRIES)
    for tried in moves[::step]:
        agree = _near(moves, tried, within_m)
        if agree.sum() > best.sum():
            best = agree
    return _near(moves, moves[best].mean(axis=0), within_m) if best.any() else best


def _near(moves: Points, one: Points, within_m: float) -> Agree:
    return np.asarray(np.hypot(moves[:, 0] - one[0], moves[:, 1] - one[1]) <= within_m, np.bool_)


def _is_plain(linear: NDArray[np.float64]) -> bool:
    """Return True if a linear map neither mirrors nor stretches one way by a half more than the other."""
    long, short = np.linalg.svd(linear, compute_uv=False)
    return bool(np.linalg.det(linear) > 0 and long <= 1.5 * short)
