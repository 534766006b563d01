"""What the project file holds comes back exactly."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Polygon
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, Item
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Record
from basewatch_gui.storage.codec import (
    category_from_text,
    category_text,
    edit_blob,
    edit_from_blob,
    frame_from_text,
    frame_text,
    label_rows,
    labels_from_rows,
    record_from_row,
    record_row,
)
from tests.strategies import categories, frames, labels, records

SOME_LABEL = Label(7, "uid", 1, 1, OrientedBox((0.1, 0.2), 3.3, 4.4, 5.5))


@given(st.lists(labels(), max_size=5))
def test_labels_come_back(stored: list[Label]) -> None:
    assert labels_from_rows(label_rows(stored)) == stored


def test_a_label_is_written_as_ever() -> None:
    """The form of the project file: its names, their order, and what it leaves out because it is the default."""
    told = Label(
        7, "u-7", 2, 20, Box(1.0, 2.0, 3.5, 4.0), "probable", "nose open", "partly", (20,), "5P85", ("T-tail",), "a\nb",
        True, 5, "anna", "2024-12-14T10:00:00Z", "2024-12-14T11:00:00Z", {"x": [1]}, {"load": "none"}, True, "rejected",
        "why", ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.5)),
    )  # fmt: skip
    attributes = (
        '{"identification":"probable","state":"nose open","occluded":"partly","alternates":[20],"designation":"5P85",'
        '"cues":["T-tail"],"note":"a\\nb","is_crowd":true,"extra":{"x":[1]},"values":{"load":"none"},"locked":true,'
        '"review":"rejected","comment":"why","keypoints_px":[[1.0,2.0],[3.0,4.0],[5.0,6.0],[7.0,8.5]]}'
    )
    box = '{"shape":"box","corners":[1.0,2.0,3.5,4.0]}'
    times = ("2024-12-14T10:00:00Z", "2024-12-14T11:00:00Z")
    assert label_rows([told]) == [(7, "u-7", 2, 20, box, attributes, 5, "anna", *times)]
    plain = Label(8, "u-8", 2, 20, Box(1.0, 2.0, 3.5, 4.0))
    assert label_rows([plain]) == [(8, "u-8", 2, 20, box, "{}", None, "", "", "")]
    assert plain == labels_from_rows([(8, "u-8", 2, 20, box, "{}", None, "", "", "")])[0]
    assert (plain.identification, plain.state, plain.occluded, plain.review) == (
        "unassessed",
        "unknown",
        "none",
        "draft",
    )
    assert edit_blob(Edit("draw", (Change(None, plain),))) == (
        b'["Label",null,[8,"u-8",2,20,%b,{},null,"","",""]]' % box.encode()
    )


def test_a_label_that_comes_back_is_as_frozen_as_any() -> None:
    (found,) = labels_from_rows(label_rows([SOME_LABEL]))
    with pytest.raises(FrozenInstanceError):
        found.note = "else"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        found.outline.length_px = 1.0  # type: ignore[misc, union-attr]
    assert replace(found, note="else") == replace(SOME_LABEL, note="else")


def test_of_many_labels_the_one_that_could_not_be_read_again_is_named() -> None:
    labels = [replace(SOME_LABEL, id=1), replace(SOME_LABEL, id=2, outline=Box(1.0, 0.0, 0.0, 1.0)), SOME_LABEL]
    with pytest.raises(ValueError, match="label 2 could not be read again"):
        label_rows(labels)
    assert label_rows(labels[::2]) == [label_rows([label])[0] for label in labels[::2]]


@given(frames())
def test_a_frame_comes_back(frame: Frame) -> None:
    assert frame_from_text(frame.id, frame_text(frame)) == frame


@given(categories())
def test_a_category_comes_back(category: Category) -> None:
    assert category_from_text(category.id, category_text(category)) == category


@given(records())
def test_a_record_comes_back(record: Record) -> None:
    assert record_from_row(*record_row(record)) == record


def changes_of(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Change]:
    return items.flatmap(lambda item: st.sampled_from([Change(None, item), Change(item, None), Change(item, item)]))


@given(st.lists(changes_of(labels() | frames() | categories() | records()), max_size=8))
def test_an_edit_comes_back(changes: list[Change]) -> None:
    edit = Edit("import", tuple(changes))
    assert edit_from_blob(1, edit.action, edit_blob(edit)) == edit


def test_a_big_edit_is_compressed_and_comes_back() -> None:
    edit = Edit("import", tuple(Change(None, SOME_LABEL) for _ in range(1000)))
    blob = edit_blob(edit)
    assert len(blob) < 20_000
    assert edit_from_blob(1, "import", blob) == edit


@pytest.mark.parametrize(
    "outline",
    [
        OrientedBox((0.0, 0.0), 0.0, 1.0, 0.0),
        OrientedBox((float("nan"), 0.0), 1.0, 1.0, 0.0),
        Box(1.0, 0.0, 0.0, 1.0),
        Polygon(()),
    ],
)
def test_an_outline_that_could_not_be_read_again_is_not_written(outline: OrientedBox | Box | Polygon) -> None:
    with pytest.raises(ValueError, match=r"[Ee]xpected"):
        label_rows([Label(1, "uid", 1, 1, outline)])


@pytest.mark.parametrize(
    "label",
    [
        replace(SOME_LABEL, keypoints_px=((0.0, 1.0), (float("inf"), 1.0))),
        replace(SOME_LABEL, values={"tubes": float("nan")}),
    ],
)
def test_a_number_that_could_not_be_read_again_is_not_written(label: Label) -> None:
    with pytest.raises(ValueError, match="could not be read again"):
        label_rows([label])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (1, b"\x00"),
        (2, "one"),
        (4, '{"shape": "circle"}'),
        (4, '{"shape": "point", "at": [1, 2'),
        (4, ""),
        (5, '{"cues": 3}'),
        (5, "{}, {}"),
        (5, '{"review": "seen"}'),
        (5, '{"keypoints_px": [[1, 2, 3]]}'),
        (5, '{"values": {"tubes": []}}'),
        (6, 1.5),
        (8, None),
    ],
)
def test_a_damaged_label_is_named(column: int, value: object) -> None:
    row: list[object] = list(label_rows([SOME_LABEL])[0])
    row[column] = value
    (good,) = label_rows([SOME_LABEL])
    with pytest.raises(BasewatchError, match="Row 7 of the project's labels is damaged"):
        labels_from_rows([(1, *good[1:]), tuple(row), (9, *good[1:])])


@pytest.mark.parametrize("text", ["", "null", "{", '{"id": 3}', '{"id": "three"}'])
def test_a_damaged_frame_or_category_is_named(text: str) -> None:
    with pytest.raises(BasewatchError, match="Row 3 of the project's frames is damaged"):
        frame_from_text(3, text)
    with pytest.raises(BasewatchError, match="Row 3 of the project's categories is damaged"):
        category_from_text(3, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Track", "{}"),
        ("Label", "{}"),
        ("Grid", ""),
        ("Grid", '{"id": 3, "frame_id": null}'),
        ("Cell", '{"id": 3, "grid_id": 1, "frame_id": 1, "column": 0, "row": 0, "state": "seen"}'),
        ("Observation", None),
    ],
)
def test_a_damaged_record_is_named(kind: str, text: str) -> None:
    with pytest.raises(BasewatchError, match="Row 3 of the project's records is damaged"):
        record_from_row(3, kind, text)


@pytest.mark.parametrize(
    ("action", "blob"),
    [
        ("draw", b"\xff"),
        ("draw", b"xyz"),
        ("draw", b'["Label", [1], null]'),
        ("draw", b'["Track", {}, null]'),
        ("draw", b'["Label", null, null]'),
        ("dance", b""),
        ("comment", b'["Comment", {"id": 1}, null]'),
        ("draw", None),
    ],
)
def test_a_damaged_edit_is_named(action: str, blob: bytes) -> None:
    with pytest.raises(BasewatchError, match="Row 3 of the project's history is damaged"):
        edit_from_blob(3, action, blob)
