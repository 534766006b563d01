"""Texts of measurements: figures with their errors, in the unit that the user chose."""

from math import floor, isfinite, isnan, log10
from typing import Final

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.measure import Figure, Leg, PathMeasures, ShadowMeasures

_tr = QCoreApplication.translate

METRES_IN: Final = {"m": 1.0, "km": 1000.0, "ft": 0.3048, "NM": 1852.0}
"""Units of length in metres: the international foot of 1959 and the international nautical mile, both exact."""

LEAST_LEANING_DEG: Final = 15.0
"""Off nadir by more than this, the top of an object is seen well beside its foot: that of a 20 m fin by over 5 m."""


def path_lines(path: PathMeasures, unit: str) -> tuple[str, ...]:
    """Return the lines for a measured path.

    One leg: length and bearing; several: their sum, the last leg and its bearing; closed: area and perimeter.
    """
    total = figure_text(path.length, unit, path.in_metres)
    if path.is_closed:
        area = _tr("Measure", "crosses itself: no area")
        if path.area is not None:
            area = _tr("Measure", "area {figure}").format(figure=area_text(path.area, unit, path.in_metres))
        return (area, _tr("Measure", "perimeter {figure}").format(figure=total))
    last = path.legs[-1]
    if len(path.legs) == 1:
        return (total, bearing_text(last, path.is_true))
    leg = _tr("Measure", "last leg {figure}").format(figure=figure_text(last.length, unit, path.in_metres))
    return (_tr("Measure", "total {figure}").format(figure=total), leg, bearing_text(last, path.is_true))


def shadow_lines(shadow: ShadowMeasures, unit: str) -> tuple[str, ...]:
    """Return the lines for a height from a shadow: height, shadow, how its direction fits the sun, and a warning."""
    figure = figure_text(shadow.height, unit, shadow.in_metres)
    length = figure_text(shadow.shadow.length, unit, shadow.in_metres)
    lines = [
        _tr("Measure", "height {figure}").format(figure=figure),
        _tr("Measure", "shadow {figure}, sun {degrees:.1f}° high").format(
            figure=length, degrees=shadow.sun_elevation_deg
        ),
    ]
    if shadow.off_sun_deg is None:
        lines.append(bearing_text(shadow.shadow, shadow.is_true))
    elif round(shadow.off_sun_deg) == 0:
        lines.append(_tr("Measure", "runs straight away from the sun"))
    else:
        off = _tr("Measure", "{degrees:.0f}° clockwise of the sun's line")
        if shadow.off_sun_deg < 0:
            off = _tr("Measure", "{degrees:.0f}° anticlockwise of the sun's line")
        lines.append(off.format(degrees=abs(shadow.off_sun_deg)))
    if shadow.off_nadir_deg is not None and abs(shadow.off_nadir_deg) > LEAST_LEANING_DEG:
        note = _tr("Measure", "{degrees:.0f}° off nadir: start at the foot, not the top")
        lines.append(note.format(degrees=abs(shadow.off_nadir_deg)))
    return tuple(lines)


def leg_texts(path: PathMeasures, unit: str) -> tuple[str, ...]:
    """Return the length of each leg of a path with several, without errors; empty for one leg."""
    if len(path.legs) < 2:
        return ()
    scale, name = _unit(unit, path.in_metres)
    return tuple(f"{_number(leg.length, scale)[0]} {name}" for leg in path.legs)


def figure_text(figure: Figure, unit: str, in_metres: bool = True) -> str:
    """Return a length with unit and error, rounded to what the error allows: `412.3 m ± 0.5`."""
    scale, name = _unit(unit, in_metres)
    value, error = _number(figure, scale)
    return f"{value} {name} ± {error}"


def area_text(figure: Figure, unit: str, in_metres: bool = True) -> str:
    """Return an area with unit and error, rounded to what the error allows."""
    scale, name = _unit(unit, in_metres)
    value, error = _number(figure, scale**2)
    return f"{value} {name}² ± {error}"


def bearing_text(leg: Leg, is_true: bool) -> str:
    """Return a leg's bearing in degrees with three digits, as navigators write it; empty for a leg of no length.

    Not `is_true`, north is unknown and the bearing counts from the frame's up.
    """
    if isnan(leg.bearing_deg):
        return ""
    # A decimal is shown only for lengths that are known to 1 %.
    digits = 1 if leg.length.error * 100 < leg.length.value else 0
    degrees = f"{round(leg.bearing_deg, digits) % 360:0{4 + digits if digits else 3}.{digits}f}"
    template = _tr("Measure", "bearing {degrees}°") if is_true else _tr("Measure", "{degrees}° from the frame's up")
    return template.format(degrees=degrees)


def _unit(unit: str, in_metres: bool) -> tuple[float, str]:
    """Return metres in a unit and the unit's name; pixels where lengths are not known in metres."""
    return (METRES_IN[unit], unit) if in_metres else (1.0, "px")


def _number(figure: Figure, scale: float) -> tuple[str, str]:
    """Return value and error in a unit of `scale` metres, rounded to the error's first digit; dashes if unknown."""
    value, error = figure.value / scale, figure.error / scale
    if not isfinite(value) or not isfinite(error):
        return ("–", "–")
    digits = -floor(log10(error)) if error > 0 else 2
    # A rounded error may gain a digit: 0.96 is 1.
    digits = -floor(log10(round(error, digits))) if error > 0 else digits
    shown = (f"{round(number, digits):,.{max(digits, 0)}f}" for number in (value, error))
    first, second = (text.replace(",", "\N{NARROW NO-BREAK SPACE}") for text in shown)
    return (first, second)
