"""What is opened without a question, what is asked, and what the answers make."""

from collections.abc import Callable
from pathlib import Path

import pytest
from affine import Affine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTreeWidget, QTreeWidgetItem

from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.session.frames.frame_files import raster_source
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.projects.opening_dialog import OpeningDialog
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import message, opened, ready
from tests.rasters import AT_HOME, UTM_37N, write_raster

Answer = Callable[..., None]


def dropped(window: MainWindow, *paths: Path) -> OpeningDialog | None:
    """Open files and folders; the dialog that asks, if one does."""
    window.attempt(lambda: window.parts.get(Projects).open_paths(paths))
    wait_until(lambda: not window.jobs.running)
    QApplication.processEvents()
    return asked(window)


def asked(window: MainWindow) -> OpeningDialog | None:
    return next((dialog for dialog in window.findChildren(OpeningDialog) if dialog.isVisible()), None)


def rows(dialog: OpeningDialog) -> list[QTreeWidgetItem]:
    """All rows, those below others after them."""
    [tree] = dialog.findChildren(QTreeWidget)
    found: list[QTreeWidgetItem] = []
    waiting = [item for at in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(at)) is not None]
    while waiting:
        item = waiting.pop(0)
        found.append(item)
        waiting = [child for at in range(item.childCount()) if (child := item.child(at)) is not None] + waiting
    return found


def texts(dialog: OpeningDialog) -> list[str]:
    return [item.text(0) for item in rows(dialog)]


def press(window: MainWindow, dialog: OpeningDialog, text: str) -> None:
    """Press a button of the dialog and wait for what it makes."""
    [button] = [button for button in dialog.findChildren(QPushButton) if button.text().startswith(text)]
    button.click()
    wait_until(lambda: not window.jobs.running)
    QApplication.processEvents()


