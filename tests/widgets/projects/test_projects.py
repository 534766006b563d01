"""Opening, filling and handing on a project; every fault is one sentence and loses nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QInputDialog

from basewatch_gui.geometry.outline import Box
from basewatch_gui.model.edit import added
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.projects.projects import Projects, default_folder
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import export_to, labels_of, message, opened, press_button, ready
from tests.rasters import AT_HOME, UTM_37N, write_raster

Answer = Callable[..., None]


def tried(window: MainWindow, *paths: Path) -> str:
    """Add frames, wait for the outcome, and give the message."""
    window.attempt(lambda: window.parts.get(Projects).open_paths(paths))
    wait_until(lambda: not window.jobs.running)
    QApplication.processEvents()
    return message(window)


def has_project(window: MainWindow) -> bool:
    return window.session is not None


def test_a_new_project_is_made_where_the_user_says(window: MainWindow, tmp_path: Path, answer: Answer) -> None:
    answer(save=tmp_path / "deep" / "mine v1.2")
    window.run("new_project")
    assert window.session is not None
    assert window.session.file.path == tmp_path / "deep" / "mine v1.2.basewatch"
    assert window.windowTitle() == "mine v1.2 – BaseWatch"
    assert window.settings.recent_projects == [tmp_path / "deep" / "mine v1.2.basewatch"]


def test_a_cancelled_dialog_changes_nothing(window: MainWindow, project: Path, answer: Answer) -> None:
    for name in ("new_project", "open_project", "open_frames"):
        window.run(name)
    assert not has_project(window)
    session, _ = opened(window, project)
    for name in ("new_project", "open_project", "open_frames", "import_coco", "export_coco", "save_copy"):
        window.run(name)
    assert window.session is session
    assert message(window) == ""


def test_frames_opened_without_a_project_start_one_named_after_the_first(
    window: MainWindow, frames: tuple[Path, Path], answer: Answer
) -> None:
    answer(files=list(frames))
    window.run("open_frames")
    wait_until(lambda: not window.jobs.running and window.session is not None)
    session, _ = ready(window)
    assert session.file.path.parent == default_folder().resolve()
    assert session.file.path.stem.endswith(" before")
    assert [frame.path for frame in session.project.frames.values()] == [str(path) for path in frames]
    window.close_project()
    session.file.path.unlink()


def test_a_frame_that_the_project_has_is_not_added_twice(
    window: MainWindow, frames: tuple[Path, Path], project: Path, tmp_path: Path
) -> None:
    session, _ = opened(window, project)
    assert tried(window, frames[0], tmp_path / "frames" / ".." / "frames" / "after.tif") == (
        "The project has these frames already."
    )
    third = tmp_path / "third.tif"
    write_raster(third, crs=UTM_37N, transform=AT_HOME)
    assert tried(window, frames[0], third, third) == "The project has these frames already."
    assert [frame.name for frame in session.project.frames.values()] == ["before.tif", "after.tif", "third.tif"]
    window.run("undo")
    assert len(session.project.frames) == 2


def test_a_frame_of_another_place_is_questioned(window: MainWindow, project: Path, tmp_path: Path) -> None:
    far = tmp_path / "far.tif"
    write_raster(far, crs="EPSG:32636", transform=AT_HOME)
    session, _ = opened(window, project)
    sentence = tried(window, far)
    assert sentence.startswith("far.tif lies ")
    assert sentence.endswith(" km from the project's first frame. Is it of the same place?")
    assert len(session.project.frames) == 2
    press_button(window, "Add it anyway")
    assert len(session.project.frames) == 3


def test_two_first_frames_far_apart_are_questioned_before_a_project_is_made(
    window: MainWindow, frames: tuple[Path, Path], tmp_path: Path
) -> None:
    far = tmp_path / "far.tif"
    write_raster(far, crs="EPSG:32636", transform=AT_HOME)
    assert "Is it of the same place?" in tried(window, frames[0], far)
    assert window.session is None


def test_a_frame_without_georeference_can_be_given_a_pixel_size(
    window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_raster(tmp_path / "news.png", driver="PNG")
    session, _ = opened(window, project)
    assert tried(window, tmp_path / "news.png") == "news.png has no georeference: sizes in metres are unknown."
    monkeypatch.setattr(QInputDialog, "getDouble", lambda *_args: (0.3, True))
    press_button(window, "Set pixel size…")
    assert session.project.frames[3].gsd_m == 0.3
    window.run("undo")
    assert session.project.frames[3].gsd_m is None


def bad_frame(folder: Path, kind: str) -> Path:
    """A file, or the name of one, that is no good frame."""
    path = folder / "bad.tif"
    match kind:
        case "truncated":
            write_raster(path, width=600, height=600, dtype="uint16")
            path.write_bytes(path.read_bytes()[:2000])
        case "empty":
            path.touch()
        case "text":
            path.write_text("This is no image.")
        case "vrt":
            write_raster(folder / "good.tif")
            path.write_text(
                '<VRTDataset rasterXSize="9" rasterYSize="9"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
                f"<SourceFilename>{folder / 'good.tif'}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
            )
        case "complex":
            write_raster(path, np.ones((1, 9, 9), np.complex64))
        case "folder":
            path.mkdir()
        case "https":
            return Path("https://example.org/bad.tif")
    return path


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("missing", "bad.tif can't be found"),
        ("truncated", "the file is damaged"),
        ("empty", "bad.tif is empty"),
        ("text", "bad.tif is not an image"),
        ("vrt", "bad.tif is a virtual raster"),
        ("complex", "bad.tif holds complex"),
        ("folder", "There are no frames in bad.tif"),
        ("https", "is not a file on this computer"),
    ],
)
def test_a_bad_frame_is_one_sentence_and_loses_nothing(
    window: MainWindow, project: Path, tmp_path: Path, kind: str, part: str
) -> None:
    path = bad_frame(tmp_path, kind)
    assert part in tried(window, path)
    assert not has_project(window)
    assert not window.start_page.isHidden()
    window.messages.close_message()
    session, grid = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(10, 10, 30, 30))]))
    sentence = tried(window, path)
    assert part in sentence
    assert "\n" not in sentence
    assert window.messages.count == 1
    assert window.session is session
    assert grid.shown == [1, 2]
    assert len(session.project.frames) == 2
    assert len(labels_of(session)) == 1
    assert session.file.undo_action == "draw"


@pytest.mark.parametrize("kind", ["nodata", "nan", "one pixel"])
def test_an_odd_frame_is_taken_and_shown(window: MainWindow, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "odd.tif"
    shape = (1, 1) if kind == "one pixel" else (40, 50)
    value = float("nan") if kind == "nan" else 0.0
    nodata = 0 if kind == "nodata" else None
    write_raster(path, np.full(shape, value, np.float32), crs=UTM_37N, transform=AT_HOME, nodata=nodata)
    window.parts.get(Projects).create(tmp_path / "p.basewatch")
    assert tried(window, path) == ""
    session, grid = ready(window, 1)
    assert grid.panes[0].frame_to_screen is not None
    session.do(added("draw", [session.new_label(1, Box(0, 0, 1, 1))]))
    grid.refresh_now()
    window.grab()
    assert message(window) == ""


def test_a_project_in_another_window_is_read_only_and_says_so(
    window: MainWindow, project: Path, frames: tuple[Path, Path], tmp_path: Path
) -> None:
    with ProjectFile.open(project) as other:
        session, _ = opened(window, project)
        assert session.file.read_only
        assert message(window) == "The project is open in another window; it is shown read-only."
        window.messages.close_message()
        assert tried(window, frames[0]) == "The project is open in another window; it is shown read-only."
        window.messages.close_message()
        window.attempt(lambda: session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9))])))
        assert message(window) == f"The project {project} is open read-only, so nothing was changed."
        assert labels_of(session) == {}
        assert list(other.project.all_labels()) == []
        export_to(window, tmp_path / "export")
        assert (tmp_path / "export" / "annotations.json").is_file()


def test_opening_the_open_project_again_leaves_it_open_and_writable(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    window.parts.get(Projects).open(project)
    assert window.session is session
    assert not session.file.read_only


def damaged_project(folder: Path, kind: str) -> Path:
    """A file that is no project of this BaseWatch."""
    path = folder / "other.basewatch"
    if kind == "missing":
        return path
    if kind == "text":
        path.write_text("This is no project.")
    elif kind == "foreign":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE birds (name TEXT)")
    else:
        ProjectFile.create(path, ()).close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 999")
    return path


@pytest.mark.parametrize("kind", ["missing", "text", "foreign", "future"])
def test_what_is_no_project_of_ours_is_one_sentence_and_the_old_one_stays(
    window: MainWindow, project: Path, tmp_path: Path, answer: Answer, kind: str
) -> None:
    session, grid = opened(window, project)
    other = damaged_project(tmp_path, kind)
    answer(open=other)
    window.run("open_project")
    assert "other.basewatch" in message(window)
    assert "\n" not in message(window)
    assert window.session is session
    assert window.grid is grid
    session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9))]))
    assert len(labels_of(session)) == 1


def test_another_project_takes_the_place_of_the_open_one(window: MainWindow, project: Path, tmp_path: Path) -> None:
    opened(window, project)
    window.parts.get(Projects).create(tmp_path / "empty.basewatch")
    assert window.windowTitle() == "empty – BaseWatch"
    assert window.session is not None
    assert window.session.project.frames == {}
    window.grab()
    session, _ = opened(window, project)
    assert not session.file.read_only
    assert window.settings.recent_projects[:2] == [project, tmp_path / "empty.basewatch"]


def test_export_and_import_by_menu(window: MainWindow, project: Path, tmp_path: Path, answer: Answer) -> None:
    session, _ = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9)), session.new_label(2, Box(390, 1, 420, 9))]))
    answer(folder=tmp_path / "export", open=tmp_path / "export" / "annotations.json")
    window.run("export_coco")
    assert message(window).startswith("Exported 2 labels on 2 frames to ")
    assert "An-124 2" in message(window)
    assert "1 leave their frame and are clipped" in message(window)
    held = labels_of(session)
    session.select(1, [1])
    window.run("delete")
    window.run("import_coco")
    assert message(window) == "Imported 1 label from annotations.json."
    assert {label.uid for label in labels_of(session).values()} == {label.uid for label in held.values()}
    assert {label.outline for label in labels_of(session).values()} == {label.outline for label in held.values()}


def test_a_broken_label_file_is_one_sentence(window: MainWindow, project: Path, tmp_path: Path, answer: Answer) -> None:
    session, _ = opened(window, project)
    (tmp_path / "bad.json").write_text('{"images": [')
    answer(open=tmp_path / "bad.json")
    window.run("import_coco")
    assert "bad.json" in message(window)
    assert session.file.undo_action == "add frames"


def test_an_export_that_cannot_be_written_is_one_sentence(
    window: MainWindow, project: Path, tmp_path: Path, answer: Answer
) -> None:
    opened(window, project)
    (tmp_path / "file").touch()
    answer(folder=tmp_path / "file")
    window.run("export_coco")
    assert "can't be written" in message(window)


def test_a_copy_holds_what_the_project_holds(window: MainWindow, project: Path, tmp_path: Path, answer: Answer) -> None:
    session, _ = opened(window, project)
    session.do(added("draw", [session.new_label(1, Box(1, 1, 9, 9))]))
    answer(save=tmp_path / "copy.basewatch")
    window.run("save_copy")
    assert message(window) == f"A copy is in {tmp_path / 'copy.basewatch'}."
    with ProjectFile.open(tmp_path / "copy.basewatch") as copy:
        assert {label.id: label for label in copy.project.all_labels()} == labels_of(session)
    window.messages.close_message()
    answer(save=project)
    window.run("save_copy")
    assert message(window) == f"The project is {project} itself. Choose another name for the copy."
    assert window.session is session
