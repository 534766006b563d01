"""Reading the pixels of one image onto the pixels of another, which is finer as a rule."""

from typing import Any

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.windows import Window

from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.imagery.sources.band_file import BandFile
from basewatch_gui.imagery.tile import Samples, Size, Valid
from basewatch_gui.model.errors import BasewatchError

_MAX_OFF_PX = 0.05
"""Rows of a part count as parallel to the frame's if they run off by no more than this over the frame, in part pixels.
"""


def affine_to_part(part: BandFile, main: BandFile) -> Affine:
    """Return the affine from the frame's pixels to a part's: by their georeferences, else by the ratio of their sizes.

    Raises BasewatchError where they have no CRS in common, are turned against each other, or differ in shape.
    """
    name, other = part.file.name, main.file.name
    if (part.crs_wkt is None) != (main.crs_wkt is None):
        sentence = "{name} and {other} can't be joined: only one of them says where it lies."
        raise BasewatchError(sentence, name=name, other=other)
    if part.crs_wkt is not None and not _same_crs(part.crs_wkt, main.crs_wkt):
        sentence = "{name} and {other} can't be joined: their coordinate systems differ."
        raise BasewatchError(sentence, name=name, other=other)
    if part.transform is not None and main.transform is not None:
        to_part: Affine = ~part.transform @ main.transform
    else:
        across, down = part.size[0] / main.size[0], part.size[1] / main.size[1]
        if abs(across * main.size[1] - part.size[1]) > 1 and abs(down * main.size[0] - part.size[0]) > 1:
            sentence = "{name} and {other} can't be joined: they differ in shape and don't say where they lie."
            raise BasewatchError(sentence, name=name, other=other)
        to_part = Affine.scale(across, down)
    off_px = max(abs(to_part.b) * main.size[1], abs(to_part.d) * main.size[0])
    if off_px > _MAX_OFF_PX or to_part.a <= 0 or to_part.e <= 0:
        sentence = "{name} and {other} can't be joined: they are turned against each other."
        raise BasewatchError(sentence, name=name, other=other)
    return to_part


def read_onto_frame(
    part: BandFile, to_part: Affine, window: Window, shape: tuple[int, int], most_averaged: float
) -> tuple[Samples, Valid]:
    """Read a part onto pixels of the frame: `window` in frame pixels, as `shape` (height, width).

    Samples are bilinear between the centres of the part's pixels, of its coarsest stored size that is not coarser than
    what is asked for, averaged first where that is more than twice as fine; reduced more than `most_averaged` times
    they are picked. Invalid pixels have no weight. What lies more than a pixel outside the part is invalid.
    """
    step = (to_part.a * window.width / shape[1], to_part.e * window.height / shape[0])
    size = _stored_size(part, step)
    grid, resampling = _grid(part, size, step, most_averaged)
    columns = _centres_in_part(to_part.a, to_part.c, window.col_off, window.width, shape[1])
    rows = _centres_in_part(to_part.e, to_part.f, window.row_off, window.height, shape[0])
    inside = _within(rows, part.size[1])[:, np.newaxis] & _within(columns, part.size[0])[np.newaxis]
    left, across = _neighbours(columns * (grid[0] / part.size[0]), grid[0])
    top, down = _neighbours(rows * (grid[1] / part.size[1]), grid[1])
    first, last = (left.min(), top.min()), (min(left.max() + 2, grid[0]), min(top.max() + 2, grid[1]))
    per_px = (size[0] / grid[0], size[1] / grid[1])
    source = Window(
        first[0] * per_px[0],
        first[1] * per_px[1],
        (last[0] - first[0]) * per_px[0],
        (last[1] - first[1]) * per_px[1],
    )
    samples, valid = part.read_window(size, source, (last[1] - first[1], last[0] - first[0]), resampling)
    if part.layout.palette is not None:
        across, down = np.round(across), np.round(down)
    at = (left - first[0], across, top - first[1], down)
    made, made_valid = _interpolate(samples, valid, *at)
    if not inside.all():
        made_valid = inside if made_valid is None else made_valid & inside
    return made, made_valid


