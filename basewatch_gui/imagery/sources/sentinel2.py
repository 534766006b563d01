"""Sentinel-2 products (a SAFE folder, its metadata file, or a zip of it): which JPEG 2000 files are their bands."""

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from basewatch_gui.imagery.sources.dataset import check_file
from basewatch_gui.imagery.sources.source import ImageFile
from basewatch_gui.model.errors import BasewatchError

BAND_PIXEL_M: Final = {
    **dict.fromkeys(("B04", "B03", "B02", "B08"), 10),
    **dict.fromkeys(("B05", "B06", "B07", "B8A", "B11", "B12"), 20),
    **dict.fromkeys(("B01", "B09", "B10"), 60),
}
"""Pixel size of each band in metres, in the order in which bands are listed (ESA, Sentinel-2 MSI user guide)."""

_METADATA = re.compile(r"MTD_MSI\w*\.xml", re.IGNORECASE)
_BAND = re.compile(
    r"(?:[^/]+/)?GRANULE/(?P<granule>[^/]+)/IMG_DATA/(?:R\d+m/)?"
    r"[^/]*_(?P<band>B(?:0[1-9]|1[0-2]|8A))(?:_(?P<pixel>10|20|60)m)?\.jp2",
    re.IGNORECASE,
)
_MAX_MEMBERS = 20_000
_ABSENT = "{name} holds no bands of Sentinel-2: open the folder or zip as it was delivered."


def find_metadata_file(folder: Path) -> Path | None:
    """Return the metadata file that stands for the Sentinel-2 product in this folder; None where there is none."""
    if not (folder / "GRANULE").is_dir():
        return None
    return next((path for path in sorted(folder.glob("MTD_MSI*.xml")) if _METADATA.fullmatch(path.name)), None)


def is_sentinel2_product(path: Path) -> bool:
    """Return True if a path is the metadata file of a Sentinel-2 product, its folder, or a zip that may hold one."""
    if path.suffix.lower() == ".zip":
        return True
    if not path.suffix or path.suffix.upper() == ".SAFE":
        try:
            return path.is_dir() and find_metadata_file(path) is not None
        except (OSError, ValueError):
            return False
    return _METADATA.fullmatch(path.name) is not None and (path.parent / "GRANULE").is_dir()


def list_band_files(path: Path) -> tuple[ImageFile, ...]:
    """List the band files of a product, those of 10 m first: red, green, blue, near infrared, then 20 m and 60 m.

    Of a band that is there in several pixel sizes the finest is taken. Raises BasewatchError where it is no such
    product, or one of several granules.
    """
    if path.suffix.lower() == ".zip":
        files = {member: ImageFile(path, member=member) for member in _safe_members(path)}
    else:
        home = path if path.is_dir() else path.parent
        names = (found.relative_to(home).as_posix() for found in sorted((home / "GRANULE").glob("*/IMG_DATA/**/*.jp2")))
        files = {name: ImageFile(home / name) for name in names}
    found: dict[str, tuple[int, ImageFile]] = {}
    granules = set()
    for name, file in files.items():
        if match := _BAND.fullmatch(name):
            band = match["band"].upper()
            pixel_m = int(match["pixel"] or BAND_PIXEL_M[band])
            granules.add(match["granule"])
            if band not in found or pixel_m < found[band][0]:
                found[band] = (pixel_m, file)
    if not found:
        raise BasewatchError(_ABSENT, name=path.name)
    if len(granules) > 1:
        sentence = "{name} holds {count} granules: open the band files of one of them."
        raise BasewatchError(sentence, name=path.name, count=len(granules))
    order = list(BAND_PIXEL_M)
    return tuple(found[band][1] for band in sorted(found, key=lambda band: (found[band][0], order.index(band))))


def _safe_members(path: Path) -> list[str]:
    """Return the names in a zip that stay below where it would be unpacked.

    Raises BasewatchError where it is damaged.
    """
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, UnicodeError, ValueError) as error:
        raise BasewatchError("{name} can't be opened: the zip is damaged.", name=path.name) from error
    # Bit 0 marks a member that is encrypted.
    names = (entry.filename for entry in entries[:_MAX_MEMBERS] if not entry.is_dir() and not entry.flag_bits & 1)
    return [name for name in names if _is_safe(name)]


def _is_safe(name: str) -> bool:
    """Return True if a name leads nowhere outside its zip and has no character with a meaning in `/vsizip/` names."""
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and re.search(r"[\\{}:\x00-\x1f]", name) is None
