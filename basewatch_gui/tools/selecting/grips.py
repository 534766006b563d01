"""Find the handle of the selection that a press would take."""

from dataclasses import dataclass
from math import dist

from basewatch_gui.geometry.outline import Box, centre_px
from basewatch_gui.geometry.reshape import Handle, HandleKind, outline_handles
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import Context, Pointer
from basewatch_gui.tools.record import translatable
from basewatch_gui.tools.selecting.drags import LabelDrag, MoveKeypoint, ReshapeLabel
from basewatch_gui.tools.selecting.scaling import MOST_FRAMED_LABELS, ScaleLabels, box_around_labels, frame_handles

LEAST_SIDE_FOR_CORNERS = 5.0
"""An oriented box with a side under so many tolerances has no handles at its corners: they would hide it."""

HANDLE_HINTS: dict[HandleKind, str] = {
    "nose": translatable("Hints", "Drag to turn it; Shift snaps to 15°"),
    "edge": translatable("Hints", "Drag this side; with Alt the other side goes as far"),
    "corner": translatable("Hints", "Drag to resize; the opposite corner stays, with Alt the centre"),
    "vertex": translatable("Hints", "Drag this point; {delete} or Alt+click takes it away"),
    "keypoint": translatable("Hints", "Drag this keypoint alone; Ctrl+drag at the nose turns all"),
    "frame": translatable("Hints", "Drag to scale; the opposite corner stays, with Alt the centre"),
}
"""Hints for the kind of handle under the pointer."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A handle that a press would take, and the labels that a drag of it changes.

    `about` is the box around the labels if the handle belongs to a frame about several of them, else None.
    """

    handle: Handle
    labels: tuple[Label, ...]
    about: Box | None = None

    @property
    def label(self) -> Label | None:
        """Return the label that the handle belongs to; None if it belongs to a frame about several."""
        return self.labels[0] if self.about is None else None

    def start_drag(self, p: Pointer) -> LabelDrag:
        """Return the drag that a press here starts."""
        if self.about is not None:
            return ScaleLabels(self.labels, self.about, self.handle, p.at_px)
        label = self.labels[0]
        if self.handle.kind == "keypoint":
            return MoveKeypoint(label, self.handle, p.at_px)
        return ReshapeLabel(label, label.outline, self.handle, p.at_px)


def label_handles(label: Label, tolerance_px: float, *, without_keypoints: bool = False) -> tuple[Handle, ...]:
    """Return the handles of a selected label; `tolerance_px` is the size of a handle on the frame."""
    keypoints = () if without_keypoints else label.keypoints_px
    return outline_handles(label.outline, keypoints, LEAST_SIDE_FOR_CORNERS * tolerance_px)


def selected_on_frame(ctx: Context) -> tuple[Label, ...]:
    """Return the selected labels of the frame under the pointer."""
    return tuple(label for label in ctx.labels(ctx.selection) if label.frame_id == ctx.frame_id)


def grip_at(p: Pointer, ctx: Context) -> Grip | None:
    """Return the nearest handle within the tolerance: of a selected label, else of the frame about several; or None.

    A handle counts only if it is nearer than the middle of its label: a small label could not be moved otherwise. With
    Ctrl the handles of a box are taken where keypoints lie over them.
    """
    found: tuple[float, Label, Handle] | None = None
    for label in ctx.labels_near(p.at_px, p.tolerance_px) if ctx.selection else ():
        if label.id not in ctx.selection or label.locked:
            continue
        to_centre = dist(centre_px(label.outline), p.at_px)
        for handle in label_handles(label, p.tolerance_px, without_keypoints=p.ctrl):
            off = dist(handle.at_px, p.at_px)
            if off <= min(p.tolerance_px, to_centre) and (found is None or off < found[0]):
                found = (off, label, handle)
    return Grip(found[2], (found[1],)) if found is not None else _frame_grip(p, ctx)


def _frame_grip(p: Pointer, ctx: Context) -> Grip | None:
    if not 0 < len(ctx.selection) <= MOST_FRAMED_LABELS:
        return None
    labels = selected_on_frame(ctx)
    about = box_around_labels(labels)
    if about is None:
        return None
    handle = min(frame_handles(about, p.tolerance_px), key=lambda each: dist(each.at_px, p.at_px))
    if dist(handle.at_px, p.at_px) > p.tolerance_px:
        return None
    return Grip(handle, tuple(label for label in labels if not label.locked), about)
