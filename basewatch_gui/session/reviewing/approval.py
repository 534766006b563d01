"""What becomes of an approval when the label changes."""

from dataclasses import replace

from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.label import Label


def with_approvals_lost(edit: Edit) -> Edit:
    """The edit with every approved label whose outline or category it changes made a draft again.

    What was approved is the outline and the category; other attributes may be filled in later. Edits of the review
    itself are left as they are.
    """
    if edit.action == "review" or not any(map(_loses_approval, edit.label_changes)):
        return edit
    return Edit(edit.action, tuple(_lost(change) if _loses_approval(change) else change for change in edit.changes))


def _loses_approval(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Label) or not isinstance(after, Label) or before.review != "approved":
        return False
    return after.review == "approved" and (before.outline, before.category_id) != (after.outline, after.category_id)


def _lost(change: Change) -> Change:
    assert isinstance(change.after, Label)
    return Change(change.before, replace(change.after, review="draft"))
