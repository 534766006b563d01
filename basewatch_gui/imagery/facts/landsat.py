"""Facts from Landsat's MTL file of a scene, as text, JSON or XML."""

from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, first_sound
from basewatch_gui.imagery.facts.sidecar import files_named_after, json_members, read_json, read_key_values, read_xml

_NAME = "Landsat MTL"


def landsat_facts(path: Path, _tags: Mapping[str, str]) -> Facts:
    """Return the facts of the MTL file beside a band of the scene."""
    files = files_named_after(path, r"_MTL\.(?:txt|json|xml)", "_mtl.txt", "_mtl.json", "_mtl.xml")
    return next(filter(None, (_facts(_pairs(file)) for file in files)), {})


def _pairs(file: Path) -> Mapping[str, object]:
    """Read an MTL file's values by their keys in lower case."""
    match file.suffix.lower():
        case ".txt":
            return read_key_values(file)
        case ".json":
            groups = json_members(
                read_json(file).get("LANDSAT_METADATA_FILE") or read_json(file).get("L1_METADATA_FILE")
            )
            return {key.lower(): value for group in groups.values() for key, value in json_members(group).items()}
    root = read_xml(file)
    return {} if root is None else {element.tag.lower(): element.text for element in root.iter()}


def _facts(values: Mapping[str, object]) -> Facts:
    if "spacecraft_id" not in values:
        return {}
    date, time = values.get("date_acquired"), values.get("scene_center_time")
    return first_sound(
        [
            (
                "acquired",
                f"{date}T{time}".replace('"', "") if date and time else None,
                f"{_NAME} (DATE_ACQUIRED, SCENE_CENTER_TIME)",
            ),
            ("provider", "USGS", _NAME),
            ("satellite", str(values["spacecraft_id"]).replace("_", " ").title(), f"{_NAME} (SPACECRAFT_ID)"),
            ("catalog_id", values.get("landsat_product_id"), f"{_NAME} (LANDSAT_PRODUCT_ID)"),
            ("catalog_id", values.get("landsat_scene_id"), f"{_NAME} (LANDSAT_SCENE_ID)"),
            ("off_nadir_deg", values.get("roll_angle"), f"{_NAME} (ROLL_ANGLE)"),
            ("sun_elevation_deg", values.get("sun_elevation"), f"{_NAME} (SUN_ELEVATION)"),
            ("sun_azimuth_deg", values.get("sun_azimuth"), f"{_NAME} (SUN_AZIMUTH)"),
        ]
    )
