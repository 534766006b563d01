"""Texts of a comparison."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from basewatch_gui.session.comparing import Mode
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.texts import frame_title

_tr = QCoreApplication.translate
_DAY = len("2024-12-13")


def side_titles(session: Session, frame_ids: Sequence[int | None]) -> list[str]:
    """Return short titles that tell frames apart: days, or time or name if two share a day or one has none."""
    frames = [session.project.frames.get(key) if key is not None else None for key in frame_ids]
    days = [frame.acquired[:_DAY] if frame is not None and frame.acquired else "" for frame in frames]
    if all(days) and len(set(days)) == len(days):
        return days
    return [frame_title(frame) if frame is not None else "" for frame in frames]


def mode_name(mode: Mode) -> str:
    """Return the name of a way of comparing."""
    names: dict[Mode, str] = {
        "flicker": _tr("Compare", "Flicker"),
        "swipe": _tr("Compare", "Swipe"),
        "fade": _tr("Compare", "Fade"),
        "difference": _tr("Compare", "Difference"),
        "colours": _tr("Compare", "Red / cyan"),
    }
    return names[mode]
