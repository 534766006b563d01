"""Drawing pixels: polygons with soft edges, periodic textures and blur. For pictures that are made, not read.

Places are continuous, corner-origin pixels, as everywhere; OpenCV counts from pixel centres, so half a pixel is taken
off on the way to it.
"""

from collections.abc import Sequence
from math import ceil, floor
from typing import Any, cast

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points

ByteMask = NDArray[np.uint8]
"""One byte a pixel, (rows, columns): coverage, or a texture, 0 to 255."""

BandImage = NDArray[np.float32]
"""One band of a picture, (rows, columns)."""

SHIFT = 8
"""Fractional bits of the places given to OpenCV: 1/256 px."""


def fill_polygon(mask: ByteMask, ring_px: Points, value: int = 255) -> None:
    """Fill a polygon in place with an anti-aliased edge, good to about half a pixel (`polygon_coverage` is exact)."""
    cv2.fillPoly(mask, [_fixed(ring_px)], _scalar(value), cv2.LINE_AA, SHIFT)


def draw_line(mask: ByteMask, line_px: Points, value: int = 255, width: int = 1, closed: bool = False) -> None:
    """Draw an anti-aliased line in place, `width` whole pixels wide."""
    cv2.polylines(mask, [_fixed(line_px)], closed, _scalar(value), width, cv2.LINE_AA, SHIFT)


def polygon_coverage(shape: tuple[int, int], rings_px: Sequence[Points], factor: int = 4) -> BandImage:
    """Return the share 0..1 of each pixel that the union of polygons covers, by `factor` x `factor` samples."""
    share = np.zeros(shape, np.float32)
    (top, bottom), (left, right) = _window(shape, rings_px)
    fine = np.zeros(((bottom - top) * factor, (right - left) * factor), np.uint8)
    for ring in rings_px:
        cv2.fillPoly(fine, [_fixed((ring - (left, top)) * factor + 0.5)], _scalar(255), cv2.LINE_8, SHIFT)
    # OpenCV fills the samples that the edge touches as well, half of one too much all round: one is taken off again.
    fine = np.asarray(cv2.erode(fine, np.ones((2, 2), np.uint8), anchor=(0, 0)), np.uint8)
    share[top:bottom, left:right] = _shrunk(fine, (bottom - top, right - left))
    return share


def line_coverage(shape: tuple[int, int], line_px: Points, width_px: float, factor: int = 4) -> BandImage:
    """Return the share 0..1 of each pixel that a line of this width covers; no line is thinner than one sample."""
    fine = np.zeros((shape[0] * factor, shape[1] * factor), np.uint8)
    width = max(1, round(width_px * factor))
    cv2.polylines(fine, [_fixed(line_px * factor)], False, _scalar(255), width, cv2.LINE_8, SHIFT)
    return _shrunk(fine, shape)


def gaussian_blur(image: NDArray[Any], sigma_px: float) -> NDArray[Any]:
    """Return the image under a Gaussian blur of this sigma; edges are mirrored."""
    return cast(NDArray[Any], cv2.GaussianBlur(image, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT_101))


def unsharp_mask(image: BandImage, sigma_px: float, amount: float) -> BandImage:
    """Return the image with its fine detail raised by `amount`, as pan-sharpening overshoots at edges."""
    return cast(BandImage, cv2.addWeighted(image, 1.0 + amount, gaussian_blur(image, sigma_px), -amount, 0.0))


def map_through_table(image: ByteMask, table: NDArray[np.float32]) -> BandImage:
    """Return each pixel replaced by its entry in a table of 256."""
    return cast(BandImage, cv2.LUT(image, table))


def tile_texture(texture: ByteMask, to_texture: Affine, shape: tuple[int, int], coarse: int = 1) -> ByteMask:
    """Repeat a texture without end and view it through an affine from the picture's pixels to its own; bilinear.

    A texture much coarser than the picture can be sampled at every `coarse`-th pixel only, and the rest interpolated.
    """
    if coarse > 1:
        few = (ceil(shape[0] / coarse), ceil(shape[1] / coarse))
        seen = tile_texture(texture, to_texture @ Affine.scale(shape[1] / few[1], shape[0] / few[0]), few)
        return cast(ByteMask, cv2.resize(seen, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR))
    centred = Affine.translation(-0.5, -0.5) @ to_texture @ Affine.translation(0.5, 0.5)
    matrix = np.array(centred[:6], np.float64).reshape(2, 3)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cast(
        ByteMask, cv2.warpAffine(texture, matrix, (shape[1], shape[0]), flags=flags, borderMode=cv2.BORDER_WRAP)
    )


def _window(shape: tuple[int, int], rings_px: Sequence[Points]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rows and columns that hold all polygons within a picture of this shape, at least one of each."""
    points = np.vstack(rings_px)
    low, high = points.min(axis=0), points.max(axis=0)
    spans = []
    for axis, size in ((1, shape[0]), (0, shape[1])):
        start = min(max(floor(low[axis]) - 1, 0), size - 1)
        spans.append((start, min(max(ceil(high[axis]) + 1, start + 1), size)))
    return spans[0], spans[1]


def _shrunk(fine: ByteMask, shape: tuple[int, int]) -> BandImage:
    """Return byte samples averaged down to `shape` (rows, columns), as shares 0..1."""
    small = cv2.resize(fine, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) / np.float32(255)


def _fixed(points_px: Points) -> NDArray[np.int32]:
    """Return continuous places as OpenCV's fixed-point ones, which count from pixel centres."""
    return np.rint((points_px - 0.5) * (1 << SHIFT)).astype(np.int32)


def _scalar(value: int) -> Sequence[float]:
    return (float(value),)
