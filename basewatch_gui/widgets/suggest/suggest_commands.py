"""What the actions on suggestions do: make them from another date, accept them, leave them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.outline import centre_px
from basewatch_gui.geometry.transform import apply
from basewatch_gui.model.edits.suggestions import can_have_departed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_arrays import LabelArrays, Rows
from basewatch_gui.session.label_order import shown_rows
from basewatch_gui.session.suggesting.other_date import MOST_ON_GUI_THREAD, OtherDate, OtherDateFound, suggest_found
from basewatch_gui.widgets.pane.into_view import bring_outline_into_view, pane_showing
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.texts import frame_title, labels_text
from basewatch_gui.widgets.workbench.workspace import Workspace


def suggestion_hint(workspace: Workspace) -> str:
    """Return what the current suggestion is and what the keys do with it; '' where there is none."""
    session, keys = workspace.session, workspace.shell.keys
    current = session.suggestions.current
    if current is None:
        return ""
    row = session.suggestions.suggestions_on(current.frame_id)
    category = session.project.categories[current.category_id].name
    place = _tr("{name} {number} of {count}").format(name=category, number=row.index(current) + 1, count=len(row))
    if current.origin != "other date":
        answers = _tr("Enter: accept, {delete}: drop, Tab: next")
    elif can_have_departed(session.project, current):
        answers = _tr("Enter: accept, drag: moved, {delete}: departed, {not_observable}: not observable, Tab: next")
    else:
        answers = _tr(
            "Enter: accept, drag: moved, {delete}: not there yet, {not_observable}: not observable, Tab: next"
        )
    return f"{place}:  {keys.filled(answers)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Suggestions", text)


def suggest_on_next_frame(workspace: Workspace) -> None:
    """Suggest the selected labels, or those in view, on the next frame in time, which is shown if it is not yet."""
    session, active = workspace.session, workspace.grid.active
    selected = session.selection and session.selected_frame is not None
    source = session.selected_frame if selected else active.frame_id
    if source is None:
        raise BasewatchError("There is no frame here whose labels could be suggested: show one in the pane first.")
    arrays = session.arrays(source)
    rows = arrays.rows_of(session.selection) if selected else _rows_in_view(arrays, active)
    if not len(rows):
        raise BasewatchError("There are no labels in view here: select some, or zoom out.")
    _suggest(workspace, source, _next_frame(workspace, source), rows, all_new=not selected)


def suggest_from_other_date(workspace: Workspace) -> None:
    """Suggest on the active pane's frame all that the other date has: the next pane's, else the one before in time."""
    target = workspace.grid.active.frame_id
    if target is None:
        raise BasewatchError("There is no frame here to suggest labels on: show one in the pane first.")
    at = workspace.grid.active.index
    shown = workspace.grid.shown
    others = [frame for frame in (*shown[at + 1 :], *shown[:at]) if frame not in (None, target)]
    source = others[0] if others else None
    if source is None:
        source = _next_frame(workspace, target, -1)
    rows = shown_rows(workspace.session.arrays(source))
    if not len(rows):
        name = frame_title(workspace.session.project.frames[source])
        raise BasewatchError("There are no labels on {name} yet: nothing can be suggested from there.", name=name)
    _suggest(workspace, source, target, rows, all_new=True)


def _suggest(workspace: Workspace, source: int, target: int, rows: Rows, *, all_new: bool) -> None:
    session = workspace.session
    if target not in workspace.grid.shown:
        workspace.show_frame(target, workspace.grid.active.index)
    search = OtherDate(session, source, target, rows, all_new=all_new)

    def found(result: OtherDateFound) -> None:
        if target in session.project.frames:
            suggest_found(session.suggestions, target, result)
        workspace.shell.show_message(_found_text(result))

    if len(rows) <= MOST_ON_GUI_THREAD:
        found(search())
    else:
        title = workspace.shell.widget.tr("Looking for what the other date lacks")
        session.jobs.run(title, lambda _progress: search(), found, workspace.shell.show_error)


def _found_text(found: OtherDateFound) -> str:
    parts = [
        _tr("{labels} suggested.").format(labels=labels_text(len(found.suggestions)))
        if found.suggestions
        else _tr("Nothing is left to suggest.")
    ]
    if found.left:
        parts.append(_tr("{count} more come when these are settled: ask again.").format(count=found.left))
    if found.known:
        parts.append(_tr("{count} have a label or an answer here already.").format(count=found.known))
    if found.outside:
        parts.append(_tr("{count} lie outside this frame: not observable here.").format(count=found.outside))
    return " ".join(parts)


def _next_frame(workspace: Workspace, frame_id: int, step: int = 1) -> int:
    ids = [frame.id for frame in workspace.session.project.frames_in_time]
    if len(ids) < 2:
        raise BasewatchError("There is only one frame: add the other date with Open frames.")
    return ids[(ids.index(frame_id) + step) % len(ids)]


def _rows_in_view(arrays: LabelArrays, pane: Pane) -> Rows:
    """Return the rows of the labels whose middle a pane shows."""
    if pane.own_frame.to_screen is None:
        return np.empty(0, np.intp)
    rows = shown_rows(arrays)
    at = apply(pane.own_frame.to_screen, arrays.centres_px(rows))
    inside: Rows = rows[np.all((at >= 0) & (at <= pane.size_scr), axis=1)]
    return inside


def accept_current(workspace: Workspace) -> None:
    """Accept the current suggestion; where none is current, go back to one first."""
    suggestions = workspace.session.suggestions
    if suggestions.current is None:
        suggestions.choose_next(0, workspace.grid.active.frame_id)
    else:
        suggestions.accept()


def accept_all_in_view(workspace: Workspace) -> None:
    """Accept all suggestions whose middle the pane shows; raises BasewatchError where none is in view."""
    session = workspace.session
    current = session.suggestions.current
    frame = current.frame_id if current is not None else workspace.grid.active.frame_id
    pane = pane_showing(workspace.grid, frame)
    if frame is None or pane is None:
        raise BasewatchError("The frame of these suggestions is in no pane: show it first.")
    seen = _in_view(session.suggestions.suggestions_on(frame), pane)
    if not seen:
        raise BasewatchError("No suggestion is in view: Tab goes to the next one.")
    session.suggestions.accept_all(seen)


def _in_view(suggestions: Sequence[Suggestion], pane: Pane) -> list[Suggestion]:
    """Return the suggestions whose middle a pane shows."""
    if pane.own_frame.to_screen is None or not suggestions:
        return []
    at = apply(pane.own_frame.to_screen, [centre_px(each.outline) for each in suggestions])
    seen = np.all((at >= 0) & (at <= pane.size_scr), axis=1)
    return [each for each, is_seen in zip(suggestions, seen, strict=True) if is_seen]


def leave_suggestions(workspace: Workspace) -> None:
    """Make keys act on labels again; if they do already, remove the frame's suggestions."""
    suggestions = workspace.session.suggestions
    if suggestions.current is not None:
        suggestions.leave_current()
    else:
        suggestions.clear(frame_id=workspace.grid.active.frame_id)


def show_suggestion(workspace: Workspace, current: Suggestion) -> None:
    """Make the pane with the current suggestion the active one, and bring it into sight there."""
    pane = pane_showing(workspace.grid, current.frame_id)
    if pane is not None:
        workspace.grid.activate(pane.index)
        pane.setFocus()
        bring_outline_into_view(workspace.session, pane, current.frame_id, current.outline)
