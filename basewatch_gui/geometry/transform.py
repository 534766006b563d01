"""Affine transforms applied to arrays of points, and fitted to them."""

import numpy as np
from affine import Affine
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
"""Points as an (N, 2) array of x, y."""

XY = tuple[float, float]


def coefficients(transform: Affine) -> tuple[float, float, float, float, float, float]:
    """The six numbers of a transform, a to f; a slice of one that is new costs ten times as much."""
    return (transform.a, transform.b, transform.c, transform.d, transform.e, transform.f)


def chained(*transforms: Affine) -> Affine:
    """The product of the transforms: the last one acts first. One object is made, where each `@` makes another."""
    a, b, c, d, e, f = coefficients(transforms[0])
    for transform in transforms[1:]:
        oa, ob, oc, od, oe, of = coefficients(transform)
        a, b, c, d, e, f = (
            a * oa + b * od, a * ob + b * oe, a * oc + b * of + c,
            d * oa + e * od, d * ob + e * oe, d * oc + e * of + f,
        )  # fmt: skip
    return Affine(a, b, c, d, e, f)


def as_points(points: ArrayLike) -> Points:
    """The points as an (N, 2) float array, also when given as a single pair."""
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)


def apply(transform: Affine, points: ArrayLike) -> Points:
    """Send (N, 2) points through the transform; returns (N, 2)."""
    xy = as_points(points)
    a, b, c, d, e, f = coefficients(transform)
    return np.column_stack((a * xy[:, 0] + b * xy[:, 1] + c, d * xy[:, 0] + e * xy[:, 1] + f))


def apply_one(transform: Affine, point: XY) -> XY:
    """Send one point through the transform, without an array."""
    a, b, c, d, e, f = coefficients(transform)
    x, y = point
    return (a * x + b * y + c, d * x + e * y + f)


def full_circle(angle_deg: float) -> float:
    """The angle as 0 <= angle < 360, also where rounding would make a tiny negative one 360."""
    wrapped = angle_deg % 360.0
    return wrapped if wrapped < 360.0 else 0.0


def without_shift(transform: Affine) -> Affine:
    """The transform without its shift: how it changes directions and lengths."""
    return Affine(transform.a, transform.b, 0.0, transform.d, transform.e, 0.0)


def mean_scale(transform: Affine) -> float:
    """The side of the square that a unit square becomes in area: output units per input unit."""
    return float(abs(transform.determinant) ** 0.5)
