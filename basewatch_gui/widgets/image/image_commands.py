"""Commands on the display of the active pane's frame."""

from dataclasses import replace

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.looks.seen_samples import read_seen_samples
from basewatch_gui.widgets.image.image_texts import look_name
from basewatch_gui.widgets.workbench.workspace import Workspace

LOOK_NAME_MS = 2000
"""How long the status bar shows the name of the look that was stepped to."""


def stretch_to_view(workspace: Workspace) -> None:
    """Set the limits of the active pane's frame from the samples that the pane shows now."""
    session, pane = workspace.session, workspace.grid.active
    opened = session.tiles.frame(pane.frame_id) if pane.frame_id is not None else None
    if opened is None or pane.frame_to_screen is None:
        return
    samples = read_seen_samples(session.tiles, opened, pane.frame_to_screen, pane.size_scr)
    if samples is not None:
        session.looks.set_limits_from_samples(opened.frame, samples)


def active_frame(workspace: Workspace) -> int:
    """Return the id of the active pane's frame; raises BasewatchError if the pane has no open frame."""
    frame = workspace.grid.active.frame_id
    if frame is None or workspace.session.tiles.frame(frame) is None:
        raise BasewatchError("There is no picture in the active pane: show a frame in it first.")
    return frame


def choose_look(workspace: Workspace, *names: str) -> None:
    """Apply the first of these looks that the active frame's bands allow; raises BasewatchError if none does."""
    frame_id, saved = active_frame(workspace), workspace.session.saved_looks
    for look in saved.shipped(frame_id):
        if look.name in names:
            saved.choose(frame_id, look)
            return
    name = workspace.session.project.frames[frame_id].name
    raise BasewatchError("{name} has no bands for the look {look}.", name=name, look=look_name(names[0]))


def choose_next_look(workspace: Workspace) -> None:
    """Apply the next look that the active frame's bands allow, and show its name in the status bar."""
    look = workspace.session.saved_looks.choose_next(active_frame(workspace))
    if look is not None:
        workspace.shell.show_status(look_name(look.name), LOOK_NAME_MS)


def is_inverted(workspace: Workspace) -> bool:
    """Return True if the active pane's frame is shown inverted."""
    frame_id = workspace.grid.active.frame_id
    stretch = workspace.session.looks.stretch(frame_id) if frame_id is not None else None
    return stretch is not None and stretch.invert


def toggle_inverted(workspace: Workspace) -> None:
    """Invert the active frame's display, or undo that."""
    looks, frame_id = workspace.session.looks, active_frame(workspace)
    looks.set_look(frame_id, replace(looks.look(frame_id), invert=not looks.look(frame_id).invert))


def match_next_pane(workspace: Workspace) -> None:
    """Match the active frame's brightness to the next pane with another frame; raises BasewatchError if none has."""
    frame_id, grid = active_frame(workspace), workspace.grid
    shown, at = grid.shown, grid.active.index
    others = [other for other in (*shown[at + 1 :], *shown[:at]) if other is not None and other != frame_id]
    if not others:
        raise BasewatchError("There is no other frame to match to: show one in another pane.")
    workspace.session.looks.match([frame_id], others[0])
