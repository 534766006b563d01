"""Changing labels by command: undo, copy, select, turn, align, lock, merge."""

from collections.abc import Iterator

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.session.labelling import operations
from basewatch_gui.widgets.editing import editing_commands as commands
from basewatch_gui.widgets.pane.into_view import bring_label_into_view
from basewatch_gui.widgets.workbench.action import Action, Bar, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, KeyLine, translate_key_line
from basewatch_gui.widgets.workbench.conditions import has_selection
from basewatch_gui.widgets.workbench.workspace import Workspace

SCALE = 1.02


def _actions() -> tuple[Action, ...]:
    return _edit() + _label() + _outlines()


def _edit() -> tuple[Action, ...]:
    select_first = translate("Select a label first")
    return (
        Action(
            name="undo", menu=Menu.EDIT, text=translate("Undo"), help=translate("Take the last change back."),
            icon="undo", keys=("Ctrl+Z",), bar=Bar.TOOLS, bar_separator=True, current_text=commands.undo_text,
            run=lambda workspace: workspace.session.undo(), needs=translate("Nothing to take back"),
            enabled=lambda workspace: workspace.session.file.undo_action is not None,
        ),
        Action(
            name="redo", menu=Menu.EDIT, text=translate("Redo"), help=translate("Do again what was taken back."),
            icon="redo", keys=("Ctrl+Shift+Z", "Ctrl+Y"), bar=Bar.TOOLS, current_text=commands.redo_text,
            run=lambda workspace: workspace.session.redo(), needs=translate("Nothing was taken back"),
            enabled=lambda workspace: workspace.session.file.redo_action is not None,
        ),
        Action(
            name="cut", menu=Menu.EDIT, text=translate("Cut"),
            help=translate("Copy the selected labels, then delete them."), keys=("Ctrl+X",), separator=True,
            run=commands.cut, enabled=has_selection, needs=select_first,
        ),
        Action(
            name="copy", menu=Menu.EDIT, text=translate("Copy"),
            help=translate("Copy the selected labels; with a measuring tool in the hand, what it measured."),
            icon="copy", keys=("Ctrl+C",), run=commands.copy,
        ),
        Action(
            name="paste", menu=Menu.EDIT, text=translate("Paste"),
            help=translate("Paste at the pointer; on another frame, at the same place of the ground."),
            icon="paste", keys=("Ctrl+V",), run=commands.paste,
        ),
        Action(
            name="duplicate", menu=Menu.EDIT, text=translate("Duplicate"),
            help=translate("Put a copy of the selected labels beside them."), keys=("Ctrl+D",),
            run=commands.duplicate, enabled=has_selection, needs=select_first,
        ),
        Action(
            name="delete", menu=Menu.EDIT, text=translate("Delete"),
            help=translate("Delete the selected labels, or drop the current suggestion."), icon="delete",
            keys=("Delete",), run=commands.delete, enabled=commands.can_delete, needs=select_first,
        ),
        Action(
            name="select_all", menu=Menu.EDIT, text=translate("Select all"),
            help=translate("Select all labels of the active pane's frame."), keys=("Ctrl+A",), separator=True,
            run=commands.select_all,
        ),
        Action(
            name="select_category", menu=Menu.EDIT, text=translate("Select all of the category"),
            help=translate("Select all labels here of the selected labels' categories, or of the chosen one."),
            keys=("Ctrl+Shift+A",), run=commands.select_category,
        ),
        Action(
            name="invert_selection", menu=Menu.EDIT, text=translate("Invert selection"),
            help=translate("Select the labels here that are not selected."), keys=("Ctrl+Shift+I",),
            run=commands.invert_selection,
        ),
        Action(
            name="select_none", menu=Menu.EDIT, text=translate("Select none"),
            help=translate("Have no label selected; Esc does it too."), keys=("Ctrl+Alt+A",),
            run=lambda workspace: workspace.session.select(None),
        ),
    )  # fmt: skip


