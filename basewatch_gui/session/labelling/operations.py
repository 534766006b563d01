"""What commands do to the selected labels, each in one edit; a run of turning or scaling presses is one too."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from shapely import STRtree, points

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits import attributes, clipboard, shapes
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.labelling.label_order import all_rows
from basewatch_gui.storage.bulk import without_gc

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session


def turn_selected(session: "Session", by_deg: float) -> None:
    """Turn the selected labels about their own centres, clockwise in the frame."""
    session.do(shapes.turn(session.selected_labels, by_deg), merge_with_previous=True)


def flip_selected(session: "Session") -> None:
    """Swap nose and tail of the selected oriented boxes."""
    session.do(shapes.flip(session.selected_labels))


def scale_selected(session: "Session", factor: float) -> None:
    """Make the selected labels larger or smaller about their own centres."""
    session.do(shapes.scale(session.selected_labels, factor), merge_with_previous=True)


def align_selected(session: "Session") -> None:
    """Give each selected oriented box the heading of the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    session.do(shapes.align(_headings_beside(session)))


def square_selected(session: "Session") -> None:
    """Turn each selected oriented box to the nearest right angle to the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    session.do(shapes.square(_headings_beside(session)))


def merge_selected(session: "Session") -> None:
    """Make the selected labels one and select it; raises BasewatchError where that can't be."""
    edit, largest = shapes.merge_labels(session.selected_labels)
    session.do(edit)
    session.select(largest.frame_id, [largest.id])


def simplify_selected(session: "Session") -> shapes.Simplified:
    """Take points from the selected polygons and return what that did; raises as `shapes.simplify` does."""
    done = shapes.simplify(session.selected_labels)
    session.do(done.edit)
    return done


def step_occluded(session: "Session") -> None:
    """Give the selected labels the next value of `occluded` after the first one's."""
    session.do(attributes.step_occluded(session.selected_labels))


def switch_locks(session: "Session") -> bool:
    """Lock the selected labels, or unlock them where all are locked; True if they are locked now."""
    edit, locked = attributes.switch_locks(session.selected_labels)
    session.do(edit)
    return locked


def copied_text(session: "Session") -> str:
    """Return the selected labels as text for the clipboard; raises BasewatchError for none or too many."""
    return clipboard.copied_text(session.project, session.selected_labels)


@without_gc()
def paste(session: "Session", text: str, frame_id: int, at_px: XY | None, step_px: XY) -> clipboard.Pasted:
    """Paste copied labels on a frame and select them; places and errors are those of `clipboard.paste`."""
    made = clipboard.paste(session.project, session.file, session.author, text, frame_id, at_px, step_px)
    _do_and_select(session, made.edit)
    return made


@without_gc()
def duplicate_selected(session: "Session", step_px: XY) -> None:
    """Put a copy of each selected label a step away and select the copies."""
    labels = session.selected_labels
    if labels:
        _do_and_select(session, clipboard.duplicate(session.project, session.file, session.author, labels, step_px))


def select_category(session: "Session", frame_id: int, category_ids: Iterable[int]) -> None:
    """Select all labels of a frame that have one of these categories."""
    arrays = session.arrays(frame_id)
    wanted = set(category_ids)
    slots = [slot for slot, category in enumerate(arrays.categories) if category in wanted]
    rows = all_rows(arrays)
    of_these = rows[np.isin(arrays.category_slots[rows], slots)]
    session.select(frame_id, [label.id for label in arrays.at_rows(of_these)])


def invert_selection(session: "Session", frame_id: int) -> None:
    """Select the labels of a frame that are not selected, and no others."""
    held = session.selection if session.selected_frame == frame_id else frozenset()
    session.select(frame_id, session.project.labels(frame_id).keys() - held)


def _do_and_select(session: "Session", edit: Edit) -> None:
    """Do an edit that adds labels to one frame, and select these."""
    session.do(edit)
    frame_id = next(iter(edit.frame_ids))
    session.select(frame_id, [change.item.id for change in edit.changes])


def _headings_beside(session: "Session") -> list[tuple[Label, float]]:
    """Return the selected oriented boxes, each with the heading of the nearest one that is shown and not selected."""
    boxes = [(label, label.outline) for label in session.selected_labels if isinstance(label.outline, OrientedBox)]
    if not boxes or session.selected_frame is None:
        raise BasewatchError("Select an oriented box first: it is turned as the nearest other one.")
    neighbours = _neighbours(session, session.selected_frame, [box for _, box in boxes])
    return [(label, near.heading_px_deg) for (label, _), near in zip(boxes, neighbours, strict=True)]


def _neighbours(session: "Session", frame_id: int, boxes: Sequence[OrientedBox]) -> list[OrientedBox]:
    arrays = session.arrays(frame_id)
    rows = all_rows(arrays)
    selected = [row for row in map(arrays.row, session.selection) if row is not None]
    rows = rows[arrays.has_nose[rows] & ~np.isin(rows, selected)]
    if not len(rows):
        raise BasewatchError("There is no other oriented box on this frame whose heading could be taken.")
    nearest = STRtree(points(arrays.centres_px(rows))).nearest(points(as_points([box.centre_px for box in boxes])))
    found = (label.outline for label in arrays.at_rows(rows[nearest]))
    return [outline for outline in found if isinstance(outline, OrientedBox)]
