"""Objects found by their class."""

from typing import TypeVar

P = TypeVar("P")


class Parts:
    """Holds at most one object of each class: panels of docks, and what capabilities keep while a project is open."""

    def __init__(self) -> None:
        self._parts: dict[type, object] = {}

    def add(self, part: P) -> P:
        """Add an object and return it; raises ValueError if one of its class is there already."""
        if type(part) in self._parts:
            raise ValueError(f"there is a {type(part).__name__} already")
        self._parts[type(part)] = part
        return part

    def get(self, kind: type[P]) -> P:
        """Return the object of this class; raises KeyError where there is none."""
        part = self._parts[kind]
        assert isinstance(part, kind)
        return part
