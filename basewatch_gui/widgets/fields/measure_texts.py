"""Sizes and headings as texts."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.measures import Measures

_tr = QCoreApplication.translate


def size_text(measures: Measures) -> str:
    """Return length by width with the unit; empty where there is none."""
    if measures.length is None or measures.width is None:
        return ""
    template = _tr("Measures", "{length:.0f} × {width:.0f} px")
    if measures.in_metres:
        template = _tr("Measures", "{length:.1f} × {width:.1f} m")
    return template.format(length=measures.length, width=measures.width)


def heading_text(heading_deg: float | None) -> str:
    """Return a heading in whole degrees with three digits, as navigators write it."""
    return "" if heading_deg is None else f"{round(heading_deg) % 360:03d}°"
