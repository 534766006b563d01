from dataclasses import replace

import pytest
from affine import Affine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from basewatch_gui.imagery.registration.proposal import Proposal, Verdict, Why
from basewatch_gui.model.edit import replaced
from basewatch_gui.session.registration.nudging import NUDGE_PAUSE_MS
from basewatch_gui.session.session import Session
from basewatch_gui.tools.ties import PlaceTie
from basewatch_gui.widgets.registration.points_table import METRES, NUMBER, PX
from basewatch_gui.widgets.registration.registration_panel import BLINK_MS, RegistrationPanel
from basewatch_gui.widgets.registration.registration_texts import facts, verdict_text, why_text

GOOD = Proposal(
    Affine.translation(3.0, 4.0), "shift", "features", 90, 100, 24, 25, 0.1, 0.5, 0.9, 5.0, "good", "agrees"
)
PLACES = ((100.0, 100.0), (900.0, 120.0), (500.0, 700.0), (600.0, 400.0))


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> RegistrationPanel:
    made = RegistrationPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 440)
    made.set_shown([2, 1])
    made.show()
    return made


def pick(session: Session, off_px: float = 0.0) -> None:
    """Frame 1 must go about 2 m east and 1 m north; the last point is off to the right on it."""
    for number, (x, y) in enumerate(PLACES):
        session.registering.ties.carry_out(2, PlaceTie((x, y)))
        more = off_px if number == len(PLACES) - 1 else 0.0
        session.registering.ties.carry_out(1, PlaceTie((x - 4.0 + more, y + 2.0)))


def propose(session: Session, proposal: Proposal | None) -> None:
    session.registering.automatic.proposal = proposal
    session.registering.automatic.changed.emit()


def cells(panel: RegistrationPanel, column: int) -> list[str]:
    items = [panel.points.item(row, column) for row in range(panel.points.rowCount())]
    return [item.text() if item is not None else "" for item in items]


def test_the_frames_in_the_panes_are_offered_as_the_pair(panel: RegistrationPanel, session: Session) -> None:
    assert session.registering.ties.pair == (2, 1)
    assert panel.pair.reference.currentText() == "2024-12-05 08:14 UTC"
    assert panel.pair.moving.currentText() == "2024-12-13 08:22 UTC"


def test_a_frame_without_a_georeference_is_the_one_to_move(panel: RegistrationPanel, session: Session) -> None:
    panel.set_shown([3, 1])
    assert session.registering.ties.pair == (1, 3)


def test_a_pair_that_is_shown_stays_when_panes_change(panel: RegistrationPanel, session: Session) -> None:
    panel.set_shown([1, 2, 3])
    assert session.registering.ties.pair == (2, 1)


def test_choosing_and_swapping_ask_for_both_frames_side_by_side(
    qtbot: QtBot, panel: RegistrationPanel, session: Session
) -> None:
    with qtbot.waitSignal(panel.pair_chosen) as asked:
        QTest.mouseClick(panel.pair.swap, Qt.MouseButton.LeftButton)
    assert asked.args == [1, 2]
    assert session.registering.ties.pair == (1, 2)
    combo = panel.pair.moving
    combo.setCurrentIndex(combo.findData("3"))
    with qtbot.waitSignal(panel.pair_chosen) as asked:
        combo.activated.emit(combo.currentIndex())
    assert asked.args == [1, 3]


def test_points_are_listed_with_their_residuals_and_the_worst_in_bold(
    panel: RegistrationPanel, session: Session
) -> None:
    pick(session, off_px=8.0)
    assert cells(panel, NUMBER) == ["1", "2", "3", "4"]
    assert cells(panel, PX) == ["2.00", "2.00", "2.00", "6.00"]
    assert cells(panel, METRES) == ["1.00", "1.00", "1.00", "3.00"]
    bold = [panel.points.item(row, METRES).font().bold() for row in range(4)]  # type: ignore[union-attr]
    assert bold == [False, False, False, True]
    assert panel.rms.text() == "RMS 3.46 px, 1.73 m"


def test_a_tick_takes_a_point_out_of_the_fit(panel: RegistrationPanel, session: Session) -> None:
    pick(session, off_px=8.0)
    item = panel.points.item(3, NUMBER)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    assert not session.registering.ties.points[3].used
    assert cells(panel, PX) == ["0.00", "0.00", "0.00", "8.00"]


def test_selecting_a_row_selects_the_point_and_delete_removes_it(panel: RegistrationPanel, session: Session) -> None:
    pick(session)
    panel.points.selectRow(1)
    assert session.registering.ties.selected == 1
    QTest.keyClick(panel.points, Qt.Key.Key_Delete)
    assert cells(panel, NUMBER) == ["1", "2", "3"]
    panel.clear_button.click()
    assert not session.registering.ties.points
    assert panel.points.isHidden()


def test_a_model_is_chosen_among_those_that_the_points_carry(panel: RegistrationPanel, session: Session) -> None:
    session.registering.ties.carry_out(2, PlaceTie(PLACES[0]))
    assert cells(panel, PX) == ["one frame only"]
    session.registering.ties.carry_out(1, PlaceTie(PLACES[0]))
    assert not panel.model.isEnabled()
    assert "1 more point" in panel.advice.text()
    session.registering.ties.clear()
    pick(session)
    assert [panel.model.itemText(row) for row in range(panel.model.count())] == ["Shift", "Similarity", "Affine"]
    panel.model.setCurrentIndex(2)
    panel.model.activated.emit(2)
    assert session.registering.fit is not None
    assert session.registering.fit.model == "affine"


