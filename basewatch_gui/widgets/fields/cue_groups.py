"""Cues in groups, as inspector and type card list them."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.category import cue_group, parse_cue_groups
from basewatch_gui.model.resources import resource_text

_tr = QCoreApplication.translate


def grouped(cues: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The cues by their groups, in the order of the list that comes with the program; those without one last."""
    groups = _groups()
    members: dict[str, list[str]] = {name: [] for name in (*groups, "")}
    for cue in cues:
        members[cue_group(cue, groups)].append(cue)
    return [(name, those) for name, those in members.items() if those]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return parse_cue_groups(resource_text("categories.toml"))


def group_name(group: str) -> str:
    """The heading of a group of cues; a group that a user added reads as it is written."""
    names = {
        "wings": _tr("Cues", "Wings"),
        "engines": _tr("Cues", "Engines and rotors"),
        "fuselage": _tr("Cues", "Fuselage"),
        "tail": _tr("Cues", "Tail"),
        "": _tr("Cues", "Other"),
    }
    return names.get(group, group)
