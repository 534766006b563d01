"""Texts beside what is being drawn: sizes, heading and advice, or the figures of a measurement."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.measure import PathMeasures, ShadowMeasures
from basewatch_gui.tools.preview import Measures, Preview
from basewatch_gui.widgets.pane.layers.figure_text import (
    bearing_text,
    figure_text,
    leg_texts,
    path_lines,
    shadow_lines,
)
from basewatch_gui.widgets.texts import advice_text

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PreviewTexts:
    """Texts over a frame: `lines` below each other beside what is drawn, `legs` along a path's legs."""

    lines: tuple[str, ...] = ()
    legs: tuple[str, ...] = ()


def preview_texts(preview: Preview | None, unit: str) -> PreviewTexts:
    """Return the texts of a preview; `unit` of measured lengths is m, km, ft or NM."""
    match preview.measured if preview is not None else None:
        case PathMeasures() as path:
            return PreviewTexts(path_lines(path, unit), leg_texts(path, unit))
        case ShadowMeasures() as shadow:
            return PreviewTexts(shadow_lines(shadow, unit))
        case _:
            return PreviewTexts(preview_lines(preview) if preview is not None else ())


def copied_text(preview: Preview | None, unit: str) -> str:
    """Return a measurement as text for the clipboard, one figure a line; empty without a measurement.

    Each leg of a path of several has a line too: number, length and bearing, separated by tabs.
    """
    if preview is None or preview.measured is None:
        return ""
    lines = list(preview_texts(preview, unit).lines)
    path = preview.measured
    if isinstance(path, PathMeasures) and len(path.legs) > 1:
        for number, leg in enumerate(path.legs, start=1):
            length = figure_text(leg.length, unit, path.in_metres)
            lines.append(f"{number}\t{length}\t{bearing_text(leg, path.is_true)}")
    return "\n".join(lines)


def preview_lines(preview: Preview) -> tuple[str, ...]:
    """Return sizes, heading and advice of what is being drawn, one line each, as far as they are known."""
    measures = preview.measures
    sizes = measures_text(measures)
    lines = [sizes] if sizes else []
    if measures.heading_px_deg is not None:
        lines.append(_tr("Preview", "heading {degrees:.0f}°").format(degrees=measures.heading_px_deg))
    if preview.advice is not None:
        lines.append(advice_text(preview.advice))
    return tuple(lines)


def measures_text(measures: Measures) -> str:
    """Return the sizes of an object, length by width in metres; empty where they are unknown."""
    if measures.length_m is None or measures.width_m is None:
        return ""
    return f"{measures.length_m:.1f} × {measures.width_m:.1f} m"


def caption_sizes_text(measures: Measures) -> str:
    """Return the second part of a label's caption: its sizes and its heading, as far as they are known."""
    heading = "" if measures.heading_px_deg is None else f"{measures.heading_px_deg:.0f}°"
    return "  ".join(part for part in (measures_text(measures), heading) if part)
