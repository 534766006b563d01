"""The dock Review: name, decisions, progress, authors and comments."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import REVIEWS, Label
from basewatch_gui.model.records import Comment
from basewatch_gui.session.session import Session
from basewatch_gui.tools.comment import PlacePin
from basewatch_gui.widgets import style
from basewatch_gui.widgets.review.review_panel import ReviewPanel

LabelMaker = Callable[..., Label]


@pytest.fixture
def panel(session: Session, qtbot: Any) -> ReviewPanel:
    made = ReviewPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    made.set_frames([1, 2], 1)
    return made


def cell(panel: ReviewPanel, row: int, column: int) -> QTableWidgetItem:
    item = panel.progress.item(row, column)
    assert item is not None
    return item


def counted(panel: ReviewPanel) -> list[list[str]]:
    """The counts by state, a list a frame."""
    panel.refresh_counts()
    table = panel.progress
    return [
        [cell(panel, row, column).text() for row in range(len(REVIEWS))] for column in range(1, table.columnCount())
    ]


def test_decisions_concern_the_selection_else_what_waits_on_the_frame(
    panel: ReviewPanel, session: Session, draw: LabelMaker
) -> None:
    failed: list[BasewatchError] = []
    panel.failed.connect(failed.append)
    one, _, rejected = draw(), draw(), draw(review="rejected", comment="wrong type")
    draw(2)
    assert counted(panel) == [["2", "0", "0", "1"], ["1", "0", "0", "0"]]
    panel.submit_button.click()
    assert counted(panel)[0] == ["0", "3", "0", "0"]
    session.select(1, [one.id])
    assert "1 label" in panel.about.text()
    panel.reject_button.click()
    assert "what is wrong" in failed.pop().sentence
    assert panel.comment.hasFocus() or not panel.isActiveWindow()
    QTest.keyClicks(panel.comment, "too long")
    QTest.keyClick(panel.comment, Qt.Key.Key_Return)
    assert session.project.labels(1)[one.id].comment == "too long"
    session.select(1, [rejected.id])
    panel.comment.clearFocus()
    session.select(1, [])
    panel.approve_button.click()
    assert counted(panel)[0] == ["0", "0", "2", "1"]
    assert failed == []


def test_the_states_names_follow_the_theme(panel: ReviewPanel) -> None:
    title = panel.progress.item(0, 0)
    assert title is not None
    title.setForeground(QColor("red"))
    QApplication.sendEvent(panel.progress, QEvent(QEvent.Type.PaletteChange))
    assert title.foreground().color() == style.quiet_colour()


def test_a_frame_is_ticked_as_reviewed_and_the_name_is_set(panel: ReviewPanel, session: Session) -> None:
    panel.refresh_counts()
    tick = cell(panel, len(REVIEWS), 2)
    place = panel.progress.visualItemRect(tick)
    QTest.mouseClick(panel.progress.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(10, 10))
    assert session.project.frames[2].reviewed
    session.undo()
    panel.refresh_counts()
    assert tick.checkState() == Qt.CheckState.Unchecked
    named: list[str] = []
    panel.named.connect(named.append)
    panel.name.setText("Olena")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    panel.name.setText("  ")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert (named[0], session.author, panel.name.text()) == ("Olena", "Olena", "Olena")


def test_authors_are_hidden_and_shown_by_their_ticks(panel: ReviewPanel, session: Session, draw: LabelMaker) -> None:
    draw(author="first")
    draw(2, author="second")
    panel.refresh_counts()
    assert [panel.authors.item(row).text() for row in range(panel.authors.count())] == ["first (1)", "second (1)"]
    panel.authors.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert session.reviewing.hidden_authors == {"second"}
    panel.refresh_counts()
    assert panel.authors.item(1).checkState() == Qt.CheckState.Unchecked
    panel.authors.item(1).setCheckState(Qt.CheckState.Checked)
    assert session.reviewing.hidden_authors == frozenset()


def test_comments_are_listed_rewritten_resolved_and_deleted(panel: ReviewPanel, session: Session) -> None:
    for frame_id, text in ((1, "covered?"), (2, "second vehicle")):
        session.commenting.carry_out(frame_id, PlacePin((10.0, 20.0)))
        session.commenting.write_comment(text)
    session.commenting.select(None)
    panel.refresh_counts()
    comments = panel.comments
    gone: list[Comment] = []
    panel.go_to.connect(gone.append)
    panel.go_to.connect(lambda comment: session.commenting.select(comment.id))
    assert [comments.list.item(row).data(Qt.ItemDataRole.DisplayRole) for row in range(2)] == [
        "1  covered?",
        "1  second vehicle",
    ]
    assert not comments.resolve_button.isEnabled()
    comments.list.setCurrentRow(1)
    QTest.keyClick(comments.list, Qt.Key.Key_Return)
    assert [each.text for each in gone] == ["second vehicle"]
    panel.refresh_counts()
    comments.list.item(1).setText("third vehicle")
    assert [each.text for each in session.project.comments.values()] == ["covered?", "third vehicle"]
    panel.refresh_counts()
    comments.resolve_button.click()
    panel.refresh_counts()
    assert comments.resolve_button.text() == "Reopen"
    session.commenting.select(None)
    panel.refresh_counts()
    assert comments.list.count() == 1
    comments.resolved.click()
    panel.refresh_counts()
    assert comments.list.count() == 2
    comments.list.setCurrentRow(0)
    QTest.keyClick(comments.list, Qt.Key.Key_Delete)
    assert [each.text for each in session.project.comments.values()] == ["third vehicle"]
