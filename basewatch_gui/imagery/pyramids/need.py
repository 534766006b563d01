"""Whether a frame needs a pyramid of its own to be viewed quickly, and what is shown before it is there."""

import zipfile
from dataclasses import dataclass
from typing import Final

import numpy as np

from basewatch_gui.geometry.pyramid import TILE, TileKey, complete_level_sizes
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.imagery.pyramids.writer import PyramidPlan
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.tile import Tile

MAX_SIDE_WITHOUT_PYRAMID: Final = 2048
"""A frame with no longer side is read whole in a moment: it needs no pyramid."""

MAX_LEVEL_GAP: Final = 4.5
"""Two stored levels may lie so far apart: the finer one is shrunk by reading some twenty times the pixels."""

MAX_BLOCK_PX: Final = 2**20
"""Of larger blocks a tile of 512 x 512 reads many times what it shows."""

MAX_BLOCK_ASPECT: Final = 4
"""Blocks that are wider than so many times their height are strips: a tile reads pixels far beyond its sides."""

MAX_READ_LEVEL: Final = 2
"""Up to this level the tiles of a file in narrow strips are read while its pyramid is made."""

_AT_ONCE = ("PNG", "JPEG", "WEBP")
_BY_ROWS = ("BMP",)
_FIRST_LOOK_ROWS = 2560
"""Rows that a first picture picks: the coarsest level's 512 and the next one's 1,024 for either half of its tiles."""


@dataclass(frozen=True, slots=True)
class PyramidNeed:
    """The pyramid that a frame needs: a plan, and whether the first picture has to wait for it.

    `is_slow_at_first` is true if a first picture without it costs about as much as reading the whole frame.
    """

    plan: PyramidPlan
    is_slow_at_first: bool

    @property
    def nbytes(self) -> int:
        """Bytes that it takes on the disk, at most."""
        return self.plan.nbytes

    def must_wait_for(self, level: int) -> bool:
        """Return True if tiles of a level are too slow to read without the pyramid.

        The two coarsest come with the first picture; the finest are read as they are where the file allows it.
        """
        if level >= len(self.plan.sizes) - 2:
            return False
        return level > (MAX_READ_LEVEL if not self.is_slow_at_first else -1 if self.plan.first == 0 else 1)


def find_pyramid_need(raster: Raster) -> PyramidNeed | None:
    """Return the pyramid that a frame, opened without prepared levels, needs; None where its own file is quick.

    Levels are needed where the file stores none, or leaves gaps of more than MAX_LEVEL_GAP, down to
    MAX_SIDE_WITHOUT_PYRAMID. The frame itself is stored again too where its file's blocks are slow to read.
    """
    full = raster.pyramid.sizes[0]
    if max(full) <= MAX_SIDE_WITHOUT_PYRAMID or raster.prepared is not None:
        return None
    is_slow = _has_slow_blocks(raster)
    if not is_slow and not _has_gaps(full, raster.overview_sizes):
        return None
    sizes = complete_level_sizes((full,))
    is_palette = raster.file_bands == 1 and raster.bands == 3
    plan = PyramidPlan(sizes, raster.bands, np.dtype(raster.dtype).name, 0 if is_slow else 1, is_palette)
    return PyramidNeed(plan, _is_slow_at_first(raster))


def read_coarsest_tiles(frame: int, raster: Raster) -> list[Tile]:
    """Read the tiles of the second coarsest level and, last, the coarsest one, from one read of the whole frame.

    This is the first picture of a frame that is slow to read. Raises BasewatchError when the pixels can't be read.
    """
    level = len(raster.pyramid.sizes) - 2
    samples, valid = raster.read_level(level)
    tiles = []
    for row, column in np.ndindex(raster.pyramid.grid(level)[::-1]):
        part = np.s_[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE]
        its_valid = None if valid is None or valid[part].all() else valid[part].copy()
        tiles.append(Tile(TileKey(frame, level, column, row), samples[:, *part].copy(), its_valid))
    return [*tiles, Tile(TileKey(frame, level + 1, 0, 0), *halve(samples, valid))]


def _has_gaps(full: tuple[int, int], stored: tuple[tuple[int, int], ...]) -> bool:
    """Return True if stored sizes lie too far apart, or end too early."""
    above = full
    for size in stored:
        if max(above) / max(size) > MAX_LEVEL_GAP:
            return True
        above = size
    return max(above) > MAX_SIDE_WITHOUT_PYRAMID


def _has_slow_blocks(raster: Raster) -> bool:
    """Return True if a tile reads far more of the file than it shows: whole image, strips, large blocks, zips."""
    if raster.driver in _AT_ONCE or raster.driver in _BY_ROWS or _is_deflated(raster):
        return True
    rows, columns = raster.block_shape
    return rows * columns > MAX_BLOCK_PX or (columns > MAX_BLOCK_ASPECT * rows and columns > MAX_SIDE_WITHOUT_PYRAMID)


def _is_slow_at_first(raster: Raster) -> bool:
    """Return True if a first picture reads about the whole frame."""
    if raster.driver in _AT_ONCE or _is_deflated(raster):
        return True
    rows, columns = raster.block_shape
    height = raster.pyramid.height
    if max(raster.overview_sizes, default=(0, 0)) >= (MAX_SIDE_WITHOUT_PYRAMID // 2,) * 2:
        return False
    if raster.compression is None and columns >= raster.pyramid.width:
        return False
    return rows * _FIRST_LOOK_ROWS > height / 2


def _is_deflated(raster: Raster) -> bool:
    """Return True if the file is a zip whose members are compressed: each is read from its beginning."""
    if raster.path.suffix.lower() != ".zip" or not raster.path.is_file():
        return False
    with zipfile.ZipFile(raster.path) as members:
        return any(member.compress_type != zipfile.ZIP_STORED for member in members.infolist())
