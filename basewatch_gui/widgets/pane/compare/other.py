"""Which frame a pane is compared with, as panes and frames come and go."""

from basewatch_gui.session.comparing import default_other
from basewatch_gui.session.session import Session


def settle_other(session: Session, shown: list[int | None]) -> None:
    """Have the comparison, where there is one, use a frame that is there and is not its pane's own.

    `shown` are the frames of all panes. To be called before the panes are made ready.
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


def step_other(session: Session, shown: list[int | None], step: int) -> None:
    """Compare with the next frame in time (1) or the one before (-1), passing over the pane's own."""
    settle_other(session, shown)
    comparing = session.comparing
    own = shown[comparing.pane] if comparing.pane < len(shown) else None
    ids = [frame.id for frame in session.project.frames_in_time if frame.id != own]
    if ids and own is not None:
        at = ids.index(comparing.other) if comparing.other in ids else -step
        comparing.choose(ids[(at + step) % len(ids)])
