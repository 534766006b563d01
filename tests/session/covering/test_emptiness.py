"""Cells marked as empty stay true."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.grid import CellAt
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Cell, CellState
from basewatch_gui.session.covering.covering import Covering
from basewatch_gui.session.covering.emptiness import not_empty
from basewatch_gui.session.session import Session
from tests.session.covering.test_covering import complete, counts, finish

CELL, OTHER = CellAt(1, 1), CellAt(2, 1)
IN_CELL, IN_OTHER, OUTSIDE = Point((300.0, 300.0)), Point((500.0, 300.0)), Point((50.0, 50.0))


def draw(session: Session, outline: Point, frame_id: int = 1) -> Label:
    label = session.new_label(frame_id, outline)
    session.do(added("draw", [label]))
    return label


def test_a_label_drawn_into_an_empty_cell_has_it_in_progress_again(session: Session, covering: Covering) -> None:
    covering.mark([1], CELL, "empty")
    draw(session, OUTSIDE)
    assert counts(covering) == {"to do": 19, "empty": 1}
    draw(session, IN_CELL)
    assert counts(covering) == {"to do": 19, "in progress": 1}
    assert session.file.undo_action == "draw"
    session.undo()
    assert (counts(covering), len(session.project.labels(1))) == ({"to do": 19, "empty": 1}, 1)
    session.redo()
    assert counts(covering) == {"to do": 19, "in progress": 1}
    covering.mark([1], CELL, "done")
    assert counts(covering) == {"to do": 19, "done": 1}


def test_a_label_moved_from_cell_to_cell_counts_where_it_goes(session: Session, covering: Covering) -> None:
    label = draw(session, IN_CELL)
    covering.mark([1], OTHER, "empty")
    session.do(replaced("describe", [(label, replace(label, note="noted"))]))
    moved = replace(session.project.labels(1)[label.id], outline=IN_OTHER)
    assert counts(covering)["empty"] == 1
    session.do(replaced("move", [(session.project.labels(1)[label.id], moved)]))
    assert counts(covering) == {"to do": 19, "in progress": 1}
    session.undo()
    session.do(removed("delete", session.project.labels(1).values()))
    assert counts(covering)["empty"] == 1


@pytest.mark.parametrize("state", ["done", "not observable", "second look"])
def test_other_marks_stay(session: Session, covering: Covering, state: CellState) -> None:
    covering.mark([1], CELL, state)
    draw(session, IN_CELL)
    assert covering.state(1, CELL) == state


def test_a_complete_frame_is_no_more_where_a_cell_was_empty(session: Session, covering: Covering) -> None:
    finish(covering)
    covering.mark([1], CELL, "empty")
    covering.declare(1, complete=True)
    draw(session, IN_OTHER)
    assert complete(session)
    draw(session, IN_CELL)
    assert not complete(session)
    session.undo()
    assert complete(session)


def test_a_grid_over_the_common_ground_is_kept_true_on_each_frame(session: Session) -> None:
    covering = session.covering
    covering.lay(1, 100.0, 0.0, common=True)
    squares = covering.squares(1)
    assert squares is not None
    at = session.project.ground_map(2).place_at(IN_CELL.at_px)
    cell = squares.nearest(at)
    assert cell is not None
    covering.mark([1, 2], cell, "empty")
    draw(session, IN_CELL, 2)
    assert (covering.state(1, cell), covering.state(2, cell)) == ("empty", "in progress")


def test_marks_that_came_with_an_import_are_found_false(session: Session, covering: Covering, qtbot: QtBot) -> None:
    grid = covering.grid(1)
    assert grid is not None
    marks = [Cell(session.file.new_record_id(), grid.id, 1, *at, "empty") for at in (CELL, OTHER)]
    session.do(added("import", [session.new_label(1, IN_CELL), *marks]))
    session.checking.watch([1])
    qtbot.waitUntil(lambda: 1 in session.checking.checked and not session.checking.is_running)
    assert not_empty(session, 1).tolist() == [[1, 1]]
    assert not_empty(session, 2).tolist() == []

    def found() -> list[tuple[int, ...]]:
        return [each.about for each in session.checking.findings(["error"], "cells")]

    assert found() == [(grid.id, *CELL)]
    session.do(removed("delete", session.project.labels(1).values()))
    qtbot.waitUntil(lambda: not found())
