"""The tool that draws oriented boxes by four keypoints, which the label keeps."""

from dataclasses import replace
from typing import ClassVar

from basewatch_gui.geometry.outline import OrientedBox, Ring, box_of_keypoints
from basewatch_gui.geometry.transform import XY
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line, is_within, measured, size_advice_of
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import LEAST_SIDE_PX, DrawingTool

HINT_DIAMOND_NOSE = translatable("Hints", "Click the nose; left wing tip, tail and right wing tip follow")
HINT_DIAMOND_LEFT = translatable("Hints", "Click the left wing tip")
HINT_DIAMOND_TAIL = translatable("Hints", "Click the tail, then the right wing tip")
HINT_DIAMOND_RIGHT = translatable("Hints", "Click the right wing tip")


class DiamondTool(DrawingTool):
    """Draw by nose, left wing tip, tail and right wing tip; tips clicked in the other order are swapped."""

    record: ClassVar[ToolRecord] = ToolRecord(
        name="diamond",
        text=translatable("Actions", "Four keypoints"),
        help=translatable(
            "Actions", "Draw by nose, left wing tip, tail and right wing tip; the label keeps the points."
        ),
        icon="diamond",
        keys=("Shift+O",),
        category_text=translatable("Card", "diamond of four points"),
        draws=True,
        has_nose=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for the next keypoint."""
        return (HINT_DIAMOND_NOSE, HINT_DIAMOND_LEFT, HINT_DIAMOND_TAIL, HINT_DIAMOND_RIGHT)[len(self._points)]

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if any(is_within(LEAST_SIDE_PX, point, p.at_px) for point in self._points):
            return NOTHING
        if len(self._points) < 3:
            self._points.append(p.at_px)
            return NOTHING
        nose, first, tail = self._points
        keypoints = order_keypoints(nose, first, tail, p.at_px)
        outline = box_of_keypoints(*keypoints)
        if outline.width_px < LEAST_SIDE_PX:
            return NOTHING
        return self._finish_label(replace(ctx.new_label(outline), keypoints_px=keypoints))

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        placed = tuple(self._points)
        ring = (*placed, p.at_px)
        outline = _outline(ring)
        if outline is None or outline.width_px < LEAST_SIDE_PX:
            return Preview(ctx.frame_id, guides=(ring,), points_px=placed)
        measures = measured(outline, ctx)
        advice = size_advice_of(outline, measures, ctx)
        guide = closed_line(ring) if len(ring) == 4 else ring
        return Preview(ctx.frame_id, outline, (guide,), placed, measures=measures, advice=advice)


def order_keypoints(nose: XY, tip: XY, tail: XY, other: XY) -> tuple[XY, XY, XY, XY]:
    """Return nose, left tip, tail and right tip in the order of KEYPOINTS, whichever tip came first."""
    axis = box_of_keypoints(nose, tip, tail, other)
    if axis.offsets(tip)[1] <= axis.offsets(other)[1]:
        return (nose, tip, tail, other)
    return (nose, other, tail, tip)


def _outline(ring: Ring) -> OrientedBox | None:
    """Return the box of the keypoints so far, or None; the missing right tip is the left one mirrored."""
    if len(ring) < 3 or is_within(LEAST_SIDE_PX, ring[0], ring[2]):
        return None
    nose, left, tail = ring[:3]
    if len(ring) == 4:
        return box_of_keypoints(nose, left, tail, ring[3])
    axis = box_of_keypoints(nose, nose, tail, tail)
    along, across = axis.offsets(left)
    return box_of_keypoints(nose, left, tail, axis.at(along, -across))
