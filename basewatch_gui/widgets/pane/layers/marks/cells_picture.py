"""The cells of a grid as a picture of one pixel a cell, by itself and over a frame."""

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from basewatch_gui.geometry.transform import chained
from basewatch_gui.model.grid import STATES, Squares
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.marks.cells_layer import state_colour

VEIL = 0.6
"""How opaque the states are over a frame's picture; cells to do leave it bare."""


class CellsOver:
    """The picture of the cells over a frame, made anew only when they have changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: tuple[object, tuple[QImage, Affine] | None] = (None, None)

    def of(self, frame_id: int | None) -> tuple[QImage, Affine] | None:
        """The picture, and the way from its pixels to the frame's; None without a grid."""
        labelling_grid = self._session.labelling_grid
        squares = labelling_grid.squares(frame_id) if frame_id is not None else None
        if squares is None or frame_id is None or not squares.mask.size or not labelling_grid.walk.way.shown:
            return None
        key = (frame_id, squares, labelling_grid.version)
        if key != self._made[0]:
            picture = cells_picture(squares, labelling_grid.states(frame_id), veil=VEIL)
            self._made = (key, (picture, self._to_frame(squares, frame_id)))
        return self._made[1]

    def _to_frame(self, squares: Squares, frame_id: int) -> Affine:
        """On the plane linearised in the frame's middle: a map is some 100 pixels wide."""
        project, step, shift = self._session.project, squares.step, squares.overlap / 2
        start = squares.first.column * step + shift, squares.first.row * step + shift
        in_units = Affine(step, 0.0, start[0], 0.0, step, start[1])
        if not squares.on_plane:
            return in_units
        frame = project.frames[frame_id]
        linear = project.ground_map(frame_id).linear_at((frame.width / 2, frame.height / 2))
        return chained(~linear, Affine.scale(1.0, -1.0), in_units)


def cells_picture(squares: Squares, states: NDArray[np.uint8], veil: float | None = None) -> QImage:
    """The states' colours; squares that don't count are transparent, with a veil so opaque those to do are too."""
    colours = [state_colour(state) for state in STATES]
    for colour in colours if veil is not None else ():
        colour.setAlphaF(veil or 0.0)
    if veil is not None:
        colours[0].setAlpha(0)
    table = np.array([colour.rgba() for colour in colours], np.uint32)
    pixels = np.ascontiguousarray(np.where(squares.mask, table[states], np.uint32(0)))
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32).copy()
