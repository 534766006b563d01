"""One project file: made, changed, closed and opened again."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from basewatch_gui.model.category import FIRST_USER_ID, Category
from basewatch_gui.model.edit import Change, Edit, added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import StaleEditError
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver
from basewatch_gui.storage.project_file import ProjectFile

NewLabel = Callable[[ProjectFile], Label]


def test_a_new_project_holds_its_categories(path: Path) -> None:
    given = [Category(3, "Il-76", cues=("T tail",)), Category(1, "An-124")]
    ProjectFile.create(path, given).close()
    with ProjectFile.open(path) as project:
        assert list(project.project.categories.values()) == sorted(given, key=lambda category: category.id)
        assert project.project.frames == {}
        assert not project.read_only
        assert project.read_only_reason == ""
        assert project.history() == []


def test_closing_leaves_one_file(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("draw", [new_label(project)]))
    project.close()
    project.close()
    assert [item.name for item in project.path.parent.iterdir()] == [project.path.name]


def test_nothing_is_made_over_a_file(path: Path) -> None:
    path.write_text("notes")
    with pytest.raises(BasewatchError, match="exists already"):
        ProjectFile.create(path, [])
    assert path.read_text() == "notes"
    assert list(path.parent.iterdir()) == [path]


def test_nothing_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BasewatchError, match="can't be written"):
        ProjectFile.create(tmp_path / "gone" / "a.basewatch", [])


def test_a_new_project_does_not_inherit_the_log_of_one_that_was_deleted(project: ProjectFile) -> None:
    log = project.path.with_name(project.path.name + "-wal")
    old = log.read_bytes()
    assert old
    project.close()
    project.path.unlink()
    log.write_bytes(old)
    with ProjectFile.create(project.path, [Category(9, "Su-25")]) as made:
        assert list(made.project.categories) == [9]
        assert made.project.frames == {}


def test_edits_are_there_when_it_is_opened_again(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    first, second = new_label(project), new_label(project)
    noted = replace(first, note="engines running", extra={"score": [0.1, None]}, track_id=4)
    frame = project.project.frames[1]
    project.do(added("draw", [first]))
    project.do(added("draw", [second]))
    project.do(replaced("describe", [(first, noted)]))
    project.do(removed("delete", [second]))
    project.do(replaced("nudge", [(frame, replace(frame, registration=(1.0, 0.0, 0.1, 0.0, 1.0, -3.7)))]))
    project.do(added("edit categories", [Category(project.new_category_id(), "Il-80")]))
    assert_stored(project)
    project.close()
    with ProjectFile.open(project.path) as again:
        assert again.project.labels(1) == {first.id: noted}
        assert again.project.frames[1].registration[2] == 0.1
        assert again.project.categories[FIRST_USER_ID].name == "Il-80"


def test_one_edit_may_change_a_thing_more_than_once(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    label, passing = new_label(project), new_label(project)
    noted = replace(label, note="first")
    edit = Edit(
        "import",
        (
            *added("import", [label, passing]).changes,
            *replaced("import", [(label, noted)]).changes,
            *removed("import", [passing]).changes,
        ),
    )
    project.do(edit)
    assert project.project.labels(1) == {label.id: noted}
    assert_stored(project)
    project.undo()
    assert project.project.labels(1) == {}
    assert_stored(project)


def test_a_frame_goes_with_its_labels_and_comes_back_with_them(project: ProjectFile, new_label: NewLabel) -> None:
    label, frame = new_label(project), project.project.frames[1]
    project.do(added("draw", [label]))
    project.do(removed("remove frames", [label, frame]))
    assert project.project.frames == {}
    project.undo()
    assert project.project.frames == {1: frame}
    assert project.project.labels(1) == {label.id: label}


def test_records_are_done_undone_and_stored(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    label = new_label(project)
    numbers = [project.new_record_id() for _ in range(5)]
    grid = Grid(numbers[0], None, 250.0, area=((0.0, 0.0), (9.5, 0.0), (0.0, 9.5)))
    cell = Cell(numbers[1], grid.id, 1, 2, 3, "in progress")
    comment = Comment(numbers[2], 1, (0.1, 0.2), "a crane?", "Olha", "2024-05-01T10:00:00Z")
    records: list[Record] = [grid, cell, comment, Waiver(numbers[3], 1, "size", (label.id,), "it is one")]
    project.do(added("import", [label, *records, Observation(numbers[4], 1, label.id, "departed")]))
    project.do(replaced("mark cell", [(cell, replace(cell, state="empty"))]))
    project.do(removed("comment", [comment]))
    assert (project.project.cells[2].state, project.project.comments) == ("empty", {})
    assert_stored(project)
    for _ in range(2):
        project.undo()
    assert (project.project.cells, project.project.comments) == ({2: cell}, {3: comment})
    assert_stored(project)
    project.undo()
    assert_stored(project)
    assert project.project.observations == {}
    project.redo()
    with pytest.raises(StaleEditError, match="Cell 2 has changed since"):
        project.do(removed("grid", [replace(cell, state="done")]))
    project.close()
    with ProjectFile.open(project.path) as again:
        assert again.project.grids == {1: grid}
        assert again.new_record_id() == 6


def test_records_share_their_ids_whatever_they_are(
    project: ProjectFile, assert_stored: Callable[[ProjectFile], None]
) -> None:
    project.do(added("grid", [Grid(4, None, 250.0)]))
    with pytest.raises(StaleEditError):
        project.do(added("comment", [Comment(4, 1, (0.0, 0.0), "here")]))
    assert project.project.comments == {}
    assert_stored(project)
    assert project.new_record_id() == 5


def test_an_edit_without_changes_does_nothing(project: ProjectFile) -> None:
    project.undo()
    before = project.history()
    project.do(Edit("move", ()))
    assert project.history() == before
    assert project.redo_action == "add frames"


def test_labels_are_counted_without_loading_them(project: ProjectFile, new_label: NewLabel) -> None:
    project.do(added("import", [new_label(project) for _ in range(3)]))
    assert project.label_count(1) == 3
    assert project.label_count(2) == 0


@pytest.mark.parametrize("fault", ["no frame", "no category", "taken id", "frame with labels"])
def test_an_edit_that_the_project_cannot_hold_is_refused(
    project: ProjectFile, new_label: NewLabel, fault: str, assert_stored: Callable[[ProjectFile], None]
) -> None:
    label = new_label(project)
    project.do(added("add frames", [replace(project.project.frames[1], id=2)]))
    project.do(added("draw", [label]))
    edits = {
        "no frame": added("draw", [replace(new_label(project), frame_id=99)]),
        "no category": added("draw", [replace(new_label(project), category_id=99)]),
        "taken id": added("draw", [replace(label, frame_id=2)]),
        "frame with labels": removed("remove frames", [project.project.frames[1]]),
    }
    with pytest.raises(StaleEditError):
        project.do(edits[fault])
    assert_stored(project)


def test_a_stale_edit_is_refused(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    label = new_label(project)
    project.do(added("draw", [label]))
    project.do(replaced("describe", [(label, replace(label, note="new"))]))
    with pytest.raises(StaleEditError, match="has changed since"):
        project.do(replaced("describe", [(label, replace(label, note="other"))]))
    assert project.project.labels(1)[label.id].note == "new"
    assert_stored(project)


def test_ids_are_never_given_twice(project: ProjectFile, new_label: NewLabel) -> None:
    label, category = new_label(project), Category(project.new_category_id(), "Il-80")
    assert (label.id, category.id, project.project.frames[1].id) == (1, FIRST_USER_ID, 1)
    project.do(added("draw", [label]))
    project.do(removed("delete", [label]))
    project.do(added("edit categories", [category]))
    for _ in range(4):
        project.undo()
    assert project.project.frames == {}
    project.close()
    with ProjectFile.open(project.path) as again:
        assert [again.new_label_id(), again.new_label_id()] == [2, 3]
        assert [again.new_frame_id(), again.new_frame_id()] == [2, 3]
        assert [again.new_category_id(), again.new_category_id()] == [FIRST_USER_ID + 1, FIRST_USER_ID + 2]


def test_imported_ids_are_not_given_again(path: Path) -> None:
    with ProjectFile.create(path, [Category(FIRST_USER_ID + 7, "Il-80")]) as project:
        project.do(added("import", [Frame(41, "a.tif", "", 1, 1, 1, "uint8")]))
        assert project.new_frame_id() == 42
    with ProjectFile.open(path) as project:
        assert project.new_frame_id() == 42
        assert project.new_category_id() == FIRST_USER_ID + 8


def test_paths_below_the_project_are_relative(project: ProjectFile) -> None:
    folder = project.path.parent
    assert project.stored_path(folder / "2022" / "a.tif") == "2022/a.tif"
    assert project.stored_path(folder / "x" / ".." / "a.tif") == "a.tif"
    outside = folder.parent / "elsewhere" / "a.tif"
    assert project.stored_path(folder / ".." / "elsewhere" / "a.tif") == outside.as_posix()
    for path in (folder / "2022" / "a.tif", outside):
        frame = Frame(1, project.stored_path(path), "", 1, 1, 1, "uint8")
        assert project.frame_path(frame) == path


def test_a_link_within_the_project_stays_a_name_of_the_project(project: ProjectFile, tmp_path: Path) -> None:
    (tmp_path / "project link").symlink_to(tmp_path, target_is_directory=True)
    assert project.stored_path(tmp_path / "project link" / "a.tif") == "project link/a.tif"


def test_a_file_name_that_is_not_text_is_refused_in_words(project: ProjectFile) -> None:
    with pytest.raises(BasewatchError, match="Rename the file"):
        project.stored_path(project.path.parent / "caf\udce9.tif")


def test_a_copy_is_a_project_of_its_own(project: ProjectFile, new_label: NewLabel, tmp_path: Path) -> None:
    label, target = new_label(project), tmp_path / "copy.basewatch"
    project.do(added("draw", [label]))
    project.save_copy(target)
    project.undo()
    with ProjectFile.open(target) as copy:
        assert copy.project.labels(1) == {label.id: label}
        assert copy.undo_action == "draw"
    project.save_copy(target)
    with ProjectFile.open(target) as copy:
        assert copy.project.labels(1) == {}
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_that_cannot_be_written_is_said_and_leaves_nothing(project: ProjectFile, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BasewatchError, match="can't be written"):
        project.save_copy(tmp_path / "folder")
    with pytest.raises(BasewatchError, match="can't be written"):
        project.save_copy(tmp_path / "gone" / "a.basewatch")
    with pytest.raises(BasewatchError, match=r"is .* itself"):
        project.save_copy(project.path)
    other = tmp_path / "other.basewatch"
    with ProjectFile.create(other, []), pytest.raises(BasewatchError, match="open in another window"):
        project.save_copy(other)
    assert not list(tmp_path.glob("*.part"))


def test_bulk_loads_are_complete_and_in_order(project: ProjectFile, new_label: NewLabel) -> None:
    many = [new_label(project) for _ in range(2000)]
    project.do(added("import", many[::-1]))
    project.close()
    with ProjectFile.open(project.path) as again:
        assert list(again.project.labels(1).values()) == many
        with closing(sqlite3.connect(project.path)) as plain:
            assert plain.execute("SELECT max(id) FROM labels").fetchone() == (2000,)
        undone = again.undo()
        assert undone is not None
        assert len(undone.changes) == 2000
        assert again.project.labels(1) == {}


def test_a_label_may_change_its_frame_in_one_edit(
    project: ProjectFile, new_label: NewLabel, assert_stored: Callable[[ProjectFile], None]
) -> None:
    label, frame = new_label(project), Frame(project.new_frame_id(), "b.tif", "1" * 16, 9, 9, 1, "uint8")
    project.do(added("add frames", [frame]))
    project.do(added("draw", [label]))
    there = replace(label, frame_id=frame.id)
    project.do(Edit("move", (Change(label, None), Change(None, there))))
    assert (project.label_count(1), project.label_count(frame.id)) == (0, 1)
    assert_stored(project)
    project.undo()
    assert list(project.project.labels(1).values()) == [label]
    assert_stored(project)
