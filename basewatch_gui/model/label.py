"""A label: one object on one frame."""

from dataclasses import dataclass, field
from typing import Any

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.category import UNKNOWN_STATE


@dataclass(frozen=True, slots=True)
class Label:
    """One object on one frame: outline in frame pixels, category, attributes, author.

    `id` is COCO's annotation id, from 1, never reused; `uid` names the label for ever and everywhere. `created` and
    `modified` are UTC, `YYYY-MM-DDTHH:MM:SSZ`. `extra` keeps attributes of other programs that BaseWatch does not know.
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
