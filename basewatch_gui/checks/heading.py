"""Labels without the heading that their category has."""

from collections.abc import Iterator

import numpy as np

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Scene

WITH_NOSE = ("oriented_box", "stamp", "diamond")
"""The tools that draw from nose to tail: objects of a category that has one of them have a heading."""


def headings(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """Objects with a nose that are drawn as level boxes, polygons or points."""
    headed = [key for key, category in scene.categories.items() if category.tool in WITH_NOSE]
    missing = ~sheet.is_oriented & np.isin(sheet.category_ids, headed)
    for row in np.flatnonzero(missing).tolist():
        x, y = sheet.centres_px[row].tolist()
        yield Finding(scene.frame.id, "heading", (int(sheet.ids[row]),), "warning", "missing", (x, y))
