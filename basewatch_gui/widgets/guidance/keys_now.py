"""The keys that do something just now, with what they do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from basewatch_gui.tools.tool import Tool
from basewatch_gui.widgets.window.actions.table import rows
from basewatch_gui.widgets.window.places.walking import WALKING

if TYPE_CHECKING:
    from basewatch_gui.widgets.guidance.keys.in_force import Keys
    from basewatch_gui.widgets.window.workspace import Workspace

Line = tuple[str, str]
"""A key and what it does."""

_SELECTED = ("edit_label", "delete", "duplicate", "flip", "lock_label", "square_up")
_SUGGESTED = ("not_observable",)


def keys_now(workspace: "Workspace", keys: "Keys") -> list[Line]:
    """Keys and what they do: those of a drawing under way, else of suggestions, of a walk and of the selection."""
    session, host = workspace.session, workspace.host
    if host.tool is not None and host.busy:
        return _drawing(host.tool, keys)
    lines: list[Line] = []
    if session.suggestions.current is not None:
        lines += [
            (_tr("Enter"), _tr("Accept the suggestion")),
            (keys.text("delete"), _tr("Drop the suggestion, or say that the object has left")),
            *_of_actions(_SUGGESTED, keys),
            (_tr("Tab"), _tr("Next suggestion")),
            (_tr("Esc"), _tr("Leave the suggestions")),
        ]
    if session.covering.walk.is_on:
        lines += [(keys.text("next_frame"), _tr("Next cell")), (keys.text("previous_frame"), _tr("Previous cell"))]
        lines += _of_actions(WALKING, keys)
    if session.selection:
        lines += [(_tr("Arrows"), _tr("Move by a pixel, with Shift by ten")), *_of_actions(_SELECTED, keys)]
    return lines or [(keys.text(name), text) for name, text in _idle() if keys.text(name)]


def _drawing(tool: Tool, keys: "Keys") -> list[Line]:
    """What the tool takes while it draws: only keys that it does something with."""
    kind = type(tool)
    lines = [
        (_tr("Enter"), _tr("Finish with what is there"), kind.enter is not Tool.enter),
        (_tr("Backspace"), _tr("Take the last point back"), kind.backspace is not Tool.backspace),
        (keys.text("flip"), _tr("Swap nose and tail"), kind.flip is not Tool.flip and bool(keys.text("flip"))),
        (_tr("Space"), _tr("Held: drag to pan"), True),
        (_tr("Esc"), _tr("Give it up"), True),
    ]
    return [(key, text) for key, text, holds in lines if holds]


def _idle() -> list[Line]:
    """Actions by name that are worth knowing while nothing is under way."""
    return [
        ("find_category", _tr("Find a category")),
        ("palette", _tr("Find anything to do")),
        ("next_frame", _tr("Next frame")),
        ("undo", _tr("Undo")),
        ("shortcuts", _tr("All keys")),
    ]


def _of_actions(names: tuple[str, ...], keys: "Keys") -> list[Line]:
    texts = {row.name: row.text.rstrip("…") for row in rows()}
    return [(keys.text(name), texts[name]) for name in names if keys.text(name)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeysNow", text)
