"""Actions that compare two frames in one pane."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    compare = tr("&Compare")
    return (
        Row("compare", compare, tr("Compare"),
            tr("Show the active pane's frame with another date, in the way used last."), "compare", ("C",), True),
        Row("blink", compare, tr("Blink"), tr("Show the other date; hold B to do so for a moment."), "blink",
            checkable=True),
        Row("flicker", compare, tr("Flicker"), tr("Show the two dates in turn, at a rate that you set."), "",
            ("Shift+B",), True, separator=True),
        Row("swipe", compare, tr("Swipe"), tr("Show the two dates on the two sides of an edge that you drag."),
            "swipe", ("W",), True),
        Row("fade", compare, tr("Fade"), tr("Show the two dates over each other, as much of each as you set."),
            "", ("Shift+W",), True),
        Row("difference", compare, tr("Difference"),
            tr("Show how much the two dates differ: black where they are equal."), "", ("Ctrl+Shift+W",), True),
        Row("colours", compare, tr("Red and cyan"),
            tr("Show this date in red, the other in cyan; what is dark on one date only has the other's colour."), "",
            ("Ctrl+Alt+W",), True),
        Row("compare_next", compare, tr("With the next date"),
            tr("Compare with the next frame in time."), keys=("Ctrl+PgDown",), separator=True),
        Row("compare_previous", compare, tr("With the previous date"),
            tr("Compare with the frame before in time."), keys=("Ctrl+PgUp",)),
        Row("compare_less", compare, tr("Edge left or up, fade out, slower"),
            tr("Move the swipe's edge, the fade or the rate back by one step; Shift+wheel does it too."),
            keys=("Ctrl+Left", "Ctrl+Up"), separator=True),
        Row("compare_more", compare, tr("Edge right or down, fade in, faster"),
            tr("Move the swipe's edge, the fade or the rate on by one step; Shift+wheel does it too."),
            keys=("Ctrl+Right", "Ctrl+Down")),
        Row("turn_edge", compare, tr("Turn the swipe's edge"),
            tr("Have the swipe's edge level instead of upright, or upright again."), keys=("Shift+E",)),
        Row("match_brightness", compare, tr("Match brightness"),
            tr("Bring both dates to one brightness over the view before differences are shown."), checkable=True),
    )  # fmt: skip
