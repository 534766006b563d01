"""Categories: what a label can be, as `categories.toml` describes them."""

import tomllib
from dataclasses import dataclass
from typing import Any, Literal

from basewatch_gui.model.errors import BasewatchError

FIRST_USER_ID = 100
"""Categories added by a user start here; lower ids are BaseWatch's own, fixed for ever."""

IDENTIFICATIONS = ("unassessed", "possible", "probable", "confirmed")
OCCLUSIONS = ("none", "partly", "mostly")
UNKNOWN_STATE = "unknown"

Dash = Literal["solid", "dash", "dot", "dash-dot"]


@dataclass(frozen=True, slots=True)
class Category:
    """What a label can be: COCO's category with reference size, colour, dash, key and its objects' states.

    `length_m` and `span_m` are reference data with their `source` and mark (V seen in a public source, U not
    confirmed), or None.
    `tool` is the tool that its key chooses: oriented_box, box, polygon or point.
    """

    id: int
    name: str
    supercategory: str = ""
    length_m: float | None = None
    span_m: float | None = None
    mark: str = ""
    source: str = ""
    colour: str = "#999999"
    dash: Dash = "solid"
    key: str = ""
    tool: str = "oriented_box"
    silhouette: str = ""
    cues: tuple[str, ...] = ()
    states: tuple[str, ...] = (UNKNOWN_STATE,)
    designations: tuple[str, ...] = ()


def parse_categories(text: str) -> tuple[Category, ...]:
    """The categories of a `categories.toml`, in its order; `[states]` holds the lists that `states` refers to."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BasewatchError("The category list can't be read: {fault}", fault=fault) from fault
    states: dict[str, list[str]] = document.get("states", {})
    return tuple(_category(row, states) for row in document.get("category", []))


def _category(row: dict[str, Any], states: dict[str, list[str]]) -> Category:
    known = dict(row)
    known["states"] = tuple(states.get(known.get("states", ""), [UNKNOWN_STATE]))
    for field in ("cues", "designations"):
        known[field] = tuple(known.get(field, ()))
    try:
        return Category(**known)
    except TypeError as fault:
        raise BasewatchError("The category {name} can't be read: {fault}", name=row.get("name"), fault=fault) from fault
