"""Linearise a frame's ground map near the centre of the view, and reuse that while the difference can't be seen."""

from math import dist, isfinite

import numpy as np
from affine import Affine

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, Points, as_points

BEND_STEP_PX = 32.0
"""Step over which the bend of a map is measured: long against rounding, short against the bend's own change."""

LEAST_MOVE = 1 / 20
"""A shift under this fraction of the view's radius adds at most a tenth to the error of any affine at its edge."""


class NearLinear:
    """The affine from a frame's pixels to the plane near a place, computed again only when it would look different."""

    def __init__(self, ground: GroundMap) -> None:
        self.ground = ground
        self._linear: Affine | None = None
        self._bend_per_m = 0.0
        self._at_m: XY = (0.0, 0.0)

    def at(self, centre_m: XY, radius_m: float, most_off_m: float) -> Affine | None:
        """Return the affine for a view about this place with this radius; None where the frame's CRS does not reach.

        At the centre it is off by at most `most_off_m` from the affine that is exact there; at the radius by at most
        that, or a tenth of the error that the exact one has there, whichever is more.
        """
        if self._linear is None or not self._is_good_for(centre_m, radius_m, most_off_m):
            self._linearise(centre_m)
        return self._linear

    def _is_good_for(self, centre_m: XY, radius_m: float, most_off_m: float) -> bool:
        moved = dist(centre_m, self._at_m)
        slope_off = self._bend_per_m * moved
        near = slope_off * radius_m <= most_off_m or moved <= LEAST_MOVE * radius_m
        return near and slope_off * moved / 2 <= most_off_m

    def _linearise(self, centre_m: XY) -> None:
        self._linear, self._at_m = None, centre_m
        x, y = self.ground.to_pixels(as_points(centre_m))[0]
        if not (isfinite(x) and isfinite(y)):
            return
        linear = self.ground.linear_at((float(x), float(y)))
        bend = bend_per_m(self.ground, (float(x), float(y)), linear)
        if all(isfinite(value) for value in (*linear[:6], bend)) and linear.determinant != 0:
            self._linear, self._bend_per_m = linear, bend


def bend_per_m(ground: GroundMap, at_px: XY, linear: Affine) -> float:
    """Return a bound of how much the map's slope changes over a metre of the plane in any direction; 0 if affine."""
    steps: Points = np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1]], np.float64) * BEND_STEP_PX
    at = ground.to_plane(steps + as_points(at_px))
    across, down, both = (at[1:7:2] + at[2:7:2] - 2 * at[0]) / BEND_STEP_PX**2
    mixed = (both - across - down) / 2
    a, b, _, d, e, _ = linear[:6]
    wide, high = np.hypot(a, d), np.hypot(b, e)
    bends = np.hypot(*np.transpose([across / wide**2, down / high**2, mixed / (wide * high)]))
    return float(bends[0] + bends[1] + 2 * bends[2])
