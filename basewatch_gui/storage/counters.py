"""The ids that come next: they only grow, so an id is never given to a second thing."""

import sqlite3
from collections.abc import Iterable
from typing import Literal

from basewatch_gui.model.edit import Item

Kind = Literal["Label", "Frame", "Category"]


class Counters:
    """The next label, frame and category id; taken in memory, written with the edit that uses them."""

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
            kind = type(item).__name__
            self._next[kind] = max(self._next[kind], item.id + 1)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the counters, within the caller's transaction."""
        connection.executemany(
            "UPDATE counters SET next = ? WHERE name = ?", [(number, name) for name, number in self._next.items()]
        )
