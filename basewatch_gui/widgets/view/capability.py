"""What the panes look at: zoom, turn, lock, hide labels."""

from collections.abc import Iterator
from math import atan2, cos, degrees, radians, sin

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.transform import apply_one, without_shift
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.navigation import turned_about
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, HeldKey, Notice, translate_notice
from basewatch_gui.widgets.workbench.workspace import Workspace

ZOOM = 2**0.5
TURN_DEG = 15.0
LAST_IN_BAR = 100


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="fit", menu=Menu.VIEW, text=translate("Fit"),
            help=translate("Show the whole frame of the active pane."), icon="fit", keys=("F",),
            bar=Bar.TOOLS, bar_rank=LAST_IN_BAR, bar_separator=True, run=lambda workspace: workspace.grid.fit(),
        ),
        Action(
            name="one_to_one", menu=Menu.VIEW, text=translate("1:1"),
            help=translate("Show one frame pixel as one screen pixel."), icon="one-to-one", keys=("Ctrl+0",),
            bar=Bar.TOOLS, bar_rank=LAST_IN_BAR, run=lambda workspace: workspace.grid.one_to_one(),
        ),
        Action(
            name="zoom_in", menu=Menu.VIEW, text=translate("Zoom in"),
            help=translate("Look closer; the wheel does it at the pointer."), icon="zoom-in",
            keys=("Ctrl++", "Ctrl+="), run=lambda workspace: workspace.grid.zoom(ZOOM),
        ),
        Action(
            name="zoom_out", menu=Menu.VIEW, text=translate("Zoom out"), help=translate("Look from further away."),
            icon="zoom-out", keys=("Ctrl+-",), run=lambda workspace: workspace.grid.zoom(1 / ZOOM),
        ),
        Action(
            name="lock", menu=Menu.VIEW, text=translate("Lock panes"),
            help=translate("Have all panes pan and zoom together on the ground."), icon="lock", icon_off="unlock",
            keys=("L",), separator=True, bar=Bar.TOOLS, bar_rank=LAST_IN_BAR, run=_toggle_lock,
            checked=lambda workspace: workspace.session.view.locked,
        ),
        Action(
            name="hide_labels", menu=Menu.VIEW, text=translate("Hide labels"),
            help=translate("Show the bare picture; hold T to do so for a moment."), icon="labels-hidden",
            keys=("Ctrl+H",), bar=Bar.TOOLS, bar_rank=LAST_IN_BAR,
            run=lambda workspace: workspace.grid.hide_labels(not workspace.grid.labels_hidden),
            checked=lambda workspace: workspace.grid.labels_hidden,
        ),
        Action(
            name="rotate_left", menu=Menu.VIEW, text=translate("Rotate view left"),
            help=translate("Turn the view by 15° anticlockwise."), icon="rotate-left", keys=("[",), separator=True,
            run=lambda workspace: _turn(workspace, TURN_DEG),
        ),
        Action(
            name="rotate_right", menu=Menu.VIEW, text=translate("Rotate view right"),
            help=translate("Turn the view by 15° clockwise."), icon="rotate-right", keys=("]",),
            run=lambda workspace: _turn(workspace, -TURN_DEG),
        ),
        Action(
            name="north_up", menu=Menu.VIEW, text=translate("North up"), help=translate("Have north at the top again."),
            icon="north", keys=("N",), bar=Bar.TOOLS, bar_rank=LAST_IN_BAR,
            run=lambda workspace: _turn(workspace, -workspace.grid.active.viewpoint.rotation_deg),
        ),
        Action(
            name="square_up", menu=Menu.VIEW, text=translate("Square to object"),
            help=translate("Turn the view so that the selected label's nose points up."), icon="square-up", keys=("Q",),
            run=lambda workspace: square_up(workspace.session, workspace.grid),
        ),
    )  # fmt: skip


def square_up(session: Session, grid: PaneGrid) -> None:
    """Turn the view about the selected oriented box until its heading is up; raises BasewatchError without one."""
    box = next((label.outline for label in session.selected_labels if isinstance(label.outline, OrientedBox)), None)
    pane = next((pane for pane in grid.panes if pane.pointed.frame_id == session.selected_frame), None)
    if box is None or pane is None or pane.frame_to_screen is None:
        raise BasewatchError("Select an oriented box first: its heading is turned up.")
    heading = radians(box.heading_px_deg)
    along_x, along_y = apply_one(without_shift(pane.frame_to_screen), (sin(heading), -cos(heading)))
    at = apply_one(pane.frame_to_screen, box.centre_px)
    by_deg = degrees(atan2(along_x, -along_y))
    session.places.jump(pane.index, turned_about(pane.viewpoint, by_deg, at, pane.size_scr))


def _turn(workspace: Workspace, by_deg: float) -> None:
    pane = workspace.grid.active
    workspace.session.view.look(pane.index, pane.viewpoint.turned(by_deg))


def _toggle_lock(workspace: Workspace) -> None:
    view = workspace.session.view
    view.set_locked(not view.locked, workspace.grid.active.index)


def _held_keys() -> tuple[HeldKey, ...]:
    return (
        HeldKey(
            "T",
            lambda workspace: workspace.grid.hide_labels_briefly(True),
            lambda workspace: workspace.grid.hide_labels_briefly(False),
        ),
    )


def _notices(workspace: Workspace) -> Iterator[Notice]:
    shell, grid = workspace.shell, workspace.grid
    if grid.labels_hidden:
        yield Notice(
            translate_notice("Labels are hidden."), translate_notice("Show"), shell.action("hide_labels").trigger
        )
    if not workspace.session.view.locked and len(grid.panes) > 1:
        text = translate_notice("The panes are unlocked: each looks where it was moved.")
        yield Notice(text, translate_notice("Lock"), shell.action("lock").trigger)
    turned = grid.active.viewpoint.rotation_deg
    if abs(turned) > 0.5:
        text = translate_notice("North is not at the top: the view is turned by {angle:.0f}°.").format(angle=turned)
        yield Notice(text, translate_notice("North up"), shell.action("north_up").trigger)


VIEW = Capability(name="view", actions=_actions, held_keys=_held_keys, notices=_notices)
