"""Labels are copied with what they are and pasted where they belong; what is no copy of ours is refused."""

import json
from dataclasses import replace
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import OrientedBox, Polygon, centre_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.edits import clipboard
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.storage.project_file import ProjectFile
from tests.model.edits.conftest import SECOND, Draw, plane

STEP: XY = (12.0, 12.0)


def described(file: ProjectFile, draw: Draw) -> Label:
    """A label that says all that a copy takes over, and what it does not."""
    label = draw(1, 1, plane(500, 500, 30))
    said = changed(
        label, identification="probable", state="nose open", occluded="partly", alternates=(2, 3), note="ramp",
        cues=("T-tail",), extra={"theirs": [1]}, track_id=4, review="approved", comment="good", locked=True,
        keypoints_px=((500.0, 460.0), (470.0, 500.0), (500.0, 540.0), (530.0, 500.0)),
    )  # fmt: skip
    file.do(replaced("describe", [(label, said)]))
    return said


def paste(file: ProjectFile, text: str, frame_id: int, at_px: XY | None = None, step_px: XY = STEP) -> list[Label]:
    """Paste and return the labels that were added."""
    made = clipboard.paste(file.project, file, "analyst", text, frame_id, at_px, step_px).edit
    assert made.action == "paste"
    file.do(made)
    return [file.project.labels(frame_id)[change.item.id] for change in made.changes]


def copied(file: ProjectFile, *labels: Label) -> str:
    """The text that labels are copied as."""
    return clipboard.copied_text(file.project, labels)


def test_a_copy_on_its_own_frame_comes_to_the_pointer_with_what_it_is(file: ProjectFile, draw: Draw) -> None:
    label = described(file, draw)
    (made,) = paste(file, copied(file, label), 1, (300.0, 200.0))
    assert made.outline == plane(300, 200, 30)
    assert made.keypoints_px[0] == pytest.approx((300.0, 160.0))
    assert (made.id, made.uid) != (label.id, label.uid)
    assert made.author == "analyst"
    assert (made.track_id, made.review, made.comment, made.locked) == (None, "draft", "", False)
    for name in ("category_id", "identification", "state", "occluded", "alternates", "note", "cues", "extra"):
        assert getattr(made, name) == getattr(label, name)
    file.undo()
    assert list(file.project.labels(1)) == [label.id]


def test_on_another_frame_it_lies_at_the_same_place_of_the_ground(file: ProjectFile, draw: Draw) -> None:
    (made,) = paste(file, copied(file, described(file, draw)), 2, (5.0, 5.0))
    here, there = file.project.ground_map(1), file.project.ground_map(2)
    assert isinstance(made.outline, OrientedBox)
    assert there.place_at(made.outline.centre_px) == pytest.approx(here.place_at((500.0, 500.0)), abs=1e-3)
    assert (made.outline.length_px, made.outline.width_px) == pytest.approx((40, 30), abs=1e-3)
    assert there.heading_true_deg(made.outline.centre_px, made.outline.heading_px_deg) == pytest.approx(
        here.heading_true_deg((500.0, 500.0), 30.0), abs=0.01
    )
    assert there.place_at(made.keypoints_px[0]) == pytest.approx(here.place_at((500.0, 460.0)), abs=1e-3)


def test_several_keep_their_arrangement_and_those_outside_are_left_out(file: ProjectFile, draw: Draw) -> None:
    drawn = [draw(1, 1, plane(x, y)) for x, y in ((100, 100), (300, 100), (300, 400))]
    text = copied(file, *drawn)
    made = paste(file, text, 1, (600.0, 300.0))
    assert {centre_px(label.outline) for label in made} == {(500, 150), (700, 150), (700, 450)}
    assert (112, 112) in {centre_px(label.outline) for label in paste(file, text, 1)}
    partly = clipboard.paste(file.project, file, "analyst", text, 1, (990.0, 300.0), STEP)
    assert (partly.count, partly.outside) == (1, 2)
    with pytest.raises(BasewatchError, match=r"lie outside a\.tif"):
        paste(file, text, 1, (5000.0, 300.0))


