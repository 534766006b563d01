"""The Viewpoint that all panes share."""

from dataclasses import dataclass, replace
from functools import lru_cache

from affine import Affine

from basewatch_gui.geometry.transform import XY, apply_one, full_circle

FINEST_M_PER_SCR = 1e-4
COARSEST_M_PER_SCR = 1e5
"""Limits of zooming, in metres per screen pixel."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Ground centre in plane metres, metres per screen pixel, and the bearing at the top of the screen.

    The bearing is in degrees clockwise from the plane's north.
    """

    centre_m: XY = (0.0, 0.0)
    metres_per_scr: float = 1.0
    rotation_deg: float = 0.0

    def plane_to_screen(self, size_scr: XY) -> Affine:
        """Return the affine from plane metres to screen pixels (y down) of a pane of this width and height."""
        return _plane_to_screen(self.centre_m, self.metres_per_scr, self.rotation_deg, size_scr)

    def at(self, point_scr: XY, size_scr: XY) -> XY:
        """Return the place in plane metres under a screen place."""
        dx, dy = point_scr[0] - size_scr[0] / 2, point_scr[1] - size_scr[1] / 2
        step_x, step_y = apply_one(self._screen_to_plane_linear(), (dx, dy))
        return (self.centre_m[0] + step_x, self.centre_m[1] + step_y)

    def panned(self, dx_scr: float, dy_scr: float) -> "Viewpoint":
        """Return the viewpoint after the ground was dragged by so many screen pixels."""
        step_x, step_y = apply_one(self._screen_to_plane_linear(), (dx_scr, dy_scr))
        return replace(self, centre_m=(self.centre_m[0] - step_x, self.centre_m[1] - step_y))

    def zoomed(self, factor: float, at_scr: XY, size_scr: XY) -> "Viewpoint":
        """Return the viewpoint magnified by a factor; the ground under `at_scr` stays there."""
        scale = min(max(self.metres_per_scr / factor, FINEST_M_PER_SCR), COARSEST_M_PER_SCR)
        fixed = self.at(at_scr, size_scr)
        closer = replace(self, metres_per_scr=scale)
        moved = closer.at(at_scr, size_scr)
        centre = (self.centre_m[0] + fixed[0] - moved[0], self.centre_m[1] + fixed[1] - moved[1])
        return replace(closer, centre_m=centre)

    def turned(self, by_deg: float) -> "Viewpoint":
        """Return the viewpoint with the bearing at the top changed by so many degrees."""
        return replace(self, rotation_deg=full_circle(self.rotation_deg + by_deg))

    def _screen_to_plane_linear(self) -> Affine:
        cosine, sine = _cos_sin(self.rotation_deg)
        a, b = cosine * self.metres_per_scr, -sine * self.metres_per_scr
        return Affine(a, b, 0.0, b, -a, 0.0)


@lru_cache(maxsize=16)
def _plane_to_screen(centre_m: XY, metres_per_scr: float, rotation_deg: float, size_scr: XY) -> Affine:
    """Return the affine of Viewpoint.plane_to_screen; cached, since every pane asks for it several times a paint."""
    cosine, sine = _cos_sin(rotation_deg)
    a, b = cosine / metres_per_scr, -sine / metres_per_scr
    x_m, y_m = centre_m
    return Affine(a, b, size_scr[0] / 2 - a * x_m - b * y_m, b, -a, size_scr[1] / 2 - b * x_m + a * y_m)


@lru_cache(maxsize=64)
def _cos_sin(angle_deg: float) -> tuple[float, float]:
    """Return cosine and sine, exact at right angles."""
    turn = Affine.rotation(angle_deg)
    return (float(turn.a), float(turn.d))


def fit_viewpoint(bounds_m: tuple[float, float, float, float], size_scr: XY, rotation_deg: float = 0.0) -> Viewpoint:
    """Return the viewpoint that shows west, south, east, north bounds, with a margin of 1 %, in a pane of this size."""
    west, south, east, north = bounds_m
    wide, high = max(east - west, 1e-3), max(north - south, 1e-3)
    scale = max(wide / max(size_scr[0], 1.0), high / max(size_scr[1], 1.0)) * 1.02
    return Viewpoint(
        ((west + east) / 2, (south + north) / 2), min(max(scale, FINEST_M_PER_SCR), COARSEST_M_PER_SCR), rotation_deg
    )
