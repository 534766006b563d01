import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.model.grid import CellAt, corners_px
from basewatch_gui.widgets.pane.layers.marks.cells_picture import FrameCellsPicture
from tests.widgets.pane.conftest import Scene


@pytest.mark.parametrize("common", [False, True])
def test_the_picture_lies_over_the_frame_as_the_cells_do(scene: Scene, common: bool) -> None:
    labelling_grid, over = scene.session.labelling_grid, FrameCellsPicture(scene.session)
    assert over.picture_of(1) is None
    labelling_grid.lay_grid(1, 50.0, 10.0, common=common)
    squares = labelling_grid.squares(1)
    assert squares is not None
    cell = CellAt(*squares.order(snake=True)[1].tolist())
    labelling_grid.mark_cell([1], cell, "done")
    made = over.picture_of(1)
    assert made is not None
    picture, to_frame = made
    column, row = cell.column - squares.first.column, cell.row - squares.first.row
    assert picture.pixelColor(column, row).alpha() > 0
    assert picture.pixelColor(column + 1, row).alpha() == 0
    middle = corners_px(squares, scene.session.project.ground_map(1), cell).mean(axis=0)
    assert apply_one(to_frame, (column + 0.5, row + 0.5)) == pytest.approx(tuple(middle), abs=0.05)
    assert over.picture_of(1) is made
    scene.session.undo()
    assert over.picture_of(1) is not made


def test_the_mini_map_shows_what_is_done(scene: Scene) -> None:
    session, minimap = scene.session, scene.grid.minimap
    pane = scene.panes[0]
    pane.resize(500, 400)
    scene.grid.resize(1100, 420)
    session.labelling_grid.lay_grid(1, 100.0, 0.0, common=False)
    session.view.look(0, pane.viewpoint.zoomed(8.0, (0.0, 0.0), pane.size_scr))
    scene.settle()
    assert minimap.isVisible()

    def colour() -> QColor:
        scene.settle()
        return minimap.grab().toImage().pixelColor(QPoint(minimap.width() * 7 // 8, minimap.height() * 5 // 6))

    before = colour()
    session.labelling_grid.mark_cell([1], CellAt(3, 2), "second look")
    marked = colour()
    assert marked != before
    session.labelling_grid.walk.set_way(shown=False)
    scene.grid.refresh()
    assert colour() == before
