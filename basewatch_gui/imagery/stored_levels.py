"""The levels of a pyramid as files of one folder: tiled TIFFs that are read tile by tile."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.windows import Window

from basewatch_gui.imagery.tile import Samples, Size, Valid
from basewatch_gui.model.errors import BasewatchError


class DamagedPyramidError(BasewatchError):
    """Prepared levels can't be read, or are of another frame; the frame's own file may be intact."""


@dataclass(frozen=True, slots=True)
class LevelFiles:
    """The files of one level in a folder: its samples, and 1 where they are invalid; the latter may be missing."""

    samples: Path
    invalid: Path

    @staticmethod
    def of(folder: Path, level: int) -> "LevelFiles":
        """Return the files of this level, from 0 for the frame's own size."""
        return LevelFiles(folder / f"{level}.tif", folder / f"{level}-invalid.tif")


class StoredLevels:
    """Prepared levels of a frame, open for one thread.

    They hold what a Raster of all the frame's bands reads: samples and valid mask. `sizes` are those of all levels
    (width, height), the frame's own first, each half of the one before; `first` is the finest that is stored, 0 or 1.
    """

    def __init__(
        self, folder: Path, sizes: tuple[Size, ...], dtype: np.dtype[Any], bands: int, kept: tuple[int, ...]
    ) -> None:
        """Open a folder of levels with so many bands, of which those of `kept` (from 0) are read.

        Raises DamagedPyramidError where a level is missing or is not as it should be.
        """
        self._folder = folder
        self._indexes = [band + 1 for band in kept]
        self._open: dict[Path, DatasetReader] = {}
        self.sizes = sizes
        self.first = 0 if LevelFiles.of(folder, 0).samples.exists() else 1
        self._has_invalid = [LevelFiles.of(folder, level).invalid.exists() for level in range(len(sizes))]
        try:
            for level in range(self.first, len(sizes)):
                dataset = self._dataset(LevelFiles.of(folder, level).samples)
                found = ((dataset.width, dataset.height), dataset.count, np.dtype(dataset.dtypes[0]))
                if found != (sizes[level], bands, dtype):
                    raise damaged_pyramid()
        except environment.GDAL_FAULTS as error:
            self.close()
            raise damaged_pyramid() from error
        except DamagedPyramidError:
            self.close()
            raise

    def __contains__(self, level: int) -> bool:
        return self.first <= level < len(self.sizes)

    def read_window(
        self, level: int, window: Window, shape: tuple[int, int], resampling: Resampling
    ) -> tuple[Samples, Valid]:
        """Read a window of a level as `shape` (height, width): samples and valid as a Tile has them.

        Raises DamagedPyramidError.
        """
        files = LevelFiles.of(self._folder, level)
        try:
            with environment.gdal_session():
                out = (len(self._indexes), *shape)
                samples = self._dataset(files.samples).read(
                    self._indexes, window=window, out_shape=out, resampling=resampling
                )
                if not self._has_invalid[level]:
                    return samples, None
                valid = self._dataset(files.invalid).read(1, window=window, out_shape=shape) == 0
        except environment.GDAL_FAULTS as error:
            raise damaged_pyramid() from error
        return samples, None if valid.all() else valid

    def close(self) -> None:
        """Close all files; nothing may be read afterwards."""
        with environment.gdal_session():
            for dataset in self._open.values():
                dataset.close()
        self._open.clear()

    def _dataset(self, path: Path) -> DatasetReader:
        if path not in self._open:
            with environment.gdal_session():
                self._open[path] = DatasetReader(path, driver=["GTiff"])
        return self._open[path]


def damaged_pyramid() -> DamagedPyramidError:
    """Return the fault of prepared levels that can't be read."""
    return DamagedPyramidError("The picture prepared for fast viewing is damaged: it is being made anew.")
