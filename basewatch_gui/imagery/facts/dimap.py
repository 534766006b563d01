"""Facts from DIMAP documents of scenes of Pleiades, SPOT and their kin."""

import os
from collections.abc import Iterator, Mapping
from math import sqrt
from pathlib import Path
from xml.etree.ElementTree import Element

from basewatch_gui.imagery.facts.fact import Facts, Statement, checked_value, first_sound
from basewatch_gui.imagery.facts.sidecar import element_text, files_beside, read_xml

_ROOT = "Dimap_Document"
_MAX_FILES = 16


def dimap_facts(path: Path, tags: Mapping[str, str]) -> Facts:
    """Return the facts of the DIMAP document that a frame is, or that lies beside it and names it; else of its tags."""
    facts = next(filter(None, map(_of_document, _documents(path))), {})
    return _of_tags(tags) | facts


def _documents(path: Path) -> Iterator[Element]:
    """Yield the document itself, those that a volume names, or those beside an image file that name it."""
    if path.suffix.lower() == ".xml":
        root = read_xml(path)
        if root is None or root.tag != _ROOT:
            return
        yield root
        for name in _hrefs(root, "COMPONENT_PATH")[:_MAX_FILES]:
            part = read_xml(path.parent / name) if _is_below(path.parent, name) else None
            if part is not None and part.tag == _ROOT:
                yield part
        return
    files = sorted(files_beside(path, ".xml", ".dim"), key=lambda file: not file.name.upper().startswith("DIM"))
    for file in files[:_MAX_FILES]:
        root = read_xml(file)
        if root is not None and root.tag == _ROOT and path.name in _hrefs(root, "DATA_FILE_PATH"):
            yield root


def _hrefs(root: Element, tag: str) -> list[str]:
    """Return the `href` of all elements with a tag."""
    return [element.get("href", "") for element in root.iter(tag)]


def _is_below(folder: Path, name: str) -> bool:
    """Return True if a name leads to a place in a folder or below."""
    home = os.path.abspath(folder)  # noqa: PTH100 (links are refused when the file is read)
    return Path(os.path.abspath(folder / name)).is_relative_to(home)  # noqa: PTH100


def _of_document(root: Element) -> Facts:
    """Return the facts of a DIMAP document; provider and identifiers only if it is about a picture's taking."""
    date, time = element_text(root, "IMAGING_DATE"), element_text(root, "IMAGING_TIME")
    mission = [text for name in ("MISSION", "MISSION_INDEX") if (text := element_text(root, name))]
    centre = _centre(root)
    statements: list[Statement] = [
        ("acquired", f"{date}T{time}" if date and time else None, "DIMAP (IMAGING_DATE, IMAGING_TIME)"),
        ("satellite", " ".join(mission), "DIMAP (MISSION)"),
        ("off_nadir_deg", element_text(centre, "VIEWING_ANGLE"), "DIMAP (VIEWING_ANGLE)"),
        ("off_nadir_deg", element_text(centre, "INCIDENCE_ANGLE"), "DIMAP (INCIDENCE_ANGLE)"),
        ("sun_elevation_deg", element_text(centre, "SUN_ELEVATION"), "DIMAP (SUN_ELEVATION)"),
        ("sun_azimuth_deg", element_text(centre, "SUN_AZIMUTH"), "DIMAP (SUN_AZIMUTH)"),
        ("gsd_m", _gsd(centre), "DIMAP (GSD across and along track)"),
    ]
    facts = first_sound(statements)
    if not facts:
        return {}
    more: list[Statement] = [
        ("provider", element_text(root, "PRODUCER_NAME"), "DIMAP (PRODUCER_NAME)"),
        ("credit", element_text(root, "COPYRIGHT"), "DIMAP (COPYRIGHT)"),
        ("catalog_id", element_text(root, "SOURCE_ID"), "DIMAP (SOURCE_ID)"),
        ("catalog_id", element_text(root, "DATASET_NAME"), "DIMAP (DATASET_NAME)"),
    ]
    return facts | first_sound(more)


def _centre(root: Element) -> Element:
    """Return the part that gives the angles at the middle of the scene; the whole document where none does."""
    places = root.iter("Located_Geometric_Values")
    return next((place for place in places if element_text(place, "LOCATION_TYPE") == "Center"), root)


def _gsd(centre: Element) -> float | None:
    """Return the geometric mean of the ground sample distances across and along the track, in metres."""
    sizes = [checked_value("gsd_m", element_text(centre, name)) for name in ("GSD_ACROSS_TRACK", "GSD_ALONG_TRACK")]
    across, along = sizes
    return sqrt(across * along) if isinstance(across, float) and isinstance(along, float) else None


def _of_tags(tags: Mapping[str, str]) -> Facts:
    """Return the facts that GDAL copied into the tags.

    They are all there is where a frame is one of several that a volume names.
    """
    date, time = tags.get("IMAGING_DATE"), tags.get("IMAGING_TIME")
    mission = " ".join(tags[name] for name in ("MISSION", "MISSION_INDEX") if name in tags)
    return first_sound(
        [
            ("acquired", f"{date}T{time}" if date and time else None, "DIMAP (IMAGING_DATE, IMAGING_TIME)"),
            ("satellite", mission, "DIMAP (MISSION)"),
        ]
    )
