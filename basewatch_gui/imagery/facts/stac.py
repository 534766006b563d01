"""Facts from a STAC item beside a raster."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from basewatch_gui.imagery.facts.fact import Facts, first_sound
from basewatch_gui.imagery.facts.sidecar import files_beside, json_members, read_json

MAX_ITEMS = 64
"""Most JSON files of a folder that are searched for the one whose assets name the raster."""

_NAME = "STAC item sidecar"


def stac_facts(path: Path, _tags: Mapping[str, str]) -> Facts:
    """Return the facts of the item with the raster's name, or else of the one that has it among its assets."""
    stems = (path.name.lower(), path.stem.lower())
    files = files_beside(path, ".json")
    own = [file for file in files if file.name.lower().removesuffix(".json").removesuffix(".stac") in stems]
    return next(filter(None, (_of_item(item, path.name) for item in _items(own, files, path.name))), {})


def _items(own: list[Path], files: list[Path], name: str) -> Iterator[Mapping[str, object]]:
    yield from map(read_json, own)
    for file in islice(files, MAX_ITEMS):
        item = read_json(file)
        if _asset(item, name):
            yield item


def _asset(item: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return the item's asset whose address ends with this file name."""
    assets = map(json_members, json_members(item.get("assets")).values())
    return next((asset for asset in assets if _file_name(asset.get("href")) == name), {})


def _file_name(address: object) -> str:
    return unquote(str(address).rsplit("/", 1)[-1])


def _of_item(item: Mapping[str, object], name: str) -> Facts:
    if item.get("type") != "Feature" or "stac_version" not in item:
        return {}
    asset = _asset(item, name)
    values = {
        **json_members(item.get("properties")),
        **{key: value for key, value in asset.items() if value is not None},
    }
    catalog_key = "catalog_id" if "catalog_id" in values else "id"
    return first_sound(
        [
            *((("acquired", values.get(key), f"{_NAME} ({key})")) for key in ("datetime", "start_datetime")),
            ("provider", _provider(values.get("providers")), f"{_NAME} (providers)"),
            ("credit", values.get("attribution"), f"{_NAME} (attribution)"),
            *(("satellite", values.get(key), f"{_NAME} ({key})") for key in ("platform", "constellation")),
            ("catalog_id", values.get("catalog_id"), f"{_NAME} (catalog_id)"),
            ("catalog_id", item.get("id"), f"{_NAME} ({catalog_key})"),
            ("off_nadir_deg", values.get("view:off_nadir"), f"{_NAME} (view:off_nadir)"),
            ("sun_elevation_deg", values.get("view:sun_elevation"), f"{_NAME} (view:sun_elevation)"),
            ("sun_azimuth_deg", values.get("view:sun_azimuth"), f"{_NAME} (view:sun_azimuth)"),
            ("gsd_m", values.get("gsd"), f"{_NAME} (gsd)"),
            ("url", _web(_link(item)), f"{_NAME} (links self)"),
            ("url", _web(asset.get("href")), f"{_NAME} (asset href)"),
        ]
    )


def _provider(providers: object) -> object:
    """Return the name of who took the picture, or else of who comes first."""
    listed = [json_members(one) for one in providers] if isinstance(providers, list) else []
    makers = [one for one in listed if "producer" in str(one.get("roles"))]
    return (makers or listed or [{}])[0].get("name")


def _link(item: Mapping[str, object]) -> object:
    """Return the item's address of itself."""
    links = item.get("links")
    listed = [json_members(one) for one in links] if isinstance(links, list) else []
    return next((one.get("href") for one in listed if one.get("rel") == "self"), None)


def _web(address: object) -> object:
    """Return an address that is one of the web; None for others."""
    return address if isinstance(address, str) and address.startswith(("https://", "http://")) else None
