"""Several images as one: the bands of all of them, on the pixels of the first."""

from collections.abc import Sequence
from typing import Any

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from affine import Affine
from rasterio.enums import Resampling
from rasterio.windows import Window

from basewatch_gui.imagery.sources.band_file import BandFile
from basewatch_gui.imagery.sources.band_file_names import band_in_file_name, names_pan_band, natural_colour_bands
from basewatch_gui.imagery.sources.resample import affine_to_part, read_onto_frame
from basewatch_gui.imagery.tile import Samples, Size, Valid


class JoinedFiles:
    """The bands of open images, those of the first one first; one image is the common case.

    `names` are all bands, `dtype_of_all` holds them all, `display` are red, green and blue of them, from 0. `bands` are
    those that are read, `dtype` their type. A pixel is valid where the files that hold the displayed bands mark it so.
    """

    def __init__(self, files: Sequence[BandFile]) -> None:
        """Join open images; raises BasewatchError where one can't be placed on the first."""
        self.files = tuple(files)
        self.main = self.files[0]
        self.size = self.main.size
        self.sizes = self.main.sizes
        self._to_part = [Affine.identity(), *(affine_to_part(part, self.main) for part in self.files[1:])]
        self._homes = [(at, band) for at, file in enumerate(self.files) for band in range(len(file.names))]
        is_alone = len(self.files) == 1
        self.names = self.main.names if is_alone else joined_band_names(self.files)
        self.display = self.main.layout.display if is_alone else joined_display_bands(self.files, self.names)
        self.dtype_of_all = _common_type(self.files)
        self.select_bands(tuple(range(len(self.names))))

    def select_bands(self, bands: tuple[int, ...]) -> None:
        """Read only these bands, from 0, from now on; may be narrowed once after the files were opened."""
        self.bands = bands
        homes = [self._homes[band] for band in bands]
        self._masking = {self._homes[band][0] for band in self.display}
        self._places = {
            at: tuple(place for place, home in enumerate(homes) if home[0] == at) for at in sorted(dict(homes))
        }
        self._picks = {}
        for at, places in self._places.items():
            file = self.files[at]
            wanted = tuple(homes[place][1] for place in places)
            file.select_bands(wanted)
            self._picks[at] = list(wanted) if file.layout.palette is not None else list(range(len(wanted)))
        self.dtype = _common_type([self.files[at] for at in self._places])

    def read_window(
        self, size: Size, window: Window, shape: tuple[int, int], resampling: Resampling, most_averaged: float
    ) -> tuple[Samples, Valid]:
        """Read a window of the first file's stored `size` as `shape` (height, width), as BandFile.read_window does.

        Other files are averaged up to `most_averaged` times, then picked.
        """
        if len(self.files) == 1:
            samples, valid = self.main.read_window(size, window, shape, resampling)
            return samples if len(samples) == len(self.bands) else samples[self._picks[0]], valid
        across, down = self.size[0] / size[0], self.size[1] / size[1]
        in_frame = Window(window.col_off * across, window.row_off * down, window.width * across, window.height * down)
        joined = np.empty((len(self.bands), *shape), self.dtype)
        masked: Valid = None
        for at in sorted({*self._places, *self._masking}):
            file = self.files[at]
            if at == 0:
                samples, valid = file.read_window(size, window, shape, resampling)
            else:
                samples, valid = read_onto_frame(file, self._to_part[at], in_frame, shape, most_averaged)
            if at in self._places:
                joined[list(self._places[at])] = samples[self._picks[at]]
            # Only the files that hold the displayed bands decide what is valid: a coarse 60 m band with a hole must not
            # cut one into the colours.
            if at in self._masking and valid is not None:
                masked = valid if masked is None else masked & valid
        return joined, masked

    def close(self) -> None:
        """Close the files."""
        for file in self.files:
            file.close()


def joined_band_names(files: Sequence[BandFile]) -> tuple[str, ...]:
    """Return the names of all bands of several files.

    The only band of a file is called by the end of the file's name (`B04`), else what the file calls it, else `pan`
    where the name says so or other files have colours, else by the file's name. A name that is taken gets its file's
    appended.
    """
    has_colours = any(len(file.names) >= 3 for file in files)
    names: list[str] = []
    for file in files:
        stem = file.file.name.rsplit(".", 1)[0]
        described = file.dataset.descriptions[0] if len(file.names) == 1 else None
        alone = band_in_file_name(stem) or described or ("pan" if has_colours or names_pan_band(stem) else stem)
        for name in (alone,) if len(file.names) == 1 else file.names:
            names.append(f"{name} ({stem})" if name in names else name)
    return tuple(names)


def joined_display_bands(files: Sequence[BandFile], names: Sequence[str]) -> tuple[int, int, int]:
    """Return which of all bands (from 0) to show as red, green and blue.

    By known names, else those of the file with colours; of three or more files with a band each, the first three.
    """
    known = natural_colour_bands([file.file.name for file in files], names)
    if known is not None:
        return known
    most = max(files, key=lambda file: min(len(file.names), 3))
    before = sum(len(file.names) for file in files[: list(files).index(most)])
    if len(most.names) < 3 <= len(names):
        return (0, 1, 2)
    red, green, blue = most.layout.display
    return (before + red, before + green, before + blue)


def _common_type(files: Sequence[BandFile]) -> "np.dtype[Any]":
    """Return the smallest dtype that holds the samples of all these files."""
    return np.result_type(*(file.layout.sample_dtype for file in files))
