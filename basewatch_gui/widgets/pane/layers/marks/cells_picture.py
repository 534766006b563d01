"""The states of a grid's cells as a picture of one pixel a cell, by itself and over a frame."""

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from basewatch_gui.geometry.transform import chained
from basewatch_gui.model.grid import STATES, Squares
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.marks.cells_layer import state_colour

STATE_OPACITY = 0.6
"""Opacity of the states over a frame's picture; cells to do are transparent."""


class FrameCellsPicture:
    """The picture of a frame's cells, made again only when they have changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cached: tuple[object, tuple[QImage, Affine] | None] = (None, None)

    def picture_of(self, frame_id: int | None) -> tuple[QImage, Affine] | None:
        """Return the picture and the transform from its pixels to frame pixels; None without a grid."""
        labelling_grid = self._session.labelling_grid
        squares = labelling_grid.squares(frame_id) if frame_id is not None else None
        if squares is None or frame_id is None or not squares.mask.size or not labelling_grid.walk.way.shown:
            return None
        key = (frame_id, squares, labelling_grid.version)
        if key != self._cached[0]:
            picture = cells_picture(squares, labelling_grid.states(frame_id), veil=STATE_OPACITY)
            self._cached = (key, (picture, self._to_frame(squares, frame_id)))
        return self._cached[1]

    def _to_frame(self, squares: Squares, frame_id: int) -> Affine:
        """Return the transform from the picture's pixels to frame pixels.

        A grid in metres is linearised once, in the frame's middle: a mini-map is some 100 pixels wide.
        """
        project, step, shift = self._session.project, squares.step, squares.overlap / 2
        start = squares.first.column * step + shift, squares.first.row * step + shift
        in_units = Affine(step, 0.0, start[0], 0.0, step, start[1])
        if not squares.on_plane:
            return in_units
        frame = project.frames[frame_id]
        linear = project.ground_map(frame_id).linear_at(frame.centre_px)
        return chained(~linear, Affine.scale(1.0, -1.0), in_units)


def cells_picture(squares: Squares, states: NDArray[np.uint8], veil: float | None = None) -> QImage:
    """Return an image of one pixel a cell in the colours of the states; cells outside the mask are transparent.

    With `veil`, an opacity from 0 to 1, the colours are that opaque and cells to do are transparent too.
    """
    colours = [state_colour(state) for state in STATES]
    for colour in colours if veil is not None else ():
        colour.setAlphaF(veil or 0.0)
    if veil is not None:
        colours[0].setAlpha(0)
    table = np.array([colour.rgba() for colour in colours], np.uint32)
    pixels = np.ascontiguousarray(np.where(squares.mask, table[states], np.uint32(0)))
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32).copy()
