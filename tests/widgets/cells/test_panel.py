from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.grid import CellAt
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.pane.layers.marks.cells_layer import state_colour
from tests.widgets.conftest import GSD_M

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session) -> Iterator[CellsPanel]:
    """The panel on frame 1 of 4000 x 4000 px."""
    made = CellsPanel(session)
    made.resize(300, 600)
    made.show_frame(1)
    made.show()
    made.faults = []  # type: ignore[attr-defined]
    made.failed.connect(made.faults.append)  # type: ignore[attr-defined]
    yield made
    made.close()
    made.deleteLater()


def faults(panel: CellsPanel) -> list[BasewatchError]:
    found: list[BasewatchError] = panel.faults  # type: ignore[attr-defined]
    return found


def lay(panel: CellsPanel, cell: float, overlap: float = 0.0) -> None:
    panel.grid_fields.cell.setValue(cell)
    panel.grid_fields.overlap.setValue(overlap)
    QTest.mouseClick(panel.grid_fields.lay_button, LEFT)


def choose(combo: object, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))  # type: ignore[attr-defined]
    combo.activated.emit(combo.findData(value))  # type: ignore[attr-defined]


def test_a_grid_is_laid_in_pixels_or_metres_changed_and_removed(session: Session, panel: CellsPanel) -> None:
    assert panel.empty.isVisible()
    assert not panel.map.isVisible()
    lay(panel, 1000.0)
    assert not panel.empty.isVisible()
    assert panel.summary.text() == "0 %: 0 of 16 cells"
    choose(panel.grid_fields.unit, "m")
    assert panel.grid_fields.cell.value() == pytest.approx(1000.0 * GSD_M, rel=1e-3)
    lay(panel, 1000.0 * GSD_M * 2)
    assert panel.summary.text() == "0 %: 0 of 4 cells"
    lay(panel, 0.0)
    assert len(faults(panel)) == 1
    assert session.file.undo_action == "grid"
    QTest.mouseClick(panel.settings_button, LEFT)
    QTest.mouseClick(panel.grid_fields.remove_button, LEFT)
    assert panel.empty.isVisible()
    choose(panel.grid_fields.scope, "common")
    lay(panel, 500.0, 50.0)
    (grid,) = session.project.grids.values()
    assert (grid.frame_id, grid.cell, grid.overlap) == (None, 500.0, 50.0)
    assert panel.walk_fields.together.isVisible()
    panel.show_frame(3)
    assert panel.grid_fields.scope.currentData() == "common"
    panel.show_frame(None)
    assert not panel.isEnabled()


def test_the_map_shows_states_and_goes_where_it_is_clicked(session: Session, panel: CellsPanel) -> None:
    lay(panel, 1000.0)
    asked: list[tuple[int, CellAt]] = []
    panel.go_to.connect(lambda frame, cell: asked.append((frame, cell)))
    panel.go_to.connect(session.labelling_grid.walk.go)
    for at in (CellAt(2, 1), CellAt(0, 3)):
        place = panel.map.place_of(at).toPoint()
        assert panel.map.cell_at(QPointF(place)) == at
        QTest.mouseClick(panel.map, LEFT, pos=place)
    assert asked == [(1, (2, 1)), (1, (0, 3))]
    QTest.mouseClick(panel.map, LEFT, pos=QPoint(1, 1))
    QTest.keyClick(panel.map, Qt.Key.Key_Up)
    assert asked[2:] == [(1, (0, 2))]
    session.labelling_grid.mark_cell([1], CellAt(2, 1), "second look")
    QTest.keyClick(panel.map, Qt.Key.Key_Escape)
    assert not session.labelling_grid.walk.is_on
    picture = panel.map.grab().toImage()
    for cell, state in ((CellAt(2, 1), "second look"), (CellAt(0, 3), "in progress"), (CellAt(3, 3), "to do")):
        shown = picture.pixelColor(panel.map.place_of(cell).toPoint() + QPoint(2, 2))
        assert shown == state_colour(state)  # type: ignore[arg-type]
    assert panel.legend.findChildren(type(panel.summary))[1].text() == "13 to do"


def test_the_fields_say_how_to_walk(session: Session, panel: CellsPanel) -> None:
    lay(panel, 1000.0)
    choose(panel.walk_fields.zoom, "2:1")
    choose(panel.walk_fields.order, "rows")
    panel.walk_fields.shown.setChecked(False)
    way = session.labelling_grid.walk.way
    assert (way.zoom, way.snake, way.shown) == ("2:1", False, False)
    asked: list[str] = []
    panel.asked.connect(asked.append)
    assert not panel.walk_fields.isVisible()
    QTest.mouseClick(panel.settings_button, LEFT)
    assert panel.walk_fields.isVisible()
    for button in (panel.walk_button, panel.complete_button, panel.grid_fields.area_button):
        QTest.mouseClick(button, LEFT)
    assert asked == ["walk_grid", "complete_frame", "area"]
