"""Painting one demo frame, strip by strip: the ground, shadows, what stands on it, then the sensor."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.demo.frames import DemoFrame
from basewatch_gui.demo.ground_paint import ground_painter, leaf_reflectance, tree_crowns
from basewatch_gui.demo.layout import SEED
from basewatch_gui.demo.materials import BANDS, SKYLIGHT
from basewatch_gui.demo.object_paint import ObjectPicture, paint_objects, paint_structures
from basewatch_gui.demo.structures import dismantled_parts, list_structures, list_trees
from basewatch_gui.geometry.transform import apply, as_points, without_shift
from basewatch_gui.imagery.drawing import BandImage, ByteMask, fill_polygon, gaussian_blur, unsharp_mask

MARGIN_ROWS = 8
"""Rows drawn above and below a strip, so that blur at its edges has neighbours."""

HAZE = {"blue": 0.034, "green": 0.021, "red": 0.013}
"""Light that the air adds to each band, as reflectance."""
OPTICS_PX = {"uint16": 0.62, "uint8": 0.58}
"""The sensor's blur as a Gaussian's sigma in pixels, by the frame's dtype."""


class FramePainter:
    """Paints any rows of a frame; safe to use from several threads at once."""

    def __init__(self, frame: DemoFrame) -> None:
        self.frame = frame
        self._ground = ground_painter(frame)
        self._pictures = [
            *paint_structures(frame, [*list_structures(), *dismantled_parts(frame.objects)]),
            *paint_objects(frame),
        ]
        self._band_numbers = [BANDS.index(band) for band in frame.bands]
        self._trees = _Trees(frame)
        noise = np.random.default_rng((SEED, frame.number, 77))
        self._noise = noise.standard_normal(1 << 22, dtype=np.float32)

    def paint_rows(self, top: int, rows: int) -> NDArray[np.uint16 | np.uint8]:
        """Return the samples (bands, rows, columns) of these rows, as the file holds them."""
        start, height = top - MARGIN_ROWS, rows + 2 * MARGIN_ROWS
        bands = self._ground.paint_rows(start, height)
        shadow = self._shadow(start, height)
        images = []
        for number, band in zip(self._band_numbers, self.frame.bands, strict=True):
            image = bands.pop(band)
            image *= 1 - shadow * np.float32(1 - SKYLIGHT[band])
            self._trees.draw(image, start, band)
            for picture in self._pictures:
                _lay(image, picture, number, start)
            image = gaussian_blur(image, OPTICS_PX[self.frame.dtype])
            images.append(self._sensed(image[MARGIN_ROWS:-MARGIN_ROWS], band, top))
        samples = np.stack(images)
        ring = self.frame.valid_ring_px
        if ring is not None:
            valid = np.zeros(samples.shape[1:], np.uint8)
            fill_polygon(valid, ring - (0, top))
            samples[:, valid < 128] = 0
        return samples

    def _shadow(self, start: int, height: int) -> BandImage:
        """Return how much of each pixel lies in shadow, 0..1."""
        mask = np.zeros((height, self.frame.width), np.uint8)
        self._trees.shade(mask, start)
        shadow = mask.astype(np.float32) / np.float32(255)
        for picture in self._pictures:
            place = _overlap(shadow.shape, picture.shadow.shape, picture.shadow_left, picture.shadow_top - start)
            if place is not None:
                np.maximum(shadow[place[0]], picture.shadow[place[1]], out=shadow[place[0]])
        return np.asarray(gaussian_blur(shadow, 0.35 / self.frame.gsd_m), np.float32)

    def _sensed(self, image: BandImage, band: str, top: int) -> NDArray[np.uint16 | np.uint8]:
        """Return the samples that the sensor makes of one band's light: haze, noise, rounding."""
        noise = self._noise_for(image.shape, band, top)
        if self.frame.dtype == "uint16":
            path = {"blue": 172.0, "green": 118.0, "red": 82.0, "near infrared": 46.0}[band]
            digits = image * np.float32(2500) + np.float32(path)
            digits += noise * (4 + 0.011 * digits)
            return np.asarray(np.clip(np.rint(digits), 1, 2047), np.uint16)
        light = unsharp_mask(image, 1.1, 0.35) * np.float32(1.02) + np.float32(HAZE[band])
        levels = np.sqrt(np.maximum(light, 0)) * np.float32(345) - np.float32(31) + noise * np.float32(1.9)
        return np.asarray(np.clip(np.rint(levels), 1, 255), np.uint8)

    def _noise_for(self, shape: Sequence[int], band: str, top: int) -> BandImage:
        """Return noise for rows of a band: the same for the same rows, whatever strips are drawn."""
        count = int(shape[0]) * int(shape[1])
        start = (top * 7919 + BANDS.index(band) * 104_729) % (self._noise.size - count)
        return self._noise[start : start + count].reshape(int(shape[0]), int(shape[1]))


