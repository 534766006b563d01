"""The automatic copies: one a day, three kept, and never in the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from basewatch_gui.model.category import Category
from basewatch_gui.storage import backup
from basewatch_gui.storage.backup import BACKUP_FOLDER, back_up, backups
from basewatch_gui.storage.project_file import ProjectFile

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def closed(project: ProjectFile) -> Iterator[sqlite3.Connection]:
    project.close()
    with closing(sqlite3.connect(project.path)) as connection:
        yield connection


def days(path: Path) -> list[str]:
    return [copy.name.removeprefix(path.stem) for copy in backups(path)]


def test_an_opened_project_is_copied_once_a_day(project: ProjectFile) -> None:
    assert backups(project.path) == []
    project.close()
    for _ in range(2):
        ProjectFile.open(project.path).close()
    (copy,) = backups(project.path)
    assert copy.parent == project.path.parent / ".basewatch-backups"
    with ProjectFile.open(copy) as opened:
        assert list(opened.project.frames) == [1]
    assert not (copy.parent / BACKUP_FOLDER).exists()


def test_three_days_are_kept(closed: sqlite3.Connection, path: Path) -> None:
    for day in range(5):
        back_up(closed, path, NOON + timedelta(days=day))
        back_up(closed, path, NOON + timedelta(days=day, hours=23))
    assert days(path) == [f".2024050{day}-120000.basewatch" for day in (3, 4, 5)]


def test_a_neighbour_keeps_its_copies(closed: sqlite3.Connection, path: Path, tmp_path: Path) -> None:
    neighbour = tmp_path / f"{path.stem}.20240501-120000.basewatch"
    with ProjectFile.create(neighbour, [Category(1, "An-124")]):
        pass
    with closing(sqlite3.connect(neighbour)) as other:
        back_up(other, neighbour, NOON - timedelta(days=90))
    for day in range(5):
        back_up(closed, path, NOON + timedelta(days=day))
    assert len(backups(neighbour)) == 1
    assert len(backups(path)) == 3


def test_a_big_project_is_not_copied(closed: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "BACKUP_MAX_BYTES", path.stat().st_size)
    back_up(closed, path, NOON)
    assert backups(path) == []
    monkeypatch.setattr(backup, "BACKUP_MAX_BYTES", path.stat().st_size + 1)
    back_up(closed, path, NOON)
    assert len(backups(path)) == 1


def test_a_copy_that_cannot_be_made_does_not_keep_the_project_from_opening(project: ProjectFile) -> None:
    project.close()
    (project.path.parent / BACKUP_FOLDER).write_text("in the way")
    with ProjectFile.open(project.path) as opened:
        assert not opened.read_only


def test_a_name_that_is_no_date_is_no_copy_and_no_fault(project: ProjectFile) -> None:
    project.close()
    folder = project.path.parent / BACKUP_FOLDER
    folder.mkdir()
    (folder / f"{project.path.stem}.99999999-999999.basewatch").touch()
    with ProjectFile.open(project.path) as opened:
        assert not opened.read_only
    assert len(backups(project.path)) == 1