def _label() -> tuple[Action, ...]:
    select_first = translate("Select a label first")
    return (
        Action(
            name="retype", menu=Menu.LABEL, text=translate("Change to the chosen category"),
            help=translate("Give the selected labels the category that is chosen: press its key, then this one."),
            keys=("Ctrl+R",), run=commands.retype_selected, enabled=has_selection, needs=select_first,
        ),
        Action(
            name="occluded", menu=Menu.LABEL, text=translate("Occluded"),
            help=translate("Step through none, partly and mostly occluded."), keys=("X",),
            run=lambda workspace: operations.step_occluded(workspace.session),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="lock_label", menu=Menu.LABEL, text=translate("Lock label"),
            help=translate(
                "Have the selected labels stay as they are: not moved, reshaped, retyped or deleted by hand."
            ),
            icon="lock-label", keys=("Ctrl+L",), run=lambda workspace: operations.switch_locks(workspace.session),
            enabled=has_selection, needs=select_first, checked=commands.is_first_locked,
        ),
        Action(
            name="turn_left", menu=Menu.SHAPE, text=translate("Turn left 1°"),
            help=translate("Turn the selected labels anticlockwise."), keys=(",",), separator=True,
            run=lambda workspace: operations.turn_selected(workspace.session, -1.0),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="turn_right", menu=Menu.SHAPE, text=translate("Turn right 1°"),
            help=translate("Turn the selected labels clockwise."), keys=("Shift+,",),
            run=lambda workspace: operations.turn_selected(workspace.session, 1.0),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="flip", menu=Menu.SHAPE, text=translate("Flip heading"),
            help=translate("Swap nose and tail of the selected labels."), keys=("Shift+F",), run=commands.flip,
        ),
        Action(
            name="align", menu=Menu.SHAPE, text=translate("Align with neighbour"),
            help=translate("Give each selected label the heading of the nearest one that is not selected."),
            icon="align", keys=("Shift+H",), run=lambda workspace: operations.align_selected(workspace.session),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="square", menu=Menu.SHAPE, text=translate("Square with neighbour"),
            help=translate("Turn each selected label to the nearest right angle to its neighbour."),
            keys=("Shift+Q",), run=lambda workspace: operations.square_selected(workspace.session),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="scale_up", menu=Menu.SHAPE, text=translate("Larger by 2 %"),
            help=translate("Scale the selected labels about their own centres."), keys=("Ctrl+Alt++", "Ctrl+Alt+="),
            run=lambda workspace: operations.scale_selected(workspace.session, SCALE),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="scale_down", menu=Menu.SHAPE, text=translate("Smaller by 2 %"),
            help=translate("Scale the selected labels about their own centres."), keys=("Ctrl+Alt+-",),
            run=lambda workspace: operations.scale_selected(workspace.session, 1 / SCALE),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="next_label", menu=Menu.LABEL, text=translate("Next label"),
            help=translate(
                "Select the next label of the frame, or go to the next suggestion; Tab does it over a pane."
            ),
            separator=True, run=commands.select_next,
        ),
        Action(
            name="previous_label", menu=Menu.LABEL, text=translate("Previous label"),
            help=translate("Select the label before, or go to the suggestion before; Shift+Tab does it over a pane."),
            run=commands.select_previous,
        ),
    )  # fmt: skip


def _outlines() -> tuple[Action, ...]:
    select_first = translate("Select a label first")
    return (
        Action(
            name="merge", menu=Menu.SHAPE, text=translate("Merge"),
            help=translate("Make the selected labels one; they must overlap or share an edge."), icon="merge",
            keys=("Ctrl+M",), run=lambda workspace: operations.merge_selected(workspace.session),
            enabled=has_selection, needs=select_first,
        ),
        Action(
            name="simplify", menu=Menu.SHAPE, text=translate("Simplify"),
            help=translate("Take the least needed points from the selected polygons; again takes more."),
            icon="simplify", keys=("Shift+S",), run=commands.simplify, enabled=has_selection,
            needs=select_first,
        ),
    )  # fmt: skip


def _open(workspace: Workspace) -> None:
    session = workspace.session

    def show_undone(edit: Edit) -> None:
        """Bring the view to the first label that was undone or redone, where it is out of sight."""
        label = edit.label_changes[0].item if edit.label_changes else None
        if isinstance(label, Label):
            bring_label_into_view(session, workspace.grid, label)

    session.undone.connect(show_undone)
    session.locked_left_out.connect(lambda count: commands.tell_locked(workspace, count))


def _keys_now(workspace: Workspace) -> Iterator[KeyLine]:
    if workspace.session.selection:
        yield KeyLine(translate_key_line("Move by a pixel, with Shift by ten"), key=translate_key_line("Arrows"))
        for name in ("edit_label", "delete", "duplicate", "flip", "lock_label", "square_up"):
            yield KeyLine(action=name)


EDITING = Capability(name="editing", actions=_actions, open=_open, keys_now=_keys_now)
