from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from basewatch_gui.model.edit import Edit, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Source
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.frames.frame_delegate import ROW_ROLE, FrameRow
from basewatch_gui.widgets.frames.frames_panel import ACTIVE_PANE, FramesPanel

Draw = Callable[..., Label]


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> FramesPanel:
    made = FramesPanel(session)
    qtbot.addWidget(made)
    made.resize(240, 200)
    return made


def rows(panel: FramesPanel) -> list[FrameRow]:
    return [panel.list.item(row).data(ROW_ROLE) for row in range(panel.list.count())]


def item(panel: FramesPanel, frame_id: int) -> QListWidgetItem:
    items = [panel.list.item(row) for row in range(panel.list.count())]
    return next(each for each in items if each.data(ROW_ROLE).frame_id == frame_id)


def choose(panel: FramesPanel, frame_id: int, text: str) -> None:
    action = next(action for action in panel.make_menu(frame_id).actions() if action.text() == text)
    action.trigger()


def test_frames_come_by_time_with_their_facts(panel: FramesPanel) -> None:
    assert [(row.title, row.name, row.facts) for row in rows(panel)] == [
        ("2024-12-05 08:14 UTC", "base_2.tif", "0.50 m · UTM 36N"),
        ("2024-12-13 08:22 UTC", "base_1.tif", "0.50 m · UTM 36N"),
        ("no date", "news.png", "no scale · no georeference"),
    ]


def test_a_frame_that_gets_a_date_moves_to_its_place(panel: FramesPanel, session: Session) -> None:
    frame = session.project.frames[3]
    session.do(replaced("edit frame", [(frame, replace(frame, acquired="2024-12-09T00:00:00Z"))]))
    assert [row.frame_id for row in rows(panel)] == [2, 3, 1]


def test_the_credit_is_shown_or_else_provider_and_satellite(panel: FramesPanel, session: Session) -> None:
    assert [row.credit for row in rows(panel)] == ["", "", ""]
    bare = panel.list.visualItemRect(item(panel, 1)).height()
    frame, other = session.project.frames[1], session.project.frames[2]
    credit = replace(frame, source=Source(credit="© 2024 Maxar Technologies", satellite="WV03"))
    maker = replace(other, source=Source(provider="Planet", satellite="SkySat SSC4"))
    session.do(replaced("edit frame", [(frame, credit), (other, maker)]))
    assert item(panel, 1).data(ROW_ROLE).credit == "© 2024 Maxar Technologies"
    assert item(panel, 2).data(ROW_ROLE).credit == "Planet · SkySat SSC4"
    assert panel.list.visualItemRect(item(panel, 1)).height() > bare


def test_a_double_click_on_the_date_asks_for_details_and_beside_it_shows_the_frame(
    qtbot: QtBot, panel: FramesPanel
) -> None:
    panel.show()
    asked: list[tuple[str, int]] = []
    panel.details.connect(lambda frame: asked.append(("details", frame)))
    panel.show_in.connect(lambda frame, _pane: asked.append(("show", frame)))
    rect = panel.list.visualItemRect(item(panel, 2))
    for at in (rect.topLeft() + QPoint(40, 12), rect.bottomLeft() + QPoint(40, -4)):
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == [("details", 2), ("show", 2)]


def test_a_click_picks_the_frame(qtbot: QtBot, panel: FramesPanel) -> None:
    panel.show()
    with qtbot.waitSignal(panel.picked) as said:
        at = panel.list.visualItemRect(item(panel, 2)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said.args == [2]
    with qtbot.waitSignal(panel.details) as asked:
        choose(panel, 1, "Details")
    assert asked.args == [1]


def test_counts_follow_drawing_and_undo(panel: FramesPanel, session: Session, draw: Draw) -> None:
    draw(1)
    draw(1)
    assert item(panel, 1).data(ROW_ROLE).count == "2 labels"
    session.undo()
    assert item(panel, 1).data(ROW_ROLE).count == "1 label"


def test_a_frame_says_what_is_wrong_with_it_until_it_is_well_again(panel: FramesPanel) -> None:
    panel.set_state(2, "missing")
    assert item(panel, 2).data(ROW_ROLE).fault == "not found"
    panel.set_state(2, "ready")
    assert item(panel, 2).data(ROW_ROLE).fault == ""


def test_the_panes_that_show_a_frame_are_marked(panel: FramesPanel) -> None:
    panel.set_pane_frames([2, 1])
    assert item(panel, 1).data(ROW_ROLE).panes == (False, True)
    assert item(panel, 2).data(ROW_ROLE).panes == (True, False)
    panel.set_pane_frames([1, None])
    assert item(panel, 1).data(ROW_ROLE).panes == (True, False)
    assert item(panel, 2).data(ROW_ROLE).panes == (False, False)


def test_a_double_click_shows_the_frame_in_the_active_pane(qtbot: QtBot, panel: FramesPanel) -> None:
    with qtbot.waitSignal(panel.show_in) as asked:
        panel.list.itemActivated.emit(item(panel, 2))
    assert asked.args == [2, ACTIVE_PANE]


def test_the_menu_shows_left_and_right_and_locates(qtbot: QtBot, panel: FramesPanel) -> None:
    panel.set_pane_frames([1, None])
    for text, pane in (("Show left", 0), ("Show right", 1)):
        with qtbot.waitSignal(panel.show_in) as asked:
            choose(panel, 2, text)
        assert asked.args == [2, pane]
    with qtbot.waitSignal(panel.locate) as located:
        choose(panel, 2, "Locate the file…")
    assert located.args == [2]
    with qtbot.waitSignal(panel.add):
        panel.add_button.click()


def test_removing_a_frame_takes_its_labels_in_one_edit(panel: FramesPanel, session: Session, draw: Draw) -> None:
    label = draw(1)
    frame = session.project.frames[1]
    edits: list[Edit] = []
    session.edited.connect(edits.append)
    choose(panel, 1, "Remove from the project")
    assert [[change.before for change in edit.changes] for edit in edits] == [[label, frame]]
    assert 1 not in session.project.frames
    assert [row.frame_id for row in rows(panel)] == [2, 3]
    session.undo()
    assert session.project.labels(1) == {label.id: label}
    assert item(panel, 1).data(ROW_ROLE).count == "1 label"


def test_a_removal_that_cannot_be_kept_is_said(
    qtbot: QtBot, panel: FramesPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = BasewatchError("The disk is full.")

    def refuse(_edit: object, **_how: object) -> None:
        raise fault

    monkeypatch.setattr(session.file, "do", refuse)
    with qtbot.waitSignal(panel.failed) as said:
        panel.remove_frame(1)
    assert said.args == [fault]
    assert len(rows(panel)) == 3


def test_an_empty_project_says_what_to_do(panel: FramesPanel, session: Session) -> None:
    assert panel.empty_text == ""
    session.do(removed("remove frames", session.project.frames.values()))
    assert "Drop frames here" in panel.empty_text
