"""Facts from Sentinel-2's MTD files of a product and its tile, from a folder or from the zip it came in."""

import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from basewatch_gui.imagery.facts.fact import Facts, checked_value, first_sound
from basewatch_gui.imagery.facts.sidecar import MAX_BYTES, element_text, parse_xml, read_xml

_PRODUCT = re.compile(r"(?:.*/)?MTD_MSI\w*\.xml", re.IGNORECASE)
_TILE = re.compile(r"(?:.*/)?MTD_TL\.xml", re.IGNORECASE)
_ZIP_FAULTS = (OSError, BadZipFile, ValueError, RuntimeError, EOFError, zlib.error, struct.error)
_MAX_ENTRIES = 5_000
_LEVELS_UP = 5


def sentinel_facts(path: Path, tags: Mapping[str, str]) -> Facts:
    """Return the facts of the product that a raster belongs to, and of its tile."""
    product, tile = _in_zip(path) if path.suffix.lower() == ".zip" else _in_folder(path)
    return _of_tags(tags) | _of_product(product) | _of_tile(tile)


def _of_product(root: Element | None) -> Facts:
    if root is None:
        return {}
    name = "Sentinel-2 MTD"
    return first_sound(
        [
            ("acquired", element_text(root, "PRODUCT_START_TIME"), f"{name} (PRODUCT_START_TIME)"),
            ("provider", "ESA Copernicus", name),
            ("satellite", element_text(root, "SPACECRAFT_NAME"), f"{name} (SPACECRAFT_NAME)"),
            ("catalog_id", _product_id(element_text(root, "PRODUCT_URI")), f"{name} (PRODUCT_URI)"),
        ]
    )


def _of_tile(root: Element | None) -> Facts:
    sun = None if root is None else next(root.iter("Mean_Sun_Angle"), None)
    zenith = checked_value("off_nadir_deg", element_text(sun, "ZENITH_ANGLE"))
    return first_sound(
        [
            ("acquired", element_text(root, "SENSING_TIME"), "Sentinel-2 MTD_TL (SENSING_TIME)"),
            (
                "sun_elevation_deg",
                90.0 - zenith if isinstance(zenith, float) else None,
                "Sentinel-2 MTD_TL (Mean_Sun_Angle, 90 - zenith)",
            ),
            ("sun_azimuth_deg", element_text(sun, "AZIMUTH_ANGLE"), "Sentinel-2 MTD_TL (Mean_Sun_Angle)"),
        ]
    )


def _of_tags(tags: Mapping[str, str]) -> Facts:
    """Return the facts that GDAL copied from the product into the tags."""
    name = "Sentinel-2 MTD"
    return first_sound(
        [
            ("acquired", tags.get("PRODUCT_START_TIME"), f"{name} (PRODUCT_START_TIME)"),
            ("satellite", tags.get("DATATAKE_1_SPACECRAFT_NAME"), f"{name} (SPACECRAFT_NAME)"),
            ("catalog_id", _product_id(tags.get("PRODUCT_URI")), f"{name} (PRODUCT_URI)"),
        ]
    )


def _product_id(uri: str | None) -> str | None:
    return None if uri is None else re.sub(r"\.SAFE$", "", uri.strip())


def _in_folder(path: Path) -> tuple[Element | None, Element | None]:
    """Return the product's and the tile's document of a raster's `.SAFE` folder, or of the folder it lies in."""
    above = [path, *path.parents][: 1 + _LEVELS_UP]
    home = next((folder for folder in above if folder.suffix.upper() == ".SAFE"), path.parent)
    within = [folder for folder in above if folder.is_relative_to(home)]
    product = next((file for folder in within for file in _matching(folder, "MTD_MSI*.xml")), None)
    tiles = [file for folder in within for file in _matching(folder, "MTD_TL.xml")]
    # Of the tiles below the product's document only a single one is surely the raster's.
    below = _matching(home, "GRANULE/*/MTD_TL.xml") if not tiles else []
    tile = tiles[0] if tiles else below[0] if len(below) == 1 else None
    return (
        None if product is None else read_xml(product),
        None if tile is None else read_xml(tile),
    )


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _in_zip(path: Path) -> tuple[Element | None, Element | None]:
    """Return the same two documents out of a zipped product."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()[:_MAX_ENTRIES]
            return (_unzipped(archive, names, _PRODUCT), _unzipped(archive, names, _TILE))
    except _ZIP_FAULTS:
        return (None, None)


def _unzipped(archive: ZipFile, names: list[str], wanted: re.Pattern[str]) -> Element | None:
    found = [name for name in names if wanted.fullmatch(name)]
    if len(found) != 1:
        return None
    with archive.open(found[0]) as file:
        data = file.read(MAX_BYTES + 1)
    return parse_xml(data) if len(data) <= MAX_BYTES else None
