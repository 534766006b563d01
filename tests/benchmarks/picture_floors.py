"""What OpenCV alone takes to look for an object in the same picture, for what finds objects in the pixels.

A floor of the same kind of work each: read the same part of the frame by rasterio alone, at the size at which the
program works, then one function of OpenCV that searches as the program does, without judging what it finds.
"""

from math import ceil, sqrt
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window

Corners = NDArray[np.float64]
"""Corners of an oriented box in frame pixels, nose left first; (4, 2)."""

Picture = NDArray[np.uint8]
"""Pixels as (height, width, 3), in 8 bits."""

SNAP_PX, CUT_PX, ALIKE_PX = 90.0, 120.0, 17.0
"""Mean side of an object when it is snapped to, cut out, and when others like it are looked for in a view."""
MARGIN = 0.4
"""Ground around an object, as a share of its mean side."""
SNAP_TURNS_DEG = np.linspace(-12.0, 12.0, 9)
SNAP_SIZES = (0.85, 0.92, 1.0, 1.08, 1.17)
ALIKE_TURNS_DEG = np.arange(0.0, 360.0, 15.0)
CUT_ROUNDS = 4


def match_outline(path: Path, corners: Corners) -> None:
    """Match the box's outline with the picture's edges, in as many headings and sizes as a hand is off."""
    picture, at = _around(path, corners, SNAP_PX)
    edges = cv2.Canny(picture, 60.0, 160.0)
    for turn in SNAP_TURNS_DEG:
        for size in SNAP_SIZES:
            outline = _turned(at, turn, size)
            outline -= outline.min(axis=0) - 1
            width, height = (ceil(side) for side in outline.max(axis=0) + 2)
            template = np.zeros((min(height, edges.shape[0]), min(width, edges.shape[1])), np.uint8)
            cv2.polylines(template, [np.rint(outline).astype(np.int32)], isClosed=True, color=255)
            cv2.minMaxLoc(cv2.matchTemplate(edges, template, cv2.TM_CCORR))


def cut_out(path: Path, corners: Corners) -> None:
    """Cut the object out of the picture by one GrabCut, which begins with the box."""
    picture, at = _around(path, corners, CUT_PX)
    marks = np.full(picture.shape[:2], cv2.GC_BGD, np.uint8)
    cv2.fillPoly(marks, [np.rint(at).astype(np.int32)], cv2.GC_PR_FGD)
    cv2.grabCut(picture, marks, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), CUT_ROUNDS, cv2.GC_INIT_WITH_MASK)


def match_in_view(path: Path, corners: Corners, view: tuple[float, float, float, float]) -> None:
    """Match the object's own picture, turned all round, with that of a view (left, top, right, bottom)."""
    frame_px = max(1.0, _mean_side(corners) / ALIKE_PX)
    whole = _read(path, view, frame_px)
    sample, at = _around(path, corners, min(ALIKE_PX, _mean_side(corners)))
    side = min(ceil(float(np.hypot(*(at[1] - at[3])))) + 2, *sample.shape[:2])
    middle = at.mean(axis=0)
    for turn in ALIKE_TURNS_DEG:
        matrix = cv2.getRotationMatrix2D(middle.tolist(), float(turn), 1.0)
        matrix[:, 2] += side / 2 - middle
        template = cv2.warpAffine(sample, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)
        cv2.minMaxLoc(cv2.matchTemplate(whole, template, cv2.TM_CCOEFF_NORMED))


def _around(path: Path, corners: Corners, mean_px: float) -> tuple[Picture, Corners]:
    """Return the box with the ground around it, its mean side of so many pixels, and the corners in that picture."""
    mean = _mean_side(corners)
    low, high = corners.min(axis=0) - MARGIN * mean, corners.max(axis=0) + MARGIN * mean
    low = np.maximum(np.floor(low), 0)
    picture = _read(path, (*low.tolist(), *high.tolist()), mean / mean_px)
    return picture, (corners - low) / (mean / mean_px)


def _read(path: Path, bounds: tuple[float, float, float, float], frame_px: float) -> Picture:
    """Return a part of the frame in 8 bits, with so many frame pixels a pixel."""
    left, top, right, bottom = bounds
    with rasterio.Env(), rasterio.open(path) as raster:
        right, bottom = min(right, raster.width), min(bottom, raster.height)
        size = (max(1, round((right - left) / frame_px)), max(1, round((bottom - top) / frame_px)))
        indexes = [min(band, raster.count) for band in (1, 2, 3)]
        shrunk = (min(size[1], ceil(bottom - top)), min(size[0], ceil(right - left)))
        samples: NDArray[Any] = raster.read(
            indexes, window=Window(left, top, right - left, bottom - top), out_shape=(3, *shrunk)
        )
    picture = cv2.normalize(np.moveaxis(samples, 0, -1), np.empty(0), 0, 255, cv2.NORM_MINMAX, cv2.CV_8U)
    return np.ascontiguousarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _mean_side(corners: Corners) -> float:
    along, across = np.linalg.norm(np.diff(corners, axis=0), axis=1)[:2]
    return sqrt(along * across)


def _turned(corners: Corners, by_deg: float, size: float) -> Corners:
    middle, turn = corners.mean(axis=0), np.radians(by_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    turned: Corners = (corners - middle) @ rotation.T * size + middle
    return turned
