"""Read and write coordinates as people do: degrees, degrees minutes seconds, MGRS, frame pixels."""

import re
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Literal
from warnings import catch_warnings

import mgrs

from basewatch_gui.geometry.transform import XY

MGRS_DIGITS = 4
"""Digits for easting and for northing: 10 m, about as accurate as products are."""
DEGREE_DECIMALS = 5
"""Decimals of a degree: about a metre."""
MGRS_SOUTH_DEG, MGRS_NORTH_DEG = -80.0, 84.0
"""Latitudes where the zones of the grid end and its polar squares begin."""

CoordinateFault = Literal["empty", "form", "number", "latitude", "longitude", "minutes", "two the same", "mgrs"]


@dataclass(frozen=True, slots=True)
class LonLat:
    """A place on the globe in degrees (WGS 84)."""

    lon_deg: float
    lat_deg: float


@dataclass(frozen=True, slots=True)
class PixelPlace:
    """A place on a frame in frame pixels."""

    x_px: float
    y_px: float


class CoordinateError(ValueError):
    """A coordinate that can't be read: the kind of fault, and the part of the text that has it."""

    def __init__(self, fault: CoordinateFault, part: str = "") -> None:
        self.fault: CoordinateFault = fault
        self.part = part
        super().__init__(f"{fault}: {part}")


def parse_place(text: str) -> LonLat | PixelPlace:
    """Return the place that a text names; raises CoordinateError.

    Latitude comes before longitude unless letters or sizes tell otherwise. An MGRS reference names a square: its middle
    is returned.
    """
    plain = " ".join(text.split()).translate(_SIGNS)
    if not plain:
        raise CoordinateError("empty")
    pixel = _PIXEL.fullmatch(plain)
    if pixel is not None:
        return PixelPlace(float(pixel["x"]), float(pixel["y"]))
    packed = plain.replace(" ", "").upper()
    if _MGRS_LIKE.fullmatch(packed):
        return _from_mgrs(packed)
    return _from_angles(plain.upper())


def latlon_text(place_deg: XY, decimals: int = DEGREE_DECIMALS) -> str:
    """Write (longitude, latitude) in degrees as "latitude, longitude", the order of web maps."""
    lon, lat = place_deg
    return f"{lat:.{decimals}f}, {lon:.{decimals}f}"


def lonlat_text(place_deg: XY, decimals: int = DEGREE_DECIMALS) -> str:
    """Write (longitude, latitude) in degrees as "longitude, latitude", the order of GIS and GeoJSON."""
    lon, lat = place_deg
    return f"{lon:.{decimals}f}, {lat:.{decimals}f}"


def degrees_text(place_deg: XY) -> str:
    """Write (longitude, latitude) in degrees with hemispheres: `49.65000°N  39.00000°E`."""
    lon, lat = place_deg
    return f"{abs(lat):.5f}°{'N' if lat >= 0 else 'S'}  {abs(lon):.5f}°{'E' if lon >= 0 else 'W'}"


def dms_text(place_deg: XY) -> str:
    """Write a (longitude, latitude) as latitude, then longitude: degrees, minutes, seconds to 0.1 s (about 3 m)."""
    lon, lat = place_deg
    return f"{_dms(lat)}{'N' if lat >= 0 else 'S'}  {_dms(lon)}{'E' if lon >= 0 else 'W'}"


def mgrs_text(place_deg: XY, digits: int = MGRS_DIGITS) -> str:
    """Write (longitude, latitude) as an MGRS reference in groups, with 0 to 5 digits for easting and for northing each.

    Empty outside the grid's 80° S to 84° N.
    """
    lon, lat = place_deg
    if not MGRS_SOUTH_DEG <= lat <= MGRS_NORTH_DEG:
        return ""
    code = _grid().toMGRS(lat, lon, MGRSPrecision=digits)
    head, numbers = code[: len(code) - 2 * digits], code[len(code) - 2 * digits :]
    return " ".join(part for part in (head[:-2], head[-2:], numbers[:digits], numbers[digits:]) if part)


@cache
def _grid() -> mgrs.MGRS:
    return mgrs.MGRS()


def _from_mgrs(code: str) -> LonLat:
    letters = code.rstrip("0123456789")
    digits = code[len(letters) :]
    if len(digits) % 2 or len(digits) > 10:
        raise CoordinateError("mgrs", code)
    half = len(digits) // 2
    # Written out to the metre, since releases of mgrs differ on whether a reference is its square's corner or middle.
    rest = "50000"[: 5 - half]
    try:
        # The middle of a square that reaches beyond its band is a place too; mgrs only warns of it.
        with catch_warnings(action="ignore", category=RuntimeWarning):
            lat, lon = _grid().toLatLon(f"{letters}{digits[:half]}{rest}{digits[half:]}{rest}")
    except (mgrs.core.MGRSError, ValueError) as fault:
        raise CoordinateError("mgrs", code) from fault
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90):
        raise CoordinateError("mgrs", code)
    return LonLat(lon, lat)


