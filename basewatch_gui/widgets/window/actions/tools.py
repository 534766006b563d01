"""The tools, and what helps the hand."""

from basewatch_gui.widgets.window.actions.row import Row, tool_rows, tr


def rows() -> tuple[Row, ...]:
    """The rows of both menus."""
    return _drawing() + _measuring() + _assistance()


def _drawing() -> tuple[Row, ...]:
    tool = tr("&Tools")
    return (
        *tool_rows("draw", tool),
        Row("merge", tool, tr("Merge"),
            tr("Make the selected labels one; they must overlap or share an edge."), "merge", ("Ctrl+M",)),
        Row("simplify", tool, tr("Simplify"),
            tr("Take the least needed points from the selected polygons; again takes more."), "simplify",
            ("Shift+S",)),
        Row("find_category", tool, tr("Find category"),
            tr("Type a category's name; Enter takes it, Ctrl+Enter gives it to the selected labels."), "search",
            ("/",), separator=True),
        Row("type_card", tool, tr("Type card"),
            tr("Show the category as the frame would: its silhouette, size, cues and look-alikes."), "type-card",
            ("Shift+T",)),
        Row("edit_categories", tool, tr("Edit categories…"),
            tr("Add, rename, recolour, reorder or delete categories, and set their sizes, keys and attributes."),
            "edit-categories", ("Ctrl+Shift+K",)),
    )  # fmt: skip


def _measuring() -> tuple[Row, ...]:
    tool = tr("&Tools")
    return (
        *tool_rows("measure", tool),
        Row("length_unit", tool, tr("Next unit of length"),
            tr("Measure in metres, kilometres, feet or nautical miles, in turn."), keys=("Shift+U",)),
        Row("copy_measurement", tool, tr("Copy measurement"),
            tr("Copy the figures of what was measured last; Copy does it while a measuring tool is in the hand.")),
    )  # fmt: skip


def _assistance() -> tuple[Row, ...]:
    assist = tr("&Assist")
    return (
        Row("snap", assist, tr("Snap to object"),
            tr("Fit the selected oriented boxes, drawn roughly, to what is under them; Enter accepts."), "snap",
            ("Y",)),
        Row("segment", assist, tr("Cut out object"),
            tr("Fit the selected outlines to the edge of what is in them; a polygon stays one, a box too."), "segment",
            ("Shift+Y",)),
        Row("segment_polygon", assist, tr("Cut out as polygon"),
            tr("Suggest polygons around what is in the selected outlines."), keys=("Ctrl+Shift+Y",)),
        Row("find_alike", assist, tr("Find more like this"),
            tr("Search what the pane shows for objects that look like the selected one, at any heading."),
            "find-alike",
            ("Shift+A",), separator=True),
        *tool_rows("assist", assist),
        Row("flood_more", assist, tr("Flood more"), tr("Let the flooded patch differ more in colour."), keys=("+",)),
        Row("flood_less", assist, tr("Flood less"), tr("Let the flooded patch differ less in colour."), keys=("-",)),
        Row("stop_assisting", assist, tr("Stop looking"), tr("Give up what is being looked for; Esc does it too."),
            separator=True),
    )  # fmt: skip
