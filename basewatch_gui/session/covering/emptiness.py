"""Cells that were marked as empty and are not: the marks that an edit would leave false, and those that are."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.geometry.outline import bounds_px
from basewatch_gui.geometry.transform import Points, as_points
from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.grid import STATES
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Cell
from basewatch_gui.session.covering.places import cells_holding
from basewatch_gui.session.labelling.walking import all_rows

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session

_EMPTY = STATES.index("empty")


def with_marks_kept_true(session: "Session", edit: Edit) -> Edit:
    """The edit, and after its own changes every cell marked as empty that gets a label is in progress again.

    Its frame is complete no more. Cells and frames that the edit changes by itself are left to it.
    """
    project = session.project
    if Label not in edit.kinds or not project.cells:
        return edit
    own = {(type(change.item), change.item.id) for change in edit.changes if not isinstance(change.item, Label)}
    coming: dict[int, list[Label]] = {}
    for change in edit.label_changes:
        if isinstance(change.after, Label) and _lies_anew(change):
            coming.setdefault(change.after.frame_id, []).append(change.after)
    more: list[Change] = []
    for frame_id, labels in coming.items():
        cells = [cell for cell in _filled(session, frame_id, labels) if (Cell, cell.id) not in own]
        more += [Change(cell, replace(cell, state="in progress")) for cell in cells]
        frame = project.frames.get(frame_id)
        if cells and frame is not None and frame.complete and (Frame, frame_id) not in own:
            more.append(Change(frame, replace(frame, complete=False)))
    return Edit(edit.action, (*edit.changes, *more)) if more else edit


def not_empty(session: "Session", frame_id: int) -> NDArray[np.intp]:
    """The cells of a frame that are marked as empty and hold labels that are shown; (N, 2) columns and rows."""
    covering = session.covering
    squares = covering.squares(frame_id)
    none = np.empty((0, 2), np.intp)
    if squares is None:
        return none
    empty = covering.states(frame_id) == _EMPTY
    if not empty.any():
        return none
    arrays = session.arrays(frame_id)
    places = arrays.centres_px(all_rows(arrays))
    cells = cells_holding(squares, session.project.ground_map(frame_id), places)
    found: NDArray[np.intp] = cells[empty[cells[:, 1] - squares.first.row, cells[:, 0] - squares.first.column]]
    return found


def _lies_anew(change: Change) -> bool:
    before, after = change.before, change.after
    return not isinstance(before, Label) or not isinstance(after, Label) or before.outline != after.outline


def _filled(session: "Session", frame_id: int, labels: Iterable[Label]) -> list[Cell]:
    """The marks as empty of a frame's cells that hold these labels' middles."""
    covering = session.covering
    squares = covering.squares(frame_id)
    if squares is None:
        return []
    cells = cells_holding(squares, session.project.ground_map(frame_id), _middles(labels))
    marks = (covering.mark_of(frame_id, (column, row)) for column, row in cells.tolist())
    return [mark for mark in marks if mark is not None and mark.state == "empty"]


def _middles(labels: Iterable[Label]) -> Points:
    bounds = np.array([bounds_px(label.outline) for label in labels], np.float64)
    return as_points((bounds[:, :2] + bounds[:, 2:]) / 2)
