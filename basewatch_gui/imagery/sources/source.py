"""What a raster is read from: files, images in files, and bands."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RasterSource:
    """The files that a raster is read from, and which of their bands.

    `path` is a raster file, or a Sentinel-2 product: its `MTD_MSI*.xml`, its folder or a zip of it. `image` is the
    number of the image in a file that holds several, from 1, or 0 for its only one. The bands of `parts` follow those
    of `path`, whose pixels are the frame's: it should be the finest. `pyramid` is a folder of levels of all bands that
    the files lack or store slowly (`imagery/stored_levels.py`). `bands` are those to read, from 0, of all the files
    together; None for those that are read without a choice.
    """

    path: Path
    image: int = 0
    parts: tuple[Path, ...] = ()
    pyramid: Path | None = None
    bands: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image as GDAL opens it: a file, the number of the image in it (from 1.

    0 for its only one), or a member of a zip.
    """

    path: Path
    image: int = 0
    member: str = ""

    @property
    def name(self) -> str:
        """Name by which the user knows the image."""
        return self.member.rsplit("/", 1)[-1] or self.path.name
