"""One window writes; every other one, and one that may not write, reads and says why."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from basewatch_gui.model.edit import added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.storage.database import NOT_WRITABLE
from basewatch_gui.storage.lock import OPEN_ELSEWHERE
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
HOLD = """
import sys
from pathlib import Path
from basewatch_gui.storage.project_file import ProjectFile

with ProjectFile.open(Path(sys.argv[1])) as file:
    print(file.read_only, flush=True)
    sys.stdin.read()
"""
TELL = f"""
import json, os, sys, tempfile
from pathlib import Path
from basewatch_gui.model.edit import added
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.project_file import ProjectFile

with tempfile.TemporaryDirectory() as folder:  # imports what is needed while every module may be read
    ProjectFile.create(Path(folder) / "a.basewatch", []).close()
    for _ in range(2):
        ProjectFile.open(Path(folder) / "a.basewatch").close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
told = {{}}
try:
    with ProjectFile.open(Path(sys.argv[1])) as file:
        told["reason"] = file.read_only_reason
        told["labels"] = [label.id for label in file.project.all_labels()]
        file.do(added("edit categories", [Category(file.new_category_id(), "Il-80")]))
except BasewatchError as fault:
    told["fault"] = str(fault)
print(json.dumps(told))
"""


def told_by_one_who_is_not_root(path: Path) -> dict[str, Any]:
    """What a window of a user without special rights shows of the project, and what it says to an edit."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture
def public(project: ProjectFile, new_label: NewLabel) -> Iterator[Path]:
    """A copy of the project, with label 1, in a folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    project.do(added("draw", [new_label(project)]))
    project.save_copy(folder / "a.basewatch")
    yield folder / "a.basewatch"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".basewatch-backups"}


def test_a_user_who_may_write_writes(public: Path) -> None:
    public.chmod(0o666)
    public.parent.chmod(0o777)
    assert told_by_one_who_is_not_root(public) == {"reason": "", "labels": [1]}
    assert names(public.parent) == {"a.basewatch"}


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)])
def test_what_cannot_be_written_is_read(public: Path, file_mode: int, folder_mode: int) -> None:
    public.chmod(file_mode)
    public.parent.chmod(folder_mode)
    told = told_by_one_who_is_not_root(public)
    assert (told["reason"], told["labels"]) == (NOT_WRITABLE, [1])
    assert "read-only" in told["fault"]
    assert names(public.parent) == {"a.basewatch"}


def test_a_lock_file_that_was_left_in_a_folder_that_cannot_be_written_does_not_matter(public: Path) -> None:
    lock = public.with_name(public.name + ".lock")
    lock.touch()
    lock.chmod(0o666)
    public.chmod(0o666)
    public.parent.chmod(0o555)
    told = told_by_one_who_is_not_root(public)
    assert (told["reason"], told["labels"]) == (NOT_WRITABLE, [1])


def test_a_reader_without_rights_sees_what_a_window_has_committed(public: Path, new_label: NewLabel) -> None:
    with ProjectFile.open(public) as window:
        public.chmod(0o644)
        window.do(added("draw", [new_label(window)]))
        public.parent.chmod(0o555)
        told = told_by_one_who_is_not_root(public)
        public.parent.chmod(0o755)
    assert told["reason"] in (NOT_WRITABLE, OPEN_ELSEWHERE)
    assert told["labels"] == [1, 2]


def test_what_cannot_be_read_is_said(public: Path) -> None:
    public.chmod(0)
    public.parent.chmod(0o755)
    assert "can't be read" in told_by_one_who_is_not_root(public)["fault"]
    public.parent.chmod(0)
    assert "can't be read" in told_by_one_who_is_not_root(public)["fault"]


def test_a_second_window_reads_what_the_first_has_committed(project: ProjectFile, new_label: NewLabel) -> None:
    label, later = new_label(project), new_label(project)
    project.do(added("draw", [label]))
    with ProjectFile.open(project.path) as second:
        assert second.read_only
        assert second.read_only_reason == OPEN_ELSEWHERE
        assert second.project.labels(1) == {label.id: label}
        assert (second.undo_action, second.redo_action) == (None, None)
        for change in (lambda: second.do(added("draw", [later])), second.undo):
            with pytest.raises(BasewatchError, match="is open read-only"):
                change()
        assert second.project.labels(1) == {label.id: label}
        project.do(added("draw", [later]))
        assert second.label_count(1) == 2
    assert project.undo_action == "draw"
    project.close()
    with ProjectFile.open(project.path) as again:
        assert not again.read_only


def test_a_window_of_another_process_keeps_the_project(project: ProjectFile) -> None:
    project.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == "False\n"
        with ProjectFile.open(project.path) as second:
            assert second.read_only_reason == OPEN_ELSEWHERE
            assert list(second.project.frames) == [1]
        child.stdin.close()
    with ProjectFile.open(project.path) as again:
        assert not again.read_only


def test_a_project_that_is_open_can_be_reached_by_another_name(project: ProjectFile, tmp_path: Path) -> None:
    link = tmp_path / "link.basewatch"
    link.symlink_to(project.path)
    with ProjectFile.open(link) as second:
        assert second.read_only_reason == OPEN_ELSEWHERE
        assert second.path == project.path
