"""An open frame: tiles, regions and overviews of its pixels, and what its file says of itself."""

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

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey, complete_level_sizes
from basewatch_gui.imagery.sources.band_file import BandFile, open_band_file, usable_sizes
from basewatch_gui.imagery.sources.band_layout import MAX_BANDS_UNASKED
from basewatch_gui.imagery.sources.joined import JoinedFiles
from basewatch_gui.imagery.sources.sentinel2 import is_sentinel2_product, list_band_files
from basewatch_gui.imagery.sources.source import ImageFile, RasterSource
from basewatch_gui.imagery.stored_levels import DamagedPyramidError, StoredLevels
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.errors import BasewatchError

MAX_AVERAGED: Final = 16
"""Most times a level is shrunk from a finer stored one by averaging; beyond it samples are picked, which of an
uncompressed 3.6 GB file reads some tens of MB instead of all."""


def open_raster(source: RasterSource | Path) -> "Raster":
    """Open the raster of a frame for the calling thread: the one door to the pixels of a user's file.

    Each file passes the checks of `sources/dataset.py`, the only module that hands a user's file to GDAL. A pyramid
    that does not fit the frame is ignored. Raises BasewatchError where a file is refused or damaged, files can't be
    joined, or a chosen band is missing.
    """
    source = source if isinstance(source, RasterSource) else RasterSource(Path(source))
    with environment.gdal_session():
        files = _open_files(source)
        try:
            files.select_bands(_bands_to_read(source, files))
        except BasewatchError:
            files.close()
            raise
        return Raster(source, files, _open_prepared(source, files))


