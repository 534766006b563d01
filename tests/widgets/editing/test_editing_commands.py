"""Labels copied, locked, walked and taken to the other date, by mouse and keys in the real window."""

from math import inf
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from basewatch_gui.geometry.outline import OrientedBox, centre_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.storage import history
from basewatch_gui.widgets.demo_drive import settle
from basewatch_gui.widgets.frames.frames_panel import FramesPanel
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, message, on_screen, opened, panel_of, undo_text

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Held.ControlModifier, Held.ShiftModifier
PLACES = ((100.0, 150.0), (200.0, 150.0), (300.0, 150.0))


class Desk:
    """The window with three aircraft on its first frame."""

    def __init__(self, window: MainWindow, project: Path) -> None:
        self.window = window
        self.session, self.grid = opened(window, project)
        self.first, self.second = self.grid.panes[:2]
        boxes = [OrientedBox(place, 40.0, 30.0, 20.0) for place in PLACES]
        self.session.do(added("draw", [self.session.new_label(1, box, 2) for box in boxes]))
        settle(window)

    def labels(self, frame_id: int) -> list[Label]:
        return list(self.session.project.labels(frame_id).values())

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier, pane: Pane | None = None) -> None:
        QTest.keyClick(pane or self.grid.active, key, held)
        settle(self.window)

    def current(self) -> Suggestion | None:
        return self.session.suggestions.current

    def says(self, text: str) -> bool:
        """Whether the status bar says this."""
        return any(text in part.text() for part in self.window.status.findChildren(QLabel))


@pytest.fixture
def desk(window: MainWindow, project: Path) -> Desk:
    return Desk(window, project)


def test_labels_are_taken_to_the_next_date_and_settled_by_one_key_each(desk: Desk) -> None:
    session, second = desk.session, desk.second
    desk.first.setFocus()
    desk.press(Key.Key_D, SHIFT)
    assert len(session.suggestions.suggestions_on(2)) == 3
    assert desk.grid.active is second
    assert second.hasFocus()
    assert desk.says("Il-76 1 of 3")
    assert desk.says("Del: departed")
    desk.press(Key.Key_Return)
    (made,) = desk.labels(2)
    assert made.track_id == desk.labels(1)[0].track_id == 1
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Backtab, SHIFT)
    now = desk.current()
    assert now is not None
    assert now.label_id == desk.labels(1)[1].id
    desk.press(Key.Key_Delete)
    assert [each.verdict for each in session.project.observations.values()] == ["departed"]
    desk.press(Key.Key_U)
    assert sorted(each.verdict for each in session.project.observations.values()) == ["departed", "not observable"]
    assert session.suggestions.suggestions_on(2) == ()
    assert desk.current() is None
    desk.press(Key.Key_Z, CTRL)
    now = desk.current()
    assert now is not None
    at = on_screen(second, centre_px(now.outline))
    drag(second, at, at + on_screen(second, (30.0, 0.0)) - on_screen(second, (0.0, 0.0)))
    assert len(desk.labels(2)) == 2
    assert desk.labels(2)[1].track_id == desk.labels(1)[2].track_id == 2
    assert centre_px(desk.labels(2)[1].outline)[0] > centre_px(made.outline)[0]
    desk.press(Key.Key_D, Held.ControlModifier | Held.AltModifier)
    assert "Nothing is left to suggest" in message(desk.window)


def test_escape_leaves_suggestions_then_takes_them_away_and_shift_enter_accepts_all(desk: Desk) -> None:
    session = desk.session
    click_at(desk.first, on_screen(desk.first, PLACES[1]))
    desk.press(Key.Key_D, SHIFT)
    assert len(session.suggestions.suggestions_on(2)) == 1
    desk.press(Key.Key_Escape)
    assert desk.current() is None
    assert len(session.suggestions.suggestions_on(2)) == 1
    desk.press(Key.Key_Return)
    assert desk.current() is not None
    assert not desk.labels(2)
    desk.press(Key.Key_Escape)
    desk.window.run("select_none")
    desk.press(Key.Key_Escape)
    assert session.suggestions.suggestions_on(2) == ()
    click_at(desk.second, on_screen(desk.second, (20.0, 20.0)))
    desk.window.run("suggest_other_date")
    settle(desk.window)
    desk.press(Key.Key_Return, SHIFT)
    assert len(desk.labels(2)) == 3
    assert session.suggestions.suggestions_on(2) == ()
    desk.press(Key.Key_Z, CTRL)
    assert not desk.labels(2)
    assert len(session.suggestions.suggestions_on(2)) == 3


