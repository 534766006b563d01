"""Opening a user's file as a GDAL dataset, or refusing it in one sentence; no other module hands GDAL such a file."""

import os
import re
from pathlib import Path
from typing import Final

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from rasterio.io import DatasetReader

from basewatch_gui.imagery.sources.source import ImageFile
from basewatch_gui.model.errors import BasewatchError

# `rasterio.open` takes no list of drivers; `DatasetReader(path, driver=[...])` does, and without one GDAL tries every
# driver it has: a VRT named `.tif` would open and read any file that it names.
DRIVERS: Final = ("GTiff", "COG", "NITF", "TIL", "DIMAP", "JP2OpenJPEG", "PNG", "JPEG", "BMP", "WEBP")
MAX_SIDE: Final = 1_000_000
MAX_PIXELS: Final = 2**40
MAX_BANDS: Final = 512
MAX_BLOCK_BYTES: Final = 2**30
_PRODUCTS = ("TIL", "DIMAP")
_SAMPLED_BLOCKS = 32


def open_dataset(file: Path | ImageFile) -> DatasetReader:
    """Open an image with the allowed drivers and check that it is safe to read from; without a number the file's first.

    Raises BasewatchError: no local file, no image, no image of that number, complex samples, too large, damaged, or a
    product that names files outside its own folder. Nothing of the pixels is read.
    """
    image = file if isinstance(file, ImageFile) else ImageFile(file)
    check_file(image.path)
    dataset = _open(image)
    try:
        _check_dataset(dataset, image)
    except environment.GDAL_FAULTS as error:
        dataset.close()
        raise BasewatchError("{name} can't be opened: the file is damaged.", name=image.name) from error
    except BasewatchError:
        dataset.close()
        raise
    return dataset


def open_overview(image: ImageFile, index: int) -> DatasetReader:
    """Open one overview (0 is the finest) of an image that open_dataset takes, as a dataset without overviews.

    Raises GDAL_FAULTS, and BasewatchError as open_dataset does.
    """
    return DatasetReader(_gdal_name(image), driver=_drivers(image), OVERVIEW_LEVEL=f"{index}only")


