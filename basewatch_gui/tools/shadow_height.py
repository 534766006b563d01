"""The tool that measures the height of an object from its shadow; it draws no label."""

from typing import ClassVar

from basewatch_gui.geometry.measure import measure_shadow
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, is_within
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import SAME_POINT_PX, DrawingTool

HINT_SHADOW_FOOT = translatable("Hints", "Click the foot of the object, where its shadow begins")
HINT_SHADOW_TIP = translatable("Hints", "Click the tip of the shadow")


class ShadowHeightTool(DrawingTool):
    """Measure a height by two clicks: the foot of the object, then the tip of its shadow.

    The last measurement stays on screen until the next one begins or Esc is pressed.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="shadow_height",
        text=translatable("Actions", "Height from shadow"),
        help=translatable("Actions", "Measure an object's height: click its foot, then the tip of its shadow."),
        icon="shadow-height",
        keys=("Shift+M",),
        menu_group="measure",
    )

    @property
    def hint(self) -> str:
        """Return the hint for the foot, then for the tip."""
        return HINT_SHADOW_TIP if self._points else HINT_SHADOW_FOOT

    @property
    def busy(self) -> bool:
        """True while anything is shown.

        That includes the last measurement: the pointer over another frame would clear the preview of an idle tool.
        """
        return self._preview is not None

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Start at the foot, or aim at the tip; raises BasewatchError unless the sun stands at 0 to 90 degrees."""
        _sun_elevation_deg(ctx)
        return super().press(p, ctx)

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if is_within(SAME_POINT_PX, self._points[0], p.at_px):
            return NOTHING
        shown = self._preview_at(p, ctx)
        self.cancel()
        self._preview = shown
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        foot = self._points[0]
        if is_within(SAME_POINT_PX, foot, p.at_px):
            return Preview(ctx.frame_id, points_px=(foot,))
        return _preview(ctx, foot, p.at_px)


def _preview(ctx: Context, foot_px: XY, tip_px: XY) -> Preview:
    source = ctx.frame.source
    measured = measure_shadow(
        ctx.ground,
        foot_px,
        tip_px,
        (_sun_elevation_deg(ctx), source.sun_azimuth_deg),
        off_nadir_deg=source.off_nadir_deg,
        in_metres=ctx.ground.has_scale,
    )
    both = (foot_px, tip_px)
    return Preview(ctx.frame_id, points_px=both, path_px=both, measured=measured)


def _sun_elevation_deg(ctx: Context) -> float:
    elevation = ctx.frame.source.sun_elevation_deg
    if elevation is None:
        raise BasewatchError(
            "The sun elevation of {name} is not known: enter it in the frame's details.", name=ctx.frame.name
        )
    if not 0 < elevation < 90:
        raise BasewatchError(
            "A sun elevation of {degrees}° throws no shadow: put it right in the details of {name}.",
            degrees=f"{elevation:g}",
            name=ctx.frame.name,
        )
    return elevation
