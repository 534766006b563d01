"""What a tool gets with every event (Pointer, Context) and what it returns (Result)."""

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

TOLERANCE_SCR = 8.0
"""Screen pixels within which a pointer takes a handle, a vertex or a pin."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Position of the pointer in pixels of a frame, and the modifier keys held with it.

    `tolerance_px` is the length of TOLERANCE_SCR screen pixels in frame pixels at the present zoom.
    """

    at_px: XY
    tolerance_px: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False

    @property
    def slop_px(self) -> float:
        """Return how far the pointer may move within one click: half the tolerance, in frame pixels."""
        return self.tolerance_px / 2


class Context(Protocol):
    """What a tool may ask about the frame under the pointer; session.tool_context answers."""

    @property
    def frame_id(self) -> int:
        """Return the id of the frame that the event belongs to."""

    @property
    def frame(self) -> Frame:
        """Return that frame as it is in the project now."""

    @property
    def ground(self) -> GroundMap:
        """Return the map from that frame's pixels to the ground plane."""

    @property
    def category(self) -> Category:
        """Return the category that new labels get."""

    @property
    def categories(self) -> Sequence[Category]:
        """Return all categories of the project."""

    @property
    def last_heading_deg(self) -> float | None:
        """Return the heading of the box drawn last, turned to this frame: degrees clockwise from its up.

        It is the same heading on the ground, whichever frame it was drawn on. None before the first.
        """

    @property
    def selection(self) -> frozenset[int]:
        """Return the ids of the selected labels of this frame."""

    @property
    def ties(self) -> Ties:
        """Return the tie points on this frame."""

    @property
    def comments(self) -> Sequence[Comment]:
        """Return the comments on this frame that are shown."""

    @property
    def selected_comment(self) -> Comment | None:
        """Return the selected comment, whatever its frame."""

    @property
    def flood_tolerance(self) -> int:
        """Return the colour tolerance that was used for the last flood, in levels of 255."""

    def new_label(self, outline: Outline) -> Label:
        """Make a label of the present category on this frame, with ids, author and times; it is not stored yet."""

    def modified(self, label: Label, **changes: Any) -> Label:
        """Return the label with these fields replaced and a new time of modification."""

    def labels_near(self, at_px: XY, tolerance_px: float) -> Sequence[Label]:
        """Return the frame's visible labels that contain the place or come within the tolerance, smallest first."""

    def suggestion_near(self, at_px: XY, tolerance_px: float) -> Suggestion | None:
        """Return the smallest suggestion that contains the place or comes within the tolerance; None without one."""

    def labels(self, ids: frozenset[int]) -> Sequence[Label]:
        """Return the labels of the frame with these ids as they are now; ids that no longer exist are left out."""


@dataclass(frozen=True, slots=True)
class Result:
    """What must be done after an event: carry out an edit, then select these labels, then open this label's form.

    `merge_with_previous`: the edit is a press of a key, which is one edit with the press before. `request` is a value
    of a type that the tool defines, for a service that handles that type (ToolHost.handle). `locked` is how many labels
    stayed as they are. None leaves things as they are.
    """

    edit: Edit | None = None
    select: frozenset[int] | None = None
    describe: int | None = None
    request: object | None = None
    locked: int = 0
    merge_with_previous: bool = False


NOTHING = Result()
"""The answer of an event that changes no label."""
