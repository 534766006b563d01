"""From one version of the schema to the next: all of a step or nothing, and a copy before the first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.edit import added, removed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Comment
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


FRAME_ROW = """{"id": 1, "path": "a.tif", "fingerprint": "00", "width": 40, "height": 30, "bands": 1, "dtype": "uint8",
"crs_wkt": null, "transform": null, "gsd_m": 0.5, "acquired": null, "source": {"provider": "Example"},
"registration": [1.0, 0.0, 2.0, 0.0, 1.0, 3.0], "reviewed": true}"""
CATEGORY_ROW = """{"id": 1, "name": "An-124", "supercategory": "transport aircraft", "length_m": 69.1, "span_m": 73.3,
"mark": "V", "source": "", "colour": "#E69F00", "dash": "solid", "key": "1", "tool": "oriented_box", "silhouette": "",
"cues": [], "states": ["unknown"], "designations": []}"""
LABEL_ROW = (7, "u-7", 1, 1, '{"shape":"point","at":[3.0,4.0]}', '{"note":"seen"}', None, "anna", "", "")
OLD_LABEL = Label(7, "u-7", 1, 1, Point((3.0, 4.0)), note="seen", author="anna")
OLD_EDIT = b'["Label",null,[7,"u-7",1,1,{"shape":"point","at":[3.0,4.0]},{"note":"seen"},null,"anna","",""]]'


@pytest.mark.parametrize("version_before", [1, 2])
def test_a_project_of_each_older_version_keeps_its_work(path: Path, version_before: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, STEPS[:version_before])
        connection.execute("INSERT INTO frames VALUES (1, ?)", (FRAME_ROW,))
        connection.execute("INSERT INTO categories VALUES (1, ?)", (CATEGORY_ROW,))
        connection.execute("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", LABEL_ROW)
        row = (1, "2024-05-01T10:00:00Z", "anna", "draw", 1, None, "done", OLD_EDIT)
        connection.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("UPDATE counters SET next = 8 WHERE name = 'Label'")
    with ProjectFile.open(path) as project:
        (frame,), (category,) = project.project.frames.values(), project.project.categories.values()
        assert (frame.nudge_m, frame.reviewed, frame.complete) == (13**0.5, True, False)
        assert (category.span_m, category.attributes, category.rank) == (73.3, (), 0)
        assert project.project.labels(1) == {7: OLD_LABEL}
        assert (project.new_label_id(), project.new_record_id()) == (8, 1)
        assert project.undo() == removed("draw", [OLD_LABEL])
        project.redo()
        project.do(added("comment", [Comment(2, 1, (1.0, 2.0), "look again")]))
    with ProjectFile.open(path) as again:
        assert again.project.comments == {2: Comment(2, 1, (1.0, 2.0), "look again")}
        assert again.new_record_id() == 3
    copy = path.with_name(f"{path.name}.v{version_before}.bak")
    with closing(sqlite3.connect(copy)) as connection:
        assert version(connection) == version_before
        assert connection.execute("SELECT id FROM labels").fetchall() == [(7,)]
        assert "records" not in tables(connection)


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
