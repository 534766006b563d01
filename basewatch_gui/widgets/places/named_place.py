"""A place named by text: going there, and naming the place under the pointer."""

from math import isfinite
from typing import Literal

from basewatch_gui.geometry.coordinates import LonLat, PixelPlace, latlon_text, lonlat_text, mgrs_text, parse_place
from basewatch_gui.geometry.transform import XY, apply_one, as_points
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.project import Project
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.pane_grid import PaneGrid

Form = Literal["latlon", "lonlat", "mgrs", "pixel"]

COPY_DECIMALS = 6
"""Of a degree: a tenth of a metre, finer than a pixel."""


def go_to(text: str, session: Session, grid: PaneGrid) -> None:
    """Bring the place that the text names to the middle of the panes and mark it for a moment.

    Raises CoordinateError where the text can't be read, BasewatchError where the place is on no frame.
    """
    place = parse_place(text)
    frame_id = grid.active.frame_id if grid.active.frame_id in session.project.frames else None
    if isinstance(place, PixelPlace):
        place_m = _of_pixel(place, session.project, frame_id)
    else:
        place_m = _of_lonlat(place, session.project, frame_id)
        if not any(_reaches(session.project, key, place_m) for key in session.project.frames):
            raise BasewatchError("{place} is on no frame of this project.", place=text.strip())
    session.places.jump_to(grid.active.index, place_m)
    grid.flash_place(place_m)


def place_text(form: Form, session: Session, grid: PaneGrid) -> str:
    """Return the place under the pointer, or in the middle of the active pane, as text in the given form.

    Raises BasewatchError where there is no frame, or it has no georeference.
    """
    view = session.view
    over = next((pane for pane in grid.panes if pane.index == view.cursor_pane), grid.active)
    place_m = view.cursor_m if view.cursor_m is not None and over.index == view.cursor_pane else over.viewpoint.centre_m
    ground = over.ground
    if ground is None:
        raise BasewatchError("There is no frame under the pointer whose place could be copied.")
    x, y = ground.to_pixels(as_points(place_m))[0]
    if form == "pixel":
        return f"{x:.1f}, {y:.1f}"
    lonlat = ground.to_lonlat((float(x), float(y)))
    if lonlat is None:
        raise BasewatchError("This frame has no georeference: its pixel can be copied, a longitude and latitude can't.")
    if form == "mgrs":
        reference = mgrs_text(lonlat)
        if not reference:
            raise BasewatchError("MGRS ends at 80° S and 84° N: copy latitude and longitude instead.")
        return reference
    return latlon_text(lonlat, COPY_DECIMALS) if form == "latlon" else lonlat_text(lonlat, COPY_DECIMALS)


def _of_pixel(place: PixelPlace, project: Project, frame_id: int | None) -> XY:
    if frame_id is None:
        raise BasewatchError("The active pane shows no frame whose pixels could be counted.")
    frame = project.frames[frame_id]
    if not (0 <= place.x_px <= frame.width and 0 <= place.y_px <= frame.height):
        raise BasewatchError(
            "Pixel {x:g}, {y:g} is outside {name}, which has {width} × {height}.",
            x=place.x_px, y=place.y_px, name=frame.name, width=frame.width, height=frame.height,
        )  # fmt: skip
    x, y = project.ground_map(frame_id).to_plane(as_points((place.x_px, place.y_px)))[0]
    return (float(x), float(y))


def _of_lonlat(place: LonLat, project: Project, frame_id: int | None) -> XY:
    """Return where the active frame shows the place, by its registration: the status bar then reads what was typed."""
    if project.plane is None:
        raise BasewatchError("No frame of this project has a georeference: go to a pixel instead.")
    x, y = project.plane.from_lonlat(as_points((place.lon_deg, place.lat_deg)))[0]
    ground = project.ground_map(frame_id) if frame_id is not None else None
    place_m = (float(x), float(y))
    return apply_one(ground.registration, place_m) if ground is not None and ground.is_georeferenced else place_m


def _reaches(project: Project, frame_id: int, place_m: XY) -> bool:
    frame = project.frames[frame_id]
    if not all(map(isfinite, place_m)):
        return False
    x, y = project.ground_map(frame_id).to_pixels(as_points(place_m))[0]
    return bool(0 <= x <= frame.width and 0 <= y <= frame.height)
