"""Opening a file as a GDAL dataset, or refusing it in one sentence; and what the dataset says about its place."""

import os
import re
from math import isfinite
from pathlib import Path
from typing import Any, Final

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from affine import Affine
from rasterio.io import DatasetReader
from rasterio.transform import from_gcps

from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.errors import BasewatchError

DRIVERS: Final = ("GTiff", "COG", "NITF", "TIL", "DIMAP", "SENTINEL2", "JP2OpenJPEG", "PNG", "JPEG", "BMP", "WEBP")
MAX_SIDE: Final = 1_000_000
MAX_PIXELS: Final = 2**40
MAX_BANDS: Final = 512
MAX_BLOCK_BYTES: Final = 2**30
_PRODUCTS = ("TIL", "DIMAP", "SENTINEL2")
_SAMPLED_BLOCKS = 32


def open_dataset(path: Path) -> DatasetReader:
    """Open a raster file with the allowed drivers and check that it is safe to read from.

    Raises BasewatchError: no local file, no image, several images, complex samples, too large, damaged, or a product
    that names files outside its own folder. Nothing of the pixels is read.
    """
    _check_file(path)
    dataset = _opened(path)
    try:
        _check_dataset(dataset, path)
    except environment.GDAL_FAULTS as error:
        dataset.close()
        raise BasewatchError("{name} can't be opened: the file is damaged.", name=path.name) from error
    except BasewatchError:
        dataset.close()
        raise
    return dataset


def open_overview(path: Path, index: int) -> DatasetReader:
    """Open one overview (0 is the finest) of a file that open_dataset takes, as a dataset without overviews.

    Raises GDAL_FAULTS.
    """
    return DatasetReader(os.path.abspath(path), driver=list(DRIVERS), OVERVIEW_LEVEL=f"{index}only")  # noqa: PTH100


def overview_sizes(dataset: DatasetReader, path: Path) -> list[tuple[int, int]]:
    """Width and height of the overviews of an open file, finest first; ends before one that can't be opened."""
    factors = dataset.overviews(1)
    if dataset.driver == "JPEG":
        # What follows is the thumbnail that a camera or an editor left in the EXIF data: it may show another picture.
        factors = [factor for factor in factors if factor in (2, 4, 8)]
    sizes: list[tuple[int, int]] = []
    for index in range(len(factors)):
        try:
            with open_overview(path, index) as overview:
                sizes.append((overview.width, overview.height))
        except environment.GDAL_FAULTS:
            break
    return sizes


def georeference(dataset: DatasetReader) -> tuple[str | None, Affine | None]:
    """The CRS (WKT) and the affine from corner-origin pixels to it; (None, None) where they are missing or absurd.

    Ground control points give the affine by least squares. An affine without CRS (a world file) is given as it is.
    RPCs are left alone.
    """
    crs, transform = dataset.crs, dataset.transform
    points, points_crs = dataset.gcps
    if crs is None and points_crs is not None:
        crs, transform = points_crs, _from_points(points)
    if transform is None or transform.is_identity or not _is_sound(transform, dataset.width, dataset.height):
        return (None, None)
    if crs is None:
        return (None, transform)
    if not (crs.is_geographic or crs.is_projected):
        return (None, None)
    return (crs.to_wkt(), transform)


def _from_points(points: list[Any]) -> Affine | None:
    """The affine through ground control points; None with fewer than three, or all on one line."""
    at_px = np.array([(point.col, point.row) for point in points], dtype=np.float64).reshape(-1, 2)
    if len(at_px) < 3 or not np.isfinite(at_px).all():
        return None
    spread = np.linalg.svd(at_px - at_px.mean(axis=0), compute_uv=False)
    if spread[1] <= 1e-6 * spread[0]:
        return None
    fitted: Affine = from_gcps(points)
    return fitted


def _is_sound(transform: Affine, width: int, height: int) -> bool:
    with np.errstate(all="ignore"):
        corners = apply(transform, [(0, 0), (width, 0), (0, height), (width, height)])
    determinant = transform.determinant
    return bool(np.isfinite(corners).all()) and isfinite(determinant) and determinant != 0


def _check_file(path: Path) -> None:
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


def _opened(path: Path) -> DatasetReader:
    name = path.name
    try:
        return DatasetReader(os.path.abspath(path), driver=list(DRIVERS))  # noqa: PTH100
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


def _check_dataset(dataset: DatasetReader, path: Path) -> None:
    name, width, height = path.name, dataset.width, dataset.height
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
    if dataset.driver in _PRODUCTS and not _stays_at_home(dataset, path):
        raise BasewatchError("{name} names files outside its own folder: open the image files themselves.", name=name)
    if dataset.driver in ("GTiff", "COG") and not _has_pixels(dataset, path.stat().st_size):
        raise BasewatchError("{name} is truncated or damaged: copy it again from where it came from.", name=name)


def _block_bytes(dataset: DatasetReader) -> int:
    rows, columns = dataset.block_shapes[0]
    together = dataset.count if dataset.tags(ns="IMAGE_STRUCTURE").get("INTERLEAVE") == "PIXEL" else 1
    return int(rows * columns * np.dtype(dataset.dtypes[0]).itemsize * together)


def _stays_at_home(dataset: DatasetReader, path: Path) -> bool:
    home = Path(os.path.abspath(path)).parent  # noqa: PTH100 (a product may be reached through links, so none are followed)
    return all(Path(os.path.abspath(file)).is_relative_to(home) for file in dataset.files)  # noqa: PTH100


def _has_pixels(dataset: DatasetReader, file_bytes: int) -> bool:
    """Whether any of some evenly spaced blocks lies within the file or is left out, as a sparse TIFF does if empty."""
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
