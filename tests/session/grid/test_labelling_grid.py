from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import CellAt
from basewatch_gui.model.records import Cell, CellState
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.session.grid.conftest import frame, new_session

CELL = CellAt(1, 1)
SQUARE = ((10.0, 10.0), (390.0, 10.0), (390.0, 190.0), (10.0, 190.0))


def counts(labelling_grid: LabellingGrid, frame_id: int = 1) -> dict[CellState, int]:
    progress = labelling_grid.progress(frame_id)
    assert progress is not None
    return {state: count for state, count in progress.counts.items() if count}


def complete(session: Session) -> bool:
    return session.project.frames[1].complete


def finish(labelling_grid: LabellingGrid, frame_id: int = 1) -> None:
    squares = labelling_grid.squares(frame_id)
    assert squares is not None
    for column, row in squares.order(snake=False).tolist():
        labelling_grid.mark_cell([frame_id], CellAt(column, row), "done")


def test_each_mark_is_one_edit_that_undo_takes_back(session: Session, labelling_grid: LabellingGrid) -> None:
    assert counts(labelling_grid) == {"to do": 20}
    labelling_grid.mark_cell([1], CELL, "done")
    labelling_grid.mark_cell([1], CELL, "second look")
    labelling_grid.mark_cell([1], CELL, "second look")
    assert counts(labelling_grid) == {"to do": 19, "second look": 1}
    session.undo()
    assert (session.file.undo_action, labelling_grid.state(1, CELL)) == ("mark cell", "done")
    session.undo()
    assert counts(labelling_grid) == {"to do": 20}
    session.redo()
    assert counts(labelling_grid) == {"to do": 19, "done": 1}
    labelling_grid.mark_cell([1], CELL, "to do")
    assert (counts(labelling_grid), session.project.cells) == ({"to do": 20}, {})


def test_entering_a_cell_is_no_edit_but_survives_a_restart(qapp: object, path: Path) -> None:
    session = new_session(path)
    labelling_grid = session.labelling_grid
    labelling_grid.lay_grid(1, 200.0, 0.0, common=False)
    done = session.file.undo_action
    labelling_grid.enter_cell(1, CELL)
    labelling_grid.enter_cell(1, CellAt(2, 2))
    assert counts(labelling_grid) == {"to do": 18, "in progress": 2}
    assert session.file.undo_action == done
    labelling_grid.mark_cell([1], CellAt(2, 2), "done")
    session.undo()
    assert counts(labelling_grid) == {"to do": 19, "in progress": 1}
    session.redo()
    session.close()
    again = Session(ProjectFile.open(path))
    assert counts(again.labelling_grid) == {"to do": 18, "in progress": 1, "done": 1}
    again.labelling_grid.mark_cell([1], CELL, "to do")
    assert again.labelling_grid.state(1, CELL) == "to do"
    again.close()


def test_a_cell_with_a_label_in_it_is_not_empty(session: Session, labelling_grid: LabellingGrid) -> None:
    session.do(added("draw", [session.new_label(1, Point((300.0, 399.0)))]))
    with pytest.raises(BasewatchError, match=r"labels in it: 1"):
        labelling_grid.mark_cell([1], CELL, "empty")
    labelling_grid.mark_cell([1], CellAt(2, 1), "empty")
    labelling_grid.mark_cell([1], CELL, "done")
    assert counts(labelling_grid) == {"to do": 18, "done": 1, "empty": 1}


def test_a_cell_of_the_common_ground_knows_the_labels_of_each_frame(
    session: Session, labelling_grid: LabellingGrid
) -> None:
    labelling_grid.lay_grid(1, 100.0, 10.0, common=True)
    squares = labelling_grid.squares(2)
    assert squares is not None
    assert squares.on_plane
    session.do(added("draw", [session.new_label(2, Point((300.0, 300.0)))]))
    here = squares.nearest(session.project.ground_map(2).place_at((300.0, 300.0)))
    assert here is not None
    with pytest.raises(BasewatchError, match=r"2\.tif"):
        labelling_grid.mark_cell([1, 2], here, "empty")
    labelling_grid.mark_cell([1], here, "empty")
    labelling_grid.mark_cell([1, 2], here, "done")
    assert session.file.undo_action == "mark cell"
    assert [labelling_grid.state(number, here) for number in (1, 2)] == ["done", "done"]
    session.undo()
    assert [labelling_grid.state(number, here) for number in (1, 2)] == ["empty", "to do"]


def test_a_frame_is_complete_only_when_nothing_is_left(session: Session, labelling_grid: LabellingGrid) -> None:
    with pytest.raises(BasewatchError, match="no grid"):
        labelling_grid.declare_complete(2, complete=True)
    labelling_grid.mark_cell([1], CELL, "done")
    with pytest.raises(BasewatchError, match="19 of 20"):
        labelling_grid.declare_complete(1, complete=True)
    finish(labelling_grid)
    labelling_grid.declare_complete(1, complete=True)
    assert complete(session)
    labelling_grid.mark_cell([1], CELL, "not observable")
    assert complete(session)
    labelling_grid.mark_cell([1], CELL, "second look")
    assert not complete(session)
    session.undo()
    assert complete(session)
    labelling_grid.lay_grid(1, 200.0, 0.0, common=False)
    assert complete(session)
    labelling_grid.restrict_to_area(1, SQUARE)
    assert not complete(session)


