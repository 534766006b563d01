"""A picture that is drawn anew only where it has to be: what is panned by whole pixels is moved."""

import ctypes
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from basewatch_gui.geometry.transform import chained

PAD = 12
"""Pixels about each part that are set and thrown away, so that what reaches over its edge is whole."""
MOST_OFF = 0.1
"""By how many pixels a moved picture may be off where it ought to be."""

Pixels = NDArray[np.uint32]
Rect = tuple[int, int, int, int]
"""Left, top, width and height in device pixels."""


class Drawing(Protocol):
    """Draws parts of a view; `origin` is where the view's pixel (0, 0) lies."""

    def set_pixels(self, pixels: Pixels, origin: tuple[int, int], part: Rect) -> None:
        """Set what lies below in memory that is clear, (height, width) premultiplied ARGB; it may pass the part."""

    def paint(self, painter: QPainter, parts: Sequence[Rect]) -> None:
        """Paint what lies above into these parts; the painter is clipped to them."""


class MovingPicture:
    """What a drawing makes of a view, kept and moved while the view is only panned."""

    def __init__(self) -> None:
        self._shown: Pixels = np.zeros((0, 0), np.uint32)
        self._image: QImage | None = None
        self._key: object = None
        self._to_device = Affine.identity()

    @property
    def image(self) -> QImage | None:
        """The picture; None while there is none."""
        return self._image

    def clear(self) -> None:
        """Have no picture."""
        self._image = self._key = None

    def follow(
        self,
        key: object,
        to_device: Affine,
        size: tuple[int, int],
        dirty: Iterable[Rect],
        drawing: Drawing,
        ratio: float,
    ) -> None:
        """Have the picture of a view, so many device pixels wide and high.

        Nothing is kept where the key is another one; `dirty` are the parts that have changed since the last call.
        """
        held = self._image is not None and key == self._key and self._shown.shape == size[::-1]
        shift = whole_shift(self._to_device, to_device, size) if held else None
        if shift is None or abs(shift[0]) >= size[0] or abs(shift[1]) >= size[1]:
            self._make_room(size)
            self._draw(drawing, [(0, 0, *size)])
            self._key, self._to_device = key, to_device
        else:
            # Where it was drawn first stays the measure, so that small errors don't add up.
            self._to_device = chained(Affine.translation(*shift), self._to_device)
            parts = [*self._move(shift), *(_within(rect, size) for rect in dirty)]
            self._draw(drawing, [part for part in parts if part[2] > 0 and part[3] > 0])
        if self._image is None:
            self._image = _image_of(self._shown)
        self._image.setDevicePixelRatio(ratio)

    def _make_room(self, size: tuple[int, int]) -> None:
        if self._shown.shape != size[::-1]:
            self._image = None
            self._shown = np.zeros(size[::-1], np.uint32)

    def _draw(self, drawing: Drawing, parts: list[Rect]) -> None:
        if not parts:
            return
        clip = QRegion()
        for part in parts:
            clip += QRect(*part)
            self._set_pixels(drawing, part)
        # Another image over the same memory: the one that is shown may have another ratio.
        image = _image_of(self._shown)
        painter = QPainter(image)
        painter.setClipRegion(clip)
        try:
            drawing.paint(painter, parts)
        finally:
            painter.end()

    def _set_pixels(self, drawing: Drawing, part: Rect) -> None:
        left, top, width, height = part
        if (height, width) == self._shown.shape:
            self._shown.fill(0)
            drawing.set_pixels(self._shown, (0, 0), part)
            return
        spare = np.zeros((height + 2 * PAD, width + 2 * PAD), np.uint32)
        drawing.set_pixels(spare, (PAD - left, PAD - top), part)
        self._shown[top : top + height, left : left + width] = spare[PAD : PAD + height, PAD : PAD + width]

    def _move(self, shift: tuple[int, int]) -> list[Rect]:
        """Move the picture in its memory; gives the parts that came into sight."""
        (dx, dy), (height, width) = shift, self._shown.shape
        if dx == 0 and dy == 0:
            return []
        # One move of all memory: what it carries over the sides lies in the parts that are drawn anew.
        pixel = self._shown.itemsize
        step = (dy * width + dx) * pixel
        start = self._shown.ctypes.data
        ctypes.memmove(start + max(step, 0), start + max(-step, 0), self._shown.nbytes - abs(step))
        rows = (0, 0 if dy > 0 else height + dy, width, abs(dy))
        columns = (0 if dx > 0 else width + dx, max(dy, 0), abs(dx), height - abs(dy))
        return [rows, columns]


def whole_shift(before: Affine, now: Affine, size: tuple[float, float]) -> tuple[int, int] | None:
    """By how many whole pixels a view of this size has been panned; None where it is another one.

    A view of a frame is linearised anew every now and then: what differs by less than `MOST_OFF` is the same.
    """
    back = chained(before, ~now)
    (width, height), (x, y) = size, back @ (size[0] / 2, size[1] / 2)
    bent = max(
        abs(back.a - 1.0) * width + abs(back.b) * height,
        abs(back.d) * width + abs(back.e - 1.0) * height,
    )
    across, down = width / 2 - x, height / 2 - y
    if not bent < MOST_OFF or max(abs(across), abs(down)) > 2**20:
        return None
    if max(abs(across - round(across)), abs(down - round(down))) + bent / 2 > MOST_OFF:
        return None
    return round(across), round(down)


def _image_of(pixels: Pixels) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)


def _within(rect: Rect, size: tuple[int, int]) -> Rect:
    left, top = max(rect[0], 0), max(rect[1], 0)
    right, bottom = min(rect[0] + rect[2], size[0]), min(rect[1] + rect[3], size[1])
    return (left, top, right - left, bottom - top)
