"""Actions on what has been looked at: the labelling grid and its cells, reviews and checks."""

from basewatch_gui.widgets.window.actions.row import Row, tool_rows, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    return _cells() + _reviews() + _checks()


def _cells() -> tuple[Row, ...]:
    review = tr("&Review")
    return (
        Row("walk_grid", review, tr("Walk the grid"),
            tr("Look at the grid's cells one by one, from the first to do; D and A step, Esc leaves."), "walk-grid",
            ("Shift+C",), True),
        Row("cell_done", review, tr("Cell done"), tr("All in this cell is labelled: go to the next cell to do."),
            keys=("Ctrl+Return", "Ctrl+Enter")),
        Row("cell_empty", review, tr("Cell empty"),
            tr("This cell was looked at and holds nothing: go to the next cell to do."),
            keys=("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
        Row("cell_not_observable", review, tr("Cell not observable"),
            tr("Cloud, shadow or the frame's edge hide this cell: go to the next cell to do."), keys=("Ctrl+U",)),
        Row("cell_second_look", review, tr("Second look"),
            tr("This cell needs another look: go to the next cell to do."), keys=("Ctrl+Shift+U",)),
        Row("cell_to_do", review, tr("Cell to do again"), tr("Take this cell's mark away."),
            keys=("Ctrl+Backspace",)),
        *tool_rows("grid", review),
        Row("cells_panel", review, tr("Cells panel"), tr("Show the map of cells, and lay a grid."), "cells"),
        Row("complete_frame", review, tr("Declare frame complete"),
            tr("Say that all of the frame was looked at: every cell is done, empty or not observable."),
            checkable=True),
    )  # fmt: skip


def _reviews() -> tuple[Row, ...]:
    review = tr("&Review")
    return (
        Row("submit", review, tr("Submit"), tr("Give the selected labels to be reviewed."), "submit", ("F7",),
            separator=True),
        Row("approve", review, tr("Approve"),
            tr("Approve the selected labels; one that is moved, reshaped or retyped later becomes a draft again."),
            "approve", ("Shift+F9",)),
        Row("approve_next", review, tr("Approve and go on"),
            tr("Approve the selected labels and go to the next one that is not reviewed."), keys=("F9",)),
        Row("reject", review, tr("Reject…"), tr("Write what is wrong with the selected labels, then reject them."),
            "reject", ("Ctrl+F9",)),
        Row("submit_all", review, tr("Submit all of the frame"),
            tr("Give all drafts and rejected labels of the active pane's frame to be reviewed.")),
        Row("approve_all", review, tr("Approve all of the frame"),
            tr("Approve all labels of the active pane's frame that are shown and not rejected.")),
        Row("next_not_reviewed", review, tr("Next not reviewed"),
            tr("Go to the next label that is not approved or rejected, then to the next frame that is not reviewed."),
            "next-review", ("Ctrl+Shift+D",)),
        Row("frame_reviewed", review, tr("Frame reviewed"),
            tr("Say that the active pane's frame is reviewed, or take that back."), keys=("Ctrl+Shift+R",),
            checkable=True),
        Row("review_panel", review, tr("Review panel"),
            tr("Show progress, authors and comments of the review.")),
    )  # fmt: skip


def _checks() -> tuple[Row, ...]:
    review = tr("&Review")
    return (
        *tool_rows("comment", review),
        Row("next_finding", review, tr("Next finding"), tr("Go to the next thing that the checks found."), "checks",
            ("F8",), separator=True),
        Row("previous_finding", review, tr("Previous finding"),
            tr("Go to the thing before that the checks found."), keys=("Shift+F8",)),
        Row("checks_panel", review, tr("Checks panel"), tr("Show what the checks found.")),
    )  # fmt: skip
