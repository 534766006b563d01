"""What DIMAP says of scenes of Pleiades, SPOT and their kin."""

import os
from collections.abc import Iterator, Mapping
from math import sqrt
from pathlib import Path
from xml.etree.ElementTree import Element

from basewatch_gui.imagery.facts.fact import Facts, Said, checked, sound
from basewatch_gui.imagery.facts.sidecar import files_beside, read_xml, text_of

_ROOT = "Dimap_Document"
_MAX_FILES = 16


def read(path: Path, tags: Mapping[str, str]) -> Facts:
    """The facts of the DIMAP document that a frame is, or that lies beside it and names it; else of its tags."""
    facts = next(filter(None, map(_of_document, _documents(path))), {})
    return _of_tags(tags) | facts


def _documents(path: Path) -> Iterator[Element]:
    """The document itself, those that a volume names, or those beside an image file that name it."""
    if path.suffix.lower() == ".xml":
        root = read_xml(path)
        if root is None or root.tag != _ROOT:
            return
        yield root
        for name in _named(root, "COMPONENT_PATH")[:_MAX_FILES]:
            part = read_xml(path.parent / name) if _is_below(path.parent, name) else None
            if part is not None and part.tag == _ROOT:
                yield part
        return
    files = sorted(files_beside(path, ".xml", ".dim"), key=lambda file: not file.name.upper().startswith("DIM"))
    for file in files[:_MAX_FILES]:
        root = read_xml(file)
        if root is not None and root.tag == _ROOT and path.name in _named(root, "DATA_FILE_PATH"):
            yield root


def _named(root: Element, tag: str) -> list[str]:
    return [element.get("href", "") for element in root.iter(tag)]


def _is_below(folder: Path, name: str) -> bool:
    home = os.path.abspath(folder)  # noqa: PTH100 (links are refused when the file is read)
    return Path(os.path.abspath(folder / name)).is_relative_to(home)  # noqa: PTH100


def _of_document(root: Element) -> Facts:
    date, time = text_of(root, "IMAGING_DATE"), text_of(root, "IMAGING_TIME")
    mission = [text for name in ("MISSION", "MISSION_INDEX") if (text := text_of(root, name))]
    centre = _centre(root)
    said: list[Said] = [
        ("acquired", f"{date}T{time}" if date and time else None, "DIMAP (IMAGING_DATE, IMAGING_TIME)"),
        ("satellite", " ".join(mission), "DIMAP (MISSION)"),
        ("off_nadir_deg", text_of(centre, "VIEWING_ANGLE"), "DIMAP (VIEWING_ANGLE)"),
        ("off_nadir_deg", text_of(centre, "INCIDENCE_ANGLE"), "DIMAP (INCIDENCE_ANGLE)"),
        ("sun_elevation_deg", text_of(centre, "SUN_ELEVATION"), "DIMAP (SUN_ELEVATION)"),
        ("sun_azimuth_deg", text_of(centre, "SUN_AZIMUTH"), "DIMAP (SUN_AZIMUTH)"),
        ("gsd_m", _gsd(centre), "DIMAP (GSD across and along track)"),
    ]
    facts = sound(said)
    if not facts:
        return {}
    more: list[Said] = [
        ("provider", text_of(root, "PRODUCER_NAME"), "DIMAP (PRODUCER_NAME)"),
        ("credit", text_of(root, "COPYRIGHT"), "DIMAP (COPYRIGHT)"),
        ("catalog_id", text_of(root, "SOURCE_ID"), "DIMAP (SOURCE_ID)"),
        ("catalog_id", text_of(root, "DATASET_NAME"), "DIMAP (DATASET_NAME)"),
    ]
    return facts | sound(more)


def _centre(root: Element) -> Element:
    """The part that gives the angles at the middle of the scene; the whole document where none does."""
    places = root.iter("Located_Geometric_Values")
    return next((place for place in places if text_of(place, "LOCATION_TYPE") == "Center"), root)


def _gsd(centre: Element) -> float | None:
    """The geometric mean of the ground sample distances across and along the track, in metres."""
    sizes = [checked("gsd_m", text_of(centre, name)) for name in ("GSD_ACROSS_TRACK", "GSD_ALONG_TRACK")]
    across, along = sizes
    return sqrt(across * along) if isinstance(across, float) and isinstance(along, float) else None


def _of_tags(tags: Mapping[str, str]) -> Facts:
    """What GDAL took over into the tags: all there is where the frame is one of several that a volume names."""
    date, time = tags.get("IMAGING_DATE"), tags.get("IMAGING_TIME")
    mission = " ".join(tags[name] for name in ("MISSION", "MISSION_INDEX") if name in tags)
    return sound(
        [
            ("acquired", f"{date}T{time}" if date and time else None, "DIMAP (IMAGING_DATE, IMAGING_TIME)"),
            ("satellite", mission, "DIMAP (MISSION)"),
        ]
    )
