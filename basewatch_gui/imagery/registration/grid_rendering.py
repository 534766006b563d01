"""Frames as grey pictures on a common north-up grid of the ground plane, for comparing them with each other."""

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Final

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import Points, apply, as_points
from basewatch_gui.imagery.raster import Raster

Grey = NDArray[np.float32]
BoolMask = NDArray[np.bool_]
Directions = NDArray[np.complex64]

_NODE_STEP: Final = 16
"""The way to the frame is exact at every so many pixels and linear between: over 16 pixels no map projection bends."""

_OUTSIDE_PX: Final = -1e6


@dataclass(frozen=True, slots=True)
class PlaneGrid:
    """A north-up grid on the plane: its north-west corner and pixel size in metres, its size in pixels."""

    west_m: float
    north_m: float
    gsd_m: float
    width: int
    height: int

    @property
    def to_plane(self) -> Affine:
        """Affine from grid pixels (continuous, corner-origin) to plane metres."""
        return Affine(self.gsd_m, 0.0, self.west_m, 0.0, -self.gsd_m, self.north_m)


@dataclass(frozen=True, eq=False, slots=True)
class GridPicture:
    """A frame on a grid: mean of its displayed bands (height, width), and where it has data."""

    grid: PlaneGrid
    grey: Grey
    valid: BoolMask


@dataclass(frozen=True, eq=False, slots=True)
class RasterOnPlane:
    """An open raster and how it lies on the plane."""

    raster: Raster
    ground: GroundMap

    def moved(self, by: Affine) -> "RasterOnPlane":
        """Return the same raster with the plane's places moved by a transform."""
        return RasterOnPlane(self.raster, replace(self.ground, registration=by @ self.ground.registration))

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """West, south, east, north in plane metres."""
        return self.ground.bounds_m(self.raster.pyramid.width, self.raster.pyramid.height)

    @property
    def gsd_m(self) -> float:
        """Ground size of a pixel at the frame's middle, in metres."""
        return self.ground.metres_per_px((self.raster.pyramid.width / 2, self.raster.pyramid.height / 2))


def render_on_grid(sight: RasterOnPlane, grid: PlaneGrid) -> GridPicture:
    """Render a frame on a grid, bilinear from the level that suits; raises BasewatchError when it can't be read."""
    pyramid = sight.raster.pyramid
    level = pyramid.level_for(grid.gsd_m / sight.gsd_m)
    across, down = pyramid.scale(level)
    xs, ys = _places_px(sight.ground, grid)
    xs, ys = xs / across - 0.5, ys / down - 0.5
    width, height = pyramid.sizes[level]
    left, right = max(floor(xs.min()) - 1, 0), min(ceil(xs.max()) + 2, width)
    top, bottom = max(floor(ys.min()) - 1, 0), min(ceil(ys.max()) + 2, height)
    if left >= right or top >= bottom:
        shape = (grid.height, grid.width)
        return GridPicture(grid, np.zeros(shape, np.float32), np.zeros(shape, np.bool_))
    grey, valid = _read_grey(sight.raster, level, (left, top, right, bottom))
    maps = ((xs - left).astype(np.float32), (ys - top).astype(np.float32))
    drawn = cv2.remap(grey, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    # Half a pixel of the level lies outside the outermost centres; elsewhere every neighbour must hold data.
    whole = cv2.remap(valid.astype(np.float32), *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) > 0.999
    inside = (xs >= -0.5) & (xs <= width - 0.5) & (ys >= -0.5) & (ys <= height - 0.5)
    return GridPicture(grid, np.asarray(drawn, np.float32), np.asarray(whole & inside, np.bool_))


def equalise_contrast(picture: GridPicture) -> NDArray[np.uint8]:
    """Return the picture in 8 bits, its contrast evened out (percentiles, then CLAHE)."""
    if not picture.valid.any():
        return np.zeros(picture.grey.shape, np.uint8)
    low, high = np.percentile(picture.grey[picture.valid], (1, 99))
    scaled = (picture.grey - low) * (255.0 / max(float(high - low), 1e-12))
    shown = np.where(picture.valid, np.clip(scaled, 0, 255), 0).astype(np.uint8)
    return np.asarray(cv2.createCLAHE(2.0, (8, 8)).apply(shown), np.uint8)


def gradient_directions(picture: GridPicture) -> Directions:
    """Return the direction in which the grey changes, its angle doubled, as complex numbers; 0 where there is no data.

    Where the grey changes less than the median, which is mostly noise, they are shorter than 1.
    """
    smooth = cv2.GaussianBlur(picture.grey, (0, 0), 1.0)
    slope = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 1, 0) + 1j * cv2.Sobel(smooth, cv2.CV_32F, 0, 1), np.complex64)
    inner = cv2.erode(picture.valid.astype(np.uint8), np.ones((9, 9), np.uint8), borderValue=1) > 0
    if not inner.any():
        return np.zeros(picture.grey.shape, np.complex64)
    steep = np.abs(slope)
    usual = float(np.median(steep[inner]))
    # A complex number squared has its angle doubled: an edge and its negative have one direction.
    return np.where(inner, slope * slope / (steep * steep + usual * usual + 1e-12), 0).astype(np.complex64)


def _places_px(ground: GroundMap, grid: PlaneGrid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return column and row in frame pixels of every grid pixel's centre, each (height, width)."""
    across, down = _weights(grid.width), _weights(grid.height)
    columns = np.arange(across.shape[1]) * _NODE_STEP + 0.5
    rows = np.arange(down.shape[1]) * _NODE_STEP + 0.5
    nodes = np.column_stack([axis.ravel() for axis in np.meshgrid(columns, rows)])
    at: Points = as_points(np.nan_to_num(ground.to_pixels(apply(grid.to_plane, nodes)), nan=_OUTSIDE_PX))
    x, y = (at[:, axis].reshape(len(rows), len(columns)) for axis in (0, 1))
    return down @ x @ across.T, down @ y @ across.T


def _weights(size: int) -> NDArray[np.float64]:
    """Return how much each node counts for each of `size` pixels, (size, nodes)."""
    pixels = np.arange(size)
    first = pixels // _NODE_STEP
    part = (pixels % _NODE_STEP) / _NODE_STEP
    weights = np.zeros((size, int(first[-1]) + 2))
    weights[pixels, first] = 1 - part
    weights[pixels, first + 1] = part
    return weights


def _read_grey(raster: Raster, level: int, window: tuple[int, int, int, int]) -> tuple[Grey, BoolMask]:
    """Read a window (left, top, right, bottom) of a level: the mean of the displayed bands, and where it has data."""
    samples, valid = raster.read_region(level, *window)
    grey = samples[sorted(set(raster.display_bands))].astype(np.float32).mean(axis=0)
    grey = np.asarray(np.nan_to_num(grey, nan=0.0, posinf=0.0, neginf=0.0), np.float32)
    return grey, np.ones(grey.shape, np.bool_) if valid is None else valid
