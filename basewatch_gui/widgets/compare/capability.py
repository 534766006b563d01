"""Comparing two dates in one pane: blink, swipe, fade, difference."""

from collections.abc import Callable, Iterator
from functools import partial

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.comparing import Mode
from basewatch_gui.widgets.pane.compare.other_frame import compare_with_next, ensure_other_frame
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, HeldKey, Notice, translate_notice
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="compare", menu=Menu.COMPARE, text=translate("Compare"),
            help=translate("Show the active pane's frame with another date, in the way used last."), icon="compare",
            keys=("C",), run=_toggle_last, checked=lambda workspace: workspace.session.comparing.mode is not None,
        ),
        Action(
            name="blink", menu=Menu.COMPARE, text=translate("Blink"),
            help=translate("Show the other date; hold B to do so for a moment."), icon="blink",
            run=lambda workspace: _hold(workspace, not workspace.session.comparing.held),
            checked=lambda workspace: workspace.session.comparing.held,
        ),
        Action(
            name="flicker", menu=Menu.COMPARE, text=translate("Flicker"),
            help=translate("Show the two dates in turn, at a rate that you set."), keys=("Shift+B",), separator=True,
            run=_toggle("flicker"), checked=_is("flicker"),
        ),
        Action(
            name="swipe", menu=Menu.COMPARE, text=translate("Swipe"),
            help=translate("Show the two dates on the two sides of an edge that you drag."), icon="swipe", keys=("W",),
            run=_toggle("swipe"), checked=_is("swipe"),
        ),
        Action(
            name="fade", menu=Menu.COMPARE, text=translate("Fade"),
            help=translate("Show the two dates over each other, as much of each as you set."), keys=("Shift+W",),
            run=_toggle("fade"), checked=_is("fade"),
        ),
        Action(
            name="difference", menu=Menu.COMPARE, text=translate("Difference"),
            help=translate("Show how much the two dates differ: black where they are equal."), keys=("Ctrl+Shift+W",),
            run=_toggle("difference"), checked=_is("difference"),
        ),
        Action(
            name="colours", menu=Menu.COMPARE, text=translate("Red and cyan"),
            help=translate(
                "Show this date in red, the other in cyan; what is dark on one date only has the other's colour."
            ),
            keys=("Ctrl+Alt+W",), run=_toggle("colours"), checked=_is("colours"),
        ),
        Action(
            name="compare_next", menu=Menu.COMPARE, text=translate("With the next date"),
            help=translate("Compare with the next frame in time."), keys=("Ctrl+PgDown",), separator=True,
            run=partial(_step_other, step=1),
        ),
        Action(
            name="compare_previous", menu=Menu.COMPARE, text=translate("With the previous date"),
            help=translate("Compare with the frame before in time."), keys=("Ctrl+PgUp",),
            run=partial(_step_other, step=-1),
        ),
        Action(
            name="compare_less", menu=Menu.COMPARE, text=translate("Edge left or up, fade out, slower"),
            help=translate("Move the swipe's edge, the fade or the rate back by one step; Shift+wheel does it too."),
            keys=("Ctrl+Left", "Ctrl+Up"), separator=True,
            run=lambda workspace: workspace.session.comparing.step(-1),
        ),
        Action(
            name="compare_more", menu=Menu.COMPARE, text=translate("Edge right or down, fade in, faster"),
            help=translate("Move the swipe's edge, the fade or the rate on by one step; Shift+wheel does it too."),
            keys=("Ctrl+Right", "Ctrl+Down"), run=lambda workspace: workspace.session.comparing.step(1),
        ),
        Action(
            name="turn_edge", menu=Menu.COMPARE, text=translate("Turn the swipe's edge"),
            help=translate("Have the swipe's edge level instead of upright, or upright again."), keys=("Shift+E",),
            run=_turn_edge,
        ),
        Action(
            name="match_brightness", menu=Menu.COMPARE, text=translate("Match brightness"),
            help=translate("Bring both dates to one brightness over the view before differences are shown."),
            run=_toggle_matched, checked=lambda workspace: workspace.session.comparing.matched,
        ),
    )  # fmt: skip


def _is(mode: Mode) -> Callable[[Workspace], bool]:
    return lambda workspace: workspace.session.comparing.mode == mode


def _toggle(mode: Mode) -> Callable[[Workspace], None]:
    return partial(_toggle_mode, mode=mode)


def _toggle_last(workspace: Workspace) -> None:
    comparing = workspace.session.comparing
    _toggle_mode(workspace, comparing.mode or comparing.last)


def _toggle_mode(workspace: Workspace, mode: Mode) -> None:
    """Compare this way in the active pane, or leave it; raises BasewatchError where there is nothing to compare."""
    comparing = workspace.session.comparing
    comparing.toggle(mode, workspace.grid.active.index)
    ensure_other_frame(workspace.session, workspace.grid.shown)
    if comparing.mode is not None and comparing.other is None:
        comparing.stop()
        raise BasewatchError("There is no other frame to compare with: show one here, and add others with Open frames.")


def _step_other(workspace: Workspace, step: int) -> None:
    comparing = workspace.session.comparing
    if comparing.mode is None:
        _toggle_mode(workspace, comparing.last)
    compare_with_next(workspace.session, workspace.grid.shown, step)


def _turn_edge(workspace: Workspace) -> None:
    comparing = workspace.session.comparing
    comparing.set_upright(not comparing.upright)


def _toggle_matched(workspace: Workspace) -> None:
    comparing = workspace.session.comparing
    comparing.set_matched(not comparing.matched)


def _hold(workspace: Workspace, held: bool) -> None:
    workspace.session.comparing.hold(held, workspace.grid.active.index)


def _held_keys() -> tuple[HeldKey, ...]:
    return (HeldKey("B", partial(_hold, held=True), partial(_hold, held=False)),)


def _open(workspace: Workspace) -> None:
    workspace.session.comparing.changed.connect(workspace.refresh_actions)


def _notices(workspace: Workspace) -> Iterator[Notice]:
    comparing = workspace.session.comparing
    if comparing.mode is not None:
        yield Notice(translate_notice("A pane shows two dates at once."), translate_notice("Stop"), comparing.stop)


COMPARE = Capability(name="compare", actions=_actions, held_keys=_held_keys, open=_open, notices=_notices)
