"""The cache of pyramids: shown, limited and emptied."""

from basewatch_gui.widgets.cache.cache_page import show_cache
from basewatch_gui.widgets.workbench.action import Menu, ProgramAction, translate
from basewatch_gui.widgets.workbench.capability import Capability


def _actions() -> tuple[ProgramAction, ...]:
    return (
        ProgramAction(
            name="cache", menu=Menu.PROJECT, text=translate("Cache…"),
            help=translate("Show and empty what was prepared for viewing frames fast."), separator=True,
            run=show_cache,
        ),
    )  # fmt: skip


CACHE = Capability(name="cache", actions=_actions)