def _same_crs(one: str, other: str | None) -> bool:
    crs = parse_crs(one)
    return one == other or (other is not None and crs is not None and bool(crs == parse_crs(other)))


def _stored_size(part: BandFile, step: tuple[float, float]) -> Size:
    """Return the smallest stored size whose pixels are at most as large as a step (in part pixels) of what is read."""
    # One percent of slack: sides of stored sizes are rounded to whole pixels.
    fits = [size for size in part.sizes if part.size[0] / size[0] <= step[0] * 1.01]
    return fits[-1] if fits else part.size


def _grid(part: BandFile, size: Size, step: tuple[float, float], most_averaged: float) -> tuple[Size, Resampling]:
    """Return the size at which to read a stored one, at most twice as fine as a step, and the resampling."""
    reduced = tuple(
        max(1, int(step[axis] * size[axis] / part.size[axis])) if size[axis] > 1 else 1 for axis in range(2)
    )
    if max(reduced) < 2:
        return size, Resampling.nearest
    grid = (-(-size[0] // reduced[0]), -(-size[1] // reduced[1]))
    return grid, Resampling.nearest if max(reduced) > most_averaged else Resampling.average


def _centres_in_part(scale: float, offset: float, start: float, length: float, count: int) -> NDArray[np.float64]:
    """Return where the centres of `count` pixels over a span of the frame lie in the part, along one axis."""
    centres = start + (np.arange(count, dtype=np.float64) + 0.5) * (length / count)
    return np.asarray(scale * centres + offset, dtype=np.float64)


def _within(places: NDArray[np.float64], side: int) -> NDArray[np.bool_]:
    """Return True for places at most a pixel outside a side of this length."""
    return (places >= -1.0) & (places <= side + 1.0)


def _neighbours(places: NDArray[np.float64], side: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the pixel whose centre is before each place, and how far the place is from it towards the next, 0 to 1."""
    from_centre = np.clip(places - 0.5, 0, side - 1)
    before = np.minimum(from_centre.astype(np.intp), max(side - 2, 0))
    return before, (from_centre - before).astype(np.float32)


def _interpolate(
    samples: Samples,
    valid: Valid,
    left: NDArray[np.intp],
    across: NDArray[np.float32],
    top: NDArray[np.intp],
    down: NDArray[np.float32],
) -> tuple[Samples, Valid]:
    """Return the bilinear mean of valid samples at places between pixels, in their own type, and the valid mask."""
    kind = np.dtype(np.float32 if samples.dtype.itemsize <= 2 or samples.dtype == np.float32 else np.float64)
    numbers = samples.astype(kind)
    if valid is None:
        return _as_type(_mean(numbers, left, across, top, down), samples.dtype), None
    # Weighted by validity: an invalid neighbour (nodata, a collar) must not darken or brighten the edge.
    numbers[:, ~valid] = 0
    weight = _mean(valid.astype(kind)[np.newaxis], left, across, top, down)[0]
    made = _mean(numbers, left, across, top, down) / np.where(weight > 0, weight, 1)
    return _as_type(made, samples.dtype), weight >= 0.5


def _mean(
    pixels: NDArray[Any],
    left: NDArray[np.intp],
    across: NDArray[np.float32],
    top: NDArray[np.intp],
    down: NDArray[np.float32],
) -> NDArray[Any]:
    """Return the bilinear mean of pixels (bands, height, width) at places, (bands, rows, columns)."""
    right = np.minimum(left + 1, pixels.shape[2] - 1)
    below = np.minimum(top + 1, pixels.shape[1] - 1)
    share = across.astype(pixels.dtype)
    wide = pixels[:, :, left] * (1 - share) + pixels[:, :, right] * share
    share = down.astype(pixels.dtype)[:, np.newaxis]
    return np.asarray(wide[:, top] * (1 - share) + wide[:, below] * share)


def _as_type(numbers: NDArray[Any], dtype: np.dtype[Any]) -> Samples:
    """Return numbers rounded and clipped to a dtype."""
    if dtype.kind == "f":
        return numbers.astype(dtype, copy=False)
    limits = np.iinfo(dtype)
    made: Samples = np.clip(np.rint(numbers), limits.min, limits.max).astype(dtype)
    return made
