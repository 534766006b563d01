"""A COCO file brought into a project: all of ours survives, what is there is found, and faults name their field."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from basewatch_gui.exchange.coco import export_coco
from basewatch_gui.exchange.coco_import import import_coco
from basewatch_gui.exchange.coco_schema import read_coco
from basewatch_gui.geometry.outline import Box, Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver
from tests.exchange.projects import Ids, contents, fixed_project, project_of, projects, records


def imported(project: Project, folder: Path, path: Path) -> Edit:
    """The import of a file, applied to the project; new ids start at 1,000."""
    edit = import_coco(project, folder, path, Ids(1000))
    project.check(edit)
    project.apply(edit)
    return edit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of the fixed project, in the project's folder."""
    return export_coco(fixed_project(), tmp_path, tmp_path).path


@given(projects())
def test_export_and_import_give_the_same_project(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    folder = tmp_path_factory.mktemp("project")
    path = export_coco(project, folder, folder / "export").path
    empty = project_of()
    assert imported(empty, folder, path).action == "import"
    assert (contents(empty), records(empty)) == (contents(project), records(project))
    assert imported(empty, folder, path).changes == ()
    again = export_coco(empty, folder, folder / "again").path
    assert again.read_bytes() == path.read_bytes()


def test_the_fixed_project_comes_back_with_foreign_keys_named_like_ours(path: Path, tmp_path: Path) -> None:
    empty = project_of()
    imported(empty, tmp_path, path)
    assert (contents(empty), records(empty)) == (contents(fixed_project()), records(fixed_project()))
    assert empty.labels(1)[3].extra == {"shape": "a foreign word", "confidence": 0.75}


def test_foreign_attributes_stay_visible_beside_ours(path: Path) -> None:
    attributes = read_coco(path).annotations[0].attributes
    assert attributes is not None
    assert attributes["confidence"] == 0.75
    assert attributes["shape"] == "oriented_box"


def test_the_edit_adds_first_what_the_rest_speaks_of(path: Path, tmp_path: Path) -> None:
    edit = imported(project_of(), tmp_path, path)
    kinds = [type(change.item).__name__ for change in edit.changes]
    others = ["Grid", "Grid", "Cell", "Comment", "Waiver", "Observation"]
    assert kinds == ["Category"] * 2 + ["Frame"] * 2 + ["Label"] * 7 + others


def test_a_changed_label_replaces_the_old_one_and_equal_ones_are_left_out(path: Path, tmp_path: Path) -> None:
    frames, categories, labels = contents(fixed_project())
    old = replace(labels[8], id=77, outline=Point((1.0, 2.0)))
    held = [*(labels[key] for key in labels if key != 8), old]
    project = project_of(frames.values(), categories.values(), held, records(fixed_project()).values())
    edit = imported(project, tmp_path, path)
    assert edit.changes == (Change(old, replace(labels[8], id=77)),)


def test_taken_ids_are_replaced_by_new_ones_that_nobody_wants(path: Path, tmp_path: Path) -> None:
    frames, categories, _ = contents(fixed_project())
    mine = Label(3, "mine", 1, 1, Box(0.0, 0.0, 5.0, 5.0))
    project = project_of(frames.values(), categories.values(), [mine])
    edit = import_coco(project, tmp_path, path, Ids(1, labels=4))
    ids = {change.item.uid: change.item.id for change in edit.label_changes if isinstance(change.item, Label)}
    assert ids == {"u-3": 7, "u-4": 4, "u-5": 5, "u-6": 6, "u-8": 8, "u-9": 9, "u-10": 10}


def test_records_follow_what_they_speak_of_to_its_new_ids(path: Path, tmp_path: Path) -> None:
    frames, categories, _ = contents(fixed_project())
    mine = [Label(key, f"mine-{key}", 1, 1, Box(0.0, 0.0, 5.0, 5.0)) for key in (3, 9)]
    held = [Comment(key, 1, (1.0, 1.0), "mine") for key in (1, 2, 6)]
    moved = {1: replace(frames[1], id=50), 7: replace(frames[7], id=60)}
    project = project_of(moved.values(), categories.values(), [replace(label, frame_id=50) for label in mine], held)
    edit = import_coco(project, tmp_path, path, Ids(1, labels=100, records=200))
    brought = {change.item.id: change.item for change in edit.changes if isinstance(change.item, Record)}
    assert brought == {
        200: Grid(200, None, 250.0, area=((0.0, 0.0), (500.0, 0.0), (0.0, 500.0))),
        201: Grid(201, 50, 512.0, 64.0),
        3: Cell(3, 201, 50, 0, 1, "second look"),
        4: Comment(4, 60, (12.5, 30.0), "Same apron as on the 13th?", "ben", "2024-12-14T12:00:00Z"),
        5: Waiver(5, 50, "outside", (101,), "kept for the record", "anna"),
        202: Observation(202, 60, 100, "departed"),
    }


def test_a_changed_record_replaces_the_one_that_speaks_of_the_same(path: Path, tmp_path: Path) -> None:
    held = records(fixed_project())
    comment, waiver = held[4], held[5]
    assert isinstance(comment, Comment)
    assert isinstance(waiver, Waiver)
    changed: list[Record] = [
        Grid(31, 1, 512.0, 64.0),
        Cell(32, 31, 1, 0, 1, "done"),
        replace(comment, id=33, resolved=True),
        replace(waiver, id=34, reason="else"),
        Observation(35, 7, 3, "not observable"),
    ]
    frames, categories, labels = contents(fixed_project())
    project = project_of(frames.values(), categories.values(), labels.values(), [held[1], *changed])
    edit = imported(project, tmp_path, path)
    assert [change.before for change in edit.changes] == changed[1:]
    assert records(project) == {
        1: held[1],
        31: changed[0],
        32: Cell(32, 31, 1, 0, 1, "second look"),
        33: replace(held[4], id=33),
        34: replace(held[5], id=34),
        35: replace(held[6], id=35),
    }


def test_frames_are_found_by_what_they_are_and_where_they_are(path: Path, tmp_path: Path) -> None:
    frames, categories, labels = contents(fixed_project())
    moved = replace(frames[1], id=50, path="elsewhere.tif", reviewed=False)
    rewritten = replace(frames[7], id=60, fingerprint="22")
    project = project_of([moved, rewritten], categories.values())
    imported(project, tmp_path, path)
    assert project.frames == {50: moved, 60: rewritten}
    assert project.labels(50) == {key: replace(label, frame_id=50) for key, label in labels.items()}


def test_copies_of_one_file_stay_two_frames(tmp_path: Path) -> None:
    frames, _, _ = contents(fixed_project())
    original, copy = replace(frames[1], id=2), replace(frames[1], path="copy.tif")
    path = export_coco(project_of([original, copy]), tmp_path, tmp_path).path
    project = project_of([original])
    imported(project, tmp_path, path)
    assert project.frames == {1: copy, 2: original}


def test_a_frame_of_another_size_under_the_same_path_is_refused(path: Path, tmp_path: Path) -> None:
    frames, _, _ = contents(fixed_project())
    other = replace(frames[1], fingerprint="other", width=500)
    with pytest.raises(BasewatchError, match=r"images\[0\]\.width: it is not as large as hmeymim"):
        import_coco(project_of([other]), tmp_path, path, Ids())


def test_categories_are_found_by_name_and_alternates_follow(path: Path, tmp_path: Path) -> None:
    mine = [Category(20, "An-124"), Category(1, "truck")]
    project = project_of([], mine)
    imported(project, tmp_path, path)
    launcher = fixed_project().categories[20]
    assert project.categories == {20: mine[0], 1: mine[1], 1000: replace(launcher, id=1000)}
    assert project.labels(1)[3].category_id == 20
    assert project.labels(1)[3].alternates == (1000,)
    assert project.labels(1)[5].category_id == 1000


def test_a_label_that_changed_its_frame_is_taken_off_the_old_one(path: Path, tmp_path: Path) -> None:
    frames, categories, labels = contents(fixed_project())
    stray = replace(labels[8], frame_id=7)
    project = project_of(frames.values(), categories.values(), [stray])
    imported(project, tmp_path, path)
    assert project.labels(7) == {}
    assert project.labels(1)[8] == labels[8]


def test_paths_follow_the_project_s_folder(path: Path, tmp_path: Path) -> None:
    project = project_of()
    imported(project, tmp_path / "other", path)
    assert project.frames[7].path == (tmp_path / "frames" / "screenshot.png").resolve().as_posix()


def test_files_of_further_bands_follow_as_the_frame_s_own_does(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    far = (tmp_path / "far" / "x.tif").as_posix()
    frame = replace(fixed_project().frames[1], path="scene/pan.tif", parts=("scene/ms.tif", far))
    path = export_coco(project_of([frame]), one, tmp_path / "out").path
    [image] = json.loads(path.read_text())["images"]
    assert image["raster"]["parts"] == ["../one/scene/ms.tif", "../far/x.tif"]
    same, other = project_of(), project_of()
    imported(same, one, path)
    imported(other, two, path)
    assert same.frames == {1: frame}
    assert other.frames[1].parts == ((one / "scene" / "ms.tif").as_posix(), far)


def test_images_of_one_file_are_frames_of_their_own(tmp_path: Path) -> None:
    first = replace(fixed_project().frames[1], image=1)
    second = replace(first, id=2, image=2, width=first.width * 2)
    path = export_coco(project_of([first, second]), tmp_path, tmp_path).path
    project = project_of()
    imported(project, tmp_path, path)
    assert project.frames == {1: first, 2: second}
    assert not imported(project, tmp_path, path).changes
    with pytest.raises(BasewatchError, match="Two frames of the project are one file"):
        export_coco(project, tmp_path, tmp_path, plain=True)


def _set(*keys: str | int, to: object) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = to

    return change


def _drop(*keys: str | int) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        del document[keys[-1]]

    return change


OUTLINE = ("annotations", 0, "attributes", "outline_px")
FAULTS = {
    "bbox a word": (_set("annotations", 3, "bbox", to="x"), r"annotations\[3\]\.bbox: Expected `array`"),
    "bbox too long": (_set("annotations", 3, "bbox", to=[1, 2, 3, 4, 5]), r"annotations\[3\]\.bbox: .*length 4"),
    "bbox holds null": (_set("annotations", 3, "bbox", 2, to=None), r"annotations\[3\]\.bbox\[2\]: Expected `float`"),
    "NaN": (_set("annotations", 3, "bbox", 2, to=float("nan")), r"annotations\[3\]\.bbox\[2\]: a finite number"),
    "infinite": (
        _set(*OUTLINE, "centre", 1, to=float("inf")),
        r"annotations\[0\]\.attributes\.outline_px\.centre\[1\]",
    ),
    "id 0": (_set("annotations", 1, "id", to=0), r"annotations\[1\]\.id: Expected `int` >= 1"),
    "id a word": (_set("images", 1, "id", to="seven"), r"images\[1\]\.id: Expected `int`, got `str`"),
    "area missing": (_drop("annotations", 1, "area"), r"annotations\[1\]: .*missing required field `area`"),
    "no images": (_drop("images"), r"The file: .*missing required field `images`"),
    "no such image": (_set("annotations", 2, "image_id", to=99), r"annotations\[2\]\.image_id: there is no image 99"),
    "no such category": (
        _set("annotations", 2, "category_id", to=9),
        r"annotations\[2\]\.category_id: .*no category 9",
    ),
    "annotation twice": (_set("annotations", 2, "id", to=3), r"annotations\[2\]\.id: 3 is there twice"),
    "image twice": (_set("images", 1, "id", to=1), r"images\[1\]\.id: 1 is there twice"),
    "category twice": (_set("categories", 1, "id", to=1), r"categories\[1\]\.id: 1 is there twice"),
    "file twice": (
        _set("images", 1, "file_name", to="frames/hmeymim_2024-12-13.tif"),
        r"images\[1\]\.file_name: .*is there twice",
    ),
    "label twice": (
        _set("annotations", 1, "attributes", "label_uid", to="u-3"),
        r"annotations\[1\]\.attributes\.label_uid: u-3 is there twice",
    ),
    "not our image": (_drop("images", 0, "raster"), r"images\[0\]\.raster: it is missing"),
    "not our label": (_drop("annotations", 0, "attributes"), r"annotations\[0\]\.attributes: it is missing"),
    "no outline": (_drop(*OUTLINE), r"annotations\[0\]\.attributes: .*field `outline_px`"),
    "bad outline": (_set(*OUTLINE, "length", to=-1), r"annotations\[0\]\.attributes\.outline_px: length"),
    "bad note": (_set("annotations", 0, "attributes", "note", to=5), r"annotations\[0\]\.attributes\.note: Expected"),
    "bad identification": (
        _set("annotations", 0, "attributes", "identification", to="sure"),
        r"annotations\[0\]\.attributes\.identification: sure is not known",
    ),
    "bad occlusion": (
        _set("annotations", 0, "attributes", "occluded", to="wholly"),
        r"annotations\[0\]\.attributes\.occluded: wholly is not known",
    ),
    "no such alternate": (
        _set("annotations", 0, "attributes", "alternates", to=[44]),
        r"annotations\[0\]\.attributes\.alternates: a category that is not there",
    ),
    "bad dash": (_set("categories", 0, "attributes", "dash", to="wavy"), r"categories\[0\]\.attributes\.dash: Invalid"),
    "bad review": (
        _set("annotations", 0, "attributes", "review", to="seen"),
        r"annotations\[0\]\.attributes\.review: Invalid",
    ),
    "three keypoints": (
        _set("annotations", 0, "attributes", "keypoints_px", to=[[1, 2], [3, 4], [5, 6]]),
        r"annotations\[0\]\.attributes\.keypoints_px: 4 are expected",
    ),
    "bad tool": (
        _set("categories", 0, "attributes", "tool", to="lasso"),
        r"categories\[0\]\.attributes\.tool: lasso is not known",
    ),
    "bad kind": (
        _set("categories", 0, "attributes", "attributes", 1, "kind", to="colour"),
        r"categories\[0\]\.attributes\.attributes\[1\]\.kind: Invalid",
    ),
    "bad cell": (_set("basewatch", "cells", 0, "state", to="seen"), r"basewatch\.cells\[0\]\.state: Invalid"),
    "bad place": (_drop("basewatch", "comments", 0, "at_px", 1), r"basewatch\.comments\[0\]\.at_px: .*length 2"),
    "no such frame": (
        _set("basewatch", "comments", 0, "frame_id", to=3),
        r"basewatch\.comments\[0\]\.frame_id: there is no image 3",
    ),
    "no such grid": (
        _set("basewatch", "cells", 0, "grid_id", to=4),
        r"basewatch\.cells\[0\]\.grid_id: there is no grid 4",
    ),
    "no such label": (
        _set("basewatch", "observations", 0, "label_id", to=99),
        r"basewatch\.observations\[0\]\.label_id: there is no annotation 99",
    ),
    "record twice": (_set("basewatch", "waivers", 0, "id", to=4), r"basewatch\.waivers\[0\]\.id: 4 is .*there twice"),
    "bad transform": (_set("images", 0, "geo", "transform", to=[1, 2]), r"images\[0\]\.geo\.transform: .*length 6"),
}


@pytest.mark.parametrize(("change", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_names_the_file_and_the_field(
    change: Callable[[Any], None], message: str, path: Path, tmp_path: Path
) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BasewatchError, match=message) as caught:
        import_coco(project_of(), tmp_path, path, Ids())
    assert str(path) in str(caught.value)


BROKEN = {
    "cut off": (b'{"images": [\n{"id": 1', r"is not JSON: .*\(line 2, column"),
    "empty": (b"", r"is not JSON: .*\(line 1, column 1\)"),
    "binary": (b"\xff\xfe\x00II*\x00\x80", "is not JSON"),
    "not UTF-8": (b'{"images": [], "annotations": [], "categories": [{"id": 1, "name": "\xe9"}]}', "no UTF-8"),
    "a list": (b"[]", "The file: Expected `object`, got `array`"),
    "too deep": (b'{"annotations": [{"attributes": {"a": ' + b"[" * 200_000, "nested too deeply"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_files_are_said_in_one_sentence(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(BasewatchError, match=message) as caught:
        read_coco(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BasewatchError, match=r"gone\.json can't be read: No such file"):
        read_coco(tmp_path / "gone.json")


def test_a_plain_file_is_good_coco_but_can_t_be_imported(tmp_path: Path) -> None:
    path = export_coco(fixed_project(), tmp_path, tmp_path, plain=True).path
    assert len(read_coco(path).annotations) == 7
    with pytest.raises(BasewatchError, match=r"images\[0\]\.raster"):
        import_coco(project_of(), tmp_path, path, Ids())
