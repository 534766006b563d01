"""Cues in groups, for the inspector and the type card."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.category import cue_group, parse_cue_groups
from basewatch_gui.model.resources import resource_text

_tr = QCoreApplication.translate


def group_cues(cues: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return cues by group, in the order of the shipped list; those without a group last, under an empty name."""
    groups = _groups()
    members: dict[str, list[str]] = {name: [] for name in (*groups, "")}
    for cue in cues:
        members[cue_group(cue, groups)].append(cue)
    return [(name, those) for name, those in members.items() if those]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return parse_cue_groups(resource_text("categories.toml"))


def group_name(group: str) -> str:
    """Return the heading of a group of cues; a group that a user added reads as it is written."""
    names = {
        "wings": _tr("Cues", "Wings"),
        "engines": _tr("Cues", "Engines and rotors"),
        "fuselage": _tr("Cues", "Fuselage"),
        "tail": _tr("Cues", "Tail"),
        "": _tr("Cues", "Other"),
    }
    return names.get(group, group)