def test_another_size_begins_anew_in_one_edit(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.mark_cell([1], CELL, "done")
    labelling_grid.lay_grid(1, 250.0, 0.0, common=False)
    assert (counts(labelling_grid), session.project.cells) == ({"to do": 16}, {})
    session.undo()
    assert counts(labelling_grid) == {"to do": 19, "done": 1}
    labelling_grid.lay_grid(1, 200.0, 0.0, common=False)
    assert counts(labelling_grid) == {"to do": 19, "done": 1}


def test_an_area_keeps_the_marks_of_its_cells(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.mark_cell([1], CellAt(0, 0), "done")
    labelling_grid.mark_cell([1], CELL, "done")
    labelling_grid.restrict_to_area(1, SQUARE)
    assert counts(labelling_grid) == {"to do": 1, "done": 1}
    with pytest.raises(BasewatchError, match="No cell"):
        labelling_grid.restrict_to_area(1, ((-90.0, -90.0), (-10.0, -90.0), (-10.0, -10.0)))
    labelling_grid.restrict_to_area(1, ())
    assert counts(labelling_grid) == {"to do": 18, "done": 2}
    labelling_grid.restrict_to_area(2, SQUARE)
    assert [grid.frame_id for grid in session.project.grids.values()] == [1, 2]
    assert counts(labelling_grid, 2) == {"to do": 1}


def test_a_common_grid_lies_over_what_all_frames_show(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.mark_cell([1], CELL, "done")
    labelling_grid.lay_grid(1, 100.0, 0.0, common=True)
    assert [grid.frame_id for grid in session.project.grids.values()] == [None]
    assert session.project.cells == {}
    whole = labelling_grid.progress(2)
    assert whole is not None
    labelling_grid.restrict_to_area(2, SQUARE)
    part = labelling_grid.progress(1)
    assert part is not None
    assert 0 < part.total < whole.total
    session.undo()
    frame_2 = session.project.frames[2]
    session.do(replaced("nudge", [(frame_2, replace(frame_2, registration=(1, 0, 250.0, 0, 1, 0)))]))
    nudged = labelling_grid.progress(1)
    assert nudged is not None
    assert nudged.total < whole.total
    labelling_grid.remove_grid(1)
    assert labelling_grid.progress(1) is None
    session.do(added("add frames", [frame(3, 900_000.0)]))
    with pytest.raises(BasewatchError, match="no ground in common"):
        labelling_grid.lay_grid(1, 100.0, 0.0, common=True)


def test_a_common_grid_that_frames_have_left_has_no_cells(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.lay_grid(2, 100.0, 0.0, common=True)
    session.do(added("add frames", [frame(3, 900_000.0)]))
    progress = labelling_grid.progress(2)
    assert progress is not None
    assert (progress.total, progress.percent) == (0, 0)
    with pytest.raises(BasewatchError, match="no grid"):
        labelling_grid.declare_complete(2, complete=True)


def test_whoever_follows_hears_of_which_frames(session: Session, labelling_grid: LabellingGrid) -> None:
    heard: list[object] = []
    labelling_grid.changed.connect(heard.append)
    labelling_grid.enter_cell(1, CELL)
    labelling_grid.mark_cell([1], CELL, "done")
    session.undo()
    labelling_grid.lay_grid(2, 400.0, 0.0, common=False)
    assert heard == [{1}, {1}, {1}, {1, 2}]


def test_a_frame_that_goes_takes_grid_and_marks_along(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.mark_cell([1], CELL, "done")
    labelling_grid.walk.start(1, (10.0, 10.0))
    session.do(removed("remove frames", [session.project.frames[1]]))
    assert (session.project.grids, session.project.cells) == ({}, {})
    assert labelling_grid.grid(1) is None
    assert not labelling_grid.walk.is_on
    session.undo()
    assert counts(labelling_grid) == {"to do": 18, "done": 1, "in progress": 1}


def test_a_label_in_an_empty_cell_opens_it_again_in_one_edit(session: Session, labelling_grid: LabellingGrid) -> None:
    labelling_grid.mark_cell([1], CELL, "empty")
    assert counts(labelling_grid) == {"to do": 19, "empty": 1}
    session.do(added("draw", [session.new_label(1, Point((300.0, 300.0)))]))
    assert counts(labelling_grid) == {"to do": 19, "in progress": 1}
    assert session.file.undo_action == "draw"
    session.undo()
    assert (counts(labelling_grid), len(session.project.labels(1))) == ({"to do": 19, "empty": 1}, 0)
    session.redo()
    assert counts(labelling_grid) == {"to do": 19, "in progress": 1}
    labelling_grid.mark_cell([1], CELL, "done")
    assert counts(labelling_grid) == {"to do": 19, "done": 1}


def test_marks_that_came_with_an_import_are_found_false(
    session: Session, labelling_grid: LabellingGrid, qtbot: QtBot
) -> None:
    grid = labelling_grid.grid(1)
    assert grid is not None
    marks = [Cell(session.file.new_record_id(), grid.id, 1, *at, "empty") for at in (CELL, CellAt(2, 1))]
    session.do(added("import", [session.new_label(1, Point((300.0, 300.0))), *marks]))
    session.checking.watch([1])
    qtbot.waitUntil(lambda: 1 in session.checking.checked and not session.checking.is_running)
    assert labelling_grid.cells_not_empty(1).tolist() == [[1, 1]]
    assert labelling_grid.cells_not_empty(2).tolist() == []

    def found() -> list[tuple[int, ...]]:
        return [each.about for each in session.checking.findings(["error"], "cells")]

    assert found() == [(grid.id, *CELL)]
    session.do(removed("delete", session.project.labels(1).values()))
    qtbot.waitUntil(lambda: not found())
