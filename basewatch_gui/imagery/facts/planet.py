"""What Planet says of its scenes: the item as JSON, and the older metadata XML."""

from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, sound
from basewatch_gui.imagery.facts.sidecar import members, named_after, read_json, read_xml, text_of

_JSON = r"(?:[_.]metadata(?:_\w+)?)?\.json"
_XML = r"[_.]metadata(?:_\w+)?\.xml"
_FLEETS = {"planetscope": "PlanetScope", "skysat": "SkySat", "rapideye": "RapidEye", "pelican": "Pelican"}
_ITEMS = "https://api.planet.com/"


def read(path: Path, _tags: Mapping[str, str]) -> Facts:
    """The facts of the item JSON and the metadata XML beside a scene, the JSON's first."""
    from_json = next(filter(None, (_of_item(read_json(file)) for file in named_after(path, _JSON, ".json"))), {})
    from_xml = next(filter(None, map(_of_xml, named_after(path, _XML, ".xml"))), {})
    return from_xml | from_json


def _of_item(item: Mapping[str, object]) -> Facts:
    said = members(item.get("properties"))
    if "acquired" not in said:
        return {}
    name = "Planet metadata JSON"
    at = f"{name} (properties."
    link = members(item.get("_links")).get("_self")
    return sound(
        [
            ("acquired", said.get("acquired"), f"{at}acquired)"),
            ("provider", "Planet", name),
            ("satellite", _satellite(said.get("provider"), said.get("satellite_id")), f"{at}satellite_id)"),
            ("catalog_id", item.get("id"), f"{name} (id)"),
            ("off_nadir_deg", said.get("view_angle"), f"{at}view_angle)"),
            ("sun_elevation_deg", said.get("sun_elevation"), f"{at}sun_elevation)"),
            ("sun_azimuth_deg", said.get("sun_azimuth"), f"{at}sun_azimuth)"),
            ("gsd_m", said.get("gsd"), f"{at}gsd)"),
            ("url", link if isinstance(link, str) and link.startswith(_ITEMS) else None, f"{name} (_links._self)"),
        ]
    )


def _of_xml(file: Path) -> Facts:
    root = read_xml(file)
    if root is None or root.tag != "EarthObservation":
        return {}
    name = "Planet metadata XML"
    satellite = _satellite(text_of(root, "shortName"), text_of(root, "serialIdentifier"))
    return sound(
        [
            ("acquired", text_of(root, "acquisitionDateTime"), f"{name} (acquisitionDateTime)"),
            ("acquired", text_of(root, "acquisitionDate"), f"{name} (acquisitionDate)"),
            ("provider", "Planet", name),
            ("satellite", satellite, f"{name} (serialIdentifier)"),
            ("catalog_id", text_of(root, "identifier"), f"{name} (identifier)"),
            ("off_nadir_deg", text_of(root, "spaceCraftViewAngle"), f"{name} (spaceCraftViewAngle)"),
            ("sun_elevation_deg", text_of(root, "illuminationElevationAngle"), f"{name} (illuminationElevationAngle)"),
            ("sun_azimuth_deg", text_of(root, "illuminationAzimuthAngle"), f"{name} (illuminationAzimuthAngle)"),
        ]
    )


def _satellite(fleet: object, number: object) -> str | None:
    """`PlanetScope 2414` of planetscope and 2414."""
    words = [_FLEETS.get(word.lower(), word) for word in (fleet, number) if isinstance(word, str) and word]
    return " ".join(words) or None
