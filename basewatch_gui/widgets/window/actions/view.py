"""Actions on what the panes look at."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    view = tr("&View")
    return (
        Row("fit", view, tr("Fit"),
            tr("Show the whole frame of the active pane."), "fit", ("F",)),
        Row("one_to_one", view, tr("1:1"),
            tr("Show one frame pixel as one screen pixel."), "one-to-one", ("Ctrl+0",)),
        Row("zoom_in", view, tr("Zoom in"), tr("Look closer; the wheel does it at the pointer."), "zoom-in",
            ("Ctrl++", "Ctrl+=")),
        Row("zoom_out", view, tr("Zoom out"), tr("Look from further away."), "zoom-out", ("Ctrl+-",)),
        Row("lock", view, tr("Lock panes"),
            tr("Have all panes pan and zoom together on the ground."), "lock", ("L",),
            True, separator=True),
        Row("hide_labels", view, tr("Hide labels"), tr("Show the bare picture; hold T to do so for a moment."),
            "labels-hidden", ("Ctrl+H",), True),
        Row("rotate_left", view, tr("Rotate view left"), tr("Turn the view by 15° anticlockwise."), "rotate-left",
            ("[",), separator=True),
        Row("rotate_right", view, tr("Rotate view right"),
            tr("Turn the view by 15° clockwise."), "rotate-right", ("]",)),
        Row("north_up", view, tr("North up"), tr("Have north at the top again."), "north", ("N",)),
        Row("square_up", view, tr("Square to object"),
            tr("Turn the view so that the selected label's nose points up."), "square-up", ("Q",)),
        Row("next_frame", view, tr("Next frame or cell"),
            tr("Show the next frame in the active pane; while a grid is walked, the next cell."), keys=("D",),
            separator=True),
        Row("previous_frame", view, tr("Previous frame or cell"),
            tr("Show the previous frame in the active pane; while a grid is walked, the previous cell."), keys=("A",)),
        Row("theme", view, tr("Dark or light"), tr("Switch between the dark and the light look."), "theme",
            needs_project=False, separator=True),
        Row("high_contrast", view, tr("High contrast"),
            tr("Show text and lines at the highest contrast, in the dark or the light look."), checkable=True,
            needs_project=False),
        Row("wheel_scrolls", view, tr("Wheel scrolls"),
            tr("Have the wheel scroll and Ctrl+wheel zoom; otherwise the wheel zooms."), checkable=True,
            needs_project=False),
        Row("reset_layout", view, tr("Reset layout"),
            tr("Bring all docks back to their places."), needs_project=False),
    )  # fmt: skip
