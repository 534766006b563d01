"""What the bands of a dataset mean: which are read, shown and named, and how raw pixels become samples and a mask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader

from basewatch_gui.imagery.tile import Samples, Valid

MAX_BANDS_UNASKED: Final = 8
"""With more bands than this, tiles hold only those that are displayed, or that are chosen."""

_COLOURS = ("red", "green", "blue")
_MAX_PICKED_SIDE = 2048


@dataclass(frozen=True, eq=False)
class BandLayout:
    """How the bands of a file become samples.

    `indexes` are the file's bands (from 1) that are read, the alpha band last if there is one, `dtype` what they are
    read as. `names` and `display` (red, green, blue; from 0) speak of the samples. `palette` is (entries, 4) RGBA or
    None, `nodata` one value or None per band of the samples, `has_mask` whether the file has a mask of its own.
    """

    indexes: tuple[int, ...]
    dtype: np.dtype[Any]
    names: tuple[str, ...]
    display: tuple[int, int, int]
    has_alpha: bool
    has_mask: bool
    palette: NDArray[np.uint8] | None
    nodata: tuple[float | None, ...]

    @property
    def sample_dtype(self) -> np.dtype[Any]:
        """Data type of the samples: 8 bit where a palette is expanded."""
        return self.dtype if self.palette is None else np.dtype(np.uint8)

    def with_bands(self, bands: Sequence[int]) -> "BandLayout":
        """Return the layout of these bands only, from 0 of the samples; the colours of a palette stay together."""
        if self.palette is not None:
            return self
        alpha = self.indexes[-1:] if self.has_alpha else ()
        return replace(
            self,
            indexes=(*(self.indexes[band] for band in bands), *alpha),
            names=tuple(self.names[band] for band in bands),
            nodata=tuple(self.nodata[band] for band in bands),
        )


def read_band_layout(dataset: DatasetReader) -> BandLayout:
    """Read from a dataset's header what its bands mean; of a fourth band marked as alpha some pixels too."""
    colours, dtypes = list(dataset.colorinterp), [np.dtype(name) for name in dataset.dtypes]
    described = [(text or "").strip() for text in dataset.descriptions]
    alpha = next((band for band, colour in enumerate(colours) if colour == ColorInterp.alpha), None)
    if alpha is not None and (len(colours) == 1 or _is_data(dataset, alpha)):
        alpha = None
    kept = [band for band, colour in enumerate(colours) if alpha is None or colour != ColorInterp.alpha]
    palette = _palette(dataset, kept) if colours[kept[0]] == ColorInterp.palette and len(kept) == 1 else None
    dtype = np.result_type(*(dtypes[band] for band in kept))
    names = tuple(described[band] or _plain_name(colours[band], band) for band in kept)
    shown = display_bands_of_file([described[band] for band in kept], [colours[band] for band in kept], dtypes[kept[0]])
    nodata = dataset.nodatavals
    return BandLayout(
        # GDAL counts bands from 1.
        indexes=tuple(band + 1 for band in ([*kept] if alpha is None else [*kept, alpha])),
        # OpenCV warps and resizes no 16-bit floats.
        dtype=np.dtype(np.float32) if dtype == np.float16 else dtype,
        names=_COLOURS if palette is not None else names,
        display=(0, 1, 2) if palette is not None else shown,
        has_alpha=alpha is not None,
        has_mask=MaskFlags.per_dataset in dataset.mask_flag_enums[kept[0]] and alpha is None,
        palette=palette,
        nodata=tuple(nodata[band] for band in kept),
    )


def _is_data(dataset: DatasetReader, alpha: int) -> bool:
    """Return True if a band marked as alpha is more likely near infrared: GDAL marks the fourth band of 8 bits so.

    Opacity is nearly everywhere full or none; where more than half of some picked samples of a TIFF's fourth band are
    neither, they are a picture.
    """
    if dataset.driver not in ("GTiff", "COG") or dataset.count != 4 or alpha != 3:
        return False
    samples = _picked(dataset, alpha + 1)
    full = 1.0 if samples.dtype.kind == "f" else np.iinfo(samples.dtype).max
    return bool(np.mean((samples > 0) & (samples < full) & (samples != 255)) > 0.5)


