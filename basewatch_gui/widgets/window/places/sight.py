"""Bringing what is spoken of into view, only where it is out of sight."""

from math import isfinite

from basewatch_gui.geometry.outline import Outline, centre_px
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.pane import Pane

MARGIN_SCR = 24.0
"""What is nearer than this to a pane's edge is brought to its middle."""


def bring_to_sight(session: Session, pane: Pane, frame_id: int, outline: Outline) -> None:
    """Have a pane look at an outline on a frame, unless its centre is well within the pane already."""
    place_m = session.project.ground_map(frame_id).place_at(centre_px(outline))
    if not all(map(isfinite, place_m)):
        return
    x, y = pane.viewpoint.plane_to_screen(pane.size_scr) @ place_m
    width, height = pane.size_scr
    if not (MARGIN_SCR <= x <= width - MARGIN_SCR and MARGIN_SCR <= y <= height - MARGIN_SCR):
        session.places.jump_to(pane.index, place_m)
