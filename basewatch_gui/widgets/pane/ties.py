"""The crosses of tie points in a pane."""

from PySide6.QtCore import QRectF

from basewatch_gui.session.session import Session
from basewatch_gui.tools.tie_point import TiePointTool
from basewatch_gui.widgets.pane.layers.ties_layer import Cross, TiesLayer
from basewatch_gui.widgets.pane.showing import Showing


def refresh_ties(layer: TiesLayer, side: tuple[Showing, QRectF] | None, session: Session, tool: str) -> None:
    """Prepare the crosses on the frame of one part of a pane; hidden unless the user registers frames."""
    registering = session.registering
    showing, part = side if side is not None else (None, None)
    shows = showing is not None and (registering.is_open or tool == TiePointTool.record.name)
    layer.setVisible(shows)
    if not shows or showing is None or showing.frame_id is None or showing.to_screen is None:
        return
    layer.clip_to(part)
    ties = registering.ties
    crosses = [
        Cross(at_px, number + 1, number == ties.selected, ties.points[number].used)
        for number, at_px in (ties.on(showing.frame_id).crosses if showing.frame_id in (ties.pair or ()) else ())
    ]
    layer.prepare(crosses, showing.to_screen)
