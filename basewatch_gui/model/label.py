"""A label: one object on one frame."""

from dataclasses import dataclass, field
from typing import Any, Literal

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.attribute import Value
from basewatch_gui.model.category import UNKNOWN_STATE

Review = Literal["draft", "submitted", "approved", "rejected"]

KEYPOINTS = ("nose", "left tip", "tail", "right tip")
"""What `keypoints_px` are, in their order."""


@dataclass(frozen=True, slots=True)
class Label:
    """One object on one frame: outline in frame pixels, category, attributes, author.

    `id` is COCO's annotation id, from 1, never reused; `uid` names the label for ever and everywhere. `created` and
    `modified` are UTC, `YYYY-MM-DDTHH:MM:SSZ`. `extra` keeps attributes of other programs that BaseWatch does not know.
    `values` are those of the category's own attributes, by name. `locked` labels are not moved, reshaped or deleted by
    hand. `comment` is what a reviewer says. `keypoints_px` are nose, left tip, tail and right tip, or ().
    """

    id: int
    uid: str
    frame_id: int
    category_id: int
    outline: Outline
    identification: str = "unassessed"
    state: str = UNKNOWN_STATE
    occluded: str = "none"
    alternates: tuple[int, ...] = ()
    designation: str = ""
    cues: tuple[str, ...] = ()
    note: str = ""
    is_crowd: bool = False
    track_id: int | None = None
    author: str = ""
    created: str = ""
    modified: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    locked: bool = False
    review: Review = "draft"
    comment: str = ""
    keypoints_px: tuple[XY, ...] = ()
