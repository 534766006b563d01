"""Makers of edits that bring frames into a project and take them out."""

from collections.abc import Iterable

from basewatch_gui.model.edit import Edit, added, removed
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import by_time


def add_frames(frames: Iterable[Frame]) -> Edit:
    """Return the edit that adds frames, earliest first, those without a time last."""
    in_time = sorted(frames, key=by_time)
    return added("add frames", in_time)


def remove_frame(frame: Frame, labels: Iterable[Label]) -> Edit:
    """Return the edit that takes a frame out of the project: its labels first, then the frame."""
    return removed("remove frames", [*labels, frame])
