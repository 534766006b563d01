"""The tool that selects, moves, turns and reshapes labels."""

from dataclasses import replace
from typing import ClassVar

from basewatch_gui.geometry.outline import Polygon
from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import replaced
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import NOTHING, Context, Pointer, Result
from basewatch_gui.tools.preview import Preview, closed_line, is_within, measured
from basewatch_gui.tools.record import ToolRecord, translatable
from basewatch_gui.tools.selecting.drags import (
    LabelDrag,
    MoveLabels,
    MoveSuggestion,
    ReshapeLabel,
    RubberBand,
    SuggestionRequest,
    add_vertex,
    remove_vertex,
)
from basewatch_gui.tools.selecting.grips import HANDLE_HINTS, grip_at, selected_on_frame
from basewatch_gui.tools.tool import Cursor, Tool

HINT_SELECT = translatable("Hints", "Click a label, or drag around several")
HINT_BAND = translatable("Hints", "Release to select what is inside")

MOST_REDRAWN_LABELS = 500
"""More labels than these are not redrawn with every move of a drag: a line shows how far they go."""


class SelectTool(Tool):
    """Select labels by clicks and rubber bands, and change the selected ones by drags of bodies and handles.

    A click selects the smallest label under it, Shift+click adds or removes it, a drag on empty ground selects what it
    touches. A drag of a body moves the selection, a drag of a handle reshapes; the nose handle turns, a keypoint moves
    alone, a corner of the frame about several labels or about a polygon scales them. Alt on a polygon's edge adds a
    vertex, on a vertex removes it; with Alt the centre of a box or frame stays where it is.

    One drag is one edit, made on release; one no longer than a click's slop is a click. A click on a suggestion chooses
    it, a drag accepts it where it is released. Locked labels can only be selected.
    """

    record: ClassVar[ToolRecord] = ToolRecord(
        name="select",
        text=translatable("Actions", "Select"),
        help=translatable("Actions", "Select, move, reshape and turn labels."),
        icon="select",
        keys=("V", "Ctrl+J"),
        tool_bar_rank=10,
    )

    def __init__(self) -> None:
        self._press: tuple[int, XY] | None = None
        self._drag: LabelDrag | RubberBand | MoveSuggestion | None = None
        self._on_click: frozenset[int] | None = None
        self._locked = 0
        self._under_way = False
        self._preview: Preview | None = None
        self._cursor: Cursor = "arrow"

    @property
    def cursor(self) -> Cursor:
        """Return the shape for what a press would do here, or what the drag does."""
        return self._cursor

    @property
    def hint(self) -> str:
        """Return the hint for the drag; before it, for the handle under the pointer."""
        if not self._under_way or self._drag is None:
            lit = self._preview.lit_handle if self._preview is not None else None
            return HANDLE_HINTS[lit.kind] if lit is not None else HINT_SELECT
        return HINT_BAND if isinstance(self._drag, RubberBand) else self._drag.hint

    @property
    def preview(self) -> Preview | None:
        """Return the labels as the drag would leave them, the rubber band, or what a press would take."""
        return self._preview

    @property
    def busy(self) -> bool:
        """True while a drag is under way."""
        return self._under_way

    def press(self, p: Pointer, ctx: Context) -> Result:
        """Take the handle, label or empty ground under the pointer."""
        self.cancel()
        grip = grip_at(p, ctx)
        if p.alt and grip is not None and grip.label is not None and grip.handle.kind == "vertex":
            return remove_vertex(grip.label, grip.handle, ctx)
        self._press = (ctx.frame_id, p.at_px)
        if grip is not None:
            self._drag = grip.start_drag(p)
            return NOTHING
        if p.alt and self._start_new_vertex(p, ctx):
            return NOTHING
        return self._press_on_body(p, ctx)

    def move(self, p: Pointer, ctx: Context) -> Result:
        """Continue the drag, or light what a press would take."""
        if self._press is None:
            self._hover(p, ctx)
        elif self._press[0] == ctx.frame_id:
            self._drag_to(p, ctx)
        return NOTHING

    def release(self, p: Pointer, ctx: Context) -> Result:
        """Return the result of the drag or click."""
        if self._press is None or self._press[0] != ctx.frame_id:
            self.cancel()
            return NOTHING
        self._drag_to(p, ctx)
        drag, under_way, on_click, locked = self._drag, self._under_way, self._on_click, self._locked
        slipped = not is_within(p.slop_px, self._press[1], p.at_px)
        self.cancel()
        if isinstance(drag, MoveSuggestion):
            return Result(request=SuggestionRequest(drag.suggestion, drag.outline_at(p) if under_way else None))
        if not under_way:
            return Result(locked=locked) if slipped and locked else Result(select=on_click)
        if isinstance(drag, RubberBand):
            kept = ctx.selection if p.shift else frozenset()
            return Result(select=kept | drag.touched_ids(p, ctx))
        return replace(self._drag_result(drag, p, ctx), locked=locked) if drag is not None else NOTHING

    def double_click(self, p: Pointer, ctx: Context) -> Result:
        """Open the form of the label under the pointer."""
        self.cancel()
        near = ctx.labels_near(p.at_px, p.slop_px)
        return Result(select=frozenset({near[0].id}), describe=near[0].id) if near else NOTHING

    def right_click(self, p: Pointer, ctx: Context) -> Result:
        """Select the label under the pointer unless it is selected, so that the context menu is about it."""
        near = ctx.labels_near(p.at_px, p.slop_px)
        if self.busy or not near or near[0].id in ctx.selection:
            return NOTHING
        return Result(select=frozenset({near[0].id}))

    def escape(self, ctx: Context) -> Result:
        """Give up the drag; without one, deselect all."""
        idle = self._press is None
        self.cancel()
        return Result(select=frozenset()) if idle and ctx.selection else NOTHING

    def delete(self, ctx: Context) -> Result:
        """Remove the lit vertex from its polygon."""
        lit = self._preview
        if lit is None or lit.lit_handle is None or lit.lit_label is None or lit.lit_handle.kind != "vertex":
            return NOTHING
        labels = ctx.labels(frozenset({lit.lit_label}))
        self.cancel()
        return remove_vertex(labels[0], lit.lit_handle, ctx) if labels else NOTHING

    def arrow(self, dx_px: float, dy_px: float, ctx: Context) -> Result:
        """Move the selected labels of this frame, unless a drag is under way."""
        labels = selected_on_frame(ctx)
        if self.busy or not labels:
            return NOTHING
        pairs = [(label, ctx.modified(label, outline=move_outline(label.outline, dx_px, dy_px))) for label in labels]
        return Result(replaced("move", pairs), merge_with_previous=True)

    def cancel(self) -> None:
        """Forget the drag, which has changed nothing yet."""
        self._press = None
        self._drag = None
        self._on_click = None
        self._locked = 0
        self._under_way = False
        self._preview = None
        self._cursor = "arrow"

    def _press_on_body(self, p: Pointer, ctx: Context) -> Result:
        near = ctx.labels_near(p.at_px, p.slop_px)
        suggestion = ctx.suggestion_near(p.at_px, p.slop_px) if not near and not p.shift else None
        if suggestion is not None:
            self._drag = MoveSuggestion(suggestion, p.at_px)
            return NOTHING
        if not near:
            self._drag = RubberBand(p.at_px)
            self._on_click = ctx.selection if p.shift else frozenset()
            return NOTHING
        label = near[0]
        only = frozenset({label.id})
        if p.shift:
            self._drag = RubberBand(p.at_px)
            self._on_click = ctx.selection ^ only
            return NOTHING
        if label.id in ctx.selection:
            self._start_move(selected_on_frame(ctx), p)
            self._on_click = only
            return NOTHING
        self._start_move((label,), p)
        return Result(select=only)

    def _start_move(self, labels: tuple[Label, ...], p: Pointer) -> None:
        """Start to move the labels that are not locked; nothing moves if all are."""
        free = tuple(label for label in labels if not label.locked)
        self._locked = len(labels) - len(free)
        self._drag = MoveLabels(free, p.at_px) if free else None

    def _start_new_vertex(self, p: Pointer, ctx: Context) -> bool:
        near = [label for label in ctx.labels_near(p.at_px, p.tolerance_px) if not label.locked]
        for label in sorted(near, key=lambda label: label.id not in ctx.selection):
            made = add_vertex(label.outline, p.at_px, p.tolerance_px) if isinstance(label.outline, Polygon) else None
            if made is not None:
                self._drag = ReshapeLabel(label, *made, p.at_px)
                self._show_drag(p, ctx)
                return True
        return False

    def _drag_to(self, p: Pointer, ctx: Context) -> None:
        assert self._press is not None
        if self._drag is None:
            return
        if not self._under_way and is_within(p.slop_px, self._press[1], p.at_px):
            return
        self._show_drag(p, ctx)

    def _show_drag(self, p: Pointer, ctx: Context) -> None:
        self._under_way = True
        drag = self._drag
        if isinstance(drag, RubberBand):
            self._preview = Preview(ctx.frame_id, guides=(closed_line(drag.box_to(p).corners_px),))
        elif isinstance(drag, MoveSuggestion):
            outline = drag.outline_at(p)
            self._cursor = drag.cursor
            self._preview = Preview(ctx.frame_id, outline, measures=measured(outline, ctx))
        elif drag is not None and len(drag.labels) > MOST_REDRAWN_LABELS:
            self._cursor = drag.cursor
            self._preview = Preview(ctx.frame_id, guides=((drag.start_px, p.at_px),))
        elif drag is not None:
            labels = drag.labels_at(p)
            self._cursor = drag.cursor
            self._preview = Preview(ctx.frame_id, labels=labels)
            if len(labels) == 1:
                self._preview = replace(self._preview, measures=measured(labels[0].outline, ctx))

    def _drag_result(self, drag: LabelDrag, p: Pointer, ctx: Context) -> Result:
        before = drag.labels
        ids = frozenset(label.id for label in before)
        # An undo or an edit from elsewhere during the drag must not be overwritten by labels of before.
        if {label.id: label for label in ctx.labels(ids)} != {label.id: label for label in before}:
            return NOTHING
        changed = [
            (label, ctx.modified(label, outline=made.outline, keypoints_px=made.keypoints_px))
            for label, made in zip(before, drag.labels_at(p), strict=True)
            if made != label
        ]
        if not changed:
            return NOTHING
        return Result(replaced(drag.action, changed), None if ids <= ctx.selection else ids)

    def _hover(self, p: Pointer, ctx: Context) -> None:
        grip = grip_at(p, ctx)
        if grip is not None:
            self._cursor = "turn" if grip.handle.kind == "nose" else "size"
            lit = grip.label.id if grip.label is not None else None
            self._preview = Preview(ctx.frame_id, lit_handle=grip.handle, lit_label=lit)
            return
        near = ctx.labels_near(p.at_px, p.slop_px)
        suggested = not near and ctx.suggestion_near(p.at_px, p.slop_px) is not None
        self._cursor = "move" if suggested or (near and near[0].id in ctx.selection) else "arrow"
        self._preview = Preview(ctx.frame_id, lit_label=near[0].id) if near else None
