"""Labels without the heading that their category has."""

from collections.abc import Iterator

import numpy as np

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable
from basewatch_gui.tools.registry import tool_records


def check_headings(context: FrameContext, table: LabelTable) -> Iterator[Finding]:
    """Find objects with a nose that are drawn as level boxes, polygons or points."""
    tools = {tool.name for tool in tool_records() if tool.has_nose}
    headed = [key for key, category in context.categories.items() if category.tool in tools]
    missing = ~table.is_oriented & np.isin(table.category_ids, headed)
    for row in np.flatnonzero(missing).tolist():
        x, y = table.centres_px[row].tolist()
        yield Finding(context.frame.id, "heading", (int(table.ids[row]),), "warning", "missing", (x, y))
