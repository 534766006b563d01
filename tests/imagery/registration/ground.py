"""Ground with texture, and frames of it that lie, turn and shine as a test says."""

from pathlib import Path

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, apply
from basewatch_gui.imagery.registration.propose import FrameOnPlane
from basewatch_gui.imagery.sources.source import RasterSource
from tests.rasters import Pixels, write_raster

SIZE_PX, STEP_M = 2600, 0.15
"""The ground is known every so many metres, over 390 m about the plane's origin."""

GroundPicture = NDArray[np.float32]


def textured(seed: int) -> GroundPicture:
    """Fields, roofs and grain, smooth enough to be sampled anywhere: 0 to 1."""
    generator = np.random.default_rng(seed)
    ground = np.zeros((SIZE_PX, SIZE_PX), np.float32)
    for sigma, weight in ((4, 0.6), (12, 1.0), (60, 1.0)):
        grain = cv2.GaussianBlur(generator.standard_normal(ground.shape).astype(np.float32), (0, 0), sigma)
        ground += weight * grain / grain.std()
    for _ in range(150):
        at, size, turn = generator.uniform(0, SIZE_PX, 2), generator.uniform(20, 160, 2), generator.uniform(0, 90)
        corners = cv2.boxPoints(((float(at[0]), float(at[1])), (float(size[0]), float(size[1])), float(turn)))
        cv2.fillPoly(ground, [corners.astype(np.int32)], float(generator.normal(0, 2)))
    smooth = np.asarray(cv2.GaussianBlur(ground, (0, 0), 2.5))
    low, high = np.percentile(smooth, (1, 99))
    return np.asarray(np.clip((smooth - low) / (high - low), 0, 1), np.float32)


def seen(ground: GroundPicture, to_plane: Affine, size: tuple[int, int]) -> GroundPicture:
    """The ground in a frame of width x height whose pixels lie so on the plane; 0 beyond the ground."""
    width, height = size
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    at = apply(to_plane, np.column_stack((columns.ravel(), rows.ravel())))
    x = (at[:, 0] / STEP_M + SIZE_PX / 2 - 0.5).reshape(height, width).astype(np.float32)
    y = (-at[:, 1] / STEP_M + SIZE_PX / 2 - 0.5).reshape(height, width).astype(np.float32)
    return np.asarray(cv2.remap(ground, x, y, cv2.INTER_CUBIC), np.float32)


def placed(gsd_m: float, size: tuple[int, int], middle_m: XY = (0.0, 0.0)) -> Affine:
    """A north-up frame with its middle there: pixels to plane metres."""
    width, height = size
    return Affine(gsd_m, 0, middle_m[0] - gsd_m * width / 2, 0, -gsd_m, middle_m[1] + gsd_m * height / 2)


def write_side(path: Path, pixels: Pixels, said: Affine, *, is_placed: bool = True) -> FrameOnPlane:
    """Write the frame, and say that it lies so."""
    write_raster(path, pixels, transform=said, crs="EPSG:32637")
    return FrameOnPlane(RasterSource(path), GroundMap(None, None, said, Affine.identity()), is_placed)


def eight_bits(picture: GroundPicture, gain: float = 200.0, offset: float = 20.0) -> Pixels:
    """The picture in 8 bits."""
    return np.asarray(np.clip(picture * gain + offset, 0, 255), np.uint8)
