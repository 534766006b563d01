"""Actions that register one frame on another."""

from basewatch_gui.widgets.window.actions.row import Row, tool_rows, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    menu = tr("&Registration")
    return (
        *tool_rows("registration", menu),
        Row("register_automatically", menu, tr("Register automatically"),
            tr("Propose from the pictures how one frame lies on the other; nothing moves until you apply it."),
            "register", ("Shift+K",)),
        Row("registration_panel", menu, tr("Registration panel"),
            tr("Show the frames, tie points, proposal and nudge."), separator=True),
        Row("apply_registration", menu, tr("Apply registration"),
            tr("Move the frame as the proposal or the tie points say."), separator=True),
        Row("reset_registration", menu, tr("Reset registration"),
            tr("Have the frame lie as its file says.")),
    )  # fmt: skip
