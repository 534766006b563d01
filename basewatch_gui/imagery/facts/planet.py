"""Facts from Planet's files of a scene: the item as JSON, and the older metadata XML."""

from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, first_sound
from basewatch_gui.imagery.facts.sidecar import element_text, files_named_after, json_members, read_json, read_xml

_JSON = r"(?:[_.]metadata(?:_\w+)?)?\.json"
_XML = r"[_.]metadata(?:_\w+)?\.xml"
_FLEETS = {"planetscope": "PlanetScope", "skysat": "SkySat", "rapideye": "RapidEye", "pelican": "Pelican"}
_ITEMS = "https://api.planet.com/"


def planet_facts(path: Path, _tags: Mapping[str, str]) -> Facts:
    """Return the facts of the item JSON and the metadata XML beside a scene, the JSON's first."""
    from_json = next(filter(None, (_of_item(read_json(file)) for file in files_named_after(path, _JSON, ".json"))), {})
    from_xml = next(filter(None, map(_of_xml, files_named_after(path, _XML, ".xml"))), {})
    return from_xml | from_json


def _of_item(item: Mapping[str, object]) -> Facts:
    values = json_members(item.get("properties"))
    if "acquired" not in values:
        return {}
    name = "Planet metadata JSON"
    at = f"{name} (properties."
    link = json_members(item.get("_links")).get("_self")
    return first_sound(
        [
            ("acquired", values.get("acquired"), f"{at}acquired)"),
            ("provider", "Planet", name),
            ("satellite", _satellite(values.get("provider"), values.get("satellite_id")), f"{at}satellite_id)"),
            ("catalog_id", item.get("id"), f"{name} (id)"),
            ("off_nadir_deg", values.get("view_angle"), f"{at}view_angle)"),
            ("sun_elevation_deg", values.get("sun_elevation"), f"{at}sun_elevation)"),
            ("sun_azimuth_deg", values.get("sun_azimuth"), f"{at}sun_azimuth)"),
            ("gsd_m", values.get("gsd"), f"{at}gsd)"),
            ("url", link if isinstance(link, str) and link.startswith(_ITEMS) else None, f"{name} (_links._self)"),
        ]
    )


def _of_xml(file: Path) -> Facts:
    root = read_xml(file)
    if root is None or root.tag != "EarthObservation":
        return {}
    name = "Planet metadata XML"
    satellite = _satellite(element_text(root, "shortName"), element_text(root, "serialIdentifier"))
    return first_sound(
        [
            ("acquired", element_text(root, "acquisitionDateTime"), f"{name} (acquisitionDateTime)"),
            ("acquired", element_text(root, "acquisitionDate"), f"{name} (acquisitionDate)"),
            ("provider", "Planet", name),
            ("satellite", satellite, f"{name} (serialIdentifier)"),
            ("catalog_id", element_text(root, "identifier"), f"{name} (identifier)"),
            ("off_nadir_deg", element_text(root, "spaceCraftViewAngle"), f"{name} (spaceCraftViewAngle)"),
            (
                "sun_elevation_deg",
                element_text(root, "illuminationElevationAngle"),
                f"{name} (illuminationElevationAngle)",
            ),
            ("sun_azimuth_deg", element_text(root, "illuminationAzimuthAngle"), f"{name} (illuminationAzimuthAngle)"),
        ]
    )


def _satellite(fleet: object, number: object) -> str | None:
    """Return `PlanetScope 2414` for planetscope and 2414."""
    words = [_FLEETS.get(word.lower(), word) for word in (fleet, number) if isinstance(word, str) and word]
    return " ".join(words) or None
