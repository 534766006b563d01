"""A query finds the same labels one by one, all at once, and as a plain reading of it says."""

import operator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import MeasureCache
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.columns import Columns
from basewatch_gui.model.query.language import And, Condition, Not, Or, Query, QueryError, Word, parse
from basewatch_gui.model.query.search import find_labels, matches
from basewatch_gui.model.query.values import OneLabel, PlainNames, Values

ATTRIBUTES = (Attribute("livery"), Attribute("engines", "number"), Attribute("armed", "yes_no"))
CATEGORIES = [
    Category(1, "An-124", "transport aircraft", attributes=ATTRIBUTES),
    Category(2, "Il-76", "transport aircraft"),
    Category(5, "Ka-52", "helicopter"),
]
FRAMES = [
    Frame(1, "base.tif", "1", 400, 400, 1, "uint8", gsd_m=0.5, acquired="2024-12-13T08:22:00Z", reviewed=True),
    Frame(2, "news.png", "2", 300, 300, 3, "uint8"),
]
SHAPES: list[Outline] = [
    OrientedBox((100.0, 100.0), 90.0, 40.0, 30.0),
    OrientedBox((5.0, 100.0), 90.0, 40.0, 30.0),
    Box(10.0, 10.0, 50.0, 30.0),
    Point((7.0, 7.0)),
    Polygon((((0.0, 0.0), (20.0, 0.0), (0.0, 20.0)),)),
]
WORDS = st.sampled_from(["", "nose", "Nose open", "il", "76", "open", "me", "RAMP"])


@st.composite
def labels(draw: Any) -> list[Label]:
    def label(number: int) -> Label:
        return Label(
            number,
            f"u{number}",
            draw(st.sampled_from([1, 2])),
            draw(st.sampled_from([1, 2, 5, 77])),
            draw(st.sampled_from(SHAPES)),
            state=draw(st.sampled_from(["unknown", "nose open"])),
            note=draw(WORDS),
            cues=draw(st.sampled_from([(), ("T-tail",), ("T-tail", "four engines")])),
            author=draw(st.sampled_from(["", "me"])),
            track_id=draw(st.none() | st.integers(1, 3)),
            locked=draw(st.booleans()),
            created=draw(st.sampled_from(["", "2024-12-05T10:00:00Z", "2025-01-01T00:00:00Z"])),
            values=draw(st.sampled_from([{}, {"livery": "grey", "engines": 4.0, "armed": True}])),
        )

    return [label(number) for number in range(1, draw(st.integers(0, 8)) + 1)]


