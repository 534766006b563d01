from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from basewatch_gui.model.query.language import FIELDS, Condition
from basewatch_gui.widgets.labels.query_line import QueryLine, completions_for

VALUES = {"category": ["An-124", "Il-76"], "state": ["nose open", "ramp open"]}


def values(field: str) -> Iterable[str]:
    return VALUES.get(field, [])


@pytest.mark.parametrize(
    ("text", "begins", "offers"),
    [
        ("", 0, []),
        ("a cat", 2, ["category:"]),
        ("-cat", 0, ["-category:"]),
        ("super", 0, ["supercategory:"]),
        ("category:", 9, ["An-124", "Il-76"]),
        ("category:il", 9, ["Il-76"]),
        ("x -category:il", 12, ["Il-76"]),
        ("category:Il-76,", 15, ["An-124", "Il-76"]),
        ("category:Il-76,an", 15, ["An-124"]),
        ("state:ra", 6, ['"ramp open"']),
        ('state:"nose o', 6, ['"nose open"']),
        ("category:Il-76 ", 15, []),
        ("length>", 7, []),
        ("(", 1, []),
    ],
)
def test_what_can_stand_next_is_offered(text: str, begins: int, offers: list[str]) -> None:
    assert completions_for(text, FIELDS, values) == (begins, offers)


def test_typing_offers_and_a_fault_is_said_below_while_the_last_query_stays(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    made = QueryLine(lambda: FIELDS, values, top)
    asked: list[object] = []
    made.asked.connect(asked.append)
    top.show()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    QTest.keyClicks(made.line, "cat")
    popup = made.line.completer_popup
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert made.line.text() == "category:"
    assert made.error.text() == "A value is missing at character 10."
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert made.line.text() == "category:An-124"
    assert not made.error.isVisible()
    assert asked[-1] == Condition("category", ":", ("An-124",))
    QTest.keyClicks(made.line, "(")
    assert made.error.isVisible()
    assert asked[-1] == Condition("category", ":", ("An-124",))
