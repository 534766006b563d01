"""The tool that suggests the even patch around a click."""

from dataclasses import dataclass
from typing import ClassVar

from basewatch_gui.geometry.transform import XY
from basewatch_gui.tools.context import NOTHING, TOLERANCE_SCR, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.tool import Tool

HINT_FLOOD_SEED = translatable(
    "Hints", "Click the object; drag to the right for more of it, later {flood_more} and {flood_less}"
)
HINT_FLOOD_WIDTH = translatable(
    "Hints", "Drag to the right for more, to the left for less; release, then Enter accepts"
)

LEVELS_PER_SCR = 0.2
"""Levels of 255 that a drag of one screen pixel to the right adds to the tolerance."""

LEAST_TOLERANCE = 2


@dataclass(frozen=True, slots=True)
class FloodRequest:
    """Suggest the even patch around a place, whose colours differ by up to `tolerance` levels of 255."""

    seed_px: XY
    tolerance: int


class FloodTool(Tool):
    """Flood from a click; dragged to the right the patch grows, to the left it shrinks."""

    record: ClassVar[ToolRecord] = ToolRecord(
        name="flood",
        text=translatable("Actions", "Flood"),
        help=translatable(
            "Actions",
            "Click an even patch to suggest its outline; drag to the right for more of it, to the left for less.",
        ),
        icon="flood",
        keys=("Shift+R",),
        menu_group="assist",
        separator=True,
        draws=True,
    )

    def __init__(self) -> None:
        self._seed: XY | None = None
        self._start = 0
        self._levels = 0
        self._frame_id: int | None = None

    @property
    def hint(self) -> str:
        """Return the hint for the place, then for the tolerance."""
        return HINT_FLOOD_WIDTH if self.busy else HINT_FLOOD_SEED

    @property
    def preview(self) -> Preview | None:
        """Return the place that is flooded from, while the button is down."""
        if self._seed is None or self._frame_id is None:
            return None
        return Preview(self._frame_id, points_px=(self._seed,))

    @property
    def busy(self) -> bool:
        """True while the button is down."""
        return self._seed is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Request a flood from here with the tolerance used last."""
        self._seed, self._frame_id = p.at_px, ctx.frame_id
        self._start = self._levels = ctx.flood_tolerance
        return Result(request=FloodRequest(p.at_px, self._levels))

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Request another flood if the drag to the right or left has changed the tolerance."""
        if self._seed is None:
            return NOTHING
        dragged_scr = (p.at_px[0] - self._seed[0]) / p.tolerance_px * TOLERANCE_SCR
        levels = max(LEAST_TOLERANCE, self._start + round(dragged_scr * LEVELS_PER_SCR))
        if levels == self._levels:
            return NOTHING
        self._levels = levels
        return Result(request=FloodRequest(self._seed, levels))

    def release(self, p: Pointer, ctx: Context) -> Result:
        """End the drag; the patch stays as it was suggested last."""
        self.cancel()
        return NOTHING

    def cancel(self) -> None:
        """Forget the place."""
        self._seed = self._frame_id = None
