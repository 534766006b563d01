"""One image of a raster: its bands, and the sizes at which it is stored."""

from collections.abc import Sequence
from contextlib import suppress

from basewatch_gui.imagery import environment

# isort: split
import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.windows import Window

from basewatch_gui.imagery.sources.band_layout import read_band_layout, samples_and_mask
from basewatch_gui.imagery.sources.dataset import open_dataset, open_overview
from basewatch_gui.imagery.sources.georeference import control_point_fit, read_georeference
from basewatch_gui.imagery.sources.orientation import UPRIGHT, stored_window, swaps_sides, to_upright, turned_size
from basewatch_gui.imagery.sources.rpc import read_rpc
from basewatch_gui.imagery.sources.source import ImageFile
from basewatch_gui.imagery.sources.tiff_header import Directory, read_tiff_directories
from basewatch_gui.imagery.tile import Samples, Size, Valid
from basewatch_gui.model.errors import BasewatchError

MAX_OPEN_OVERVIEWS = 2
"""Overviews of an image that stay open: a view reads one level at a time, and another as it is zoomed."""

_MIN_STEP = 1.5
_MAX_HALVINGS = 20
_MAX_SIZE_ERROR_PX = 2


class BandFile:
    """An open image, for one thread. Sizes are (width, height) in pixels, windows are in pixels of such a size.

    An image that is stored turned or mirrored is given upright, unless its file says where on the Earth its stored
    pixels lie. Nothing here catches GDAL's faults.
    """

    def __init__(self, file: ImageFile) -> None:
        """Open an image; raises BasewatchError and GDAL_FAULTS."""
        self.file = file
        self.dataset = open_dataset(file)
        self._open: dict[int | None, DatasetReader] = {None: self.dataset}
        try:
            self.crs_wkt, self.transform = read_georeference(self.dataset, file.path)
            directories = (
                read_tiff_directories(file.path) if self.dataset.driver in ("GTiff", "COG") and file.image <= 1 else []
            )
            # A georeference speaks of the pixels as stored: turned, they would no longer lie under it.
            self._orientation = _orientation(self.dataset, directories) if self.crs_wkt is None else UPRIGHT
            if self._orientation != UPRIGHT:
                self.transform = None
            self.control_points = control_point_fit(self.dataset, self.transform)
            self.rpc = read_rpc(self.dataset) if self.crs_wkt is None and self._orientation == UPRIGHT else None
            self.layout = read_band_layout(self.dataset)
            self.size: Size = turned_size((self.dataset.width, self.dataset.height), self._orientation)
            self._overview_index = self._overview_of_size(_overview_sizes(self.dataset, file, directories))
        except environment.GDAL_FAULTS:
            self.close()
            raise

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Sizes at which the image is stored: its own first, then ever smaller ones."""
        return tuple(self._overview_index)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the bands that are read."""
        return self.layout.names

    def select_bands(self, bands: tuple[int, ...]) -> None:
        """Read only these bands from now on, from 0 of those read so far; the colours of a palette stay together."""
        self.layout = self.layout.with_bands(bands)

    def close(self) -> None:
        """Close the image and its overviews."""
        for dataset in self._open.values():
            dataset.close()
        self._open.clear()

    def read_window(
        self, size: Size, window: Window, shape: tuple[int, int], resampling: Resampling
    ) -> tuple[Samples, Valid]:
        """Read a window of a stored size as `shape` (height, width): samples and valid as a Tile has them.

        Colours of a palette are picked whatever the resampling is. Raises GDAL_FAULTS and BasewatchError.
        """
        dataset, window = self._dataset_of_size(size, window)
        stored_shape = shape[::-1] if swaps_sides(self._orientation) else shape
        if self.layout.palette is not None:
            resampling = Resampling.nearest
        elif self._is_other_size(dataset, size) and resampling == Resampling.nearest:
            # Picking is exact pixel for pixel only: an overview that is a pixel smaller is interpolated, and the file
            # itself, where it stands in for an overview that can't be opened, is averaged.
            resampling = Resampling.bilinear if dataset is not self.dataset else Resampling.average
        indexes = list(self.layout.indexes)
        raw = dataset.read(
            indexes,
            window=window,
            out_shape=(len(indexes), *stored_shape),
            out_dtype=self.layout.dtype,
            resampling=resampling,
        )
        mask = self._read_mask(dataset, window, stored_shape, resampling) if self.layout.has_mask else None
        samples, valid = samples_and_mask(raw, mask, self.layout)
        if self._orientation == UPRIGHT:
            return samples, valid
        return to_upright(samples, self._orientation), None if valid is None else to_upright(valid, self._orientation)

    def _dataset_of_size(self, size: Size, window: Window) -> tuple[DatasetReader, Window]:
        """Return the dataset that holds a size, opened if need be, and the window in its own pixels.

        An overview that can't be opened, or turns out to be of another shape, is replaced by the file itself; one that
        is smaller or larger by a pixel or two is read where the window truly lies.
        """
        index = self._overview_index[size]
        width, height = turned_size(size, self._orientation)
        if index not in self._open:
            self._open[index] = self.dataset
            with suppress(*environment.GDAL_FAULTS):
                overview = open_overview(self.file, index or 0)
                if max(abs(overview.width - width), abs(overview.height - height)) <= _MAX_SIZE_ERROR_PX:
                    self._open[index] = overview
                else:
                    overview.close()
        # Taken out and put in again: the overview read last is the last to be closed.
        dataset = self._open[index] = self._open.pop(index)
        self._close_unused()
        window = stored_window(window, size, self._orientation)
        if (dataset.width, dataset.height) != (width, height):
            window = _scaled(window, dataset.width / width, dataset.height / height)
        return dataset, window

    def _is_other_size(self, dataset: DatasetReader, size: Size) -> bool:
        """Return True if a dataset does not have the stored size that it is read for."""
        return (dataset.width, dataset.height) != turned_size(size, self._orientation)

    def _close_unused(self) -> None:
        """Close the overviews read longest ago: GDAL keeps some 4 MB of buffers for each that has been read."""
        unused = [index for index in self._open if index is not None][:-MAX_OPEN_OVERVIEWS]
        for index in unused:
            dataset = self._open.pop(index)
            if dataset is not self.dataset:
                dataset.close()

    def _read_mask(
        self, dataset: DatasetReader, window: Window, shape: tuple[int, int], resampling: Resampling
    ) -> NDArray[np.uint8]:
        """Read the file's mask, 0 where invalid; from its full size where the overview has none, as in JPEG."""
        index = self.layout.indexes[0]
        if "per_dataset" not in {flag.name for flag in dataset.mask_flag_enums[index - 1]}:
            full = self.dataset
            window = _scaled(window, full.width / dataset.width, full.height / dataset.height)
            dataset = full
        mask: NDArray[np.uint8] = dataset.read_masks(index, window=window, out_shape=shape, resampling=resampling)
        return mask

    def _overview_of_size(self, sizes: Sequence[Size]) -> dict[Size, int | None]:
        """Return which overview holds which size, None for the file itself.

        Overviews of another picture are left out.
        """
        found = {turned_size(size, self._orientation): index for index, size in enumerate(sizes)}
        own: dict[Size, int | None] = {self.size: None}
        return own | {size: found[size] for size in usable_sizes(self.size, tuple(found))[1:]}


