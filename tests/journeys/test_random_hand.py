"""A hand that does anything at all with every tool: memory, database, table and screen agree after every step."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.exchange.formats import FORMATS
from basewatch_gui.geometry.outline import Polygon, centre_px, rings_px
from basewatch_gui.session.session import Session
from basewatch_gui.tools.registry import TOOLS
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.pane.layers import labels_layer
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.actions import records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.agreement import check_all, everything
from tests.journeys.scene import click_at, drag, on_screen, open_window, panel_of, ready, write_project

STEPS = 500
MOST_LABELS = 40
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
    "new_project", "open_project", "open_demo", "open_frames", "open_folder", "save_copy", "save_table", "cache",
    "quit", "about", "float_pane", *(f"{verb}_{each.name}" for each in FORMATS for verb in ("import", "export")),
})  # fmt: skip
"""What asks for a file, closes the window or opens another one."""

ACTIONS = tuple(record.name for record in records_of(CAPABILITIES) if record.name not in LEFT_ALONE)
MARKS = ("cell_done", "cell_empty", "cell_not_observable", "cell_second_look", "cell_to_do", "walk_grid")
ANSWERS = ("accept_suggestion", "delete", "not_observable", "accept_all", "leave_suggestions")
REVIEWS = (
    "submit", "approve", "approve_next", "submit_all", "approve_all", "frame_reviewed", "lock_label", "next_finding",
)  # fmt: skip
OUTLINES = ("flip", "align", "square", "turn_left", "scale_up", "simplify", "retype", "duplicate", "merge", "occluded")


class RandomHand:
    """Clicks, drags, keys and whole jobs by chance; `done` are the jobs that changed the project."""

    def __init__(self, window: MainWindow, chance: Random) -> None:
        self.window = window
        self.done: set[str] = set()
        self._chance = chance
        self._jobs: dict[str, Callable[[], None]] = {
            "draw": self._draw,
            "hole": self._hole,
            "split": self._split,
            "change": lambda: self._on_labels(OUTLINES),
            "review": lambda: self._on_labels(REVIEWS),
            "describe": self._describe,
            "lay grid": self._lay_grid,
            "mark cells": lambda: self._some_of(MARKS),
            "suggest": self._suggest,
            "paste": self._paste,
            "undo and redo": self._undo_and_redo,
        }

    @property
    def session(self) -> Session:
        """The session of the project that is open now."""
        assert self.window.session is not None
        return self.window.session

    def step(self) -> str:
        """Do one thing; returns what it was."""
        if sum(len(self.session.project.labels(key)) for key in self.session.project.frames) > MOST_LABELS:
            self._run("select_all", "delete")
            return "clear"
        pane = self._pane()
        match self._chance.randrange(12):
            case 0 | 1:
                return self._run(self._chance.choice(ACTIONS))
            case 2:
                return self._run(self._chance.choice(tuple(name for name in TOOLS if name in ACTIONS)))
            case 3 | 4:
                key = self._chance.choice(KEYS)
                QTest.keyClick(pane, key, self._chance.choice((PLAIN, PLAIN, SHIFT)))
                return f"key {key.name}"
            case 5 | 6:
                buttons = (Qt.MouseButton.LeftButton,) * 5 + (Qt.MouseButton.RightButton,)
                click_at(pane, self._place(pane), self._held(), self._chance.choice(buttons))
                return "click"
            case 7 | 8:
                drag(pane, self._place(pane), self._place(pane), self._held())
                return "drag"
            case _:
                return self._job()

    def _job(self) -> str:
        name = self._chance.choice(tuple(self._jobs))
        before = everything(self.session.file)
        self._jobs[name]()
        if everything(self.session.file) != before:
            self.done.add(name)
        return name

    def _draw(self) -> None:
        """A few clicks with any tool, then Enter."""
        self._run("select", self._chance.choice(("oriented_box", "edge_box", "diamond", "box", "polygon", "point")))
        pane = self._pane()
        for _ in range(self._chance.randrange(1, 6)):
            click_at(pane, self._any_place(pane))
        QTest.keyClick(pane, Qt.Key.Key_Return)

    def _hole(self) -> None:
        """A polygon and a smaller one within it."""
        pane = self._pane()
        for size in (40, 12):
            self._run("polygon")
            middle = QPoint(*(side // 2 for side in pane.size_scr))
            for corner in (QPoint(-size, -size), QPoint(size, -size), QPoint(size, size), QPoint(-size, size)):
                click_at(pane, middle + corner)
            QTest.keyClick(pane, Qt.Key.Key_Return)
            frame = pane.pointed.frame_id
            if size == 40 and frame is not None:
                held = self.session.project.labels(frame)
                newest = max(held, default=None)
                self._run("select")
                if newest is not None and isinstance(held[newest].outline, Polygon):
                    self._run("select_none")
                    click_at(pane, on_screen(pane, rings_px(held[newest].outline)[0][0]))

    def _split(self) -> None:
        """A line over all of the pane, right through a label where there is one."""
        pane = self._pane()
        through, (width, height) = self._place(pane), pane.size_scr
        self._run("split")
        click_at(pane, QPoint(1, min(max(2 * through.y() - height // 2, 1), height - 2)))
        click_at(pane, through)
        click_at(pane, QPoint(width - 2, height // 2))
        QTest.keyClick(pane, Qt.Key.Key_Return)

    def _on_labels(self, names: tuple[str, ...]) -> None:
        self._run("select", self._chance.choice(("select_all", "select_category", "next_label")))
        self._some_of(names)

    def _some_of(self, names: tuple[str, ...]) -> None:
        self._run(*(self._chance.choice(names) for _ in range(self._chance.randrange(1, 4))))

    def _describe(self) -> None:
        """Into the inspector, on to any field, and answer by a digit."""
        self._run("select", "next_label", "edit_label")
        for _ in range(self._chance.randrange(12)):
            self._key(Qt.Key.Key_Tab)
        self._key(Qt.Key(ord(self._chance.choice("123"))))
        self._key(Qt.Key.Key_Escape)

    def _lay_grid(self) -> None:
        self._run("cells_panel")
        panel = panel_of(self.window, CellsPanel)
        assert panel is not None
        fields = panel.grid_fields
        fields.cell.setFocus()
        fields.cell.selectAll()
        QTest.keyClicks(fields.cell.lineEdit(), self._chance.choice(("100", "150", "200")))
        QTest.keyClick(fields.cell.lineEdit(), Qt.Key.Key_Return)
        self._run("walk_grid")

    def _suggest(self) -> None:
        self._run("select", "suggest_other_date")
        self._some_of(ANSWERS)

    def _paste(self) -> None:
        """Copy from one frame and paste into another one."""
        self._pane()
        self._run("select", self._chance.choice(("select_all", "next_label")), self._chance.choice(("copy", "cut")))
        self._pane()
        self._run("paste")

    def _undo_and_redo(self) -> None:
        for name, most in (("undo", 8), ("redo", 8)):
            self._run(*[name] * self._chance.randrange(most))

    def _pane(self) -> Pane:
        """Take any of the panes."""
        assert self.window.grid is not None
        pane = self._chance.choice(self.window.grid.panes)
        pane.activated.emit(pane.index)
        return pane

    def _run(self, *names: str) -> str:
        for name in names:
            if self.window.action(name).isEnabled():
                self.window.action(name).trigger()
            for other in QApplication.topLevelWidgets():
                if other is not self.window and other.isVisible():
                    other.close()
        return " ".join(names)

    def _key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            QTest.keyClick(focused, key)

    def _place(self, pane: Pane) -> QPoint:
        """Any place, or one on a label."""
        frame = pane.pointed.frame_id
        labels = list(self.session.project.labels(frame).values()) if frame is not None else []
        if labels and pane.frame_to_screen is not None and self._chance.random() < 0.6:
            outline = self._chance.choice(labels).outline
            corners = [place for ring in rings_px(outline) for place in ring]
            at = on_screen(pane, self._chance.choice([centre_px(outline), *corners]))
            if pane.viewport().rect().contains(at):
                return at
        return self._any_place(pane)

    def _any_place(self, pane: Pane) -> QPoint:
        width, height = pane.size_scr
        return QPoint(self._chance.randrange(width), self._chance.randrange(height))

    def _held(self) -> Qt.KeyboardModifier:
        return self._chance.choice((PLAIN, PLAIN, PLAIN, SHIFT, CTRL, ALT))


def work(project: Path, seed: int) -> set[str]:
    """Work by chance, in the middle close the window and open the project again; returns the jobs that did anything."""
    chance, done = Random(seed), set[str]()
    for half in range(2):
        with open_window(820, 480) as window:
            window.parts.get(Projects).open(project)
            assert window.grid is not None
            session, _ = ready(window, sum(frame is not None for frame in window.grid.shown))
            hand = RandomHand(window, chance)
            for number in range(STEPS // 2):
                said = hand.step()
                QApplication.processEvents()
                try:
                    check_all(window, session)
                except AssertionError as fault:
                    raise AssertionError(f"seed {seed}, step {half * STEPS // 2 + number}: {said}") from fault
            done |= hand.done
    return done


@pytest.mark.usefixtures("qapp")
def test_any_work_of_the_hand_leaves_memory_database_and_screen_the_same(
    tmp_path: Path, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Lines are smoothed later, which can't be compared.
    monkeypatch.setattr(labels_layer, "REST_MS", 0)
    first = write_project(tmp_path / "first.basewatch", pair)

    @settings(max_examples=1)
    @given(seed=st.integers(0, 2**32))
    def some_work(seed: int) -> None:
        copy = tmp_path / f"{seed}.basewatch"
        copy.write_bytes(first.read_bytes())
        assert len(work(copy, seed)) >= 6

    some_work()
