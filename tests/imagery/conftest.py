"""Reading through Raster, and reading the same plainly, for comparison."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import basewatch_gui.imagery.environment as environment

# isort: split
import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery.raster import Raster

Level = tuple[NDArray[Any], NDArray[np.bool_]]
SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def _level_of(raster: Raster, level: int) -> Level:
    width, height = raster.pyramid.sizes[level]
    samples = np.zeros((raster.bands, height, width), raster.dtype)
    valid = np.zeros((height, width), np.bool_)
    columns, rows = raster.pyramid.grid(level)
    for row in range(rows):
        for column in range(columns):
            tile = raster.read_tile(TileKey(1, level, column, row))
            tall, wide = tile.samples.shape[1:]
            place = (slice(row * TILE, row * TILE + tall), slice(column * TILE, column * TILE + wide))
            samples[:, *place] = tile.samples
            valid[place] = True if tile.valid is None else tile.valid
    return samples, valid


def _plain(path: Path, **options: object) -> NDArray[Any]:
    with environment.gdal_session(), rasterio.open(path, **options) as dataset:
        pixels: NDArray[Any] = dataset.read()
    return pixels


@pytest.fixture
def level_of() -> Callable[[Raster, int], Level]:
    """All tiles of a level put together: samples (bands, height, width) and valid (height, width)."""
    return _level_of


@pytest.fixture
def plain() -> Callable[..., NDArray[Any]]:
    """All pixels of a file as rasterio reads them; OVERVIEW_LEVEL chooses an overview."""
    return _plain


@pytest.fixture
def shared() -> Path:
    """The folder of real test data."""
    if not SHARED.is_dir():
        pytest.skip(f"the real test data is not at {SHARED}")
    return SHARED
