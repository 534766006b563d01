"""How a project was last shown: looks, panes, bookmarks. It is no edit, so it is in no history."""

import sqlite3
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.storage.database import faults, transaction

T = TypeVar("T")


class DisplayKey(StrEnum):
    """The names under which a project stores how it was shown; after those that end in `_OF` ids follow."""

    BOOKMARKS = "bookmarks"
    CELLS_BEGUN_OF = "cells in progress"
    COMPARISON = "compare"
    FINDINGS_SHOWN = "checks.shown"
    GRID_WALK = "walk"
    HIDDEN_AUTHORS = "review.hidden authors"
    LABELS_TABLE = "labels table"
    LOOKS = "looks"
    NEW_LABELS = "naming"
    PANES = "panes"
    RECENT_CATEGORIES = "recent_categories"
    RESOLVED_COMMENTS_SHOWN = "review.shows resolved"
    SAVED_LOOKS = "saved looks"
    TIE_POINTS_OF = "tie points"
    TIE_POINT_PAIR = "registration pair"

    def of(self, *ids: int) -> str:
        """Return the name with these ids."""
        return " ".join([self, *map(str, ids)])


class DisplayState:
    """Values by name, stored in the project file; in memory only where the project is read-only."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self._connection = connection
        self._path = path
        self._read_only = read_only
        with faults(path):
            self._texts: dict[str, str] = dict(connection.execute("SELECT name, value FROM display"))

    def get(self, name: str, kind: type[T]) -> T | None:
        """Return the value; None where there is none, or the stored one is of another type."""
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(self._texts[name], type=kind) if name in self._texts else None
        return None

    def put(self, name: str, value: Any) -> None:
        """Store a value that msgspec can write as JSON; None removes it.

        Where the disk is full or absent the value is in memory only, and nothing is raised: an edit will report it.
        """
        text = None if value is None else msgspec.json.encode(value).decode()
        if text == self._texts.get(name):
            return
        if not self._read_only:
            with suppress(BasewatchError), faults(self._path), transaction(self._connection):
                if text is None:
                    self._connection.execute("DELETE FROM display WHERE name = ?", (name,))
                else:
                    self._connection.execute("INSERT OR REPLACE INTO display VALUES (?, ?)", (name, text))
        if text is None:
            self._texts.pop(name, None)
        else:
            self._texts[name] = text
