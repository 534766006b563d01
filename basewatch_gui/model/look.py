"""A look: how a frame is displayed. It belongs to no work: it lies beside it, in the project's display state."""

from dataclasses import dataclass
from typing import Final, Literal

Limits = tuple[float, float]
"""The samples shown as the darkest and as the brightest."""

Mode = Literal["percentile", "sigma", "minmax", "manual", "matched"]
"""How limits are chosen: by percentiles, mean +- n sigma, least and greatest, by hand, or as on a reference frame."""

Scope = Literal["frame", "view"]
"""Whether limits come from the whole frame or from what the panes showed when they were taken."""

Sharpening = Literal["off", "brovey", "weighted"]
"""Pan-sharpening: none, Brovey with equal weights, or with the weights that are given."""

LOW_PERCENT: Final = 1.0
HIGH_PERCENT: Final = 99.5
"""Default percentiles: the bright aprons that aircraft stand on are a percent or two of a scene and keep their detail,
which the 2 to 98 % of other viewers takes from them; glints and dropouts are beyond these too."""

GREY: Final = "grey"
"""The colour map that shows one band as it is."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame is displayed.

    `bands` are red, green and blue, or the one band shown in the colours of `colour_map`, counted from 0 among the
    frame's bands; () stands for the bands that the file itself wants shown. `mode` says how limits are chosen, with
    `percents` and `sigmas`; `together` gives all channels the same. `limits`, one a channel, are those kept: given by
    hand, taken from a view, or shared by all dates; () has them found in the whole frame. `reference` is the id of
    the frame whose brightness is matched. `weights` are those of red, green and blue in the panchromatic band `pan`.
    `name` is that of the saved look it came from.
    """

    bands: tuple[int, ...] = ()
    colour_map: str = GREY
    mode: Mode = "percentile"
    percents: tuple[float, float] = (LOW_PERCENT, HIGH_PERCENT)
    sigmas: float = 2.0
    scope: Scope = "frame"
    together: bool = False
    limits: tuple[Limits, ...] = ()
    gamma: float = 1.0
    invert: bool = False
    sharpening: Sharpening = "off"
    pan: int | None = None
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    reference: int | None = None
    name: str = ""
