"""One fact that a file states about a frame, the check whether it makes sense, and where it came from."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Final

FIELD_LIMITS: Final = {
    "gsd_m": (0.01, 10_000.0),
    "off_nadir_deg": (0.0, 90.0),
    "sun_elevation_deg": (-90.0, 90.0),
    "sun_azimuth_deg": (0.0, 360.0),
}
"""The least and the greatest value of the fields that are numbers, in metres or degrees."""

FIRST_YEAR: Final = 1957
"""Nothing was taken from an orbit before."""

MAX_CHARACTERS: Final = 500
_TIME = re.compile(
    r"(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)[T _]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a frame's field, and the words that say where it came from."""

    value: str | float
    origin: str


Facts = dict[str, Fact]
"""Facts by the name of the field of Frame or of its Source that they belong to."""

Statement = tuple[str, object, str]
"""The name of a field, what a file states for it or None, and the words for where it states it."""


def first_sound(statements: Iterable[Statement]) -> Facts:
    """Return of each field the first statement that makes sense, as a fact."""
    facts: Facts = {}
    for field, raw, origin in statements:
        if field not in facts and (value := checked_value(field, raw)) is not None:
            facts[field] = Fact(value, origin)
    return facts


def checked_value(field: str, raw: object) -> str | float | None:
    """Return a raw value in the form that a frame holds it; None where it makes no sense or says nothing.

    `acquired` becomes `YYYY-MM-DDTHH:MM:SSZ` in UTC: it needs hour and minute, and is none from before 1957 or from the
    future. Numbers are within FIELD_LIMITS.
    """
    return _CHECKS.get(field, _text)(raw)


def _time(raw: object) -> str | None:
    """Parse a date and time into UTC; None where it is none, or lies before FIRST_YEAR or in the future."""
    found = _TIME.fullmatch(raw.strip().strip('"').strip()) if isinstance(raw, str) else None
    if found is None:
        return None
    *parts, zone = found.groups()
    try:
        time = datetime(*(int(part or 0) for part in parts), tzinfo=UTC) - _offset(zone)  # type: ignore[arg-type, misc]
    except (ValueError, OverflowError):
        return None
    # A day of grace: clocks are set wrong, and local times pass for UTC.
    if time.year < FIRST_YEAR or time > datetime.now(UTC) + timedelta(days=1):
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _offset(zone: str | None) -> timedelta:
    """Return how far a zone such as `+03:00` is ahead of UTC."""
    if zone is None or not zone.startswith(("+", "-")):
        return timedelta()
    away = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -away if zone.startswith("-") else away


def _number(raw: object) -> float | None:
    """Return a number, or a text that is one, as a float; None where it is neither or not finite."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        return None
    return value if isfinite(value) else None


def _within(field: str, raw: object, tidied: Callable[[float], float] = lambda value: value) -> float | None:
    """Return a number, tidied, that lies within the limits of a field; None for others."""
    least, greatest = FIELD_LIMITS[field]
    value = _number(raw)
    return value if value is not None and least <= (value := tidied(value)) <= greatest else None


def _azimuth(value: float) -> float:
    """Return an azimuth from 0 to 360: some files count from -180 to 180."""
    return value + 360.0 if -180.0 <= value < 0.0 else value


def _text(raw: object) -> str | None:
    """Return the text on one line, quotes dropped; None for what says nothing: zeros alone, "N/A", overlong text."""
    if not isinstance(raw, str):
        return None
    text = " ".join(raw.strip().strip('"').split())
    if not text.isprintable() or len(text) > MAX_CHARACTERS or text.lower() in _SILENT:
        return None
    return text if re.search(r"[^0\W]", text) else None


_SILENT = {"n/a", "na", "none", "null", "unknown", "missing"}
_CHECKS: dict[str, Callable[[object], str | float | None]] = {
    "acquired": _time,
    "gsd_m": lambda raw: _within("gsd_m", raw),
    "off_nadir_deg": lambda raw: _within("off_nadir_deg", raw, abs),
    "sun_elevation_deg": lambda raw: _within("sun_elevation_deg", raw),
    "sun_azimuth_deg": lambda raw: _within("sun_azimuth_deg", raw, _azimuth),
}
