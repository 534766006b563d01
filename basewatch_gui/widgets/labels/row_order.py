"""The order of the rows: by a column, then by frame and id; labels without a value come last in both directions."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.label import Label
from basewatch_gui.model.query.columns import Columns
from basewatch_gui.widgets.labels.column_texts import FIELDS, NUMBERS, Column, LabelWords

NO_SORT = -1

Slots = NDArray[np.int64]


def ordered(
    slots: Slots, columns: Columns, frames: Sequence[int], words: LabelWords, column: int, descending: bool
) -> Slots:
    """The slots in the order of the rows."""
    ids = columns.ids[slots]
    if column == NO_SORT and len(frames) <= 1:
        # As they are loaded; to sort what is sorted would be felt with 100,000 labels.
        return slots if np.all(ids[1:] > ids[:-1]) else slots[np.argsort(ids)]
    held = map(columns.labels.__getitem__, slots.tolist())
    labels = [label for label in held if label is not None]
    keys: list[NDArray[np.generic]] = [ids]
    if len(frames) > 1:
        place = {frame: number for number, frame in enumerate(frames)}
        keys.append(np.array([place[label.frame_id] for label in labels], np.int64))
    if column != NO_SORT:
        ranks = _ranks(slots, labels, columns, words, Column(column))
        keys.append(-ranks if descending else ranks)
    return slots[np.lexsort(keys)]


def goes_before(
    columns: Columns, frames: Sequence[int], words: LabelWords, column: int, descending: bool
) -> Callable[[int, int], bool]:
    """What tells of two slots whether the first one's row stands before the other's."""

    def rank_and_place(slot: int) -> tuple[Any, tuple[int, int]]:
        label = columns.labels[slot]
        assert label is not None
        rank = None if column == NO_SORT else words.rank(label, Column(column))
        return rank, (frames.index(label.frame_id), label.id)

    def before(slot: int, other: int) -> bool:
        (rank, place), (other_rank, other_place) = rank_and_place(slot), rank_and_place(other)
        if rank == other_rank:
            return place < other_place
        if rank is None or other_rank is None:
            return other_rank is None
        return bool(rank > other_rank if descending else rank < other_rank)

    return before


def _ranks(
    slots: Slots, labels: Sequence[Label], columns: Columns, words: LabelWords, column: Column
) -> NDArray[np.float64]:
    """A number for each label that sorts as its value does; NaN, which numpy sorts last, for none."""
    if column in NUMBERS:
        return columns.numbers(FIELDS[column])[slots]
    # Texts repeat: each is ranked once, by any label that has it.
    texts = columns.texts(FIELDS[column])
    keys = [texts[slot] for slot in slots.tolist()]
    rank_of = {key: words.rank(label, column) for key, label in dict(zip(keys, labels, strict=True)).items()}
    known: set[Any] = set(rank_of.values()) - {None}
    number_of: dict[Any, float] = {rank: float(at) for at, rank in enumerate(sorted(known))}
    numbers = {key: number_of.get(rank, np.nan) for key, rank in rank_of.items()}
    return np.fromiter(map(numbers.__getitem__, keys), np.float64, len(keys))
