"""Actions that take back, copy and select."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    edit = tr("&Edit")
    return (
        Row("undo", edit, tr("Undo"), tr("Take the last change back."), "undo", ("Ctrl+Z",)),
        Row("redo", edit, tr("Redo"), tr("Do again what was taken back."), "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        Row("cut", edit, tr("Cut"), tr("Copy the selected labels, then delete them."), keys=("Ctrl+X",),
            separator=True),
        Row("copy", edit, tr("Copy"),
            tr("Copy the selected labels; with a measuring tool in the hand, what it measured."), "copy", ("Ctrl+C",)),
        Row("paste", edit, tr("Paste"),
            tr("Paste at the pointer; on another frame, at the same place of the ground."), "paste", ("Ctrl+V",)),
        Row("duplicate", edit, tr("Duplicate"), tr("Put a copy of the selected labels beside them."),
            keys=("Ctrl+D",)),
        Row("delete", edit, tr("Delete"), tr("Delete the selected labels, or drop the current suggestion."), "delete",
            ("Delete",)),
        Row("select_all", edit, tr("Select all"),
            tr("Select all labels of the active pane's frame."), keys=("Ctrl+A",), separator=True),
        Row("select_category", edit, tr("Select all of the category"),
            tr("Select all labels here of the selected labels' categories, or of the chosen one."),
            keys=("Ctrl+Shift+A",)),
        Row("invert_selection", edit, tr("Invert selection"),
            tr("Select the labels here that are not selected."), keys=("Ctrl+Shift+I",)),
        Row("select_none", edit, tr("Select none"), tr("Have no label selected; Esc does it too."),
            keys=("Ctrl+Alt+A",)),
    )  # fmt: skip
