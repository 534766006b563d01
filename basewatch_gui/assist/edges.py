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
Places = NDArray[np.float64]

_MOST_ROWS = 32000
"""OpenCV's remap takes no more rows at once."""

OFF_IMAGE = -0.3
"""What an edge that would lie outside the image counts: a little worse than a blank place."""


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """How the image changes at every pixel: the direction's angle doubled, as cosine and sine, (height, width) each.

    Their length is near 1 on a clear edge and near 0 where there is only noise, so that a faint edge of an object
    counts nearly as much as the hard one of its shadow.
    """

    cosine: Plane
    sine: Plane

    @property
    def strength(self) -> Plane:
        """How clear the edge is at each pixel, 0 to 1."""
        return np.hypot(self.cosine, self.sine)

    def along(self, places_px: Places, normals: Places) -> Places:
        """How well an edge with these normals lies here, -1 to 1; both are (..., 2), corner-origin pixels."""
        cosine, sine = sampled(self.cosine, places_px), sampled(self.sine, places_px)
        nx, ny = normals[..., 0], normals[..., 1]
        height, width = self.cosine.shape
        inside = ((places_px >= 0) & (places_px <= (width, height))).all(axis=-1)
        return np.where(inside, cosine * (nx * nx - ny * ny) + sine * (2.0 * nx * ny), OFF_IMAGE)


def sampled(plane: Plane, places_px: Places) -> Places:
    """The plane's values at corner-origin places (..., 2), linear between pixels; (...)."""
    x, y = (np.ascontiguousarray(places_px[..., axis].reshape(-1, 1) - 0.5, np.float32) for axis in (0, 1))
    parts = [
        cv2.remap(plane, x[at : at + _MOST_ROWS], y[at : at + _MOST_ROWS], cv2.INTER_LINEAR)
        for at in range(0, len(x), _MOST_ROWS)
    ]
    return np.concatenate(parts, axis=0, dtype=np.float64).reshape(places_px.shape[:-1])


def edges_of(image: Image, smooth_px: float) -> Edges:
    """The edges of the image, after smoothing by so many pixels; the channel that changes most speaks."""
    planes = [_slopes(np.ascontiguousarray(image[..., channel]), smooth_px) for channel in range(image.shape[2])]
    steep = np.stack([dx * dx + dy * dy for dx, dy in planes])
    best = steep.argmax(axis=0)[None]
    dx, dy = (np.take_along_axis(np.stack([plane[axis] for plane in planes]), best, 0)[0] for axis in (0, 1))
    power = dx * dx + dy * dy
    usual = float(np.median(power))
    share = 1.0 / (power + max(2.0 * usual, 1e-3))
    return Edges((dx * dx - dy * dy) * share, 2.0 * dx * dy * share)


def _slopes(plane: NDArray[Any], smooth_px: float) -> tuple[Plane, Plane]:
    smooth = cv2.GaussianBlur(plane.astype(np.float32), (0, 0), smooth_px)
    return np.asarray(cv2.Scharr(smooth, cv2.CV_32F, 1, 0)), np.asarray(cv2.Scharr(smooth, cv2.CV_32F, 0, 1))
