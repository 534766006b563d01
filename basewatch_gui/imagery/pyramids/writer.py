"""Writing all levels of a pyramid in one pass over the rows of a frame, and continuing where it was stopped."""

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
import rasterio
from rasterio.io import DatasetReader
from rasterio.windows import Window

from basewatch_gui.geometry.pyramid import TILE
from basewatch_gui.imagery.pyramids.halve import halve
from basewatch_gui.imagery.stored_levels import LevelFiles
from basewatch_gui.imagery.tile import Samples, Valid

BLOCK_ROW_BYTES: Final = 48 * 2**20
"""A row of blocks may take no more bytes in memory than this; the blocks of wide frames with many bands are lower."""

_Block = tuple[int, int, int]
"""Band, from 1, column and row of a block."""

_PLACE = ("OFFSET", "SIZE")


@dataclass(frozen=True, slots=True)
class PyramidPlan:
    """What is made: the sizes of all levels, width first, their bands and dtype, and the finest level that is stored.

    `picked` takes one of four pixels instead of their mean. Two plans that are equal make equal files.
    """

    sizes: tuple[tuple[int, int], ...]
    bands: int
    dtype: str
    first: int
    picked: bool = False

    @property
    def block(self) -> int:
        """Rows of a block: as many as a tile has, or a power of two below that, down to 64."""
        rows = TILE
        while rows > 64 and rows * self.sizes[0][0] * self.bands * np.dtype(self.dtype).itemsize > BLOCK_ROW_BYTES:
            rows //= 2
        return rows

    @property
    def step(self) -> int:
        """Rows of the frame after which the work may be stopped and continued."""
        return 2 * self.block

    @property
    def nbytes(self) -> int:
        """Bytes of all levels that are stored, before compression."""
        pixels = sum(width * height for width, height in self.sizes[self.first :])
        return pixels * self.bands * np.dtype(self.dtype).itemsize


class LevelWriter:
    """Takes the rows of a frame from top to bottom and writes every level of its pyramid."""

    def __init__(self, folder: Path, plan: PyramidPlan, done_rows: int = 0) -> None:
        """Begin, or continue after so many rows (a multiple of the plan's step) that were written before.

        Raises GDAL_FAULTS where the files can't be made, or are not those that were written before.
        """
        self.plan = plan
        self.rows = done_rows
        self._levels = [_Level(folder, plan, level) for level in range(len(plan.sizes))]
        for level, coarser in zip(self._levels, self._levels[1:], strict=False):
            level.coarser = coarser
        for level in self._levels:
            level.open(new=done_rows == 0)
        if done_rows:
            count = done_rows // plan.block
            for level in self._levels:
                level.resume(count)
                count //= 2

    def add_rows(self, samples: Samples, valid: Valid) -> None:
        """Take the next rows (bands, rows, width) and their valid mask."""
        self._levels[0].add_rows(samples, valid)
        self.rows += samples.shape[1]

    def finish(self) -> None:
        """Write what is left after the last row, and close."""
        for level in self._levels:
            level.flush()
        for level in self._levels:
            level.close(checked=True)

    def sync(self) -> None:
        """Bring all rows taken so far onto the disk; only after a multiple of the plan's step."""
        for level in self._levels:
            level.close(checked=True)
            level.open(new=False)

    def close(self) -> None:
        """Close all files, whatever state they are in."""
        for level in self._levels:
            level.close(checked=False)


