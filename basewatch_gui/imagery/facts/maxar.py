"""Facts from Maxar's files: the IMD file, the same as XML, and GDAL's copy of it."""

import re
from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, Statement, first_sound
from basewatch_gui.imagery.facts.sidecar import files_beside, read_key_values, read_xml

_FIELDS = (
    ("acquired", ("firstLineTime", "TLCTime", "earliestAcqTime")),
    ("satellite", ("satId",)),
    ("catalog_id", ("CatId", "productCatalogId")),
    ("off_nadir_deg", ("meanOffNadirViewAngle", "offNadirViewAngle")),
    ("sun_elevation_deg", ("meanSunEl", "sunEl")),
    ("sun_azimuth_deg", ("meanSunAz", "sunAz")),
    ("gsd_m", ("meanCollectedGSD", "collectedGSD")),
)
_TILE = re.compile(r"[_-]R\d+C\d+", re.IGNORECASE)


def maxar_facts(path: Path, tags: Mapping[str, str]) -> Facts:
    """Return the facts of the IMD or XML beside a raster, or else of the copy among its tags."""
    stems = {path.stem.lower(), _TILE.sub("", path.stem).lower()}
    beside = [file for file in files_beside(path, ".imd", ".xml") if file.stem.lower() in stems]
    beside.sort(key=lambda file: file.suffix.lower() != ".imd")
    copied = {key.rsplit(".", 1)[-1].lower(): value for key, value in tags.items() if key.startswith("IMD/")}
    for pairs, name in (
        *((_pairs(file), f"Maxar {file.suffix[1:].upper()}") for file in beside),
        (copied, "Maxar IMD"),
    ):
        if facts := _facts(pairs, name):
            return facts
    return {}


def _pairs(file: Path) -> Mapping[str, str]:
    """Read an IMD or XML file's values by their keys in lower case."""
    if file.suffix.lower() == ".imd":
        return read_key_values(file)
    root = read_xml(file)
    if root is None or root.tag != "isd":
        return {}
    found: dict[str, str] = {}
    for element in root.iter():
        found.setdefault(element.tag.lower(), (element.text or "").strip())
    return found


def _facts(pairs: Mapping[str, str], name: str) -> Facts:
    statements: list[Statement] = [
        (field, pairs.get(key.lower()), f"{name} ({key})") for field, keys in _FIELDS for key in keys
    ]
    facts = first_sound(statements)
    return facts | first_sound([("provider", "Maxar" if "satellite" in facts else None, name)])
