"""The heading drawn last, which Ctrl and a stamp's click keep."""

from math import isfinite

from affine import Affine

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox, heading_of
from basewatch_gui.geometry.transform import XY, without_shift
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project


class LastHeading:
    """The heading of the oriented box drawn last, kept on the ground: it holds on frames that lie turned to that one.

    Frame and ground are compared in the frame's middle, so that a heading kept over and over again does not creep.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._drawn: tuple[int, float] | None = None
        self._on_ground: XY | None = None
        self._asked: tuple[GroundMap, float] | None = None

    def remember(self, label: Label) -> None:
        """Remember the heading of a label that was drawn, if it has one."""
        if not isinstance(label.outline, OrientedBox):
            return
        self._drawn = (label.frame_id, label.outline.heading_px_deg)
        to_plane = self._to_plane(label.frame_id)
        self._on_ground = to_plane @ label.outline.forward if to_plane is not None else None
        self._asked = None

    def heading_on(self, frame_id: int) -> float | None:
        """Return that heading in degrees clockwise from this frame's up; None before the first.

        Where one of the two frames has no ground in its middle, it is the heading in the frame that it was drawn on.
        """
        if self._drawn is None or frame_id == self._drawn[0]:
            return self._drawn[1] if self._drawn is not None else None
        ground = self._project.ground_map(frame_id)
        if self._asked is None or self._asked[0] is not ground:
            self._asked = (ground, self._heading_in(frame_id, self._drawn[1]))
        return self._asked[1]

    def _heading_in(self, frame_id: int, otherwise_deg: float) -> float:
        to_plane = self._to_plane(frame_id)
        if to_plane is None or self._on_ground is None:
            return otherwise_deg
        return heading_of(*(~to_plane @ self._on_ground))

    def _to_plane(self, frame_id: int) -> Affine | None:
        """Return how directions in a frame lie on the plane; None where the frame has no ground."""
        frame = self._project.frames[frame_id]
        made = self._project.ground_map(frame_id).linear_at(frame.centre_px)
        return without_shift(made) if isfinite(made.determinant) and made.determinant != 0 else None
