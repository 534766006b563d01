"""A full disk, a failing disk and a killed program: the file and the memory stay as they were, and the user is told."""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]
Check = Callable[[ProjectFile], None]
Disk = Callable[[ProjectFile], AbstractContextManager[None]]

ROOT = Path(__file__).resolve().parents[2]
DRAW_WITHOUT_END = """
import sys
from pathlib import Path
from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile

file = ProjectFile.open(Path(sys.argv[1]))
assert not file.read_only, file.read_only_reason
while True:
    number = file.new_label_id()
    file.do(added("draw", [Label(number, "", 1, 1, Point((0.1, 0.2)))]))
    print(number, flush=True)
"""


@contextmanager
def full_disk(project: ProjectFile) -> Iterator[None]:
    """No page more for the database; what only a full disk does otherwise."""
    (pages,) = project._connection.execute("PRAGMA page_count").fetchone()
    (limit,) = project._connection.execute("PRAGMA max_page_count").fetchone()
    project._connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    project._connection.execute(f"PRAGMA max_page_count = {limit}")


@contextmanager
def failing_disk(project: ProjectFile) -> Iterator[None]:
    """Writes beyond the first kilobytes of a file fail."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize(("disk", "told"), [(full_disk, "is full"), (failing_disk, "can't be read or written")])
def test_an_edit_that_cannot_be_written_changes_nothing(
    project: ProjectFile, new_label: NewLabel, assert_stored: Check, disk: Disk, told: str
) -> None:
    first = new_label(project)
    project.do(added("draw", [first]))
    many = added("import", [new_label(project) for _ in range(500)])
    history = project.history()
    with disk(project), pytest.raises(BasewatchError, match=told):
        project.do(many)
    assert project.project.labels(1) == {first.id: first}
    assert project.history() == history
    assert_stored(project)
    project.do(many)
    assert project.label_count(1) == 501
    assert_stored(project)
    with ProjectFile.open(project.path) as other:
        assert other.new_label_id() == 502


@pytest.mark.parametrize(("disk", "told"), [(full_disk, "is full"), (failing_disk, "can't be read or written")])
def test_an_undo_and_a_redo_that_cannot_be_written_change_nothing(
    project: ProjectFile, new_label: NewLabel, assert_stored: Check, disk: Disk, told: str
) -> None:
    many = added("import", [new_label(project) for _ in range(500)])
    project.do(many)
    project.undo()
    project._connection.execute("VACUUM")
    with disk(project), pytest.raises(BasewatchError, match=told):
        project.redo()
    assert project.project.labels(1) == {}
    assert project.redo_action == "import"
    assert_stored(project)
    assert project.redo() == many


def test_a_copy_on_a_failing_disk_is_said_and_leaves_nothing(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("import", [new_label(project) for _ in range(500)]))
    before = sorted(project.path.parent.iterdir())
    with failing_disk(project), pytest.raises(BasewatchError, match="can't be written"):
        project.save_copy(project.path.with_name("copy.basewatch"))
    assert sorted(project.path.parent.iterdir()) == before


def test_what_was_done_before_a_kill_is_there(path: Path) -> None:
    with ProjectFile.create(path, [Category(1, "An-124")]) as project:
        project.do(added("add frames", [Frame(1, "a.tif", "", 9, 9, 1, "uint8")]))
    told: set[int] = set()
    for lines in (1, 6, 25):
        child = subprocess.Popen(
            [sys.executable, "-c", DRAW_WITHOUT_END, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout is not None
            told |= {int(child.stdout.readline()) for _ in range(lines)}
            child.kill()
            told |= {int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")}
        with ProjectFile.open(path) as project:
            assert not project.read_only
            found = set(project.project.labels(1))
            assert told <= found
            assert len(found - told) <= 1
            assert project.new_label_id() == max(found) + 1
            told = found
