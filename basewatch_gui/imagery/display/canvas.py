"""The canvas of a pane: pictures drawn into buffers that are allocated once."""

import cv2
import numpy as np
from affine import Affine

from basewatch_gui.geometry.transform import apply, chained, coefficients
from basewatch_gui.imagery.display.stretch import Colour, Pixels

BAND_ROWS = 270
"""Rows drawn at once where a view is nearly upright: the source rows they need fit into a processor's own cache."""
MIN_ROWS_CROSSED = 2.0
""""""
MAX_SHARE_CROSSED = 0.5
"""Drawing in bands pays if a row of the picture crosses at least so many source rows, and at most this share of those
under a band: beyond it a band copies too much."""

DRAG_TOLERANCE_SCR = 0.01
"""A picture counts as another one dragged when no corner is further off, in screen pixels."""


class Canvas:
    """Draws pictures into buffers that are allocated once, and no part of one twice.

    A picture that is the last whole one dragged by whole pixels is moved, and only its new edges are drawn. Any other
    is drawn in full. Fresh buffers of 3 MB would take longer to allocate than the picture to draw.
    """

    def __init__(self) -> None:
        self._pixels: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._spare: Pixels = np.zeros((0, 0, 4), np.uint8)
        self._scratch = np.empty(0, np.uint8)
        self._drawn: Affine | None = None
        self._dragged = (0, 0)

    def resize(self, size_scr: tuple[int, int]) -> None:
        """Allocate buffers for pictures of this width and height, unless they are there."""
        shape = (size_scr[1], size_scr[0], 4)
        if self._pixels.shape != shape:
            self._pixels, self._spare = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
            self._drawn = None

    def invalidate(self) -> None:
        """Draw the next picture in full."""
        self._drawn = None

    def fill_with_ground(self, ground: Colour) -> Pixels:
        """Fill the picture with the ground's colour and return it."""
        self._drawn = None
        fill_colour(self._pixels, ground)
        return self._pixels

    def draw_picture(
        self, source: Pixels, to_source: Affine, to_screen: Affine, ground: Colour, *, whole: bool
    ) -> Pixels:
        """Draw and return the picture (height, width, 4).

        `to_source` leads from its pixel centres to the source's, `to_screen` from the frame's pixels to the screen's. A
        picture that is not `whole` shows stand-ins for missing tiles: the next one is not made by moving it.
        """
        # A drag is measured against the last full drawing, not the last picture: so rounding never adds up.
        drag = self._drag(to_screen)
        if drag is None:
            self._warp(source, to_source, ground)
            self._drawn, self._dragged = to_screen, (0, 0)
        else:
            self._move(drag[0] - self._dragged[0], drag[1] - self._dragged[1])
            self._draw_edges(drag[0] - self._dragged[0], drag[1] - self._dragged[1], source, to_source, ground)
            self._dragged = drag
        if not whole:
            self._drawn = None
        return self._pixels

    def _drag(self, to_screen: Affine) -> tuple[int, int] | None:
        """Return by how many whole pixels this view has been dragged since the last full drawing.

        None for another view.
        """
        if self._drawn is None:
            return None
        height, width = self._pixels.shape[:2]
        a, b, c, d, e, f = coefficients(chained(self._drawn, ~to_screen))
        # A corner is shifted by what its way back leaves of it; the middle by what is left of the four on average.
        right, lower = ((1 - a) * width, -d * width), (-b * height, (1 - e) * height)
        x, y = round((right[0] + lower[0]) / 2 - c), round((right[1] + lower[1]) / 2 - f)
        for across, down in ((0, 0), (1, 0), (1, 1), (0, 1)):
            off_x = across * right[0] + down * lower[0] - c - x
            off_y = across * right[1] + down * lower[1] - f - y
            if abs(off_x) > DRAG_TOLERANCE_SCR or abs(off_y) > DRAG_TOLERANCE_SCR:
                return None
        is_near = abs(x - self._dragged[0]) < width / 2 and abs(y - self._dragged[1]) < height / 2
        return (x, y) if is_near else None

    def _move(self, dx: int, dy: int) -> None:
        """Move the picture by whole pixels."""
        height, width = self._pixels.shape[:2]
        to_x, to_y, from_x, from_y = max(dx, 0), max(dy, 0), max(-dx, 0), max(-dy, 0)
        kept = self._pixels[from_y : height - to_y, from_x : width - to_x]
        self._spare[to_y : height - from_y, to_x : width - from_x] = kept
        self._pixels, self._spare = self._spare, self._pixels

    def _draw_edges(self, dx: int, dy: int, source: Pixels, to_source: Affine, ground: Colour) -> None:
        """Draw the strips that a move by (dx, dy) pixels has uncovered."""
        height, width = self._pixels.shape[:2]
        left, top = (0 if dx > 0 else width + dx), (0 if dy > 0 else height + dy)
        for x, y, wide, high in ((left, 0, abs(dx), height), (0, top, width, abs(dy))):
            if wide and high:
                part = self._pixels[y : y + high, x : x + wide]
                _draw(source, chained(to_source, Affine.translation(x, y)), part, ground)

    def _warp(self, source: Pixels, to_source: Affine, ground: Colour) -> None:
        """Draw the source onto the whole picture.

        A view that is nearly upright crosses many source rows in each of its own, one after the other, and waits for
        memory at each. Drawn in bands from a copy of what a band needs, which stays in the processor's cache, it takes
        two thirds of the time at a turn of 1 degree and half at 5.
        """
        height, width = self._pixels.shape[:2]
        crossed = abs(to_source.d) * width
        if not MIN_ROWS_CROSSED < crossed < MAX_SHARE_CROSSED * abs(to_source.e) * BAND_ROWS:
            _draw(source, to_source, self._pixels, ground)
            return
        for top in range(0, height, BAND_ROWS):
            band = self._pixels[top : top + BAND_ROWS]
            to_band = to_source @ Affine.translation(0, top)
            corners = apply(to_band, [(0, 0), (width, 0), (0, len(band)), (width, len(band))])
            left, upper = np.clip(np.floor(corners.min(axis=0)).astype(int) - 1, 0, None)
            right, lower = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 2, 0, None)
            needed = source[upper:lower, left:right]
            if needed.size == 0:
                fill_colour(band, ground)
                continue
            if needed.size > self._scratch.size:
                self._scratch = np.empty(needed.size, np.uint8)
            copy = self._scratch[: needed.size].reshape(needed.shape)
            np.copyto(copy, needed)
            _draw(copy, Affine.translation(-left, -upper) @ to_band, band, ground)


def fill_colour(pixels: Pixels, colour: Colour) -> None:
    """Give all pixels one colour.

    Written as one 32-bit number each, which numpy does many times faster than four bytes.
    """
    pixels.view(np.uint32)[:] = np.frombuffer(bytes(colour), np.uint32)


def _draw(source: Pixels, to_source: Affine, pixels: Pixels, ground: Colour) -> None:
    """Warp the source onto `pixels` in place, bilinear; `ground` where there is no source."""
    height, width = pixels.shape[:2]
    cv2.warpAffine(
        source,
        np.array(coefficients(to_source), np.float64).reshape(2, 3),
        (width, height),
        dst=pixels,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=ground,
    )
