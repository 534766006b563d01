"""Labels without the heading that their category has."""

from collections.abc import Iterator

import numpy as np

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Scene
from basewatch_gui.tools.registry import tool_records


def headings(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """Objects with a nose that are drawn as level boxes, polygons or points."""
    tools = {tool.name for tool in tool_records() if tool.has_nose}
    headed = [key for key, category in scene.categories.items() if category.tool in tools]
    missing = ~sheet.is_oriented & np.isin(sheet.category_ids, headed)
    for row in np.flatnonzero(missing).tolist():
        x, y = sheet.centres_px[row].tolist()
        yield Finding(scene.frame.id, "heading", (int(sheet.ids[row]),), "warning", "missing", (x, y))
