"""The short help pages of the tools: what a tool is for and how it is used, in markdown."""

import re
from functools import cache

from basewatch_gui.model.resources import resource_text
from basewatch_gui.widgets.workbench.keys import Keys

_ACTION = re.compile(r"\{(\w+)\}")
_GESTURE = re.compile("`([^`]+)`")


@cache
def raw_page(tool: str) -> str:
    """Return the page of a tool as written: `{action}` where an action's keys belong, gestures between backticks."""
    return resource_text(f"help/{tool}.md")


def page(tool: str, keys: Keys) -> str:
    """Return the page of a tool with the keys that are in force; an action without one is called by its name."""

    def key(match: re.Match[str]) -> str:
        return f"**{keys.shown(match[1])}**"

    return _GESTURE.sub(r"**\1**", _ACTION.sub(key, raw_page(tool)))
