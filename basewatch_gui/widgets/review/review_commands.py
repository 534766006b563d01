"""Commands of the review: go to what is not reviewed, mark frames, submit and approve all."""

from basewatch_gui.model.records import Comment
from basewatch_gui.widgets.pane.into_view import activate_frame, centre_on_place
from basewatch_gui.widgets.review.review_panel import ReviewPanel
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def ask_reason(workspace: Workspace) -> None:
    """Ask in the review panel for the reason to reject the selected labels."""
    workspace.show_panel(ReviewPanel).ask_reason()


def approve_and_show_next(workspace: Workspace) -> None:
    """Approve the selected labels and go to the next label that is not reviewed."""
    workspace.session.reviewing.approve(workspace.session.selected_labels)
    show_next_not_reviewed(workspace)


def submit_all(workspace: Workspace) -> None:
    """Submit all drafts and rejected labels of the active pane's frame."""
    frame_id, reviewing = workspace.grid.active.frame_id, workspace.session.reviewing
    if frame_id is not None:
        reviewing.submit(reviewing.labels_in_states(frame_id, ("draft", "rejected")))


def approve_all(workspace: Workspace) -> None:
    """Approve all labels of the active pane's frame that are shown and not rejected."""
    frame_id, reviewing = workspace.grid.active.frame_id, workspace.session.reviewing
    if frame_id is not None:
        reviewing.approve(reviewing.labels_in_states(frame_id, ("draft", "submitted")))


def toggle_reviewed(workspace: Workspace) -> None:
    """Mark the active pane's frame as reviewed, or remove the mark."""
    session, frame_id = workspace.session, workspace.grid.active.frame_id
    if frame_id is not None:
        session.reviewing.set_reviewed(frame_id, reviewed=not session.project.frames[frame_id].reviewed)


def show_next_not_reviewed(workspace: Workspace) -> None:
    """Go to the next label, else the next frame, that is not reviewed; show a message if none is left."""
    session, active = workspace.session, workspace.grid.active.frame_id
    selected = max(session.selection) if session.selection and session.selected_frame == active else None
    found = session.reviewing.next_open(active, selected)
    if found is None:
        _show_all_reviewed(workspace)
        return
    activate_frame(workspace.grid, found.frame_id)
    if found.label_id is not None:
        workspace.show_label(found.frame_id, found.label_id)
    else:
        name = frame_title(session.project.frames[found.frame_id])
        text = workspace.shell.widget.tr("{name} has no labels to review and is not reviewed yet.")
        workspace.shell.show_message(text.format(name=name))


def show_comment(workspace: Workspace, comment: Comment) -> None:
    """Centre the active pane on a comment and select it."""
    centre_on_place(workspace.session, workspace.grid, comment.frame_id, comment.at_px)
    workspace.session.commenting.select(comment.id)


def _show_all_reviewed(workspace: Workspace) -> None:
    """Show that nothing is left to review; offer to mark the frame if it is not marked yet."""
    shell, session, frame_id = workspace.shell, workspace.session, workspace.grid.active.frame_id
    frame = session.project.frames.get(frame_id) if frame_id is not None else None
    if frame is None or frame.reviewed or any(session.selection):
        shell.show_message(shell.widget.tr("No other label or frame is left to review."))
        return
    mark = (shell.widget.tr("Mark as reviewed"), lambda: shell.attempt(lambda: toggle_reviewed(workspace)))
    text = shell.widget.tr("All labels of {name} are reviewed.").format(name=frame_title(frame))
    shell.show_message(text, [mark])
