from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from basewatch_gui.widgets.projects.welcome import Welcome


@pytest.fixture
def page(qtbot: QtBot) -> Welcome:
    made = Welcome()
    qtbot.addWidget(made)
    return made


def test_the_buttons_ask_for_demo_frames_and_project(qtbot: QtBot, page: Welcome) -> None:
    for button, signal in (
        (page.demo_button, page.demo),
        (page.frames_button, page.frames),
        (page.project_button, page.project),
    ):
        with qtbot.waitSignal(signal):
            button.click()


def test_a_recent_project_can_be_opened(qtbot: QtBot, page: Welcome) -> None:
    path = Path("projects") / "base & port.basewatch"
    page.set_recent([path])
    (button,) = page.findChildren(QToolButton)
    assert button.text() == "base && port"
    with qtbot.waitSignal(page.recent) as asked:
        button.click()
    assert asked.args == [path]


def test_projects_given_at_first_are_shown(qtbot: QtBot) -> None:
    page = Welcome([Path("a.basewatch"), Path("b.basewatch")])
    qtbot.addWidget(page)
    assert [button.text() for button in page.findChildren(QToolButton)] == ["a", "b"]


def test_files_can_be_dropped_and_text_can_not(qtbot: QtBot, page: Welcome, tmp_path: Path) -> None:
    files, text = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.tif")), QUrl.fromLocalFile(str(tmp_path / "b.tif"))])
    text.setText("a.tif")
    for mime, taken in ((text, False), (files, True)):
        event = QDragEnterEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        event.ignore()
        page.dragEnterEvent(event)
        assert event.isAccepted() == taken
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(page.dropped) as asked:
        page.dropEvent(drop)
    assert asked.args == [[tmp_path / "a.tif", tmp_path / "b.tif"]]


def test_it_fits_a_small_window(page: Welcome) -> None:
    page.set_recent([Path("/a/very/long/path/" + "folder/" * 30) / "project.basewatch"])
    assert page.minimumSizeHint().width() <= 360
    assert page.minimumSizeHint().height() <= 240
