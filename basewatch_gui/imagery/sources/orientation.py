"""Files that are stored turned or mirrored, and say so (EXIF and TIFF tag 274), shown as a viewer would."""

from typing import Any

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from numpy.typing import NDArray
from rasterio.windows import Window

UPRIGHT = 1
_MIRRORED_ACROSS = (2, 3, 6, 7)
_MIRRORED_DOWN = (3, 4, 7, 8)


def swaps_sides(orientation: int) -> bool:
    """Return True if rows are stored as columns."""
    return orientation >= 5


def turned_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return width and height as shown of those stored, and the other way round."""
    return size[::-1] if swaps_sides(orientation) else size


def stored_window(window: Window, size: tuple[int, int], orientation: int) -> Window:
    """Return the window of the stored pixels that shows as `window` in a picture of this shown size."""
    left, top, width, height = window.col_off, window.row_off, window.width, window.height
    if orientation in _MIRRORED_ACROSS:
        left = size[0] - left - width
    if orientation in _MIRRORED_DOWN:
        top = size[1] - top - height
    return Window(top, left, height, width) if swaps_sides(orientation) else Window(left, top, width, height)


def to_upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Return stored pixels (..., height, width) turned and mirrored as they are to be shown."""
    if swaps_sides(orientation):
        pixels = np.swapaxes(pixels, -1, -2)
    if orientation in _MIRRORED_ACROSS:
        pixels = pixels[..., ::-1]
    if orientation in _MIRRORED_DOWN:
        pixels = pixels[..., ::-1, :]
    return np.ascontiguousarray(pixels)