def _picked(dataset: DatasetReader, index: int) -> NDArray[Any]:
    """Read some samples of a band: its smallest overview's, else those of at most five blocks spread over the file."""
    overviews = dataset.overviews(index)
    if overviews:
        shape = (max(1, dataset.height // overviews[-1]), max(1, dataset.width // overviews[-1]))
        if max(shape) <= _MAX_PICKED_SIDE:
            small: NDArray[Any] = dataset.read(index, out_shape=shape)
            return small
    rows, columns = dataset.block_shapes[index - 1]
    across, down = -(-dataset.width // columns), -(-dataset.height // rows)
    blocks = [(step * (down - 1) // 4, step * (across - 1) // 4) for step in range(5)]
    found = [
        dataset.read(index, window=dataset.block_window(index, row, column)).ravel() for row, column in set(blocks)
    ]
    return np.concatenate(found)


def samples_and_mask(raw: Samples, mask: NDArray[np.uint8] | None, bands: BandLayout) -> tuple[Samples, Valid]:
    """Turn raw pixels, read with a layout's indexes, into samples and valid mask.

    `mask` is the file's, 0 where invalid.
    """
    valid = None if mask is None else mask > 0
    if bands.has_alpha:
        valid = _both(valid, raw[-1] > 0)
        raw = raw[:-1].copy()
    valid = _both(valid, _with_data(raw, bands.nodata))
    if bands.palette is not None:
        coloured = bands.palette[np.clip(raw[0], 0, len(bands.palette) - 1)]
        valid = _both(valid, coloured[:, :, 3] > 0)
        raw = np.ascontiguousarray(coloured[:, :, :3].transpose(2, 0, 1))
    return raw, None if valid is None or valid.all() else valid


def display_bands_of_file(names: list[str], colours: list[ColorInterp], dtype: np.dtype[Any]) -> tuple[int, int, int]:
    """Return which bands (from 0) to show as red, green and blue.

    By the colours the file says, else by its bands' names, else by their count and type: four bands in 16 bits are
    blue, green, red, near infrared (Maxar's and Planet's product guides); eight are WorldView-3's coastal, blue, green,
    yellow, red, red edge, NIR1, NIR2 (WorldView-3 data sheet).
    """
    coloured = [next((at for at, has in enumerate(colours) if has == colour), None) for colour in _RGB]
    named = [_named(names, colour) for colour in _COLOURS]
    for red, green, blue in (coloured, named):
        if red is not None and green is not None and blue is not None:
            return (red, green, blue)
    count = len(names)
    if count < 3:
        return (0, 0, 0)
    if count == 4 and dtype == np.uint16:
        return (2, 1, 0)
    return (4, 2, 1) if count == 8 else (0, 1, 2)


_RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


def _named(names: list[str], colour: str) -> int | None:
    """Return the first band whose name is the colour, else whose name holds it as a word (red edge is not red)."""
    plain = [name.strip().lower() for name in names]
    if colour in plain:
        return plain.index(colour)
    holds = (at for at, name in enumerate(plain) if re.search(rf"\b{colour}\b", name) and "edge" not in name)
    return next(holds, None)


def _plain_name(colour: ColorInterp, band: int) -> str:
    """Return the name of a band that has no description: its colour, or its number from 1."""
    return str(colour.name) if colour in _RGB else f"Band {band + 1}"


def _palette(dataset: DatasetReader, bands: list[int]) -> NDArray[np.uint8] | None:
    """Return a band's colour table as (entries, 4) RGBA; None where it has none."""
    try:
        colours = dataset.colormap(bands[0] + 1)
    except ValueError:
        return None
    palette = np.zeros((max(colours) + 1, 4), dtype=np.uint8)
    for index, rgba in colours.items():
        palette[index] = rgba
    return palette


def _with_data(raw: Samples, nodata: tuple[float | None, ...]) -> Valid:
    """Return True where any band holds a finite sample that is not its nodata value; None when all do."""
    is_float = raw.dtype.kind == "f"
    if not is_float and any(value is None for value in nodata):
        return None
    valid: NDArray[np.bool_] | None = None
    for band, value in zip(raw, nodata, strict=True):
        has_data = np.isfinite(band) if is_float else np.ones(band.shape, dtype=np.bool_)
        if value is not None and np.isfinite(value):
            has_data &= _differs(band, value)
        valid = has_data if valid is None else valid | has_data
    return valid


def _differs(band: NDArray[Any], value: float) -> NDArray[np.bool_]:
    """Return True where samples differ from a nodata value as the samples' own type holds it."""
    if band.dtype.kind == "f":
        with np.errstate(over="ignore"):
            return np.asarray(band != band.dtype.type(value), dtype=np.bool_)
    limits = np.iinfo(band.dtype)
    if value != int(value) or not limits.min <= int(value) <= limits.max:
        return np.ones(band.shape, dtype=np.bool_)
    return np.asarray(band != int(value), dtype=np.bool_)


def _both(one: Valid, other: Valid) -> Valid:
    """Return where both masks are valid; None stands for valid everywhere."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
