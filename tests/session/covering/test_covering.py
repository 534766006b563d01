from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import CellAt
from basewatch_gui.model.records import Cell, CellState
from basewatch_gui.session.covering.covering import Covering
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.session.covering.conftest import frame, new_session

CELL = CellAt(1, 1)
SQUARE = ((10.0, 10.0), (390.0, 10.0), (390.0, 190.0), (10.0, 190.0))


def counts(covering: Covering, frame_id: int = 1) -> dict[CellState, int]:
    progress = covering.progress(frame_id)
    assert progress is not None
    return {state: count for state, count in progress.counts.items() if count}


def complete(session: Session) -> bool:
    return session.project.frames[1].complete


def finish(covering: Covering, frame_id: int = 1) -> None:
    squares = covering.squares(frame_id)
    assert squares is not None
    for column, row in squares.order(snake=False).tolist():
        covering.mark([frame_id], CellAt(column, row), "done")


def test_each_mark_is_one_edit_that_undo_takes_back(session: Session, covering: Covering) -> None:
    assert counts(covering) == {"to do": 20}
    covering.mark([1], CELL, "done")
    covering.mark([1], CELL, "second look")
    covering.mark([1], CELL, "second look")
    assert counts(covering) == {"to do": 19, "second look": 1}
    session.undo()
    assert (session.file.undo_action, covering.state(1, CELL)) == ("mark cell", "done")
    session.undo()
    assert counts(covering) == {"to do": 20}
    session.redo()
    assert counts(covering) == {"to do": 19, "done": 1}
    covering.mark([1], CELL, "to do")
    assert (counts(covering), session.project.cells) == ({"to do": 20}, {})


def test_entering_a_cell_is_no_edit_but_survives_a_restart(qapp: object, path: Path) -> None:
    session = new_session(path)
    covering = session.covering
    covering.lay(1, 200.0, 0.0, common=False)
    done = session.file.undo_action
    covering.enter(1, CELL)
    covering.enter(1, CellAt(2, 2))
    assert counts(covering) == {"to do": 18, "in progress": 2}
    assert session.file.undo_action == done
    covering.mark([1], CellAt(2, 2), "done")
    session.undo()
    assert counts(covering) == {"to do": 19, "in progress": 1}
    session.redo()
    session.close()
    again = Session(ProjectFile.open(path))
    assert counts(again.covering) == {"to do": 18, "in progress": 1, "done": 1}
    again.covering.mark([1], CELL, "to do")
    assert again.covering.state(1, CELL) == "to do"
    again.close()


def test_a_cell_with_a_label_in_it_is_not_empty(session: Session, covering: Covering) -> None:
    session.do(added("draw", [session.new_label(1, Point((300.0, 399.0)))]))
    with pytest.raises(BasewatchError, match=r"labels in it: 1"):
        covering.mark([1], CELL, "empty")
    covering.mark([1], CellAt(2, 1), "empty")
    covering.mark([1], CELL, "done")
    assert counts(covering) == {"to do": 18, "done": 1, "empty": 1}


def test_a_cell_of_the_common_ground_knows_the_labels_of_each_frame(session: Session, covering: Covering) -> None:
    covering.lay(1, 100.0, 10.0, common=True)
    squares = covering.squares(2)
    assert squares is not None
    assert squares.on_plane
    session.do(added("draw", [session.new_label(2, Point((300.0, 300.0)))]))
    here = squares.nearest(session.project.ground_map(2).place_at((300.0, 300.0)))
    assert here is not None
    with pytest.raises(BasewatchError, match=r"2\.tif"):
        covering.mark([1, 2], here, "empty")
    covering.mark([1], here, "empty")
    covering.mark([1, 2], here, "done")
    assert session.file.undo_action == "mark cell"
    assert [covering.state(number, here) for number in (1, 2)] == ["done", "done"]
    session.undo()
    assert [covering.state(number, here) for number in (1, 2)] == ["empty", "to do"]


def test_a_frame_is_complete_only_when_nothing_is_left(session: Session, covering: Covering) -> None:
    with pytest.raises(BasewatchError, match="no grid"):
        covering.declare(2, complete=True)
    covering.mark([1], CELL, "done")
    with pytest.raises(BasewatchError, match="19 of 20"):
        covering.declare(1, complete=True)
    finish(covering)
    covering.declare(1, complete=True)
    assert complete(session)
    covering.mark([1], CELL, "not observable")
    assert complete(session)
    covering.mark([1], CELL, "second look")
    assert not complete(session)
    session.undo()
    assert complete(session)
    covering.lay(1, 200.0, 0.0, common=False)
    assert complete(session)
    covering.restrict(1, SQUARE)
    assert not complete(session)


def test_another_size_begins_anew_in_one_edit(session: Session, covering: Covering) -> None:
    covering.mark([1], CELL, "done")
    covering.lay(1, 250.0, 0.0, common=False)
    assert (counts(covering), session.project.cells) == ({"to do": 16}, {})
    session.undo()
    assert counts(covering) == {"to do": 19, "done": 1}
    covering.lay(1, 200.0, 0.0, common=False)
    assert counts(covering) == {"to do": 19, "done": 1}


