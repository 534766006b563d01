"""Labels too small to have a shape on the screen: dots, set into the picture's memory all at once."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.transform import Points
from basewatch_gui.widgets.pane.layers.labels.label_limits import passed

Pixels = NDArray[np.uint32]
Dots = Literal["wide", "small", "bare"]

FEW = 12_000
MANY = 40_000
"""Up to so many dots are 3 px wide, then 2 px, with a dark rim; beyond they have none: it would cover all else."""
RIM = 0xAA000000


def dots_for(count: int, before: Dots) -> Dots:
    """How so many dots in and about a pane are drawn that had been drawn so before."""
    kinds: tuple[Dots, ...] = ("wide", "small", "bare")
    return kinds[passed(count, (FEW, MANY), kinds.index(before))]


def set_dots(pixels: Pixels, places: Points, colours: Pixels, dots: Dots, ratio: float) -> None:
    """Set dots about places in pixels of this picture, premultiplied ARGB; those beyond its edge are left out."""
    core = max(1, round(ratio)) * (3 if dots == "wide" else 2)
    rim = max(1, round(ratio)) if dots != "bare" else 0
    height, width = pixels.shape
    corners = np.floor(places - (core / 2 - 0.5)).astype(np.intp)
    x, y = corners[:, 0], corners[:, 1]
    inside = (x >= rim) & (y >= rim) & (x <= width - core - rim) & (y <= height - core - rim)
    if not inside.all():
        x, y, colours = x[inside], y[inside], colours[inside]
    # All pixels in a row, as they lie in memory.
    flat = pixels.reshape(-1)
    at = y * width + x
    if rim:
        for dy in range(-rim, core + rim):
            for dx in range(-rim, core + rim):
                flat[at + (dy * width + dx)] = RIM
    for dy in range(core):
        for dx in range(core):
            flat[at + (dy * width + dx)] = colours