def test_labels_are_copied_pasted_locked_and_walked_by_keys(desk: Desk) -> None:
    session, first, second = desk.session, desk.first, desk.second
    click_at(first, on_screen(first, PLACES[0]))
    desk.press(Key.Key_C, CTRL)
    assert '"Il-76"' in QGuiApplication.clipboard().text()
    QTest.mouseMove(second.viewport(), on_screen(second, (50.0, 50.0)))
    desk.press(Key.Key_V, CTRL)
    (made,) = desk.labels(2)
    here, there = session.project.ground_map(1), session.project.ground_map(2)
    assert there.place_at(centre_px(made.outline)) == pytest.approx(here.place_at(PLACES[0]), abs=0.01)
    assert session.selection == {made.id}
    click_at(first, on_screen(first, PLACES[0]))
    desk.press(Key.Key_D, CTRL)
    assert len(desk.labels(1)) == 4
    desk.press(Key.Key_X, CTRL)
    assert len(desk.labels(1)) == 3
    desk.press(Key.Key_Tab, pane=first)
    desk.press(Key.Key_L, CTRL)
    (locked,) = [label for label in desk.labels(1) if label.locked]
    assert session.selection == {locked.id}
    assert desk.window.action("lock_label").isChecked()
    desk.press(Key.Key_Right, pane=first)
    desk.press(Key.Key_Delete, pane=first)
    assert locked in desk.labels(1)
    assert "1 locked label stays as it is" in message(desk.window)
    walked: set[int] = set()
    for _ in PLACES:
        desk.press(Key.Key_Tab, pane=first)
        walked |= session.selection
    assert walked == {label.id for label in desk.labels(1)}
    assert first.hasFocus()
    session.choose_category(1)
    desk.press(Key.Key_A, CTRL | SHIFT)
    assert len(session.selection) == 3
    desk.press(Key.Key_R, CTRL)
    assert sorted(label.category_id for label in desk.labels(1)) == [1, 1, 2]
    QGuiApplication.clipboard().setText("no labels")
    desk.press(Key.Key_V, CTRL)
    assert "holds no labels" in message(desk.window)


def test_keys_in_a_row_are_one_step_and_hints_name_the_keys_in_force(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MERGE_WITHIN_S", inf)
    session, first, window = desk.session, desk.first, desk.window
    drawn = desk.labels(1)
    click_at(first, on_screen(first, PLACES[1]))
    for key in (Key.Key_Left, Key.Key_Up, Key.Key_Left, Key.Key_Comma, Key.Key_Comma):
        desk.press(key, pane=first)
    moved = desk.labels(1)[1].outline
    assert isinstance(moved, OrientedBox)
    assert moved.centre_px == pytest.approx((198.0, 149.0))
    assert moved.heading_px_deg == pytest.approx(18.0)
    assert [entry.action for entry in session.file.history(limit=3)] == ["turn", "move", "draw"]
    desk.press(Key.Key_Z, CTRL)
    desk.press(Key.Key_Z, CTRL)
    assert desk.labels(1) == drawn
    assert undo_text(window) == "Undo: Draw"

    desk.press(Key.Key_O)
    for place in ((60.0, 60.0), (60.0, 100.0)):
        click_at(first, on_screen(first, place))
    assert desk.says("Shift+F swaps")
    window.keys.set("flip", ["Alt+Z"])
    assert desk.says("Alt+Z swaps")
    window.keys.set("flip", [])
    assert desk.says("“Flip heading” swaps")
    window.keys.set("open_frames", ["Alt+Z"])
    assert "(Alt+Z)" in panel_of(window, FramesPanel).add_button.toolTip()
    window.keys.restore_all()
    assert desk.says("Shift+F swaps")


def test_the_walk_brings_labels_into_sight(desk: Desk) -> None:
    session, first = desk.session, desk.first
    far: XY = PLACES[2]
    session.view.look(0, first.viewpoint.zoomed(16.0, (0.0, 0.0), first.size_scr))
    desk.first.setFocus()
    for _ in range(3):
        desk.press(Key.Key_Tab, pane=first)
        (label,) = session.selected_labels
        x, y = on_screen(first, centre_px(label.outline)).toTuple()
        assert 0 < x < first.size_scr[0]
        assert 0 < y < first.size_scr[1]
    assert far in {centre_px(label.outline) for label in desk.labels(1)}