def names(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [frame.name for frame in window.session.project.frames.values()]


def close(window: MainWindow) -> None:
    assert window.session is not None
    path = window.session.file.path
    window.close_project()
    path.unlink()


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A folder with the pan and colour files of a scene, another frame, and a file that is none."""
    folder = tmp_path / "delivery"
    folder.mkdir()
    coarse = AT_HOME @ Affine.scale(4)
    write_raster(folder / "a_pan.tif", width=200, height=160, crs=UTM_37N, transform=AT_HOME)
    write_raster(folder / "a_ms.tif", width=50, height=40, bands=4, crs=UTM_37N, transform=coarse)
    write_raster(folder / "other.tif", width=90, height=90, bands=3, crs=UTM_37N, transform=AT_HOME)
    (folder / "bad.tif").write_text("no image")
    return folder


def test_plain_files_open_without_a_question(window: MainWindow, frames: tuple[Path, Path]) -> None:
    assert dropped(window, *frames) is None
    assert names(window) == ["before.tif", "after.tif"]
    close(window)


def test_bad_files_are_said_and_stop_no_others(window: MainWindow, frames: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "bad.tif").write_text("no image")
    assert dropped(window, tmp_path / "bad.tif", *frames) is None
    assert names(window) == ["before.tif", "after.tif"]
    assert message(window).startswith("bad.tif is not an image")
    close(window)


def test_a_folder_is_listed_with_what_belongs_together_and_what_is_left_out(window: MainWindow, scene: Path) -> None:
    dialog = dropped(window, scene)
    assert dialog is not None
    assert texts(dialog)[:5] == ["a_pan.tif", "a_pan.tif", "a_ms.tif", "other.tif", "Left out: 1"]
    assert texts(dialog)[5].startswith("bad.tif is not an image")
    assert rows(dialog)[0].text(2) == "200 x 160"
    assert rows(dialog)[0].text(3) == "5"
    assert rows(dialog)[3].text(3) == "3 x uint8"
    press(window, dialog, "Open 2 frames")
    assert names(window) == ["a_pan.tif", "other.tif"]
    assert window.session is not None
    joined = next(iter(window.session.project.frames.values()))
    assert (joined.bands, [Path(part).name for part in joined.parts]) == (5, ["a_ms.tif"])
    ready(window)
    frame = window.session.tiles.frame(joined.id)
    assert frame is not None
    assert frame.overview[0].shape[0] == 5
    close(window)


def test_files_that_belong_together_can_be_opened_separately(window: MainWindow, scene: Path) -> None:
    dialog = dropped(window, scene)
    assert dialog is not None
    press(window, dialog, "Open separately")
    assert sorted(names(window)) == ["a_ms.tif", "a_pan.tif", "other.tif"]
    close(window)


def test_checked_files_are_joined_when_asked(window: MainWindow, tmp_path: Path) -> None:
    for seed, name in enumerate(("x.tif", "y.tif", "z.tif")):
        write_raster(tmp_path / name, width=60, height=50, seed=seed, crs=UTM_37N, transform=AT_HOME)
    dialog = dropped(window, tmp_path / "x.tif", tmp_path / "y.tif", tmp_path / "z.tif")
    assert dialog is not None
    rows(dialog)[1].setCheckState(0, Qt.CheckState.Unchecked)
    press(window, dialog, "Join selected")
    assert names(window) == ["x.tif"]
    assert window.session is not None
    [frame] = window.session.project.frames.values()
    assert [Path(part).name for part in frame.parts] == ["z.tif"]
    close(window)


def test_files_that_can_not_be_joined_say_so(window: MainWindow, scene: Path, tmp_path: Path) -> None:
    write_raster(scene / "far.tif", width=200, height=160, crs="EPSG:32636", transform=AT_HOME)
    dialog = dropped(window, scene)
    assert dialog is not None
    press(window, dialog, "Join selected")
    assert "can't be joined" in message(window)
    assert window.session is None


def test_of_a_file_with_several_images_one_is_chosen(window: MainWindow, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    write_raster(path, crs=UTM_37N, transform=AT_HOME)
    write_raster(path, width=30, height=30, crs=UTM_37N, transform=AT_HOME, APPEND_SUBDATASET="YES")
    session, _ = opened(window, project)
    dialog = dropped(window, path)
    assert dialog is not None
    first, second = rows(dialog)
    assert (first.checkState(0), second.checkState(0)) == (Qt.CheckState.Checked, Qt.CheckState.Unchecked)
    assert second.text(1).startswith("page 2")
    first.setCheckState(0, Qt.CheckState.Unchecked)
    second.setCheckState(0, Qt.CheckState.Checked)
    press(window, dialog, "Open 1 frame")
    assert names(window)[2:] == ["two.tif #2"]
    assert raster_source(session.file, session.project.frames[3]) == RasterSource(path, 2)


def test_nothing_checked_opens_nothing_and_cancel_leaves_all_as_it_is(window: MainWindow, scene: Path) -> None:
    dialog = dropped(window, scene)
    assert dialog is not None
    for item in (rows(dialog)[0], rows(dialog)[3]):
        item.setCheckState(0, Qt.CheckState.Unchecked)
    enabled = {button.text() for button in dialog.findChildren(QPushButton) if button.isEnabled()}
    assert enabled == {"Cancel"}
    press(window, dialog, "Cancel")
    assert asked(window) is None
    assert window.session is None


def test_a_folder_can_be_asked_for(window: MainWindow, scene: Path, answer: Answer) -> None:
    answer(folder=scene)
    window.run("open_folder")
    wait_until(lambda: asked(window) is not None)
    dialog = asked(window)
    assert dialog is not None
    dialog.reject()


def test_of_many_bad_files_some_are_said(window: MainWindow, frames: tuple[Path, Path], tmp_path: Path) -> None:
    bad = [tmp_path / f"bad{number}.tif" for number in range(6)]
    for path in bad:
        path.write_text("no image")
    assert dropped(window, frames[0], *bad) is None
    assert window.messages.count >= 4
    close(window)
