"""Actions on the panes and on the places they look at."""

from basewatch_gui.widgets.window.actions.row import Row, tr

LAYOUT_GROUP = "layout"


def rows() -> tuple[Row, ...]:
    """The rows of both menus."""
    return _panes() + _places()


def _panes() -> tuple[Row, ...]:
    panes = tr("&Panes")
    return (
        Row("one_pane", panes, tr("One pane"), tr("Show one pane."), "one-pane", ("Ctrl+1",), True, LAYOUT_GROUP),
        Row("two_panes", panes, tr("Two side by side"),
            tr("Show two panes side by side."), "two-panes", ("Ctrl+2",), True, LAYOUT_GROUP),
        Row("two_stacked", panes, tr("Two stacked"),
            tr("Show two panes, one above the other."), "two-stacked", ("Ctrl+Alt+2",), True, LAYOUT_GROUP),
        Row("three_panes", panes, tr("Three side by side"),
            tr("Show three panes side by side."), "three-panes", ("Ctrl+3",), True, LAYOUT_GROUP),
        Row("four_panes", panes, tr("Four"),
            tr("Show two rows of two panes."), "four-panes", ("Ctrl+4",), True, LAYOUT_GROUP),
        Row("nine_panes", panes, tr("Nine"),
            tr("Show three rows of three panes."), "nine-panes", ("Ctrl+9",), True, LAYOUT_GROUP),
        Row("maximise_pane", panes, tr("Maximise pane"),
            tr("Show the active pane in the place of all, or all again."), "maximise", ("Z",), True, separator=True),
        Row("float_pane", panes, tr("Float pane"),
            tr("Give the active pane a window of its own, or bring it back."), "float", ("Ctrl+Shift+F",), True),
        Row("minimap", panes, tr("Mini-map"),
            tr("Show in the active pane's corner where on the frame it looks."), "minimap", ("Ctrl+Shift+M",), True,
            separator=True),
    )  # fmt: skip


def _places() -> tuple[Row, ...]:
    places = tr("&Go")
    return (
        Row("back", places, tr("Back"), tr("Look from the place before."), "back", ("Alt+Left",)),
        Row("forward", places, tr("Forward"),
            tr("Look from the place that was gone back from."), "forward", ("Alt+Right",)),
        Row("go_to", places, tr("Go to…"),
            tr("Go to a latitude and longitude, an MGRS reference or a pixel."), "go-to", ("Ctrl+G",)),
        Row("add_bookmark", places, tr("Add bookmark"),
            tr("Keep what the active pane looks at under a name."), "bookmark", ("Ctrl+B",), separator=True),
        Row("bookmarks", places, tr("Bookmarks…"),
            tr("Go to a bookmark, rename or delete it."), keys=("Ctrl+Shift+B",)),
        Row("copy_latlon", places, tr("Copy lat, lon"),
            tr("Copy the latitude and longitude under the pointer."), keys=("Ctrl+Shift+C",), separator=True),
        Row("copy_lonlat", places, tr("Copy lon, lat"), tr("Copy the longitude and latitude under the pointer.")),
        Row("copy_mgrs", places, tr("Copy MGRS"), tr("Copy the MGRS reference under the pointer, to 10 m.")),
        Row("copy_pixel", places, tr("Copy pixel"), tr("Copy the place under the pointer in pixels of its frame.")),
    )  # fmt: skip
