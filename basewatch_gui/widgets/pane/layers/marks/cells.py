"""What the layer of cells shows of a frame in a pane."""

from affine import Affine
from PySide6.QtCore import QRectF

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import apply_one, chained
from basewatch_gui.model.grid import CellAt, Squares
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.marks.cells_layer import CellsLayer
from basewatch_gui.widgets.pane.showing import Showing


def refresh_cells(
    layer: CellsLayer, side: tuple[Showing, QRectF] | None, session: Session, *, alone: bool, hidden: bool
) -> None:
    """Make the layer ready for a frame that is seen in its part of the pane, or in all of it where it is alone."""
    labelling_grid = session.labelling_grid
    frame_id = side[0].frame_id if side is not None and not hidden and labelling_grid.walk.way.shown else None
    squares = labelling_grid.squares(frame_id) if frame_id is not None else None
    layer.setVisible(squares is not None and side is not None and side[0].to_screen is not None)
    if side is None or frame_id is None or squares is None or side[0].to_screen is None:
        return
    showing, part = side
    layer.clip_to(None if alone else part)
    ground = showing.ground
    assert ground is not None
    to_screen = _units_to_screen(squares, ground, side[0].to_screen, part)
    layer.prepare(squares, labelling_grid.states(frame_id), to_screen, part, walked_on(labelling_grid, frame_id))


def walked_on(labelling_grid: LabellingGrid, frame_id: int) -> CellAt | None:
    """The cell that is walked, where this frame shares the walked grid."""
    walk = labelling_grid.walk
    if walk.frame_id is None or labelling_grid.grid(walk.frame_id) != labelling_grid.grid(frame_id):
        return None
    return walk.cell


def _units_to_screen(squares: Squares, ground: GroundMap, to_screen: Affine, part: QRectF) -> Affine:
    """From the grid's units to the screen; on the plane as the frame is shown, linearised in the part's middle."""
    if not squares.on_plane:
        return to_screen
    centre = part.center()
    return chained(to_screen, ~ground.linear_at(apply_one(~to_screen, (centre.x(), centre.y()))))
