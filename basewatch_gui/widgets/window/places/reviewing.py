"""Review and checks in the window: docks and actions follow the session, and the view goes where something is said."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from basewatch_gui.checks.finding import Finding
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.records import Comment
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.checks.checks_panel import title_of
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.review.comment_field import CommentField
from basewatch_gui.widgets.texts import frame_title
from basewatch_gui.widgets.window.commands.parts import workspace_of

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

ON_LABELS = ("submit", "approve", "approve_next", "reject")
"""Actions that concern the selected labels."""


def follow_review(window: "MainWindow", workspace: "Workspace") -> None:
    """Have docks and panes follow review, comments and checks."""
    session, grid = workspace.session, workspace.grid
    review, checks = window.docks.review, window.docks.checks
    assert review is not None
    assert checks is not None
    dock, name = window.docks.docks["checks"], window.tr("Checks")
    CommentField(session, grid)

    def follow_frames(*_: object) -> None:
        frames = [frame for frame in dict.fromkeys(grid.shown) if frame is not None]
        review.set_frames(frames, grid.active.frame_id)
        session.checking.watch(frames)
        follow_reviewed(session, grid, window.actions_by_name)

    def name_author(author: str) -> None:
        window.settings.author = author

    for panel in (review, checks):
        panel.failed.connect(window.complain)
    review.asked.connect(window.run)
    review.named.connect(name_author)
    review.go_to.connect(lambda comment: go_to_comment(workspace, comment))
    checks.go_to.connect(lambda finding: go_to_finding(workspace, finding))
    checks.counted.connect(lambda count: dock.setWindowTitle(title_of(name, count)))
    for signal in (session.commenting.changed, session.reviewing.changed):
        signal.connect(grid.refresh)
    for signal in (grid.shown_changed, grid.active_changed, session.edited):
        signal.connect(follow_frames)
    checks.refresh()
    follow_frames()


def follow_reviewed(session: Session, grid: PaneGrid, actions: dict[str, QAction]) -> None:
    """Have the actions of the review say whether they can be carried out, and whether they are on."""
    frame = session.project.frames.get(grid.active.frame_id) if grid.active.frame_id is not None else None
    for name in ON_LABELS:
        actions[name].setEnabled(bool(session.selection))
    for name in ("frame_reviewed", "comment", "submit_all", "approve_all"):
        actions[name].setEnabled(frame is not None)
    actions["frame_reviewed"].setChecked(frame is not None and frame.reviewed)


def go_to_finding(workspace: "Workspace", finding: Finding) -> None:
    """Bring what was found to the middle and select its labels; of cells only the place.

    Labels deleted since are left out: the checks follow an edit a little later.
    """
    show_place(workspace, finding.frame_id, finding.at_px)
    if finding.label_ids and finding.frame_id in workspace.session.project.frames:
        held = workspace.session.project.labels(finding.frame_id)
        workspace.session.select(finding.frame_id, [key for key in finding.label_ids if key in held])


def go_to_comment(workspace: "Workspace", comment: Comment) -> None:
    """Bring a comment to the middle and select it."""
    show_place(workspace, comment.frame_id, comment.at_px)
    workspace.session.commenting.select(comment.id)


def show_place(workspace: "Workspace", frame_id: int, at_px: XY) -> None:
    """Bring a place of a frame to the middle of a pane that shows it, else of the one that was used last."""
    session, grid = workspace.session, workspace.grid
    if frame_id not in session.project.frames:
        return
    bring(workspace, frame_id)
    session.places.jump_to(grid.active.index, session.project.ground_map(frame_id).place_at(at_px))


def bring(workspace: "Workspace", frame_id: int) -> None:
    """Make a pane that shows the frame the active one; where none does, the active one shows it."""
    grid = workspace.grid
    if grid.active.frame_id != frame_id and frame_id in grid.shown:
        grid.activate(grid.shown.index(frame_id))
    elif frame_id not in grid.shown:
        workspace.show_in_pane(frame_id, grid.active.index)


def next_not_reviewed(window: "MainWindow") -> None:
    """Go to the next label, else the next frame, that nobody has reviewed; says so where nothing is left."""
    workspace = workspace_of(window)
    session, active = workspace.session, workspace.grid.active.frame_id
    selected = max(session.selection) if session.selection and session.selected_frame == active else None
    found = session.reviewing.next_open(active, selected)
    if found is None:
        _say_all_reviewed(window)
        return
    bring(workspace, found.frame_id)
    if found.label_id is not None:
        workspace.go_to(found.frame_id, found.label_id)
    else:
        frame = session.project.frames[found.frame_id]
        window.say(window.tr("{name} has no labels to review and is not reviewed yet.").format(name=frame_title(frame)))


def mark_reviewed(window: "MainWindow") -> None:
    """Say that the active pane's frame is reviewed, or take that back."""
    workspace = workspace_of(window)
    session, frame_id = workspace.session, workspace.grid.active.frame_id
    if frame_id is not None:
        session.reviewing.set_reviewed(frame_id, reviewed=not session.project.frames[frame_id].reviewed)


def _say_all_reviewed(window: "MainWindow") -> None:
    workspace = workspace_of(window)
    session, frame_id = workspace.session, workspace.grid.active.frame_id
    frame = session.project.frames.get(frame_id) if frame_id is not None else None
    if frame is None or frame.reviewed or any(session.selection):
        window.say(window.tr("No other label or frame is left to review."))
        return
    mark = (window.tr("Mark as reviewed"), lambda: window.attempt(lambda: mark_reviewed(window)))
    window.say(window.tr("All labels of {name} are reviewed.").format(name=frame_title(frame)), [mark])