def image_names(dataset: DatasetReader, path: Path) -> tuple[str, ...]:
    """Return GDAL's names of the images of an open file that holds several; none for a file with one.

    Of the names that the dataset gives only the number or the component's plain name is taken.
    """
    # A name that the file gives could lead to any other file: it is made again from the path that was checked.
    full = os.path.abspath(path)  # noqa: PTH100 (links are not followed)
    given = dataset.tags(ns="SUBDATASETS")
    names = []
    for number in range(1, len(given) // 2 + 1):
        name = given.get(f"SUBDATASET_{number}_NAME", "")
        if found := re.match(r"(GTIFF_DIR|NITF_IM):(\d+):", name):
            names.append(f"{found[1]}:{found[2]}:{full}")
        elif found := re.fullmatch(r'DIMAP:".*":([\w .-]+)', name):
            names.append(f'DIMAP:"{full}":{found[1]}')
    return tuple(names) if len(names) > 1 else ()


def _gdal_name(image: ImageFile) -> str:
    """Return the name that GDAL opens the image by, made from its checked path."""
    full = os.path.abspath(image.path)  # noqa: PTH100 (links are not followed)
    if image.member:
        return f"/vsizip/{{{full}}}/{image.member}"
    if image.image <= 1:
        return full
    with DatasetReader(full, driver=list(DRIVERS)) as dataset:
        names = image_names(dataset, image.path)
    if image.image > len(names):
        sentence = "{name} has no image number {number}: open it again and choose another one."
        raise BasewatchError(sentence, name=image.name, number=image.image)
    return names[image.image - 1]


def _drivers(image: ImageFile) -> list[str]:
    return ["JP2OpenJPEG"] if image.member else list(DRIVERS)


def check_file(path: Path) -> None:
    """Raise BasewatchError where a path is no readable file on this computer, or a file that only names others."""
    name, text = path.name, str(path)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", text) or re.match(r"[/\\]+vsi", text):
        raise BasewatchError(
            "{name} is not a file on this computer: save it to a folder and open it from there.", name=text
        )
    try:
        if path.is_dir():
            raise BasewatchError("{name} is a folder: open the image file in it.", name=name)
        if not path.is_file():
            raise BasewatchError("{name} can't be found: check that it is still there.", name=name)
        if path.stat().st_size == 0:
            raise BasewatchError("{name} is empty: copy it again from where it came from.", name=name)
        with path.open("rb") as file:
            head = file.read(1024)
    except (OSError, ValueError) as error:
        raise BasewatchError("{name} can't be read: check that you may read it.", name=name) from error
    if b"<VRTDataset" in head:
        raise BasewatchError("{name} is a virtual raster that only names other files: open those files.", name=name)


def _open(image: ImageFile) -> DatasetReader:
    """Open an image; turn GDAL's fault into a sentence about it."""
    name = image.name
    try:
        return DatasetReader(_gdal_name(image), driver=_drivers(image))
    except environment.GDAL_FAULTS as error:
        reason = str(error)
        if isinstance(error, UnicodeError):
            sentence = "{name} can't be opened because its name is not plain text: rename it."
        elif "codec" in reason or "JPEG2000 image within NITF" in reason:
            sentence = "{name} is compressed in a way that can't be read here: convert it to a Deflate GeoTIFF."
        elif "not recognized" in reason:
            sentence = "{name} is not an image that can be opened: use GeoTIFF, NITF, JPEG 2000, PNG or JPEG."
        elif "Too large" in reason:
            sentence = "{name} claims a size that no image has: the file is damaged."
        else:
            sentence = "{name} can't be opened: the file is damaged or not an image."
        raise BasewatchError(sentence, name=name) from error


def _check_dataset(dataset: DatasetReader, image: ImageFile) -> None:
    """Raise BasewatchError where an open dataset is too large, unsupported, truncated, or names files elsewhere."""
    name, path, width, height = image.name, image.path, dataset.width, dataset.height
    if dataset.count == 0:
        raise BasewatchError(
            "{name} has no image of its own: open one of the image files that belong to it.", name=name
        )
    if dataset.count > MAX_BANDS:
        sentence = "{name} claims {bands} bands, more than the {limit} that can be opened."
        raise BasewatchError(sentence, name=name, bands=dataset.count, limit=MAX_BANDS)
    if width < 1 or height < 1 or max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        sentence = "{name} claims {width} x {height} pixels, more than can be opened: check that it is not damaged."
        raise BasewatchError(sentence, name=name, width=width, height=height)
    if any("complex" in dtype for dtype in dataset.dtypes):
        raise BasewatchError("{name} holds complex radar samples: convert it to amplitude first.", name=name)
    if _block_bytes(dataset) > MAX_BLOCK_BYTES:
        raise BasewatchError("{name} is stored as blocks of more than 1 GB: convert it to a tiled GeoTIFF.", name=name)
    # GDAL opens the tiles that a product names, with any driver, wherever they lie.
    if dataset.driver in _PRODUCTS and not _is_within_own_folder(dataset, path):
        raise BasewatchError("{name} names files outside its own folder: open the image files themselves.", name=name)
    if dataset.driver in ("GTiff", "COG") and not _has_pixels(dataset, path.stat().st_size):
        raise BasewatchError("{name} is truncated or damaged: copy it again from where it came from.", name=name)


def _block_bytes(dataset: DatasetReader) -> int:
    """Return the bytes that GDAL holds for one decoded block, of all bands where they are interleaved."""
    rows, columns = dataset.block_shapes[0]
    together = dataset.count if dataset.tags(ns="IMAGE_STRUCTURE").get("INTERLEAVE") == "PIXEL" else 1
    return int(rows * columns * np.dtype(dataset.dtypes[0]).itemsize * together)


def _is_within_own_folder(dataset: DatasetReader, path: Path) -> bool:
    """Return True if all files that a product names lie in its own folder or below."""
    home = Path(os.path.abspath(path)).parent  # noqa: PTH100 (a product may be reached through links, so none are followed)
    return all(Path(os.path.abspath(file)).is_relative_to(home) for file in dataset.files)  # noqa: PTH100


def _has_pixels(dataset: DatasetReader, file_bytes: int) -> bool:
    """Return True if any of some evenly spaced blocks lies in the file or is left out, as in a sparse TIFF."""
    rows, columns = dataset.block_shapes[0]
    across, down = -(-dataset.width // columns), -(-dataset.height // rows)
    total = across * down
    for index in sorted({step * (total - 1) // (_SAMPLED_BLOCKS - 1) for step in range(_SAMPLED_BLOCKS)}):
        place = f"{index % across}_{index // across}"
        offset = dataset.get_tag_item(f"BLOCK_OFFSET_{place}", "TIFF", bidx=1)
        length = dataset.get_tag_item(f"BLOCK_SIZE_{place}", "TIFF", bidx=1)
        if offset is None or length is None or int(offset) + int(length) <= file_bytes:
            return True
    return False
