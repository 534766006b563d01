"""The images in a file that holds several: NITF image segments, pages of a TIFF, components of a DIMAP volume."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from basewatch_gui.imagery import environment
from basewatch_gui.imagery.sources.dataset import image_names, open_dataset
from basewatch_gui.imagery.sources.sentinel2 import is_sentinel2_product
from basewatch_gui.imagery.sources.source import ImageFile
from basewatch_gui.model.errors import BasewatchError

MAX_IMAGES: Final = 200
"""Most images of a file that are listed."""

_NITF_CATEGORIES: Final = {
    "VIS": "visible imagery",
    "MS": "multispectral imagery",
    "HS": "hyperspectral imagery",
    "PAN": "panchromatic imagery",
    "IR": "infrared imagery",
    "TI": "thermal infrared imagery",
    "FL": "forward-looking infrared imagery",
    "EO": "electro-optical imagery",
    "OP": "optical imagery",
    "SAR": "radar imagery",
    "SL": "side-looking radar imagery",
    "HR": "high-resolution radar imagery",
    "RD": "radar imagery",
    "BP": "black and white photograph",
    "CP": "colour photograph",
    "MAP": "raster map",
    "PAT": "colour patch",
    "LEG": "legend",
    "DTEM": "elevation model",
    "CLOUD": "cloud cover",
    "MATR": "matrix data",
}
"""ICAT of an image segment (MIL-STD-2500C, table A-3)."""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """One image of a file: its number from 1, its size in pixels, its bands and their type, and its kind in words."""

    number: int
    width: int
    height: int
    bands: int
    dtype: str
    kind: str


def list_images(path: Path) -> tuple[ImageInfo, ...]:
    """List the images of a file that holds several; none where there is only one. Masks and overviews are no images.

    An image that can't be opened is left out. Raises BasewatchError where the file can't be opened.
    """
    if is_sentinel2_product(path):
        return ()
    with environment.gdal_session():
        try:
            with open_dataset(path) as dataset:
                names = image_names(dataset, path)
        except environment.GDAL_FAULTS as error:
            raise BasewatchError("{name} can't be opened: the file is damaged.", name=path.name) from error
        numbers = range(1, min(len(names), MAX_IMAGES) + 1)
        found = tuple(facts for number in numbers if (facts := _facts(path, number, names[number - 1])) is not None)
    return found if len(found) > 1 else ()


def _facts(path: Path, number: int, name: str) -> ImageInfo | None:
    try:
        with open_dataset(ImageFile(path, number)) as dataset:
            kind = _kind(name, number, dataset.tags().get("NITF_ICAT", "").strip())
            return ImageInfo(number, dataset.width, dataset.height, dataset.count, str(dataset.dtypes[0]), kind)
    except (BasewatchError, *environment.GDAL_FAULTS):
        return None


def _kind(name: str, number: int, category: str) -> str:
    if name.startswith("NITF_IM:"):
        return _NITF_CATEGORIES.get(category, "image")
    return f"page {number}" if name.startswith("GTIFF_DIR:") else name.rsplit(":", 1)[-1].replace("_", " ")
