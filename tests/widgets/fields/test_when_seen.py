"""Work that waits until its panel is in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from basewatch_gui.widgets.fields.when_seen import WhenSeen, is_seen, run_pending_work


def test_a_dock_behind_another_does_its_work_once_it_comes_to_the_front(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    front, behind = QDockWidget("front", window), QDockWidget("behind", window)
    for dock in (front, behind):
        dock.setWidget(QWidget())
        dock.visibilityChanged.connect(lambda _seen, dock=dock: run_pending_work(dock.widget()))
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(front, behind)
    front.raise_()
    window.resize(400, 300)
    window.show()
    qtbot.waitUntil(lambda: is_seen(front.widget()) and not is_seen(behind.widget()))
    done: list[str] = []
    prompt = WhenSeen(front.widget(), lambda: done.append("front"))
    waiting = WhenSeen(behind.widget(), lambda: done.append("behind"))
    for work in (prompt, waiting, waiting):
        work.request()
    assert (done, prompt.is_pending, waiting.is_pending) == (["front"], False, True)
    behind.raise_()
    qtbot.waitUntil(lambda: done == ["front", "behind"])
    front.raise_()
    assert not waiting.is_pending


def test_with_a_pause_all_that_is_asked_meanwhile_is_done_once(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    done: list[int] = []
    work = WhenSeen(panel, lambda: done.append(1), 20)
    work.request()
    assert not done
    panel.show()
    for _ in range(3):
        work.request()
    qtbot.waitUntil(lambda: not work.is_pending)
    assert done == [1]