def usable_sizes(full: Size, sizes: tuple[Size, ...]) -> tuple[Size, ...]:
    """Return the full size, and those others that are it evenly divided and well below the one before."""
    kept = [full]
    for size in sorted(sizes, reverse=True):
        # Rounded up or down, both sides are reduced by a factor between these.
        least = max(full[axis] / (size[axis] + 1) for axis in range(2))
        most = min(full[axis] / max(size[axis] - 1, 0.5) for axis in range(2))
        if least <= most and max(kept[-1][0] / size[0], kept[-1][1] / size[1]) >= _MIN_STEP:
            kept.append(size)
    return tuple(kept)


def open_band_file(file: ImageFile) -> BandFile:
    """Open an image; GDAL's faults become the sentence of a damaged file. Raises BasewatchError."""
    try:
        return BandFile(file)
    except environment.GDAL_FAULTS as error:
        raise BasewatchError("{name} can't be opened: the file is damaged.", name=file.name) from error


def _scaled(window: Window, across: float, down: float) -> Window:
    """Return the window with its places and sides multiplied."""
    return Window(window.col_off * across, window.row_off * down, window.width * across, window.height * down)


def _orientation(dataset: DatasetReader, directories: Sequence[Directory]) -> int:
    """Return how the image is stored, as EXIF numbers it: 1 is upright, as is any number that is none of EXIF's."""
    value = directories[0].orientation if directories else UPRIGHT
    if dataset.driver == "JPEG":
        exif = dataset.tags().get("EXIF_Orientation", "").strip()
        value = int(exif) if exif.isdigit() else UPRIGHT
    return value if 1 <= value <= 8 else UPRIGHT


def _overview_sizes(dataset: DatasetReader, file: ImageFile, directories: Sequence[Directory]) -> list[Size]:
    """Return width and height of the overviews, finest first, without opening one.

    GDAL tells only by which factor the width is reduced. A TIFF's own directories say more; for others the size is
    rounded up, as most writers do.
    """
    factors = dataset.overviews(1)
    if dataset.driver == "JPEG":
        # What follows is the thumbnail that a camera or an editor left in the EXIF data: it may show another picture.
        factors = [factor for factor in factors if factor in (2, 4, 8)]
    full = (dataset.width, dataset.height)
    smaller = [(each.width, each.height) for each in directories if each.is_overview]
    if factors and directories:
        beside = read_tiff_directories(file.path.with_name(f"{file.path.name}.ovr"))
        smaller += [(each.width, each.height) for each in beside if not each.is_mask]
    fits = ([size for size in smaller if min(size) and round(full[0] / size[0]) == factor] for factor in factors)
    return [sizes[0] if sizes else _reduced(full, factor) for sizes, factor in zip(fits, factors, strict=True)]


def _reduced(full: Size, factor: int) -> Size:
    """Return the size rounded up, by the power of two that GDAL rounded to this factor, if there is one."""
    powers = (2**power for power in range(1, _MAX_HALVINGS))
    true = next((power for power in powers if round(full[0] / -(-full[0] // power)) == factor), factor)
    return (-(-full[0] // true), -(-full[1] // true))
