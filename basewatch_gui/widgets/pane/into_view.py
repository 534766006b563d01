"""Bring frames, labels and places into view, large enough to be judged."""

from dataclasses import replace
from math import isfinite

from basewatch_gui.geometry.outline import Outline, bounds_px, centre_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_grid import PaneGrid

IN_VIEW_MARGIN_SCR = 24.0
"""An outline nearer than this to a pane's edge is brought to its middle."""
LEAST_OUTLINE_SHARE, AIMED_OUTLINE_SHARE, MOST_OUTLINE_SHARE = 1 / 16, 1 / 4, 1.0
"""Shares of a pane's shorter side: an outline that takes less than the least or more than the most of it is zoomed to
the aimed one."""
LARGEST_PIXEL_SCR = 4.0
"""A frame pixel is shown no larger than this: a closer look shows no more."""


def centre_on_outline(session: Session, pane: Pane, frame_id: int, outline: Outline) -> None:
    """Centre a pane on an outline of a frame; zoom only if it would be too small or too large."""
    ground = session.project.ground_map(frame_id)
    centre = centre_px(outline)
    place_m, pixel_m = ground.place_at(centre), ground.metres_per_px(centre)
    if not all(map(isfinite, place_m)):
        return
    left, top, right, bottom = bounds_px(outline)
    size_m, view, side_scr = max(right - left, bottom - top) * pixel_m, pane.viewpoint, min(pane.size_scr)
    share = size_m / (view.metres_per_scr * side_scr)
    scale_m = view.metres_per_scr
    if size_m > 0 and not LEAST_OUTLINE_SHARE <= share <= MOST_OUTLINE_SHARE:
        closest_m = min(scale_m, pixel_m / LARGEST_PIXEL_SCR)
        scale_m = max(size_m / (AIMED_OUTLINE_SHARE * side_scr), closest_m)
    session.places.jump(pane.index, replace(view, centre_m=place_m, metres_per_scr=scale_m))


def bring_outline_into_view(session: Session, pane: Pane, frame_id: int, outline: Outline) -> None:
    """Centre a pane on an outline of a frame, unless the outline's centre is well within the pane already."""
    place_m = session.project.ground_map(frame_id).place_at(centre_px(outline))
    if not all(map(isfinite, place_m)):
        return
    x, y = pane.viewpoint.plane_to_screen(pane.size_scr) @ place_m
    width, height = pane.size_scr
    if not (
        IN_VIEW_MARGIN_SCR <= x <= width - IN_VIEW_MARGIN_SCR and IN_VIEW_MARGIN_SCR <= y <= height - IN_VIEW_MARGIN_SCR
    ):
        session.places.jump_to(pane.index, place_m)


def bring_label_into_view(session: Session, grid: PaneGrid, label: Label) -> None:
    """Centre the pane that shows a label's frame on the label, if the label's centre is outside the pane."""
    if label.frame_id not in grid.shown:
        return
    pane = grid.panes[grid.shown.index(label.frame_id)]
    place_m = session.project.ground_map(label.frame_id).place_at(centre_px(label.outline))
    if not all(map(isfinite, place_m)):
        return
    at_x, at_y = pane.viewpoint.plane_to_screen(pane.size_scr) @ place_m
    width, height = pane.size_scr
    if not (0 <= at_x <= width and 0 <= at_y <= height):
        session.view.centre_on(pane.index, place_m)


def pane_showing(grid: PaneGrid, frame_id: int | None) -> Pane | None:
    """Return the pane that shows a frame, preferring the active one; None if none does."""
    return next((pane for pane in (grid.active, *grid.panes) if pane.frame_id == frame_id), None)


def activate_frame(grid: PaneGrid, frame_id: int) -> None:
    """Activate the pane that shows a frame; if none does, show the frame in the active one."""
    if grid.active.frame_id != frame_id and frame_id in grid.shown:
        grid.activate(grid.shown.index(frame_id))
    elif frame_id not in grid.shown:
        grid.active.notice = ""
        grid.show_frame(grid.active.index, frame_id)


def centre_on_place(session: Session, grid: PaneGrid, frame_id: int, at_px: XY) -> None:
    """Centre on a place of a frame, in frame pixels, in the pane that shows the frame, else in the active one."""
    if frame_id in session.project.frames:
        activate_frame(grid, frame_id)
        session.places.jump_to(grid.active.index, session.project.ground_map(frame_id).place_at(at_px))
