"""Facts from the name of a file, where it follows the naming of Maxar, Planet, Sentinel-2 or Landsat."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, Statement, first_sound

_ORIGIN = "file name"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_Pairs = list[tuple[str, str]]


def file_name_facts(path: Path, _tags: Mapping[str, str]) -> Facts:
    """Return the facts of a file's name, or else of the product's folder that it lies in."""
    for name in (path.name, *(folder.name for folder in path.parents if folder.suffix.upper() == ".SAFE")):
        for pattern, facts_of in _NAMES:
            if found := pattern.match(name):
                statements: list[Statement] = [(field, value, _ORIGIN) for field, value in facts_of(found)]
                return first_sound(statements)
    return {}


def _maxar(name: re.Match[str]) -> _Pairs:
    month = _MONTHS.index(name["month"].upper()) + 1
    acquired = f"20{name['year']}-{month:02}-{name['day']}T{name['hms']}"
    return [("acquired", acquired), ("provider", "Maxar")]


def _planet(name: re.Match[str]) -> _Pairs:
    satellite = name["satellite"]
    fleet = "SkySat" if satellite.lower().startswith("s") else "PlanetScope"
    return [*_planet_bare(name), ("catalog_id", name["id"]), ("satellite", f"{fleet} {satellite.upper()}")]


def _planet_bare(name: re.Match[str]) -> _Pairs:
    return [("acquired", f"{name['date']}T{name['hms']}"), ("provider", "Planet")]


def _sentinel(name: re.Match[str]) -> _Pairs:
    return [*_sentinel_tile(name), ("satellite", f"Sentinel-{name['unit'].upper()}")]


def _sentinel_tile(name: re.Match[str]) -> _Pairs:
    return [("acquired", f"{name['date']}T{name['hms']}"), ("provider", "ESA Copernicus")]


def _landsat(name: re.Match[str]) -> _Pairs:
    # The name has the day alone, which is no time.
    satellite = f"Landsat {int(name['number'])}"
    return [("provider", "USGS"), ("satellite", satellite), ("catalog_id", name["id"])]


_DATE, _HMS = r"(?P<date>20\d{6})", r"(?P<hms>\d{6})"
_NAMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Pairs]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), facts_of)
    for pattern, facts_of in (
        (rf"(?P<year>\d\d)(?P<month>{'|'.join(_MONTHS)})(?P<day>\d\d){_HMS}[-_.]", _maxar),
        (rf"(?P<id>{_DATE}_{_HMS}(?:_\d\d)?_(?P<satellite>ssc?\d+(?:d\d+)?|[0-9a-f]{{4}})(?:_u?\d{{4}})?)_", _planet),
        (rf"{_DATE}_{_HMS}_", _planet_bare),
        (rf"S(?P<unit>2[A-D])_MSIL(?:1C|2A)_{_DATE}T{_HMS}_", _sentinel),
        (rf"(?P<tile>T\d\d[A-Z]{{3}})_{_DATE}T{_HMS}_", _sentinel_tile),
        (r"(?P<id>L[COTEM](?P<number>0\d)_L[12]\w\w_\d{6}_\d{8}_\d{8}_\d\d_(?:T1|T2|RT))", _landsat),
    )
)
