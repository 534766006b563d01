"""Colour maps for one band: tables of 256 colours, dark to bright."""

from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.look import GREY

_OPENCV: Final = {
    "viridis": cv2.COLORMAP_VIRIDIS,
    "cividis": cv2.COLORMAP_CIVIDIS,
    "inferno": cv2.COLORMAP_INFERNO,
    "turbo": cv2.COLORMAP_TURBO,
}
"""Viridis, cividis (for the colour-blind) and inferno rise evenly in lightness; turbo tells most levels apart."""

COLOUR_MAPS: Final = (GREY, *_OPENCV)
"""Names of all colour maps."""


@cache
def colour_table(name: str) -> NDArray[np.uint8]:
    """Return a colour map as (256, 4) blue, green, red, 255; grey for a name that is none of COLOUR_MAPS."""
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    coloured = cv2.applyColorMap(ramp, _OPENCV[name]) if name in _OPENCV else cv2.cvtColor(ramp, cv2.COLOR_GRAY2BGR)
    table = cv2.cvtColor(coloured, cv2.COLOR_BGR2BGRA).reshape(256, 4)
    table.flags.writeable = False
    return np.asarray(table, dtype=np.uint8)
