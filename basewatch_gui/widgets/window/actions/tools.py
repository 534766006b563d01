"""The tools, and what helps the hand."""

from basewatch_gui.widgets.window.actions.row import TOOL_GROUP, Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of both menus."""
    return _drawing() + _measuring() + _assistance()


def _drawing() -> tuple[Row, ...]:
    tool = tr("&Tools")
    return (
        Row("select", tool, tr("Select"), tr("Select, move, reshape and turn labels."), "select", ("V", "Ctrl+J"),
            True, TOOL_GROUP),
        Row("oriented_box", tool, tr("Oriented box"),
            tr("Draw by nose, tail and wing tip."), "oriented-box", ("O",),
            True, TOOL_GROUP),
        Row("stamp", tool, tr("Stamp"),
            tr("Set down the category at its true size: press on the centre, drag to the nose. "
               "Hold a category's key, 1 to 9, to do so for a moment."), "stamp", ("S",), True, TOOL_GROUP),
        Row("edge_box", tool, tr("Edge and width"),
            tr("Draw an oriented box by a long edge and the other side, for vehicles."), "edge-box", ("E",),
            True, TOOL_GROUP),
        Row("diamond", tool, tr("Four keypoints"),
            tr("Draw by nose, left wing tip, tail and right wing tip; the label keeps the points."), "diamond",
            ("Shift+O",), True, TOOL_GROUP),
        Row("box", tool, tr("Box"), tr("Draw a level box by two corners."), "box", ("R",), True, TOOL_GROUP),
        Row("polygon", tool, tr("Polygon"),
            tr("Draw an outline point by point, or drag around it; inside the selected one it cuts a hole."),
            "polygon", ("P",), True, TOOL_GROUP),
        Row("point", tool, tr("Point"), tr("Mark a place."), "point", (".",), True, TOOL_GROUP),
        Row("hand", tool, tr("Hand"), tr("Drag to pan; Ctrl+drag nudges this frame only."), "hand", ("H",),
            True, TOOL_GROUP),
        Row("split", tool, tr("Split"),
            tr("Draw a line across the selected outlines, or any: they become two or more."), "split", ("Shift+P",),
            True, TOOL_GROUP, separator=True),
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
        Row("measure", tool, tr("Measure"),
            tr("Measure distance, bearing, path and area; Shift keeps to 15°."), "measure", ("M",),
            True, TOOL_GROUP, separator=True),
        Row("shadow_height", tool, tr("Height from shadow"),
            tr("Measure an object's height: click its foot, then the tip of its shadow."), "shadow-height",
            ("Shift+M",), True, TOOL_GROUP),
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
        Row("flood", assist, tr("Flood"),
            tr("Click an even patch to suggest its outline; drag to the right for more of it, to the left for less."),
            "flood", ("Shift+R",), True, TOOL_GROUP, separator=True),
        Row("flood_more", assist, tr("Flood more"), tr("Let the flooded patch differ more in colour."), keys=("+",)),
        Row("flood_less", assist, tr("Flood less"), tr("Let the flooded patch differ less in colour."), keys=("-",)),
        Row("stop_assisting", assist, tr("Stop looking"), tr("Give up what is being looked for; Esc does it too."),
            separator=True),
    )  # fmt: skip
