"""The ids that come next: they only grow, so an id is never given to a second thing."""

import sqlite3
from collections.abc import Iterable
from typing import Literal

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Item
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label

Kind = Literal["Label", "Frame", "Category", "Record", "Track"]


class Counters:
    """The next label, frame, category, record and track id; taken in memory, written with the edit that uses them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._next: dict[str, int] = dict(connection.execute("SELECT name, next FROM counters"))

    def take(self, kind: Kind) -> int:
        """An id that nothing has had."""
        number = self._next[kind]
        self._next[kind] = number + 1
        return number

    def cover(self, items: Iterable[Item]) -> None:
        """Leave out the ids that these things have."""
        for item in items:
            kind = _kind_of(item)
            self._next[kind] = max(self._next[kind], item.id + 1)
            if isinstance(item, Label) and item.track_id is not None:
                self._next["Track"] = max(self._next["Track"], item.track_id + 1)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the counters, within the caller's transaction."""
        connection.executemany(
            "UPDATE counters SET next = ? WHERE name = ?", [(number, name) for name, number in self._next.items()]
        )


def _kind_of(item: Item) -> Kind:
    match item:
        case Label():
            return "Label"
        case Frame():
            return "Frame"
        case Category():
            return "Category"
        case _:
            return "Record"
