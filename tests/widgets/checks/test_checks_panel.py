"""The dock Checks: going to findings, letting them pass, filters, and deleting duplicates."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from basewatch_gui.checks.finding import Finding
from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.checks.checks_panel import ChecksPanel

LabelMaker = Callable[..., Label]
AN_124 = OrientedBox((1000.0, 1000.0), 138.2, 146.6, 90.0)


@pytest.fixture
def panel(session: Session, qtbot: Any) -> ChecksPanel:
    made = ChecksPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    session.checking.watch([1])
    return made


def settle(panel: ChecksPanel, session: Session, qtbot: Any) -> None:
    """Wait until the panel shows what the checks have to say."""
    qtbot.waitUntil(lambda: not session.checking.is_running)
    panel.refresh_findings()


def texts(panel: ChecksPanel) -> list[str]:
    model = panel.list.findings_model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def click_row(view: QTableView, row: int) -> None:
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))


def test_findings_are_gone_to_let_pass_and_counted_again(
    panel: ChecksPanel, session: Session, draw: LabelMaker, qtbot: Any
) -> None:
    settle(panel, session, qtbot)
    assert (texts(panel), panel.empty_text) == ([], "Nothing found.")
    gone: list[Finding] = []
    counts: list[int] = []
    failed: list[BasewatchError] = []
    panel.go_to.connect(gone.append)
    panel.counted.connect(counts.append)
    panel.failed.connect(failed.append)
    one, twin = draw(outline=AN_124), draw(outline=AN_124)
    level = draw(2, outline=Box(0, 0, 150, 150), identification="confirmed")
    settle(panel, session, qtbot)
    assert texts(panel) == ["An-124 is drawn twice"]
    assert counts[-1] == 1
    assert panel.all_button.isVisible()
    panel.all_button.click()
    settle(panel, session, qtbot)
    assert texts(panel) == ["An-124 is drawn twice", "An-124 has no heading"]
    assert not panel.all_button.isVisible()
    click_row(panel.list, 1)
    assert [each.about for each in gone] == [(level.id,)]
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert gone[-1].about == (one.id, twin.id)
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    assert "reason" in failed.pop().sentence
    QTest.keyClicks(panel.reason, "both are there")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    panel.refresh_findings()
    assert texts(panel) == ["An-124 has no heading"]
    assert (counts[-1], panel.reason.text(), panel.list.hasFocus()) == (1, "", True)
    panel.levels["waived"].click()
    assert texts(panel) == ["An-124 has no heading", "An-124 is drawn twice"]
    assert "both are there" in str(panel.list.findings_model.index(1).data(Qt.ItemDataRole.ToolTipRole))
    click_row(panel.list, 1)
    assert panel.waive_button.text() == "Count again"
    panel.waive_button.click()
    panel.refresh_findings()
    assert counts[-1] == 2
    assert failed == []


def test_filters_by_severity_and_check_and_says_what_they_hide(
    panel: ChecksPanel, session: Session, draw: LabelMaker, qtbot: Any
) -> None:
    draw(outline=Box(0, 0, 150, 150))
    settle(panel, session, qtbot)
    assert (texts(panel), panel.levels["hint"].text()) == (["An-124 has no heading"], "1")
    panel.levels["hint"].click()
    assert texts(panel) == ["An-124 has no heading", "An-124: identification not assessed"]
    panel.check.setCurrentIndex(panel.check.findData("identification"))
    panel.check.chosen.emit("identification")
    assert texts(panel) == ["An-124: identification not assessed"]
    panel.levels["hint"].click()
    assert "Hints 1" in panel.empty_text
    again = ChecksPanel(session)
    qtbot.addWidget(again)
    assert [name for name, button in again.levels.items() if button.isChecked()] == ["error", "warning"]


def test_of_a_duplicate_the_label_drawn_later_goes_unless_it_is_approved(
    panel: ChecksPanel, session: Session, draw: LabelMaker, qtbot: Any
) -> None:
    first, _ = draw(outline=AN_124), draw(outline=AN_124)
    third = draw(outline=AN_124, review="approved")
    settle(panel, session, qtbot)
    assert len(texts(panel)) == 3
    assert not panel.fix_button.isVisible()
    panel.list.selectAll()
    assert panel.fix_button.isVisible()
    panel.fix_button.click()
    settle(panel, session, qtbot)
    assert first.id not in session.project.labels(1)
    assert list(session.project.labels(1)) == [third.id]
    assert texts(panel) == []


def test_stepping_goes_round_and_says_where_there_is_nothing(
    panel: ChecksPanel, session: Session, draw: LabelMaker, qtbot: Any
) -> None:
    settle(panel, session, qtbot)
    with pytest.raises(BasewatchError, match="Nothing"):
        panel.step_finding(1)
    gone: list[Finding] = []
    panel.go_to.connect(gone.append)
    one, other = draw(outline=Box(0, 0, 150, 150)), draw(outline=Box(500, 0, 650, 150))
    settle(panel, session, qtbot)
    for by in (1, 1, 1, -1, -1):
        panel.step_finding(by)
    assert [each.about[0] for each in gone] == [one.id, other.id, one.id, other.id, one.id]
