"""How far two frames are apart at many windows, to a fraction of a pixel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import XY, Points, apply, as_points
from basewatch_gui.imagery.registration.grid_rendering import (
    GridPicture,
    PlaneGrid,
    RasterOnPlane,
    gradient_directions,
    render_on_grid,
)

WINDOW_SIDE_PX: Final = 320
WINDOWS_PER_SIDE: Final = 5
"""Windows along each side of the overlap."""
_MAX_WINDOW_SHARE: Final = 0.4
"""Most of the overlap's side that a window takes."""

_MIN_SIDE_PX: Final = 96
_MIN_VALID: Final = 0.7
_MIN_PEAK_SIGMAS: Final = 6.0
"""Least height of the peak in standard deviations of the correlation; windows that show different places have 3 to 7,
and then their shifts agree with no others."""
_MAX_SHIFT_OF_WINDOW: Final = 0.4
_STEPS: Final = 8

_Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class MeasuredWindows:
    """Middles of windows in plane metres, (N, 2), as they lie now and where they belong.

    `tried` counts all windows that both frames fill, `side_m` is a window's width and height.
    """

    starts: Points
    targets: Points
    tried: int
    side_m: XY


def measure_windows(
    one: RasterOnPlane, other: RasterOnPlane, by: Affine, gsd_m: float, report: Callable[[float], None]
) -> MeasuredWindows:
    """Measure where places of the other frame belong to lie on the first one, near where `by` moves them.

    Pictures have pixels of `gsd_m`; `report` gets the share done. Raises BasewatchError when a frame can't be read.
    """
    moved, back = other.moved(by), ~by
    bounds = common_bounds(one.bounds_m, moved.bounds_m)
    grids = window_grids(bounds, gsd_m) if bounds is not None else []
    starts: list[XY] = []
    targets: list[XY] = []
    tried = 0
    for number, grid in enumerate(grids):
        report(number / len(grids))
        here, there = render_on_grid(one, grid), render_on_grid(moved, grid)
        if min(here.valid.mean(), there.valid.mean()) < _MIN_VALID:
            continue
        tried += 1
        apart = shift_between(here, there)
        if apart is not None:
            middle = (grid.width / 2, grid.height / 2)
            place, found = apply(grid.to_plane, [middle, (middle[0] + apart[0], middle[1] + apart[1])])
            starts.append(back @ (float(found[0]), float(found[1])))
            targets.append((float(place[0]), float(place[1])))
    side_m = (grids[0].width * gsd_m, grids[0].height * gsd_m) if grids else (0.0, 0.0)
    return MeasuredWindows(as_points(starts), as_points(targets), tried, side_m)


def shift_between(here: GridPicture, there: GridPicture) -> XY | None:
    """Return how far right and down, in pixels, the second picture shows what the first one does; None if not alike.

    Orientation correlation (Fitch et al. 2002): what is compared are the directions in which the grey changes, and as
    doubled angles, so that brightness, contrast and even a negative make no difference; its peak is then sought in
    hundredths of a pixel by an upsampled Fourier transform (Guizar-Sicairos et al. 2008).
    """
    one, other = gradient_directions(here), gradient_directions(there)
    height, width = one.shape
    # Faded out at the edges: a Fourier transform takes the window for periodic and would match its own border.
    taper = np.outer(np.hanning(height), np.hanning(width)).astype(np.float32)
    power = np.fft.fft2(other * taper) * np.conj(np.fft.fft2(one * taper))
    surface = np.fft.ifft2(power).real
    peak = np.unravel_index(int(np.argmax(surface)), surface.shape)
    if not surface[peak] - surface.mean() > _MIN_PEAK_SIGMAS * surface.std():
        return None
    y, x = (float(at - size if at > size / 2 else at) for at, size in zip(peak, surface.shape, strict=True))
    for step in (0.1, 0.01):
        x, y = _finer_peak(power, x, y, step)
    return (x, y) if abs(x) <= _MAX_SHIFT_OF_WINDOW * width and abs(y) <= _MAX_SHIFT_OF_WINDOW * height else None


def _finer_peak(power: NDArray[np.complexfloating], x: float, y: float, step: float) -> XY:
    """Return the correlation's peak among places in steps of part of a pixel about this one."""
    height, width = power.shape
    steps = np.arange(-_STEPS, _STEPS + 1) * step
    down = np.exp(2j * np.pi * np.outer(y + steps, np.fft.fftfreq(height)))
    across = np.exp(2j * np.pi * np.outer(np.fft.fftfreq(width), x + steps))
    surface = (down @ power @ across).real
    row, column = np.unravel_index(int(np.argmax(surface)), surface.shape)
    return (float(x + steps[column]), float(y + steps[row]))


def common_bounds(one: _Bounds, other: _Bounds) -> _Bounds | None:
    """Return what two rectangles (west, south, east, north) have in common; None where that has no area."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def window_grids(bounds_m: _Bounds, gsd_m: float) -> list[PlaneGrid]:
    """Return the windows over a rectangle, as grids of this pixel size; none where it is too narrow for one."""
    west, south, east, north = bounds_m
    lengths = [int(length / gsd_m) for length in (east - west, north - south)]
    if min(lengths) < _MIN_SIDE_PX:
        return []
    width, height = (min(WINDOW_SIDE_PX, max(_MIN_SIDE_PX, int(length * _MAX_WINDOW_SHARE))) for length in lengths)
    lefts = np.unique(np.round(np.linspace(west, east - width * gsd_m, WINDOWS_PER_SIDE), 6))
    tops = np.unique(np.round(np.linspace(south + height * gsd_m, north, WINDOWS_PER_SIDE), 6))
    return [PlaneGrid(float(left), float(top), gsd_m, width, height) for top in tops for left in lefts]
