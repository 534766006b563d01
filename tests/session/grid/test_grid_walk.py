from pathlib import Path

import pytest

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import CellAt
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.session.grid.conftest import new_session


def test_a_walk_begins_here_and_steps_through_every_cell(labelling_grid: LabellingGrid) -> None:
    walk = labelling_grid.walk
    assert not walk.step(1)
    walk.start(1, (10.0, 10.0))
    seen = [walk.cell]
    while walk.step(1):
        seen.append(walk.cell)
    assert len(set(seen)) == len(seen) == 20
    assert seen[3:7] == [(3, 0), (4, 0), (4, 1), (3, 1)]
    assert walk.position == 20
    assert walk.step(-1)
    assert walk.cell == seen[-2]
    walk.start(1, (10.0, 10.0))
    assert walk.next_open()
    assert walk.cell == seen[1]
    walk.set_way(snake=False)
    walk.start(1, (999.0, 10.0))
    assert walk.step(1)
    assert walk.cell == (0, 1)


def test_it_goes_to_what_is_to_do_round_the_end_and_then_to_second_looks(labelling_grid: LabellingGrid) -> None:
    walk, squares = labelling_grid.walk, labelling_grid.squares(1)
    assert squares is not None
    order = [CellAt(*cell) for cell in squares.order(snake=True).tolist()]
    for cell in order[2:]:
        labelling_grid.mark_cell([1], cell, "done")
    labelling_grid.mark_cell([1], order[9], "second look")
    walk.start(1, squares.centre(order[5]))
    assert walk.cell == order[0]
    for now, after in ((order[0], order[1]), (order[1], order[9])):
        labelling_grid.mark_cell([1], now, "done")
        assert walk.next_open()
        assert walk.cell == after
    assert not walk.next_open()
    labelling_grid.mark_cell([1], order[9], "empty")
    assert not walk.next_open()
    assert walk.cell == order[9]
    walk.leave()
    walk.start(1, squares.centre(order[4]))
    assert walk.cell == order[4]


def test_it_ends_with_its_cell_and_has_nowhere_to_begin_without_a_grid(
    session: Session, labelling_grid: LabellingGrid
) -> None:
    walk = labelling_grid.walk
    with pytest.raises(BasewatchError, match="no grid"):
        walk.start(2, (0.0, 0.0))
    walk.start(1, (999.0, 799.0))
    labelling_grid.restrict_to_area(1, ((10.0, 10.0), (50.0, 10.0), (50.0, 50.0)))
    assert not walk.is_on
    walk.start(1, (999.0, 799.0))
    assert walk.cell == (0, 0)
    labelling_grid.remove_grid(1)
    assert not walk.is_on
    assert not walk.leave()
    session.undo()
    walk.start(1, (10.0, 10.0))
    assert walk.leave()


def test_the_way_is_kept_with_the_project(qapp: object, path: Path) -> None:
    session = new_session(path)
    session.labelling_grid.walk.set_way(snake=False, zoom="2:1", together=False)
    session.close()
    again = Session(ProjectFile.open(path))
    way = again.labelling_grid.walk.way
    assert (way.snake, way.zoom, way.together, way.shown) == (False, "2:1", False, True)
    again.close()
