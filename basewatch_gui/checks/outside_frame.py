"""Labels that lie outside their frame."""

from collections.abc import Iterator

import numpy as np

from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable


def check_inside_frame(context: FrameContext, table: LabelTable) -> Iterator[Finding]:
    """Find labels wholly outside the frame, and those whose middle is: most of what is cut off would be guessed."""
    left, top, right, bottom = table.bounds_px.T
    width, height = context.frame.width, context.frame.height
    gone = (right <= 0) | (bottom <= 0) | (left >= width) | (top >= height)
    on_edge = table.is_point
    gone &= ~on_edge
    x, y = table.centres_px.T
    middle_out = (x < 0) | (y < 0) | (x > width) | (y > height)
    gone |= on_edge & middle_out
    for row in np.flatnonzero(gone | middle_out).tolist():
        where = (float(np.clip(x[row], 0, width)), float(np.clip(y[row], 0, height)))
        if gone[row]:
            yield Finding(context.frame.id, "outside", (int(table.ids[row]),), "error", "gone", where)
        else:
            yield Finding(context.frame.id, "outside", (int(table.ids[row]),), "warning", "mostly", where)