def test_apply_and_reset_are_one_edit_each(panel: RegistrationPanel, session: Session) -> None:
    assert not panel.apply_button.isEnabled()
    assert not panel.reset_button.isEnabled()
    pick(session)
    panel.apply_button.click()
    _, _, east, _, _, north = session.project.frames[1].registration
    assert (east, north) == pytest.approx((2.0, 1.0), abs=0.1)  # grid north is two degrees off the plane's
    assert (panel.nudge.east.value(), panel.nudge.north.value()) == (round(east, 2), round(north, 2))
    panel.reset_button.click()
    assert session.project.frames[1].nudge_m == 0.0
    session.undo()
    session.undo()
    assert session.project.frames[1].nudge_m == 0.0


def test_typing_a_nudge_is_an_edit(panel: RegistrationPanel, session: Session) -> None:
    panel.nudge.east.setFocus()
    panel.nudge.east.selectAll()
    QTest.keyClicks(panel.nudge.east, "-3.5")
    QTest.keyClick(panel.nudge.east, Qt.Key.Key_Return)
    assert session.project.frames[1].registration[2] == -3.5
    assert session.project.frames[1].registration[5] == 0.0


def test_arrow_keys_nudge_by_a_tenth_of_a_pixel_and_by_one(
    qtbot: QtBot, panel: RegistrationPanel, session: Session
) -> None:
    pad = panel.nudge.pad
    QTest.keyClick(pad, Qt.Key.Key_Right)
    QTest.keyClick(pad, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert (panel.nudge.east.value(), panel.nudge.north.value()) == (0.05, -0.5)
    with qtbot.waitSignal(session.edited, timeout=NUDGE_PAUSE_MS * 10):
        pass
    assert session.project.frames[1].registration[2::3] == pytest.approx((0.05, -0.5), abs=1e-3)


def test_a_proposal_is_shown_with_its_evidence_and_discarded(panel: RegistrationPanel, session: Session) -> None:
    propose(session, GOOD)
    texts = [label.text() for label in panel.proposal.findChildren(QLabel)]
    assert "Good match" in texts
    assert {"5.00 m, shift", "0.20 px, 0.10 m", "24 of 25 windows", "90 of 100 features"} <= set(texts)
    assert panel.apply_button.isEnabled()
    panel.discard_button.click()
    assert panel.proposal.isHidden()
    assert not panel.apply_button.isEnabled()


def test_no_match_says_why_and_can_not_be_applied(panel: RegistrationPanel, session: Session) -> None:
    propose(session, replace(GOOD, verdict="no match", why="not alike"))
    assert panel.proposal.verdict.text() == "No match"
    assert "tie points" in panel.proposal.why.text()
    assert not panel.apply_button.isEnabled()
    assert panel.discard_button.isEnabled()


@pytest.mark.parametrize("verdict", ["good", "doubtful", "no match"])
@pytest.mark.parametrize(
    "why",
    ["agrees", "no overlap", "not alike", "few windows", "windows disagree", "one corner", "rough", "far"],
)
def test_every_verdict_has_words(verdict: Verdict, why: Why) -> None:
    proposal = replace(GOOD, verdict=verdict, why=why, method="correlation")
    assert verdict_text(proposal)
    assert why_text(proposal).endswith(".")
    assert ("Found by", "correlation") in facts(proposal)


def test_preview_and_blink_show_the_frame_moved_and_back(
    qtbot: QtBot, panel: RegistrationPanel, session: Session
) -> None:
    pick(session)
    registering, plain = session.registering, session.project.ground_map(1)

    def moved() -> bool:
        return registering.ground_map(1) is not plain

    panel.preview.click()
    assert moved()
    panel.preview.click()
    assert not moved()
    panel.blink.click()
    qtbot.waitUntil(moved, timeout=BLINK_MS * 10)
    qtbot.waitUntil(lambda: not moved(), timeout=BLINK_MS * 10)
    assert session.project.frames[1].nudge_m == 0.0
    panel.preview.setChecked(True)
    panel.hide()
    assert not moved()
    assert not panel.blink.isChecked()


def test_the_panel_follows_undo(panel: RegistrationPanel, session: Session) -> None:
    frame = session.project.frames[1]
    session.do(replaced("nudge", [(frame, replace(frame, registration=(1.0, 0.0, 7.0, 0.0, 1.0, 0.0)))]))
    assert panel.nudge.east.value() == 7.0
    session.undo()
    assert panel.nudge.east.value() == 0.0


def test_it_asks_the_window_for_the_tool_and_the_search(qtbot: QtBot, panel: RegistrationPanel) -> None:
    with qtbot.waitSignal(panel.pick):
        panel.pick_button.click()
    with qtbot.waitSignal(panel.search):
        panel.search_button.click()


def test_it_is_no_wider_than_its_dock(panel: RegistrationPanel, session: Session) -> None:
    pick(session, off_px=8.0)
    propose(session, GOOD)
    assert panel.minimumSizeHint().width() <= 300
    assert panel.points.parentWidget().minimumSizeHint().width() <= 288  # type: ignore[union-attr]
