"""An open frame: the one way to a raster's pixels."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.windows import Window

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey, halved_until_one_tile
from basewatch_gui.imagery.product.dataset import georeference, open_dataset, open_overview, overview_sizes
from basewatch_gui.imagery.product.source import RasterSource
from basewatch_gui.imagery.samples import arranged, layout
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.errors import BasewatchError

MAX_AVERAGED: Final = 16
"""Levels are averaged from the next finer stored one down to this reduction; beyond it samples are picked, which of an
uncompressed 3.6 GB file reads some tens of MB instead of all."""

_LEAST_STEP = 1.5
_TAG_DOMAINS = ("IMD", "IMAGERY")
_Shape = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Store:
    """Where a level's pixels are stored: a file, and one of its overviews or (None) itself."""

    path: Path
    overview: int | None


class Raster:
    """An open raster file, for one thread.

    `bands` and `dtype` are those of its tiles, `file_bands` and `file_dtype` the file's own. A palette is expanded to
    3 bands of 8 bits, an alpha band becomes the valid mask, and of more than 8 bands only the displayed are kept.
    `display_bands` are red, green and blue, from 0, of the tile's bands. `transform` leads from pixels to the CRS.
    """

    def __init__(self, source: RasterSource | Path) -> None:
        """Open a file; raises BasewatchError. A pyramid that does not fit is left aside."""
        self.source = source if isinstance(source, RasterSource) else RasterSource(Path(source))
        self.path = self.source.path
        self._open: dict[_Store, DatasetReader] = {}
        with environment.gdal_session():
            dataset = open_dataset(self.path)
            self._open[_Store(self.path, None)] = dataset
            try:
                self._layout = layout(dataset)
                self.crs_wkt, self.transform = georeference(dataset)
                self._stores = self._found_stores(dataset, self.source.pyramid)
            except environment.GDAL_FAULTS as error:
                self.close()
                raise BasewatchError("{name} can't be opened: the file is damaged.", name=self.path.name) from error
        self.pyramid = Pyramid(halved_until_one_tile(tuple(self._stores)))
        self.bands = self._layout.bands
        self.dtype: np.dtype[Any] = self._layout.tile_dtype
        self.display_bands = self._layout.display
        self.band_names = self._layout.names
        self.nodata: float | None = self._layout.nodata[0]
        self.file_bands = int(dataset.count)
        self.file_dtype = str(dataset.dtypes[0])
        self.driver = str(dataset.driver)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing may be read after."""
        with environment.gdal_session():
            for dataset in self._open.values():
                dataset.close()
        self._open.clear()

    def read(self, key: TileKey) -> Tile:
        """Read a tile: pixel for pixel where its level is stored, else shrunk from the nearest finer level that is.

        Raises BasewatchError when these pixels can't be read.
        """
        finer = self._stored_level(key.level)
        width, height = self.pyramid.tile_size(key)
        (level_width, level_height), (store_width, store_height) = (
            self.pyramid.sizes[key.level],
            self.pyramid.sizes[finer],
        )
        across, down = store_width / level_width, store_height / level_height
        window = Window(key.column * TILE * across, key.row * TILE * down, width * across, height * down)
        picked = self._layout.palette is not None or max(across, down) > MAX_AVERAGED
        resampling = Resampling.nearest if picked or finer == key.level else Resampling.average
        samples, valid = self._read(finer, window, (height, width), resampling)
        return Tile(key, samples, valid)

    def read_overview(self, max_side: int) -> tuple[Samples, Valid]:
        """Read the whole frame at `max_side` pixels or fewer a side, picked not averaged.

        Gives samples (bands, height, width) and valid (height, width) or None for all, as a Tile has.
        Raises BasewatchError when the pixels can't be read.
        """
        stored = [
            level for level, size in enumerate(self.pyramid.sizes) if size in self._stores and max(size) >= max_side
        ]
        level = max(stored, default=0)
        width, height = self.pyramid.sizes[level]
        shrink = max(1.0, max(width, height) / max_side)
        shape = (max(1, round(height / shrink)), max(1, round(width / shrink)))
        return self._read(level, Window(0, 0, width, height), shape, Resampling.nearest)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The file's metadata: GDAL's default domain, and IMD and IMAGERY with `IMD/` and `IMAGERY/` in front."""
        with self._guarded("The metadata of {name} can't be read: the file is damaged."):
            dataset = self._dataset(_Store(self.path, None))
            found = dict(dataset.tags())
            for domain in _TAG_DOMAINS:
                found |= {f"{domain}/{key}": value for key, value in dataset.tags(ns=domain).items()}
        return found

    @property
    def block_shape(self) -> tuple[int, int]:
        """Rows and columns of a block as the file stores it."""
        rows, columns = self._dataset(_Store(self.path, None)).block_shapes[0]
        return (int(rows), int(columns))

    @property
    def compression(self) -> str | None:
        """The compression's name as GDAL gives it, or None."""
        with environment.gdal_session():
            found: str | None = self._dataset(_Store(self.path, None)).tags(ns="IMAGE_STRUCTURE").get("COMPRESSION")
        return found

    @property
    def overview_sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each stored level below the frame's own size, finest first."""
        return tuple(self._stores)[1:]

    def _found_stores(self, dataset: DatasetReader, extra: Path | None) -> dict[tuple[int, int], _Store]:
        """Where which size of the frame is stored: its own size first, then ever smaller ones."""
        full = (int(dataset.width), int(dataset.height))
        found = {full: _Store(self.path, None)}
        found |= {size: _Store(self.path, at) for at, size in enumerate(overview_sizes(dataset, self.path))}
        if extra is not None:
            with suppress(BasewatchError), open_dataset(extra) as other:
                if (other.count, other.dtypes) == (dataset.count, dataset.dtypes):
                    found |= {size: _Store(extra, at) for at, size in enumerate(overview_sizes(other, extra))}
                    found[int(other.width), int(other.height)] = _Store(extra, None)
        return _spaced(full, found)

    def _stored_level(self, level: int) -> int:
        """The nearest level from this one towards finer ones that is stored."""
        return max(finer for finer in range(level + 1) if self.pyramid.sizes[finer] in self._stores)

    def _read(self, level: int, window: Window, shape: _Shape, resampling: Resampling) -> tuple[Samples, Valid]:
        with self._guarded("Part of {name} can't be read: the file is damaged."):
            dataset = self._dataset(self._stores[self.pyramid.sizes[level]])
            how = {"window": window, "resampling": resampling}
            indexes = list(self._layout.indexes)
            raw = dataset.read(indexes, out_shape=(len(indexes), *shape), out_dtype=self._layout.dtype, **how)
            mask = self._read_mask(dataset, level, window, shape, resampling) if self._layout.has_mask else None
        return arranged(raw, mask, self._layout)

    def _read_mask(
        self, dataset: DatasetReader, level: int, window: Window, shape: _Shape, resampling: Resampling
    ) -> NDArray[np.uint8]:
        """The file's mask, 0 where invalid; from its full size where the level is stored without, as in JPEG."""
        index = self._layout.indexes[0]
        if "per_dataset" not in {flag.name for flag in dataset.mask_flag_enums[index - 1]}:
            across, down = self.pyramid.scale(level)
            dataset = self._dataset(_Store(self.path, None))
            window = Window(window.col_off * across, window.row_off * down, window.width * across, window.height * down)
        mask: NDArray[np.uint8] = dataset.read_masks(index, window=window, out_shape=shape, resampling=resampling)
        return mask

    def _dataset(self, store: _Store) -> DatasetReader:
        if store not in self._open:
            is_whole = store.overview is None
            self._open[store] = open_dataset(store.path) if is_whole else open_overview(store.path, store.overview or 0)
        return self._open[store]

    @contextmanager
    def _guarded(self, sentence: str) -> Iterator[None]:
        """GDAL may be used within; its faults become the sentence about this file."""
        try:
            with environment.gdal_session():
                yield
        except environment.GDAL_FAULTS as error:
            raise BasewatchError(sentence, name=self.path.name) from error


def _spaced(full: tuple[int, int], found: dict[tuple[int, int], _Store]) -> dict[tuple[int, int], _Store]:
    """The full size, and of the others those that are it divided by a factor and well below the one before."""
    kept = {full: found[full]}
    above = full
    for size in sorted(found, reverse=True):
        factor = max(full[0] / size[0], full[1] / size[1])
        is_reduced = abs(full[0] / factor - size[0]) <= 1 and abs(full[1] / factor - size[1]) <= 1
        if is_reduced and max(above[0] / size[0], above[1] / size[1]) >= _LEAST_STEP:
            kept[size] = found[size]
            above = size
    return kept
