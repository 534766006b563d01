"""The sizes and the advice that are written beside what is being drawn."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.tools.preview import Measures, Preview
from basewatch_gui.widgets.texts import advice_text

_tr = QCoreApplication.translate


def preview_lines(preview: Preview) -> tuple[str, ...]:
    """Length and width, heading, advice: one line each, as far as they are known."""
    measures = preview.measures
    sizes = measures_text(measures)
    lines = [sizes] if sizes else []
    if measures.heading_px_deg is not None:
        lines.append(_tr("Preview", "heading {degrees:.0f}°").format(degrees=measures.heading_px_deg))
    if preview.advice is not None:
        lines.append(advice_text(preview.advice))
    return tuple(lines)


def measures_text(measures: Measures) -> str:
    """Length and width in metres; empty where they are not known."""
    if measures.length_m is None or measures.width_m is None:
        return ""
    return f"{measures.length_m:.1f} × {measures.width_m:.1f} m"
