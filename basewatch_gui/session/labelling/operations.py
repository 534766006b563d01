"""What is done to the selected labels by a key, each in one edit; a run of turning or scaling presses is one too."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from shapely import STRtree, points

from basewatch_gui.geometry.outline import OrientedBox, Outline, centre_px
from basewatch_gui.geometry.reshape import flipped, scaled, turned
from basewatch_gui.geometry.transform import as_points, full_circle
from basewatch_gui.model.category import OCCLUSIONS
from basewatch_gui.model.edit import Action, replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.labelling.walking import all_rows

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session

RIGHT_ANGLE_DEG = 90.0


def turn_selected(session: "Session", by_deg: float) -> None:
    """Turn the selected labels about their own centres, clockwise in the frame."""
    _reshape(session, "turn", lambda outline: turned(outline, by_deg, centre_px(outline)), goes_on=True)


def flip_selected(session: "Session") -> None:
    """Swap nose and tail of the selected oriented boxes."""
    _reshape(session, "turn", flipped)


def scale_selected(session: "Session", factor: float) -> None:
    """Make the selected labels larger or smaller about their own centres."""
    _reshape(session, "reshape", lambda outline: scaled(outline, factor, centre_px(outline)), goes_on=True)


def step_occluded(session: "Session") -> None:
    """Give the selected labels the next value of `occluded` after the first one's."""
    labels = session.selected_labels
    if labels:
        now = OCCLUSIONS.index(labels[0].occluded) if labels[0].occluded in OCCLUSIONS else -1
        session.describe("describe", occluded=OCCLUSIONS[(now + 1) % len(OCCLUSIONS)])


def switch_locks(session: "Session") -> bool:
    """Lock the selected labels, or unlock them where all are locked; whether they are locked now."""
    labels = session.selected_labels
    locked = not all(label.locked for label in labels)
    session.do(replaced("lock", [(label, changed(label, locked=locked)) for label in labels]))
    return locked


def align_selected(session: "Session") -> None:
    """Give each selected oriented box the heading of the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    _align(session, lambda _own, other: other)


def square_selected(session: "Session") -> None:
    """Turn each selected oriented box to the nearest right angle to the nearest one that is not selected.

    Raises BasewatchError where there is none.
    """
    _align(session, _square)


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
    kept = session.selection if session.selected_frame == frame_id else frozenset()
    session.select(frame_id, session.project.labels(frame_id).keys() - kept)


def _reshape(session: "Session", action: Action, to: Callable[[Outline], Outline], *, goes_on: bool = False) -> None:
    pairs = [(label, changed(label, outline=to(label.outline))) for label in session.selected_labels]
    session.do(replaced(action, pairs), goes_on=goes_on)


def _align(session: "Session", heading: Callable[[float, float], float]) -> None:
    boxes = [(label, label.outline) for label in session.selected_labels if isinstance(label.outline, OrientedBox)]
    if not boxes or session.selected_frame is None:
        raise BasewatchError("Select an oriented box first: it is turned as the nearest other one.")
    neighbours = _neighbours(session, session.selected_frame, [box for _, box in boxes])
    pairs: list[tuple[Label, Label]] = []
    for (label, box), other in zip(boxes, neighbours, strict=True):
        made = replace(box, heading_px_deg=full_circle(heading(box.heading_px_deg, other.heading_px_deg)))
        pairs.append((label, changed(label, outline=made)))
    session.do(replaced("align", pairs))


def _neighbours(session: "Session", frame_id: int, boxes: list[OrientedBox]) -> list[OrientedBox]:
    """The nearest oriented box to each that is not selected."""
    arrays = session.arrays(frame_id)
    rows = all_rows(arrays)
    selected = [row for row in map(arrays.row, session.selection) if row is not None]
    rows = rows[arrays.has_nose[rows] & ~np.isin(rows, selected)]
    if not len(rows):
        raise BasewatchError("There is no other oriented box on this frame whose heading could be taken.")
    nearest = STRtree(points(arrays.centres_px(rows))).nearest(points(as_points([box.centre_px for box in boxes])))
    found = (label.outline for label in arrays.at_rows(rows[nearest]))
    return [outline for outline in found if isinstance(outline, OrientedBox)]


def _square(own_deg: float, other_deg: float) -> float:
    return other_deg + RIGHT_ANGLE_DEG * round((own_deg - other_deg) / RIGHT_ANGLE_DEG)
