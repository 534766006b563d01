"""What the actions on labels do: undo, copy, paste, select, walk."""

from PySide6.QtGui import QGuiApplication

from basewatch_gui.model.edits.attributes import retype
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.label_order import next_label
from basewatch_gui.session.labelling import operations
from basewatch_gui.widgets.pane.into_view import bring_outline_into_view
from basewatch_gui.widgets.pane.layers.preview_text import copied_text
from basewatch_gui.widgets.texts import action_name
from basewatch_gui.widgets.workbench.workspace import Workspace

STEP_SCR = 16.0
"""A copy without a place of its own lies so far to the right of the first and below it."""


def undo_text(workspace: Workspace) -> str:
    """Return the text of Undo with what it takes back."""
    verb, word = workspace.shell.widget.tr("Undo"), workspace.session.file.undo_action
    return f"{verb}: {action_name(word)}" if word is not None else verb


def redo_text(workspace: Workspace) -> str:
    """Return the text of Redo with what it brings back."""
    verb, word = workspace.shell.widget.tr("Redo"), workspace.session.file.redo_action
    return f"{verb}: {action_name(word)}" if word is not None else verb


def delete(workspace: Workspace) -> None:
    """Delete the vertex under the pointer, else drop the current suggestion, else delete the selected labels."""
    session = workspace.session
    if session.suggestions.current is not None:
        session.suggestions.drop()
    elif not _delete_lit_vertex(workspace):
        session.delete_selected()


def can_delete(workspace: Workspace) -> bool:
    """Return True if a label is selected or a suggestion is the current one."""
    return bool(workspace.session.selection) or workspace.session.suggestions.current is not None


def flip(workspace: Workspace) -> None:
    """Swap nose and tail of what is being drawn, else of the selected labels."""
    host = workspace.host
    if host.tool is not None and host.tool.record.draws and host.busy:
        host.send_key(lambda tool, context: tool.flip(context))
    else:
        operations.flip_selected(workspace.session)


def copy(workspace: Workspace) -> None:
    """Copy what a measuring tool in the hand has measured, else the selected labels."""
    measured = copied_text(workspace.host.preview, workspace.host.unit)
    QGuiApplication.clipboard().setText(measured or operations.copied_text(workspace.session))


def cut(workspace: Workspace) -> None:
    """Copy the selected labels and delete them."""
    QGuiApplication.clipboard().setText(operations.copied_text(workspace.session))
    workspace.session.delete_selected()


def paste(workspace: Workspace) -> None:
    """Paste labels at the pointer, or at the same ground as on their frame; tells how many lie outside this one."""
    session, view, grid = workspace.session, workspace.session.view, workspace.grid
    over = next((pane for pane in grid.panes if pane.index == view.cursor_pane), grid.active)
    frame_id = over.pointed.frame_id
    if frame_id is None:
        raise BasewatchError("There is no frame here to paste on: show one in the pane first.")
    ground = session.project.ground_map(frame_id)
    at_px = ground.pixel_at(view.cursor_m) if view.cursor_m is not None else None
    done = operations.paste(session, QGuiApplication.clipboard().text(), frame_id, at_px, _step_px(workspace))
    if done.outside:
        text = workspace.shell.widget.tr("{count} of the copied labels lie outside this frame and were left out.")
        workspace.shell.show_message(text.format(count=done.outside), severity="warning")


def duplicate(workspace: Workspace) -> None:
    """Put a copy of the selected labels beside them."""
    operations.duplicate_selected(workspace.session, _step_px(workspace))


def is_first_locked(workspace: Workspace) -> bool:
    """Return True if the first of the selected labels is locked."""
    first = workspace.session.first_selected
    return first is not None and first.locked


def select_all(workspace: Workspace) -> None:
    """Select all labels of the active pane's frame."""
    frame_id, session = workspace.grid.active.frame_id, workspace.session
    if frame_id is not None:
        session.select(frame_id, session.project.labels(frame_id))


def select_category(workspace: Workspace) -> None:
    """Select all labels here of the selected labels' categories; without a selection of the chosen one."""
    frame_id, session = workspace.grid.active.frame_id, workspace.session
    chosen = {label.category_id for label in session.selected_labels}
    if not chosen and session.category is not None:
        chosen = {session.category.id}
    if frame_id is not None:
        operations.select_category(session, frame_id, chosen)


def invert_selection(workspace: Workspace) -> None:
    """Select the labels of the active pane's frame that are not selected."""
    frame_id = workspace.grid.active.frame_id
    if frame_id is not None:
        operations.invert_selection(workspace.session, frame_id)


def retype_selected(workspace: Workspace) -> None:
    """Give the selected labels the chosen category."""
    session = workspace.session
    if session.category is not None:
        session.do(retype(session.selected_labels, session.category))


def simplify(workspace: Workspace) -> None:
    """Take points from the selected polygons and tell how many."""
    done = operations.simplify_selected(workspace.session)
    text = workspace.shell.widget.tr(
        "{before} points became {after}; the outline moved by no more than {tolerance:g} px."
    )
    message = text.format(before=done.before, after=done.after, tolerance=done.tolerance_px)
    workspace.shell.show_message(message)


def select_next(workspace: Workspace) -> None:
    """Go to the next suggestion of the active pane's frame, or select its next label and bring it into view."""
    _select_neighbour(workspace, backwards=False)


def select_previous(workspace: Workspace) -> None:
    """Go to the suggestion before, or select the label before and bring it into view."""
    _select_neighbour(workspace, backwards=True)


def _select_neighbour(workspace: Workspace, *, backwards: bool) -> None:
    session, pane = workspace.session, workspace.grid.active
    frame = pane.frame_id
    if frame is None:
        return
    if session.suggestions.suggestions_on(frame):
        session.suggestions.choose_next(-1 if backwards else 1, frame)
        return
    selected = sorted(session.selection) if session.selected_frame == frame else []
    middle = session.project.ground_map(frame).pixel_at(pane.viewpoint.centre_m)
    label = next_label(session.arrays(frame), selected[0] if selected else None, middle, backwards=backwards)
    if label is None:
        raise BasewatchError("There are no labels on this frame to walk through.")
    session.select(frame, [label.id])
    bring_outline_into_view(session, pane, frame, label.outline)


def tell_locked(workspace: Workspace, count: int) -> None:
    """Show how many labels stayed as they are, since they are locked."""
    tr = workspace.shell.widget.tr
    one = tr("1 locked label stays as it is; {lock_label} unlocks it.")
    many = tr("{count} locked labels stay as they are; {{lock_label}} unlocks them.")
    workspace.shell.show_message(workspace.shell.keys.filled(one if count == 1 else many.format(count=count)))


def _delete_lit_vertex(workspace: Workspace) -> bool:
    """Take the vertex under the pointer from its polygon; returns False where there is none."""
    host = workspace.host
    lit = host.preview.lit_handle if host.preview is not None else None
    if lit is None or lit.kind != "vertex":
        return False
    host.send_key(lambda tool, context: tool.delete(context))
    return True


def _step_px(workspace: Workspace) -> tuple[float, float]:
    step = STEP_SCR * workspace.grid.active.frame_px_per_scr
    return (step, step)
