"""Where a grid's squares lie on a frame and on the plane."""

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, Points, as_points
from basewatch_gui.model.grid import CellAt, Squares
from basewatch_gui.session.labelling.label_arrays import LabelArrays


def units_of(squares: Squares, ground: GroundMap, at_px: XY) -> XY:
    """A frame's pixel in the grid's units."""
    return ground.place_at(at_px) if squares.on_plane else at_px


def corners_px(squares: Squares, ground: GroundMap, at: CellAt) -> Points:
    """A square's corners in a frame's pixels, clockwise from its top left; (4, 2)."""
    corners = as_points(squares.corners(at))
    return ground.to_pixels(corners) if squares.on_plane else corners


def corners_m(squares: Squares, ground: GroundMap, at: CellAt) -> Points:
    """A square's corners in plane metres, clockwise from its top left; (4, 2)."""
    corners = as_points(squares.corners(at))
    return corners if squares.on_plane else ground.to_plane(corners)


def centre_m(squares: Squares, ground: GroundMap, at: CellAt) -> XY:
    """A square's middle in plane metres."""
    centre = squares.centre(at)
    return centre if squares.on_plane else ground.place_at(centre)


def cells_holding(squares: Squares, ground: GroundMap, places_px: Points) -> NDArray[np.intp]:
    """The squares that hold any of these pixels of a frame; (N, 2) columns and rows."""
    places = ground.to_plane(places_px) if squares.on_plane and len(places_px) else places_px
    return squares.holding(places)


def labels_in(squares: Squares, ground: GroundMap, at: CellAt, arrays: LabelArrays) -> int:
    """How many labels of a frame have their middle in a square."""
    corners = corners_px(squares, ground, at)
    if not np.isfinite(corners).all():
        return 0
    rows = arrays.within(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
    centres = arrays.centres_px(rows)
    places = ground.to_plane(centres) if squares.on_plane and len(centres) else centres
    return int(np.count_nonzero(squares.holds(at, places)))
