"""What a tool is given with every event, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Comment
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.tools.ties import Ties


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is on a frame, and the keys held with it.

    `tolerance_px` is how many frame pixels 8 screen pixels are now.
    """

    at_px: XY
    tolerance_px: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False

    @property
    def slop_px(self) -> float:
        """How far the hand may slip within one click."""
        return self.tolerance_px / 2


class Context(Protocol):
    """What a tool may ask about the frame under the pointer; the session answers."""

    @property
    def frame_id(self) -> int:
        """The frame that the event belongs to."""

    @property
    def frame(self) -> Frame:
        """That frame, as it stands."""

    @property
    def ground(self) -> GroundMap:
        """The way from that frame's pixels to the ground."""

    @property
    def category(self) -> Category:
        """The category that is drawn now."""

    @property
    def categories(self) -> Sequence[Category]:
        """All categories of the project."""

    @property
    def last_heading_deg(self) -> float | None:
        """The heading drawn last, the same on the ground, in degrees clockwise from this frame's up.

        None before the first.
        """

    @property
    def selection(self) -> frozenset[int]:
        """Ids of the selected labels, on any frame."""

    @property
    def ties(self) -> Ties:
        """The tie points on this frame."""

    @property
    def comments(self) -> Sequence[Comment]:
        """The comments on this frame that are shown."""

    @property
    def selected_comment(self) -> Comment | None:
        """The comment that is selected, on any frame."""

    @property
    def flood_tolerance(self) -> int:
        """How far colours were allowed to differ when something was flooded last, in levels of 255."""

    def new_label(self, outline: Outline) -> Label:
        """A label of the present category on this frame, with its ids, author and times, not yet in the project."""

    def modified(self, label: Label, **changes: Any) -> Label:
        """The label with these fields replaced and a new time of modification."""

    def labels_near(self, at_px: XY, tolerance_px: float) -> Sequence[Label]:
        """The frame's visible labels whose outline contains the place or comes so near to it, the smallest first."""

    def suggestion_near(self, at_px: XY, tolerance_px: float) -> Suggestion | None:
        """The frame's smallest suggestion whose outline contains the place or comes so near to it."""

    def labels(self, ids: frozenset[int]) -> Sequence[Label]:
        """The labels with these ids, as they stand; ids that are gone are left out."""

    def metres(self, a_px: XY, b_px: XY) -> float | None:
        """Ground distance between two places of this frame in metres; None when the frame has no scale."""


@dataclass(frozen=True, slots=True)
class Result:
    """What must be done after an event: carry out an edit, then select these labels, then open this label's form.

    `goes_on` says that the edit is a press of a key, which is one with the press before. `request` is a value of a type
    that the tool defines, for a service that handles that type (ToolHost.handle). `locked` is how many labels stayed as
    they are. None leaves things as they are.
    """

    edit: Edit | None = None
    select: frozenset[int] | None = None
    describe: int | None = None
    request: object | None = None
    locked: int = 0
    goes_on: bool = False


NOTHING = Result()
"""The answer of an event that changes no label."""
