"""The order of found labels: by a field, then by frame and id; labels without a value come last in both directions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.label import Label
from basewatch_gui.model.query.columns import Columns

Slots = NDArray[np.int64]
Rank = Callable[[Label], str | float | None]
"""What a label is sorted by; None for no value."""


@dataclass(frozen=True, slots=True)
class Order:
    """A field of the query language to sort by, and the rank of a label in it.

    Labels whose texts of a text field are the same have the same rank; of a number field its numbers are the ranks.
    """

    field: str
    rank: Rank
    descending: bool = False


def sorted_slots(slots: Slots, columns: Columns, frames: Sequence[int], order: Order | None) -> Slots:
    """Return the slots of labels in their order; by frame, as `frames` has them, and id where there is no `order`."""
    ids = columns.ids[slots]
    if order is None and len(frames) <= 1:
        # As they are loaded; to sort what is sorted would be felt with 100,000 labels.
        return slots if np.all(ids[1:] > ids[:-1]) else slots[np.argsort(ids)]
    held = map(columns.labels.__getitem__, slots.tolist())
    labels = [label for label in held if label is not None]
    keys: list[NDArray[np.generic]] = [ids]
    if len(frames) > 1:
        place = {frame: number for number, frame in enumerate(frames)}
        keys.append(np.array([place[label.frame_id] for label in labels], np.int64))
    if order is not None:
        ranks = _numeric_ranks(slots, labels, columns, order)
        keys.append(-ranks if order.descending else ranks)
    return slots[np.lexsort(keys)]


def precedence(columns: Columns, frames: Sequence[int], order: Order | None) -> Callable[[int, int], bool]:
    """Return the test whether the label of one slot comes before that of another, as `sorted_slots` sorts them."""

    def rank_and_place(slot: int) -> tuple[Any, tuple[int, int]]:
        label = columns.labels[slot]
        assert label is not None
        rank = None if order is None else order.rank(label)
        return rank, (frames.index(label.frame_id), label.id)

    def comes_before(slot: int, other: int) -> bool:
        (rank, place), (other_rank, other_place) = rank_and_place(slot), rank_and_place(other)
        if rank == other_rank:
            return place < other_place
        if rank is None or other_rank is None:
            return other_rank is None
        return bool(rank > other_rank if order is not None and order.descending else rank < other_rank)

    return comes_before


def _numeric_ranks(slots: Slots, labels: Sequence[Label], columns: Columns, order: Order) -> NDArray[np.float64]:
    """Return a number for each label that sorts as its rank does; NaN, which numpy sorts last, for none."""
    if columns.kinds[order.field] == "number":
        return columns.numbers(order.field)[slots]
    # Texts repeat: each is ranked once, by any label that has it.
    texts = columns.texts(order.field)
    keys = [texts[slot] for slot in slots.tolist()]
    rank_of = {key: order.rank(label) for key, label in dict(zip(keys, labels, strict=True)).items()}
    known: set[Any] = set(rank_of.values()) - {None}
    number_of: dict[Any, float] = {rank: float(at) for at, rank in enumerate(sorted(known))}
    numbers = {key: number_of.get(rank, np.nan) for key, rank in rank_of.items()}
    return np.fromiter(map(numbers.__getitem__, keys), np.float64, len(keys))
