"""Pairs of places that look alike in two pictures, by SIFT features."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points, apply, as_points
from basewatch_gui.imagery.registration.grid_rendering import GridPicture, equalise_contrast

MAX_FEATURES: Final = 5000
MAX_MATCH_RATIO: Final = 0.85
"""A match must be nearer than this share of the next best one's distance; Lowe (2004, section 7.1) has 0.8, but between
dates few matches are."""

_Found = tuple[Points, NDArray[np.float32]]


def match_features(one: GridPicture, other: GridPicture, *, negative: bool = False) -> tuple[Points, Points]:
    """Return places in plane metres, (N, 2) of each picture, that look alike; `negative` inverts the other one first.

    A feature of either picture is in one pair at most.
    """
    here, there = _features(one, negative=False), _features(other, negative=negative)
    if len(here[0]) < 2 or len(there[0]) < 2:
        return as_points([]), as_points([])
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(here[1], there[1], k=2)
    nearest: dict[int, tuple[float, int]] = {}
    for first, second in (pair for pair in found if len(pair) == 2):
        if first.distance < MAX_MATCH_RATIO * second.distance:
            kept = nearest.get(first.trainIdx)
            if kept is None or first.distance < kept[0]:
                nearest[first.trainIdx] = (first.distance, first.queryIdx)
    pairs = [(query, train) for train, (_, query) in nearest.items()]
    if not pairs:
        return as_points([]), as_points([])
    queries, trains = np.array(pairs).T
    return here[0][queries], there[0][trains]


def _features(picture: GridPicture, *, negative: bool) -> _Found:
    """Return places in plane metres and descriptors (N, 128), as RootSIFT (Arandjelović & Zisserman 2012)."""
    grey = equalise_contrast(picture)
    if negative:
        grey = np.where(picture.valid, 255 - grey, 0).astype(np.uint8)
    # A feature near missing data would describe the border, not the ground.
    inner = cv2.erode(picture.valid.astype(np.uint8), np.ones((15, 15), np.uint8), borderValue=1)
    detector = cv2.SIFT.create(nfeatures=MAX_FEATURES, contrastThreshold=0.02)
    points, described = detector.detectAndCompute(grey, inner)
    if not points:
        return as_points([]), np.zeros((0, 128), np.float32)
    # OpenCV counts from the middle of the first pixel.
    places = apply(picture.grid.to_plane, [(point.pt[0] + 0.5, point.pt[1] + 0.5) for point in points])
    shares = described / np.maximum(described.sum(axis=1, keepdims=True), 1e-12)
    return places, np.sqrt(shares).astype(np.float32)
