"""How a project was looked at last: looks, panes, bookmarks. It is no work, so it is in no history."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.database import faults, transaction

T = TypeVar("T")


class DisplayState:
    """Values by name beside the work of a project; of one that can't be written they last while it is open."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self._connection = connection
        self._path = path
        self._read_only = read_only
        with faults(path):
            self._kept: dict[str, str] = dict(connection.execute("SELECT name, value FROM display"))

    def get(self, name: str, kind: type[T]) -> T | None:
        """The value of this type; None where there is none, or what is kept is of another type."""
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(self._kept[name], type=kind) if name in self._kept else None
        return None

    def put(self, name: str, value: Any) -> None:
        """Keep a value that msgspec can write as JSON; None forgets it.

        What a full or absent disk can't take lasts while the project is open: an edit will say what is wrong, a look
        need not.
        """
        text = None if value is None else msgspec.json.encode(value).decode()
        if text == self._kept.get(name):
            return
        if not self._read_only:
            with suppress(BasewatchError), faults(self._path), transaction(self._connection):
                if text is None:
                    self._connection.execute("DELETE FROM display WHERE name = ?", (name,))
                else:
                    self._connection.execute("INSERT OR REPLACE INTO display VALUES (?, ?)", (name, text))
        if text is None:
            self._kept.pop(name, None)
        else:
            self._kept[name] = text