def test_an_area_keeps_the_marks_of_its_cells(session: Session, covering: Covering) -> None:
    covering.mark([1], CellAt(0, 0), "done")
    covering.mark([1], CELL, "done")
    covering.restrict(1, SQUARE)
    assert counts(covering) == {"to do": 1, "done": 1}
    with pytest.raises(BasewatchError, match="No cell"):
        covering.restrict(1, ((-90.0, -90.0), (-10.0, -90.0), (-10.0, -10.0)))
    covering.restrict(1, ())
    assert counts(covering) == {"to do": 18, "done": 2}
    covering.restrict(2, SQUARE)
    assert [grid.frame_id for grid in session.project.grids.values()] == [1, 2]
    assert counts(covering, 2) == {"to do": 1}


def test_a_common_grid_lies_over_what_all_frames_show(session: Session, covering: Covering) -> None:
    covering.mark([1], CELL, "done")
    covering.lay(1, 100.0, 0.0, common=True)
    assert [grid.frame_id for grid in session.project.grids.values()] == [None]
    assert session.project.cells == {}
    whole = covering.progress(2)
    assert whole is not None
    covering.restrict(2, SQUARE)
    part = covering.progress(1)
    assert part is not None
    assert 0 < part.total < whole.total
    session.undo()
    frame_2 = session.project.frames[2]
    session.do(replaced("nudge", [(frame_2, replace(frame_2, registration=(1, 0, 250.0, 0, 1, 0)))]))
    nudged = covering.progress(1)
    assert nudged is not None
    assert nudged.total < whole.total
    covering.remove(1)
    assert covering.progress(1) is None
    session.do(added("add frames", [frame(3, 900_000.0)]))
    with pytest.raises(BasewatchError, match="no ground in common"):
        covering.lay(1, 100.0, 0.0, common=True)


def test_a_common_grid_that_frames_have_left_has_no_cells(session: Session, covering: Covering) -> None:
    covering.lay(2, 100.0, 0.0, common=True)
    session.do(added("add frames", [frame(3, 900_000.0)]))
    progress = covering.progress(2)
    assert progress is not None
    assert (progress.total, progress.percent) == (0, 0)
    with pytest.raises(BasewatchError, match="no grid"):
        covering.declare(2, complete=True)


def test_whoever_follows_hears_of_which_frames(session: Session, covering: Covering) -> None:
    heard: list[object] = []
    covering.changed.connect(heard.append)
    covering.enter(1, CELL)
    covering.mark([1], CELL, "done")
    session.undo()
    covering.lay(2, 400.0, 0.0, common=False)
    assert heard == [{1}, {1}, {1}, {1, 2}]


def test_a_frame_that_goes_takes_grid_and_marks_along(session: Session, covering: Covering) -> None:
    covering.mark([1], CELL, "done")
    covering.walk.start(1, (10.0, 10.0))
    session.do(removed("remove frames", [session.project.frames[1]]))
    assert (session.project.grids, session.project.cells) == ({}, {})
    assert covering.grid(1) is None
    assert not covering.walk.is_on
    session.undo()
    assert counts(covering) == {"to do": 18, "done": 1, "in progress": 1}


def test_a_label_in_an_empty_cell_opens_it_again_in_one_edit(session: Session, covering: Covering) -> None:
    covering.mark([1], CELL, "empty")
    assert counts(covering) == {"to do": 19, "empty": 1}
    session.do(added("draw", [session.new_label(1, Point((300.0, 300.0)))]))
    assert counts(covering) == {"to do": 19, "in progress": 1}
    assert session.file.undo_action == "draw"
    session.undo()
    assert (counts(covering), len(session.project.labels(1))) == ({"to do": 19, "empty": 1}, 0)
    session.redo()
    assert counts(covering) == {"to do": 19, "in progress": 1}
    covering.mark([1], CELL, "done")
    assert counts(covering) == {"to do": 19, "done": 1}


def test_marks_that_came_with_an_import_are_found_false(session: Session, covering: Covering, qtbot: QtBot) -> None:
    grid = covering.grid(1)
    assert grid is not None
    marks = [Cell(session.file.new_record_id(), grid.id, 1, *at, "empty") for at in (CELL, CellAt(2, 1))]
    session.do(added("import", [session.new_label(1, Point((300.0, 300.0))), *marks]))
    session.checking.watch([1])
    qtbot.waitUntil(lambda: 1 in session.checking.checked and not session.checking.is_running)
    assert covering.cells_not_empty(1).tolist() == [[1, 1]]
    assert covering.cells_not_empty(2).tolist() == []

    def found() -> list[tuple[int, ...]]:
        return [each.about for each in session.checking.findings(["error"], "cells")]

    assert found() == [(grid.id, *CELL)]
    session.do(removed("delete", session.project.labels(1).values()))
    qtbot.waitUntil(lambda: not found())
