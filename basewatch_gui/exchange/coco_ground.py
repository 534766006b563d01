"""Where frames lie on the globe."""

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import GroundMap


def bounds_wgs84(ground: GroundMap, width: int, height: int) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of a frame in degrees by its georeference; west > east across the antimeridian.

    None without a georeference. 5 x 5 places are taken, so that a frame whose edges bend is covered well.
    """
    xs, ys = np.linspace(0, width, 5), np.linspace(0, height, 5)
    grid = np.column_stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
    if not ground.is_georeferenced:
        return None
    places = ground.to_lonlats(grid)
    places = places[np.isfinite(places).all(axis=1)]
    if not len(places):
        return None
    first = places[0, 0]
    across = first + _wrapped(places[:, 0] - first)
    west, east = _wrapped(np.array([across.min(), across.max()]))
    return (float(west), float(places[:, 1].min()), float(east), float(places[:, 1].max()))


def _wrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return (degrees + 180.0) % 360.0 - 180.0
