"""Labels are sorted by a field, then by frame and id; those without a value come last in both directions."""

from functools import cmp_to_key

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Point
from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import MeasureCache
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.columns import Columns
from basewatch_gui.model.query.ordering import Order, precedence, sorted_slots
from basewatch_gui.model.query.values import PlainNames, Values

FRAMES = (2, 1)
LABELS = st.lists(
    st.tuples(
        st.sampled_from(FRAMES), st.none() | st.integers(1, 3), st.sampled_from(["", "apron", "Apron", "hangar"])
    ),
    max_size=12,
).map(
    lambda rows: [
        Label(number, f"u{number}", frame, 1, Point((1.0, 1.0)), track_id=track, note=note)
        for number, (frame, track, note) in enumerate(rows, start=1)
    ]
)
ORDERS = [
    None,
    *(Order("track", lambda label: label.track_id, descending) for descending in (False, True)),
    *(Order("note", lambda label: label.note.casefold() or None, descending) for descending in (False, True)),
]


def columns_of(labels: list[Label]) -> Columns:
    frames = [Frame(number, f"{number}.tif", str(number), 9, 9, 1, "uint8") for number in FRAMES]
    project = Project(frames, [Category(1, "Il-76")], lambda _frame: [])
    return Columns(Values(project, PlainNames(project), MeasureCache(project)), labels)


def plainly_sorted(labels: list[Label], order: Order | None) -> list[int]:
    by_place = sorted(labels, key=lambda label: (FRAMES.index(label.frame_id), label.id))
    if order is None:
        return [label.id for label in by_place]
    having = [label for label in by_place if order.rank(label) is not None]
    lacking = [label for label in by_place if order.rank(label) is None]
    having.sort(key=order.rank, reverse=order.descending)  # type: ignore[arg-type]
    return [label.id for label in (*having, *lacking)]


@pytest.mark.parametrize("order", ORDERS)
@given(labels=LABELS)
def test_slots_are_sorted_by_rank_then_place(order: Order | None, labels: list[Label]) -> None:
    columns = columns_of(labels)
    slots = sorted_slots(np.arange(len(labels)), columns, FRAMES, order)
    assert columns.ids[slots].tolist() == plainly_sorted(labels, order)


@pytest.mark.parametrize("order", ORDERS)
@given(labels=LABELS)
def test_two_labels_stand_as_all_are_sorted(order: Order | None, labels: list[Label]) -> None:
    columns = columns_of(labels)
    comes_before = precedence(columns, FRAMES, order)

    def compared(one: int, other: int) -> int:
        return -1 if comes_before(one, other) else 1

    assert (
        sorted(range(len(labels)), key=cmp_to_key(compared))
        == sorted_slots(np.arange(len(labels)), columns, FRAMES, order).tolist()
    )
