"""Review and checks in the real window, by mouse and keys."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import Box, OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.review.comment_field import CommentField
from basewatch_gui.widgets.review.review_panel import ReviewPanel
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, key, labels_of, message, on_screen, opened, panel_of, press_button

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def draw(session: Session, outline: OrientedBox | Box, frame_id: int = 1) -> Label:
    made = session.new_label(frame_id, outline)
    session.do(added("draw", [made]))
    return made


def now(session: Session, label: Label) -> Label:
    return labels_of(session)[label.id]


def test_a_second_analyst_reviews_both_frames(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    boxes = [OrientedBox((100.0 + 60.0 * step, 150.0), 40.0, 40.0, 0.0) for step in range(2)]
    one, other = (draw(session, box) for box in boxes)
    grid.activate(grid.shown.index(1))
    assert not window.action("approve").isEnabled()

    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    assert session.selection == {one.id}
    key(window, Qt.Key.Key_F7)
    assert now(session, one).review == "submitted"
    key(window, Qt.Key.Key_F9)
    assert now(session, one).review == "approved"
    assert session.selection == {other.id}

    grid.active.setFocus()
    key(window, Qt.Key.Key_F9, CTRL)
    panel = panel_of(window, ReviewPanel)
    assert panel is not None
    assert panel.comment.hasFocus()
    QTest.keyClicks(panel.comment, "not a type of ours")
    QTest.keyClick(panel.comment, Qt.Key.Key_Return)
    assert (now(session, other).review, now(session, other).comment) == ("rejected", "not a type of ours")
    assert grid.active.hasFocus()

    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    assert "not reviewed yet" in message(window)
    assert grid.active.frame_id == 2
    key(window, Qt.Key.Key_R, CTRL | SHIFT)
    assert session.project.frames[2].reviewed
    assert window.action("frame_reviewed").isChecked()
    window.messages.clear()
    grid.activate(grid.shown.index(1))
    session.select(None)
    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    press_button(window, "Mark as reviewed")
    assert session.project.frames[1].reviewed
    for _ in range(5):
        key(window, Qt.Key.Key_Z, CTRL)
    assert [each.review for each in labels_of(session).values()] == ["draft", "draft"]
    assert not session.project.frames[1].reviewed


def test_comments_are_pinned_by_a_click_and_typed_at_the_place(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    pane = grid.panes[0]
    frame_id = pane.frame_id
    key(window, Qt.Key.Key_I)
    at = QPoint(pane.width() // 2, pane.height() // 2)
    click_at(pane, at)
    (field,) = window.findChildren(CommentField)
    assert field.isVisible()
    QTest.keyClicks(field, "is it a shadow?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    (made,) = session.project.comments.values()
    assert (made.frame_id, made.text) == (frame_id, "is it a shadow?")
    assert on_screen(pane, made.at_px) == at

    click_at(pane, QPoint(40, 40))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.isVisible(), session.commenting.place) == (False, None)

    drag(pane, at, at + QPoint(30, 20))
    moved = session.project.comments[made.id]
    assert (on_screen(pane, moved.at_px) - at - QPoint(30, 20)).manhattanLength() <= 1
    click_at(pane, at + QPoint(30, 20))
    key(window, Qt.Key.Key_Delete)
    assert session.project.comments == {}
    for _ in range(2):
        key(window, Qt.Key.Key_Z, CTRL)
    assert list(session.project.comments.values()) == [made]

    click_at(pane, QPoint(60, 60))
    QTest.keyClicks(field, "kept")
    grid.panes[1].setFocus()
    QApplication.processEvents()
    assert [each.text for each in session.project.comments.values()] == ["is it a shadow?", "kept"]


def test_the_checks_follow_the_panes_and_lead_to_what_they_found(window: MainWindow, project: Path) -> None:
    session, grid = opened(window, project)
    wait_until(lambda: session.checking.checked == {1, 2})
    session.choose_category(2)
    level = draw(session, Box(300.0, 200.0, 380.0, 280.0))
    dock = window.docks.docks["checks"]
    wait_until(lambda: dock.windowTitle() == "Checks (1)")
    grid.one_to_one()
    key(window, Qt.Key.Key_F8)
    assert session.selection == {level.id}
    shown = grid.panes[grid.shown.index(1)]
    middle = on_screen(shown, (340.0, 240.0))
    assert (middle - QPoint(shown.width() // 2, shown.height() // 2)).manhattanLength() <= 2
    key(window, Qt.Key.Key_Delete)
    wait_until(lambda: dock.windowTitle() == "Checks")
    key(window, Qt.Key.Key_F8)
    assert "Nothing is found" in message(window)
