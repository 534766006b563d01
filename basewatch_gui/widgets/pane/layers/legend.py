"""What a pane says of its frame: date, credit, pixel size, and why there is no picture."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.texts import frame_title

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Legend:
    """The texts of a pane.

    `metres_per_scr` is None where the frame has no scale, `north_deg` without a georeference.
    """

    title: str = ""
    details: str = ""
    notice: str = ""
    metres_per_scr: float | None = None
    north_deg: float | None = None
    active: bool = False


def legend_of(session: Session, frame_id: int | None, viewpoint: Viewpoint, notice: str) -> Legend:
    """The legend of a frame as a pane shows it; `notice` takes the place of the pane's own words."""
    frame = session.project.frames.get(frame_id) if frame_id is not None else None
    if frame is None:
        return Legend(notice=notice or _tr("Legend", "Drop a frame here, or press Ctrl+O"))
    ground = session.project.ground_map(frame.id)
    has_scale = ground.is_georeferenced or frame.gsd_m is not None
    pixel_m = ground.metres_per_px((frame.width / 2, frame.height / 2))
    size = _tr("Legend", "{size:.2f} m").format(size=pixel_m) if has_scale else _tr("Legend", "no scale")
    nudge = _tr("Legend", "nudged {metres:.1f} m").format(metres=frame.nudge_m) if frame.nudge_m else ""
    return Legend(
        frame_title(frame),
        "  ·  ".join(part for part in (frame.source.credit, size, nudge) if part),
        notice or _own_notice(session, frame),
        viewpoint.metres_per_scr if has_scale else None,
        viewpoint.rotation_deg if ground.is_georeferenced else None,
    )


def _own_notice(session: Session, frame: Frame) -> str:
    opened = session.tiles.frame(frame.id)
    if opened is None:
        return _tr("Legend", "Opening {name} …").format(name=frame.name)
    if not opened.has_valid_pixels:
        return _tr("Legend", "{name} has no valid pixels: every one is nodata.").format(name=frame.name)
    return ""
