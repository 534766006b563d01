"""Labels that lie outside their frame."""

from collections.abc import Iterator

import numpy as np

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import LabelSheet, Scene


def outside(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """Labels wholly outside the frame, and those whose middle is: of what is cut off, most would be guessed."""
    left, top, right, bottom = sheet.bounds_px.T
    width, height = scene.frame.width, scene.frame.height
    gone = (right <= 0) | (bottom <= 0) | (left >= width) | (top >= height)
    on_edge = sheet.is_point
    gone &= ~on_edge
    x, y = sheet.centres_px.T
    middle_out = (x < 0) | (y < 0) | (x > width) | (y > height)
    gone |= on_edge & middle_out
    for row in np.flatnonzero(gone | middle_out).tolist():
        where = (float(np.clip(x[row], 0, width)), float(np.clip(y[row], 0, height)))
        if gone[row]:
            yield Finding(scene.frame.id, "outside", (int(sheet.ids[row]),), "error", "gone", where)
        else:
            yield Finding(scene.frame.id, "outside", (int(sheet.ids[row]),), "warning", "mostly", where)
