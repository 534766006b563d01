"""Locked labels are left alone by every edit that the hand makes."""

from dataclasses import replace

from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label

APART = ("move", "reshape", "turn", "align", "delete", "retype", "simplify")
"""Edits whose labels have nothing to do with each other: locked ones are left out."""

TOGETHER = ("split", "merge", "segment", "accept")
"""Edits that make sense only as a whole: with a locked label they are refused."""


def respecting_locks(edit: Edit) -> tuple[Edit, int]:
    """The edit without the changes that locked labels forbid, and how many of these there are.

    Raises BasewatchError where the edit makes no sense without them.
    """
    if edit.action not in APART + TOGETHER:
        return edit, 0
    allowed = tuple(change for change in edit.changes if not _is_forbidden(change))
    left = len(edit.changes) - len(allowed)
    if left and edit.action in TOGETHER:
        raise BasewatchError("A label is locked, so it stays as it is: select it and unlock it first.")
    return (replace(edit, changes=allowed), left) if left else (edit, 0)


def _is_forbidden(change: Change) -> bool:
    """Whether a locked label would go, or get another outline or category."""
    before, after = change.before, change.after
    if not isinstance(before, Label) or not before.locked:
        return False
    if not isinstance(after, Label):
        return True
    return (before.outline, before.category_id) != (after.outline, after.category_id)
