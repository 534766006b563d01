"""What commands do to the selected labels, each in one edit; a run of turning or scaling presses is one too."""

from collections.abc import Iterable, Sequence

import numpy as np
from shapely import STRtree, points

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits import attributes, clipboard, shapes
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_order import shown_rows
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.storage.bulk import without_gc


def turn_selected(open_project: OpenProject, by_deg: float) -> None:
    """Turn the selected labels about their own centres, clockwise in the frame."""
    open_project.do(shapes.turn(open_project.selected_labels, by_deg), merge_with_previous=True)


def flip_selected(open_project: OpenProject) -> None:
    """Swap nose and tail of the selected oriented boxes."""
    open_project.do(shapes.flip(open_project.selected_labels))


def scale_selected(open_project: OpenProject, factor: float) -> None:
    """Make the selected labels larger or smaller about their own centres."""
    open_project.do(shapes.scale(open_project.selected_labels, factor), merge_with_previous=True)


def align_selected(open_project: OpenProject) -> None:
    """Give each selected oriented box the heading of the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    open_project.do(shapes.align(_headings_beside(open_project)))


def square_selected(open_project: OpenProject) -> None:
    """Turn each selected oriented box to the nearest right angle to the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    open_project.do(shapes.square(_headings_beside(open_project)))


def merge_selected(open_project: OpenProject) -> None:
    """Make the selected labels one and select it; raises BasewatchError where that can't be."""
    edit, largest = shapes.merge_labels(open_project.selected_labels)
    open_project.do(edit)
    open_project.select(largest.frame_id, [largest.id])


def simplify_selected(open_project: OpenProject) -> shapes.Simplified:
    """Remove points from the selected polygons; return what that did. Raises as `shapes.simplify` does."""
    done = shapes.simplify(open_project.selected_labels)
    open_project.do(done.edit)
    return done


def step_occluded(open_project: OpenProject) -> None:
    """Give the selected labels the next value of `occluded` after the first one's."""
    open_project.do(attributes.step_occluded(open_project.selected_labels))


def switch_locks(open_project: OpenProject) -> bool:
    """Lock the selected labels, or unlock them where all are locked; True if they are locked now."""
    edit, locked = attributes.switch_locks(open_project.selected_labels)
    open_project.do(edit)
    return locked


def copied_text(open_project: OpenProject) -> str:
    """Return the selected labels as text for the clipboard; raises BasewatchError for none or too many."""
    return clipboard.copied_text(open_project.project, open_project.selected_labels)


@without_gc()
def paste(open_project: OpenProject, text: str, frame_id: int, at_px: XY | None, step_px: XY) -> clipboard.Pasted:
    """Paste copied labels on a frame and select them; places and errors are those of `clipboard.paste`."""
    made = clipboard.paste(open_project.project, open_project.file, open_project.author, text, frame_id, at_px, step_px)
    _do_and_select(open_project, made.edit)
    return made


@without_gc()
def duplicate_selected(open_project: OpenProject, step_px: XY) -> None:
    """Duplicate the selected labels a step away and select the copies."""
    labels = open_project.selected_labels
    if labels:
        _do_and_select(
            open_project,
            clipboard.duplicate(open_project.project, open_project.file, open_project.author, labels, step_px),
        )


def select_category(open_project: OpenProject, frame_id: int, category_ids: Iterable[int]) -> None:
    """Select the labels shown on a frame that have one of these categories."""
    arrays = open_project.arrays(frame_id)
    wanted = set(category_ids)
    slots = [slot for slot, category in enumerate(arrays.categories) if category in wanted]
    rows = shown_rows(arrays)
    of_these = rows[np.isin(arrays.category_slots[rows], slots)]
    open_project.select(frame_id, [label.id for label in arrays.at_rows(of_these)])


def invert_selection(open_project: OpenProject, frame_id: int) -> None:
    """Select the labels of a frame that are not selected, and no others."""
    held = open_project.selection if open_project.selected_frame == frame_id else frozenset()
    open_project.select(frame_id, open_project.project.labels(frame_id).keys() - held)


def _do_and_select(open_project: OpenProject, edit: Edit) -> None:
    """Do an edit that adds labels to one frame, and select these."""
    open_project.do(edit)
    frame_id = next(iter(edit.frame_ids))
    open_project.select(frame_id, [change.item.id for change in edit.changes])


def _headings_beside(open_project: OpenProject) -> list[tuple[Label, float]]:
    """Return the selected oriented boxes, each with the heading of the nearest one that is shown and not selected."""
    boxes = [(label, label.outline) for label in open_project.selected_labels if isinstance(label.outline, OrientedBox)]
    if not boxes or open_project.selected_frame is None:
        raise BasewatchError("Select an oriented box first: it is turned as the nearest other one.")
    neighbours = _neighbours(open_project, open_project.selected_frame, [box for _, box in boxes])
    return [(label, near.heading_px_deg) for (label, _), near in zip(boxes, neighbours, strict=True)]


def _neighbours(open_project: OpenProject, frame_id: int, boxes: Sequence[OrientedBox]) -> list[OrientedBox]:
    arrays = open_project.arrays(frame_id)
    rows = shown_rows(arrays)
    selected = [row for row in map(arrays.row, open_project.selection) if row is not None]
    rows = rows[arrays.has_nose[rows] & ~np.isin(rows, selected)]
    if not len(rows):
        raise BasewatchError("There is no other oriented box on this frame whose heading could be taken.")
    nearest = STRtree(points(arrays.centres_px(rows))).nearest(points(as_points([box.centre_px for box in boxes])))
    found = (label.outline for label in arrays.at_rows(rows[nearest]))
    return [outline for outline in found if isinstance(outline, OrientedBox)]
