"""Commands on the selected labels."""

from basewatch_gui.geometry.outline import OrientedBox, Outline, centre_px
from basewatch_gui.geometry.reshape import turned
from basewatch_gui.model.category import OCCLUSIONS
from basewatch_gui.model.edit import replaced
from basewatch_gui.session.session import Session, changed


def turn_selected(session: Session, by_deg: float) -> None:
    """Turn the selected labels about their own centres, clockwise in the frame, in one edit."""
    pairs = [
        (label, changed(label, outline=turned(label.outline, by_deg, centre_px(label.outline))))
        for label in session.selected_labels
    ]
    session.do(replaced("turn", pairs))


def flip_selected(session: Session) -> None:
    """Swap nose and tail of the selected oriented boxes in one edit."""
    pairs = [(label, changed(label, outline=_flipped(label.outline))) for label in session.selected_labels]
    session.do(replaced("turn", pairs))


def step_occluded(session: Session) -> None:
    """Give the selected labels the next value of `occluded` after the first one's."""
    labels = session.selected_labels
    if labels:
        now = OCCLUSIONS.index(labels[0].occluded) if labels[0].occluded in OCCLUSIONS else -1
        session.describe("describe", occluded=OCCLUSIONS[(now + 1) % len(OCCLUSIONS)])


def _flipped(outline: Outline) -> Outline:
    return turned(outline, 180.0, outline.centre_px) if isinstance(outline, OrientedBox) else outline
