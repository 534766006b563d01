"""Rational polynomial coefficients (RPC): map the pixels of an unrectified frame to the globe, and back."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points

Polynomial = tuple[float, ...]
"""Twenty coefficients in the order of RPC00B (STDI-0002)."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rpc:
    """The RPC00B model of a frame, as its provider gives it.

    Offsets and scales are in pixels counted between pixel centres (the centre of the first is 0), degrees on WGS 84 and
    metres above the ellipsoid.
    """

    line_offset: float
    line_scale: float
    sample_offset: float
    sample_scale: float
    lat_offset: float
    lat_scale: float
    lon_offset: float
    lon_scale: float
    height_offset: float
    height_scale: float
    line_numerator: Polynomial
    line_denominator: Polynomial
    sample_numerator: Polynomial
    sample_denominator: Polynomial


class LevelGround:
    """An RPC model over ground of one height, in metres above the ellipsoid; by default the model's height offset.

    Pixels are corner-origin here. A model is made for |longitude| and |latitude| up to 1 in its own scale: beyond REACH
    it is continued linearly, so that a frame seen from far away stays where it is.
    """

    REACH: Final = 1.5

    def __init__(self, rpc: Rpc, height_m: float | None = None) -> None:
        height = 0.0 if height_m is None else (height_m - rpc.height_offset) / rpc.height_scale
        self._table = _coefficient_table(rpc, height)
        self._ground = np.array([[rpc.lon_offset, rpc.lat_offset], [rpc.lon_scale, rpc.lat_scale]])
        # Half a pixel leads from pixel centres to the corner of the first pixel.
        self._image = np.array(
            [[rpc.sample_offset + 0.5, rpc.line_offset + 0.5], [rpc.sample_scale, rpc.line_scale]], dtype=np.float64
        )

    def to_image(self, points_deg: Points) -> Points:
        """Map longitude and latitude in degrees (WGS 84) to frame pixels; (N, 2) to (N, 2), nan if the model fails."""
        offset, scale = self._ground
        with np.errstate(all="ignore"):
            image, _ = self._project(((points_deg - offset) / scale).T)
            return _finite_or_nan(image.T * self._image[1] + self._image[0])

    def to_ground(self, points_px: Points) -> Points:
        """Map frame pixels to longitude and latitude in degrees (WGS 84); (N, 2) to (N, 2).

        Newton's method; nan if it does not converge within 20 steps or ends more than 0.0001 px off.
        """
        with np.errstate(all="ignore"):
            wanted = ((points_px - self._image[0]) / self._image[1]).T
            at = np.zeros_like(wanted)
            for _ in range(20):
                image, slope = self._project(at)
                off = wanted - image
                if not (np.abs(off) > 1e-11).any():
                    break
                at = at + _solve_2x2(slope, off)
            at[:, ~(np.abs(off) * self._image[1][:, np.newaxis] < 1e-4).all(axis=0)] = np.nan
            return _finite_or_nan(at.T * self._ground[1] + self._ground[0])

    def _project(self, ground: Array) -> tuple[Array, Array]:
        """Return sample and line (2, N) of longitude and latitude (2, N), and derivatives (2, 2, N); all scaled."""
        inside = np.minimum(np.maximum(ground, -self.REACH), self.REACH)
        x, y = inside
        xx, xy, yy = x * x, x * y, y * y
        terms = np.array((np.ones_like(x), x, y, xx, xy, yy, xx * x, xx * y, x * yy, yy * y))
        values = (self._table @ terms).reshape(3, 2, 2, -1)
        over, under = values[:, 0], values[:, 1]
        image = over[0] / under[0]
        slope = (over[1:] - image * under[1:]) / under[0]
        beyond = ground - inside
        return image + slope[0] * beyond[0] + slope[1] * beyond[1], slope.transpose(1, 0, 2)


_TERMS: Final = (
    *((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (2, 0, 0), (0, 2, 0), (0, 0, 2)),
    *((1, 1, 1), (3, 0, 0), (1, 2, 0), (1, 0, 2), (2, 1, 0), (0, 3, 0), (0, 1, 2), (2, 0, 1), (0, 2, 1), (0, 0, 3)),
)
"""Powers of longitude, latitude and height in RPC00B's twenty terms (STDI-0002, volume 1, appendix E)."""

_LEVEL_TERMS: Final = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))
"""Powers of longitude and latitude in the ten terms that remain at one height."""


def _coefficient_table(rpc: Rpc, height: float) -> Array:
    """Return the coefficients (12, 10) of the terms that are left at one height.

    The rows are the value, its derivative by longitude and by latitude; of each the numerators of sample and line, then
    their denominators.
    """
    table = np.zeros((3, 4, len(_LEVEL_TERMS)))
    polynomials = (rpc.sample_numerator, rpc.line_numerator, rpc.sample_denominator, rpc.line_denominator)
    for row, polynomial in enumerate(polynomials):
        for (lon, lat, up), coefficient in zip(_TERMS, polynomial, strict=True):
            value = coefficient * height**up
            table[0, row, _LEVEL_TERMS.index((lon, lat))] += value
            if lon:
                table[1, row, _LEVEL_TERMS.index((lon - 1, lat))] += lon * value
            if lat:
                table[2, row, _LEVEL_TERMS.index((lon, lat - 1))] += lat * value
    return table.reshape(12, -1)


def _solve_2x2(slope: Array, wanted: Array) -> Array:
    """Solve slope (2, 2, N) times step (2, N) = wanted (2, N) for the step."""
    (a, b), (c, d) = slope
    u, v = wanted
    step: Array = np.array((d * u - b * v, a * v - c * u)) / (a * d - b * c)
    return step


def _finite_or_nan(points: Points) -> Points:
    points[~np.isfinite(points).all(axis=1)] = np.nan
    return points
