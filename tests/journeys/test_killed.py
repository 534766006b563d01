"""A window that is killed while somebody labels: whatever was shown is there when the project is opened again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from select import select
from time import monotonic

import pytest

from basewatch_gui.storage.project_file import ProjectFile
from tests.journeys.scene import write_pair, write_project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="needs a fork of a process that has Qt loaded, which only Linux is sure to allow"
)

ROOT = Path(__file__).resolve().parents[2]
NURSERIES, KILLS_EACH = 2, 25
PATIENCE_S = 60.0
Held = dict[int, str]


class Nursery:
    """The process that forks windows; its lines are read as they come."""

    def __init__(self, process: "subprocess.Popen[bytes]", errors: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._requests = process.stdin
        self._answers = process.stdout.fileno()
        self._errors = errors
        self._rest = b""
        self._lines: list[str] = []

    def start(self, project: Path) -> None:
        """Ask for a window with this project."""
        self._requests.write(f"{project}\n".encode())
        self._requests.flush()

    def line(self, patience_s: float) -> str | None:
        """The next line; None when there is none after so long."""
        end = monotonic() + patience_s
        while not self._lines:
            ready, _, _ = select([self._answers], [], [], max(end - monotonic(), 0.0))
            if not ready:
                return None
            *whole, self._rest = (self._rest + os.read(self._answers, 65536)).split(b"\n")
            self._lines = [line.decode() for line in whole]
        return self._lines.pop(0)

    def wanted(self) -> str:
        """The next line, which must come."""
        line = self.line(PATIENCE_S)
        assert line is not None, f"the window does not answer; {self._errors.read_text()}"
        return line


@contextmanager
def nursery(errors: Path) -> Iterator[Nursery]:
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.killed_child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        ) as process,
    ):
        try:
            yield Nursery(process, errors)
        finally:
            process.kill()


def killed_after(nest: Nursery, project: Path, delay_s: float) -> list[str]:
    """Have a window label and kill it so long after its first edit; returns what it said."""
    nest.start(project)
    number = int(nest.wanted().removeprefix("pid "))
    said = [nest.wanted()]
    end = monotonic() + delay_s
    while (left := end - monotonic()) > 0:
        line = nest.line(left)
        if line is not None:
            said.append(line)
            assert line != "dead", "the window ended by itself"
    os.kill(number, signal.SIGKILL)
    while (line := nest.wanted()) != "dead":
        said.append(line)
    return said


def followed(held: Held, said: list[str]) -> Held:
    """The labels after what a window said it had done."""
    after = dict(held)
    for line in said:
        sign, number, uid = line.split()
        if sign == "+":
            assert int(number) not in after
            after[int(number)] = uid
        else:
            assert after.pop(int(number)) == uid
    return after


def check(project: Path, expected: Held, entries: int) -> tuple[Held, int]:
    """The project is whole and holds what was shown, and at most the one edit more that was under way."""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with ProjectFile.open(project) as file:
        assert not file.read_only
        held = {label.id: label.uid for label in file.project.all_labels()}
        more = len(file.history(10**6)) - entries
        assert more in (0, 1)
        assert len(held.items() ^ expected.items()) == more
    return held, entries + more


def kill_often(folder: Path, seed: int) -> int:
    """Kill one window after another on one project; returns how many edits were shown."""
    folder.mkdir()
    chance = random.Random(seed)
    project = write_project(folder / "p.basewatch", write_pair(folder))
    with ProjectFile.open(project) as file:
        entries = len(file.history())
    held: Held = {}
    shown = 0
    with nursery(folder / "stderr.txt") as nest:
        for _ in range(KILLS_EACH):
            said = killed_after(nest, project, chance.uniform(0.02, 0.6))
            shown += len(said)
            held, entries = check(project, followed(held, said), entries + len(said))
    with ProjectFile.open(project) as file:
        before = [label.uid for label in file.project.all_labels()]
        steps = [file.undo() for _ in range(10)]
        assert None not in steps
        for _ in steps:
            assert file.redo() is not None
        assert [label.uid for label in file.project.all_labels()] == before
    return shown


def test_fifty_kills_lose_nothing_that_was_shown(tmp_path: Path) -> None:
    with ThreadPoolExecutor(NURSERIES) as pool:
        runs = [pool.submit(kill_often, tmp_path / str(number), number) for number in range(NURSERIES)]
        shown = [run.result() for run in runs]
    assert min(shown) > KILLS_EACH
