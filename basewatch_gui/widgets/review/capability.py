"""The review: labels are submitted, approved and rejected, frames marked, comments pinned."""

from collections.abc import Iterator
from functools import partial

from basewatch_gui.widgets.review import review_commands as commands
from basewatch_gui.widgets.review.comment_field import CommentField
from basewatch_gui.widgets.review.review_panel import ReviewPanel
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, Notice, translate_notice
from basewatch_gui.widgets.workbench.conditions import has_frame, has_selection
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.tool_actions import tool_actions
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="submit", menu=Menu.REVIEW, text=translate("Submit"),
            help=translate("Give the selected labels to be reviewed."), icon="submit", keys=("F7",), separator=True,
            run=lambda workspace: workspace.session.reviewing.submit(workspace.session.selected_labels),
            enabled=has_selection,
        ),
        Action(
            name="approve", menu=Menu.REVIEW, text=translate("Approve"),
            help=translate(
                "Approve the selected labels; one that is moved, reshaped or retyped later becomes a draft again."
            ),
            icon="approve", keys=("Shift+F9",), enabled=has_selection,
            run=lambda workspace: workspace.session.reviewing.approve(workspace.session.selected_labels),
        ),
        Action(
            name="approve_next", menu=Menu.REVIEW, text=translate("Approve and go on"),
            help=translate("Approve the selected labels and go to the next one that is not reviewed."), keys=("F9",),
            run=commands.approve_and_show_next, enabled=has_selection,
        ),
        Action(
            name="reject", menu=Menu.REVIEW, text=translate("Reject…"),
            help=translate("Write what is wrong with the selected labels, then reject them."), icon="reject",
            keys=("Ctrl+F9",), run=commands.ask_reason, enabled=has_selection,
        ),
        Action(
            name="submit_all", menu=Menu.REVIEW, text=translate("Submit all of the frame"),
            help=translate("Give all drafts and rejected labels of the active pane's frame to be reviewed."),
            run=commands.submit_all, enabled=has_frame,
        ),
        Action(
            name="approve_all", menu=Menu.REVIEW, text=translate("Approve all of the frame"),
            help=translate("Approve all labels of the active pane's frame that are shown and not rejected."),
            run=commands.approve_all, enabled=has_frame,
        ),
        Action(
            name="next_not_reviewed", menu=Menu.REVIEW, text=translate("Next not reviewed"),
            help=translate(
                "Go to the next label that is not approved or rejected, then to the next frame that is not reviewed."
            ),
            icon="next-review", keys=("Ctrl+Shift+D",), run=commands.show_next_not_reviewed,
        ),
        Action(
            name="frame_reviewed", menu=Menu.REVIEW, text=translate("Frame reviewed"),
            help=translate("Say that the active pane's frame is reviewed, or take that back."), keys=("Ctrl+Shift+R",),
            run=commands.toggle_reviewed, enabled=has_frame, checked=_is_reviewed,
        ),
        Action(
            name="review_panel", menu=Menu.REVIEW, text=translate("Review panel"),
            help=translate("Show progress, authors and comments of the review."),
            run=lambda workspace: workspace.show_panel(ReviewPanel),
        ),
        *tool_actions("comment", Menu.REVIEW, needs_frame=True),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="review", title=translate_title("Review"), slot=Slot.MIDDLE, order=3,
            panel=lambda workspace: ReviewPanel(workspace.session),
        ),
    )  # fmt: skip


def _is_reviewed(workspace: Workspace) -> bool:
    frame_id = workspace.grid.active.frame_id
    frame = workspace.session.project.frames.get(frame_id) if frame_id is not None else None
    return frame is not None and frame.reviewed


def _open(workspace: Workspace) -> None:
    shell, session, grid, panel = workspace.shell, workspace.session, workspace.grid, workspace.panel(ReviewPanel)
    CommentField(session, grid)

    def show_frames(*_: object) -> None:
        panel.set_frames(grid.shown_frames, grid.active.frame_id)

    def set_author(author: str) -> None:
        shell.settings.author = author

    panel.failed.connect(shell.show_error)
    panel.asked.connect(shell.run)
    panel.named.connect(set_author)
    panel.go_to.connect(partial(commands.show_comment, workspace))
    for signal in (session.commenting.changed, session.reviewing.changed):
        signal.connect(grid.refresh)
    for signal in (grid.shown_changed, grid.active_changed, session.edited):
        signal.connect(show_frames)
    session.reviewing.changed.connect(workspace.refreshed)
    show_frames()


def _notices(workspace: Workspace) -> Iterator[Notice]:
    reviewing = workspace.session.reviewing
    for author in sorted(reviewing.hidden_authors):
        text = translate_notice("The labels of {author} are hidden.").format(author=author)
        yield Notice(text, translate_notice("Show"), partial(reviewing.hide_author, author, hidden=False))


REVIEW = Capability(name="review", actions=_actions, docks=_docks, open=_open, notices=_notices)
