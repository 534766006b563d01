"""The values of many labels, read when they are first needed and updated with edits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.label import Label
from basewatch_gui.model.query.language import Kind
from basewatch_gui.model.query.values import MEASURED, Numbers, Text, Values

_ROOM = 256


class Columns:
    """Labels in slots with the values of their fields by slot.

    A label stays in its slot; the slot of a removed label holds None and is not used again.
    """

    def __init__(self, values: Values, labels: Iterable[Label]) -> None:
        self._values = values
        self.labels: list[Label | None] = list(labels)
        ids = list(map(attrgetter("id"), self.labels))
        self._slot_of: dict[int, int] = dict(zip(ids, range(len(ids)), strict=True))
        self._ids = np.array(ids, np.int64)
        self._texts: dict[str, list[Text]] = {}
        self._numbers: dict[str, Numbers] = {}

    @property
    def count(self) -> int:
        """The number of slots."""
        return len(self.labels)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of all fields by name, those of categories' own attributes too."""
        return self._values.kinds

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of the labels by slot; of a slot whose label is gone -1."""
        return self._ids[: self.count]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Which slots hold a label."""
        return self.ids >= 0

    def slots(self, label_ids: Collection[int]) -> NDArray[np.int64]:
        """Return the slots of labels in rising order; ids without a slot are left out."""
        found = [slot for slot in map(self._slot_of.get, label_ids) if slot is not None]
        return np.sort(np.array(found, np.int64))

    def slot(self, label_id: int) -> int | None:
        """Return the slot of a label; None if it has none."""
        return self._slot_of.get(label_id)

    def texts(self, field: str) -> Sequence[Text]:
        """Return the texts of a field by slot."""
        if field not in self._texts:
            self._texts[field] = self._values.texts_of(field, self.labels)
        return self._texts[field]

    def numbers(self, field: str) -> Numbers:
        """Return the numbers of a field by slot; NaN for none."""
        if field not in self._numbers:
            if field in MEASURED:
                self._values.measures.measure_all(label for label in self.labels if label is not None)
            read = self._values.number_reader(field)
            made = np.full(self.count + _ROOM, np.nan)
            made[: self.count] = [np.nan if label is None else read(label) for label in self.labels]
            self._numbers[field] = made
        return self._numbers[field][: self.count]

    def unmeasured(self) -> dict[int, list[Label]]:
        """Return the labels that are not measured yet, by frame."""
        return self._values.measures.unmeasured(label for label in self.labels if label is not None)

    def set_label(self, label: Label) -> int:
        """Add a label, or replace the one with its id, and return its slot."""
        slot = self._slot_of.get(label.id)
        if slot is None:
            slot = self._slot_of[label.id] = self.count
            self.labels.append(label)
            if slot == len(self._ids):
                self._ids = np.concatenate([self._ids, np.full(max(slot, _ROOM), -1)])
            self._ids[slot] = label.id
            for texts in self._texts.values():
                texts.append("")
            for field, numbers in self._numbers.items():
                if len(numbers) < self.count:
                    self._numbers[field] = np.concatenate([numbers, np.full(self.count, np.nan)])
        self.labels[slot] = label
        for field, texts in self._texts.items():
            texts[slot] = self._values.text_reader(field)(label)
        for field, numbers in self._numbers.items():
            numbers[slot] = self._values.number_reader(field)(label)
        return slot

    def remove_label(self, label_id: int) -> int | None:
        """Remove a label and return the slot that it had; None if it had none."""
        slot = self._slot_of.pop(label_id, None)
        if slot is not None:
            self.labels[slot] = None
            self._ids[slot] = -1
        return slot
