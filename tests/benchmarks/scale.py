"""What a project of many frames and labels costs: opening it, one edit, and undoing a big one."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from affine import Affine

from tests.benchmarks import bars
from tests.benchmarks.big_project import big_project, some_labels
from tests.benchmarks.floors import Composer, Store
from tests.benchmarks.program import Edit, ProjectFile, added, move_outline, removed, replaced, shipped_categories
from tests.benchmarks.rounds import ROUNDS, Figures, alternate, alternate_each, seconds_of
from tests.benchmarks.rows import Bench
from tests.benchmarks.window import Window, opened_window

EDITS = 40
"""Edits in a round."""
MANY = 10_000
OPEN_MB = 350.0

SCALE = """
Open: until the window shows the project, each time in a process of its own. Floor of an empty project: sqlite3 alone
reads every table, then Qt alone shows a window with as many docks and tables. Floor of the big one: the empty one; its
labels are to be read when they are needed. Memory: once nothing is left to be done, beside the empty project's.
Edit, in the file: labels moved, drawn, described and deleted one at a time, durable; floor: *store* inserts a row of a
label's length. Seen: also redrawn in two panes and the table, with a tenth of all labels on the frame; floor: *store*
inserts a row, then *compose* of both panes. Undo of 10,000 labels, durable and seen; floor: *store* rewrites as many
rows (inserts them where they were deleted) in one transaction, in a table of as many as the frame has labels.
"""


def bench_open(bench: Bench, frames_folder: Path, frames: int, labels: int, *, is_quick: bool) -> None:
    """Measure how long the window takes to open an empty project and the big one."""
    memory: dict[Path, list[float]] = {}

    def opened(project: Path) -> tuple[float, float]:
        command = [sys.executable, str(Path(__file__).with_name("opening_project.py")), str(project)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        floor, taken, resident = json.loads(run.stdout.strip().splitlines()[-1])
        memory.setdefault(project, []).append(resident)
        return floor, taken

    with tempfile.TemporaryDirectory() as folder:
        empty, big = Path(folder) / "empty.basewatch", big_project(frames_folder, frames, labels)
        ProjectFile.create(empty, shipped_categories()).close()
        bare: list[list[float]] = []

        def open_empty(_number: int) -> list[float]:
            floor, taken = opened(empty)
            bare.append([floor])
            return [taken]

        of_empty, of_big = alternate(open_empty, lambda _number: [opened(big)[1]], warm_up=not is_quick)
    bench.add_ratio("open an empty project", of_empty, Figures.of(bare[-ROUNDS:]), bars.OPEN_EMPTY, has_p95=False)
    bench.add_ratio(f"open {frames} frames, {labels} labels", of_big, of_empty, bars.OPEN_BIG, has_p95=False)
    of_empty_mb, of_big_mb = median(memory[empty]), median(memory[big])
    bench.add_value(f"memory with {frames} frames, {labels} labels", of_big_mb, "MB", of_empty_mb, OPEN_MB)


def bench_edits(bench: Bench, frames_folder: Path, frames: int, labels: int, *, is_quick: bool) -> None:
    """Measure edits and their undo on the frame that holds a tenth of all labels, in the file and until they are seen.

    The project is a copy that is removed at the end.
    """
    with tempfile.TemporaryDirectory(dir=frames_folder) as folder:
        path = Path(folder) / "scale.basewatch"
        # Single rows go into a file whose log still grows, as the project's does; whole edits into one that is full.
        fresh, full = Store(Path(folder) / "fresh.sqlite"), Store(Path(folder) / "full.sqlite", labels // 10)
        shutil.copy(big_project(frames_folder, frames, labels), path)
        (Path(folder) / f"scale-{frames}").symlink_to(frames_folder.resolve() / f"scale-{frames}")
        _bench_file(bench, path, fresh, frames, labels)
        with opened_window() as window:
            window.open(path)
            window.show_everywhere(frames)
            _bench_seen(bench, window, fresh, frames, labels)
            _bench_undo(bench, window, full, frames, is_quick=is_quick)
        fresh.close()
        full.close()


def _bench_file(bench: Bench, path: Path, store: Store, frame: int, labels: int) -> None:
    """Measure one edit in the file and in memory."""
    with ProjectFile.open(path) as project:
        edits = iter(_small_edits(project, frame))
        inserting, editing = alternate_each(store.insert, lambda: project.do(next(edits)), steps=EDITS)
    bench.add_ratio(f"one edit, {labels} labels, in the file", editing, inserting, bars.EDIT_IN_FILE)


def _bench_seen(bench: Bench, window: Window, store: Store, frame: int, labels: int) -> None:
    """Measure the same until panes and table show it."""
    composer = Composer(Affine.identity(), window.sizes_scr)
    edits = iter(_small_edits(window.project_file, frame))

    def floor() -> None:
        store.insert()
        composer.compose()

    showing, seeing = alternate_each(floor, lambda: window.do(next(edits)), steps=EDITS)
    bench.add_ratio(f"one edit, {labels // 10} labels on the frame, seen", seeing, showing, bars.EDIT_SEEN)


def _bench_undo(bench: Bench, window: Window, store: Store, frame: int, *, is_quick: bool) -> None:
    """Measure how long it takes to undo an edit of 10,000 labels, until that is seen."""
    labels = list(window.project_file.project.labels(frame).values())[-MANY - 1000 : -1000]
    ids = range(1, MANY + 1)
    edits = {
        "moved": replaced(
            "move", [(label, replace(label, outline=move_outline(label.outline, 3.0, 4.0))) for label in labels]
        ),
        "retyped": replaced(
            "retype", [(label, replace(label, category_id=label.category_id % 8 + 1)) for label in labels]
        ),
        "deleted": removed("delete", labels),
    }
    for name, edit in list(edits.items())[: 1 if is_quick else None]:

        def rewrite(_number: int, name: str = name) -> list[float]:
            if name != "deleted":
                return [seconds_of(lambda: store.rewrite(ids))]
            store.delete(ids)
            return [seconds_of(lambda: store.insert_many(ids))]

        def undo(_number: int, edit: Edit = edit) -> list[float]:
            window.do(edit)
            return [seconds_of(window.undo)]

        rewriting, undoing = alternate(rewrite, undo)
        bench.add_ratio(f"undo of {MANY} labels {name}, seen", undoing, rewriting, bars.UNDO[name], has_p95=False)


def _small_edits(project: ProjectFile, frame: int) -> list[Edit]:
    """Return edits that move, draw, describe and delete labels one at a time, enough for all rounds and one more."""
    labels = list(project.project.labels(frame).values())
    generator = np.random.default_rng(3)
    edits = []
    for number in range(0, EDITS * (ROUNDS + 1) * 37, 37 * 4):
        one, other, third = labels[number], labels[number + 37], labels[number + 74]
        edits += [
            replaced("move", [(one, replace(one, outline=move_outline(one.outline, 3.0, 4.0)))]),
            added("draw", some_labels(generator, frame, project.new_label_id(), 1)),
            replaced("describe", [(other, replace(other, note="engines running"))]),
            removed("delete", [third]),
        ]
    return edits