class _Level:
    """One level: rows are gathered into a row of blocks, which is written and passed on at half the size."""

    coarser: "_Level | None" = None

    def __init__(self, folder: Path, plan: PyramidPlan, level: int) -> None:
        self._plan = plan
        self._files = LevelFiles.of(folder, level)
        self._is_stored = level >= plan.first
        self.width, self.height = plan.sizes[level]
        rows = min(plan.block, self.height + self.height % 2)
        self._samples = np.zeros((plan.bands, rows, self.width), np.dtype(plan.dtype))
        self._valid = np.ones((rows, self.width), np.bool_)
        self._held = 0
        self._top = 0
        self._open: dict[Path, Any] = {}
        self._written: dict[Path, list[_Block]] = {}

    def open(self, *, new: bool) -> None:
        """Open the level's files: new ones, or those that were written before."""
        if not self._is_stored:
            return
        if new:
            self._files.invalid.unlink(missing_ok=True)
            self._make(self._files.samples, self._plan.bands, self._plan.dtype)
        else:
            self._reopen(self._files.samples)
            if self._files.invalid.exists():
                self._reopen(self._files.invalid)

    def close(self, *, checked: bool) -> None:
        """Close the files; `checked` brings them onto the disk and raises OSError where a block is not in its file."""
        for path in list(self._open):
            with environment.gdal_session():
                self._open.pop(path).close()
            written = self._written.pop(path, [])
            if checked:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
                _check_blocks(path, written)

    def resume(self, count: int) -> None:
        """Continue after so many rows of blocks.

        After an odd number half a row of blocks waits at the coarser level.
        """
        self._top = count * self._plan.block
        if count % 2 and self.coarser is not None:
            window = Window(0, self._top - self._plan.block, self.width, self._plan.block)
            samples = self._open[self._files.samples].read(window=window)
            valid = None
            if self._files.invalid in self._open:
                valid = self._open[self._files.invalid].read(1, window=window) == 0
            self.coarser.add_rows(*halve(samples, valid, picked=self._plan.picked))

    def add_rows(self, samples: Samples, valid: Valid) -> None:
        """Gather rows; write each row of blocks that is full."""
        start = 0
        while start < samples.shape[1]:
            rows = min(samples.shape[1] - start, self._plan.block - self._held)
            held = slice(self._held, self._held + rows)
            self._samples[:, held] = samples[:, start : start + rows]
            self._valid[held] = True if valid is None else valid[start : start + rows]
            self._held += rows
            start += rows
            if self._held == self._plan.block:
                self.flush()

    def flush(self) -> None:
        """Write the held rows if this level is stored, and hand them, halved, to the next coarser level."""
        if not self._held:
            return
        samples, valid = self._samples[:, : self._held], self._valid[: self._held]
        is_whole = bool(valid.all())
        if self._is_stored:
            self._write(samples, None if is_whole else valid)
        self._top += self._held
        self._held = 0
        if self.coarser is not None:
            self.coarser.add_rows(*halve(samples, None if is_whole else valid, picked=self._plan.picked))

    def _write(self, samples: Samples, valid: Valid) -> None:
        """Write samples and, from the first invalid pixel on, the mask."""
        self._write_blocks(self._files.samples, samples)
        if valid is not None and self._files.invalid not in self._open:
            self._make(self._files.invalid, 1, "uint8")
        if self._files.invalid in self._open:
            invalid = np.zeros(samples.shape[1:], np.uint8) if valid is None else (~valid).view(np.uint8)
            self._write_blocks(self._files.invalid, invalid[np.newaxis])

    def _write_blocks(self, path: Path, samples: Samples) -> None:
        """Write whole rows of blocks, and note which of them are not all 0: the others are left out of the file."""
        with environment.gdal_session():
            self._open[path].write(samples, window=Window(0, self._top, self.width, samples.shape[1]))
        row = self._top // self._plan.block
        for band, plane in enumerate(samples, start=1):
            for column, left in enumerate(range(0, self.width, TILE)):
                block = plane[:, left : left + TILE]
                if block.max() != 0 or block.min() != 0:
                    self._written.setdefault(path, []).append((band, column, row))

    def _make(self, path: Path, bands: int, dtype: str) -> None:
        """Make a file whose blocks are all missing, which read as 0.

        ZSTD at level 1 writes and reads several times as fast as LZW or Deflate, at much the same size; a predictor
        takes three times the work for a tenth less.
        """
        with environment.gdal_session():
            self._open[path] = rasterio.open(
                path, "w", driver="GTiff", width=self.width, height=self.height, count=bands, dtype=dtype,
                tiled=True, blockxsize=TILE, blockysize=self._plan.block, interleave="band", photometric="MINISBLACK",
                compress="zstd", zstd_level=1, sparse_ok=True, bigtiff="IF_SAFER", num_threads="ALL_CPUS",
            )  # fmt: skip

    def _reopen(self, path: Path) -> None:
        """Open a file that was written before, for writing."""
        with environment.gdal_session():
            self._open[path] = rasterio.open(path, "r+", driver="GTiff", sparse_ok=True, num_threads="ALL_CPUS")


def _check_blocks(path: Path, blocks: list[_Block]) -> None:
    """Raise OSError where a block is not wholly in its file: GDAL closes a file on a full disk without a word."""
    nbytes = path.stat().st_size
    with environment.gdal_session(), DatasetReader(path, driver=["GTiff"]) as dataset:
        for band, column, row in blocks:
            found = [dataset.get_tag_item(f"BLOCK_{what}_{column}_{row}", "TIFF", bidx=band) for what in _PLACE]
            offset, size = (int(text or 0) for text in found)
            if not 0 < size <= nbytes - offset:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