class Raster:
    """An open raster, for one thread: one image of a file, or several files whose bands are joined.

    `bands` and `dtype` are those of its tiles, `file_bands` and `file_dtype` those of its files. A palette is expanded
    to 3 bands of 8 bits, an alpha band becomes the valid mask, and of more than 8 bands only the displayed ones are
    read where the source does not choose. `prepared` are the levels of its pyramid, None where there is none that fits.
    `all_band_names` are the bands that could be read, `kept_bands` which of them its tiles hold, `all_display_bands`
    which are shown without a choice. `display_bands` are red, green and blue, from 0, of the tile's bands.
    `transform` leads from pixels to the CRS, `rpc` to WGS 84 where there is no CRS. Pixels are those of the first
    file, which should be the finest; a pixel is valid where the files that hold the displayed bands mark it so.
    """

    def __init__(self, source: RasterSource, files: JoinedFiles, prepared: StoredLevels | None) -> None:
        """Take over open files and the prepared levels; called by `open_raster`."""
        main = files.main
        self.source = source
        self.path = source.path
        self.prepared = prepared
        self.crs_wkt, self.transform = main.crs_wkt, main.transform
        self.rpc, self.control_points = main.rpc, main.control_points
        self.nodata: float | None = main.layout.nodata[0]
        self.file_bands = sum(int(file.dataset.count) for file in files.files)
        self.file_dtype = str(main.dataset.dtypes[0] if len(files.files) == 1 else files.dtype_of_all)
        self.driver = str(main.dataset.driver)
        self.all_band_names, self.all_display_bands = files.names, files.display
        self.kept_bands = files.bands
        self.bands = len(files.bands)
        self.band_names = tuple(files.names[band] for band in files.bands)
        # The first band stands in for a displayed one that is not read.
        red, green, blue = (files.bands.index(band) if band in files.bands else 0 for band in files.display)
        self.display_bands = (red, green, blue)
        self.dtype: np.dtype[Any] = files.dtype
        self._files = files
        self._stored_sizes = usable_sizes(files.size, files.sizes) if prepared is None else prepared.sizes
        self.pyramid = Pyramid(complete_level_sizes(self._stored_sizes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; nothing may be read afterwards."""
        with environment.gdal_session():
            self._files.close()
            if self.prepared is not None:
                self.prepared.close()

    def read_tile(self, key: TileKey) -> Tile:
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

    def read_region(self, level: int, left: int, top: int, right: int, bottom: int) -> tuple[Samples, Valid]:
        """Read a rectangle of a level, in its pixels and within it, put together from its tiles.

        Return samples (bands, height, width) and valid (height, width) or None for all. Raises BasewatchError when the
        pixels can't be read.
        """
        samples = np.zeros((self.bands, bottom - top, right - left), self.dtype)
        valid = np.zeros(samples.shape[1:], np.bool_)
        for row in range(top // TILE, -(-bottom // TILE)):
            for column in range(left // TILE, -(-right // TILE)):
                tile = self.read_tile(TileKey(0, level, column, row))
                x, y = column * TILE, row * TILE
                height, width = tile.samples.shape[1:]
                x1, x2, y1, y2 = max(x, left), min(x + width, right), max(y, top), min(y + height, bottom)
                place = np.s_[y1 - top : y2 - top, x1 - left : x2 - left]
                part = np.s_[y1 - y : y2 - y, x1 - x : x2 - x]
                samples[:, *place] = tile.samples[:, *part]
                valid[place] = True if tile.valid is None else tile.valid[part]
        return samples, None if valid.all() else valid

    def read_rows(self, top: int, rows: int) -> tuple[Samples, Valid]:
        """Read whole rows of the frame: samples (bands, rows, width) and valid (rows, width) or None for all.

        Raises BasewatchError when the pixels can't be read.
        """
        width = self.pyramid.width
        return self._read(0, Window(0, top, width, rows), (rows, width), Resampling.nearest)

    @cached_property
    def tags(self) -> dict[str, str]:
        """Metadata of the first file: GDAL's default domain, and IMD and IMAGERY with `IMD/` and `IMAGERY/` in front.

        Raises BasewatchError when they can't be read.
        """
        with self._guarded("The metadata of {name} can't be read: the file is damaged."):
            dataset = self._files.main.dataset
            found = dict(dataset.tags())
            for domain in ("IMD", "IMAGERY"):
                found |= {f"{domain}/{key}": value for key, value in dataset.tags(ns=domain).items()}
        return found

    @property
    def block_shape(self) -> tuple[int, int]:
        """Rows and columns of a block as the first file stores it."""
        rows, columns = self._files.main.dataset.block_shapes[0]
        return (int(rows), int(columns))

    @property
    def compression(self) -> str | None:
        """GDAL's name of the first file's compression, or None."""
        with environment.gdal_session():
            found: str | None = self._files.main.dataset.tags(ns="IMAGE_STRUCTURE").get("COMPRESSION")
        return found

    @property
    def overview_sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each stored level below the frame's own size, finest first."""
        return self._stored_sizes[1:]

    def _read_part(self, level: int, place: tuple[int, int], size: tuple[int, int]) -> tuple[Samples, Valid]:
        """Read so many columns and rows of a level from this column and row on."""
        finer = self._stored_level(level)
        (level_width, level_height), (store_width, store_height) = self.pyramid.sizes[level], self.pyramid.sizes[finer]
        across, down = store_width / level_width, store_height / level_height
        window = Window(place[0] * across, place[1] * down, size[0] * across, size[1] * down)
        # Averaging reads every pixel below the tile, picking only some rows: from far out the average would read all.
        picked = max(across, down) > MAX_AVERAGED
        resampling = Resampling.nearest if picked or finer == level else Resampling.average
        return self._read(finer, window, size[::-1], resampling)

    def _stored_level(self, level: int) -> int:
        """Return the nearest stored level: this one or a finer one."""
        return max(finer for finer in range(level + 1) if self.pyramid.sizes[finer] in self._stored_sizes)

    def _read(
        self, level: int, window: Window, shape: tuple[int, int], resampling: Resampling
    ) -> tuple[Samples, Valid]:
        """Read a window of a stored level as `shape` (height, width).

        From the pyramid if it holds the level, else from the frame's files.
        """
        if self.prepared is not None and level in self.prepared:
            samples, valid = self.prepared.read_window(level, window, shape, resampling)
            return samples.astype(self.dtype, copy=False), valid
        most_averaged = MAX_AVERAGED if resampling == Resampling.average or window.width <= shape[1] else 0
        with self._guarded("Part of {name} can't be read: the file is damaged."):
            return self._files.read_window(self.pyramid.sizes[level], window, shape, resampling, most_averaged)

    @contextmanager
    def _guarded(self, sentence: str) -> Iterator[None]:
        """Return a context that turns GDAL's faults into a BasewatchError with this sentence about the file."""
        try:
            with environment.gdal_session():
                yield
        except environment.GDAL_FAULTS as error:
            raise BasewatchError(sentence, name=self.path.name) from error


def _open_files(source: RasterSource) -> JoinedFiles:
    """Open the files of a source; raises BasewatchError, with all of them closed."""
    is_product = is_sentinel2_product(source.path)
    own = list_band_files(source.path) if is_product else (ImageFile(source.path, source.image),)
    files: list[BandFile] = []
    try:
        files.extend(map(open_band_file, (*own, *map(ImageFile, source.parts))))
        return JoinedFiles(files)
    except BasewatchError:
        for opened in files:
            opened.close()
        raise


def _bands_to_read(source: RasterSource, files: JoinedFiles) -> tuple[int, ...]:
    """Return the bands (from 0) that tiles hold: those chosen, else all, else the displayed ones of very many.

    Raises BasewatchError where a chosen band is missing.
    """
    every = tuple(range(len(files.names)))
    if source.bands is None:
        return every if len(every) <= MAX_BANDS_UNASKED else tuple(sorted(set(files.display)))
    if not source.bands or not set(source.bands) <= set(every):
        raise BasewatchError("{name} lacks a band that was chosen: choose other bands.", name=source.path.name)
    return source.bands


def _open_prepared(source: RasterSource, files: JoinedFiles) -> StoredLevels | None:
    """Open the source's pyramid; None where it has none, or one that is damaged or of another frame."""
    if source.pyramid is None:
        return None
    sizes = complete_level_sizes((files.size,))
    with suppress(DamagedPyramidError):
        return StoredLevels(source.pyramid, sizes, files.dtype_of_all, len(files.names), files.bands)
    return None
