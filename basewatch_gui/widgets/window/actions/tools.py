"""The tools."""

from basewatch_gui.widgets.window.actions.row import TOOL_GROUP, Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    tool = tr("&Tools")
    return (
        Row("select", tool, tr("Select"), tr("Select, move, reshape and turn labels."), "select", ("V", "Ctrl+J"),
            True, TOOL_GROUP),
        Row("oriented_box", tool, tr("Oriented box"),
            tr("Draw by nose, tail and wing tip."), "oriented-box", ("O",),
            True, TOOL_GROUP),
        Row("box", tool, tr("Box"), tr("Draw a level box by two corners."), "box", ("R",), True, TOOL_GROUP),
        Row("polygon", tool, tr("Polygon"),
            tr("Draw an outline point by point."), "polygon", ("P",), True, TOOL_GROUP),
        Row("point", tool, tr("Point"), tr("Mark a place."), "point", (".",), True, TOOL_GROUP),
        Row("hand", tool, tr("Hand"), tr("Drag to pan; Ctrl+drag nudges this frame only."), "hand", ("H",),
            True, TOOL_GROUP),
        Row("find_category", tool, tr("Find category"),
            tr("Type a category's name; Enter takes it."), "search", ("/",),
            separator=True),
    )  # fmt: skip