def _from_angles(text: str) -> LonLat:
    halves = _halves(text)
    axes, values = zip(*(_angle(half) for half in halves), strict=True)
    if axes[0] and axes[0] == axes[1]:
        raise CoordinateError("two the same", text)
    lon_first = axes[0] == "EW" or axes[1] == "NS"
    if not any(axes):
        lon_first = abs(values[0]) > 90 >= abs(values[1])
    lon, lat = values if lon_first else values[::-1]
    if abs(lat) > 90:
        raise CoordinateError("latitude", halves[1 if lon_first else 0])
    if abs(lon) > 180:
        raise CoordinateError("longitude", halves[0 if lon_first else 1])
    return LonLat(lon, lat)


def _halves(text: str) -> tuple[str, str]:
    """Split a text into its two coordinates: at its letters, its comma, or the middle of its numbers."""
    if text.count(";") == 1:
        first, second = text.replace(",", ".").split(";")
        return (first.strip(), second.strip())
    letters = [at for at, letter in enumerate(text) if letter in "NSEW"]
    if len(letters) == 2:
        cut = letters[1] if letters[0] == 0 else letters[0] + 1
        return (text[:cut].strip(" ,"), text[cut:].strip(" ,"))
    if text.count(",") == 1:
        first, second = text.split(",")
        return (first.strip(), second.strip())
    words = text.split()
    if len(words) in (2, 4, 6):
        return (" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :]))
    raise CoordinateError("form", text)


def _angle(text: str) -> tuple[str, float]:
    """Return the axis that a coordinate names ("NS", "EW" or "") and its degrees."""
    letters = [letter for letter in text if letter in "NSEW"]
    body = "".join(letter for letter in text if letter not in "NSEW").strip()
    numbers = _ANGLE.fullmatch(body)
    if len(letters) > 1 or numbers is None:
        raise CoordinateError("number" if text else "form", text)
    degrees, minutes, seconds = _parts(numbers, bool(letters))
    if not (0 <= minutes < 60 and 0 <= seconds < 60):
        raise CoordinateError("minutes", text)
    value = degrees + minutes / 60 + seconds / 3600
    axis = "" if not letters else "NS" if letters[0] in "NS" else "EW"
    negative = numbers["sign"] == "-" or (bool(letters) and letters[0] in "SW")
    return (axis, -value if negative else value)


def _parts(numbers: re.Match[str], lettered: bool) -> tuple[float, float, float]:
    first, minutes, seconds = numbers["degrees"], numbers["minutes"], numbers["seconds"]
    whole = first.split(".")[0]
    if lettered and minutes is None and len(whole) >= 4:
        # Packed as pilots write it: 493915N 0390030E, or without seconds.
        tail = 4 if len(whole) >= 6 else 2
        cut = len(whole) - tail
        rest = first[cut:]
        minutes, seconds = (rest[:2], rest[2:]) if tail == 4 else (rest, None)
        return (float(first[:cut]), float(minutes), float(seconds or 0))
    return (float(first), float(minutes or 0), float(seconds or 0))


def _dms(angle_deg: float) -> str:
    tenths = round(abs(angle_deg) * 36000)
    return f"{tenths // 36000}°{tenths // 600 % 60:02d}'{tenths % 600 / 10:04.1f}\""


_SIGNS = str.maketrans({"º": "°", "˚": "°", "′": "'", "’": "'", "`": "'", "″": '"', "”": '"', "−": "-", "–": "-"})
_NUMBER = r"[+-]?\d+(?:\.\d*)?"
_PIXEL = re.compile(
    rf"(?:(?:pixels?|px)\s*:?\s*)(?P<x>{_NUMBER})(?:\s*[,;]\s*|\s+)(?P<y>{_NUMBER})(?:\s*px)?", re.IGNORECASE
)
_MGRS_LIKE = re.compile(r"(?:\d{1,2}[C-HJ-NP-X]|[ABYZ])[A-HJ-NP-Z]{2}\d*")
_ANGLE = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<degrees>\d+(?:\.\d*)?)\s*°?"
    r"(?:[\s:]*(?P<minutes>\d+(?:\.\d*)?)\s*'?"
    r"(?:[\s:]*(?P<seconds>\d+(?:\.\d*)?)\s*(?:\"|'')?)?)?"
)
