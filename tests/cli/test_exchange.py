"""`export` and `import`: what they print, and what they leave."""

import json
from dataclasses import replace
from pathlib import Path

from basewatch_gui.exchange.formats import format_named
from basewatch_gui.model.edit import Edit, added, replaced
from basewatch_gui.model.records import Cell, Grid
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from tests.cli.runs import Command
from tests.storage.conftest import things


def test_export_writes_coco_and_says_what_is_in_it(command: Command, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    done = command("export", project, "--format", "coco", "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"{out / 'annotations.json'}: 2 labels on 2 frames"
    assert "1  An-124" in done.out
    assert "1 labels leave their frame" in done.out
    document = json.loads((out / "annotations.json").read_text(encoding="utf-8"))
    assert [annotation["id"] for annotation in document["annotations"]] == [1, 2]
    assert all("attributes" in annotation for annotation in document["annotations"])


def test_a_plain_export_has_standard_fields_only(command: Command, project: Path, tmp_path: Path) -> None:
    assert command("export", project, "--plain", "--out", tmp_path / "plain").code == 0
    document = json.loads((tmp_path / "plain" / "annotations.json").read_text(encoding="utf-8"))
    standard = {"id", "image_id", "category_id", "bbox", "segmentation", "area", "iscrowd"}
    assert all(set(annotation) == standard for annotation in document["annotations"])


def test_import_makes_a_project_and_adds_nothing_twice(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "--out", tmp_path / "export")
    source, target = tmp_path / "export" / "annotations.json", tmp_path / "other.basewatch"
    assert command("import", target, source).out == f"{target}: 2 labels imported\n"
    assert command("import", target, source).out == f"{target}: 0 labels imported\n"
    with ProjectFile.open(target) as copy, ProjectFile.open(project) as original:
        assert list(copy.project.all_labels()) == list(original.project.all_labels())
        assert copy.project.frames == original.project.frames


def test_an_import_leaves_the_same_project_as_in_the_window(
    qapp: object, command: Command, project: Path, tmp_path: Path
) -> None:
    command("export", project, "--out", tmp_path / "export")
    source, other = tmp_path / "export" / "annotations.json", tmp_path / "other.basewatch"
    with ProjectFile.open(project) as file:
        file.undo()
        frame = file.project.frames[1]
        # The one cell of the first frame was called empty, and a label comes to it.
        cell = Cell(2, 1, frame.id, 0, 0, "empty")
        complete = replaced("complete", [(frame, replace(frame, complete=True))])
        file.do(Edit("mark cell", (*added("grid", [Grid(1, frame.id, 1000.0), cell]).changes, *complete.changes)))
        file.save_copy(other)
    assert command("import", other, source).code == 0
    session = Session(ProjectFile.open(project))
    session.do(format_named("coco").import_(session.project, project.parent, source, session.file))
    with ProjectFile.open(other) as file:
        assert things(file.project) == things(session.project)
        assert (file.project.cells[2].state, file.project.frames[1].complete) == ("in progress", False)
    session.close()
