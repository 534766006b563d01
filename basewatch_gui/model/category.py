"""Categories: what a label can be, as `categories.toml` describes them."""

import tomllib
from dataclasses import dataclass
from typing import Any, Literal

from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.errors import BasewatchError

FIRST_USER_ID = 100
"""Categories added by a user start here; lower ids are BaseWatch's own, fixed for ever."""

IDENTIFICATIONS = ("unassessed", "possible", "probable", "confirmed")
OCCLUSIONS = ("none", "partly", "mostly")
UNKNOWN_STATE = "unknown"
LABEL_TOOLS = ("oriented_box", "stamp", "edge_box", "diamond", "box", "polygon", "point")
"""Tools that a file may name as a category's own. A test holds them to the registry, tools/registry.py."""

Dash = Literal["solid", "dash", "dot", "dash-dot"]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A type that is easily taken for another one, with the difference that tells them apart."""

    name: str
    difference: str = ""
    length_m: float | None = None
    span_m: float | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What a label can be: COCO's category with reference size, colour, dash, key and its objects' states.

    `length_m` and `span_m` are reference data with their `source` and mark (V seen in a public source, U not
    confirmed), or None.
    `tool` is the tool that its key chooses, by its name in tools/registry.py. Categories stand by `rank`, then by id.
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
    attributes: tuple[Attribute, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    rank: int = 0


def parse_categories(text: str) -> tuple[Category, ...]:
    """Parse a `categories.toml` into categories, in its order; `[states]` holds the lists that `states` refers to."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BasewatchError("The category list can't be read: {fault}", fault=fault) from fault
    states: dict[str, list[str]] = document.get("states", {})
    return tuple(_category(row, states) for row in document.get("category", []))


def parse_cue_groups(text: str) -> dict[str, tuple[str, ...]]:
    """Parse the groups that cues are ticked in, by name: beginnings of words that tell the group of a cue.

    Raises BasewatchError for a text that is no list of categories.
    """
    try:
        groups = tomllib.loads(text).get("cue_groups", {})
    except tomllib.TOMLDecodeError as fault:
        raise BasewatchError("The category list can't be read: {fault}", fault=fault) from fault
    return {name: tuple(words) for name, words in groups.items()}


def cue_group(cue: str, groups: dict[str, tuple[str, ...]]) -> str:
    """Return the group of a cue, told by its first word that begins like one of any group; "" for none."""
    for word in cue.casefold().replace(",", " ").split():
        for name, beginnings in groups.items():
            if word.startswith(beginnings):
                return name
    return ""


def _category(row: dict[str, Any], states: dict[str, list[str]]) -> Category:
    known = dict(row)
    known["states"] = tuple(states.get(known.get("states", ""), [UNKNOWN_STATE]))
    for field in ("cues", "designations"):
        known[field] = tuple(known.get(field, ()))
    try:
        known["look_alikes"] = tuple(LookAlike(**each) for each in known.get("look_alikes", ()))
        known["attributes"] = tuple(_attribute(each) for each in known.get("attributes", ()))
        return Category(**known)
    except TypeError as fault:
        raise BasewatchError("The category {name} can't be read: {fault}", name=row.get("name"), fault=fault) from fault


def _attribute(row: dict[str, Any]) -> Attribute:
    return Attribute(**(row | {"choices": tuple(row.get("choices", ()))}))
