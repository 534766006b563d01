"""A suggestion: an outline that a user may take as a label, or drop."""

from dataclasses import dataclass
from typing import Literal

from basewatch_gui.geometry.outline import Outline

Origin = Literal["other date", "snap", "segment", "alike"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An outline on a frame with a category and where it comes from; it is no label until it is accepted.

    `label_id` is the label that stands for the same object on the frame `source_frame_id` for one from another date,
    the label that it would replace for one that was snapped or segmented. `score` is 0 to 1 where the search has one.
    """

    frame_id: int
    outline: Outline
    category_id: int
    origin: Origin
    label_id: int | None = None
    score: float | None = None
    source_frame_id: int | None = None
