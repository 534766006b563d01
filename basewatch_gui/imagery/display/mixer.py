"""Mixing two pictures of one pane into one: swipe, fade, difference, red and cyan."""

import cv2
import numpy as np

from basewatch_gui.imagery.display.stretch import BLACK, Colour, Pixels

BRIGHTNESS_STEP_PX = 4
"""Brightness is matched from every so many pixels each way: enough for a mean, a sixteenth of the work."""

MIN_CONTRAST_GAIN, MAX_CONTRAST_GAIN = 0.25, 4.0
"""Contrast is matched within these limits: beyond them the two show different things, and noise would be amplified."""

FRAME_ALPHA = 255
"""The fourth byte of a pixel that shows a frame; less where it shows the ground."""


class Mixer:
    """Mixes two pictures (height, width, 4) of one size into a picture of its own, which the next mix overwrites.

    The difference and the red and cyan mix show `ground` where either picture shows no frame.
    """

    def __init__(self) -> None:
        self.ground: Colour = BLACK
        self._pixels: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._planes: list[Pixels] = []

    def swipe(self, first: Pixels, second: Pixels, edge: int, *, upright: bool) -> Pixels:
        """Return the first picture left of the edge (above it where it is not upright), the second one beyond."""
        self._make_room(first)
        before, after = (np.s_[:, :edge], np.s_[:, edge:]) if upright else (np.s_[:edge], np.s_[edge:])
        self._pixels[before] = first[before]
        self._pixels[after] = second[after]
        return self._pixels

    def fade(self, first: Pixels, second: Pixels, share: float) -> Pixels:
        """Return both pictures over each other, the second one with this share from 0 to 1."""
        self._make_room(first)
        cv2.addWeighted(first, 1.0 - share, second, share, 0.0, dst=self._pixels)
        return self._pixels

    def difference(self, first: Pixels, second: Pixels, *, matched: bool) -> Pixels:
        """Return how much their luminances differ: black where they are equal.

        `matched` gives the second one the mean and spread of the first one's luminance before that.
        """
        one, other, hidden = self._luminances(first, second, matched)
        cv2.absdiff(one, other, dst=one)
        cv2.cvtColor(one, cv2.COLOR_GRAY2BGRA, dst=self._pixels)
        return self._with_ground(hidden)

    def red_cyan(self, first: Pixels, second: Pixels, *, matched: bool) -> Pixels:
        """Return the first one's luminance in red, the second one's in cyan: grey where they are equal.

        `matched` gives the second one the mean and spread of the first one's luminance before that.
        """
        one, other, hidden = self._luminances(first, second, matched)
        cv2.merge((other, other, one, self._planes[3]), dst=self._pixels)
        return self._with_ground(hidden)

    def _make_room(self, like: Pixels) -> None:
        if self._pixels.shape != like.shape:
            self._pixels = np.zeros(like.shape, np.uint8)
            self._planes = []

    def _luminances(self, first: Pixels, second: Pixels, matched: bool) -> tuple[Pixels, Pixels, Pixels]:
        """Return both luminances, and a mask that is 1 where either shows no frame."""
        self._make_room(first)
        if not self._planes:
            self._planes = [np.full(first.shape[:2], 255, np.uint8) for _ in range(4)]
        one, other, hidden, _ = self._planes
        cv2.extractChannel(first, 3, dst=one)
        cv2.extractChannel(second, 3, dst=other)
        cv2.min(one, other, dst=hidden)
        cv2.threshold(hidden, FRAME_ALPHA - 1, 1, cv2.THRESH_BINARY_INV, dst=hidden)
        cv2.cvtColor(first, cv2.COLOR_BGRA2GRAY, dst=one)
        cv2.cvtColor(second, cv2.COLOR_BGRA2GRAY, dst=other)
        if matched:
            cv2.LUT(other, brightness_table(one, other, hidden), dst=other)
        return one, other, hidden

    def _with_ground(self, hidden: Pixels) -> Pixels:
        """Return the mixed picture with the ground's colour where the mask is not 0."""
        if cv2.countNonZero(hidden):
            colour = np.frombuffer(bytes(self.ground), np.uint32)[0]
            np.copyto(self._pixels.view(np.uint32)[:, :, 0], colour, where=hidden.view(np.bool_))
        return self._pixels


def brightness_table(one: Pixels, other: Pixels, hidden: Pixels) -> Pixels:
    """Return a table of 256 that gives one luminance the mean and spread of another.

    Measured where neither picture is hidden (`hidden` is 0).
    """
    seen = hidden[::BRIGHTNESS_STEP_PX, ::BRIGHTNESS_STEP_PX] == 0
    ours, theirs = (
        one[::BRIGHTNESS_STEP_PX, ::BRIGHTNESS_STEP_PX][seen],
        other[::BRIGHTNESS_STEP_PX, ::BRIGHTNESS_STEP_PX][seen],
    )
    levels = np.arange(256, dtype=np.float64)
    if not ours.size:
        return levels.astype(np.uint8)
    spread = float(theirs.std())
    gain = min(max(float(ours.std()) / spread, MIN_CONTRAST_GAIN), MAX_CONTRAST_GAIN) if spread else 1.0
    matched = np.rint((levels - float(theirs.mean())) * gain + float(ours.mean()))
    return np.asarray(np.clip(matched, 0, 255), dtype=np.uint8)
