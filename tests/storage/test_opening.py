"""What is no project, or none that can be read, is refused in one sentence and left as it is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from basewatch_gui.model.edit import added
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]
PAGE = 4096


def test_nothing_and_a_folder_and_an_empty_file_are_no_projects(tmp_path: Path) -> None:
    with pytest.raises(BasewatchError, match="There is no project"):
        ProjectFile.open(tmp_path / "gone.basewatch")
    with pytest.raises(BasewatchError, match="is a folder"):
        ProjectFile.open(tmp_path)
    empty = tmp_path / "empty.basewatch"
    empty.touch()
    with pytest.raises(BasewatchError, match="is empty"):
        ProjectFile.open(empty)
    assert list(tmp_path.iterdir()) == [empty]


def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text, database = tmp_path / "notes.basewatch", tmp_path / "other.basewatch"
    text.write_text("The quick brown fox jumps over the lazy dog. " * 100)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE labels (id)")
    for path in (text, database):
        before = path.read_bytes()
        with pytest.raises(BasewatchError, match="is not a BaseWatch project"):
            ProjectFile.open(path)
        assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [text, database]


def test_a_newer_project_is_refused(project: ProjectFile) -> None:
    project.close()
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute("PRAGMA user_version = 2000")
    before = project.path.read_bytes()
    with pytest.raises(BasewatchError, match=r"made by a newer BaseWatch\. Update BaseWatch to open it\."):
        ProjectFile.open(project.path)
    assert project.path.read_bytes() == before


@pytest.mark.parametrize("left", [1, 50, 100, PAGE, 5 * PAGE, 5 * PAGE + 1, -PAGE, -512, -1])
def test_a_truncated_project_is_refused(project: ProjectFile, new_label: NewLabel, left: int) -> None:
    project.do(added("import", [new_label(project) for _ in range(500)]))
    project.close()
    content = project.path.read_bytes()
    project.path.write_bytes(content[:left])
    with pytest.raises(BasewatchError):
        ProjectFile.open(project.path)
    assert project.path.read_bytes() == content[:left]


def test_damaged_pages_are_said(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("import", [new_label(project) for _ in range(2000)]))
    project.close()
    content = bytearray(project.path.read_bytes())
    for at in range(20 * PAGE, len(content) - 20 * PAGE):
        content[at] ^= 0x55
    project.path.write_bytes(content)
    with ProjectFile.open(project.path) as opened, pytest.raises(BasewatchError, match="is damaged"):
        opened.project.labels(1)


@pytest.mark.parametrize("table", ["frames", "categories", "counters", "labels", "history"])
def test_a_missing_table_is_said(project: ProjectFile, table: str) -> None:
    project.close()
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute(f"DROP TABLE {table}")
    with pytest.raises(BasewatchError, match="is damaged"):
        read_all(project.path)


def read_all(path: Path) -> None:
    with ProjectFile.open(path) as project:
        project.project.labels(1)
        project.history()


def test_a_damaged_row_is_named(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("import", [new_label(project) for _ in range(3)]))
    project.close()
    with closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute("UPDATE labels SET outline = '{' WHERE id = 2")
    with ProjectFile.open(project.path) as opened, pytest.raises(BasewatchError, match="Row 2 of the project's labels"):
        opened.project.labels(1)
