"""Read-only facts of one frame: file, georeference and registration."""

from dataclasses import dataclass
from math import atan2, degrees, isfinite, sqrt

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.coordinates import latlon_text, mgrs_text
from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.model.frame import IDENTITY, Frame, ground_map
from basewatch_gui.model.project import Project
from basewatch_gui.widgets.details.detail_values import origin_of

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FrameFact:
    """Name of a fact, its text, and where it came from."""

    name: str
    text: str
    origin: str


def frame_facts(frame: Frame, project: Project) -> list[FrameFact]:
    """Return the facts of a frame that can't be edited, in the order to be shown; unknown ones are left out."""
    header, place = _tr("Details", "the file's header"), _place_origin(frame)
    middle = frame.centre_px
    lonlat = project.ground_map(frame.id).to_lonlat(middle)
    size = _tr("Details", "{width} × {height} px").format(width=frame.width, height=frame.height)
    bands = _tr("Details", "{bands} × {dtype}").format(bands=frame.bands, dtype=frame.dtype)
    computed = _tr("Details", "computed from the file's bytes")
    facts = [
        FrameFact(_tr("Details", "Size"), size, header),
        FrameFact(_tr("Details", "Bands"), bands, header),
        FrameFact(_tr("Details", "CRS"), _crs_text(frame), place),
        FrameFact(_tr("Details", "Centre"), "" if lonlat is None else latlon_text(lonlat), place),
        FrameFact(_tr("Details", "MGRS"), "" if lonlat is None else mgrs_text(lonlat), place),
        FrameFact(_tr("Details", "Registration"), registration_text(frame), _tr("Details", "this project")),
        FrameFact(_tr("Details", "SHA-256"), frame.source.sha256 or "", computed),
        FrameFact(_tr("Details", "File"), frame.path, _tr("Details", "this project")),
    ]
    return [fact for fact in facts if fact.text]


def pixel_text(frame: Frame) -> str:
    """Return the text of the pixel size on the ground at the frame's centre; '' if it is unknown."""
    plane = frame.plane
    if plane is None:
        return ""
    pixel_m = ground_map(frame, plane).metres_per_px(frame.centre_px)
    return _tr("Details", "pixel {size:.3g} m").format(size=pixel_m) if isfinite(pixel_m) else ""


def registration_text(frame: Frame) -> str:
    """Return how the registration moves the frame: shift, then rotation and scale if there is any."""
    if frame.registration == IDENTITY:
        return _tr("Details", "as delivered")
    a, b, _, d, e, _ = frame.registration
    turn_deg, scale = degrees(atan2(d - b, a + e)), sqrt(abs(a * e - b * d))
    parts = [_tr("Details", "shifted {metres:.2f} m").format(metres=frame.nudge_m)]
    if abs(turn_deg) >= 0.0005:
        parts.append(_tr("Details", "turned {degrees:.3f}°").format(degrees=turn_deg))
    if abs(scale - 1.0) >= 0.000005:
        parts.append(_tr("Details", "scaled {scale:.5f}").format(scale=scale))
    return ", ".join(parts)


def _crs_text(frame: Frame) -> str:
    if frame.plane is None:
        return _tr("Details", "no georeference")
    crs = None if frame.crs_wkt is None else parse_crs(frame.crs_wkt)
    return _tr("Details", "WGS 84, by RPC") if crs is None else str(crs.name)


def _place_origin(frame: Frame) -> str:
    words = origin_of(frame, "transform") or origin_of(frame, "rpc")
    return words or _tr("Details", "the file's georeference")
