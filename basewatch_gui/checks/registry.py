"""All checks over the labels of one frame, or over those that an edit has changed."""

from collections.abc import Callable, Sequence

from basewatch_gui.checks.attributes import attributes, identifications
from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Scene
from basewatch_gui.checks.frame_findings import FrameFindings
from basewatch_gui.checks.heading import headings
from basewatch_gui.checks.outside_frame import outside
from basewatch_gui.checks.overlaps import pairs
from basewatch_gui.checks.size import sizes
from basewatch_gui.model.label import Label

_SINGLE = (outside, sizes, headings, attributes, identifications)


def check_frame(scene: Scene, labels: Sequence[Label], heed: Callable[[float], None] = lambda _: None) -> FrameFindings:
    """What there is to say about the labels of a frame; `heed` is told how far it is and may raise to stop."""
    sheet = LabelSheet(labels)
    found = FrameFindings(_singly(scene, sheet))
    heed(0.3)
    found.replace_about((), pairs(scene, sheet, heed=lambda share: heed(0.3 + 0.7 * share)))
    return found


def check_labels(scene: Scene, changed: Sequence[Label], neighbours: Sequence[Label]) -> list[Finding]:
    """What there is to say about the changed labels, among themselves and with the labels near them."""
    sheet = LabelSheet([*changed, *neighbours])
    return [*_singly(scene, LabelSheet(changed)), *pairs(scene, sheet, len(changed))]


def _singly(scene: Scene, sheet: LabelSheet) -> list[Finding]:
    return [finding for check in _SINGLE for finding in check(scene, sheet)] if len(sheet) else []
