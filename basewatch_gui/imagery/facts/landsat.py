"""What Landsat's MTL file says of a scene, as text, JSON or XML."""

from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, sound
from basewatch_gui.imagery.facts.sidecar import members, named_after, read_json, read_pairs, read_xml

_NAME = "Landsat MTL"


def read(path: Path, _tags: Mapping[str, str]) -> Facts:
    """The facts of the MTL file beside a band of the scene."""
    files = named_after(path, r"_MTL\.(?:txt|json|xml)", "_mtl.txt", "_mtl.json", "_mtl.xml")
    return next(filter(None, (_facts(_pairs(file)) for file in files)), {})


def _pairs(file: Path) -> Mapping[str, object]:
    match file.suffix.lower():
        case ".txt":
            return read_pairs(file)
        case ".json":
            groups = members(read_json(file).get("LANDSAT_METADATA_FILE") or read_json(file).get("L1_METADATA_FILE"))
            return {key.lower(): value for group in groups.values() for key, value in members(group).items()}
    root = read_xml(file)
    return {} if root is None else {element.tag.lower(): element.text for element in root.iter()}


def _facts(said: Mapping[str, object]) -> Facts:
    if "spacecraft_id" not in said:
        return {}
    date, time = said.get("date_acquired"), said.get("scene_center_time")
    return sound(
        [
            (
                "acquired",
                f"{date}T{time}".replace('"', "") if date and time else None,
                f"{_NAME} (DATE_ACQUIRED, SCENE_CENTER_TIME)",
            ),
            ("provider", "USGS", _NAME),
            ("satellite", str(said["spacecraft_id"]).replace("_", " ").title(), f"{_NAME} (SPACECRAFT_ID)"),
            ("catalog_id", said.get("landsat_product_id"), f"{_NAME} (LANDSAT_PRODUCT_ID)"),
            ("catalog_id", said.get("landsat_scene_id"), f"{_NAME} (LANDSAT_SCENE_ID)"),
            ("off_nadir_deg", said.get("roll_angle"), f"{_NAME} (ROLL_ANGLE)"),
            ("sun_elevation_deg", said.get("sun_elevation"), f"{_NAME} (SUN_ELEVATION)"),
            ("sun_azimuth_deg", said.get("sun_azimuth"), f"{_NAME} (SUN_AZIMUTH)"),
        ]
    )
