"""The edges of an image as directions, in which bright on dark and dark on bright count alike."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Pixels as (height, width, 3), in 8 bits."""

Mask = NDArray[np.uint8]
"""1 or 255 where something is, (height, width)."""

Plane = NDArray[np.float32]
"""One number a pixel, (height, width)."""

Places = NDArray[np.float64]
"""Places, directions or normals, (..., 2); places are corner-origin pixels or shares of a box."""

_MAX_REMAP_ROWS = 32000
"""OpenCV's remap takes no more rows at once."""

OFF_IMAGE_EVIDENCE = -0.3
"""What an edge that would lie outside the image counts: a little worse than a blank place."""


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """The direction in which the image changes at every pixel, its angle doubled: cosine and sine, (height, width).

    Their length is near 1 on a clear edge and near 0 where there is only noise, so that a faint edge of an object
    counts nearly as much as the hard one of its shadow.
    """

    cosine: Plane
    sine: Plane

    def agreement(self, places_px: Places, normals: Places) -> Places:
        """Return how well edges with these normals agree with the image at these places, -1 to 1.

        Places, in corner-origin pixels, and normals are (..., 2).
        """
        cosine, sine = sample_at(self.cosine, places_px), sample_at(self.sine, places_px)
        nx, ny = normals[..., 0], normals[..., 1]
        height, width = self.cosine.shape
        inside = ((places_px >= 0) & (places_px <= (width, height))).all(axis=-1)
        return np.where(inside, cosine * (nx * nx - ny * ny) + sine * (2.0 * nx * ny), OFF_IMAGE_EVIDENCE)


def sample_at(plane: Plane, places_px: Places) -> Places:
    """Return the plane's values at corner-origin places (..., 2), linear between pixels, as (...)."""
    x, y = (np.ascontiguousarray(places_px[..., axis].reshape(-1, 1) - 0.5, np.float32) for axis in (0, 1))
    parts = [
        cv2.remap(plane, x[at : at + _MAX_REMAP_ROWS], y[at : at + _MAX_REMAP_ROWS], cv2.INTER_LINEAR)
        for at in range(0, len(x), _MAX_REMAP_ROWS)
    ]
    return np.concatenate(parts, axis=0, dtype=np.float64).reshape(places_px.shape[:-1])


def find_edges(image: Image, smooth_px: float) -> Edges:
    """Return the edges of an image, smoothed by so many pixels before.

    Of each pixel those of the channel that changes most.
    """
    planes = [_slopes(np.ascontiguousarray(image[..., channel]), smooth_px) for channel in range(image.shape[2])]
    steep = np.stack([dx * dx + dy * dy for dx, dy in planes])
    best = steep.argmax(axis=0)[None]
    dx, dy = (np.take_along_axis(np.stack([plane[axis] for plane in planes]), best, 0)[0] for axis in (0, 1))
    power = dx * dx + dy * dy
    # Scaled by the usual change: the length of an edge says how clear it is against the image's own noise.
    usual = float(np.median(power))
    share = 1.0 / (power + max(2.0 * usual, 1e-3))
    return Edges((dx * dx - dy * dy) * share, 2.0 * dx * dy * share)


def _slopes(plane: NDArray[Any], smooth_px: float) -> tuple[Plane, Plane]:
    """Return the change of a plane to the right and downwards at each pixel."""
    smooth = cv2.GaussianBlur(plane.astype(np.float32), (0, 0), smooth_px)
    return np.asarray(cv2.Scharr(smooth, cv2.CV_32F, 1, 0)), np.asarray(cv2.Scharr(smooth, cv2.CV_32F, 0, 1))


def resize_image(image: Image, factor: float) -> Image:
    """Return the image made smaller by averaging, its sides multiplied by `factor` (at most 1)."""
    if factor == 1.0:
        return np.ascontiguousarray(image)
    height, width = image.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
