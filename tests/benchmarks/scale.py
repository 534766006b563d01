"""What a project of 1,000 frames and 1,000,000 labels costs: opening it, one edit, and taking back a big one."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.benchmarks.big_project import FRAMES, big_project, some_labels
from tests.benchmarks.rows import Bench, median_ms, p95_ms, timed
from tests.journeys.scene import open_window

EDITS = 200
MANY = 10_000
FULL_FRAME = FRAMES
OPEN_MS, OPEN_MB = 500.0, 350.0
EDIT_MS, UNDO_MS = 15.0, 300.0
OF_A_BARE_INSERT = 1.5
RUNS = 3


def bench_open(bench: Bench, frames: Path, folder: Path) -> None:
    """Until the window shows the project, beside an empty one, each in a process of its own."""
    empty = folder / "empty.basewatch"
    ProjectFile.create(empty, shipped_categories()).close()
    (of_empty, empty_mb), (of_big, big_mb) = _opened(empty), _opened(big_project(frames))
    bench.add("open 1000 frames, 1000000 labels", of_big, "ms", of_empty, of_empty + OPEN_MS)
    bench.add("memory with 1000 frames, 1000000 labels", big_mb, "MB", empty_mb, OPEN_MB)


def bench_edits(bench: Bench, frames: Path) -> None:
    """Edits and their undo on a frame of 100,000 labels: in the file alone, and in the window until they are seen."""
    path = frames / "scale-run.basewatch"
    shutil.copy(big_project(frames), path)
    _bench_file(bench, path)
    with open_window(1366, 768) as window:
        window.open_paths([path])
        _bench_window(bench, window)
    path.unlink()


def _opened(project: Path) -> tuple[float, float]:
    """Milliseconds and MB, each the median of some runs."""
    command = [sys.executable, str(Path(__file__).with_name("opening_project.py")), str(project)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(RUNS)]
    taken, resident = zip(*(json.loads(run.stdout.strip().splitlines()[-1]) for run in runs), strict=True)
    return median(taken), median(resident)


def _bench_file(bench: Bench, path: Path) -> None:
    """One edit in the file and in memory, each after a bare insert with the same durability."""
    with ProjectFile.open(path) as project, _bare_insert(path.with_name("bare.sqlite")) as insert:
        labels = list(project.project.labels(FULL_FRAME).values())
        floor, times = [], []
        for edit in _small_edits(labels, project.new_label_id):
            floor.append(timed(insert))
            times.append(timed(lambda edit=edit: project.do(edit)))  # type: ignore[misc]
    bar = OF_A_BARE_INSERT
    bench.add(
        "one edit, 1000000 labels, in the file, median",
        median_ms(times),
        "ms",
        median_ms(floor),
        median_ms(floor) * bar,
    )
    bench.add("one edit, 1000000 labels, in the file, p95", p95_ms(times), "ms", p95_ms(floor), p95_ms(floor) * bar)


def _bench_window(bench: Bench, window: MainWindow) -> None:
    """The same until panes and table have followed."""
    session, grid, workspace = window.session, window.grid, window.workspace
    assert session is not None
    assert grid is not None
    assert workspace is not None
    for pane in grid.panes:
        workspace.show_frame(FULL_FRAME, pane.index)
    _see(window)
    wait_until(lambda: not (session.jobs.running or window.jobs.running))

    def done(edit: Edit) -> None:
        session.do(edit)
        _see(window)

    def undone() -> None:
        session.undo()
        _see(window)

    labels = list(session.project.labels(FULL_FRAME).values())
    times = [timed(lambda edit=edit: done(edit)) for edit in _small_edits(labels, session.file.new_label_id)]  # type: ignore[misc]
    bench.add("one edit, 100000 labels on the frame, seen, median", median_ms(times), "ms")
    bench.add("one edit, 100000 labels on the frame, seen, p95", p95_ms(times), "ms", None, EDIT_MS)
    some = list(session.project.labels(FULL_FRAME).values())[-MANY - 1000 : -1000]
    big_edits = {
        "moved": replaced(
            "move", [(label, replace(label, outline=move_outline(label.outline, 3.0, 4.0))) for label in some]
        ),
        "retyped": replaced(
            "retype", [(label, replace(label, category_id=label.category_id % 8 + 1)) for label in some]
        ),
        "deleted": removed("delete", some),
    }
    for name, edit in big_edits.items():
        done(edit)
        bench.add(f"undo of {MANY} labels {name}, seen", timed(undone) * 1000, "ms", None, UNDO_MS)


def _see(window: MainWindow) -> None:
    """Have all that follows an edit done, as one turn of the window's event loop does."""
    assert window.grid is not None
    window.grid.refresh_now()
    QApplication.processEvents()


def _small_edits(labels: list[Label], new_id: Callable[[], int]) -> Iterator[Edit]:
    """Labels moved, drawn, described and deleted one at a time."""
    generator = np.random.default_rng(3)
    for number in range(0, EDITS * 37, 37 * 4):
        one, other, third = labels[number], labels[number + 37], labels[number + 74]
        yield replaced("move", [(one, replace(one, outline=move_outline(one.outline, 3.0, 4.0)))])
        yield added("draw", some_labels(generator, FULL_FRAME, new_id(), 1))
        yield replaced("describe", [(other, replace(other, note="engines running"))])
        yield removed("delete", [third])


@contextmanager
def _bare_insert(path: Path) -> Iterator[Callable[[], object]]:
    """A bare SQLite insert of a row as long as a label's into a new file, durable when it returns."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE label (id INTEGER PRIMARY KEY, outline TEXT)")
    yield lambda: database.execute("INSERT INTO label (outline) VALUES (?)", ("x" * 300,))
    database.close()
    path.unlink()
