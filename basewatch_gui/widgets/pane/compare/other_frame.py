"""Which frame a pane is compared with, as panes and frames come and go."""

from basewatch_gui.session.comparing import default_other
from basewatch_gui.session.session import Session


def ensure_other_frame(session: Session, shown: list[int | None]) -> None:
    """Make a comparison under way use a frame that exists and is not its pane's own; stop it if its pane is gone.

    `shown` are the ids of the frames in all panes. Call it before the panes are refreshed.
    """
    comparing, frames = session.comparing, session.project.frames
    if comparing.mode is None and not comparing.held:
        return
    if comparing.pane >= len(shown):
        comparing.stop()
    elif (own := shown[comparing.pane]) is None:
        comparing.other = None
    elif comparing.chosen in frames and comparing.chosen != own:
        comparing.other = comparing.chosen
    else:
        comparing.other = default_other(shown, comparing.pane, [frame.id for frame in session.project.frames_in_time])


def compare_with_next(session: Session, shown: list[int | None], step: int) -> None:
    """Compare with the next frame in time (`step` 1) or the one before (-1), skipping the pane's own."""
    ensure_other_frame(session, shown)
    comparing = session.comparing
    own = shown[comparing.pane] if comparing.pane < len(shown) else None
    ids = [frame.id for frame in session.project.frames_in_time if frame.id != own]
    if ids and own is not None:
        at = ids.index(comparing.other) if comparing.other in ids else -step
        comparing.choose(ids[(at + step) % len(ids)])
