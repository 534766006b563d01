"""Actions on labels and suggestions."""

from basewatch_gui.widgets.labels import actions as labels_table
from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    return _labels() + _suggestions() + labels_table.rows()


def _labels() -> tuple[Row, ...]:
    menu = tr("&Label")
    return (
        Row("edit_label", menu, tr("Edit label"), tr("Go to the selected label's attributes."), keys=("Ctrl+E",)),
        Row("retype", menu, tr("Change to the chosen category"),
            tr("Give the selected labels the category that is chosen: press its key, then this one."),
            keys=("Ctrl+R",)),
        Row("occluded", menu, tr("Occluded"), tr("Step through none, partly and mostly occluded."), keys=("X",)),
        Row("lock_label", menu, tr("Lock label"),
            tr("Have the selected labels stay as they are: not moved, reshaped, retyped or deleted by hand."),
            "lock-label", ("Ctrl+L",), True),
        Row("turn_left", menu, tr("Turn left 1°"), tr("Turn the selected labels anticlockwise."), keys=(",",),
            separator=True),
        Row("turn_right", menu, tr("Turn right 1°"), tr("Turn the selected labels clockwise."), keys=("Shift+,",)),
        Row("flip", menu, tr("Flip heading"), tr("Swap nose and tail of the selected labels."), keys=("Shift+F",)),
        Row("align", menu, tr("Align with neighbour"),
            tr("Give each selected label the heading of the nearest one that is not selected."), "align",
            ("Shift+H",)),
        Row("square", menu, tr("Square with neighbour"),
            tr("Turn each selected label to the nearest right angle to its neighbour."), keys=("Shift+Q",)),
        Row("scale_up", menu, tr("Larger by 2 %"), tr("Scale the selected labels about their own centres."),
            keys=("Ctrl+Alt++", "Ctrl+Alt+=")),
        Row("scale_down", menu, tr("Smaller by 2 %"), tr("Scale the selected labels about their own centres."),
            keys=("Ctrl+Alt+-",)),
        Row("next_label", menu, tr("Next label"),
            tr("Select the next label of the frame, or go to the next suggestion; Tab does it over a pane."),
            separator=True),
        Row("previous_label", menu, tr("Previous label"),
            tr("Select the label before, or go to the suggestion before; Shift+Tab does it over a pane.")),
    )  # fmt: skip


def _suggestions() -> tuple[Row, ...]:
    menu = tr("&Label")
    return (
        Row("to_next_frame", menu, tr("To the next frame"),
            tr("Suggest the selected labels, or all in view, at the same place on the next frame in time."),
            "to-next-frame", ("Shift+D",), separator=True),
        Row("suggest_other_date", menu, tr("Suggest from the other date"),
            tr("Suggest here every label of the other date that has none here yet."), "suggest", ("Ctrl+Alt+D",)),
        Row("accept_suggestion", menu, tr("Accept suggestion"),
            tr("Make a label of the current suggestion and go to the next one; Enter does it over a pane."),
            separator=True),
        Row("accept_all", menu, tr("Accept all in view"),
            tr("Make labels of all suggestions that the pane shows; Shift+Enter does it over a pane.")),
        Row("not_observable", menu, tr("Not observable"),
            tr("Say that cloud, shadow or the like hide the place of the current suggestion."), keys=("U",)),
        Row("leave_suggestions", menu, tr("Leave suggestions"),
            tr("Leave the suggestions for now; again to take them away. Esc does it over a pane.")),
    )  # fmt: skip
