"""An edit: what one user action changed, and its inverse."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Record

Item = Frame | Category | Label | Record
Action = Literal[
    "draw",
    "move",
    "reshape",
    "turn",
    "delete",
    "describe",
    "retype",
    "add frames",
    "edit frame",
    "nudge",
    "register",
    "remove frames",
    "import",
    "edit categories",
    "paste",
    "duplicate",
    "lock",
    "align",
    "split",
    "merge",
    "simplify",
    "segment",
    "accept",
    "observe",
    "grid",
    "mark cell",
    "complete",
    "review",
    "comment",
    "waive",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One frame, category, label or record before and after; None where it does not exist."""

    before: Item | None
    after: Item | None

    def __post_init__(self) -> None:
        """Raise ValueError unless it is a change of one thing."""
        before, after = self.before, self.after
        if before is None or after is None:
            if before is after:
                raise ValueError("a change needs a before or an after")
        elif type(before) is not type(after) or before.id != after.id:
            raise ValueError("a change concerns one thing")

    @property
    def item(self) -> Item:
        """The thing after the change, or before it where it is gone."""
        item = self.after if self.after is not None else self.before
        assert item is not None
        return item

    def inverse(self) -> "Change":
        """Return the change that undoes this one."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """What one user action changed, in order; `kinds` are those of the things that it changed.

    All that follows the project looks at every edit, and one may change many thousand labels: `kinds` tells most that
    it does not concern them.
    """

    action: Action
    changes: tuple[Change, ...]
    kinds: frozenset[type[Item]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Collect the kinds of the changes."""
        object.__setattr__(self, "kinds", frozenset({type(change.item) for change in self.changes}))

    def inverse(self) -> "Edit":
        """Return the edit that undoes this one."""
        return Edit(self.action, tuple(change.inverse() for change in reversed(self.changes)))

    @property
    def label_changes(self) -> tuple[Change, ...]:
        """The changes that concern labels."""
        return self.changes_of(Label)

    def changes_of(self, kind: type[Item]) -> tuple[Change, ...]:
        """Return the changes of things of a kind."""
        if kind not in self.kinds:
            return ()
        return self.changes if len(self.kinds) == 1 else tuple(each for each in self.changes if type(each.item) is kind)

    @property
    def moved_frames(self) -> set[int]:
        """The frames that come, go, or lie elsewhere on the ground after the edit."""
        return {
            change.item.id
            for change in self.changes_of(Frame)
            if _ground_facts(change.before) != _ground_facts(change.after)
        }

    @property
    def frame_ids(self) -> set[int]:
        """The frames that are changed, or whose labels and records are."""
        return {frame for change in self.changes if (frame := frame_of(change.item)) is not None}


def _ground_facts(item: Item | None) -> object:
    return item.ground_facts if isinstance(item, Frame) else None


def frame_of(item: Item) -> int | None:
    """Return the id of the frame that a thing is or belongs to; None for a category, and for a grid over all frames."""
    match item:
        case Category():
            return None
        case Frame():
            return item.id
        case _:
            return item.frame_id


def added(action: Action, items: Iterable[Item]) -> Edit:
    """Return the edit that adds things."""
    return Edit(action, tuple(Change(None, item) for item in items))


def removed(action: Action, items: Iterable[Item]) -> Edit:
    """Return the edit that removes things."""
    return Edit(action, tuple(Change(item, None) for item in items))


def replaced(action: Action, pairs: Iterable[tuple[Item, Item]]) -> Edit:
    """Return the edit that replaces the first of each pair by the second; equal pairs are left out."""
    return Edit(action, tuple(Change(before, after) for before, after in pairs if before != after))
