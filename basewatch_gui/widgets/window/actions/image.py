"""Actions on how the active pane's frame is displayed."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    image = tr("&Image")
    return (
        Row("natural", image, tr("Natural colour"), tr("Show red, green and blue as they are."), keys=("Alt+1",)),
        Row("infrared", image, tr("Colour infrared"),
            tr("Show near infrared, red and green: plants become red."), keys=("Alt+2",)),
        Row("grey", image, tr("Grey"), tr("Show one band in grey, the panchromatic one where there is one."),
            keys=("Alt+3",)),
        Row("next_look", image, tr("Next look"),
            tr("Step through the looks that the frame's bands allow."), "look", ("J",)),
        Row("stretch_to_view", image, tr("Stretch to view"),
            tr("Take the limits of dark and bright from what the pane shows now."), "stretch-view", ("G",),
            separator=True),
        Row("reset_stretch", image, tr("Reset look"),
            tr("Show the frame as when it came in."), "reset-look", ("Shift+G",)),
        Row("invert", image, tr("Invert"), tr("Show the dark bright and the bright dark."), "invert", ("Ctrl+I",),
            True),
        Row("lock_stretch", image, tr("Lock stretch over dates"),
            tr("Show all dates of the same kind with this look and the same limits."), "", ("Shift+L",), True,
            separator=True),
        Row("match_other", image, tr("Match to other pane"),
            tr("Show this frame as bright as the one in the next pane."), keys=("Shift+J",)),
        Row("match_all", image, tr("Match all dates to this one"),
            tr("Show every frame as bright as this one."), keys=("Ctrl+Shift+J",)),
    )  # fmt: skip
