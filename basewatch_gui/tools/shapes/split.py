"""The tool that splits outlines along a line."""

from dataclasses import replace
from math import dist
from typing import ClassVar

import shapely

from basewatch_gui.geometry.outline import Point, Polygon, to_shapely
from basewatch_gui.geometry.polygons import split_outline
from basewatch_gui.model.edit import Edit, added, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, is_within
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.shapes.drawing import SAME_POINT_PX, DrawingTool

HINT_CUT_FROM = translatable("Hints", "Click outside the outline where the cut begins")
HINT_CUT_TO = translatable("Hints", "Click where the cut goes on; outside again it splits")

Cut = tuple[Label, tuple[Polygon, ...]]


class SplitTool(DrawingTool):
    """Split the selected outlines, or those that the line crosses, along a line of clicks from outside to outside.

    The cut is made once the line ends outside of all that it splits, or by Enter or the right button.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="split",
        text=translatable("Actions", "Split"),
        help=translatable("Actions", "Draw a line across the selected outlines, or any: they become two or more."),
        icon="split",
        keys=("Shift+P",),
        separator=True,
    )

    @property
    def hint(self) -> str:
        """Return the hint for the start of the line, then for the next point."""
        return HINT_CUT_TO if self._points else HINT_CUT_FROM

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """Cut as Enter does."""
        return self.enter(ctx)

    def enter(self, ctx: Context) -> Result:
        """Cut along the line as it is; raises BasewatchError if it splits nothing."""
        if len(self._points) < 2:
            return NOTHING
        cuts = self._find_cuts(ctx)
        if not cuts:
            raise BasewatchError("The line splits no outline: draw it across one, from outside to outside.")
        return self._apply_cuts(cuts, ctx)

    def _add_point(self, p: Pointer, ctx: Context) -> Result:
        if is_within(SAME_POINT_PX, self._points[-1], p.at_px):
            return NOTHING
        self._points.append(p.at_px)
        cuts = self._find_cuts(ctx)
        place = shapely.Point(p.at_px)
        if cuts and not any(to_shapely(label.outline).covers(place) for label, _ in cuts):
            return self._apply_cuts(cuts, ctx)
        return NOTHING

    def _preview_at(self, p: Pointer, ctx: Context) -> Preview:
        placed = tuple(self._points)
        return Preview(ctx.frame_id, guides=((*placed, p.at_px),), points_px=placed)

    def _find_cuts(self, ctx: Context) -> list[Cut]:
        """Return the labels that the line splits, each with its pieces; locked labels are left out."""
        line = self._points
        selected = [label for label in ctx.labels(ctx.selection) if not isinstance(label.outline, Point)]
        # A circle about the middle vertex that holds the whole line: a superset of what the line can cross.
        middle = line[len(line) // 2]
        reach = max(dist(middle, point) for point in line)
        touched = selected or ctx.labels_near(middle, reach)
        pieces = ((label, split_outline(label.outline, line)) for label in touched if not label.locked)
        return [(label, parts) for label, parts in pieces if len(parts) > 1]

    def _apply_cuts(self, cuts: list[Cut], ctx: Context) -> Result:
        """Return the edit: the largest piece keeps the label, the others become new labels with the same attributes."""
        self.cancel()
        kept = [(label, ctx.modified(label, outline=parts[0], keypoints_px=())) for label, parts in cuts]
        new = [_piece_label(label, ctx.new_label(part)) for label, parts in cuts for part in parts[1:]]
        edit = Edit("split", (*replaced("split", kept).changes, *added("split", new).changes))
        return Result(edit, frozenset(label.id for label in (*(after for _, after in kept), *new)))


def _piece_label(label: Label, made: Label) -> Label:
    return replace(
        label,
        id=made.id,
        uid=made.uid,
        outline=made.outline,
        track_id=None,
        author=made.author,
        created=made.created,
        modified=made.modified,
        keypoints_px=(),
    )
