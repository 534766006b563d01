"""Texts of a pane about its frame: date, credit, pixel size, zoom, and why there is no picture."""

from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.texts import crs_short, frame_title

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Legend:
    """What a pane's decoration shows; of `details` the first matter most, and a small pane drops the last ones.

    `metres_per_scr` is None where the frame has no scale, `north_deg` without a georeference.
    """

    title: str = ""
    details: tuple[str, ...] = ()
    zoom: str = ""
    notice: str = ""
    metres_per_scr: float | None = None
    north_deg: float | None = None
    active: bool = False


def legend_of(session: Session, frame_id: int | None, viewpoint: Viewpoint, notice: str) -> Legend:
    """Return the legend of a frame as a pane shows it; `notice`, if not empty, replaces the pane's own notice."""
    frame = session.project.frames.get(frame_id) if frame_id is not None else None
    if frame is None:
        return Legend(notice=notice or _tr("Legend", "Drop a frame here, or open frames"))
    ground = session.project.ground_map(frame.id)
    pixel_m = ground.metres_per_px(frame.centre_px)
    crs = crs_short(frame) if ground.is_georeferenced else ""
    nudge = _tr("Legend", "nudged {metres:.1f} m").format(metres=frame.nudge_m) if frame.nudge_m else ""
    return Legend(
        frame_title(frame),
        tuple(part for part in (_size_text(frame, pixel_m, ground.has_scale), nudge, crs, frame.source.credit) if part),
        zoom_text(pixel_m / viewpoint.metres_per_scr),
        notice or _own_notice(session, frame),
        viewpoint.metres_per_scr if ground.has_scale else None,
        viewpoint.rotation_deg if ground.is_georeferenced else None,
    )


def zoom_text(scr_per_px: float) -> str:
    """Return the zoom in percent from screen pixels per frame pixel, to two digits: more of them flicker."""
    percent = scr_per_px * 100
    if percent <= 0:
        return ""
    digits = 1 - floor(log10(percent))
    return f"{round(percent, digits):.{max(digits, 0)}f} %" if percent < 10 else f"{round(percent, digits):.0f} %"


def _size_text(frame: Frame, pixel_m: float, has_scale: bool) -> str:
    """Return the collected ground sample distance if it is known, else the pixel's size on the ground."""
    if frame.gsd_m is not None:
        return _tr("Legend", "{size:.2f} m").format(size=frame.gsd_m)
    return _tr("Legend", "{size:.2f} m").format(size=pixel_m) if has_scale else _tr("Legend", "no scale")


def _own_notice(session: Session, frame: Frame) -> str:
    """Return why a frame has no picture: it is still being opened, or has no valid pixels; else an empty text."""
    opened = session.tiles.frame(frame.id)
    if opened is None:
        return _tr("Legend", "Opening {name} …").format(name=frame.name)
    if not opened.has_valid_pixels:
        return _tr("Legend", "{name} has no valid pixels: every one is nodata.").format(name=frame.name)
    return ""