class _Trees:
    """The trees of the scene on one frame."""

    def __init__(self, frame: DemoFrame) -> None:
        self._trees = list_trees()
        self._gsd_m = frame.gsd_m
        self._crowns = tree_crowns(frame.gsd_m)
        self._at = frame.ground.to_pixels(as_points([tree.at_m for tree in self._trees]))
        from_plane = ~frame.ground.linear_at((frame.width / 2, frame.height / 2))
        self._shadow_px = apply(without_shift(from_plane), frame.sun.shadow_m)[0]
        angles = np.linspace(0, 2 * np.pi, 15)[:-1]
        self._circle = np.column_stack((np.cos(angles), np.sin(angles)))
        self._sized = [self._resized(tree.crown, tree.radius_m) for tree in self._trees]

    def shade(self, mask: ByteMask, start: int) -> None:
        """Paint the trees' shadows, a round crown at three heights, into a mask whose top row is frame row `start`."""
        reach = 14 / self._gsd_m
        for number in self._near(start, mask.shape[0], reach):
            tree = self._trees[number]
            crown = self._circle * (tree.radius_m * 0.85 / self._gsd_m) + self._at[number] - (0, start)
            for share in (0.25, 0.45, 0.65):
                fill_polygon(mask, crown + self._shadow_px * tree.height_m * share, 190)

    def draw(self, image: BandImage, start: int, band: str) -> None:
        """Lay the crowns on one band in place."""
        leaf = leaf_reflectance(band)
        for number in self._near(start, image.shape[0], 6 / self._gsd_m):
            crown = self._sized[number]
            x, y = self._at[number]
            left, top = round(x - crown.shape[1] / 2), round(y - crown.shape[0] / 2) - start
            place = _overlap(image.shape, crown.shape, left, top)
            if place is not None:
                part = crown[place[1]]
                np.copyto(image[place[0]], part * np.float32(leaf), where=part > 0)

    def _near(self, start: int, height: int, reach: float) -> NDArray[np.intp]:
        """Return which trees reach into these rows."""
        y = self._at[:, 1]
        return np.flatnonzero((y > start - reach) & (y < start + height + reach))

    def _resized(self, crown: int, radius_m: float) -> BandImage:
        whole = self._crowns[crown]
        side = max(2, round(2 * radius_m / self._gsd_m))
        rows = ((np.arange(side) + 0.5) / side * whole.shape[0]).astype(int)
        return np.asarray(whole[np.ix_(rows, rows)], np.float32)


def _lay(image: BandImage, picture: ObjectPicture, band_number: int, start: int) -> None:
    """Lay a picture on one band in place."""
    place = _overlap(image.shape, picture.share.shape, picture.left, picture.top - start)
    if place is not None:
        under = image[place[0]]
        under *= 1 - picture.share[place[1]]
        under += picture.colour[band_number][place[1]]


ArrayWindow = tuple[slice, slice]


def _overlap(shape: Sequence[int], small: Sequence[int], left: int, top: int) -> tuple[ArrayWindow, ArrayWindow] | None:
    """Return where a small picture at this corner lies in a large one, and which part of it.

    None when they don't meet.
    """
    y0, y1 = max(top, 0), min(top + small[0], shape[0])
    x0, x1 = max(left, 0), min(left + small[1], shape[1])
    if y0 >= y1 or x0 >= x1:
        return None
    return (slice(y0, y1), slice(x0, x1)), (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
