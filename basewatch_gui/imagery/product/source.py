"""What a raster is read from."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RasterSource:
    """The files that a raster is read from, and which of their bands.

    `image` says which image of a file that holds several, from 1, or 0 for its only one. The bands of `parts` follow
    those of `path`. `pyramid` is a raster with the same bands whose own size and overviews are levels that the file
    lacks or stores slowly. `bands` are those to read, from 0; None for those that are read without a choice.
    """

    path: Path
    image: int = 0
    parts: tuple[Path, ...] = ()
    pyramid: Path | None = None
    bands: tuple[int, ...] | None = None
