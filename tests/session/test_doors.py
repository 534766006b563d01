"""The window and the command line change a project by the same rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver
from basewatch_gui.model.rules import Applied
from basewatch_gui.session.session import Session
from basewatch_gui.storage import project_file
from basewatch_gui.storage.project_file import ProjectFile
from tests.storage.conftest import things

FRAMES = [
    Frame(1, "a.tif", "a", 1000, 800, 1, "uint8", complete=True),
    Frame(2, "b.tif", "b", 1000, 800, 1, "uint8"),
]
IN_CELL, ELSEWHERE, NEAR = Point((300.0, 300.0)), Point((50.0, 50.0)), Point((60.0, 60.0))
FREE = Label(1, "uid-1", 1, 1, ELSEWHERE)
LOCKED = Label(2, "uid-2", 1, 1, ELSEWHERE, locked=True)
APPROVED = Label(3, "uid-3", 1, 1, ELSEWHERE, review="approved")
EMPTY = Cell(11, 10, 1, 1, 1, "empty")
RECORDS: list[Record] = [
    Grid(10, 1, 200.0),
    EMPTY,
    Comment(12, 2, (5.0, 5.0), "cloud"),
    Waiver(13, 1, "duplicate", (1, 2), "two aircraft"),
    Observation(14, 2, 1, "departed"),
]


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a project with something for every rule."""
    one, other = tmp_path / "one.basewatch", tmp_path / "other.basewatch"
    with ProjectFile.create(one, [Category(1, "An-124"), Category(2, "Il-76")]) as file:
        file.do(added("import", [*FRAMES, FREE, LOCKED, APPROVED, *RECORDS]))
        file.save_copy(other)
    return one, other


def moved_to(outline: Point, *labels: Label) -> Edit:
    return replaced("move", [(label, replace(label, outline=outline)) for label in labels])


RULES: dict[str, Callable[[Project], Edit]] = {
    "a locked label is left out": lambda _: moved_to(NEAR, FREE, LOCKED),
    "nothing but locked labels": lambda _: removed("delete", [LOCKED]),
    "an approval lapses": lambda _: moved_to(NEAR, APPROVED),
    "an empty cell is opened": lambda _: added("import", [replace(FREE, id=4, uid="uid-4", outline=IN_CELL)]),
    "a label takes records along": lambda _: removed("delete", [FREE]),
    "a grid takes records along": lambda project: removed("grid", [project.grids[10]]),
    "a frame takes records along": lambda project: removed("remove frames", [project.frames[2]]),
    "all at once": lambda _: Edit(
        "move",
        (Change(LOCKED, None), *moved_to(IN_CELL, APPROVED).changes, Change(FREE, None)),
    ),
}


@pytest.mark.parametrize("edit_of", RULES.values(), ids=RULES.keys())
def test_an_edit_leaves_the_same_project_by_the_window_and_by_the_command_line(
    qapp: object, paths: tuple[Path, Path], edit_of: Callable[[Project], Edit]
) -> None:
    session = Session(ProjectFile.open(paths[0]))
    held: list[int] = []
    session.locked_left_out.connect(held.append)
    with ProjectFile.open(paths[1]) as file:
        edit = edit_of(file.project)
        before = things(file.project)
        session.do(edit)
        applied = file.do(edit)
        assert applied.edit != edit
        after = things(file.project)
        assert things(session.project) == after
        assert held == ([applied.locked_count] if applied.locked_count else [])
        assert [(entry.action, entry.changes) for entry in session.file.history()] == [
            (entry.action, entry.changes) for entry in file.history()
        ]
        if applied.edit.changes:
            assert (session.undo(), file.undo()) == (applied.edit.inverse(), applied.edit.inverse())
            assert things(session.project) == things(file.project) == before
            assert (session.redo(), file.redo()) == (applied.edit, applied.edit)
            assert things(session.project) == things(file.project) == after
        else:
            assert after == before
            assert [entry.action for entry in file.history()] == ["import"]
    session.close()
    with ProjectFile.open(paths[0]) as one, ProjectFile.open(paths[1]) as other:
        assert things(one.project) == things(other.project) == after


def test_what_a_locked_label_forbids_is_refused_at_both_doors(qapp: object, paths: tuple[Path, Path]) -> None:
    session = Session(ProjectFile.open(paths[0]))
    with ProjectFile.open(paths[1]) as file:
        before = things(file.project)
        for do in (session.do, file.do):
            with pytest.raises(BasewatchError, match="locked"):
                do(removed("merge", [FREE, LOCKED]))
        assert things(session.project) == things(file.project) == before
    session.close()


def test_what_was_done_without_the_rules_comes_back_as_it_was(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = removed("delete", [LOCKED, FREE])
    with ProjectFile.open(paths[0]) as file, monkeypatch.context() as patch:
        patch.setattr(project_file, "apply_rules", lambda _project, edit: Applied(edit))
        file.do(taken)
    with ProjectFile.open(paths[0]) as file:
        assert file.undo() == taken.inverse()
        assert file.redo() == taken


def test_undo_and_redo_are_free_of_the_rules(paths: tuple[Path, Path]) -> None:
    filled = replace(FREE, id=5, uid="uid-5", outline=IN_CELL)
    marked = replace(EMPTY, id=15, column=0)
    locking = replaced("move", [(FREE, replace(FREE, outline=NEAR, locked=True))])
    with ProjectFile.open(paths[0]) as file:
        before = things(file.project)
        file.do(added("import", [replace(filled, outline=Point((100.0, 300.0))), marked]))
        label = file.project.labels(1)[5]
        file.do(removed("delete", [label]))
        # The label comes back into a cell that is marked as empty, as it was.
        assert file.undo() == added("delete", [label])
        assert file.project.cells[15] == marked
        file.do(locking)
        # The label is locked now, and yet moves back.
        assert file.undo() == locking.inverse()
        assert file.redo() == locking
        file.undo()
        file.undo()
        assert things(file.project) == before
