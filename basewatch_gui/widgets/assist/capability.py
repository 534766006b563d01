"""Help from the picture: snapping, cutting out, finding more like a label, flooding."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.transform import apply, as_points
from basewatch_gui.imagery.display.patch import FrameWindow
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.suggesting.by_picture import FLOOD_REACH_PX
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.tool_actions import tool_actions
from basewatch_gui.widgets.workbench.workspace import Workspace

STEP_LEVELS = 4
"""Levels of 255 by which a key widens or narrows a flood."""


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="snap", menu=Menu.ASSIST, text=translate("Snap to object"),
            help=translate("Fit the selected oriented boxes, drawn roughly, to what is under them; Enter accepts."),
            icon="snap", keys=("Y",), run=lambda workspace: workspace.session.assisting.snap(_tr("Snapping")),
        ),
        Action(
            name="segment", menu=Menu.ASSIST, text=translate("Cut out object"),
            help=translate(
                "Fit the selected outlines to the edge of what is in them; a polygon stays one, a box too."
            ),
            icon="segment", keys=("Shift+Y",),
            run=lambda workspace: workspace.session.assisting.segment(_tr("Cutting out")),
        ),
        Action(
            name="segment_polygon", menu=Menu.ASSIST, text=translate("Cut out as polygon"),
            help=translate("Suggest polygons around what is in the selected outlines."), keys=("Ctrl+Shift+Y",),
            run=lambda workspace: workspace.session.assisting.segment(_tr("Cutting out"), as_polygon=True),
        ),
        Action(
            name="find_alike", menu=Menu.ASSIST, text=translate("Find more like this"),
            help=translate("Search what the pane shows for objects that look like the selected one, at any heading."),
            icon="find-alike", keys=("Shift+A",), separator=True, run=_find_alike,
        ),
        *tool_actions("assist", Menu.ASSIST),
        Action(
            name="flood_more", menu=Menu.ASSIST, text=translate("Flood more"),
            help=translate("Let the flooded patch differ more in colour."), keys=("+",),
            run=lambda workspace: workspace.session.assisting.widen(_tr("Flooding"), STEP_LEVELS),
        ),
        Action(
            name="flood_less", menu=Menu.ASSIST, text=translate("Flood less"),
            help=translate("Let the flooded patch differ less in colour."), keys=("-",),
            run=lambda workspace: workspace.session.assisting.widen(_tr("Flooding"), -STEP_LEVELS),
        ),
        Action(
            name="stop_assisting", menu=Menu.ASSIST, text=translate("Stop looking"),
            help=translate("Give up what is being looked for; Esc does it too."), separator=True,
            run=lambda workspace: workspace.session.assisting.stop(),
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    """Show what was found, and what went wrong."""
    shell, assisting = workspace.shell, workspace.session.assisting

    def show_result(kind: str, found: int, asked: int) -> None:
        text = _RESULT_TEXTS[kind](found, asked)
        if text:
            shell.show_message(shell.keys.filled(text))

    assisting.done.connect(show_result)
    assisting.failed.connect(shell.show_error)


def _find_alike(workspace: Workspace) -> None:
    """Search the part of the selected label's frame that a pane shows, the active one if it does."""
    session, grid = workspace.session, workspace.grid
    frame = session.selected_frame
    if frame is None:
        raise BasewatchError("Select a label first: what looks like it is searched for in the view.")
    for pane in (grid.active, *grid.panes):
        to_screen = pane.own_frame.to_screen
        if pane.frame_id == frame and to_screen is not None:
            width, height = pane.size_scr
            corners = apply(~to_screen, as_points([(0, 0), (width, 0), (width, height), (0, height)]))
            (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
            window: FrameWindow = (left, top, right, bottom)
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
    if found:
        return ""
    text = _tr("No patch here stays within {reach} px: press - for less, or click elsewhere.")
    return text.format(reach=round(2 * FLOOD_REACH_PX))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Assisting", text)


_RESULT_TEXTS: dict[str, Callable[[int, int], str]] = {
    "snap": _snapped,
    "segment": _cut_out,
    "alike": _alike,
    "flood": _flooded,
}

ASSIST = Capability(name="assist", actions=_actions, open=_open)
