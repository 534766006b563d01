"""Apply affine transforms to points, and combine them."""

import numpy as np
from affine import Affine
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
"""Points as an (N, 2) array of x, y."""

XY = tuple[float, float]


def coefficients(transform: Affine) -> tuple[float, float, float, float, float, float]:
    """Return the coefficients a to f of a transform. Slicing an Affine that is new takes ten times as long."""
    return (transform.a, transform.b, transform.c, transform.d, transform.e, transform.f)


def chained(*transforms: Affine) -> Affine:
    """Return the product of the transforms, the last one acting first; makes one object, where each `@` makes one."""
    a, b, c, d, e, f = coefficients(transforms[0])
    for transform in transforms[1:]:
        oa, ob, oc, od, oe, of = coefficients(transform)
        a, b, c, d, e, f = (
            a * oa + b * od, a * ob + b * oe, a * oc + b * of + c,
            d * oa + e * od, d * ob + e * oe, d * oc + e * of + f,
        )  # fmt: skip
    return Affine(a, b, c, d, e, f)


def as_points(points: ArrayLike) -> Points:
    """Return points as an (N, 2) float array, also if given as a single pair."""
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)


def apply(transform: Affine, points: ArrayLike) -> Points:
    """Apply a transform to (N, 2) points, or to a single pair; returns (N, 2)."""
    xy = as_points(points)
    a, b, c, d, e, f = coefficients(transform)
    return np.column_stack((a * xy[:, 0] + b * xy[:, 1] + c, d * xy[:, 0] + e * xy[:, 1] + f))


def apply_one(transform: Affine, point: XY) -> XY:
    """Apply a transform to one point, without making an array."""
    a, b, c, d, e, f = coefficients(transform)
    x, y = point
    return (a * x + b * y + c, d * x + e * y + f)


def full_circle(angle_deg: float) -> float:
    """Wrap an angle to 0 <= angle < 360, also where rounding would turn a tiny negative one into 360."""
    wrapped = angle_deg % 360.0
    return wrapped if wrapped < 360.0 else 0.0


def without_shift(transform: Affine) -> Affine:
    """Return the linear part of a transform: how it changes directions and lengths."""
    return Affine(transform.a, transform.b, 0.0, transform.d, transform.e, 0.0)


def mean_scale(transform: Affine) -> float:
    """Return the mean scale of a transform, output units per input unit: the square root of its change of area."""
    return float(abs(transform.determinant) ** 0.5)
