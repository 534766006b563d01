"""Labels as arrays follow every change and find what is there."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import OrientedBox, bounds_px
from basewatch_gui.model.label import Label
from basewatch_gui.session.label_arrays import LabelArrays
from tests.strategies import outlines


def label(number: int, outline: Any) -> Label:
    return Label(number, f"u{number}", 1, 1 + number % 3, outline)


@given(st.lists(st.tuples(st.integers(1, 90), st.none() | outlines()), max_size=120))
def test_after_any_changes_the_rows_hold_just_the_labels(changes: list[tuple[int, Any]]) -> None:
    arrays, held = LabelArrays([]), dict[int, Label]()
    for number, outline in changes:
        before = held.pop(number, None)
        after = label(number, outline) if outline is not None else None
        if before is None and after is None:
            continue
        arrays.change(before, after)
        if after is not None:
            held[number] = after
    everywhere = arrays.within(-np.inf, -np.inf, np.inf, np.inf)
    assert {each.id: each for each in arrays.at_rows(everywhere)} == held
    assert len(arrays) == len(held)
    for number, each in held.items():
        row = arrays.row(number)
        assert row is not None
        assert arrays.category_ids[row] == each.category_id
        left, top, right, bottom = bounds_px(each.outline)
        assert arrays.centres_px(np.array([row]))[0].tolist() == [(left + right) / 2, (top + bottom) / 2]


def test_near_finds_the_smallest_first_and_heeds_the_outline_not_its_envelope() -> None:
    large = label(1, OrientedBox((100, 100), 80, 60, 45))
    small = label(2, OrientedBox((100, 100), 20, 20, 0))
    arrays = LabelArrays([large, small])
    assert [each.id for each in arrays.near((102, 101), 3)] == [2, 1]
    assert [each.id for each in arrays.near((60, 60), 3)] == []
    assert [each.id for each in arrays.near((100, 138), 3)] == [1]