def test_another_project_finds_the_place_by_the_georeference_and_the_category_by_its_name(
    file: ProjectFile, draw: Draw, tmp_path: Path
) -> None:
    text = copied(file, described(file, draw))
    il_76 = next(each for each in shipped_categories() if each.name == "Il-76")
    an_124 = replace(next(each for each in shipped_categories() if each.name == "An-124"), id=100)
    with ProjectFile.create(tmp_path / "other.basewatch", [il_76, an_124]) as other:
        other.do(added("add frames", [replace(SECOND, id=8), Frame(9, "news.png", "cc", 900, 900, 3, "uint8")]))
        (made,), (here,) = paste(other, text, 8), paste(file, text, 2)
        assert centre_px(made.outline) == pytest.approx(centre_px(here.outline), abs=0.01)
        assert (made.category_id, made.alternates) == (100, (2,))
        assert paste(other, text, 9, (400.0, 300.0))[0].outline == plane(400, 300, 30)
        other.do(removed("edit categories", [other.project.categories[2]]))
        with pytest.raises(BasewatchError, match="no category Il-76"):
            paste(other, copied(file, draw(1, 2)), 8)


def test_a_category_is_found_by_its_name_where_another_one_has_its_id(file: ProjectFile, draw: Draw) -> None:
    text = copied(file, described(file, draw))
    one, other = (file.project.categories[key] for key in (1, 2))
    swapped = [(one, replace(one, name=other.name)), (other, replace(other, name=one.name))]
    file.do(replaced("edit categories", swapped))
    assert [label.category_id for label in paste(file, text, 1)] == [2]


def test_more_labels_than_can_be_copied_are_no_copy(
    file: ProjectFile, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = described(file, draw)
    text = copied(file, label)
    monkeypatch.setattr(clipboard, "MOST_LABELS", 0)
    with pytest.raises(BasewatchError, match="holds no labels"):
        paste(file, text, 1)
    with pytest.raises(BasewatchError, match="At most 0 labels"):
        copied(file, label)


def test_duplicates_lie_a_step_away(file: ProjectFile, draw: Draw) -> None:
    label = described(file, draw)
    edit = clipboard.duplicate(file.project, file, "analyst", [label], STEP)
    (made,) = (change.after for change in edit.changes)
    assert isinstance(made, Label)
    assert (edit.action, made.author) == ("duplicate", "analyst")
    assert made.outline == plane(512, 512, 30)
    assert made.note == label.note
    assert not made.locked
    assert made.keypoints_px[0] == (512.0, 472.0)


def test_what_is_no_copy_is_refused_in_a_sentence(file: ProjectFile, draw: Draw) -> None:
    good = json.loads(copied(file, described(file, draw)))
    with pytest.raises(BasewatchError, match="No label is selected"):
        copied(file)
    broken = json.loads(json.dumps(good))
    broken["labels"][0]["outline"]["length"] = -3
    for text in ("", "{}", "hello", "[1]", '{"format": "x"}', json.dumps(good | {"format": "else"}),
                 json.dumps(good | {"labels": []}), json.dumps(broken), "\ud800"):  # fmt: skip
        with pytest.raises(BasewatchError):
            paste(file, text, 1)
    assert len(file.project.labels(1)) == 1


values = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False) | st.text(max_size=9)


@given(data=st.data())
def test_a_damaged_copy_is_a_sentence_or_labels_that_can_be_kept(
    file: ProjectFile, draw: Draw, data: st.DataObject
) -> None:
    held = file.project.labels(1)
    copy = json.loads(copied(file, held[1] if held else described(file, draw)))
    fields: list[tuple[Any, ...]] = [(name,) for name in copy]
    fields += [("frame", name) for name in copy["frame"]]
    for deeper in ((), ("outline",), ("attributes",)):
        fields += [("labels", 0, *deeper, name) for name in reduce(getitem, deeper, copy["labels"][0])]
    *path, field = data.draw(st.sampled_from(fields))
    reduce(getitem, path, copy)[field] = data.draw(values | st.lists(values, max_size=4))
    before = len(file.project.labels(2))
    try:
        paste(file, json.dumps(copy), 2)
    except BasewatchError:
        assert len(file.project.labels(2)) == before


def test_polygons_are_copied_with_their_holes(file: ProjectFile, draw: Draw) -> None:
    ring = ((10.0, 10.0), (90.0, 10.0), (50.0, 90.0))
    hole = ((40.0, 30.0), (60.0, 30.0), (50.0, 50.0))
    label = draw(1, 1, Polygon((ring, hole)))
    assert paste(file, copied(file, label), 1, None, (0.0, 0.0))[0].outline == Polygon((ring, hole))
