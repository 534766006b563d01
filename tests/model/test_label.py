"""The table of a label's fields: one line adds a field to the project file, to copies and to COCO."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model import label
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.model.query.language import FIELDS, LABEL_FIELD_NAMES

ROOT = Path(__file__).resolve().parents[2]

WITH_A_NEW_FIELD = """
import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path

source = Path(sys.argv[1]).read_text(encoding="utf-8")
last = "    keypoints_px: tuple[XY, ...] = label_field(())\\n"
assert last in source
name = "basewatch_gui.model.label"
sys.modules[name] = module = module_from_spec(find_spec(name))
more = '    parked: str = label_field("", choices=("", "apron", "shelter"))\\n'
exec(source.replace(last, last + more), vars(module))

from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.exchange.coco_import import import_coco
from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import added
from basewatch_gui.model.edits.clipboard import copied_text, paste
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.storage.project_file import ProjectFile

folder = Path(sys.argv[2])
frame = Frame(id=1, path="a.tif", fingerprint="1", width=90, height=80, bands=1, dtype="uint8")
labels = [module.Label(number, str(number), 1, 1, Point((9.0, 9.0)), parked=at)
          for number, at in enumerate(("apron", ""), 1)]
with ProjectFile.create(folder / "a.basewatch", [Category(1, "An-124")]) as file:
    file.do(added("add frames", [frame]))
    file.do(added("draw", labels))
with ProjectFile.open(folder / "a.basewatch") as file:
    assert list(file.project.all_labels()) == labels
    file.undo()
    file.redo()
    assert list(file.project.all_labels()) == labels
    pasted = paste(file.project, file, "anna", copied_text(file.project, labels), 1, None, (1.0, 1.0)).edit
    assert [change.after.parked for change in pasted.changes] == ["apron", ""]
    path = export_coco(file.project, folder, folder).path
text = path.read_text(encoding="utf-8")
assert text.count('"parked":"apron"') == text.count('"parked"') == 1
with ProjectFile.create(folder / "b.basewatch", ()) as file:
    file.do(import_coco(file.project, folder, path, file))
    assert list(file.project.all_labels()) == labels
path.write_text(text.replace('"parked":"apron"', '"parked":"air"'), encoding="utf-8")
with ProjectFile.create(folder / "c.basewatch", ()) as file:
    try:
        import_coco(file.project, folder, path, file)
    except BasewatchError as fault:
        assert "annotations[0].attributes.parked: air is not known" in str(fault)
    else:
        raise AssertionError
"""


def test_a_field_more_is_stored_copied_exported_and_imported_with_no_other_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITH_A_NEW_FIELD, str(label.__file__), str(tmp_path)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_table_holds_every_field_but_those_that_a_label_cannot_be_without() -> None:
    held = [each.name for each in LABEL_FIELDS]
    assert [each.name for each in fields(Label)] == ["id", "uid", "frame_id", "category_id", "outline", *held]
    plain = Label(1, "u-1", 1, 1, Point((0.0, 0.0)))
    assert {each.name: each.default for each in LABEL_FIELDS} == {name: getattr(plain, name) for name in held}
    assert all(each.default in each.choices for each in LABEL_FIELDS if each.choices)


def test_what_can_be_asked_of_a_label_stands_in_the_table() -> None:
    asked = {each.name: each.asked for each in LABEL_FIELDS if each.asked}
    assert {name: FIELDS[query_name] for query_name, name in LABEL_FIELD_NAMES.items()} == asked
    assert LABEL_FIELD_NAMES["cue"] == "cues"
    assert list(FIELDS.values()) == sorted(FIELDS.values(), key=["text", "yes_no", "number", "date"].index)
