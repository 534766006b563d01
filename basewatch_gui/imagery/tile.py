"""A tile: the pixels of one TileKey, and the types of pixels and sizes used throughout imagery."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TileKey

Samples = NDArray[Any]
"""Pixels as (bands, height, width) in a raster's own dtype."""

Size = tuple[int, int]
"""Width and height in pixels."""

Valid = NDArray[np.bool_] | None
"""True where pixels hold data, (height, width); None when all do."""


@dataclass(frozen=True, eq=False)
class Tile:
    """Pixels of one tile.

    `samples` are (bands, height, width) in the raster's own dtype; `valid` is (height, width), None when all are valid.
    """

    key: TileKey
    samples: Samples
    valid: Valid

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the pixels take."""
        return self.samples.nbytes + (0 if self.valid is None else self.valid.nbytes)
