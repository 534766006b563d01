"""An open frame: the one way to a raster's pixels."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from rasterio.enums import Resampling
from rasterio.windows import Window

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey, halved_until_one_tile
from basewatch_gui.imagery.pyramids.levels import DamagedPyramidError, StoredLevels
from basewatch_gui.imagery.sources.band_file import BandFile, open_bands, spaced
from basewatch_gui.imagery.sources.band_layout import MAX_KEPT
from basewatch_gui.imagery.sources.joined import JoinedFiles
from basewatch_gui.imagery.sources.sentinel2 import is_product, product_bands
from basewatch_gui.imagery.sources.source import ImageFile, RasterSource
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.errors import BasewatchError

MAX_AVERAGED: Final = 16
"""Levels are averaged from the next finer stored one down to this reduction; beyond it samples are picked, which of an
uncompressed 3.6 GB file reads some tens of MB instead of all."""


class Raster:
    """An open raster, for one thread: one image of a file, or several files whose bands are joined.

    `bands` and `dtype` are those of its tiles, `file_bands` and `file_dtype` those of its files. A palette is expanded
    to 3 bands of 8 bits, an alpha band becomes the valid mask, and of more than 8 bands only the displayed are kept
    where the source does not choose; `prepared` are the levels of its pyramid, None where there is none that fits.
    `all_band_names` are those it could choose, `kept_bands` says which of them its tiles hold, `all_display_bands`
    which are shown without a choice. `display_bands` are red, green and blue, from 0, of the tile's bands.
    `transform` leads from pixels to the CRS, `rpc` to WGS 84 where there is no CRS. Pixels are those of the first
    file, which should be the finest; a pixel is valid where the files that hold the displayed bands say so.
    """

    def __init__(self, source: RasterSource | Path) -> None:
        """Open a source; raises BasewatchError. A pyramid that does not fit is left aside."""
        self.source = source if isinstance(source, RasterSource) else RasterSource(Path(source))
        self.path = self.source.path
        self.prepared: StoredLevels | None = None
        with environment.gdal_session():
            self._joined = _opened(self.source)
            main = self._joined.main
            self.crs_wkt, self.transform = main.crs_wkt, main.transform
            self.rpc, self.control_points = main.rpc, main.control_points
            self.all_band_names = self._joined.names
            self.nodata: float | None = main.layout.nodata[0]
            try:
                self._choose_bands()
            except BasewatchError:
                self.close()
                raise
            self.prepared = self._open_prepared()
            self._stores = (
                spaced(self._joined.size, self._joined.sizes) if self.prepared is None else self.prepared.sizes
            )
            self.file_bands = sum(int(file.dataset.count) for file in self._joined.files)
            is_alone = len(self._joined.files) == 1
            self.file_dtype = str(main.dataset.dtypes[0] if is_alone else self._joined.dtype_of_all)
            self.driver = str(main.dataset.driver)
        self.pyramid = Pyramid(halved_until_one_tile(self._stores))
        self.bands = len(self._joined.bands)
        self.band_names = tuple(self.all_band_names[band] for band in self._joined.bands)
        self.dtype: np.dtype[Any] = self._joined.dtype

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; nothing may be read after."""
        with environment.gdal_session():
            self._joined.close()
            if self.prepared is not None:
                self.prepared.close()

    def read(self, key: TileKey) -> Tile:
        """Read a tile: pixel for pixel where its level is stored, else shrunk from the nearest finer level that is.

        Raises BasewatchError when these pixels can't be read.
        """
        place = (key.column * TILE, key.row * TILE)
        return Tile(key, *self._read_part(key.level, place, self.pyramid.tile_size(key)))

    def read_level(self, level: int) -> tuple[Samples, Valid]:
        """Read the whole of a level: samples (bands, height, width) and valid (height, width) or None for all.

        Raises BasewatchError when the pixels can't be read.
        """
        return self._read_part(level, (0, 0), self.pyramid.sizes[level])

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

    def read_rows(self, top: int, rows: int) -> tuple[Samples, Valid]:
        """Read whole rows of the frame: samples (bands, rows, width) and valid (rows, width) or None for all.

        Raises BasewatchError when the pixels can't be read.
        """
        width = self.pyramid.width
        return self._read(0, Window(0, top, width, rows), (rows, width), Resampling.nearest)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The first file's metadata: GDAL's default domain, and IMD and IMAGERY with `IMD/` and `IMAGERY/` in front."""
        with self._guarded("The metadata of {name} can't be read: the file is damaged."):
            dataset = self._joined.main.dataset
            found = dict(dataset.tags())
            for domain in ("IMD", "IMAGERY"):
                found |= {f"{domain}/{key}": value for key, value in dataset.tags(ns=domain).items()}
        return found

    @property
    def block_shape(self) -> tuple[int, int]:
        """Rows and columns of a block as the first file stores it."""
        rows, columns = self._joined.main.dataset.block_shapes[0]
        return (int(rows), int(columns))

    @property
    def compression(self) -> str | None:
        """The name of the first file's compression as GDAL gives it, or None."""
        with environment.gdal_session():
            found: str | None = self._joined.main.dataset.tags(ns="IMAGE_STRUCTURE").get("COMPRESSION")
        return found

    @property
    def overview_sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each stored level below the frame's own size, finest first."""
        return self._stores[1:]

    def _choose_bands(self) -> None:
        """Which bands the tiles hold."""
        every, shown = tuple(range(len(self._joined.names))), self._joined.display
        kept = every if len(every) <= MAX_KEPT else tuple(sorted(set(shown)))
        if self.source.bands is not None:
            kept = self.source.bands
            if not kept or not set(kept) <= set(every):
                raise BasewatchError("{name} lacks a band that was chosen: choose other bands.", name=self.path.name)
        self._joined.keep(kept)
        self.kept_bands, self.all_display_bands = kept, shown
        places = [kept.index(band) if band in kept else 0 for band in shown]
        self.display_bands = (places[0], places[1], places[2])

    def _open_prepared(self) -> StoredLevels | None:
        """The levels that are kept elsewhere, if they are those of this frame."""
        if self.source.pyramid is None:
            return None
        sizes = halved_until_one_tile((self._joined.size,))
        with suppress(DamagedPyramidError):
            return StoredLevels(
                self.source.pyramid, sizes, self._joined.dtype_of_all, len(self.all_band_names), self._joined.bands
            )
        return None

    def _read_part(self, level: int, place: tuple[int, int], size: tuple[int, int]) -> tuple[Samples, Valid]:
        """Read so many columns and rows of a level from a column and row on."""
        finer = self._stored_level(level)
        (level_width, level_height), (store_width, store_height) = self.pyramid.sizes[level], self.pyramid.sizes[finer]
        across, down = store_width / level_width, store_height / level_height
        window = Window(place[0] * across, place[1] * down, size[0] * across, size[1] * down)
        picked = max(across, down) > MAX_AVERAGED
        resampling = Resampling.nearest if picked or finer == level else Resampling.average
        return self._read(finer, window, size[::-1], resampling)

    def _stored_level(self, level: int) -> int:
        """The nearest level from this one towards finer ones that is stored."""
        return max(finer for finer in range(level + 1) if self.pyramid.sizes[finer] in self._stores)

    def _read(
        self, level: int, window: Window, shape: tuple[int, int], resampling: Resampling
    ) -> tuple[Samples, Valid]:
        if self.prepared is not None and level in self.prepared:
            samples, valid = self.prepared.read(level, window, shape, resampling)
            return samples.astype(self.dtype, copy=False), valid
        most_averaged = MAX_AVERAGED if resampling == Resampling.average or window.width <= shape[1] else 0
        with self._guarded("Part of {name} can't be read: the file is damaged."):
            return self._joined.read(self.pyramid.sizes[level], window, shape, resampling, most_averaged)

    @contextmanager
    def _guarded(self, sentence: str) -> Iterator[None]:
        """GDAL may be used within; its faults become the sentence about this file."""
        try:
            with environment.gdal_session():
                yield
        except environment.GDAL_FAULTS as error:
            raise BasewatchError(sentence, name=self.path.name) from error


def _opened(source: RasterSource) -> JoinedFiles:
    """The files of a source, open."""
    own = product_bands(source.path) if is_product(source.path) else (ImageFile(source.path, source.image),)
    files: list[BandFile] = []
    try:
        files.extend(map(open_bands, (*own, *map(ImageFile, source.parts))))
        return JoinedFiles(files)
    except BasewatchError:
        for opened in files:
            opened.close()
        raise
