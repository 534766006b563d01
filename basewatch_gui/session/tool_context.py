"""What a tool may ask of the session, for one frame."""

from collections.abc import Iterable, Sequence
from typing import Any

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Comment
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.session import Session
from basewatch_gui.tools.ties import Ties


class SessionContext:
    """The session as a tool sees it while the pointer is over a frame."""

    def __init__(self, session: Session, frame_id: int) -> None:
        self._session = session
        self.frame_id = frame_id

    @property
    def frame(self) -> Frame:
        """The frame, as it stands."""
        return self._session.project.frames[self.frame_id]

    @property
    def ground(self) -> GroundMap:
        """The way from the frame's pixels to the plane."""
        return self._session.project.ground_map(self.frame_id)

    @property
    def category(self) -> Category:
        """The category that new labels get."""
        category = self._session.category
        assert category is not None
        return category

    @property
    def categories(self) -> Sequence[Category]:
        """All categories of the project."""
        return tuple(self._session.project.categories.values())

    @property
    def last_heading_deg(self) -> float | None:
        """The heading of the box drawn last, as it lies on this frame."""
        return self._session.last_heading.heading_on(self.frame_id)

    @property
    def selection(self) -> frozenset[int]:
        """The ids of this frame's selected labels."""
        return self._session.selection if self._session.selected_frame == self.frame_id else frozenset()

    @property
    def ties(self) -> Ties:
        """The tie points on this frame."""
        return self._session.registering.ties.ties_on(self.frame_id)

    @property
    def comments(self) -> Sequence[Comment]:
        """The comments on this frame that are shown."""
        return [comment for _, comment in self._session.commenting.comments_on(self.frame_id)]

    @property
    def selected_comment(self) -> Comment | None:
        """The comment that is selected."""
        return self._session.commenting.selected

    @property
    def flood_tolerance(self) -> int:
        """The tolerance of the last flood."""
        return self._session.assisting.tolerance

    def new_label(self, outline: Outline) -> Label:
        """Return a label of the chosen category, not yet in the project."""
        return self._session.new_label(self.frame_id, outline)

    def modified(self, label: Label, **changes: Any) -> Label:
        """Return the label with these fields changed and its time of change set."""
        return changed(label, **changes)

    def labels_near(self, at_px: XY, tolerance_px: float) -> Sequence[Label]:
        """Return the labels at or near the place, smallest first."""
        return self._session.arrays(self.frame_id).near(at_px, tolerance_px)

    def suggestion_near(self, at_px: XY, tolerance_px: float) -> Suggestion | None:
        """Return the smallest suggestion at or near the place."""
        return self._session.suggestions.near(self.frame_id, at_px, tolerance_px)

    def labels(self, ids: Iterable[int]) -> Sequence[Label]:
        """Return the labels of this frame with these ids."""
        held = self._session.project.labels(self.frame_id)
        return [held[key] for key in sorted(ids) if key in held]
