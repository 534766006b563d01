"""Which files of a folder or a selection are taken for frames."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from basewatch_gui.imagery.sources.sentinel2 import find_metadata_file

IMAGE_SUFFIXES: Final = frozenset(
    {".tif", ".tiff", ".ntf", ".nitf", ".nsf", ".jp2", ".j2k", ".png", ".jpg", ".jpeg", ".til", ".bmp", ".webp"}
)
"""Endings of the names of image files; a file that is named itself may be called anything."""

MAX_FILES: Final = 5_000
"""Most files of a folder that are looked at."""

_MAX_DEPTH = 6
_DIMAP = re.compile(r"DIM_\w+\.XML", re.IGNORECASE)
_SMALL_PICTURE = re.compile(
    r"(?:^|[-_.])(?:browse|preview|icon|thumb|thumbnail|quicklook|ql|udm2?|PVI|TCI)(?:[-_.]|$)", re.IGNORECASE
)
_DIMAP_TILE = re.compile(r"IMG_.*_R\d+C\d+\.\w+", re.IGNORECASE)


def full_path(path: Path) -> Path:
    """Return the path with links followed; a name that is no local file stays as it is, to be refused by that name."""
    is_elsewhere = re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/|[/\\]+vsi", path.as_posix())
    return path if is_elsewhere else path.resolve()


def is_folder(path: Path) -> bool:
    """Return True if the path is a folder; a name that no file can have is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def list_frame_files(folder: Path) -> list[Path]:
    """List the images in a folder and its subfolders, by name.

    A Sentinel-2 product is listed as its metadata file. Tiles of a mosaic that is there too are left out, as are
    previews and masks of a provider. Links to folders are not followed.
    """
    found: list[Path] = []
    for place, names in _walk(folder):
        product = find_metadata_file(place)
        if product is not None:
            found.append(product)
            continue
        found += [place / name for name in _frames_among(names)]
        if len(found) >= MAX_FILES:
            break
    return found[:MAX_FILES]


def _walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield each folder at or below this one, with the names of its files; nothing below a Sentinel-2 product."""
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        is_leaf = depth >= _MAX_DEPTH or find_metadata_file(Path(place)) is not None
        folders[:] = [] if is_leaf else sorted(name for name in folders if not name.startswith("."))
        yield Path(place), sorted(names)


def _frames_among(names: list[str]) -> list[str]:
    """Return the names that are frames: products, and images that are no tile, preview or mask."""
    products = [name for name in names if _DIMAP.fullmatch(name)]
    mosaics = {Path(name).stem.lower() for name in names if name.lower().endswith(".til")}
    images = [name for name in names if Path(name).suffix.lower() in IMAGE_SUFFIXES and not name.startswith(".")]
    images = [name for name in images if not (products and _DIMAP_TILE.fullmatch(name))]
    images = [name for name in images if not (mosaics and _is_tile(Path(name).stem, mosaics))]
    plain = [name for name in images if not _SMALL_PICTURE.search(name)]
    return sorted([*products, *(plain if plain or products else images)])


def _is_tile(stem: str, mosaics: set[str]) -> bool:
    """Return True if a name is that of a tile of one of these mosaics: `M_R1C2`, or by Maxar `date_R1C2-rest`."""
    whole = re.sub(r"[-_]R\d+C\d+(?=$|[-_])", "", stem, flags=re.IGNORECASE)
    return whole != stem and whole.lower() in mosaics
