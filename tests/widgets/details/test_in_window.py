"""The panel in the window: it follows the active pane, and the list of frames leads to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from basewatch_gui.widgets.details.details_panel import DetailsPanel
from basewatch_gui.widgets.frames.frames_panel import FramesPanel
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, open_window, opened, panel_of, write_pair, write_project


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window with two frames in two panes."""
    project = write_project(tmp_path / "p.basewatch", write_pair(tmp_path / "frames"))
    with open_window() as made:
        opened(made, project)
        yield made


def parts(window: MainWindow) -> tuple[DetailsPanel, PaneGrid]:
    assert window.grid is not None
    return panel_of(window, DetailsPanel), window.grid


def test_it_follows_the_active_pane_and_what_that_shows(window: MainWindow) -> None:
    details, grid = parts(window)
    first, second = grid.shown
    assert details.frame_id == first
    click_at(grid.panes[1], QPoint(20, 20))
    assert details.frame_id == second
    grid.show_frame(1, first)
    assert details.frame_id == first


def test_a_frame_that_is_picked_in_the_list_stays_while_it_is_changed(window: MainWindow) -> None:
    details, grid = parts(window)
    frames = panel_of(window, FramesPanel)
    assert frames is not None
    second = grid.shown[1]
    frames.picked.emit(second)
    assert details.frame_id == second
    line = details.fields["satellite"].line
    line.setText("WV03")
    line.setModified(True)
    details.commit()
    assert details.frame_id == second
    assert window.session is not None
    assert window.session.project.frames[second or 0].source.satellite == "WV03"


def test_the_details_of_a_frame_come_to_the_front(window: MainWindow) -> None:
    details, grid = parts(window)
    frames = panel_of(window, FramesPanel)
    assert frames is not None
    assert details.visibleRegion().isEmpty()
    frames.details.emit(grid.shown[1])
    assert not details.visibleRegion().isEmpty()
    assert details.frame_id == grid.shown[1]


def test_what_is_being_written_is_kept_when_the_project_is_closed(window: MainWindow) -> None:
    details, grid = parts(window)
    frames = panel_of(window, FramesPanel)
    assert frames is not None
    frames.details.emit(grid.shown[0])
    line = details.fields["credit"].line
    line.setText("© Planet")
    line.setModified(True)
    assert window.session is not None
    path = window.session.file.path
    window.close_project()
    session, _ = opened(window, path)
    assert {frame.source.credit for frame in session.project.frames.values()} == {"© Planet", None}
