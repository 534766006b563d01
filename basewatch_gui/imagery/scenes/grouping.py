"""Which frames hold bands of one scene, by their names and by the ground they cover."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final

import numpy as np
from affine import Affine

from basewatch_gui.geometry.transform import apply
from basewatch_gui.imagery.sources.band_file_names import scene_of_band_file
from basewatch_gui.model.frame import Frame

MAX_PAN_RATIO: Final = 8.0
"""The panchromatic band of a satellite is at most so many times as fine as its colours (4 is usual)."""

_MIN_PAN_RATIO = 1.5
_MAX_TIME_APART = timedelta(minutes=10)
_SPECTRAL_WORDS = re.compile(
    r"(?<![a-z])(?:pan(?:chromatic)?|mul(?:ti)?(?:spectral)?|ms|[pms]\d(?:as|bs)|analytic(?:ms)?|basic)(?![a-z])",
    re.IGNORECASE,
)


def group_band_files(frames: Iterable[Frame]) -> list[list[Frame]]:
    """Group frames of one band each that lie in one folder and are named as bands of one scene.

    Two and more together.
    """
    groups: dict[tuple[object, ...], list[Frame]] = {}
    for frame in frames:
        path = PurePath(frame.path)
        scene = scene_of_band_file(path.stem) if frame.bands == 1 else None
        if scene is not None:
            groups.setdefault((path.parent, scene.lower(), path.suffix.lower(), frame.crs_wkt), []).append(frame)
    return [group for group in groups.values() if len(group) > 1 and all(_cover_the_same(group[0], f) for f in group)]


def is_pan_and_colours(pan: Frame, colours: Frame) -> bool:
    """Return True if two frames are the panchromatic band and the colours of one scene.

    They are of one time as far as it is known, the first is finer, and they cover the same ground; without a
    georeference they need the same shape and names that differ only in words such as PAN and MS, P1BS and M1BS.
    """
    if pan.bands != 1 or colours.bands < 3 or not _MIN_PAN_RATIO <= pan.width / colours.width <= MAX_PAN_RATIO:
        return False
    if not _of_one_time(pan, colours) or not _cover_the_same(pan, colours):
        return False
    one, other = PurePath(pan.path).stem, PurePath(colours.path).stem
    return pan.transform is not None or _common_name(one) == _common_name(other)


def may_be_joined(one: Frame, other: Frame) -> bool:
    """Return True if two frames may be one: they cover the same ground and one of them has a single band."""
    return min(one.bands, other.bands) == 1 and one.transform is not None and _cover_the_same(one, other)


def _common_name(stem: str) -> str:
    """Return a file's name without the words for bands."""
    return re.sub(r"[^a-z0-9]+", "", _SPECTRAL_WORDS.sub("", stem).lower())


def _of_one_time(one: Frame, other: Frame) -> bool:
    if one.acquired is None or other.acquired is None:
        return True
    return abs(datetime.fromisoformat(one.acquired) - datetime.fromisoformat(other.acquired)) <= _MAX_TIME_APART


def _cover_the_same(one: Frame, other: Frame) -> bool:
    """Return True if frames of one CRS have the same corners to two coarser pixels, or without place the same shape."""
    if one.crs_wkt != other.crs_wkt or (one.transform is None) != (other.transform is None):
        return False
    if one.transform is None or other.transform is None:
        finer, coarser = sorted((one, other), key=lambda frame: -frame.width)
        return abs(finer.height * coarser.width / finer.width - coarser.height) <= 1
    coarse, fine = sorted((one, other), key=lambda frame: frame.width)
    assert coarse.transform is not None
    assert fine.transform is not None
    corners = apply(~Affine(*coarse.transform) @ Affine(*fine.transform), _corners(fine))
    return bool(np.abs(corners - np.array(_corners(coarse))).max() <= 2.0)


def _corners(frame: Frame) -> list[tuple[int, int]]:
    return [(0, 0), (frame.width, 0), (0, frame.height), (frame.width, frame.height)]
