"""From one version of the schema to the next: all of a step or nothing, and a copy before the first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.migrations import STEPS, check_current, migrate
from basewatch_gui.storage.project_file import ProjectFile

VERSION = len(STEPS)
TRACKS = ("CREATE TABLE tracks (id INTEGER PRIMARY KEY)", "ALTER TABLE labels ADD COLUMN score REAL")
BROKEN = ("DELETE FROM frames", "CREATE TABLE sites (id)", "INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def database(project: ProjectFile) -> Iterator[sqlite3.Connection]:
    """The closed project's database."""
    project.close()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as connection:
        yield connection


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_steps_are_made_after_a_copy(database: sqlite3.Connection, path: Path) -> None:
    migrate(database, path, [*STEPS, TRACKS])
    assert version(database) == VERSION + 1
    assert "tracks" in tables(database)
    copy = path.with_name(f"{path.name}.v{VERSION}.bak")
    with ProjectFile.open(copy) as before:
        assert list(before.project.frames) == [1]
        assert not before.read_only


def test_a_current_project_is_left_alone(database: sqlite3.Connection, path: Path) -> None:
    migrate(database, path)
    assert version(database) == VERSION
    assert not list(path.parent.glob("*.bak"))


def test_a_step_that_fails_leaves_the_version_before(database: sqlite3.Connection, path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(database, path, [*STEPS, TRACKS, BROKEN])
    assert version(database) == VERSION + 1
    assert "tracks" in tables(database)
    assert "sites" not in tables(database)
    assert database.execute("SELECT count(*) FROM frames").fetchone() == (1,)
    assert not database.in_transaction


def test_without_a_copy_there_is_no_step(database: sqlite3.Connection, path: Path) -> None:
    path.with_name(f"{path.name}.v{VERSION}.bak").mkdir()
    with pytest.raises(BasewatchError, match=r"\.bak can't be written"):
        migrate(database, path, [*STEPS, TRACKS])
    assert version(database) == VERSION


def test_an_older_project_that_cannot_be_written_is_refused(database: sqlite3.Connection, path: Path) -> None:
    with pytest.raises(BasewatchError, match="made by an older BaseWatch"):
        check_current(database, path, [*STEPS, TRACKS])


def test_the_first_step_makes_what_a_project_needs(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, STEPS[:1])
        assert tables(connection) >= {"meta", "counters", "frames", "categories", "labels", "history"}
    assert list(path.parent.iterdir()) == [path]


def test_what_is_undone_next_is_found_by_an_index(database: sqlite3.Connection) -> None:
    for state, order in (("done", "DESC"), ("undone", "ASC")):
        query = f"EXPLAIN QUERY PLAN SELECT id FROM history WHERE state = '{state}' ORDER BY id {order} LIMIT 1"
        plan = " ".join(row[3] for row in database.execute(query))
        assert "history_state" in plan
        assert "TEMP B-TREE" not in plan
