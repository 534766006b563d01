"""Starts windows that label without end, each in a fork that may be killed at any moment.

Reads project paths, one a line; for each it forks and answers with lines: `pid N`, then one for every edit once it is
shown, `+ ID UID` or `- ID UID`, and `dead` when the fork is gone. Everything is imported once, before any fork.
"""

import os
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QPoint, Qt

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.widgets.demo_drive import choose_category
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, key, open_window

CTRL = Qt.KeyboardModifier.ControlModifier


def main() -> None:
    """Serve until there are no more paths."""
    nursery = os.getpid()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                with open_window(640, 420) as window:
                    work(window, Path(line.strip()), nursery)
            finally:
                os._exit(1)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


def say(line: str) -> None:
    """Write one line at once and whole."""
    os.write(1, f"{line}\n".encode())


def report(edit: Edit) -> None:
    """Say what an edit that is shown did to the labels."""
    for change in edit.label_changes:
        label = change.item
        assert isinstance(label, Label)
        say(f"{'+' if change.after is not None else '-'} {label.id} {label.uid}")


def work(window: MainWindow, project: Path, nursery: int) -> None:
    """Draw, undo and redo by mouse and keys for as long as the nursery lives."""
    window.parts.get(Projects).open(project)
    session, grid = window.session, window.grid
    assert session is not None
    assert grid is not None
    assert not session.file.read_only
    grid.refresh_now()
    session.edited.connect(report)
    for turn in count():
        if os.getppid() != nursery:
            return
        pane = grid.panes[turn % 2]
        pane.activated.emit(pane.index)
        at = QPoint(20 + 7 * turn % 90, 15 + 11 * turn % 90)
        choose_category(window, 1 + turn % 5)
        if turn % 3 == 0:
            for place in (at, at + QPoint(20, 5), at + QPoint(9, 12)):
                click_at(pane, place)
        elif turn % 3 == 1:
            key(window, Qt.Key.Key_R)
            drag(pane, at, at + QPoint(16, 13))
        else:
            key(window, Qt.Key.Key_Period)
            click_at(pane, at)
        if turn % 4 == 3:
            key(window, Qt.Key.Key_Z, CTRL)
        if turn % 8 == 7:
            key(window, Qt.Key.Key_Y, CTRL)


if __name__ == "__main__":
    main()
