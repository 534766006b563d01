"""What the actions on labels do: taken back, copied, selected, reshaped."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from basewatch_gui.model.edits.attributes import retype
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.labelling import operations
from basewatch_gui.session.labelling.walking import next_label
from basewatch_gui.widgets.pane.layers.preview_text import copied_text
from basewatch_gui.widgets.window.commands.parts import grid_of, workspace_of
from basewatch_gui.widgets.window.commands.tools import delete_lit_vertex, flip_drawn
from basewatch_gui.widgets.window.places import suggesting
from basewatch_gui.widgets.window.places.sight import bring_to_sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from basewatch_gui.session.session import Session
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace

SCALE = 1.02
STEP_SCR = 16.0
"""A copy without a place of its own lies so far to the right of the first and below it."""


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def session() -> "Session":
        return workspace_of(window).session

    return {
        "undo": lambda _: workspace_of(window).follow_undone(session().undo()),
        "redo": lambda _: workspace_of(window).follow_undone(session().redo()),
        "cut": lambda _: _cut(window),
        "copy": lambda _: _copy(window),
        "paste": lambda _: _paste(window),
        "duplicate": lambda _: operations.duplicate_selected(session(), _step_px(window)),
        "delete": lambda _: _delete(window),
        "select_all": lambda _: _select_here(
            window, lambda frame: session().select(frame, session().project.labels(frame))
        ),
        "select_category": lambda _: _select_here(window, lambda frame: _select_category(session(), frame)),
        "invert_selection": lambda _: _select_here(window, lambda frame: operations.invert_selection(session(), frame)),
        "select_none": lambda _: session().select(None),
        "edit_label": lambda _: _edit_label(window),
        "retype": lambda _: _retype(session()),
        "occluded": lambda _: operations.step_occluded(session()),
        "lock_label": lambda _: operations.switch_locks(session()),
        "turn_left": lambda _: operations.turn_selected(session(), -1.0),
        "turn_right": lambda _: operations.turn_selected(session(), 1.0),
        "flip": lambda _: _flip(window),
        "align": lambda _: operations.align_selected(session()),
        "square": lambda _: operations.square_selected(session()),
        "scale_up": lambda _: operations.scale_selected(session(), SCALE),
        "scale_down": lambda _: operations.scale_selected(session(), 1 / SCALE),
        "next_label": lambda _: _walk(workspace_of(window)),
        "previous_label": lambda _: _walk(workspace_of(window), backwards=True),
        **suggesting.commands(window),
    }


def _select_here(window: "MainWindow", select: "Callable[[int], object]") -> None:
    frame = grid_of(window).active.frame_id
    if frame is not None:
        select(frame)


def _select_category(session: "Session", frame_id: int) -> None:
    """Those of the selected labels' categories; without a selection those of the chosen one."""
    chosen = {label.category_id for label in session.selected_labels}
    if not chosen and session.category is not None:
        chosen = {session.category.id}
    operations.select_category(session, frame_id, chosen)


def _retype(session: "Session") -> None:
    if session.category is not None:
        session.do(retype(session.selected_labels, session.category))


def _delete(window: "MainWindow") -> None:
    """The vertex under the pointer, else the current suggestion, else the selected labels."""
    session = workspace_of(window).session
    if session.suggestions.current is not None:
        session.suggestions.drop()
    elif not delete_lit_vertex(window):
        session.delete_selected()


def _flip(window: "MainWindow") -> None:
    if not flip_drawn(window):
        operations.flip_selected(workspace_of(window).session)


def _copy(window: "MainWindow") -> None:
    workspace = workspace_of(window)
    measured = copied_text(workspace.host.preview, workspace.host.unit)
    QGuiApplication.clipboard().setText(measured or operations.copied_text(workspace.session))


def _cut(window: "MainWindow") -> None:
    session = workspace_of(window).session
    QGuiApplication.clipboard().setText(operations.copied_text(session))
    session.delete_selected()


def _paste(window: "MainWindow") -> None:
    workspace = workspace_of(window)
    view, grid = workspace.session.view, workspace.grid
    over = next((pane for pane in grid.panes if pane.index == view.cursor_pane), grid.active)
    frame_id = over.seen.frame_id
    if frame_id is None:
        raise BasewatchError("There is no frame here to paste on: show one in the pane first.")
    ground = workspace.session.project.ground_map(frame_id)
    at_px = ground.pixel_at(view.cursor_m) if view.cursor_m is not None else None
    done = operations.paste(workspace.session, QGuiApplication.clipboard().text(), frame_id, at_px, _step_px(window))
    if done.outside:
        text = window.tr("{count} of the copied labels lie outside this frame and were left out.")
        window.say(text.format(count=done.outside), severity="warning")


def _step_px(window: "MainWindow") -> tuple[float, float]:
    step = STEP_SCR * grid_of(window).active.frame_px_per_scr
    return (step, step)


def _edit_label(window: "MainWindow") -> None:
    dock = window.docks.docks["inspector"]
    dock.show()
    dock.raise_()
    if window.docks.inspector is not None:
        window.docks.inspector.focus_first()


def _walk(workspace: "Workspace", *, backwards: bool = False) -> None:
    """Go on among the suggestions of the active pane's frame, or select its next label and bring it into view."""
    session, pane = workspace.session, workspace.grid.active
    frame = pane.frame_id
    if frame is None:
        return
    if session.suggestions.on(frame):
        session.suggestions.next(-1 if backwards else 1, frame)
        return
    selected = sorted(session.selection) if session.selected_frame == frame else []
    middle = session.project.ground_map(frame).pixel_at(pane.viewpoint.centre_m)
    label = next_label(session.arrays(frame), selected[0] if selected else None, middle, backwards=backwards)
    if label is None:
        raise BasewatchError("There are no labels on this frame to walk through.")
    session.select(frame, [label.id])
    bring_to_sight(session, pane, frame, label.outline)
