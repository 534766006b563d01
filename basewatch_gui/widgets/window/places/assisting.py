"""Help from the pixels in the window: what the actions ask for, and what is said of what was found."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.transform import apply, as_points
from basewatch_gui.imagery.display.patch import Window
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.labelling.suggesting.by_picture import FLOOD_REACH_PX
from basewatch_gui.widgets.window.commands.parts import workspace_of

if TYPE_CHECKING:
    from basewatch_gui.session.labelling.assisting import Assisting
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

STEP_LEVELS = 4
"""Levels of 255 by which a key widens or narrows a flood."""


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def assisting() -> "Assisting":
        return workspace_of(window).session.assisting

    return {
        "snap": lambda _: assisting().snap(_tr("Snapping")),
        "segment": lambda _: assisting().segment(_tr("Cutting out")),
        "segment_polygon": lambda _: assisting().segment(_tr("Cutting out"), as_polygon=True),
        "find_alike": lambda _: _find_alike(workspace_of(window)),
        "flood_more": lambda _: assisting().widen(_tr("Flooding"), STEP_LEVELS),
        "flood_less": lambda _: assisting().widen(_tr("Flooding"), -STEP_LEVELS),
        "stop_assisting": lambda _: assisting().stop(),
    }


def follow_assisting(window: "MainWindow", workspace: "Workspace") -> None:
    """Have the window say what was found, and what went wrong."""
    assisting = workspace.session.assisting

    def say(deed: str, found: int, asked: int) -> None:
        text = _SAYS[deed](found, asked)
        if text:
            window.say(window.guidance.keys.filled(text))

    assisting.done.connect(say)
    assisting.failed.connect(window.complain)


def _find_alike(workspace: "Workspace") -> None:
    """Search the part of the selected label's frame that a pane shows, the active one if it does."""
    session, grid = workspace.session, workspace.grid
    frame = session.selected_frame
    if frame is None:
        raise BasewatchError("Select a label first: what looks like it is searched for in the view.")
    for pane in (grid.active, *grid.panes):
        to_screen = pane.own.to_screen
        if pane.frame_id == frame and to_screen is not None:
            width, height = pane.size_scr
            corners = apply(~to_screen, as_points([(0, 0), (width, 0), (width, height), (0, height)]))
            (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
            window: Window = (left, top, right, bottom)
            session.assisting.find_alike(_tr("Looking for more like this"), window)
            return
    raise BasewatchError("The frame of the selected label is in no pane: show it first.")


def _snapped(found: int, asked: int) -> str:
    if not found:
        return _tr("Nothing clear lies under the box: it stays as it is.")
    text = _tr("{found} of {asked} boxes found their object; the others stay as they are.")
    return text.format(found=found, asked=asked) if found < asked else ""


def _cut_out(found: int, asked: int) -> str:
    if not found:
        return _tr("Nothing stands out from the ground here: the outline stays as it is.")
    text = _tr("{found} of {asked} objects were cut out; the other outlines stay as they are.")
    return text.format(found=found, asked=asked) if found < asked else ""


def _alike(found: int, _asked: int) -> str:
    if not found:
        return _tr("Nothing more like this is in view: look elsewhere, or draw the box closer around the object.")
    text = _tr("{count} found: Enter accepts, {{delete}} drops, Tab goes on; Shift+Enter accepts all.")
    return text.format(count=found)


def _flooded(found: int, _asked: int) -> str:
    return (
        ""
        if found
        else _tr("No patch here stays within {reach} px: press - for less, or click elsewhere.").format(
            reach=round(2 * FLOOD_REACH_PX)
        )
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Assisting", text)


_SAYS: dict[str, Callable[[int, int], str]] = {
    "snap": _snapped,
    "segment": _cut_out,
    "alike": _alike,
    "flood": _flooded,
}
