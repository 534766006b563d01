"""The first picture of a frame that is slow to read: its coarsest levels from one read of the whole."""

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.tile import Tile


def first_look(frame: int, raster: Raster) -> list[Tile]:
    """The tiles of the coarsest level, which is the last one, and of the next finer one before it.

    Raises BasewatchError when the pixels can't be read.
    """
    level = len(raster.pyramid.sizes) - 2
    samples, valid = raster.read_level(level)
    tiles = []
    for row, column in np.ndindex(raster.pyramid.grid(level)[::-1]):
        part = np.s_[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE]
        its_valid = None if valid is None or valid[part].all() else valid[part].copy()
        tiles.append(Tile(TileKey(frame, level, column, row), samples[:, *part].copy(), its_valid))
    return [*tiles, Tile(TileKey(frame, level + 1, 0, 0), *halve(samples, valid))]
