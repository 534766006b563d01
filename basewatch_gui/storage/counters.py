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
        self._written: dict[str, int] = dict(connection.execute("SELECT name, next FROM counters"))
        self._next = self._written.copy()

    def take(self, kind: Kind) -> int:
        """Take the next id of a kind, which nothing has had."""
        number = self._next[kind]
        self._next[kind] = number + 1
        return number

    def skip_ids_of(self, items: Iterable[Item]) -> None:
        """Make sure that the next ids are above those of these things."""
        numbers = self._next
        for item in items:
            kind = _kind_of(item)
            if item.id >= numbers[kind]:
                numbers[kind] = item.id + 1
            if isinstance(item, Label) and item.track_id is not None and item.track_id >= numbers["Track"]:
                numbers["Track"] = item.track_id + 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Write those that have grown, within the caller's transaction; call `note_commit` when it is committed."""
        for name, number in self._next.items():
            if number != self._written[name]:
                connection.execute("UPDATE counters SET next = ? WHERE name = ?", (number, name))

    def note_commit(self) -> None:
        """Note that the file holds the counters as they are now."""
        self._written = self._next.copy()


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
