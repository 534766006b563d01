"""Labels as arrays follow every change and find what is there."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, area_px, bounds_px, to_shapely
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays
from tests.strategies import outlines, places

SMALL_PX = 400.0
EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


def label(number: int, outline: Any, author: str = "") -> Label:
    return Label(number, f"u{number}", 1, 1 + number % 3, outline, author=author)


@given(st.lists(st.lists(st.tuples(st.integers(1, 90), st.none() | outlines()), max_size=12), max_size=30))
def test_after_any_edits_the_rows_hold_just_the_labels(edits: list[list[tuple[int, Any]]]) -> None:
    arrays, held = LabelArrays([]), dict[int, Label]()
    for edit in edits:
        pairs = []
        for number, outline in edit:
            before = held.pop(number, None)
            after = label(number, outline) if outline is not None else None
            if before is None and after is None:
                continue
            pairs.append((before, after))
            if after is not None:
                held[number] = after
        arrays.change(pairs)
    found = arrays.at_rows(arrays.within(*EVERYWHERE))
    assert {each.id: each for each in found} == held
    assert len(found) == len(arrays) == len(held)
    for number, each in held.items():
        row = arrays.row(number)
        assert row is not None
        rows = np.array([row])
        assert arrays.categories[arrays.category_slots[row]] == each.category_id
        assert arrays.bounds_px(rows)[0] == pytest.approx(bounds_px(each.outline), abs=1e-6)
        left, top, right, bottom = arrays.bounds_px(rows)[0]
        assert arrays.centres_px(rows)[0].tolist() == [(left + right) / 2, (top + bottom) / 2]
        if isinstance(each.outline, OrientedBox | Box):
            assert arrays.quads_px[row] == pytest.approx(np.array(each.outline.corners_px), abs=1e-6)


@given(st.lists(outlines(SMALL_PX), max_size=25), places(SMALL_PX), st.floats(0.0, 200.0))
def test_near_finds_what_shapely_finds_the_smallest_first(shapes: list[Outline], at: XY, tolerance: float) -> None:
    arrays = LabelArrays(label(number, shape) for number, shape in enumerate(shapes, start=1))
    found = arrays.near(at, tolerance)
    areas = [area_px(each.outline) for each in found]
    assert all(one <= other * (1 + 1e-9) for one, other in pairwise(areas))
    for number, shape in enumerate(shapes, start=1):
        off = float(to_shapely(shape).distance(shapely.Point(at)))
        if abs(off - tolerance) > 1e-6:
            assert (number in {each.id for each in found}) == (off < tolerance), shape


def test_near_finds_the_smallest_first_and_heeds_the_outline_not_its_envelope() -> None:
    large = label(1, OrientedBox((100, 100), 80, 60, 45))
    small = label(2, OrientedBox((100, 100), 20, 20, 0))
    arrays = LabelArrays([large, small])
    assert [each.id for each in arrays.near((102, 101), 3)] == [2, 1]
    assert [each.id for each in arrays.near((60, 60), 3)] == []
    assert [each.id for each in arrays.near((100, 138), 3)] == [1]


def test_labels_of_hidden_authors_are_not_found_also_those_that_come_later() -> None:
    mine, hers = label(1, Box(0, 0, 10, 10), "me"), label(2, Box(0, 0, 20, 20), "her")
    arrays = LabelArrays([mine, hers])
    arrays.hide_authors(["her"])
    later = label(3, Box(0, 0, 30, 30), "her")
    arrays.change([(None, later)])
    assert arrays.near((5, 5), 1) == [mine]
    assert list(arrays.rows_of([1, 2, 3])) == [0]
    arrays.hide_authors([])
    assert arrays.near((5, 5), 1) == [mine, hers, later]


def test_what_was_touched_since_a_version_is_where_labels_were_and_are() -> None:
    first = label(1, Box(0, 0, 10, 10))
    arrays = LabelArrays([first])
    start = arrays.version
    moved = label(1, Box(50, 50, 60, 60))
    arrays.change([(first, moved)])
    then = arrays.version
    arrays.change([(None, label(2, Box(5, 5, 6, 6)))])
    touched, later = arrays.touched_since(start), arrays.touched_since(then)
    assert touched is not None
    assert later is not None
    assert sorted(map(tuple, touched.bounds_px)) == [(0, 0, 10, 10), (5, 5, 6, 6), (50, 50, 60, 60)]
    assert list(map(tuple, later.bounds_px)) == [(5, 5, 6, 6)]
    assert touched.rows.tolist() == [0, 1]
    for number in range(3, 1000):
        arrays.change([(None, label(number, Box(5, 5, 6, 6)))])
    assert arrays.touched_since(start) is None
    arrays.change((None, label(number, Box(5, 5, 6, 6))) for number in range(1000, 2000))
    assert arrays.touched_since(arrays.version - 1) is None
