import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from basewatch_gui.widgets.window.message_bar import MessageBar


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def close(qtbot: QtBot, bar: MessageBar) -> None:
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)


def test_it_is_hidden_while_there_is_nothing_to_say(qtbot: QtBot, bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.show_message("Saved.")
    assert not bar.isHidden()
    close(qtbot, bar)
    assert bar.isHidden()


def test_no_error_is_lost(qtbot: QtBot, bar: MessageBar) -> None:
    for number in range(3):
        bar.show_message(f"Fault {number}.", "error")
    said = []
    while not bar.isHidden():
        said.append((bar.sentence.text(), bar.place.text()))
        close(qtbot, bar)
    assert said == [("Fault 0.", "1 of 3"), ("Fault 1.", "1 of 2"), ("Fault 2.", "")]


def test_errors_come_first(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message("Info.")
    bar.show_message("Warning.", "warning")
    bar.show_message("Error.", "error")
    order = []
    while bar.count:
        order.append(bar.sentence.text())
        close(qtbot, bar)
    assert order == ["Error.", "Warning.", "Info."]


def test_a_newer_information_takes_the_place_of_an_older_one(bar: MessageBar) -> None:
    bar.show_message("Exported 1 label.")
    bar.show_message("Exported 2 labels.")
    assert (bar.count, bar.sentence.text()) == (1, "Exported 2 labels.")


def test_the_same_fault_is_not_said_twice(bar: MessageBar) -> None:
    bar.show_message("The file is gone.", "error")
    bar.show_message("The file is gone.", "error")
    assert bar.count == 1


def test_information_goes_by_itself_and_an_error_stays(qtbot: QtBot, bar: MessageBar) -> None:
    bar.info_ms = 10
    bar.show_message("Saved.")
    qtbot.waitUntil(bar.isHidden)
    bar.show_message("Broken.", "error")
    bar.show_message("Saved.")
    assert (bar.count, bar.sentence.text()) == (2, "Broken.")
    assert not bar.closes_by_itself
    close(qtbot, bar)
    assert bar.closes_by_itself


def test_a_button_acts_and_closes_its_message(qtbot: QtBot, bar: MessageBar) -> None:
    done: list[str] = []
    bar.show_message("The file is gone.", "error", [("Locate…", lambda: done.append("located"))])
    bar.show_message("Another.", "error")
    (button,) = (button for button in bar.findChildren(QPushButton) if not button.isHidden())
    assert button.text() == "Locate…"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["located"]
    assert bar.sentence.text() == "Another."


def test_a_button_may_say_something_new(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(
        "The file is gone.", "error", [("Try again", lambda: bar.show_message("The file is gone.", "error"))]
    )
    QTest.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert (bar.count, bar.sentence.text()) == (1, "The file is gone.")


def test_what_concerns_a_closed_project_is_forgotten(bar: MessageBar) -> None:
    for severity in ("error", "warning", "info"):
        bar.show_message(f"about the project, as {severity}", severity)
    bar.clear()
    assert bar.count == 0
    assert not bar.isVisible()
