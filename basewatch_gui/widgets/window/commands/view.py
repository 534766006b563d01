"""What the actions on the view do."""

from math import atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import apply_one, linear
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.pane.navigation import turned_about
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of
from basewatch_gui.widgets.window.places.walking import step_cell

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow

ZOOM = 2**0.5
TURN_DEG = 15.0


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def turn(by_deg: float) -> None:
        workspace = workspace_of(window)
        pane = workspace.grid.active
        workspace.session.view.look(pane.index, pane.viewpoint.turned(by_deg))

    def lock(checked: bool) -> None:
        workspace = workspace_of(window)
        workspace.session.view.set_locked(checked, workspace.grid.active.index)

    return {
        "fit": lambda _: grid_of(window).fit(),
        "one_to_one": lambda _: grid_of(window).one_to_one(),
        "zoom_in": lambda _: grid_of(window).zoom(ZOOM),
        "zoom_out": lambda _: grid_of(window).zoom(1 / ZOOM),
        "lock": lock,
        "hide_labels": lambda checked: grid_of(window).set_labels_hidden(checked),
        "rotate_left": lambda _: turn(TURN_DEG),
        "rotate_right": lambda _: turn(-TURN_DEG),
        "north_up": lambda _: turn(-grid_of(window).active.viewpoint.rotation_deg),
        "square_up": lambda _: square_up(workspace_of(window).session, grid_of(window)),
        "next_frame": lambda _: _step_frame(window, 1),
        "previous_frame": lambda _: _step_frame(window, -1),
    }


def square_up(session: Session, grid: PaneGrid) -> None:
    """Turn the view about the selected oriented box until its heading is up; raises BasewatchError without one."""
    box = next((label.outline for label in session.selected_labels if isinstance(label.outline, OrientedBox)), None)
    pane = next((pane for pane in grid.panes if pane.seen.frame_id == session.selected_frame), None)
    if box is None or pane is None or pane.frame_to_screen is None:
        raise BasewatchError("Select an oriented box first: its heading is turned up.")
    heading = radians(box.heading_px_deg)
    along_x, along_y = apply_one(linear(pane.frame_to_screen), (sin(heading), -cos(heading)))
    at = apply_one(pane.frame_to_screen, box.centre_px)
    by_deg = degrees(atan2(along_x, -along_y))
    session.places.jump(pane.index, turned_about(pane.viewpoint, by_deg, at, pane.size_scr))


def _step_frame(window: "MainWindow", step: int) -> None:
    workspace = workspace_of(window)
    if step_cell(workspace, window, step):
        return
    ids = [frame.id for frame in workspace.frames_in_time()]
    active = workspace.grid.active
    if ids:
        place = (ids.index(active.frame_id) + step) % len(ids) if active.frame_id in ids else 0
        workspace.show_in_pane(ids[place], active.index)
