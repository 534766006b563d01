"""A hand that does anything at all with every tool: memory, database and screen say the same after every step."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.tools.registry import TOOLS
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.actions.table import rows
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, labels_of, open_window, opened, write_project

STEPS = 500
CTRL, SHIFT, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Left,
    Qt.Key.Key_Up, *(Qt.Key(ord(digit)) for digit in "123456789"),
)  # fmt: skip

LEFT_ALONE = frozenset({
    "new_project", "open_project", "open_demo", "open_frames", "open_folder", "import_coco", "export_coco",
    "save_copy", "save_table", "cache", "quit", "about", "float_pane",
})  # fmt: skip
"""What asks for a file, closes the window or opens another one."""

ACTIONS = tuple(row.name for row in rows() if row.name not in LEFT_ALONE)


class RandomHand:
    """Clicks, drags, keys and actions by chance."""

    def __init__(self, window: MainWindow, chance: Random) -> None:
        self.window = window
        self._chance = chance

    def step(self) -> str:
        """Do one thing; returns what it was."""
        pane = self._chance.choice(self._panes())
        match self._chance.randrange(10):
            case 0 | 1:
                return self._run(self._chance.choice(ACTIONS))
            case 2:
                return self._run(self._chance.choice(tuple(name for name in TOOLS if name in ACTIONS)))
            case 3 | 4:
                key = self._chance.choice(KEYS)
                QTest.keyClick(pane, key, self._chance.choice((PLAIN, PLAIN, SHIFT)))
                return f"key {key.name}"
            case 5 | 6 | 7:
                held = self._held()
                click_at(pane, self._place(pane), held, self._chance.choice((Qt.MouseButton.LeftButton,) * 5
                         + (Qt.MouseButton.RightButton,)))  # fmt: skip
                return "click"
            case _:
                drag(pane, self._place(pane), self._place(pane), self._held())
                return "drag"

    def _panes(self) -> list[Pane]:
        assert self.window.grid is not None
        return self.window.grid.panes

    def _run(self, name: str) -> str:
        if self.window.actions_by_name[name].isEnabled():
            self.window.actions_by_name[name].trigger()
        for other in QApplication.topLevelWidgets():
            if other is not self.window and other.isVisible():
                other.close()
        return name

    def _place(self, pane: Pane) -> QPoint:
        width, height = pane.size_scr
        return QPoint(self._chance.randrange(width), self._chance.randrange(height))

    def _held(self) -> Qt.KeyboardModifier:
        return self._chance.choice((PLAIN, PLAIN, PLAIN, SHIFT, CTRL, ALT))


def everything(file: ProjectFile) -> tuple[object, ...]:
    project = file.project
    tables = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    labels = {label.id: label for label in project.all_labels()}
    return (project.frames, project.categories, labels, *tables)


def check(window: MainWindow, session: Session) -> None:
    """What is in memory is in the file, in the arrays that are drawn and hit, and in the table."""
    with ProjectFile.open(session.file.path) as other:
        assert everything(other) == everything(session.file)
    for frame in session.project.frames:
        held = session.project.labels(frame)
        drawn = session.arrays(frame)
        assert {label.id: label for label in drawn.labels if label is not None} == held
    assert {label.id for label in session.selected_labels} == session.selection
    assert window.docks.labels is not None
    table = window.docks.labels.model
    listed = {table.label_at(row).id: table.label_at(row) for row in range(table.rowCount())}
    assert listed.items() <= labels_of(session).items()


@settings(max_examples=1)
@given(seed=st.integers(0, 2**32))
def work(folder: Path, project: Path, seed: int) -> None:
    chance = Random(seed)
    copy = folder / f"{seed}.basewatch"
    copy.write_bytes(project.read_bytes())
    with open_window() as window:
        session, _ = opened(window, copy)
        hand = RandomHand(window, chance)
        for number in range(STEPS):
            done = hand.step()
            QApplication.processEvents()
            if number % 5 == 0:
                try:
                    check(window, session)
                except AssertionError as fault:
                    raise AssertionError(f"seed {seed}, step {number}: {done}") from fault
        check(window, session)


@pytest.mark.usefixtures("qapp")
def test_any_work_of_the_hand_leaves_memory_database_and_screen_the_same(
    tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    work(tmp_path, write_project(tmp_path / "first.basewatch", pair))
