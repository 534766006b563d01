"""Rational polynomial coefficients: where on the globe a pixel of an unrectified frame lies."""

from dataclasses import dataclass

Polynomial = tuple[float, ...]
"""Twenty coefficients in the order of RPC00B (STDI-0002)."""


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
