"""Actions on labels."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    edit = tr("&Edit")
    return (
        Row("undo", edit, tr("Undo"), tr("Take the last change back."), "undo", ("Ctrl+Z",)),
        Row("redo", edit, tr("Redo"), tr("Do again what was taken back."), "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        Row("delete", edit, tr("Delete"), tr("Delete the selected labels."), "delete", ("Delete",), separator=True),
        Row("select_all", edit, tr("Select all"),
            tr("Select all labels of the active pane's frame."), keys=("Ctrl+A",)),
        Row("edit_label", edit, tr("Edit label"), tr("Go to the selected label's attributes."), keys=("Ctrl+E",)),
        Row("occluded", edit, tr("Occluded"), tr("Step through none, partly and mostly occluded."), keys=("X",)),
        Row("turn_left", edit, tr("Turn left 1°"), tr("Turn the selected labels anticlockwise."), keys=(",",),
            separator=True),
        Row("turn_right", edit, tr("Turn right 1°"), tr("Turn the selected labels clockwise."), keys=("Shift+,",)),
        Row("flip", edit, tr("Flip heading"), tr("Swap nose and tail of the selected labels."), keys=("Shift+F",)),
    )  # fmt: skip
