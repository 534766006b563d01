"""Files of frames that were moved, changed, lost and found again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import Box
from basewatch_gui.model.edit import added, replaced
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.frames.frame_files import FrameFiles
from basewatch_gui.widgets.pane.layers.scale_legend import legend_of
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import message, opened, press_button, ready, write_project
from tests.rasters import AT_HOME, UTM_37N, write_raster

Answer = Callable[..., None]


def looked(window: MainWindow, project: Path) -> tuple[Session, PaneGrid]:
    """Open the project and let the look at its files come to its end."""
    window.parts.get(Projects).open(project)
    session, grid = window.session, window.grid
    assert session is not None
    assert grid is not None
    wait_until(lambda: not session.jobs.running and session.tiles.idle)
    QApplication.processEvents()
    grid.refresh_now()
    return session, grid


def notice(window: MainWindow, index: int) -> str:
    """What a pane says in the place of a picture."""
    assert window.grid is not None
    assert window.session is not None
    pane = window.grid.panes[index]
    return legend_of(window.session, pane.frame_id, pane.viewpoint, pane.notice).notice


def test_a_frame_moved_beside_the_project_is_found_by_its_content(
    window: MainWindow, frames: tuple[Path, Path], project: Path
) -> None:
    frames[0].rename(project.parent / "before.tif")
    session, _ = opened(window, project)
    assert session.project.frames[1].path == "before.tif"
    assert message(window) == f"before.tif was moved; it was found in {project.parent}."
    assert window.messages.count == 1
    assert notice(window, 0) == ""
    assert session.file.undo_action == "edit frame"


def test_a_project_moved_with_its_frames_finds_them_without_a_word(
    window: MainWindow, frames: tuple[Path, Path], project: Path
) -> None:
    there = project.parent / "elsewhere"
    (there / "frames").mkdir(parents=True)
    for path in frames:
        path.rename(there / "frames" / path.name)
    project.rename(there / "base.basewatch")
    session, _ = opened(window, there / "base.basewatch")
    assert message(window) == ""
    assert session.file.undo_action == "add frames"


def test_another_file_of_the_same_name_is_not_taken_for_a_moved_frame(
    window: MainWindow, frames: tuple[Path, Path], project: Path
) -> None:
    frames[0].unlink()
    write_raster(project.parent / "before.tif", seed=9, crs=UTM_37N, transform=AT_HOME)
    session, _ = looked(window, project)
    assert session.project.frames[1].path == "frames/before.tif"
    assert message(window) == "before.tif is not where it was: frames/before.tif"


def test_a_missing_frame_is_asked_for_and_the_rest_goes_on(
    window: MainWindow, frames: tuple[Path, Path], project: Path, answer: Answer
) -> None:
    hidden = project.parent / "attic" / "renamed.tif"
    hidden.parent.mkdir()
    frames[0].rename(hidden)
    session, grid = looked(window, project)
    assert message(window) == "before.tif is not where it was: frames/before.tif"
    assert window.messages.count == 1
    assert notice(window, 0).startswith("before.tif is not where it was.")
    assert notice(window, 1) == ""
    session.do(added("draw", [session.new_label(1, Box(10, 10, 30, 30))]))

    press_button(window, "Locate…")
    assert session.project.frames[1].path == "frames/before.tif"
    answer(open=hidden)
    assert window.workspace is not None
    window.workspace.parts.get(FrameFiles).ask_location(1)
    ready(window)
    assert session.project.frames[1].path == "attic/renamed.tif"
    assert notice(window, 0) == ""
    assert grid.panes[0].frame_to_screen is not None
    assert len(session.project.labels(1)) == 1


def test_a_missing_frame_that_is_shown_later_says_so_in_its_pane(
    window: MainWindow, frames: tuple[Path, Path], tmp_path: Path
) -> None:
    third = tmp_path / "third.tif"
    write_raster(third, crs=UTM_37N, transform=AT_HOME, tags={"TIFFTAG_DATETIME": "2024:12:31 08:00:00"})
    project = write_project(tmp_path / "base.basewatch", (*frames, third))
    third.unlink()
    session, grid = looked(window, project)
    assert window.messages.count == 1
    assert window.workspace is not None
    window.workspace.show_frame(3, 0)
    wait_until(lambda: session.tiles.idle)
    QApplication.processEvents()
    assert grid.panes[0].frame_id == 3
    assert notice(window, 0).startswith("third.tif is not where it was.")
    assert window.messages.count == 1


def test_a_changed_frame_warns(window: MainWindow, frames: tuple[Path, Path], project: Path) -> None:
    write_raster(frames[0], width=400, height=300, bands=3, seed=5, crs=UTM_37N, transform=AT_HOME)
    opened(window, project)
    assert message(window) == "before.tif has changed since it was labelled."
    assert window.session is not None
    assert window.session.file.undo_action == "add frames"


def test_a_different_file_is_taken_only_on_use_it_anyway(
    window: MainWindow, frames: tuple[Path, Path], project: Path, answer: Answer
) -> None:
    other = project.parent / "other.tif"
    write_raster(other, np.full((50, 80), 3, np.uint8), crs="EPSG:4326", transform=AT_HOME.scale(1e-5))
    session, _ = opened(window, project)
    frame = session.project.frames[1]
    answer(open=other)
    assert window.workspace is not None
    window.workspace.parts.get(FrameFiles).ask_location(1)
    assert message(window).startswith("other.tif is not the file that was labelled")
    assert session.project.frames[1] == frame
    nudged = replace(frame, registration=(1.0, 0.0, 2.0, 0.0, 1.0, 0.0))
    session.do(replaced("nudge", [(frame, nudged)]))
    press_button(window, "Use it anyway")
    ready(window)
    taken = session.project.frames[1]
    assert (taken.path, taken.width, taken.height, taken.bands) == ("other.tif", 80, 50, 1)
    assert (taken.acquired, taken.registration) == (frame.acquired, nudged.registration)
    assert taken.fingerprint != frame.fingerprint
    opened_frame = session.tiles.frame(1)
    assert opened_frame is not None
    assert opened_frame.pyramid.width == 80
    session.undo()
    ready(window)
    assert session.project.frames[1] == nudged
    reopened = session.tiles.frame(1)
    assert reopened is not None
    assert reopened.pyramid.width == 400


def test_a_file_that_is_no_frame_is_refused_even_then(window: MainWindow, project: Path, answer: Answer) -> None:
    text = project.parent / "notes.tif"
    text.write_text("No image.")
    session, _ = opened(window, project)
    answer(open=text)
    assert window.workspace is not None
    window.workspace.parts.get(FrameFiles).ask_location(1)
    press_button(window, "Use it anyway")
    assert message(window).startswith("notes.tif is not an image")
    assert session.project.frames[1].path == "frames/before.tif"


def test_nothing_is_moved_in_a_project_that_is_read_only(
    window: MainWindow, frames: tuple[Path, Path], project: Path
) -> None:
    frames[0].rename(project.parent / "before.tif")
    with ProjectFile.open(project):
        session, _ = looked(window, project)
        assert session.file.read_only
        assert session.project.frames[1].path == "frames/before.tif"
        assert window.workspace is not None
        window.workspace.parts.get(FrameFiles).use_file(1, project.parent / "before.tif")
        assert session.project.frames[1].path == "frames/before.tif"


def test_an_answer_after_the_project_is_closed_does_nothing(
    window: MainWindow, frames: tuple[Path, Path], project: Path, tmp_path: Path, answer: Answer
) -> None:
    frames[0].unlink()
    looked(window, project)
    window.parts.get(Projects).create(tmp_path / "new.basewatch")
    answer(open=frames[1])
    press_button(window, "Locate…")
    assert message(window) == ""
    assert window.session is not None
    assert window.session.project.frames == {}