CONDITIONS = st.one_of(
    WORDS.map(Word),
    st.builds(
        Condition,
        st.sampled_from(["category", "note", "state", "author", "livery", "cue"]),
        st.sampled_from([":", "=", "!="]),
        st.lists(WORDS | st.sampled_from(["An-124", "Il-76", "T-tail", "grey"]), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(
        Condition,
        st.sampled_from(["id", "track", "engines"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(["1", "2", "4"]).map(lambda value: (value,)),
    ),
    st.builds(
        Condition,
        st.just("created"),
        st.sampled_from([":", "<", "<=", ">", ">="]),
        st.sampled_from(["2024", "2024-12-05", "2025-01"]).map(lambda value: (value,)),
    ),
    st.builds(
        Condition, st.sampled_from(["locked", "armed", "reviewed"]), st.just(":"), st.sampled_from([("yes",), ("no",)])
    ),
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        inner.map(Not), st.lists(inner, max_size=3).map(tuple).map(And), st.lists(inner, max_size=3).map(tuple).map(Or)
    ),
    max_leaves=6,
)


def values_of(held: list[Label]) -> tuple[Values, Columns]:
    project = Project(FRAMES, CATEGORIES, lambda _frame: [])
    values = Values(project, PlainNames(project), MeasureCache(project))
    return values, Columns(values, held)


def says(query: Query, label: Label) -> bool:
    """A plain reading of the query."""
    match query:
        case Word(text):
            return any(text.casefold() in each.casefold() for each in all_texts(label))
        case Not(part):
            return not says(part, label)
        case And(parts):
            return all(says(part, label) for part in parts)
        case Or(parts):
            return any(says(part, label) for part in parts)
    asked = query
    assert isinstance(asked, Condition)
    if asked.operator == "!=":
        return not says(replace(asked, operator="="), label)
    return any(holds(asked, value, plain_value(label, asked.field)) for value in asked.values)


def holds(asked: Condition, value: str, has: Any) -> bool:
    if isinstance(has, bool):
        return has == (value == "yes")
    if isinstance(has, tuple):
        return any(holds(asked, value, each) for each in has) if has else not value
    if isinstance(has, str) and asked.field != "created":
        if not value:
            return not has
        return value.casefold() in has.casefold() if asked.operator == ":" else value.casefold() == has.casefold()
    if has is None or has == "":
        return False
    left: Any
    right: Any
    left, right = (has[: len(value)], value) if isinstance(has, str) else (float(has), float(value))
    return bool(_COMPARED[asked.operator](left, right))


_COMPARED: dict[str, Any] = {
    ":": operator.eq, "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def plain_value(label: Label, field: str) -> Any:
    match field:
        case "category":
            return next((each.name for each in CATEGORIES if each.id == label.category_id), str(label.category_id))
        case "cue":
            return label.cues
        case "track":
            return label.track_id
        case "reviewed":
            return FRAMES[label.frame_id - 1].reviewed
        case "livery":
            return label.values.get("livery", "")
        case "engines" | "armed":
            return label.values.get(field)
    return getattr(label, field)


def all_texts(label: Label) -> list[str]:
    category = next((each for each in CATEGORIES if each.id == label.category_id), None)
    frame = FRAMES[label.frame_id - 1]
    return [
        plain_value(label, "category"),
        category.supercategory if category else "",
        frame.name,
        "2024-12-13 08:22 UTC" if frame.acquired else "",
        label.identification,
        label.state,
        *label.cues,
        label.author,
        label.note,
        plain_value(label, "livery"),
    ]


@given(labels(), QUERIES)
def test_a_query_finds_what_a_plain_reading_of_it_says(held: list[Label], query: Query) -> None:
    values, columns = values_of(held)
    expected = [says(query, label) for label in held]
    assert matches(query, columns).tolist() == expected
    assert [bool(matches(query, OneLabel(values, label))[0]) for label in held] == expected


@given(labels(), labels(), QUERIES)
def test_columns_follow_changes(held: list[Label], later: list[Label], query: Query) -> None:
    _, columns = values_of(held)
    matches(query, columns)
    for label in held[::3]:
        columns.remove_label(label.id)
    for label in later[1:]:
        columns.set_label(label)
    now = [label for label in columns.labels if label is not None]
    _, fresh = values_of(now)
    found = matches(query, columns)
    assert [bool(found[columns.slot(label.id)]) for label in now] == matches(query, fresh).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shape:box", [0, 1, 2]),
        ("shape=box", [2]),
        ("truncated:yes", [1]),
        ("length:45", [0, 1]),
        ("length:45.3", []),
        ("length>=20 width<19", [2]),
        ('length:""', [3, 4]),
        ("supercategory:heli", []),
        ("frame:base.tif reviewed:yes", [0, 1, 2, 3, 4]),
        ("-shape:point,polygon", [0, 1, 2]),
    ],
)
def test_shapes_and_sizes_are_asked_for(text: str, found: list[int]) -> None:
    held = [Label(number, f"u{number}", 1, 1, shape) for number, shape in enumerate(SHAPES, start=1)]
    _, columns = values_of(held)
    assert np.flatnonzero(matches(parse(text), columns)).tolist() == found


def test_a_query_finds_the_labels_of_a_project_without_a_window() -> None:
    held = [
        Label(1, "u1", 1, 1, SHAPES[0], state="nose open"),
        Label(2, "u2", 1, 2, SHAPES[0], track_id=4),
        Label(3, "u3", 2, 2, SHAPES[2]),
    ]
    project = Project(FRAMES, CATEGORIES, lambda frame: [label for label in held if label.frame_id == frame])
    assert [label.id for label in find_labels(project, "category:Il-76")] == [2, 3]
    assert [label.id for label in find_labels(project, "length>40", [1])] == [1, 2]
    assert [label.id for label in find_labels(project, "engines:4 or track:4")] == [2]
    with pytest.raises(QueryError):
        find_labels(project, "categry:Il-76")
