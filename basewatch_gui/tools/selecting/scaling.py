"""Scale labels together by the corners of a frame around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from basewatch_gui.geometry.outline import Box, Polygon, rings_px
from basewatch_gui.geometry.reshape import Handle, scale_outline
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.model.edit import Action
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import Pointer
from basewatch_gui.tools.record import translatable
from basewatch_gui.tools.selecting.drags import is_too_small, shift_with_pointer, with_outline
from basewatch_gui.tools.tool import Cursor

HINT_SCALING = translatable("Hints", "Release to keep the new size; Alt scales from the centre, Esc puts it back")

MOST_FRAMED_LABELS = 200
"""More labels than these get no frame: it is computed again with every move of the pointer."""

FRAME_MARGIN = 1.5
"""The frame lies so many tolerances outside the labels, so that its corners don't hide their handles."""

LEAST_SCALED_SPAN_PX = 1.0
"""Labels whose box has a shorter diagonal can't be scaled: the factor is the pointer's way by that diagonal."""

LEAST_SCALE_FACTOR = 0.05
"""One drag scales by no smaller factor."""


@dataclass(frozen=True, slots=True)
class ScaleLabels:
    """Scale labels by a corner of the level box around them, away from the opposite corner."""

    labels: tuple[Label, ...]
    about: Box
    handle: Handle
    start_px: XY
    action: Action = "reshape"
    cursor: Cursor = "size"
    hint: str = HINT_SCALING

    def labels_at(self, p: Pointer) -> tuple[Label, ...]:
        """Return the labels scaled so that the corner comes nearest to the pointer; Alt scales about the centre.

        A label that would get too small stays as it was.
        """
        corner = self.about.corners_px[self.handle.index]
        opposite = self.about.corners_px[(self.handle.index + 2) % 4]
        fixed = ((corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2) if p.alt else opposite
        factor = max(_fraction_along(fixed, corner, shift_with_pointer(corner, self.start_px, p)), LEAST_SCALE_FACTOR)
        outlines = (scale_outline(label.outline, factor, fixed) for label in self.labels)
        return tuple(
            label if is_too_small(outline) else with_outline(label, outline)
            for label, outline in zip(self.labels, outlines, strict=True)
        )


def box_around_labels(labels: Sequence[Label]) -> Box | None:
    """Return the level box around labels that can be scaled together: several, or one polygon; locked ones don't count.

    None for a single label of another shape, which has handles of its own, for more than MOST_FRAMED_LABELS, and if all
    lie within LEAST_SCALED_SPAN_PX.
    """
    free = [label for label in labels if not label.locked] if len(labels) <= MOST_FRAMED_LABELS else []
    if not free or (len(free) == 1 and not isinstance(free[0].outline, Polygon)):
        return None
    corners = as_points([point for label in free for point in rings_px(label.outline)[0]])
    (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return Box(left, top, right, bottom) if hypot(right - left, bottom - top) >= LEAST_SCALED_SPAN_PX else None


def frame_around(about: Box, tolerance_px: float) -> Box:
    """Return the scaling frame, drawn and dragged by its corners: `about` grown by FRAME_MARGIN tolerances a side."""
    room = FRAME_MARGIN * tolerance_px
    return Box(about.left_px - room, about.top_px - room, about.right_px + room, about.bottom_px + room)


def frame_handles(about: Box, tolerance_px: float) -> tuple[Handle, ...]:
    """Return the handles at the corners of that frame."""
    return tuple(Handle("frame", i, at) for i, at in enumerate(frame_around(about, tolerance_px).corners_px))


def _fraction_along(start: XY, end: XY, at: XY) -> float:
    """Return the foot of a place on the line from start (0) to end (1), as a fraction of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return ((at[0] - start[0]) * dx + (at[1] - start[1]) * dy) / (dx * dx + dy * dy)
