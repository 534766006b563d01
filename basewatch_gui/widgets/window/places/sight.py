"""Bringing what is spoken of into view, large enough to be judged."""

from dataclasses import replace
from math import isfinite

from basewatch_gui.geometry.outline import Outline, bounds_px, centre_px
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.pane import Pane

MARGIN_SCR = 24.0
"""What is nearer than this to a pane's edge is brought to its middle."""
LEAST_SHARE, AIMED_SHARE, MOST_SHARE = 1 / 16, 1 / 4, 1.0
"""Of a pane's shorter side: what takes less or more of it is brought to the middle one."""
LARGEST_PIXEL_SCR = 4.0
"""Looking closer shows no more of a frame."""


def look_at(session: Session, pane: Pane, frame_id: int, outline: Outline) -> None:
    """Bring an outline on a frame to the pane's middle; the scale changes only where it is too small or too large."""
    ground = session.project.ground_map(frame_id)
    centre = centre_px(outline)
    place_m, pixel_m = ground.place_at(centre), ground.metres_per_px(centre)
    if not all(map(isfinite, place_m)):
        return
    left, top, right, bottom = bounds_px(outline)
    size_m, view, side_scr = max(right - left, bottom - top) * pixel_m, pane.viewpoint, min(pane.size_scr)
    share = size_m / (view.metres_per_scr * side_scr)
    scale_m = view.metres_per_scr
    if size_m > 0 and not LEAST_SHARE <= share <= MOST_SHARE:
        closest_m = min(scale_m, pixel_m / LARGEST_PIXEL_SCR)
        scale_m = max(size_m / (AIMED_SHARE * side_scr), closest_m)
    session.places.jump(pane.index, replace(view, centre_m=place_m, metres_per_scr=scale_m))


def bring_to_sight(session: Session, pane: Pane, frame_id: int, outline: Outline) -> None:
    """Have a pane look at an outline on a frame, unless its centre is well within the pane already."""
    place_m = session.project.ground_map(frame_id).place_at(centre_px(outline))
    if not all(map(isfinite, place_m)):
        return
    x, y = pane.viewpoint.plane_to_screen(pane.size_scr) @ place_m
    width, height = pane.size_scr
    if not (MARGIN_SCR <= x <= width - MARGIN_SCR and MARGIN_SCR <= y <= height - MARGIN_SCR):
        session.places.jump_to(pane.index, place_m)
