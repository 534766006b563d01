"""Help."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    help_menu = tr("&Help")
    return (
        Row("shortcuts", help_menu, tr("Keys"), tr("Show every action with its key."), "info", ("F1",),
            needs_project=False),
        Row("about", help_menu, tr("About BaseWatch"), tr("Show version and licence."), needs_project=False),
    )  # fmt: skip
