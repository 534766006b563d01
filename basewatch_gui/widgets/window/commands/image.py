"""What the actions on the display of frames do."""

from dataclasses import replace
from typing import TYPE_CHECKING

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.looks.view import seen_sight
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.image.words import look_name
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def session() -> Session:
        return workspace_of(window).session

    def lock(checked: bool) -> None:
        session().looks.set_locked(checked, _active(window))

    return {
        "natural": lambda _: _choose(window, ("natural",)),
        "infrared": lambda _: _choose(window, ("infrared",)),
        "grey": lambda _: _choose(window, ("pan", "grey")),
        "next_look": lambda _: _next_look(window),
        "stretch_to_view": lambda _: stretch_to_view(session(), grid_of(window)),
        "reset_stretch": lambda _: session().looks.reset(_active(window)),
        "invert": lambda checked: _invert(window, checked),
        "lock_stretch": lock,
        "match_other": lambda _: _match_other(window),
        "match_all": lambda _: session().looks.match_all(_active(window)),
    }


def stretch_to_view(session: Session, grid: PaneGrid) -> None:
    """Take the limits of the active pane's frame from what it shows now."""
    pane = grid.active
    opened = session.tiles.frame(pane.frame_id) if pane.frame_id is not None else None
    if opened is None or pane.frame_to_screen is None:
        return
    sight = seen_sight(session.tiles, opened, pane.frame_to_screen, pane.size_scr)
    if sight is not None:
        session.looks.take_view(opened.frame, sight)


def follow_image(window: "MainWindow", session: Session, grid: PaneGrid) -> None:
    """Have the dock Image and the actions follow the active pane's frame and its look."""
    panel, actions, looks = window.docks.image, window.actions_by_name, session.looks
    assert panel is not None

    def follow(_what: object = None) -> None:
        frame = grid.active.frame_id
        panel.set_frame(frame)
        stretch = looks.stretch(frame) if frame is not None else None
        actions["invert"].setChecked(stretch is not None and stretch.invert)
        actions["lock_stretch"].setChecked(looks.locked)

    for signal in (grid.active_changed, looks.changed, looks.lock_changed):
        signal.connect(follow)
    grid.shown_changed.connect(follow)
    panel.view_asked.connect(lambda: window.run("stretch_to_view"))
    panel.failed.connect(window.complain)


def _active(window: "MainWindow") -> int:
    """The active pane's frame, which must be open."""
    workspace = workspace_of(window)
    frame = workspace.grid.active.frame_id
    if frame is None or workspace.session.tiles.frame(frame) is None:
        raise BasewatchError("There is no picture in the active pane: show a frame in it first.")
    return frame


def _choose(window: "MainWindow", names: tuple[str, ...]) -> None:
    """Show the active frame by the first of these shipped looks that its bands allow."""
    frame, saved = _active(window), workspace_of(window).session.saved_looks
    for look in saved.shipped(frame):
        if look.name in names:
            saved.choose(frame, look)
            return
    raise BasewatchError(
        "{name} has no bands for the look {look}.",
        name=workspace_of(window).session.project.frames[frame].name,
        look=look_name(names[0]),
    )


def _next_look(window: "MainWindow") -> None:
    look = workspace_of(window).session.saved_looks.choose_next(_active(window))
    if look is not None:
        window.status.showMessage(look_name(look.name), 2000)


def _invert(window: "MainWindow", inverted: bool) -> None:
    looks, frame = workspace_of(window).session.looks, _active(window)
    looks.set_look(frame, replace(looks.look(frame), invert=inverted))


def _match_other(window: "MainWindow") -> None:
    """Match the active frame to the next pane that shows another."""
    workspace, frame = workspace_of(window), _active(window)
    shown, at = workspace.grid.shown, workspace.grid.active.index
    others = [other for other in (*shown[at + 1 :], *shown[:at]) if other is not None and other != frame]
    if not others:
        raise BasewatchError("There is no other frame to match to: show one in another pane.")
    workspace.session.looks.match([frame], others[0])
