"""The menu Help."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    help_menu = tr("&Help")
    return (
        Row("palette", help_menu, tr("Find a command…"),
            tr("Type a few letters of anything to do, or of a category, a frame or a bookmark."), "palette",
            ("Ctrl+K",), needs_project=False),
        Row("shortcuts", help_menu, tr("Keys…"), tr("Show every action with its key, and change keys."), "keys",
            ("F1",), needs_project=False),
        Row("help_panel", help_menu, tr("Help panel"),
            tr("Say what the tool in the hand wants, and what may confuse just now."), "info", ("Shift+F1",)),
        Row("next_part", help_menu, tr("Next part of the window"),
            tr("Go by keyboard from the pane to the docks in sight, to the tool bars and back."), keys=("F6",),
            needs_project=False, separator=True),
        Row("previous_part", help_menu, tr("Previous part of the window"),
            tr("Go by keyboard to the part of the window before."), keys=("Shift+F6",), needs_project=False),
        Row("about", help_menu, tr("About BaseWatch"), tr("Show version and licence."), needs_project=False,
            separator=True),
    )  # fmt: skip
