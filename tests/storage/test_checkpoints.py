"""The log is folded into the file beside the work, and nothing is lost where it can't be."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from basewatch_gui.model.edit import added
from basewatch_gui.model.label import Label
from basewatch_gui.storage import database
from basewatch_gui.storage.database import Checkpoints
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]


def in_the_file_alone(project: ProjectFile, folder: Path) -> dict[int, Label]:
    """The labels that a copy of the file without its log holds."""
    alone = Path(shutil.copy(project.path, folder / "alone.basewatch"))
    with ProjectFile.open(alone) as copy:
        return dict(copy.project.labels(1)) if 1 in copy.project.frames else {}


def test_after_enough_edits_the_log_is_folded_into_the_file(
    project: ProjectFile, new_label: NewLabel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = new_label(project)
    project.do(added("draw", [label]))
    assert in_the_file_alone(project, tmp_path) == {}
    monkeypatch.setattr(database, "CHECKPOINT_PAGES", 1)
    other = new_label(project)
    project.do(added("draw", [other]))
    project._checkpoints.close()
    assert in_the_file_alone(project, tmp_path) == {label.id: label, other.id: other}


def test_a_log_that_can_not_be_folded_in_stays(project: ProjectFile, tmp_path: Path) -> None:
    fold = Checkpoints(tmp_path / "gone.basewatch")
    fold.count_changes(database.CHECKPOINT_PAGES)
    fold.close()
    assert not (tmp_path / "gone.basewatch").exists()


def test_work_goes_on_while_the_log_is_folded_in(
    project: ProjectFile,
    new_label: NewLabel,
    monkeypatch: pytest.MonkeyPatch,
    assert_stored: Callable[[ProjectFile], None],
) -> None:
    monkeypatch.setattr(database, "CHECKPOINT_PAGES", 1)
    for _ in range(40):
        project.do(added("draw", [new_label(project)]))
    project.undo()
    assert_stored(project)
