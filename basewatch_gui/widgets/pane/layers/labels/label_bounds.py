"""Where labels are on the screen."""

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import apply
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.widgets.pane.layers.labels.strokes import POINT_MARK_SCR, Floats

_CORNERS = np.array([[0, 1], [2, 1], [2, 3], [0, 3]])


def bounds_scr(arrays: LabelArrays, rows: Rows, to_screen: Affine) -> Floats:
    """Return left, top, right and bottom of each row on the screen, (N, 4); of a point those of its mark."""
    envelopes = arrays.bounds_px(rows)
    is_quad: NDArray[np.bool_] = arrays.is_quad(rows)[:, None, None]
    corners = np.where(is_quad, arrays.quads_px[rows], envelopes[:, _CORNERS])
    places = apply(to_screen, corners).reshape(-1, 4, 2)
    grown = np.where(arrays.sizes_px(rows) == 0, POINT_MARK_SCR, 0.0)[:, None]
    return np.concatenate([places.min(axis=1) - grown, places.max(axis=1) + grown], axis=1)
